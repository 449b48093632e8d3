"""Text that is put together: f-strings, ``+``, ``%``, ``.format``, ``.join``, and methods of strings."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice, product
from urllib.parse import urljoin

from flake8_openrouter.languages.python.inference.evaluator import Expression
from flake8_openrouter.languages.python.inference.values import Argument, Value, Values
from flake8_openrouter.languages.python.inference.values import Sequence as Elements
from flake8_openrouter.languages.python.syntax.tree import is_too_long
from flake8_openrouter.model import Literal, Origin, Part, Seal, Span, Text, Unknown, Variable

MAX_COMBINATIONS = 8
#: Digits of a position in a template that is looked up: ``int`` refuses 4,300.
_LONGEST_POSITION = 9

_PERCENT = re.compile(r"%(?:\((?P<key>\w+)\))?[-#0 +]*(?:[1-9]\d*)?(?P<cut>\.\d+)?(?P<kind>[a-zA-Z%])")
_FIELD = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}:!]*)(?P<kind>![a-z])?(?P<cut>:[^{}]*)?\}")

#: Conversions of an f-string that show a text as it is, none and ``!s``, and those that put quotes around it.
_AS_ITSELF = (-1, ord("s"))
_QUOTING = (ord("r"), ord("a"))
_QUOTING_KINDS = ("r", "a")

Pieces = Sequence[tuple[Text, ...]]


def combined(pieces: Pieces, span: Span) -> Values:
    """Return the texts that alternatives make when they are put one after another."""
    choices = islice(product(*pieces), MAX_COMBINATIONS)
    return tuple(Text(_joined(part for text in choice for part in text.parts), span) for choice in choices)


def _joined(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Leave out the empty literals that nobody gave a name."""
    return tuple(part for part in parts if not (isinstance(part, Literal) and part.text == "" and not part.names))


def interpolated(expression: Expression[ast.JoinedStr]) -> Values:
    span = expression.span
    pieces: list[tuple[Text, ...]] = []
    for value in expression.node.values:
        if isinstance(value, ast.FormattedValue):
            pieces.append(_filled(expression.at(value)))
        elif isinstance(value, ast.Constant):
            pieces.append((Text((Literal(str(value.value), span),), span),))
    return combined(pieces, span)


def _filled(expression: Expression[ast.FormattedValue]) -> tuple[Text, ...]:
    """A value that a format cuts or pads is no longer itself."""
    node = expression.node
    if node.format_spec is None and node.conversion in _AS_ITSELF:
        return shown(expression.texts_of(node.value))
    if node.format_spec is None and node.conversion in _QUOTING:
        return quoted(expression.at(node.value))
    span = expression.at(node.value).span
    return (Text((Unknown(span),), span),)


def quoted(expression: Expression[ast.expr]) -> tuple[Text, ...]:
    """Return what ``repr`` makes of a text that is not known: quotes are around it, if it is a text at all."""
    quote, span = Literal("'", expression.span), expression.span
    return tuple(
        Text((quote, *text.parts, quote) if text.literal is None and not _is_sealed(text) else (Unknown(span),), span)
        for text in expression.texts_of(expression.node)
    )


def _is_sealed(text: Text) -> bool:
    return any(isinstance(part, Variable | Unknown) and part.sealed for part in text.parts)


def added(expression: Expression[ast.BinOp]) -> Values:
    """Put the operands of a chain of ``+`` together; the chain is unwound, as it may be long."""
    operands: list[ast.expr] = []
    rest: ast.expr = expression.node
    while isinstance(rest, ast.BinOp) and isinstance(rest.op, ast.Add):
        operands.append(rest.right)
        rest = rest.left
    operands.append(rest)
    if any(isinstance(operand, ast.List | ast.Tuple) for operand in operands):
        return _joined_lists(expression, operands[::-1])
    pieces = [tuple(map(_needed, expression.texts_of(operand))) for operand in reversed(operands)]
    return combined(pieces, expression.span)


def _joined_lists(expression: Expression[ast.BinOp], operands: list[ast.expr]) -> Values:
    """Return one list of all elements; nothing where one of the operands is not known to be a list."""
    elements: list[Argument] = []
    complete = True
    for operand in operands:
        values = expression.at(operand).values()
        only = values[0] if len(values) == 1 else None
        if not isinstance(only, Elements):
            return ()
        elements += only.elements
        complete = complete and only.complete
    return (Elements(tuple(elements), expression.span, complete),)


