"""The codes that are offered in a comment that silences findings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from flake8_openrouter.project.not_rules import NOT_RULES
from flake8_openrouter.rules import _pages
from flake8_openrouter.rules._registry import all_rules
from flake8_openrouter.server.diagnostics import page_of

#: A comment up to where codes are listed, and the last of them as far as it is typed.
_LISTED = re.compile(
    r"(?:noqa[ \t]*[:=][ \t]*(?:[A-Z]+[0-9]*[ \t]*[,\s][ \t]*)*|flake8-openrouter:[ \t]*ignore\[[^\]]*?)"
    r"(?P<begun>\w*)\Z",
    re.IGNORECASE,
)
_CODE = re.compile(r"\bOPR\d{3}\b", re.IGNORECASE)
_COMMENT = re.compile(r"noqa|flake8-openrouter:", re.IGNORECASE)


class Code(NamedTuple):
    """A code, its name and what it finds.

    ``page`` is all that is said of it, as Markdown, ``address`` where that is read on the web.
    """

    code: str
    name: str
    title: str
    page: str
    address: str


@cache
def codes() -> tuple[Code, ...]:
    """Return all codes there are."""
    return (*_rules(), *(Code(code, name, title, title, page_of(code)) for code, (name, title) in NOT_RULES.items()))


def _rules() -> Iterator[Code]:
    for rule in all_rules():
        page = _pages.page(rule)
        text = "\n\n".join(f"**{head}**\n\n{_shown(page, head, body)}" for head, body in page.sections.items())
        yield Code(rule.code, rule.name, page.title, text, _pages.url(rule))


def _shown(page: _pages.Page, heading: str, text: str) -> str:
    file = page.file(heading)
    return f"```{file.rpartition('.')[2]}\n{text}\n```" if file else text


def begun(line: str) -> str | None:
    """Return the code that is begun at the end of a line, as far as it goes; None where none is to be typed there."""
    match = _LISTED.search(line)
    return match["begun"] if match is not None else None


def at(line: str, column: int) -> tuple[Code, int, int] | None:
    """Return the code that a comment names at a column, in characters, and where it is in the line."""
    if not _COMMENT.search(line):
        return None
    known = {each.code: each for each in codes()}
    for match in _CODE.finditer(line):
        if match.start() <= column <= match.end() and (found := known.get(match[0].upper())) is not None:
            return found, match.start(), match.end()
    return None
