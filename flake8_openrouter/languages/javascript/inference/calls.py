"""Calls: functions of the project, methods of texts, and what another package's function gives."""

from __future__ import annotations

from flake8_openrouter.languages.javascript.inference import environment, exports, functions, objects, strings
from flake8_openrouter.languages.javascript.inference.evaluator import Evaluator, child, or_else, path, used
from flake8_openrouter.languages.javascript.inference.values import (
    Array,
    Built,
    Class,
    Expression,
    Frame,
    Function,
    Instance,
    Object,
    Reference,
    Values,
)
from flake8_openrouter.languages.javascript.libraries import environments
from flake8_openrouter.languages.javascript.libraries.http import HEADERS
from flake8_openrouter.languages.javascript.syntax.declarations import Binding, Imported
from flake8_openrouter.languages.javascript.syntax.module import Module, inner
from flake8_openrouter.model import Literal, Origin, Part, Text, Unknown, Variable

#: Methods and functions that leave a text as it is, but for what is around it.
_SAME = frozenset(("trim", "trimEnd", "trimStart", "toString", "valueOf", "String", "encodeURIComponent", "encodeURI"))
_STRIPPING = frozenset(("trim", "trimEnd", "trimStart"))


def call(evaluator: Evaluator, expression: Expression) -> Values:
    """Return what a call can give."""
    callee = child(expression, "function")
    if callee is None:
        return ()
    if callee.node.type == "import":
        return _loaded(evaluator, expression)
    if callee.node.type == "member_expression" and (found := _method(evaluator, expression, callee)):
        return found
    values: Values = ()
    for value in evaluator.evaluate(callee):
        if isinstance(value, Function):
            values += _called(evaluator, value, expression)
        elif isinstance(value, Reference):
            values += _of_reference(evaluator, value, expression)
        else:
            values += (_unknown(evaluator, expression, callee),)
    return values


def new(evaluator: Evaluator, expression: Expression) -> Values:
    """Return what ``new`` gives."""
    callee = child(expression, "constructor")
    if callee is None:
        return ()
    found: Values = ()
    for value in evaluator.evaluate(callee):
        if isinstance(value, Class):
            found += (Instance(value, expression, expression.span),)
        elif isinstance(value, Reference):
            found += _constructed(evaluator, value, expression)
    return found


def _unknown(evaluator: Evaluator, expression: Expression, callee: Expression) -> Text:
    """Return that the answer of a function is unknown, by the function's name."""
    name = path(callee)
    return Text((Unknown(expression.span, (f"{name}()",) if name else ()),), expression.span)


def _called(evaluator: Evaluator, function: Function, expression: Expression) -> Values:
    """Return what a function of the project gives to a call."""
    arguments = dict(enumerate(functions.given(expression)))
    frame = Frame(function.frame.module, function.node.id, arguments, function.frame.receiver)
    values = evaluator.of_all(functions.returned(function.node, frame))
    return used(values, expression)  # what others call as well is not edited for one of them


def _of_reference(evaluator: Evaluator, value: Reference, expression: Expression) -> Values:
    arguments = functions.given(expression)
    if value.dotted in ("require", "module.require") and arguments:
        return _loaded(evaluator, expression)
    if value.dotted in environments.GETTERS and arguments:
        (text, *others) = evaluator.texts(arguments[0])
        return (environment.variable(evaluator, expression, text.literal),) if text.literal and not others else ()
    if value.dotted == "Object.assign":
        return objects.assigned(evaluator, expression, arguments)
    if value.dotted in ("Object.freeze", "structuredClone") and arguments:
        return evaluator.evaluate(arguments[0])
    if value.dotted == "Object.fromEntries" and arguments:
        pairs = (objects.from_pairs(evaluator, each) for each in evaluator.evaluate(arguments[0]))
        return tuple(each for each in pairs if each is not None)
    if value.dotted in _SAME and arguments:
        return evaluator.evaluate(arguments[0])
    if value.dotted not in environments.CHECKED and _is_given_variables(evaluator, arguments):
        return (Reference("", ("process", "env"), expression.span),)  # they are taken for what it gives
    if value.dotted in ("fs.readFileSync", "fs/promises.readFile", "fs.promises.readFile"):
        return (evaluator.unknown(expression, Origin.STORED),)
    return (Built(value.dotted, expression, expression.span),)


def _is_given_variables(evaluator: Evaluator, arguments: list[Expression]) -> bool:
    """Tell whether a function is first given what holds the variables."""
    if not arguments or not _may_hold_variables(evaluator, arguments[0]):
        return False
    values = evaluator.evaluate(arguments[0])
    return any(isinstance(value, Reference) and environment.is_environment(value) for value in values)


def _may_hold_variables(evaluator: Evaluator, expression: Expression) -> bool:
    """Tell whether an expression, or what its name is bound to, is called as what holds the variables is."""
    node, module = inner(expression.node), expression.frame.module
    if node.type not in ("identifier", "member_expression", "call_expression"):
        return False
    text = module.text(node)
    if "env" in text.lower() or node.type != "identifier":
        return "env" in text.lower()
    return any(_is_of_environment(module, binding) for binding in evaluator.bindings(module).of(text, node))


