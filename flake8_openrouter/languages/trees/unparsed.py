"""What lines tell without a grammar: variables that a build publishes, and URLs that are not OpenRouter's API.

A comment is told as far as one line tells it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flake8_openrouter.model import Base, Document, Endpoint, Exposed, Literal, Span, Text
from flake8_openrouter.openrouter import api, destinations, variable_names
from flake8_openrouter.openrouter.destinations import Surroundings

#: What ``define`` of a build publishes: the read of a variable, and its name.
_DEFINED = re.compile(
    r"[\"'](?:process|import\.meta)\.env\.\w+[\"']\s*:\s*JSON\.stringify\(\s*"
    r"(?P<read>(?:process\.)?env\.(?P<name>[A-Z][A-Z0-9_]+))"
)
#: A read of a variable: what asks for it alone, before and after it, and the name.
_READ = re.compile(
    r"(?P<ask>!\s*|typeof\s+|\bif\s*\(\s*|\bBoolean\(\s*)?"
    r"(?P<read>\b(?:process\??\.env|import\.meta\.env|Bun\.env|env)(?:(?:\?|!)?\.|\[[\"'`])"
    r"(?P<name>[A-Z][A-Z0-9_]+)(?:[\"'`]\])?!?)"
    r"(?P<asked>\s*(?:\?(?![.?])|[=!]==?|&&|\??\.(?:length|startsWith)\b))?"
)

#: A URL, and what is before it in its line: in JavaScript it is in quotes, in the shell it may be a word of its own.
_URL = re.compile(r"(?P<before>[\"'`\s=(<]|^)(?P<url>https?://[\w.-]+(?::\d+)?(?:/[\w./~-]*)?)")
_QUOTES = frozenset("\"'`")

#: Where the rest of a line is a comment, by the sign of a language.
_COMMENTS = {"//": re.compile(r"^\s*(?:\*|/\*|<!--)|(?<![:\"'`\w])//|/\*"), "#": re.compile(r"^\s*#|\s#\s")}
#: Lines of a shell's script that show a URL.
_SHOWING = re.compile(r"^\s*(?:echo|printf|cat)\b")


def _lines(document: Document) -> Iterator[tuple[int, str]]:
    """Yield the lines that are code, each with its offset, without the comments at their ends."""
    comment = _COMMENTS.get(document.notation.comment, _COMMENTS["#"])
    at = 0
    for line in document.text.splitlines(keepends=True):
        found = comment.search(line)
        yield at, line[: found.start()] if found else line
        at += len(line)


def exposed(document: Document) -> Iterator[Exposed]:
    """Yield the reads of variables that a build publishes with OpenRouter's key, but for those that only ask for it."""
    for at, line in _lines(document):
        for match in _READ.finditer(line) if "_" in line and "env" in line else ():
            prefix = variable_names.public_prefix(match["name"])
            is_asked = match["ask"] is not None or match["asked"] is not None
            if prefix and prefix != "PUBLIC_" and not is_asked:
                span = Span(document, at + match.start("read"), at + match.end("read"))
                yield Exposed(span, match["name"], prefix)


def defined(document: Document) -> Iterator[Exposed]:
    """Yield the reads of OpenRouter's key in a build's file that its ``define`` publishes."""
    for at, line in _lines(document):
        for match in _DEFINED.finditer(line):
            if variable_names.holds_our_key(match["name"]):
                span = Span(document, at + match.start("read"), at + match.end("read"))
                yield Exposed(span, match["name"], option="define")


def endpoints(document: Document, gateways: tuple[str, ...]) -> Iterator[Endpoint]:
    """Yield the URLs that are written out where a program may send a request to."""
    around = Surroundings(gateways, "", False)
    is_quoted = document.notation.comment == "//"
    for at, line in _lines(document):
        if not api.mentions(line) and "open-router" not in line:
            continue
        for match in _URL.finditer(line):
            if (is_quoted and match["before"] not in _QUOTES) or (not is_quoted and _SHOWING.match(line)):
                continue
            span = Span(document, at + match.start("url"), at + match.end("url"))
            text = Text((Literal(match["url"], span),), span)
            yield Endpoint(text, Base.REQUEST, span, destinations.judge((text,), around))
