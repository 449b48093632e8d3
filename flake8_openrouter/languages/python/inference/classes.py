"""What an object of a file's own class has under a name."""

from __future__ import annotations

import ast
from bisect import bisect_left

from flake8_openrouter.languages.python.inference import (
    assignments,
    conversions,
    declarations,
    elsewhere,
    functions,
    lineage,
    mappings,
    strings,
)
from flake8_openrouter.languages.python.inference.assignments import Remade
from flake8_openrouter.languages.python.inference.evaluator import Evaluator, Expression
from flake8_openrouter.languages.python.inference.values import (
    Argument,
    Arguments,
    Class,
    Frame,
    Function,
    Instance,
    Mapping,
    Value,
    Values,
    is_empty,
)
from flake8_openrouter.languages.python.syntax import indexes
from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.scopes import (
    ANY_ATTRIBUTE,
    START,
    Binding,
    CallSite,
    How,
    Kind,
    Module,
    Point,
    Scope,
    home,
)
from flake8_openrouter.languages.python.syntax.tree import decorators, descendants, dotted, last_name
from flake8_openrouter.model import Span, Text, Unknown, Variable

#: How many assignments of one attribute are looked at.
MAX_ASSIGNMENTS = 30

_SETTINGS_BASES = frozenset(("BaseSettings", "EnvSettings"))
#: Classes of fields that somebody fills in while the program runs: Open WebUI's.
_FILLED_IN = frozenset(("Valves", "UserValves"))
#: Decorators and bases of classes whose constructors take what they declare.
_BUILT_BY_FIELDS = frozenset(("dataclass", "define", "frozen", "NamedTuple", "BaseModel"))
_PROPERTIES = frozenset(("property", "cached_property", "functools.cached_property"))


def member(expression: Expression[ast.Attribute], base: Instance | Class) -> Values:
    """Return what ``base.name`` can be: what the class, its bases and its subclasses in the files give it."""
    values: list[Value] = []
    own = list(lineage.bases(expression.evaluator, base.scope))
    remade = assignments.remade(expression, own)
    is_built = isinstance(base, Instance) and base.call is not None
    overriding = [] if is_built else lineage.running(expression.evaluator, base.scope, expression.frame.scope)
    for scope in own:
        if found := _own(expression, base, scope, remade):
            is_left = not overriding or isinstance(base, Class) or _is_had(scope, expression.node.attr, own[0])
            values += found if is_left else ()
            break
    for scope in overriding:
        values += _own(expression, base, scope, remade)
    if not values:
        values += _given_to_base(expression.evaluator, base.scope, expression.node.attr)
    from_outside = _set_from_outside(expression, {*own, *overriding})
    is_built = remade is Remade.WHEN_BUILT  # before anything is set from outside
    values += from_outside if is_built else assignments.unfinished(expression, from_outside, remade)
    path, name, frame = dotted(expression.node), expression.node.attr, expression.frame
    found_changes = [change for scope in own for change in mappings.changes(scope, name, frame)]
    found_changes += [
        change._replace(sure=False) for scope in overriding for change in mappings.changes(scope, name, frame)
    ]
    return tuple(mappings.changed(expression, value, found_changes, path) for value in values)


def _is_had(scope: Scope, name: str, heir: Scope) -> bool:
    """Tell whether objects of a class may have what it, or a base of it, declares by a name.

    They don't where each class that may be built has its own.
    """
    if scope.attributes.get(name):
        return True
    waiting, seen = [heir], {heir}
    while waiting:
        current = waiting.pop()
        heirs = [each for each in indexes.heirs(current.module).get(current.name, ()) if each not in seen]
        if not heirs or not _is_only_a_base(current.module, current):
            return True
        seen.update(heirs)
        waiting += [each for each in heirs if name not in each.bindings and name not in each.attributes]
    return False


@remembered
def _is_only_a_base(module: Module, scope: Scope) -> bool:
    """Tell whether a class that others have for a base is used for nothing else in its file."""
    loads = (load.node for load in indexes.loads_at_home(scope.name, home(scope.parent or scope, scope.name)))
    return all(
        isinstance(module.parents.get(node), ast.ClassDef) or elsewhere.is_harmless(module, node, scope)
        for node in loads
    )


