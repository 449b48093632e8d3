"""Names to values: which bindings of a name are in force, and what each gives it."""

from __future__ import annotations

import ast
from collections.abc import Collection

from flake8_openrouter.languages.python.inference import (
    channels,
    command_lines,
    declarations,
    elsewhere,
    functions,
    lineage,
    lookups,
    mappings,
    methods,
    options,
    prefixes,
    strings,
)
from flake8_openrouter.languages.python.inference.bindings import MAX_BINDINGS, PARTS, of_scope
from flake8_openrouter.languages.python.inference.evaluator import Evaluator, Expression
from flake8_openrouter.languages.python.inference.values import (
    Arguments,
    Class,
    Frame,
    Function,
    Instance,
    Located,
    Nothing,
    Reference,
    Sequence,
    Value,
    Values,
    is_empty,
    is_unknown,
)
from flake8_openrouter.languages.python.syntax import indexes
from flake8_openrouter.languages.python.syntax.asked import asked_of, asked_of_aliases, asked_of_member
from flake8_openrouter.languages.python.syntax.places import Imported
from flake8_openrouter.languages.python.syntax.scopes import END, Asked, Binding, How, Kind, Module, Scope
from flake8_openrouter.languages.python.syntax.tree import descendants, dotted, is_nothing
from flake8_openrouter.model import Literal, Origin, Part, Seal, Span, Text, Unknown, Variable

_BUILTINS = frozenset(
    ("open", "str", "dict", "bytes", "getattr", "print", "input", "super", "list", "tuple", "repr", "format", "len")
    + ("bool", "display", "zip", "vars", "__import__", "next", channels.CELL_OUTPUT)
)


def resolve(expression: Expression[ast.Name]) -> Values:
    name, frame, span = expression.node.id, expression.frame, expression.span
    for scope in frame.scope.enclosing:
        if name in scope.bindings and (scope.kind is not Kind.CLASS or scope is frame.scope):
            return _of_scope(expression, scope, span)
    if name == "__file__":
        return (Located(frame.scope.module.path, span),)
    if name in _BUILTINS:
        return (Reference(name, span),)
    module = frame.scope.module
    if (target := expression.evaluator.modules.starred(module).get(name)) is not None:
        return named(expression, imported(expression.evaluator, target, span, module), name, span)
    return (expression.unknown(),)


def _of_scope(expression: Expression[ast.Name], scope: Scope, span: Span) -> Values:
    """Return what a name holds that a scope binds."""
    name = expression.node.id
    found = of_scope(name, scope, expression.frame)
    if len(found) > MAX_BINDINGS:
        return (expression.unknown(),)
    if len(found) == 1:
        values = _bound(expression, found[0], scope, span)
        values = _waiting(values) if _is_replaced(expression, scope, found[0]) else values
    else:
        each = [_bound(expression, binding, scope, span) for binding in found]
        if len(each) == 2 and _is_in_place(found[0], name):
            each = [expression.evaluator.or_else(each[1], each[0])]
        elif len(each) == 2 and (prefix := prefixes.ensured(found[0], name)):
            each[1] = prefixes.begun(each[1], prefix)
        is_anew = scope.function is not expression.frame.scope.function and _is_set_anew(name, scope)
        for number, binding in enumerate(found[: len(each)]):
            is_start = is_anew and binding.scope.function is scope.function
            if is_start or _is_replaced(expression, scope, binding):
                each[number] = _waiting(each[number])
        values = tuple(value for values in each for value in values)
    if not values and all(binding.how in PARTS for binding in found):
        values = (expression.unknown(Origin.ELEMENT),)
    return named(expression, values, name, span)


def _is_set_anew(name: str, scope: Scope) -> bool:
    """Tell whether a function gives a module's name something else by ``global``: no ``None``, no ``name.strip()``."""
    given = (binding.value for binding in indexes.bound_elsewhere(scope.module, name, scope))
    return any(
        not is_nothing(value)
        and not (isinstance(value, ast.expr) and any(dotted(node) == name for node in descendants(value)))
        for value in given
    )


