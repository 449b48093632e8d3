"""``json``: an array of the objects of ``json-lines``."""

from __future__ import annotations

import json
from collections.abc import Iterator

from flake8_openrouter.history.reports import Report
from flake8_openrouter.history.reports.entries import as_object


def render(report: Report) -> Iterator[str]:
    """Yield the array, an object at a time."""
    separator = "["
    for repository in report.histories:
        for history in repository.keys:
            # No text in it holds a line end of its own: JSON escapes them.
            yield separator + f"\n{json.dumps(as_object(repository, history), indent=2)}".replace("\n", "\n  ")
            separator = ","
    yield "[]\n" if separator == "[" else "\n]\n"
