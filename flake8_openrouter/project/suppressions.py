"""Comments that silence findings: ``# noqa`` as flake8 reads it, and the peers' tags for keys."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from flake8_openrouter.model import Document, Finding
from flake8_openrouter.rules._registry import key_leaks

#: As flake8 reads it after a comment's sign: bare, or with codes after a colon, separated by commas or white space.
_NOQA = r"{sign}\s*noqa(?::\s?(?P<codes>[A-Z]{{1,3}}[0-9]{{0,3}}(?:[,\s]+[A-Z]{{1,3}}[0-9]{{0,3}})*))?"
_SPACE = r"[ \t\f]*"
_FILE_NOQA = rf"^{_SPACE}{{sign}}{_SPACE}flake8{_SPACE}[:=]{_SPACE}noqa(?:(?P<codes>:[A-Z0-9, \t]+)|{_SPACE})\r?$"
_SECRET_TAG = re.compile(r"gitleaks:allow|trufflehog:ignore|pragma:\s*allowlist\s+secret", re.IGNORECASE)
_NEXT_LINE_TAG = re.compile(r"pragma:\s*allowlist\s+nextline\s+secret", re.IGNORECASE)


def tags(document: Document) -> Callable[[Finding], bool]:
    """Return a test whether a peer's tag allows the key in the source that a finding is about.

    In a text without comments nothing is one: a whole file may be one line.
    """
    if not document.notation.comment:
        return lambda finding: False
    marked = "gitleaks:" in document.text or "trufflehog:" in document.text or "allowlist" in document.text

    @cache
    def is_allowed_on(number: int) -> bool:
        line, above = document.line(number), document.line(number - 1)
        return bool(_SECRET_TAG.search(line) or _NEXT_LINE_TAG.search(above))

    return lambda finding: marked and finding.code in key_leaks() and is_allowed_on(finding.line)


class _Patterns(NamedTuple):
    """What silences findings of a line, and of a whole file."""

    line: re.Pattern[str]
    file: re.Pattern[str]


@cache
def _patterns(comment: str) -> _Patterns:
    sign = re.escape(comment)
    return _Patterns(
        re.compile(_NOQA.format(sign=sign), re.IGNORECASE),
        re.compile(_FILE_NOQA.format(sign=sign), re.IGNORECASE | re.MULTILINE),
    )


def noqa(document: Document) -> Callable[[Finding], bool]:
    """Return a test whether a ``# noqa`` silences a finding, for users of the core without flake8."""
    if not document.notation.comment:
        return lambda finding: False
    patterns = _patterns(document.notation.comment)
    whole = [match["codes"] for match in patterns.file.finditer(document.text)]

    @cache
    def is_silenced_everywhere(code: str) -> bool:
        return any(codes is None or _names(codes, code) for codes in whole)

    @cache
    def is_silenced_on(number: int, code: str) -> bool:
        match = patterns.line.search(document.line(number))
        return match is not None and (match["codes"] is None or _names(match["codes"], code))

    def is_silenced(finding: Finding) -> bool:
        last = document.position(max(finding.span.start, finding.span.end - 1))[0]
        numbers = range(finding.line, last + 1)
        return is_silenced_everywhere(finding.code) or any(is_silenced_on(number, finding.code) for number in numbers)

    return is_silenced


def _names(codes: str, code: str) -> bool:
    return any(code.startswith(named.upper()) for named in re.split(r"[,\s:]+", codes) if named)