def _set_from_outside(expression: Expression[ast.Attribute], family: set[Scope]) -> Values:
    """Return what ``settings.name = …`` may give an object that is not a method's own, unless a setter is given it."""
    defined = [binding for scope in family for binding in scope.bindings.get(expression.node.attr, ())]
    if any(isinstance(binding.value, Scope) for binding in defined):
        return ()
    module = expression.frame.scope.module
    values: list[Value] = []
    sites = [*indexes.set_attributes(module).get(expression.node.attr, ())]
    for other in {scope.module for scope in family} - {module}:
        sites += indexes.set_attributes(other).get(expression.node.attr, ())
    for site in sites:
        if site.scope.function is expression.frame.scope.function and site.point.order >= expression.frame.point.order:
            continue
        there = Frame(site.scope, site.point)
        roots = [target.value for target in site.node.targets if isinstance(target, ast.Attribute)]
        found = [value for root in roots for value in expression.evaluator.evaluate(root, there)]
        if any(value.scope in family for value in found if isinstance(value, Instance | Class)):
            values += expression.evaluator.evaluate(site.node.value, there)
    if ANY_ATTRIBUTE in module.stored_outside:
        values.append(expression.unknown())
    return tuple(values)


def _given_to_base(evaluator: Evaluator, scope: Scope, name: str) -> Values:
    """Return what ``super().__init__(name=…)`` gives a base that is not read: it will keep it by that name."""
    values: list[Value] = []
    for site in indexes.constructions(scope.module).get(scope, ()):
        for keyword in site.node.keywords:
            if keyword.arg == name.lstrip("_"):
                values += evaluator.evaluate(keyword.value, Frame(site.scope, site.point))
    return tuple(values)


def _own(expression: Expression[ast.Attribute], base: Instance | Class, scope: Scope, remade: Remade) -> Values:
    """Return what one class gives an attribute: what was just set in the same function, else all that is set.

    What may have been ``remade`` since is not known as it was given.
    """
    known, values = assignments.of_attribute(scope.module, scope, expression.node.attr), list[Value]()
    function, point = expression.frame.scope.function, expression.frame.point
    mine = known.by_function.get(function, ())
    before = mine[: bisect_left(mine, point.order, key=lambda binding: binding.point.order)]
    last = next((binding for binding in reversed(before) if not binding.point.excludes(point)), None)
    if last is not None and last.point.always_before(point):
        return _value(expression, base, last)
    if len(known.bindings) > MAX_ASSIGNMENTS:
        return (expression.unknown(),)
    taken = Point(0, base.arms) if isinstance(base, Instance) else START
    for binding in known.bindings:
        is_here = binding.scope.function is function
        is_late = is_here and binding.point.order >= point.order
        if not is_late and not binding.point.excludes(point if is_here else taken):
            found = _value(expression, base, binding)
            is_made = binding in known.remaking
            values += found if is_made else assignments.unfinished(expression, found, remade)
    if not known.always:
        for binding in scope.bindings.get(expression.node.attr, ())[-1:]:
            found = _value(expression, base, binding)
            values += assignments.unfinished(expression, found, remade)
    return tuple(values)


def _value(expression: Expression[ast.Attribute], base: Instance | Class, binding: Binding) -> Values:
    span = expression.span
    value = binding.value
    receiver = base if isinstance(base, Instance) else Instance(base.scope, span)
    if isinstance(value, Scope):
        if value.kind is Kind.CLASS:
            return (Class(value, span),)
        method = Function(value, span, receiver)
        return declarations.returned(expression.evaluator, method, {}, span) if is_property(value) else (method,)
    if binding.how is How.FIELD or binding.scope.kind is Kind.CLASS:
        return _field(expression, receiver, binding)
    if not isinstance(value, ast.expr):
        return ()
    inside = Frame(
        binding.scope,
        binding.point,
        _constructor_arguments(expression.evaluator, receiver, binding.scope),
        receiver if receiver.call or receiver.arms else None,
    )
    values = expression.evaluator.evaluate(value, inside)
    if binding.scope.name != "__init__" or receiver.call is not None or not any(map(_is_open, values)):
        return values
    return _as_built(expression, receiver, binding) or values


def _is_open(value: Value) -> bool:
    """Tell whether a part of a value is not known."""
    return isinstance(value, Text) and any(isinstance(part, Unknown) for part in value.parts)


def _as_built(expression: Expression[ast.Attribute], receiver: Instance, binding: Binding) -> Values:
    """Return what an attribute is of all objects of a class that the project builds; nothing where that is unknown."""
    evaluator, span = expression.evaluator, expression.span
    objects = elsewhere.built(evaluator, receiver.scope, expression.node.attr, span)
    return elsewhere.agreed([_value(expression, each, binding) for each in objects], span)


def _constructor_arguments(evaluator: Evaluator, receiver: Instance, scope: Scope) -> Arguments | None:
    """Return what an object's ``__init__`` is given; of a base in another file, what its own hands on."""
    if scope.name != "__init__":
        return None
    own = None if receiver.call is None else receiver.frame
    if scope.module is not receiver.scope.module and (site := _handing_on(evaluator, receiver.scope, scope)):
        function = site.scope.function
        given = functions.bound(receiver.call, function, own, skip=1) if receiver.call is not None and own else None
        return functions.bound(site.node, scope, Frame(site.scope, site.point, given), skip=1)
    return functions.bound(receiver.call, scope, own, skip=1) if receiver.call is not None and own else None