def _is_replaced(expression: Expression[ast.Name], scope: Scope, binding: Binding) -> bool:
    """Tell whether something else may take a module's name over that doesn't show it: ``globals()``, ``import *``."""
    if scope.kind is not Kind.MODULE:
        return False
    name, module, frame = expression.node.id, scope.module, expression.frame
    if not {name, None}.isdisjoint(indexes.set_by_name(module)):
        return True
    last = frame.point if frame.scope.function is scope else END
    return any(
        binding.point.order < star.point.order < last.order
        and _may_bring(expression.evaluator, star.value, name, module)
        for star in scope.bindings.get("*", ())
    )


def _may_bring(evaluator: Evaluator, value: object, name: str, module: Module) -> bool:
    """Tell whether ``import *`` may bring a name: its file has it, or is not there, as what each user writes anew."""
    found = evaluator.modules.find(value, module) if isinstance(value, Imported) else None
    return found is None or name in found.scope.bindings


def _waiting(values: Values) -> Values:
    """Return what a name holds until something else takes its place, before it is used."""
    return tuple(
        Text(tuple(map(_started, value.parts)), value.span) if isinstance(value, Text) else value for value in values
    )


def _started(part: Part) -> Part:
    return part._replace(guarded=True, missed="") if isinstance(part, Variable) else part._replace(guarded=True)


def _is_in_place(binding: Binding, name: str) -> bool:
    """Tell whether a binding takes the place of what is missing: ``if not name: name = value``."""
    parents = binding.scope.module.parents
    value = binding.value if isinstance(binding.value, ast.expr) else None
    statement = parents.get(value) if value is not None else None
    around = parents.get(statement) if isinstance(statement, ast.Assign) else None
    test = around.test if isinstance(around, ast.If) and statement in around.body and not around.orelse else None
    if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Is):
        only = test.comparators[0]
        return dotted(test.left) == name and isinstance(only, ast.Constant) and only.value is None
    return isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) and dotted(test.operand) == name


def walrus(expression: Expression[ast.NamedExpr]) -> Values:
    values = expression.values_of(expression.node.value)
    return named(expression, values, dotted(expression.node.target), expression.span)


def _bound(expression: Expression[ast.Name], binding: Binding, scope: Scope, span: Span) -> Values:
    """Return what a binding gives the name ``node``, with what was done to it since."""
    if binding.how is How.PARAMETER:
        values = _parameter(expression, expression.node.id, scope, span)
        if binding.annotation is not None and all(map(is_unknown, values)):
            values += declarations.annotated(expression.evaluator, binding, span)
        if declarations.is_sealed(binding.annotation):
            values = tuple(strings.sealed(value, Seal.DECLARED) for value in values)
    elif binding.how is How.FIELD and binding.value is None:
        values = ()
    else:
        values = _binding_value(expression, binding, span)
    if binding.how is not How.OPTIONS and not any(isinstance(value, mappings.CHANGING) for value in values):
        return values
    changes = mappings.changes(None, expression.node.id, expression.frame, binding)
    if binding.how is How.OPTIONS:
        return options.given(expression, changes)
    return tuple(mappings.changed(expression, value, changes, expression.node.id) for value in values)


def _binding_value(expression: Expression[ast.expr], binding: Binding, span: Span) -> Values:
    value = binding.value
    if isinstance(value, Scope):
        made: Value = Class(value, span) if value.kind is Kind.CLASS else Function(value, span)
        return (made,)
    if isinstance(value, Imported):
        return imported(expression.evaluator, value, span, binding.scope.module)
    if value is None:
        return ()
    inside = expression.frame.at(binding.scope, binding.point)
    if binding.how is How.ELEMENT:
        looped = expression.evaluator.expression(value, inside)
        return _elements(looped) or lookups.looped(looped)
    if binding.how is How.PART:
        return lookups.part(expression.evaluator.expression(value, inside))
    values = expression.evaluator.evaluate(value, inside)
    return values if binding.how is not How.PIECE else _pieces(values)


