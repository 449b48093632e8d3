"""``json``: an array of findings. Lines and columns count from 1, columns in characters; an end is exclusive."""

from __future__ import annotations

import json
from collections.abc import Iterator

from flake8_openrouter.model import Document, Finding, Replacement, Span
from flake8_openrouter.reports import Report
from flake8_openrouter.reports.entries import Entry, Position, entries, position


def render(report: Report) -> Iterator[str]:
    """Yield the array, an object at a time."""
    separator = "["
    for entry in entries(report):
        # No text in it holds a line end of its own: JSON escapes them.
        yield separator + f"\n{json.dumps(as_object(entry), indent=2)}".replace("\n", "\n  ")
        separator = ","
    yield "[]\n" if separator == "[" else "\n]\n"


def as_object(entry: Entry) -> dict[str, object]:
    """Return an entry as an object; a ``fix`` whose ``edits`` are empty is one that can't be shown.

    ``cell`` is the number of a notebook's cell, ``cell_start`` and ``cell_end`` the place in its source, where it is in
    one. ``key_hash`` and ``key_url`` name an issued key for its owner, and are null where none was found.
    """
    finding = entry.finding
    document = finding.span.document
    fix = finding.fix and {
        "safety": finding.fix.safety.value,
        "edits": [_edit(document, replacement) for replacement in entry.replacements],
    }
    return {
        "code": finding.code,
        "name": entry.name,
        "severity": finding.severity.value,
        "message": entry.message,
        "path": entry.path,
        "start": _place(entry.start),
        "end": _place(entry.end),
        **_in_cell(finding),
        "fix": fix,
        "fingerprint": entry.fingerprint,
        "key_hash": finding.key_hash or None,
        "key_url": entry.key_link or None,
    }


def _in_cell(finding: Finding) -> dict[str, object]:
    """Return the cell of a notebook that a finding is in, and where in its source; nothing for another file."""
    place = finding.nearest
    if place.section is None:
        return {}
    if not place.section.is_source:
        return {"cell": place.section.number}
    end = Span(place.document, place.end, place.end)
    line = place.line_in_section + end.line - place.line
    return {
        "cell": place.section.number,
        "cell_start": _place(Position(place.line_in_section, place.column + 1)),
        "cell_end": _place(Position(line, end.column + 1)),
    }


def _edit(document: Document, replacement: Replacement) -> dict[str, object]:
    start, end = position(document, replacement.start), position(document, replacement.end)
    return {"start": _place(start), "end": _place(end), "text": replacement.text}


def _place(place: Position) -> dict[str, int]:
    return {"line": place.line, "column": place.column}
