"""Expression to values: what an expression can be, as far as the files tell.

Unknown stays unknown. Everything is bounded: nesting, alternatives, callers and the steps taken for one file.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from dataclasses import replace

from flake8_openrouter.model import Literal, Origin, Part, Span, Text, Unknown, Variable
from flake8_openrouter.python import calls, classes, environment, mappings, strings
from flake8_openrouter.python.domain import (
    Argument,
    Built,
    Class,
    Flag,
    Frame,
    Function,
    Instance,
    Mapping,
    Nothing,
    Reference,
    Sequence,
    Value,
    Values,
)
from flake8_openrouter.python.modules import Modules
from flake8_openrouter.python.scopes import END, Binding, How, Imported, Kind, Module, Scope, dotted

MAX_DEPTH = 30
MAX_ALTERNATIVES = 8
MAX_STEPS = 20_000


class Evaluator:
    """Evaluates expressions of one file and of those it imports from; remembers what it found."""

    def __init__(self, modules: Modules, env_names: frozenset[str] = frozenset()) -> None:
        self.modules = modules
        self.env_names = env_names
        self.calling: list[Scope] = []
        self.callers: dict[Scope, list[calls.Arguments]] = {}
        self._depth = 0
        self._steps = 0
        self._active: set[tuple[ast.AST, int, int]] = set()
        self._known: dict[tuple[ast.AST, int, int], tuple[Frame, Values]] = {}

    # Questions

    def evaluate(self, node: ast.expr, frame: Frame) -> Values:
        """Return the possible values of an expression, at least one and at most ``MAX_ALTERNATIVES``."""
        key = (node, id(frame.arguments), id(frame.receiver))
        if (known := self._known.get(key)) is not None:
            return known[1]
        if key in self._active or self._depth >= MAX_DEPTH or self._steps >= MAX_STEPS:
            return (self.unknown(node, frame),)
        self._active.add(key)
        self._depth += 1
        self._steps += 1
        try:
            handler = _HANDLERS.get(type(node))
            values = handler(self, node, frame) if handler else ()
            values = distinct(values) or (self.unknown(node, frame),)
        finally:
            self._depth -= 1
            self._active.discard(key)
        # The frame is kept beside the values, so that the ids in the key stay its own.
        self._known[key] = (frame, values)
        return values

    def texts(self, node: ast.expr, frame: Frame) -> tuple[Text, ...]:
        """Return the possible values as texts; what is no text is unknown."""
        return tuple(self.as_text(value, node, frame) for value in self.evaluate(node, frame))

    def as_text(self, value: Value, node: ast.expr, frame: Frame) -> Text:
        if isinstance(value, Text):
            return value
        if isinstance(value, Flag):
            return Text((Literal(str(value.value), value.span),), value.span)
        return self.unknown(node, frame)

    def argument(self, argument: Argument) -> Values:
        return self.evaluate(argument.node, argument.frame)

    def argument_texts(self, argument: Argument) -> tuple[Text, ...]:
        return self.texts(argument.node, argument.frame)

    def reference(self, node: ast.expr, frame: Frame) -> str:
        """Return the dotted name of what an expression refers to in a module that is not read, else nothing."""
        return next((value.dotted for value in self.evaluate(node, frame) if isinstance(value, Reference)), "")

    def unknown(self, node: ast.AST, frame: Frame, origin: Origin = Origin.OTHER) -> Text:
        name = dotted(node)
        module = frame.scope.module
        span = module.span(node)
        return Text((Unknown(span, (name,) if name else (), origin, name in module.tested),), span)

    def span(self, node: ast.AST, frame: Frame) -> Span:
        return frame.scope.module.span(node)

    # Names

    def name(self, node: ast.Name, frame: Frame) -> Values:
        span = self.span(node, frame)
        for scope in frame.scope.enclosing():
            if scope.kind is Kind.CLASS and scope is not frame.scope:
                continue
            if node.id in scope.bindings:
                bindings = reaching(scope.bindings[node.id], scope, frame)
                values = tuple(value for binding in bindings for value in self.bound(binding, node, scope, frame))
                return self.named(values, node.id, span, frame)
        if node.id in _BUILTINS:
            return (Reference(node.id, span),)
        return (self.unknown(node, frame),)

    def bound(self, binding: Binding, node: ast.Name, scope: Scope, frame: Frame) -> Values:
        """Return what a binding gives the name ``node``, with what was done to it since."""
        span = self.span(node, frame)
        if binding.how is How.PARAMETER:
            values = self.parameter(node.id, scope, frame, span)
        elif binding.how is How.FIELD and binding.value is None:
            values = ()
        else:
            values = self.binding_value(binding, span, frame)
        changes = mappings.changes(None, node.id, frame, binding)
        return tuple(mappings.changed(self, value, changes, node.id, frame) for value in values)

    def binding_value(self, binding: Binding, span: Span, frame: Frame) -> Values:
        value = binding.value
        if isinstance(value, Scope):
            made: Value = Class(value, span) if value.kind is Kind.CLASS else Function(value, span)
            return (made,)
        if isinstance(value, Imported):
            return self.imported(value, span, binding.scope.module)
        if value is None or binding.how is How.ELEMENT:
            return ()
        return self.evaluate(value, frame.at(binding.scope, binding.point))

    def parameter(self, name: str, scope: Scope, frame: Frame, span: Span) -> Values:
        """Return what a parameter holds: what this call gives, what the file's callers give, or its default."""
        if name == scope.receiver and scope.parent is not None:
            own = frame.receiver if scope is frame.scope.function else None
            return (own or Instance(scope.parent, span),)
        if scope is frame.scope.function and frame.arguments is not None:
            given = [frame.arguments]
        else:
            given = calls.arguments_of_callers(self, scope)
        default = scope.parameters[name]
        outside = Frame(scope.parent or scope, scope.point)
        values: list[Value] = []
        for arguments in given:
            if name in arguments:
                values += self.argument(arguments[name])
            elif default is not None:
                values += self.evaluate(default, outside)
        if not given:
            values += [value for value in self.evaluate(default, outside) if _is_telling(value)] if default else []
            values.append(Text((Unknown(span, (), Origin.PARAMETER),), span))
        return tuple(values)

    def imported(self, imported: Imported, span: Span, module: Module) -> Values:
        """Return a constant, class or function of a first-party file, or a reference to what is not read."""
        found = self.modules.find(imported, module)
        if isinstance(found, Module) and imported.name in found.scope.bindings:
            return tuple(_moved(value, span) for value in self.evaluate(found.name_node(imported.name), Frame(found.scope, END)))
        name = ".".join(part for part in (imported.module, imported.name) if part)
        return (Reference("." * imported.level + name, span),)

    def named(self, values: Iterable[Value], name: str, span: Span, frame: Frame) -> Values:
        """Remember the name that values go by from here on."""
        module = frame.scope.module
        named = (_named(value, name, span, name in module.tested) for value in values)
        return tuple(_unsure(value, span) if name in module.scheme_tested else value for value in named)

    # Attributes and elements

    def attribute(self, node: ast.Attribute, frame: Frame) -> Values:
        values: list[Value] = []
        for base in self.evaluate(node.value, frame):
            values += self.attribute_of(base, node, frame)
        path, span = dotted(node), self.span(node, frame)
        return self.named(values, path, span, frame) if path else tuple(values)

    def attribute_of(self, base: Value, node: ast.Attribute, frame: Frame) -> Values:
        span = self.span(node, frame)
        if isinstance(base, Reference):
            found = self.modules.attribute(base.dotted, node.attr, frame.scope.module)
            if found is not None:
                return self.imported(found, span, frame.scope.module)
            return (Reference(f"{base.dotted}.{node.attr}", span),)
        if isinstance(base, Instance | Class):
            return classes.member(self, base, node, frame)
        if isinstance(base, Built) and base.dotted in environment.PROCESSES and node.attr in ("stdout", "stderr"):
            return (self.unknown(node, frame, Origin.STORED),)
        setting = environment.setting(self, node, frame)
        return (setting,) if setting else (self.unknown(node, frame, _inbound(node)),)

    def subscript(self, node: ast.Subscript, frame: Frame) -> Values:
        values: list[Value] = []
        for base in self.evaluate(node.value, frame):
            values += self.element_of(base, node, frame)
        return tuple(values)

    def element_of(self, base: Value, node: ast.Subscript, frame: Frame) -> Values:
        if isinstance(node.slice, ast.Slice):
            return (self.unknown(node, frame),)
        if read := environment.subscript(self, base, node, frame):
            return (read,)
        key = next((text.literal for text in self.texts(node.slice, frame)), None)
        if isinstance(base, Mapping) and key is not None:
            found = [value for entry in base.entries if entry.key == key for value in self.argument(entry.value)]
            if found:
                return tuple(found)
        if isinstance(base, Sequence) and isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, int):
            if -len(base.elements) <= node.slice.value < len(base.elements):
                return self.argument(base.elements[node.slice.value])
        span, names = self.span(node, frame), (key,) if key else ()
        return (Text((Unknown(span, names, _inbound(node.value)),), span),)

    # Constants and operators

    def constant(self, node: ast.Constant, frame: Frame) -> Values:
        span = self.span(node, frame)
        value = node.value
        if value is None:
            return (Nothing(span),)
        if isinstance(value, bool):
            return (Flag(value, span),)
        if value is Ellipsis:
            return ()
        text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
        return (Text((Literal(text, span),), span),)

    def either(self, node: ast.BoolOp, frame: Frame) -> Values:
        if isinstance(node.op, ast.And):
            return self.evaluate(node.values[-1], frame)
        *firsts, last = node.values
        values = self.evaluate(last, frame)
        for first in reversed(firsts):
            values = self.or_else(self.evaluate(first, frame), values)
        return values

    def or_else(self, firsts: Values, fallback: Values) -> Values:
        """Return the values of ``first or fallback``: for a read of the environment that is its default."""
        texts = tuple(value for value in fallback if isinstance(value, Text))
        values: list[Value] = []
        for first in firsts:
            part = first.parts[0] if isinstance(first, Text) and len(first.parts) == 1 else None
            if isinstance(part, Variable) and not part.default and isinstance(first, Text):
                values.append(Text((replace(part, default=texts, guarded=part.guarded or not texts),), first.span))
            elif not _is_empty(first):
                values.append(first)
        if not any(isinstance(value, Text) and isinstance(value.lead, Variable) for value in values):
            values += fallback
        return tuple(values)

    def chosen(self, node: ast.IfExp, frame: Frame) -> Values:
        return self.evaluate(node.body, frame) + self.evaluate(node.orelse, frame)

    def walrus(self, node: ast.NamedExpr, frame: Frame) -> Values:
        values = self.evaluate(node.value, frame)
        return self.named(values, dotted(node.target), self.span(node, frame), frame)

    def operator(self, node: ast.BinOp, frame: Frame) -> Values:
        if isinstance(node.op, ast.Add):
            return strings.added(self, node, frame)
        if isinstance(node.op, ast.Mod):
            return strings.percent(self, node, frame)
        if isinstance(node.op, ast.BitOr):
            return mappings.merged(self, node, frame)
        return ()

    def elements(self, node: ast.List | ast.Tuple, frame: Frame) -> Values:
        return (Sequence(tuple(Argument(item, frame) for item in node.elts), self.span(node, frame)),)

    def awaited(self, node: ast.Await | ast.Starred, frame: Frame) -> Values:
        return self.evaluate(node.value, frame)

    def function(self, node: ast.Lambda, frame: Frame) -> Values:
        # A callable where a value is wanted: what it returns is what is used.
        return self.evaluate(node.body, frame)

    def fstring(self, node: ast.JoinedStr, frame: Frame) -> Values:
        return strings.interpolated(self, node, frame)

    def dictionary(self, node: ast.Dict, frame: Frame) -> Values:
        return (mappings.literal(self, node, frame),)

    def call(self, node: ast.Call, frame: Frame) -> Values:
        return calls.result(self, node, frame)


