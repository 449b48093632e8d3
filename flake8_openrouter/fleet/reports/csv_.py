"""``csv``: a line for each place of a key, then one for each other finding; RFC 4180, UTF-8.

A spreadsheet takes a text that begins with one of some characters for a formula. Such a text has an apostrophe before
it, which spreadsheets take for "this is a text". Source: OWASP, "CSV Injection".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from flake8_openrouter.fleet.rows import HeadFinding
from flake8_openrouter.fleet.summary import Key, Place, Summary

COLUMNS = (
    *("kind", "repository", "path", "line", "branches", "owners", "code", "severity", "message", "fix"),
    *("label", "key_url", "live", "since", "last"),
)
#: The last four are what some take for the first four: they are as wide as a letter of Chinese.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", *"\uff1d\uff0b\uff0d\uff20")


def render(summary: Summary) -> Iterator[str]:
    """Yield the lines."""
    yield _line(COLUMNS)
    for key in summary.keys:
        yield from (_line(_of_place(key, place)) for place in key.places)
    yield from (_line(_of_finding(finding)) for finding in summary.findings if not finding.key_hash)


def _of_place(key: Key, place: Place) -> Iterable[str]:
    first, last = (commit.date if commit else "" for commit in (place.first, place.last))
    line = str(place.line or "")
    where = ("key", place.repository, place.path, line, " ".join(place.branches), " ".join(place.owners))
    return *where, " ".join(place.codes), "", "", "", key.label, key.link, key.liveness.state.value, first, last


def _of_finding(finding: HeadFinding) -> Iterable[str]:
    where = (finding.repository, finding.path, str(finding.line), finding.branch, " ".join(finding.owners))
    return "finding", *where, finding.code, finding.severity, finding.message, finding.fix, "", "", "", "", ""


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(map(_inert, cells))
    return line.getvalue()


def _inert(text: str) -> str:
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