def _handing_on(evaluator: Evaluator, heir: Scope, scope: Scope) -> CallSite | None:
    """Return the one ``super().__init__(…)`` of a class, if that is the ``__init__`` which it reaches."""
    sites = indexes.constructions(heir.module).get(heir, [])
    reached = (base for base in lineage.bases(evaluator, heir) if base is not heir and "__init__" in base.bindings)
    is_super = len(sites) == 1 and dotted(sites[0].node.func) == "" and next(reached, None) is scope.parent
    return sites[0] if is_super else None


def _field(expression: Expression[ast.Attribute], receiver: Instance, binding: Binding) -> Values:
    """Return what a declared field holds, as its class makes it: a model seals what is declared as sealed."""
    family = lineage.bases(expression.evaluator, receiver.scope)
    values = conversions.made(expression, family, binding, _declared(expression, receiver, binding))
    if not declarations.is_sealed(binding.annotation) or "BaseModel" not in lineage.base_names(binding.scope):
        return values
    seal = declarations.declared_seal(expression.evaluator, binding)
    return tuple(strings.sealed(value, seal) for value in values or (expression.unknown(),))


def _declared(expression: Expression[ast.Attribute], receiver: Instance, binding: Binding) -> Values:
    """Return what a declared field holds: what the constructor was given, its default, or a variable's value."""
    given = _given(expression.evaluator, receiver, expression.node.attr)
    if not given and receiver.call is None and binding.how is How.FIELD and _is_built_by_fields(receiver.scope):
        given = _as_built(expression, receiver, binding)
    if given:
        return given
    inside = Frame(binding.scope, binding.point)
    default = binding.value if isinstance(binding.value, ast.expr) else None
    left_out: ast.expr | ast.keyword | None = default
    variable = f"{_prefix(binding.scope)}{expression.node.attr}".upper()
    if isinstance(default, ast.Call) and dotted(default.func).rpartition(".")[2] in ("Field", "field"):
        default, variable, left_out = _field_call(default, variable)
    if default is not None:
        values = expression.evaluator.evaluate(default, inside)
    else:
        values = declarations.annotated(expression.evaluator, binding, expression.span)
    empty = all(map(is_empty, values))
    is_filled_in = binding.scope.name in _FILLED_IN and empty and default is not None
    # No variable holds a model that is a field of the settings.
    is_model = any(isinstance(value, Instance) for value in values)
    is_setting = not _SETTINGS_BASES.isdisjoint(lineage.base_names(binding.scope))
    if (is_model or not is_setting) and not is_filled_in:
        if default is None:
            return values
        known = () if empty else _of_any_object(values, binding, default)
        # A field's default is what an object has that was built elsewhere, unless it was given something else.
        open_ended = binding.how is How.FIELD and receiver.call is None
        return (*known, expression.unknown()) if open_ended else known
    place = expression.span if default is None else expression.evaluator.span(default, inside)
    texts = tuple(value for value in values if isinstance(value, Text))
    ours = variable in expression.evaluator.env_names
    seal = declarations.declared_seal(expression.evaluator, binding)
    may_go = is_setting and left_out is not None and _is_required_without(expression.evaluator, binding)
    lenient = expression.evaluator.span(left_out, inside) if left_out is not None and may_go else None
    part = Variable(variable, place, texts, ours, default is None, seal, lenient=lenient, kept=True)
    return (Text((part,), expression.span),)


def _of_any_object(values: Values, binding: Binding, default: ast.expr) -> Values:
    """Return what a field's default is; a model's is read where the file is imported, whatever objects are given."""
    if "BaseModel" not in lineage.base_names(binding.scope) or isinstance(default, ast.Lambda):
        return values
    place = binding.scope.module.span(default)
    return tuple(_read_within(value, place) if isinstance(value, Text) else value for value in values)


def _read_within(text: Text, place: Span) -> Text:
    """Return a text whose variables are not to be read otherwise where they are read at a place."""
    parts = (
        part._replace(kept=True) if isinstance(part, Variable) and part.span.is_within(place) else part
        for part in text.parts
    )
    return text._replace(parts=tuple(parts))


def _is_required_without(evaluator: Evaluator, binding: Binding) -> bool:
    """Tell whether a field without its default is one that has to be given: what may be None was not for pydantic 1."""
    if binding.annotation is None:
        return False
    if not any(map(_stands_for_none, descendants(binding.annotation))):
        return True
    inside = ((scope, scope.parent) for scope in lineage.bases(evaluator, binding.scope))
    references = (
        evaluator.reference(base, Frame(around, scope.point))
        for scope, around in inside
        if isinstance(scope.node, ast.ClassDef) and around is not None
        for base in scope.node.bases
    )
    return any(name.startswith("pydantic_settings.") for name in references)


