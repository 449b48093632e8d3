"""``json-lines``: the objects of ``json``, one a line."""

from __future__ import annotations

import json
from collections.abc import Iterator

from flake8_openrouter.reports import Report
from flake8_openrouter.reports.entries import entries
from flake8_openrouter.reports.json_ import as_object


def render(report: Report) -> Iterator[str]:
    """Yield the lines."""
    for entry in entries(report):
        yield json.dumps(as_object(entry)) + "\n"
