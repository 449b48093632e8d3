"""``rdjson``: reviewdog's diagnostics. Lines and columns count from 1, columns in UTF-8 bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator

from flake8_openrouter.model import Document, Severity
from flake8_openrouter.reports import Report
from flake8_openrouter.reports.entries import HOME, TOOL, Entry, entries

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.STYLE: "INFO"}


def render(report: Report) -> Iterator[str]:
    """Yield the result, in one piece."""
    diagnostics = [_diagnostic(entry) for entry in entries(report)]
    result = {"source": {"name": TOOL, "url": HOME}, "diagnostics": diagnostics}
    yield json.dumps(result, indent=2) + "\n"


def _diagnostic(entry: Entry) -> dict[str, object]:
    finding = entry.finding
    document = finding.span.document
    suggestions = [{"range": _range(document, item.start, item.end), "text": item.text} for item in entry.replacements]
    diagnostic: dict[str, object] = {
        "message": entry.message,
        "location": {"path": entry.path, "range": _range(document, finding.span.start, finding.span.end)},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.code},
    }
    return {**diagnostic, "suggestions": suggestions} if suggestions else diagnostic


def _range(document: Document, start: int, end: int) -> dict[str, object]:
    return {"start": _place(document, start), "end": _place(document, end)}


def _place(document: Document, offset: int) -> dict[str, int]:
    line, column = document.position(offset)
    before = document.text[offset - column : offset]
    return {"line": line, "column": len(before.encode(errors="surrogatepass")) + 1}
