"""Keys that are in a file as text, and what each is used for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter.languages.javascript.inference.environment import is_environment, is_read
from flake8_openrouter.languages.javascript.inference.values import Expression, Frame
from flake8_openrouter.languages.javascript.libraries import environments
from flake8_openrouter.languages.javascript.sites.context import Context
from flake8_openrouter.languages.javascript.syntax.declarations import key_of
from flake8_openrouter.languages.javascript.syntax.literals import unescaped
from flake8_openrouter.languages.javascript.syntax.module import TRANSPARENT, field, inner, is_in
from flake8_openrouter.model import KeyLiteral, Places, Site, Text, Use, Variable
from flake8_openrouter.openrouter import credentials, keys
from flake8_openrouter.openrouter.leaks import leaks
from flake8_openrouter.openrouter.variable_names import snake

if TYPE_CHECKING:
    from tree_sitter import Node

#: Methods and functions that look at a text, or show it, and don't use it as a key.
_MENTIONING = frozenset(
    (
        *("startsWith", "endsWith", "includes", "indexOf", "lastIndexOf", "replace", "replaceAll", "split", "search"),
        *("match", "matchAll", "test", "exec", "RegExp", "regex", "refine", "describe", "localeCompare"),
        *(
            "log",
            "info",
            "warn",
            "error",
            "debug",
            "trace",
            "write",
            "alert",
            "prompt",
            "confirm",
            "Error",
            "TypeError",
        ),
        *(
            "it",
            "test",
            "expect",
            "toBe",
            "toEqual",
            "toContain",
            "toMatch",
            "toHaveBeenCalledWith",
            "equal",
            "t",
            "gray",
        ),
    )
)
_DECLARING = frozenset(("default", "fallback", "prefault", "catch"))

#: The last names of what reads a variable that it is given the name of.
_GETTING = frozenset((*(name.rpartition(".")[2] for name in environments.GETTERS), *environments.ASKED))

#: What passes a text on as it is.
_PASSED_THROUGH = TRANSPARENT | frozenset(("template_string", "array", "spread_element", "sequence_expression"))

#: What a text is a value in, besides objects and calls.
_VALUES = frozenset(
    (
        *("variable_declarator", "assignment_expression", "return_statement", "arrow_function", "yield_expression"),
        *("public_field_definition", "field_definition", "export_statement", "enum_assignment", "member_expression"),
    )
)
#: Elements of a list that are looked at.
_MOST = 50

#: Uses in which a program has a key, whatever it is called.
_HELD = (Use.VALUE, Use.NAME, Use.DEFAULT, Use.PARAMETER)


class _Usage(NamedTuple):
    """What a literal is used for, and the read of a variable whose name or default it is. ``sets``: it fills one."""

    use: Use
    read: Node | None = None
    variable: str = ""
    sets: bool = False


_MENTION, _VALUE = _Usage(Use.MENTION), _Usage(Use.VALUE)


def sites(context: Context) -> Iterator[Site]:
    """Yield each key of an expression once, with its use."""
    found = list(_each(context))
    held = {literal.key for literal in found if literal.use in _HELD}
    several = sum(keys.is_live(key) or credentials.is_key_like(key) for key in held) > 1
    for literal in found:
        yield Site((literal._replace(alone=literal.alone and not several),))


def _each(context: Context) -> Iterator[KeyLiteral]:
    seen = Places()
    known: dict[int, set[int]] = {}
    for node in context.module.at((keys.PREFIX.encode(),)):
        literal = node.parent if node.type == "string_fragment" else node
        if literal is None or literal.type not in ("string", "template_string"):
            continue
        for found in _of_literal(context, node, literal, known):
            if not seen.overlap(found.span):
                seen.add(found.span)
                yield found


def _of_literal(context: Context, node: Node, literal: Node, known: dict[int, set[int]]) -> Iterator[KeyLiteral]:
    module = context.module
    text = module.text(literal)[1:-1] if literal.type == "string" else module.text(node)
    text = unescaped(text.strip("`"))
    usage = _usage(context, literal)
    span = context.span(literal)
    read = context.span(usage.read) if usage.read is not None else None
    found = KeyLiteral(span, "", True, usage.use, span, read, usage.variable, context.in_tests)
    if usage.sets:
        found = found._replace(expression=None, read=None)
    found = found._replace(alone=not _is_beside_others(context, literal, known))
    live = [match[0] for match in keys.live(_whole(context, literal) or text)]
    for key in live:
        yield found._replace(span=span.find(key), key=key)
    if not live:
        yield from _of_another_form(found, text)


def _of_another_form(found: KeyLiteral, text: str) -> Iterator[KeyLiteral]:
    """Yield the key that a text is which no key in it looks issued, if it is like one."""
    core = credentials.core(text)
    leak = next(leaks(core), None)
    found = found._replace(live=leak is not None, spelling=leak.spelling if leak is not None else "")
    if found.use is Use.NAME and text.startswith(keys.PREFIX):
        yield found._replace(key=text)
    elif credentials.is_key_like(core):
        yield found._replace(span=found.span.find(core), key=core)


def _whole(context: Context, literal: Node) -> str | None:
    """Return what a concatenation of literals makes, for the literal that it begins with."""
    node = literal
    while (parent := node.parent) is not None and parent.type == "binary_expression" and _is_plus(parent, node):
        node = parent
    if node is literal:
        return None
    texts = context.evaluator.texts(Expression(node, Frame(context.module)))
    return next((text.literal for text in texts), None)


def _is_plus(parent: Node, left: Node) -> bool:
    operator = field(parent, "operator")
    return operator is not None and operator.type == "+" and field(parent, "left") == left


def _is_beside_others(context: Context, literal: Node, known: dict[int, set[int]]) -> bool:
    """Tell whether a key is in a list with one that is read from the environment; ``known`` says it of lists."""
    parent = literal.parent
    if parent is None or parent.type != "array":
        return False
    if parent.id not in known:
        frame = Frame(context.module)
        expressions = (Expression(node, frame) for node in parent.named_children[:_MOST])
        known[parent.id] = {
            each.node.id for each in expressions if any(map(credentials.is_ours, context.evaluator.texts(each)))
        }
    return not known[parent.id] <= {literal.id}


def _usage(context: Context, literal: Node) -> _Usage:
    """Return what a literal is used for."""
    inside = literal
    for around in context.module.above(literal):
        if around.type == "ternary_expression" and (name := _chosen_instead(context, around, inside)) is not None:
            return _Usage(Use.DEFAULT, around, name)
        if around.type in _PASSED_THROUGH or (around.type == "ternary_expression" and not _decides(around, inside)):
            inside = around
        elif around.type == "binary_expression" and (found := _in_operation(context, around, inside)) is not None:
            return found
        elif around.type not in ("binary_expression", "template_substitution", "jsx_expression"):
            return _in(context, around, inside)
        else:
            inside = around
    return _MENTION


def _chosen_instead(context: Context, around: Node, inside: Node) -> str | None:
    """Return the variable for which a literal is there where that is not set: ``key ? key : "…"``, whichever way."""
    arms = [field(around, name) for name in ("consequence", "alternative")]
    condition = field(around, "condition")
    if condition is None or inside not in arms:
        return None
    other = next((arm for arm in arms if arm is not None and arm != inside), None)
    name = _variable(context, other) if other is not None else None
    return name if name is not None and _is_about(context, condition, name) else None


def _is_about(context: Context, condition: Node, name: str) -> bool:
    """Tell whether a condition asks for a variable: by itself, negated, or compared."""
    asked = [condition, *condition.named_children]
    return any(_variable(context, inner(each)) == name for each in asked)


def _decides(around: Node, inside: Node) -> bool:
    return field(around, "condition") == inside


def _in_operation(context: Context, around: Node, inside: Node) -> _Usage | None:
    """Return what an operand is used for; None for one that is part of the value of the whole."""
    operator, left = field(around, "operator"), field(around, "left")
    kind = operator.type if operator is not None else ""
    if kind in ("||", "??"):
        return _default(context, around, left) if left is not None and left != inside else None
    return None if kind in ("+", "&&") else _MENTION


def _default(context: Context, around: Node, left: Node) -> _Usage | None:
    """Return that a literal is the default of a variable; None where what it stands for is none."""
    name = _variable(context, left)
    if name is None:
        return None
    is_alone = left.type != "binary_expression"
    return _Usage(Use.DEFAULT, around if is_alone else None, name)


def _variable(context: Context, node: Node) -> str | None:
    """Return the name of the variable that an expression reads; None for another expression."""
    for value in context.evaluator.evaluate(Expression(node, Frame(context.module))):
        if is_read(value) and isinstance(value, Text) and isinstance(part := value.parts[0], Variable):
            return part.name
    return None


def _in(context: Context, around: Node, inside: Node) -> _Usage:
    """Return what a node is used for in what is around it."""
    kind = around.type
    if kind == "arguments":
        return _in_call(context, around, inside)
    if kind == "subscript_expression":
        return _in_subscript(context, around, inside)
    if kind in ("required_parameter", "optional_parameter", "assignment_pattern", "object_assignment_pattern"):
        return _in_pattern(context, around)
    if kind == "augmented_assignment_expression":
        target = field(around, "left")
        name = _variable(context, target) if target is not None else None
        return _Usage(Use.DEFAULT, None, name) if name is not None else _VALUE
    if kind == "assignment_expression":
        target = field(around, "left")
        return _Usage(Use.VALUE, sets=target is not None and _variable(context, target) is not None)
    if kind == "pair":
        return _in_pair(context, around, inside)
    if kind == "jsx_attribute":
        attribute = around.named_child(0)
        is_mention = attribute is None or _mentions(context.module.text(attribute))
        return _MENTION if is_mention else _VALUE
    return _VALUE if kind in _VALUES else _MENTION


def _mentions(name: str) -> bool:
    return snake(name).rpartition("_")[2] in keys.MENTIONING


def _in_pair(context: Context, around: Node, inside: Node) -> _Usage:
    if field(around, "value") != inside:
        return _MENTION
    pairs = (each for each in (around, *context.module.above(around)) if each.type == "pair")
    names = (key_of(context.module, field(each, "key")) or "" for each in pairs)
    return _MENTION if any(map(_mentions, names)) else _VALUE


def _in_subscript(context: Context, around: Node, inside: Node) -> _Usage:
    base = field(around, "object")
    if base is None or base == inside:
        return _MENTION
    values = context.evaluator.evaluate(Expression(base, Frame(context.module)))
    return _Usage(Use.NAME, around) if any(map(is_environment, values)) else _MENTION


def _in_pattern(context: Context, around: Node) -> _Usage:
    """Return what a default is the default of: a parameter, or what is destructured of the environment."""
    name = field(around, "left") or field(around, "pattern")
    variable = _variable(context, name) if name is not None else None
    if variable is not None:
        return _Usage(Use.DEFAULT, None, variable)
    return _Usage(Use.PARAMETER)


def _in_call(context: Context, arguments: Node, inside: Node) -> _Usage:
    call = arguments.parent
    function = (field(call, "function") or field(call, "constructor")) if call is not None else None
    if call is None or function is None:
        return _MENTION
    module = context.module
    last = field(function, "property") or function
    name = module.text(last)
    is_first = next(iter(arguments.named_children), None) == inside
    if _reads(context, call):
        variable = _variable(context, call) or ""
        return _Usage(Use.NAME, call) if is_first else _Usage(Use.DEFAULT, None, variable)
    if name in _MENTIONING:
        return _MENTION
    return _Usage(Use.DEFAULT) if name in _DECLARING and is_in(last, function) else _VALUE


def _reads(context: Context, call: Node) -> bool:
    """Tell whether a call is a read of a variable by itself."""
    function = field(call, "function")
    last = (field(function, "property") or function) if function is not None else None
    if last is None or context.module.text(last) not in _GETTING:
        return False
    span = context.span(call)
    values = context.evaluator.evaluate(Expression(call, Frame(context.module)))
    return any(is_read(value) and isinstance(value, Text) and value.parts[0].span == span for value in values)
