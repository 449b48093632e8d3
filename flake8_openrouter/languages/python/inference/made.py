"""What functions of the standard library make of their arguments: mappings, objects with names, texts, modules."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterator

from flake8_openrouter.languages.python.inference import mappings, strings
from flake8_openrouter.languages.python.inference.evaluator import Expression
from flake8_openrouter.languages.python.inference.overlay import Overlay
from flake8_openrouter.languages.python.inference.values import (
    Argument,
    Built,
    Entry,
    Mapping,
    Reference,
    Sequence,
    Value,
    Values,
)
from flake8_openrouter.languages.python.syntax.tree import is_too_long
from flake8_openrouter.model import Literal, Part, Span, Text, Variable

#: Characters of a written-out document that are read, how deep it may be nested, and how many entries of it count.
MAX_DOCUMENT = 20_000
MAX_NESTING = 20
MAX_ENTRIES = 200

TEMPLATE = "string.Template"
NAMED_TUPLES = frozenset(("collections.namedtuple", "typing.NamedTuple"))

_REFERENCE = re.compile(r"\$(?:(\$)|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})")
_OPENING = re.compile(r"[\[{]")


def _keywords(expression: Expression[ast.Call]) -> Values:
    """``SimpleNamespace(name=value)``, and whatever has its arguments as its names."""
    return mappings.constructed(expression)


def _with_factory(expression: Expression[ast.Call]) -> Values:
    """``defaultdict(factory, pairs, name=value)``."""
    call = expression.node
    rest = ast.copy_location(ast.Call(call.func, call.args[1:], call.keywords), call)
    return mappings.constructed(expression.at(rest))


def _first(expression: Expression[ast.Call]) -> Values:
    return expression.values_of(expression.node.args[0]) if expression.node.args else ()


def _chained(expression: Expression[ast.Call]) -> Values:
    """``ChainMap(first, second)``: the first one has the last word."""
    overlay = Overlay()
    for node in reversed(expression.node.args):
        overlay.lay(mappings.spread(expression.at(node)))
    return (overlay.mapping,)


def _from_keys(expression: Expression[ast.Call]) -> Values:
    """``dict.fromkeys(names, value)``."""
    if len(expression.node.args) != 2:
        return ()
    names, value = expression.node.args
    given = Argument(value, expression.frame)
    return _mapping(expression, ((element, given) for element in _elements(expression.at(names))))


def _zipped(expression: Expression[ast.Call]) -> Values:
    """``zip(names, values)``, as the mapping that it makes."""
    if len(expression.node.args) != 2:
        return ()
    names, values = (list(_elements(expression.at(node))) for node in expression.node.args)
    return _mapping(expression, zip(names, values, strict=False)) if names and values else ()


def _elements(expression: Expression[ast.expr]) -> Iterator[Argument]:
    """Yield the elements of the one list that an expression is."""
    found = [value for value in expression.values() if isinstance(value, Sequence)]
    if len(found) == 1:
        yield from found[0].elements[:MAX_ENTRIES]


def _mapping(
    expression: Expression[ast.Call], pairs: Iterator[tuple[Argument, Argument]] | zip[tuple[Argument, Argument]]
) -> Values:
    entries: list[Entry] = []
    for key, value in pairs:
        name = mappings.key_of(expression.evaluator.expression(key.node, key.frame))
        entries.append(Entry(name, key.node, value, key.node))
    return (Mapping(tuple(entries), bool(entries) and all(entry.key is not None for entry in entries)),)


def _module(expression: Expression[ast.Call]) -> Values:
    """``import_module("name")``."""
    texts = expression.texts_of(expression.node.args[0]) if len(expression.node.args) == 1 else ()
    name = texts[0].literal if len(texts) == 1 else None
    is_name = name is not None and all(part.isidentifier() for part in name.split("."))
    return (Reference(name, expression.span),) if name is not None and is_name else ()


def _expanded(expression: Expression[ast.Call]) -> Values:
    """``os.path.expandvars("$NAME")``: what is not set stays as it is."""
    texts = expression.texts_of(expression.node.args[0]) if len(expression.node.args) == 1 else ()
    span = within(expression.span)
    return tuple(Text(tuple(_parts(expression, text, span)), expression.span) for text in texts)


def _parts(expression: Expression[ast.Call], text: Text, span: Span) -> Iterator[Part]:
    for part in text.parts:
        end = 0
        for found in _REFERENCE.finditer(part.text) if isinstance(part, Literal) else ():
            name = found[2] or found[3]
            if name and isinstance(part, Literal):
                yield Literal(part.text[end : found.start()], span)
                yield Variable(name, span, ours=name in expression.evaluator.env_names, guarded=True)
                end = found.end()
        if not isinstance(part, Literal):
            yield part
        elif part.text[end:] or not end:
            yield part._replace(text=part.text[end:])


def within(span: Span) -> Span:
    """Return a place in an expression that is not the expression: what is there is edited by nobody."""
    return span._replace(start=min(span.start + 1, span.end - 1))


def _document(expression: Expression[ast.Call]) -> Values:
    """``json.loads("…")`` of a text that is written out."""
    texts = expression.texts_of(expression.node.args[0]) if len(expression.node.args) == 1 else ()
    text = texts[0].literal if len(texts) == 1 else None
    if text is None or len(text) > MAX_DOCUMENT or len(_OPENING.findall(text)) > MAX_ENTRIES:
        return ()
    try:
        found = json.loads(text)
    except ValueError:
        return ()
    return expression.values_of(node_of(found, expression.node.args[0]))


def node_of(value: object, place: ast.AST, nesting: int = 0) -> ast.expr:
    """Return a value of a document as an expression at a place; what is nested too deeply is not known."""
    made: ast.expr
    if isinstance(value, dict) and nesting < MAX_NESTING:
        items = list(value.items())[:MAX_ENTRIES]
        keys: list[ast.expr | None] = [node_of(str(key), place) for key, _ in items]
        made = ast.Dict(keys, [node_of(item, place, nesting + 1) for _, item in items])
    elif isinstance(value, list) and nesting < MAX_NESTING:
        made = ast.List([node_of(item, place, nesting + 1) for item in value[:MAX_ENTRIES]], ast.Load())
    elif value is None or isinstance(value, str | int | float):
        made = ast.Constant(value)
    else:
        made = ast.Constant(Ellipsis)
    made = ast.copy_location(made, place)
    # One character in: the place is no expression, which an edit would take for the value.
    made.col_offset += 1
    return made


#: What functions return, by their dotted names.
FUNCTIONS: dict[str, Callable[[Expression[ast.Call]], Values]] = {
    **dict.fromkeys(("types.SimpleNamespace", "argparse.Namespace"), _keywords),
    "collections.defaultdict": _with_factory,
    "collections.OrderedDict": _keywords,
    "collections.ChainMap": _chained,
    "types.MappingProxyType": _first,
    "dict.fromkeys": _from_keys,
    "zip": _zipped,
    "json.loads": _document,
    **dict.fromkeys(("importlib.import_module", "__import__"), _module),
    "os.path.expandvars": _expanded,
}

#: What is kept as it is called, for what is asked of it later.
KEPT = frozenset((TEMPLATE, "functools.partial", *NAMED_TUPLES))


def called(expression: Expression[ast.Call], maker: Built) -> Values:
    """Return what a call of what a function made returns: an object of a named tuple."""
    if maker.dotted not in NAMED_TUPLES or len(maker.call.args) != 2:
        return ()
    names = _fields(expression.evaluator.expression(maker.call.args[1], maker.frame))
    given: list[tuple[str, ast.AST, ast.expr]] = [
        (name, node, node) for name, node in zip(names, expression.node.args, strict=False)
    ]
    given += [(item.arg, item, item.value) for item in expression.node.keywords if item.arg is not None]
    entries = tuple(Entry(name, node, Argument(value, expression.frame), node) for name, node, value in given)
    return (Mapping(entries, len(entries) == len(names)),)


def _fields(expression: Expression[ast.expr]) -> list[str]:
    """Return the names in ``"key url"``, ``["key", "url"]`` or ``[("key", str), …]``."""
    names: list[str] = []
    for value in expression.values():
        if isinstance(value, Text) and value.literal is not None:
            names += value.literal.replace(",", " ").split()
        for element in value.elements if isinstance(value, Sequence) else ():
            names += filter(None, (_first_text(expression, element),))
    return names


def _first_text(expression: Expression[ast.expr], element: Argument) -> str | None:
    node = element.node.elts[0] if isinstance(element.node, ast.Tuple) and element.node.elts else element.node
    return mappings.key_of(expression.evaluator.expression(node, element.frame))


def method(expression: Expression[ast.Call], base: Built, name: str) -> Values:
    """Return what a method of a template gives: its text with the names in it filled in."""
    if base.dotted != TEMPLATE or name not in ("substitute", "safe_substitute") or not base.call.args:
        return ()
    (mapping,) = mappings.constructed(expression)
    if not isinstance(mapping, Mapping):
        return ()
    values: list[Value] = []
    for text in expression.evaluator.texts(base.call.args[0], base.frame):
        if text.literal is None or is_too_long(text.literal):
            return ()
        values += strings.combined(_filled(expression, text.literal, mapping), expression.span)
    return tuple(values)


def _filled(expression: Expression[ast.Call], template: str, mapping: Mapping) -> list[tuple[Text, ...]]:
    span, end = expression.span, 0
    pieces: list[tuple[Text, ...]] = []
    for found in _REFERENCE.finditer(template):
        pieces.append((Text((Literal(template[end : found.start()], span),), span),))
        end = found.end()
        entries = list(mapping.under(found[2] or found[3] or ""))
        if found[1]:
            pieces.append((Text((Literal("$", span),), span),))
        elif entries:
            pieces.append(tuple(text for entry in entries for text in expression.evaluator.argument_texts(entry.value)))
        else:
            pieces.append((expression.unknown(),))
    return [*pieces, (Text((Literal(template[end:], span),), span),)]
