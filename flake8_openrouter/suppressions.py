"""Comments that silence findings: ``# noqa`` as flake8 reads it, and the peers' tags for keys."""

from __future__ import annotations

import re
from collections.abc import Callable

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

    def is_allowed(finding: Finding) -> bool:
        if not marked or finding.code not in _SECRETS:
            return False
        line, above = document.line(finding.line), document.line(finding.line - 1)
        return bool(_SECRET_TAG.search(line) or _NEXT_LINE_TAG.search(above))

    return is_allowed


def noqa(document: Document) -> Callable[[Finding], bool]:
    """Return a test whether a ``# noqa`` silences a finding, for users of the core without flake8."""
    whole = [match["codes"] for match in _FILE_NOQA.finditer(document.text)]

    def is_silenced(finding: Finding) -> bool:
        if any(codes is None or _names(codes, finding.code) for codes in whole):
            return True
        last = document.position(max(finding.span.start, finding.span.end - 1))[0]
        lines = (document.line(number) for number in range(finding.line, last + 1))
        matches = (match for line in lines if (match := _NOQA.search(line)))
        return any(match["codes"] is None or _names(match["codes"], finding.code) for match in matches)

    return is_silenced


def _names(codes: str, code: str) -> bool:
    return any(code.startswith(named.upper()) for named in re.split(r"[,\s:]+", codes) if named)
