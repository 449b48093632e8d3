"""``gitlab``: a code quality report. Lines and columns count from 1, columns in characters."""

from __future__ import annotations

import json
from collections.abc import Iterator

from flake8_openrouter.model import Severity
from flake8_openrouter.reports import Report
from flake8_openrouter.reports.entries import Entry, Position, entries

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.STYLE: "info"}


def render(report: Report) -> Iterator[str]:
    """Yield the report, in one piece."""
    yield json.dumps([_issue(entry) for entry in entries(report)], indent=2) + "\n"


def _issue(entry: Entry) -> dict[str, object]:
    return {
        "description": f"{entry.finding.code} {entry.message}",
        "check_name": f"{entry.finding.code} {entry.name}",
        "fingerprint": entry.fingerprint,
        "severity": _SEVERITIES[entry.finding.severity],
        "location": {"path": entry.path, "positions": {"begin": _place(entry.start), "end": _place(entry.end)}},
    }


def _place(place: Position) -> dict[str, int]:
    return {"line": place.line, "column": place.column}
