"""``agent``: made for a coding agent to read: a line for each finding, with what to do, and the fix as a diff.

A line is that of ``concise``, under the path that other machines get. There is no more of a file in it than a fix
changes, and the line before and after that: what an agent reads is counted, and it has the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import Safety
from flake8_openrouter.reports import Report
from flake8_openrouter.reports.concise import line, statistics
from flake8_openrouter.reports.diff import of_fix
from flake8_openrouter.reports.entries import TOOL, Entry, entries


def render(report: Report) -> Iterator[str]:
    """Yield a block for each finding, then how the safe fixes are made, then statistics where asked."""
    safe = 0
    for entry in entries(report):
        safe += entry.finding.fix is not None and entry.finding.fix.safety is Safety.SAFE and bool(entry.replacements)
        yield from _block(entry)
    if safe:
        yield f"`{TOOL} check --fix` with the path makes the safe fix{'es' * (safe > 1)}.\n"
    if report.statistics:
        yield from statistics(report)


def _block(entry: Entry) -> Iterator[str]:
    yield f"{line(entry.finding, entry.path)}\n"
    if entry.finding.fix and entry.replacements:
        yield f"{entry.finding.fix.safety.value} fix:\n"
        yield from of_fix(entry.finding, entry.replacements, entry.path)
