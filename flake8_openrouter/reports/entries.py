"""Findings as machines read them: relative paths, masked messages, fingerprints, fixes that may be applied."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from flake8_openrouter.model import Document, Finding, Replacement, Severity
from flake8_openrouter.openrouter import keys
from flake8_openrouter.openrouter.masking import known, mask, presentable, printable
from flake8_openrouter.project import baseline
from flake8_openrouter.project.not_rules import NOT_RULES
from flake8_openrouter.reports import Report
from flake8_openrouter.rules._registry import all_rules

TOOL = "flake8-openrouter"
HOME = "https://pypi.org/project/flake8-openrouter/"

WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.STYLE)


class Position(NamedTuple):
    """``line`` and ``column`` count from 1, the column in characters."""

    line: int
    column: int


class Entry(NamedTuple):
    """A finding in words that all formats share.

    ``path`` is relative to the repository, or to the report's root, with slashes, and absolute where it lies
    elsewhere, ``uri`` the same as a URI reference. ``end`` is after the last character. ``replacements`` are empty
    where the fix would have to write out a key, or what no report may show.
    """

    finding: Finding
    path: str
    uri: str
    name: str
    message: str
    start: Position
    end: Position
    fingerprint: str
    replacements: tuple[Replacement, ...]

    @property
    def key_link(self) -> str:
        """The address that opens the key for its owner; empty where no issued key was found."""
        return keys.key_link(self.finding.key_hash) if self.finding.key_hash else ""


def entries(report: Report) -> Iterator[Entry]:
    """Yield the report's findings in their order."""
    fingerprints = _fingerprints(report)
    for finding in report.findings:
        document, span = finding.span.document, finding.span
        secrets, path = known(document), relative(finding.path, report.root)
        replacements = report.fixes(finding) if finding.fix else ()
        yield Entry(
            finding,
            presentable(path),
            _uri(mask(path)),
            name_of(finding.code),
            presentable(finding.message, secrets),
            position(document, span.start),
            position(document, span.end),
            fingerprints[id(finding)],
            replacements if all(_may_be_shown(item.text, secrets) for item in replacements) else (),
        )


def _may_be_shown(text: str, secrets: frozenset[str]) -> bool:
    """Tell whether a fix's text may be shown as it is: changed, it could not be applied."""
    return printable(mask(text, secrets), kept="\r\n\t") == text


def _uri(path: str) -> str:
    try:
        data = os.fsencode(path)
    except UnicodeEncodeError:
        data = path.encode(errors="surrogatepass")
    quoted = quote(data, safe="/:" if os.path.isabs(path) else "/")
    return f"file:///{quoted.lstrip('/')}" if os.path.isabs(path) else quoted


def position(document: Document, offset: int) -> Position:
    line, column = document.position(offset)
    return Position(line, column + 1)


def relative(path: str, root: Path) -> str:
    """Return a path from its repository's root on, else from ``root`` on, with slashes; else it is absolute."""
    absolute = Path(os.path.abspath(path))
    base = _repository(absolute.parent) or Path(os.path.abspath(root))
    return (absolute.relative_to(base) if absolute.is_relative_to(base) else absolute).as_posix()


@cache
def _repository(folder: Path) -> Path | None:
    """Return the root of the repository that a folder lies in."""
    return next((above for above in (folder, *folder.parents) if os.path.exists(above / ".git")), None)


@cache
def _names() -> dict[str, str]:
    return {rule.code: rule.name for rule in all_rules()} | {code: name for code, (name, _) in NOT_RULES.items()}


def name_of(code: str) -> str:
    """Return the kebab-case name of a code; the code itself where it has none."""
    return _names().get(code, code)


def worst_first(every: Iterable[Entry]) -> list[Entry]:
    """Return entries by severity, then by code: the lower the code, the nearer to the key itself."""
    return sorted(every, key=lambda entry: (WORST_FIRST.index(entry.finding.severity), entry.finding.code))


def _fingerprints(report: Report) -> dict[int, str]:
    """Return each finding's fingerprint, by its identity: equal findings of one path are numbered."""
    files: dict[str, list[Finding]] = {}
    for finding in report.findings:
        files.setdefault(relative(finding.path, report.root), []).append(finding)
    return {id(finding): entry for path, file in files.items() for finding, entry in baseline.fingerprints(file, path)}
