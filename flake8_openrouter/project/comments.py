"""Comments that silence findings: ``flake8-openrouter: ignore[OPR301]`` in any text, ``# noqa`` as flake8 reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from flake8_openrouter.model import Document

#: What every comment of ours holds, in lower case.
NAME = "flake8-openrouter"

#: The signs of comments before our name: what a text is written in is not always known.
_SIGN = r"(?:#|//|/\*|<!--|--|;|\.\.|%)[ \t*]*"
_WITHIN = r"[^\S\r\n]"
_OURS = (
    rf"(?i){_SIGN}{NAME}:[ \t]*(?:ignore(?:\[(?P<codes>[A-Z0-9, \t]*)\](?!\w)|(?![\w(\[:=]|-(?!->)))"
    r"|(?P<wrong>ignore|noqa|disable|allow|skip))"
)

#: As flake8 reads it after a comment's sign: bare, or with codes after a colon, separated by commas or white space.
_CODE = r"[A-Z]{{1,3}}[0-9]{{0,3}}"
_NOQA = rf"{{sign}}{_WITHIN}*noqa(?::{_WITHIN}?(?P<codes>{_CODE}(?:(?:,|{_WITHIN})+{_CODE})*))?"
_SPACE = r"[ \t\f]*"
_FILE_NOQA = rf"^{_SPACE}{{sign}}{_SPACE}flake8{_SPACE}[:=]{_SPACE}noqa(?:(?P<codes>:[A-Z0-9, \t]+)|{_SPACE})\r?$"

_BETWEEN = re.compile(r"[,\s:]+")

#: What may be before a comment that is on a line of its own: quotes and lists of Markdown, a brace of MDX, and the
#: quotation mark of a line that is a text in JSON.
_ALONE = re.compile(r"[\s>{*+-]*\"?\s*")


class Comment(NamedTuple):
    """A comment at ``start:end`` of a document, and which lines it is for: ``first`` and ``last``; 0 for all.

    ``codes`` are those that it names, in capitals; None for all. ``opening`` is the line after it, blank ones left out,
    if nothing else is on its own: what begins there, such as a block of code, is silenced whole. It is 0 for others.
    ``is_noqa``: it is flake8's. ``is_wrong``: it is ours, and not understood.
    """

    start: int
    end: int
    codes: tuple[str, ...] | None
    first: int
    last: int
    opening: int = 0
    is_noqa: bool = False
    is_wrong: bool = False

    def named(self, code: str) -> str | None:
        """Return what of the comment silences a code: one of its own, nothing where it is for all, None if not."""
        if self.codes is None:
            return ""
        return next((named for named in self.codes if code.startswith(named)), None)


def every(document: Document, *, honours_noqa: bool = True) -> Iterator[Comment]:
    """Yield the comments of a document that silence something; none where its language has no comments."""
    if document.notation.comment:
        yield from ours(document)
        yield from noqa(document) if honours_noqa else ()


def ours(document: Document) -> Iterator[Comment]:
    """Yield the comments of a document that begin with our name, the last one first."""
    if NAME not in document.text.lower():
        return
    below: Comment | None = None
    for match in [*re.finditer(_OURS, document.text)][::-1]:
        line = document.position(match.start())[0]
        codes = None if match["codes"] is None else _codes(match["codes"])
        # An empty list of codes is for none of them.
        is_wrong = match["wrong"] is not None or codes == ()
        found = Comment(*match.span(), () if is_wrong else codes, line, line, is_wrong=is_wrong)
        if _ALONE.fullmatch(document.text, document.start_of_line(match.start()), match.start()):
            stacked = below is not None and below.first == line + 1 and below.opening
            last, opening = (below.last, below.opening) if below is not None and stacked else _next(document, line)
            found = found._replace(last=last, opening=opening)
        below = found
        yield found


def _next(document: Document, line: int) -> tuple[int, int]:
    """Return the line after one, and the next one that is not blank."""
    opening = line + 1
    while (text := document.line(opening)) and not text.strip():
        opening += 1
    return line + 1, opening


class _Patterns(NamedTuple):
    """What silences findings of a line, and of a whole file."""

    line: re.Pattern[str]
    file: re.Pattern[str]


@cache
def _patterns(sign: str) -> _Patterns:
    sign = re.escape(sign)
    return _Patterns(
        re.compile(_NOQA.format(sign=sign), re.IGNORECASE),
        re.compile(_FILE_NOQA.format(sign=sign), re.IGNORECASE | re.MULTILINE),
    )


def noqa(document: Document) -> Iterator[Comment]:
    """Yield the comments of a document that are flake8's: of several on a line the first one counts.

    Where other linters have comments of that name, those that name a code of ours.
    """
    if "noqa" not in document.text.lower():
        return
    every = _noqa(document, _patterns(document.notation.comment))
    yield from every if document.notation.has_noqa else (comment for comment in every if _names_ours(comment))


def _names_ours(comment: Comment) -> bool:
    return any(code.startswith("OPR") for code in comment.codes or ())


def _noqa(document: Document, patterns: _Patterns) -> Iterator[Comment]:
    for match in patterns.file.finditer(document.text):
        yield Comment(*match.span(), _optional_codes(match["codes"]), 0, 0, is_noqa=True)
    seen = 0
    for match in patterns.line.finditer(document.text):
        line = document.position(match.start())[0]
        if line != seen:
            yield Comment(*match.span(), _optional_codes(match["codes"]), line, line, is_noqa=True)
        seen = line


def _optional_codes(text: str | None) -> tuple[str, ...] | None:
    return None if text is None else _codes(text)


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.upper() for code in _BETWEEN.split(text) if code)
