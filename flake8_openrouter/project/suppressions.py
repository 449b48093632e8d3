"""Comments that silence findings: ``# noqa`` as flake8 reads it, and the peers' tags for keys."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from flake8_openrouter.model import Document, Finding

#: As flake8 reads it: bare, or with codes behind a colon, separated by commas or white space.
_NOQA = re.compile(r"#\s*noqa(?::\s?(?P<codes>[A-Z]{1,3}[0-9]{0,3}(?:[,\s]+[A-Z]{1,3}[0-9]{0,3})*))?", re.IGNORECASE)
_SPACE = r"[ \t\f]*"
_FILE_NOQA = re.compile(
    rf"^{_SPACE}#{_SPACE}flake8{_SPACE}[:=]{_SPACE}noqa(?:(?P<codes>:[A-Z0-9, \t]+)|{_SPACE})\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_SECRET_TAG = re.compile(r"gitleaks:allow|trufflehog:ignore|pragma:\s*allowlist\s+secret", re.IGNORECASE)
_NEXT_LINE_TAG = re.compile(r"pragma:\s*allowlist\s+nextline\s+secret", re.IGNORECASE)
_SECRETS = ("OPR101", "OPR102", "OPR103")


def tags(document: Document) -> Callable[[Finding], bool]:
    """Return a test whether a peer's tag allows the key that a finding is about."""
    marked = "gitleaks:" in document.text or "trufflehog:" in document.text or "allowlist" in document.text

    @cache
    def is_allowed_on(number: int) -> bool:
        line, above = document.line(number), document.line(number - 1)
        return bool(_SECRET_TAG.search(line) or _NEXT_LINE_TAG.search(above))

    return lambda finding: marked and finding.code in _SECRETS and is_allowed_on(finding.line)


def noqa(document: Document) -> Callable[[Finding], bool]:
    """Return a test whether a ``# noqa`` silences a finding, for users of the core without flake8."""
    whole = [match["codes"] for match in _FILE_NOQA.finditer(document.text)]

    @cache
    def is_silenced_everywhere(code: str) -> bool:
        return any(codes is None or _names(codes, code) for codes in whole)

    @cache
    def is_silenced_on(number: int, code: str) -> bool:
        match = _NOQA.search(document.line(number))
        return match is not None and (match["codes"] is None or _names(match["codes"], code))

    def is_silenced(finding: Finding) -> bool:
        last = document.position(max(finding.span.start, finding.span.end - 1))[0]
        numbers = range(finding.line, last + 1)
        return is_silenced_everywhere(finding.code) or any(is_silenced_on(number, finding.code) for number in numbers)

    return is_silenced


def _names(codes: str, code: str) -> bool:
    return any(code.startswith(named.upper()) for named in re.split(r"[,\s:]+", codes) if named)