def _is_of_environment(module: Module, binding: Binding) -> bool:
    if binding.imported is not None:
        return environment.is_environment(Reference(binding.imported.module, (), module.span(binding.node)))
    return binding.value is not None and "env" in module.text(binding.value).lower()


def _loaded(evaluator: Evaluator, expression: Expression) -> Values:
    """Return what ``require("x")`` or ``import("x")`` gives."""
    arguments = functions.given(expression)
    name = evaluator.texts(arguments[0])[0].literal if arguments else None
    if name is None:
        return ()
    return exports.of(evaluator, Imported(name, "*"), expression.frame.module, expression.span)


def _constructed(evaluator: Evaluator, value: Reference, expression: Expression) -> Values:
    arguments = functions.given(expression)
    if value.dotted in HEADERS:
        if not arguments:
            return (Object((), True, expression.span),)
        made = (objects.from_pairs(evaluator, each) for each in evaluator.evaluate(arguments[0]))
        found = tuple(each for each in made if each is not None)
        return found or (Object((), False, expression.span),)
    if value.dotted == "URL" and arguments:
        return _url(evaluator, arguments, expression)
    return (Built(value.dotted, expression, expression.span),)


def _url(evaluator: Evaluator, arguments: list[Expression], expression: Expression) -> Values:
    """Return the text of ``new URL(path, base)``."""
    first = evaluator.texts(arguments[0])
    if len(arguments) == 1:
        return first
    found: list[Text] = []
    for base in evaluator.texts(arguments[1]):
        for text in first:
            is_path = text.head.startswith("/")
            if text.literal is None and not is_path:
                return ()
            origin = "/".join((base.literal or "").split("/")[:3])
            kept = (Literal(origin, base.span),) if is_path and base.literal else (*base.parts, Literal("/", base.span))
            found.append(Text((*kept, *text.parts), expression.span))
    return tuple(found)


def _method(evaluator: Evaluator, expression: Expression, callee: Expression) -> Values:
    """Return what a method of a text, an array or a store of settings gives; nothing for another one."""
    base, name = child(callee, "object"), child(callee, "property")
    if base is None or name is None:
        return ()
    method = callee.frame.module.text(name.node)
    arguments = functions.given(expression)
    if method in _SAME:
        texts = (value for value in evaluator.evaluate(base) if isinstance(value, Text))
        return tuple(_stripped(text) if method in _STRIPPING else text for text in texts)
    if method == "concat" and arguments:
        pieces = [tuple(text.parts for text in evaluator.texts(base))]
        pieces += [tuple(text.parts for text in evaluator.texts(each)) for each in arguments]
        return strings.joined(pieces, expression.span)
    if method == "join" and (arrays := [each for each in evaluator.evaluate(base) if isinstance(each, Array)]):
        return _joined(evaluator, arrays[0], arguments, expression)
    if method in objects.SETTERS and len(arguments) == 2:
        return objects.with_set(evaluator, expression)
    if method in environments.ASKED and arguments and "config" in path(base).lower():
        return _asked(evaluator, expression, arguments, required=environments.ASKED[method])
    if method in environments.REFINING:
        return _refined(evaluator, base, required=environments.REFINING[method])
    if method in environments.CHECKING and _is_given_variables(evaluator, arguments):
        return (Built(environments.SCHEMA, expression, expression.span),)
    return ()


def _asked(evaluator: Evaluator, expression: Expression, arguments: list[Expression], *, required: bool) -> Values:
    """Return what a store of settings gives for a variable's name, and the default that it may be given after it."""
    text = evaluator.texts(arguments[0])[0]
    found = environment.read(evaluator, expression, text.literal, required=required) if text.literal else None
    if found is None or len(arguments) == 1:
        return () if found is None else (found,)
    return or_else((found,), evaluator.evaluate(arguments[1]), lets_empty_pass=True)


def _refined(evaluator: Evaluator, base: Expression, *, required: bool) -> Values:
    """Return the variables that an expression is; nothing for another one."""
    found: list[Text] = []
    for value in evaluator.evaluate(base):
        part = value.parts[0] if isinstance(value, Text) and len(value.parts) == 1 else None
        if isinstance(value, Text) and isinstance(part, Variable):
            found.append(value._replace(parts=(part._replace(required=part.required or required),)))
    return tuple(found)


def _stripped(text: Text) -> Text:
    """Return a text without what is around it, as far as that is seen."""
    if text.literal is not None and len(text.parts) == 1 and isinstance(part := text.parts[0], Literal):
        return text._replace(parts=(part._replace(text=part.text.strip()),))
    return text._replace(parts=tuple(map(_cleaned, text.parts)))


def _cleaned(part: Part) -> Part:
    if isinstance(part, Variable):
        return part._replace(stripped=True)
    return part._replace(origin=Origin.OTHER) if isinstance(part, Unknown) and part.origin is Origin.STORED else part


def _joined(evaluator: Evaluator, array: Array, arguments: list[Expression], expression: Expression) -> Values:
    between = evaluator.texts(arguments[0]) if arguments else ()
    pieces = []
    for number, element in enumerate(array.elements):
        if number and between:
            pieces.append(tuple(text.parts for text in between))
        pieces.append(tuple(text.parts for text in evaluator.texts(element)))
    return strings.joined(pieces, expression.span) if array.complete else ()
