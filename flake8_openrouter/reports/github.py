"""``github``: workflow commands that GitHub Actions shows beside the lines of a change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from flake8_openrouter.model import Severity
from flake8_openrouter.reports import Report
from flake8_openrouter.reports.concise import line
from flake8_openrouter.reports.entries import Entry, entries, worst_first

#: GitHub shows so many annotations of a kind in a step, and drops the rest without a word.
SHOWN = 10

_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.STYLE: "notice"}
_IN_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = {**_IN_MESSAGE, ":": "%3A", ",": "%2C"}


def render(report: Report) -> Iterator[str]:
    """Yield the commands, the worst first, then plainly what would not be shown, and a line that says so."""
    counts: Counter[str] = Counter()
    plain: list[str] = []
    for entry in worst_first(entries(report)):
        kind = _KINDS[entry.finding.severity]
        counts[kind] += 1
        if counts[kind] <= SHOWN:
            yield f"::{kind} {_properties(entry)}::{_escaped(entry.message, _IN_MESSAGE)}\n"
        else:
            plain.append(f"{line(entry.finding, entry.path)}\n")
    yield from plain
    more = [
        f"{count - SHOWN} more {kind}{'s' * (count - SHOWN > 1)}" for kind, count in counts.items() if count > SHOWN
    ]
    if more:
        yield f"{', '.join(more)}: not annotated, since GitHub shows {SHOWN} of a kind in a step\n"


def _properties(entry: Entry) -> str:
    given = {
        "title": f"{entry.finding.code} {entry.name}",
        "file": entry.path,
        "line": entry.start.line,
        "endLine": entry.end.line,
    }
    if entry.start.line == entry.end.line:  # GitHub takes columns within one line only
        given |= {"col": entry.start.column, "endColumn": entry.end.column}
    order = ("title", "file", "line", "col", "endLine", "endColumn")
    return ",".join(f"{name}={_escaped(str(given[name]), _IN_PROPERTY)}" for name in order if name in given)


def _escaped(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(char, char) for char in text)