def reaching(bindings: list[Binding], scope: Scope, frame: Frame) -> list[Binding]:
    """Return the bindings of a name that can be in force, the latest first."""
    here = scope.function is frame.scope.function
    closed = scope.module.closed_arms
    found: list[Binding] = []
    for binding in reversed(bindings):
        point = binding.point
        if here and binding.how is not How.PARAMETER:
            if point.order >= frame.point.order or point.excludes(frame.point):
                continue
            inner = point.branches[len(_common(point.branches, frame.point.branches)) :]
            if any(arm in closed for arm in inner):
                continue
        found.append(binding)
        if point.always_before(frame.point) if here else not point.branches:
            break
        if len(found) == MAX_ALTERNATIVES:
            break
    return found or bindings[-1:]


def _common(first: tuple[tuple[int, int], ...], second: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return first[:count]


def distinct(values: Iterable[Value]) -> Values:
    """Return at most ``MAX_ALTERNATIVES`` values, each once."""
    return tuple(dict.fromkeys(values))[:MAX_ALTERNATIVES]


def _named(value: Value, name: str, span: Span, guarded: bool) -> Value:
    if isinstance(value, Text):
        parts = value.parts
        if len(parts) == 1:
            part: Part = replace(parts[0], names=(*parts[0].names, name), guarded=parts[0].guarded or guarded)
            parts = (part,)
        return Text(parts, span)
    if isinstance(value, Nothing | Reference | Function | Class):
        return replace(value, span=span)
    return value


def _unsure(value: Value, span: Span) -> Value:
    """Where a program asks whether a value begins with its scheme, it may hold one or not."""
    known = isinstance(value, Text) and value.head
    return Text((Unknown(span, (), Origin.INBOUND),), span) if isinstance(value, Text) and not known else value


def _moved(value: Value, span: Span) -> Value:
    return Text(value.parts, span) if isinstance(value, Text) else value


def _is_telling(value: Value) -> bool:
    """Tell whether a parameter's default says something: an empty one only waits for the caller's."""
    return not isinstance(value, Nothing) and not _is_empty(value)


def _is_empty(value: Value) -> bool:
    if isinstance(value, Nothing):
        return True
    return isinstance(value, Text) and value.literal == ""


def _inbound(node: ast.expr) -> Origin:
    """Tell whether an expression reads what a server was sent: ``request.headers``."""
    path = dotted(node).lower().split(".")
    inbound = any(name in _INBOUND_NAMES for name in path[:-1]) and path[-1] in ("headers", "cookies", "query_params", "args")
    return Origin.INBOUND if inbound else Origin.OTHER


_INBOUND_NAMES = frozenset(("request", "req", "websocket", "self.request", "flask", "event", "info", "conn", "connection"))
_BUILTINS = frozenset(("open", "str", "dict", "bytes", "getattr", "print", "input", "super", "list", "tuple", "repr", "format", "len", "bool"))

_HANDLERS: dict[type[ast.AST], Callable[..., Values]] = {
    ast.Name: Evaluator.name,
    ast.Attribute: Evaluator.attribute,
    ast.Subscript: Evaluator.subscript,
    ast.Constant: Evaluator.constant,
    ast.BoolOp: Evaluator.either,
    ast.IfExp: Evaluator.chosen,
    ast.NamedExpr: Evaluator.walrus,
    ast.BinOp: Evaluator.operator,
    ast.List: Evaluator.elements,
    ast.Tuple: Evaluator.elements,
    ast.Await: Evaluator.awaited,
    ast.Starred: Evaluator.awaited,
    ast.Lambda: Evaluator.function,
    ast.JoinedStr: Evaluator.fstring,
    ast.Dict: Evaluator.dictionary,
    ast.Call: Evaluator.call,
}
