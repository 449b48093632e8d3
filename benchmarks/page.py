"""What was measured, as lines, as ``docs/benchmarks.json``, and as tables in ``docs/benchmarks.md`` and the README."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks import ROOT
from benchmarks.figures import Bench, Figure
from benchmarks.measure import Found

_DOCS = ROOT / "docs"
_BEGIN, _END = "<!-- figures: begin -->", "<!-- figures: end -->"


def line(figure: Figure) -> str:
    """Return a figure as a line."""
    aim = f" ({figure.wanted}: {'held' if figure.held else 'NOT HELD'})" if figure.wanted else ""
    return f"{figure.what}: {_shown(figure)}{aim}"


def _shown(figure: Figure) -> str:
    found = figure.found
    value, least, greatest = (f"{number:.3g}" for number in (found.value, found.least, found.greatest))
    unit = "" if figure.unit == "ratio" else f" {figure.unit}"
    return f"{value}{unit}" if least == greatest else f"{value}{unit} ({least} to {greatest})"


def write(figures: Sequence[Figure], bench: Bench) -> None:
    """Write the figures beside those that were not measured this time, and draw their table anew."""
    machine = {"python": platform.python_version(), "processors": os.cpu_count(), "rounds": bench.count}
    file = _DOCS / "benchmarks.json"
    known = {figure.what: figure for figure in _read(file)} | {figure.what: figure for figure in figures}
    figures = list(known.values())
    content = {"machine": machine, "figures": [asdict(figure) for figure in figures]}
    file.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    page = _DOCS / "benchmarks.md"
    text = page.read_text(encoding="utf-8")
    head, tail = text.partition(_BEGIN)[0], text.partition(_END)[2]
    page.write_text(f"{head}{_BEGIN}\n{_table(figures, machine)}{_END}{tail}", encoding="utf-8")
    subprocess.run([sys.executable, str(_DOCS / "scanners_table.py")], check=True)


def _read(file: Path) -> Iterator[Figure]:
    if file.exists():
        for entry in json.loads(file.read_text(encoding="utf-8"))["figures"]:
            yield Figure(**{**entry, "found": Found(**entry["found"])})


def _seconds(figure: Figure) -> str:
    return ", ".join(f"{number:.3g}" for number in figure.found.seconds)


def _verdict(figure: Figure) -> str:
    return ("yes" if figure.held else "**no**") if figure.wanted else ""


def _table(figures: Sequence[Figure], machine: Mapping[str, object]) -> str:
    rows = [
        f"| {item.what} | {item.wanted} | {_shown(item)} | {_verdict(item)} | {_seconds(item)} |" for item in figures
    ]
    said = ", ".join(f"{name} {value}" for name, value in machine.items())
    return "\n".join(
        [f"Measured with {said}.", "", "| what | aim | measured | held | seconds |", "|---|---|---|---|---|", *rows, ""]
    )