def _pieces(values: Values) -> Values:
    """Return what is known of something unpacked; that it only waits for a value tells nothing of that."""
    known = tuple(value for value in values if not is_unknown(value))
    return values if known and all(map(is_empty, known)) else known


def _elements(expression: Expression[ast.expr]) -> Values:
    """Return what a loop over a list that is written out gives its name, one after the other."""
    lists = (value for value in expression.values() if isinstance(value, Sequence))
    elements = (element for value in lists for element in value.elements)
    return tuple(item for element in elements for item in expression.evaluator.argument(element))


def _parameter(expression: Expression[ast.expr], name: str, scope: Scope, span: Span) -> Values:
    """Return what a parameter holds: what this call gives, what the file's callers give, or its default."""
    if name == scope.receiver and scope.parent is not None:
        own = expression.frame.receiver if scope is expression.frame.scope.function else None
        if _is_of_class(scope) and (own is not None or not lineage.subclasses(scope.parent)):
            return (Class(scope.parent if own is None else own.scope, span),)
        return (own or Instance(scope.parent, span),)
    here, default = expression.frame, scope.parameters[name]
    if scope is here.scope.function and here.arguments is not None:
        given = [here.arguments]
    else:
        given = functions.arguments_of_callers(expression.evaluator, scope)
    values = [value for arguments in given for value in _given(expression.evaluator, scope, name, arguments)]
    if not given:
        values += command_lines.of_parameter(expression.evaluator, name, scope)
        values += methods.bound_to(expression.evaluator, name, scope) or _from_elsewhere(expression, name, scope)
        values = values or [Text((Unknown(span, (), Origin.PARAMETER),), span)]
    if default is not None and all(map(is_unknown, values)):
        default_values = expression.evaluator.evaluate(default, Frame(scope.parent or scope, scope.point))
        values += [value for value in default_values if not is_empty(value)]
    return tuple(values)


def _is_of_class(scope: Scope) -> bool:
    """Tell whether a method is given its class: ``return cls(…)`` builds an object of it."""
    return any(dotted(item) == "classmethod" for item in getattr(scope.node, "decorator_list", ()))


def _given(evaluator: Evaluator, scope: Scope, name: str, arguments: Arguments) -> Values:
    """Return what one call gives a parameter, or its default."""
    if name in arguments:
        return evaluator.argument(arguments[name])
    default = scope.parameters[name]
    return evaluator.evaluate(default, Frame(scope.parent or scope, scope.point)) if default is not None else ()


def _from_elsewhere(expression: Expression[ast.expr], name: str, scope: Scope) -> Values:
    """Return what all callers in other files give a parameter; nothing where they disagree, or are not known."""
    given = elsewhere.arguments(expression.evaluator, scope)
    if not given:
        return ()
    values = (_given(expression.evaluator, scope, name, arguments) for arguments in given)
    return () if _is_kept(scope, name) else elsewhere.agreed(values, expression.span)


def _is_kept(scope: Scope, name: str) -> bool:
    """Tell whether a method, other than a constructor, keeps what it is given: not every object is given that."""
    if not scope.receiver or scope.name == "__init__" or scope.parent is None:
        return False
    bindings = (binding for found in scope.parent.attributes.values() for binding in found)
    own = (binding.value for binding in bindings if binding.scope.function is scope)
    return any(isinstance(value, ast.Name) and value.id == name for value in own)


def imported(evaluator: Evaluator, target: Imported, span: Span, module: Module) -> Values:
    """Return a constant, class or function of a first-party file, or a reference to what is not read."""
    found = evaluator.modules.find(target, module)
    if found is not None and target.name in found.scope.bindings:
        values = evaluator.evaluate(indexes.name_node(found, target.name), Frame(found.scope, END))
        return tuple(_moved(value, span) for value in values)
    name = ".".join(part for part in (target.module, target.name) if part)
    return (Reference("." * target.level + name, span),)


