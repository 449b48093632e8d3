"""``text``: made to be read. Each finding with its lines, the place underlined, and what to do; then the sums.

``[*]`` marks what ``--fix`` fixes, ``[!]`` what ``--fix --unsafe-fixes`` does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from flake8_openrouter.model import Finding, Replacement, Safety, Severity, Span
from flake8_openrouter.openrouter import keys
from flake8_openrouter.openrouter.masking import known, presentable
from flake8_openrouter.reports import Report
from flake8_openrouter.reports.concise import statistics
from flake8_openrouter.reports.entries import WORST_FIRST
from flake8_openrouter.reports.snippet import LIMIT, shown_changes, snippet, whole_line
from flake8_openrouter.reports.terminal import wrapped

_GUTTER = 5
#: Cells before a line of source, and the fewest that are left for it.
_MARGIN = _GUTTER + 3
_LEAST = 20

_STYLES = {
    "place": "1",
    Severity.ERROR: "1;31",
    Severity.WARNING: "1;33",
    Severity.STYLE: "1;36",
    "gutter": "2",
    "-": "31",
    "+": "32",
}
_NOUNS = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.STYLE: ("style issue", "style issues"),
}
_MARKS = {Safety.SAFE: "[*]", Safety.UNSAFE: "[!]"}


def render(report: Report) -> Iterator[str]:
    """Yield a block for each finding, then statistics where asked, then the summary."""
    fixable: Counter[Safety] = Counter()
    for finding in report.findings:
        replacements = report.fixes(finding) if finding.fix else ()
        safety = finding.fix.safety if finding.fix and replacements else None
        if safety:
            fixable[safety] += 1
        yield "\n".join(_block(report, finding, replacements, safety)) + "\n\n"
    if report.statistics and report.findings:
        yield "".join(statistics(report)) + "\n"
    yield _summary(report, fixable)


def _block(
    report: Report, finding: Finding, replacements: tuple[Replacement, ...], safety: Safety | None
) -> Iterator[str]:
    paint = _Painter(report.color)
    limit = LIMIT if report.width is None else max(_LEAST, report.width - _MARGIN)
    yield _headline(report, finding, safety, paint)
    if finding.span.end > finding.span.start:
        yield from _frame(finding, limit, paint)
    if finding.help:
        yield from _note(report, "help", finding.help, paint)
    if finding.key_hash:
        yield f"{paint('gutter', ' ' * _GUTTER + ' = key:')} {keys.key_link(finding.key_hash)}"
    if safety and report.show_fixes:
        yield paint("gutter", f"{' ' * _GUTTER} = {safety.value} fix:")
        for line in shown_changes(finding, replacements, limit):
            sign = line[_GUTTER + 1 : _GUTTER + 2]
            yield paint(sign if sign in _STYLES else "gutter", line)


def _headline(report: Report, finding: Finding, safety: Safety | None, paint: _Painter) -> str:
    """Return what is wrong, on as many lines as the terminal needs."""
    place = f"{presentable(finding.path)}:{finding.where}"
    mark = f" {_MARKS[safety]}" if safety else ""
    message = presentable(finding.headline, known(finding.span.document))
    plain = f"{place}: {finding.code}{mark}"
    painted = f"{paint('place', place)}: {paint(finding.severity, finding.code)}{mark}"
    said = f"{plain} {message}" if report.width is None else "\n".join(wrapped(plain, message, report.width))
    return painted + said[len(plain) :]


def _frame(finding: Finding, limit: int, paint: _Painter) -> Iterator[str]:
    """Yield the line on which a finding begins, its place underlined, between the lines before and after it."""
    place = finding.nearest
    shown = snippet(place, limit)
    yield from _context(place, -1, limit, paint)
    yield f"{paint('gutter', f'{place.line_in_section:>{_GUTTER}} |')} {shown.text}"
    yield f"{paint('gutter', ' ' * _GUTTER + ' |')} {paint(finding.severity, shown.underline, skip_spaces=True)}"
    yield from _context(place, 1, limit, paint)


def _context(place: Span, by: int, limit: int, paint: _Painter) -> Iterator[str]:
    """Yield a line before or after a place, unless nothing is on it, or it is of another section."""
    document, number = place.document, place.line + by
    text = whole_line(document, number, limit)
    start = document.offset(number, 0) if text else 0
    if text and Span(document, start, start).section == place.section:
        yield f"{paint('gutter', f'{place.line_in_section + by:>{_GUTTER}} |')} {text}"


def _note(report: Report, name: str, text: str, paint: _Painter) -> Iterator[str]:
    head = f"{' ' * _GUTTER} = {name}:"
    lines = [f"{head} {text}"] if report.width is None else wrapped(head, text, report.width)
    yield paint("gutter", head) + lines[0][len(head) :]
    yield from (" " * _GUTTER + line for line in lines[1:])


class _Painter:
    """Colours a text, or leaves it as it is."""

    def __init__(self, color: bool) -> None:
        self._color = color

    def __call__(self, style: str | Severity, text: str, *, skip_spaces: bool = False) -> str:
        if not self._color:
            return text
        indent = len(text) - len(text.lstrip(" ")) if skip_spaces else 0
        return f"{text[:indent]}\x1b[{_STYLES[style]}m{text[indent:]}\x1b[0m"


def _summary(report: Report, fixable: Counter[Safety]) -> str:
    files = len({finding.path for finding in report.findings})
    counts = Counter(finding.severity for finding in report.findings)
    kinds = [
        f"{counts[severity]} {_NOUNS[severity][counts[severity] != 1]}" for severity in WORST_FIRST if counts[severity]
    ]
    where = f"{files} file{'s' * (files != 1)}"
    said = f"Found {_listed(kinds)} in {where}. {_fixing(fixable, committed=report.committed)}"
    return said + "\n" if report.width is None else "\n".join(wrapped("", said, report.width)).lstrip() + "\n"


def _fixing(fixable: Counter[Safety], *, committed: bool) -> str:
    safe, unsafe = fixable[Safety.SAFE], fixable[Safety.UNSAFE]
    if not safe and not unsafe:
        return "None can be fixed automatically."
    ways = [f"{safe} with --fix"] if safe else []
    if unsafe:
        ways.append(f"{unsafe}{' more' * bool(safe)} with --fix --unsafe-fixes")
    return f"{safe + unsafe} can be fixed{' once it is checked out' * committed}: {', '.join(ways)}."


def _listed(items: list[str]) -> str:
    *first, last = items
    return f"{', '.join(first)} and {last}" if first else last
