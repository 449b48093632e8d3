"""The text of a setting with what a tool fills in: ``${VARIABLE}``, ``{{VARIABLE}}``, ``${{ secrets.VARIABLE }}``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flake8_openrouter.languages.settings.entries import Entry
from flake8_openrouter.languages.settings.names import Role, meaning
from flake8_openrouter.languages.settings.shapes import is_judged
from flake8_openrouter.model import Document, Literal, Part, Reach, Span, Text, Unknown, Variable
from flake8_openrouter.openrouter import api

_NAME = r"[A-Za-z_]\w*"
_REFERENCE = re.compile(
    rf"\$\$\{{?{_NAME}\}}?"
    rf"|\$\{{(?:env:|env\.|ENV:)?(?P<braced>{_NAME})(?:(?P<sign>:?[-?+=])(?P<default>[^{{}}\n]*))?\}}"
    rf"|\$\{{\{{[ ]*(?:[\w-]+\.)*(?P<expression>{_NAME})[^{{}}\n]*\}}\}}"
    rf"|\{{\{{-?[ ]*\.?(?:[\w-]+\.)*(?P<template>{_NAME})[ ]*-?\}}\}}"
    rf"|\{{env:(?P<env>{_NAME})\}}"
    rf"|^os\.environ/(?P<litellm>{_NAME})$|^(?:env:|env\.|ENV:|\$env:)(?P<named>{_NAME})$"
    rf"|\$(?P<dollar>{_NAME})|%(?P<percent>{_NAME})%"
    r"|\$?\{\{[^{}\n]*\}\}|\$\{[^{}\n]*\}|\$\([^()\n]*\)|`[^`\n]*`|%\(\w+\)s|%s|\{\}|<%.*?%>|#\{[^{}\n]*\}"
)


def of_entry(entry: Entry, document: Document, reach: Reach) -> Text:
    """Return the value of an entry: its literal text, and the variables that something else fills in."""
    whole = Span(document, entry.start, entry.end)
    if entry.quote == "'" and document.notation.language == "dotenv" and "{" not in entry.value:
        return Text((Literal(entry.value, whole, reach=reach),), whole)
    return Text(tuple(_parts(entry, whole, reach)), whole)


def _parts(entry: Entry, whole: Span, reach: Reach) -> Iterator[Part]:
    at, value = 0, entry.value
    is_url = meaning(entry.own_name).role is Role.ENDPOINT

    def span(start: int, end: int) -> Span:
        return whole if entry.pieces else Span(whole.document, entry.start + start, entry.start + end)

    for match in _REFERENCE.finditer(value):
        if at < match.start():
            yield Literal(value[at : match.start()], span(at, match.start()), reach=reach)
        yield _reference(match, span(*match.span()), span(*match.span("default")), is_url=is_url)
        at = match.end()
    if at < len(value) or not value:
        yield Literal(value[at:], span(at, len(value)), reach=reach)


def _reference(match: re.Match[str], span: Span, default: Span, *, is_url: bool) -> Part:
    group = match.lastgroup
    name = match[group if group not in ("sign", "default") else "braced"] if group else ""
    if not name:
        return Unknown(span)
    otherwise: tuple[Text, ...] = ()
    if match["sign"] in ("-", ":-"):
        text = match["default"]
        part: Part = Literal(text, default) if is_url or is_judged(text) or not text else Unknown(default)
        otherwise = (Text((part,), default),)
    return Variable(name, span, otherwise, ours=name in api.VARIABLES, required=not otherwise, absent="")
