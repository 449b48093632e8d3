"""URLs taken apart and put together: ``urlsplit(url).hostname``, ``parsed._replace(path=…)``, ``urlunsplit(…)``."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from itertools import islice, product
from typing import NamedTuple

from flake8_openrouter.languages.python.inference.evaluator import MAX_ALTERNATIVES, Evaluator, Expression
from flake8_openrouter.languages.python.inference.made import within
from flake8_openrouter.languages.python.inference.values import Built, Sequence, Values
from flake8_openrouter.model import Literal, Part, Span, Text, Unknown

#: What takes a URL apart.
SPLITTING = frozenset(("urllib.parse.urlsplit", "urllib.parse.urlparse"))
JOINING = frozenset(("urllib.parse.urlunsplit", "urllib.parse.urlunparse"))
#: A URL taken apart, with other parts.
REPLACED = "urllib.parse.SplitResult._replace"
_PARTED = SPLITTING | {REPLACED}

_PLACES = {"scheme": 0, "netloc": 1, "path": 2}


class _Url(NamedTuple):
    """A URL of which host and scheme are known; ``path`` and what follows may not be."""

    scheme: str
    netloc: str
    path: Text

    def text(self, span: Span) -> Text:
        return Text((Literal(f"{self.scheme}://{self.netloc}", within(span)), *self.path.parts), span)


def attribute(expression: Expression[ast.Attribute], base: Built) -> Values:
    """Return ``parsed.hostname`` and the like, where they are known; nothing of another value."""
    name = expression.node.attr
    if base.dotted not in _PARTED or name not in _READING:
        return ()
    urls, span = _urls(expression.evaluator, base), expression.span
    return tuple(expression.unknown() if url is None else _READING[name](url, span) for url in urls)


def _host(netloc: str) -> str:
    return netloc.rpartition("@")[2].partition(":")[0].lower()


def _made(text: str, span: Span) -> Text:
    """Return a text that is made of others: nobody edits it there."""
    return Text((Literal(text, within(span)),), span)


_READING: dict[str, Callable[[_Url, Span], Text]] = {
    "scheme": lambda url, span: _made(url.scheme, span),
    "netloc": lambda url, span: _made(url.netloc, span),
    "hostname": lambda url, span: _made(_host(url.netloc), span),
    "path": lambda url, span: Text(url.path.parts, span),
}


def method(expression: Expression[ast.Call], base: Built, name: str) -> Values:
    """Return what a method makes of a URL that was taken apart: the whole, or one with other parts."""
    if base.dotted not in _PARTED:
        return ()
    if name == "_replace":
        return (Built(REPLACED, expression.node, expression.frame, expression.span),)
    return _whole(expression, base) if name == "geturl" else ()


def joined(expression: Expression[ast.Call]) -> Values:
    """Return the URL that ``urlunsplit`` makes of its parts: of one taken apart, or of a tuple."""
    found: list[Text] = []
    for value in expression.values_of(expression.node.args[0]) if len(expression.node.args) == 1 else ():
        if isinstance(value, Built) and value.dotted in _PARTED:
            found += _whole(expression, value)
        elif isinstance(value, Sequence) and len(value.elements) > _PLACES["path"]:
            parts = [expression.evaluator.argument_texts(each) for each in value.elements[: len(_PLACES)]]
            found += [url.text(expression.span) for choice in _choices(parts) if (url := _of_parts(*choice))]
    return tuple(found)


def _whole(expression: Expression[ast.Call], base: Built) -> tuple[Text, ...]:
    urls = _urls(expression.evaluator, base)
    return tuple(expression.unknown() if url is None else url.text(expression.span) for url in urls)


def _urls(evaluator: Evaluator, base: Built) -> Iterator[_Url | None]:
    """Yield the URLs that were taken apart, as they are now; None for each that is not known."""
    if base.dotted in SPLITTING:
        yield from map(_apart, evaluator.texts(base.call.args[0], base.frame) if base.call.args else ())
        return
    function = base.call.func
    before = evaluator.evaluate(function.value, base.frame) if isinstance(function, ast.Attribute) else ()
    for value in before:
        known = isinstance(value, Built) and value.dotted in _PARTED
        for url in _urls(evaluator, value) if known and isinstance(value, Built) else (None,):
            yield from (None,) if url is None else _replaced(evaluator, base, url)


def _replaced(evaluator: Evaluator, base: Built, url: _Url) -> Iterator[_Url | None]:
    span = base.span
    parts: list[tuple[Text, ...]] = [(_made(url.scheme, span),), (_made(url.netloc, span),), (url.path,)]
    for keyword in base.call.keywords:
        if keyword.arg is None:
            yield None
            return
        if keyword.arg in _PLACES:
            parts[_PLACES[keyword.arg]] = evaluator.texts(keyword.value, base.frame)
    yield from (_of_parts(*choice) for choice in _choices(parts))


def _choices(parts: list[tuple[Text, ...]]) -> Iterator[tuple[Text, ...]]:
    return islice(product(*parts), MAX_ALTERNATIVES)


def _of_parts(scheme: Text, netloc: Text, path: Text) -> _Url | None:
    known, host = scheme.with_defaults().literal, netloc.with_defaults().literal
    return _Url(known, host, path) if known and host and "/" not in host else None


def _apart(text: Text) -> _Url | None:
    """Take a URL apart; None where its host is not known, or may go on in what is not."""
    text = text.with_defaults()
    scheme, separator, rest = text.head.partition("://")
    netloc = rest.partition("/")[0]
    if not separator or not netloc or (netloc == rest and text.literal is None):
        return None
    path = text.without(len(scheme + separator + netloc))
    return _Url(scheme.lower(), netloc, Text(tuple(_before_query(path)), text.span))


def _before_query(text: Text) -> Iterator[Part]:
    """Yield the parts of a path up to its query; after something unknown nobody knows where that begins."""
    for part in text.parts:
        if not isinstance(part, Literal):
            yield Unknown(part.span)
            continue
        end = min((found for mark in "?#" if (found := part.text.find(mark)) >= 0), default=len(part.text))
        yield part._replace(text=part.text[:end], span=within(part.span))
        if end < len(part.text):
            return
