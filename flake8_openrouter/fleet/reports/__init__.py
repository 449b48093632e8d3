"""Reports on a fleet's results: for people, for issues and wikis, for machines, for spreadsheets.

A format is a module with ``render``.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping

from flake8_openrouter.fleet.summary import Summary

#: The module of each format, by the name that users give it.
FORMATS: Mapping[str, str] = {"html": "html_", "markdown": "markdown", "json": "json_", "csv": "csv_"}


#: How a report of each format begins, and characters that tell it.
_BEGIN = (
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>OpenRouter keys and calls in ',
    "# OpenRouter keys and calls in ",
    '{\n  "version": 1,\n  "totals": {',
    '"kind","repository","path",',
)
BEGINNING = max(map(len, _BEGIN))


def is_report(beginning: str) -> bool:
    """Tell from its beginning whether a text is a report of any format."""
    return beginning.startswith(_BEGIN)


def render(summary: Summary, format_name: str) -> Iterator[str]:
    """Yield the report in pieces. The same summary gives the same text. Raises KeyError for an unknown format."""
    module = importlib.import_module(f"{__name__}.{FORMATS[format_name]}")
    pieces: Iterator[str] = module.render(summary)
    return pieces