def _needed(text: Text) -> Text:
    """``"Bearer " + None`` is a TypeError: an unset variable fails loudly there."""
    return Text(tuple(map(_needed_part, text.parts)), text.span)


def _needed_part(part: Part) -> Part:
    return part._replace(required=True) if isinstance(part, Variable) and not part.default else part


def percent(expression: Expression[ast.BinOp]) -> Values:
    span = expression.span
    values: list[Value] = []
    for template in expression.texts_of(expression.node.left):
        if template.literal is None:
            return ()
        fillings = _fillings(expression.node.right)
        pieces = _filled_percent(expression, template.literal, fillings, span)
        if pieces is None:
            return ()
        values += combined(pieces, span)
    return tuple(values)


def _converted(expression: Expression[ast.expr], filling: ast.expr, place: re.Match[str]) -> tuple[Text, ...]:
    """Return what is put into a place of a template, by how that is written."""
    if place["cut"]:
        return (Text((Unknown(expression.span),), expression.span),)
    if (place["kind"] or "").lstrip("!") in _QUOTING_KINDS:
        return quoted(expression.at(filling))
    return shown(expression.texts_of(filling))


def _fillings(node: ast.expr) -> list[ast.expr] | dict[str, ast.expr]:
    if isinstance(node, ast.Tuple):
        return node.elts
    if isinstance(node, ast.Dict):
        return {
            str(key.value): value
            for key, value in zip(node.keys, node.values, strict=True)
            if isinstance(key, ast.Constant) and not is_too_long(key.value)
        }
    return [node]


def _filled_percent(
    expression: Expression[ast.expr], template: str, fillings: list[ast.expr] | dict[str, ast.expr], span: Span
) -> Pieces | None:
    pieces: list[tuple[Text, ...]] = []
    end, used = 0, 0
    for match in _PERCENT.finditer(template):
        pieces.append((Text((Literal(template[end : match.start()], span),), span),))
        end = match.end()
        if match["kind"] == "%":
            pieces.append((Text((Literal("%", span),), span),))
            continue
        if isinstance(fillings, dict):
            filling = fillings.get(match["key"] or "")
        else:
            filling = fillings[used] if used < len(fillings) else None
        if filling is None:
            return None
        used += 1
        pieces.append(_converted(expression, filling, match))
    return [*pieces, (Text((Literal(template[end:], span),), span),)]


def _format(expression: Expression[ast.Call], text: Text) -> Values:
    if text.literal is None or any(keyword.arg is None for keyword in expression.node.keywords):
        return ()
    span = expression.span
    named = {keyword.arg: keyword.value for keyword in expression.node.keywords}
    pieces: list[tuple[Text, ...]] = []
    end, used = 0, 0
    for match in _FIELD.finditer(text.literal):
        pieces.append((Text((Literal(text.literal[end : match.start()], span),), span),))
        end = match.end()
        name = match["name"]
        if name is None:
            pieces.append((Text((Literal(match[0][0], span),), span),))
            continue
        is_position = name.isdecimal() and len(name) <= _LONGEST_POSITION
        position = int(name) if is_position else used
        used += not name
        filling = named.get(name) if name and not is_position else _at(expression.node.args, position)
        if filling is None:
            return ()
        pieces.append(_converted(expression, filling, match))
    return combined([*pieces, (Text((Literal(text.literal[end:], span),), span),)], span)


def _at(nodes: list[ast.expr], position: int) -> ast.expr | None:
    return nodes[position] if position < len(nodes) else None


def _join(expression: Expression[ast.Call], text: Text) -> Values:
    if len(expression.node.args) != 1:
        return ()
    for value in expression.values_of(expression.node.args[0]):
        if isinstance(value, Elements):
            pieces: list[tuple[Text, ...]] = []
            for element in value.elements:
                pieces += [(text,)] if pieces else []
                pieces.append(expression.evaluator.argument_texts(element))
            return combined(pieces, expression.span)
    return ()


