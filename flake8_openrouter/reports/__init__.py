"""Reports: findings written for people, editors and CI. A format is a module with ``render``."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from flake8_openrouter.model import Finding, Replacement

#: The module of each format, by the name that users give it.
FORMATS: Mapping[str, str] = {
    "text": "text",
    "concise": "concise",
    "json": "json_",
    "json-lines": "json_lines",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab",
    "rdjson": "rdjson",
    "junit": "junit",
    "agent": "agent",
}

#: What formats for people say where there is nothing to say: most runs end so, and need no more.
_SAID = ("No findings.\n", "No new findings ({} known).\n")
_NOTHING = {"text": _SAID, "concise": ("", ""), "agent": _SAID}


class Report(NamedTuple):
    """What is to be shown, in the order in which it is shown.

    Machines get paths relative to the repository, or to ``root`` outside of one. ``fixes`` renders a finding's fix.
    ``statistics``, ``show_fixes``, ``color``, the number of findings that a baseline has ``known`` and ``width``
    concern the formats for people: ``width`` is how many cells a terminal has, None where there is none, and where
    ``committed`` says that a commit was checked, it is to be checked out before it can be fixed.
    """

    findings: tuple[Finding, ...]
    root: Path
    fixes: Callable[[Finding], tuple[Replacement, ...]]
    statistics: bool = False
    show_fixes: bool = False
    color: bool = False
    known: int = 0
    width: int | None = None
    committed: bool = False


def render(report: Report, format_name: str) -> Iterator[str]:
    """Yield the report in pieces; no piece shows a key but as its label. Raises KeyError for an unknown format."""
    if not report.findings and format_name in _NOTHING:
        return iter((_NOTHING[format_name][report.known > 0].format(report.known),))
    module = importlib.import_module(f"{__name__}.{FORMATS[format_name]}")
    pieces: Iterator[str] = module.render(report)
    return pieces
