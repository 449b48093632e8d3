"""``json-lines``: an object for each key of each repository, one a line."""

from __future__ import annotations

import json
from collections.abc import Iterator

from flake8_openrouter.history.reports import Report
from flake8_openrouter.history.reports.entries import as_object


def render(report: Report) -> Iterator[str]:
    """Yield the lines, those of a repository once it is searched."""
    for repository in report.histories:
        yield from (json.dumps(as_object(repository, history)) + "\n" for history in repository.keys)
