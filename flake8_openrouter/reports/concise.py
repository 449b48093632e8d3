"""``concise``: a line for each finding, as flake8 writes it. Columns count from 1, in characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from flake8_openrouter.model import Finding
from flake8_openrouter.openrouter.masking import known, presentable
from flake8_openrouter.reports import Report
from flake8_openrouter.reports.entries import name_of


def render(report: Report) -> Iterator[str]:
    """Yield the lines."""
    for finding in report.findings:
        yield f"{line(finding, finding.path)}\n"
    if report.statistics:
        yield from statistics(report)


def line(finding: Finding, path: str) -> str:
    """Return a finding as one line that may be shown, under a path."""
    message = presentable(finding.message, known(finding.span.document))
    return f"{presentable(path)}:{finding.where}: {finding.code} {message}"


def statistics(report: Report) -> Iterator[str]:
    """Yield a line for each code, the most frequent first."""
    counts = Counter(finding.code for finding in report.findings)
    width = len(str(max(counts.values(), default=0)))
    for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{count:>{width}} {code} {name_of(code)}\n"
