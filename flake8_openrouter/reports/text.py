"""``text``: made to be read. Each finding with its line, the place underlined, the fix where asked; then the sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from flake8_openrouter.model import Finding, Replacement, Safety, Severity
from flake8_openrouter.openrouter import api
from flake8_openrouter.openrouter.masking import known, presentable
from flake8_openrouter.reports import Report
from flake8_openrouter.reports.concise import statistics
from flake8_openrouter.reports.entries import WORST_FIRST
from flake8_openrouter.reports.snippet import LIMIT, changes, snippet
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
    Severity.STYLE: ("question of style", "questions of style"),
}


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
    yield _headline(report, finding, paint)
    if finding.key_hash:
        yield f"{paint('gutter', ' ' * _GUTTER + ' = key:')} {api.key_link(finding.key_hash)}"
    if finding.span.end > finding.span.start:
        shown = snippet(finding.span, limit)
        yield f"{paint('gutter', f'{finding.line:>{_GUTTER}} |')} {shown.text}"
        yield f"{paint('gutter', ' ' * _GUTTER + ' |')} {paint(finding.severity, shown.underline, skip_spaces=True)}"
    if safety and report.show_fixes:
        yield paint("gutter", f"{' ' * _GUTTER} = {safety.value} fix:")
        for change in changes(finding.span.document, replacements, limit):
            yield paint(change.sign, f"{change.number:>{_GUTTER}} {change.sign} {change.text}")


def _headline(report: Report, finding: Finding, paint: _Painter) -> str:
    """Return what a finding says, on as many lines as the terminal needs."""
    place = f"{presentable(finding.path)}:{finding.line}:{finding.column + 1}"
    message = presentable(finding.message, known(finding.span.document))
    plain = f"{place}: {finding.code}"
    painted = f"{paint('place', place)}: {paint(finding.severity, finding.code)}"
    said = f"{plain} {message}" if report.width is None else "\n".join(wrapped(plain, message, report.width))
    return painted + said[len(plain) :]


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
    said = f"Found {_listed(kinds)} in {where}. {_fixing(fixable)}"
    return said + "\n" if report.width is None else "\n".join(wrapped("", said, report.width)).lstrip() + "\n"


def _fixing(fixable: Counter[Safety]) -> str:
    safe, unsafe = fixable[Safety.SAFE], fixable[Safety.UNSAFE]
    if not safe and not unsafe:
        return "None can be fixed automatically."
    ways = [f"{safe} with --fix"] if safe else []
    if unsafe:
        ways.append(f"{unsafe}{' more' * bool(safe)} with --fix --unsafe-fixes")
    return f"{safe + unsafe} can be fixed: {', '.join(ways)}."


def _listed(items: list[str]) -> str:
    *first, last = items
    return f"{', '.join(first)} and {last}" if first else last
