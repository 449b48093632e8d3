"""Reports of histories: for people, for machines, for code scanning. A format is a module with ``render``."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from flake8_openrouter.history.results import RepositoryHistory

#: The module of each format, by the name that users give it.
FORMATS: Mapping[str, str] = {"text": "text", "json": "json_", "json-lines": "json_lines", "sarif": "sarif"}


class Report(NamedTuple):
    """Histories, as they come: a report that can be written meanwhile is. ``width``: cells of a terminal, if any."""

    histories: Iterable[RepositoryHistory]
    width: int | None = None


def render(report: Report, format_name: str) -> Iterator[str]:
    """Yield the report in pieces; no piece shows a key but as its label. Raises KeyError for an unknown format."""
    module = importlib.import_module(f"{__name__}.{FORMATS[format_name]}")
    pieces: Iterator[str] = module.render(report)
    return pieces