def named(expression: Expression[ast.expr], values: Values | list[Value], name: str, span: Span) -> Values:
    """Remember the name that values go by from here on; conditions ask something of texts alone."""
    asked: Collection[Asked] = ()
    texts = [value for value in values if isinstance(value, Text)]
    if texts:
        asked = asked_of(name, expression.frame.scope)
        if any(_may_be_unset(part) for text in texts for part in text.parts):
            asked = (*asked, *asked_of_aliases(name, expression.frame.scope))
    named = [_named(value, name, span, asked) for value in values]
    if not asked:
        return tuple(named)
    if Asked.SCHEME in asked:
        named = [_unsure(value, span) for value in named]
    return tuple(map(_open_ended, named) if Asked.END in asked else named)


def _may_be_unset(part: Part) -> bool:
    """Tell whether a part is a variable that is read without a failure, and that nothing asks for so far."""
    return isinstance(part, Variable) and not part.required and not part.guarded


def asked_by_class(evaluator: Evaluator, scope: Scope, name: str, values: Values) -> Values:
    """Return what objects of a class have by a name, with what the class, or a base of it, asks of that."""
    if not any(isinstance(value, Text) for value in values):
        return values
    asked = {each for base in lineage.bases(evaluator, scope) for each in asked_of_member(name, base)}
    return tuple(_looked_at(value, asked) for value in values) if asked else values


def _looked_at(value: Value, asked: Collection[Asked]) -> Value:
    if not isinstance(value, Text) or len(value.parts) != 1 or not _is_asked(value.parts[0], asked):
        return value
    return Text((value.parts[0]._replace(guarded=True),), value.span)


def _is_asked(part: Part, asked: Collection[Asked]) -> bool:
    """Tell whether a part is guarded by what is asked of it."""
    return (Asked.MORE if _is_filled(part) else Asked.FILLED) in asked


def _named(value: Value, name: str, span: Span, asked: Collection[Asked]) -> Value:
    if isinstance(value, Text):
        parts = value.parts
        if len(parts) == 1:
            guarded = parts[0].guarded or _is_asked(parts[0], asked)
            parts = (_called(parts[0], name, guarded),)
        return Text(parts, span)
    if isinstance(value, Reference):
        return Reference(value.dotted, span)
    if isinstance(value, _PLACED):
        return value._replace(span=span)
    return value


def _called(part: Part, name: str, guarded: bool) -> Part:
    """Return a part by one more name; most are unknown, and made anew in half the time that ``_replace`` takes."""
    if isinstance(part, Unknown):
        return Unknown(part.span, (*part.names, name), part.origin, guarded, part.sealed, part.reach, part.secret)
    return part._replace(names=(*part.names, name), guarded=guarded)


#: What is where it is named, besides references, which most are.
_PLACED = Nothing | Function | Class


def _is_filled(part: Part) -> bool:
    """Tell whether a value passes where it is only asked whether it is there."""
    if isinstance(part, Variable):
        return any(text.with_defaults().literal for text in part.default)
    return isinstance(part, Literal) and bool(part.text)


def _unsure(value: Value, span: Span) -> Value:
    """Where a program asks whether a value begins with its scheme, it may hold one or not."""
    known = isinstance(value, Text) and value.head
    return Text((Unknown(span, (), Origin.INBOUND),), span) if isinstance(value, Text) and not known else value


def _open_ended(value: Value) -> Value:
    """Where a program asks how a value ends, it may have been completed, or cut."""
    if isinstance(value, Text) and value.with_defaults().literal:
        return Text((*value.parts, Unknown(value.span)), value.span)
    return value


def _moved(value: Value, span: Span) -> Value:
    return Text(value.parts, span) if isinstance(value, Text) else value