def _stands_for_none(node: ast.AST) -> bool:
    """Tell whether a part of an annotation, which may be written as a text, says that there may be nothing."""
    named = str(node.value) if isinstance(node, ast.Constant) else last_name(node)
    return "Optional" in named or "None" in named


def _field_call(node: ast.Call, variable: str) -> tuple[ast.expr | None, str, ast.expr | ast.keyword | None]:
    """Return the default that ``Field(…)`` declares, the variable it is read from, and the argument for the default."""
    default = node.args[0] if node.args else None
    if isinstance(default, ast.Constant) and default.value is Ellipsis:
        default = None
    argument: ast.expr | ast.keyword | None = default
    for keyword in node.keywords:
        if keyword.arg in ("default", "default_factory"):
            argument = keyword
        if keyword.arg == "default":
            default = keyword.value
        elif keyword.arg == "default_factory":
            default = (
                keyword.value
                if isinstance(keyword.value, ast.Lambda)
                else ast.copy_location(ast.Call(keyword.value, [], []), keyword.value)
            )
        elif keyword.arg in ("env", "alias", "validation_alias"):
            variable = _alias(keyword.value)
    return default, variable, argument


def _alias(node: ast.expr) -> str:
    """Return the variable that a field is read from: ``"X"``, or the first of ``AliasChoices("X", "Y")``."""
    first = node.args[0] if isinstance(node, ast.Call) and node.args else node
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def _prefix(scope: Scope) -> str:
    """Return what pydantic-settings puts before the fields of a class, where it is written out in that class."""
    for name in ("model_config", "Config"):
        for binding in scope.bindings.get(name, ())[-1:]:
            if isinstance(binding.value, ast.Call):
                given = [each.value for each in binding.value.keywords if each.arg == "env_prefix"]
                return _alias(given[0]) if given else ""
            if isinstance(binding.value, ast.Dict):
                pairs = zip(binding.value.keys, binding.value.values, strict=True)
                given = [value for key, value in pairs if key is not None and _alias(key) == "env_prefix"]
                return _alias(given[-1]) if given else ""
            if isinstance(binding.value, Scope) and (own := binding.value.bindings.get("env_prefix")):
                value = own[-1].value
                return _alias(value) if isinstance(value, ast.expr) else ""
    return ""


def _given(evaluator: Evaluator, receiver: Instance, name: str) -> Values:
    if receiver.call is None or receiver.frame is None or "__init__" in receiver.scope.bindings:
        return ()
    for keyword in receiver.call.keywords:
        if keyword.arg == name:
            return evaluator.evaluate(keyword.value, receiver.frame)
        if keyword.arg is None and (spread := _spread(evaluator, Argument(keyword.value, receiver.frame), name)):
            return spread
    fields = _in_order(receiver.scope) if receiver.call.args else []
    number = fields.index(name) if name in fields else len(receiver.call.args)
    before = receiver.call.args[: number + 1]
    if number >= len(receiver.call.args) or any(isinstance(item, ast.Starred) for item in before):
        return ()
    return evaluator.evaluate(before[-1], receiver.frame)


def _spread(evaluator: Evaluator, argument: Argument, name: str) -> Values:
    """Return what ``**argument`` gives under a name."""
    found = [value for value in evaluator.argument(argument) if isinstance(value, Mapping)]
    entries = (entry for mapping in found for entry in mapping.under(name))
    return tuple(value for entry in entries for value in evaluator.argument(entry.value))


def _in_order(scope: Scope) -> list[str]:
    """Return the fields of a class that takes them in their places."""
    node = scope.node
    if not isinstance(node, ast.ClassDef):
        return []
    decorators = [dotted(item.func if isinstance(item, ast.Call) else item) for item in node.decorator_list]
    is_plain = not node.bases and any(name.endswith("dataclass") for name in decorators)
    if not is_plain and "NamedTuple" not in lineage.base_names(scope):
        return []
    return [name for name, found in scope.bindings.items() if any(binding.how is How.FIELD for binding in found)]


def _is_built_by_fields(scope: Scope) -> bool:
    """Tell whether the constructor of a class takes what it declares, as dataclasses and models do."""
    if "__init__" in scope.bindings or not isinstance(scope.node, ast.ClassDef):
        return False
    bases = lineage.base_names(scope)
    return not _BUILT_BY_FIELDS.isdisjoint((*decorators(scope.node), *bases)) and _SETTINGS_BASES.isdisjoint(bases)


def is_property(scope: Scope) -> bool:
    decorators = getattr(scope.node, "decorator_list", ())
    return any(dotted(decorator) in _PROPERTIES for decorator in decorators)