def _strip(expression: Expression[ast.Call], text: Text) -> Values:
    span = expression.span
    characters = expression.texts_of(expression.node.args[0])[0].literal if expression.node.args else None
    if (expression.node.args and characters is None) or not isinstance(expression.node.func, ast.Attribute):
        return ()
    parts = list(text.parts)
    if parts and expression.node.func.attr in ("strip", "lstrip") and isinstance(first := parts[0], Literal):
        parts[0] = first._replace(text=first.text.lstrip(characters))
    if parts and expression.node.func.attr in ("strip", "rstrip") and isinstance(last := parts[-1], Literal):
        parts[-1] = last._replace(text=last.text.rstrip(characters))
    if (characters is None or "\n" in characters) and expression.node.func.attr != "lstrip":
        parts = [_cleaned(part) for part in parts]
    return (Text(_joined(parts), span),)


def _cleaned(part: Part) -> Part:
    if isinstance(part, Variable):
        return part._replace(stripped=True)
    return part._replace(origin=Origin.OTHER) if isinstance(part, Unknown) and part.origin is Origin.STORED else part


def sealed(value: Value, seal: Seal) -> Value:
    """Return a value as ``SecretStr`` holds it, or as ``get_secret_value()`` gives it back."""
    if not isinstance(value, Text):
        return value
    parts = (part if isinstance(part, Literal) else part._replace(sealed=seal) for part in value.parts)
    return Text(tuple(parts), value.span)


def shown(texts: tuple[Text, ...]) -> tuple[Text, ...]:
    """Return texts as they are put into another one: what is sealed is then asterisks."""
    if not any(map(_is_sealed, texts)):
        return texts
    return tuple(Text(tuple(map(_shown, text.parts)), text.span) for text in texts)


def _shown(part: Part) -> Part:
    is_certain = not isinstance(part, Literal) and part.sealed is Seal.CERTAIN
    return part._replace(sealed=Seal.SHOWN) if is_certain and not isinstance(part, Literal) else part


def _opened(expression: Expression[ast.Call], text: Text) -> Values:
    return (sealed(Text(text.parts, expression.span), Seal.NONE),)


def _same(expression: Expression[ast.Call], text: Text) -> Values:
    return (Text(text.parts, expression.span),)


def _spelled(expression: Expression[ast.Call], text: Text) -> Values:
    if text.literal is None or not isinstance(expression.node.func, ast.Attribute):
        return ()
    span = expression.span
    return (Text((Literal(getattr(text.literal, expression.node.func.attr)(), span),), span),)


def _lines(expression: Expression[ast.Call], text: Text) -> Values:
    return (Text(tuple(map(_cleaned, text.parts)), expression.span),)


METHODS: dict[str, Callable[[Expression[ast.Call], Text], Values]] = {
    "format": _format,
    "join": _join,
    "strip": _strip,
    "lstrip": _strip,
    "rstrip": _strip,
    "encode": _same,
    "decode": _same,
    "get_secret_value": _opened,
    "lower": _spelled,
    "upper": _spelled,
    "title": _spelled,
    "split": _lines,
    "splitlines": _lines,
}


def joined_url(expression: Expression[ast.Call]) -> Values:
    """``urljoin(base, path)``, where both are literal; else the base's host with an unknown path."""
    if len(expression.node.args) < 2:
        return ()
    span = expression.span
    values: list[Value] = []
    for base in expression.texts_of(expression.node.args[0]):
        for path in expression.texts_of(expression.node.args[1]):
            start, end = base.with_defaults().literal, path.literal
            if start is not None and end is not None:
                values.append(Text((Literal(urljoin(start, end), span),), span))
            elif start is not None and (host := re.match(r"\w+://[^/]+/", start)):
                values.append(Text((Literal(host[0], span), Unknown(span)), span))
    return tuple(values)


def joined_path(expression: Expression[ast.Call]) -> Values:
    """``os.path.join``, ``posixpath.join`` on URLs: with a slash between where none is."""
    span = expression.span
    pieces: list[tuple[Text, ...]] = []
    for argument in expression.node.args:
        texts = expression.texts_of(argument)
        if pieces and not all((text.literal or "").endswith("/") for text in pieces[-1]):
            pieces.append((Text((Literal("/", span),), span),))
        pieces.append(texts)
    return combined(pieces, span)
