"""What an editor offers to do about findings, and what comes of it: a text, or an address that is opened."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from flake8_openrouter.model import Finding
from flake8_openrouter.openrouter.keys import key_link
from flake8_openrouter.server import disabling, fixes
from flake8_openrouter.server.checking import Checked
from flake8_openrouter.server.client_settings import OFF, UNSAFE, ClientSettings
from flake8_openrouter.server.diagnostics import page_of

QUICK_FIX = "quickfix"
FIX_ALL = "source.fixAll.openrouter"
#: The same for notebooks: what ``source`` actions do to a cell knows nothing of the others.
FIX_NOTEBOOK = "notebook.source.fixAll.openrouter"


class Wanted(NamedTuple):
    """What is to be done: ``verb`` is one of those below, to the findings of a ``code``, or to the one ``at`` a place.

    ``at`` is where that begins in the text that was checked. ``unsafe``: by fixes too that somebody should review.
    """

    verb: str
    code: str = ""
    at: int = 0
    unsafe: bool = False


class Action(NamedTuple):
    """An offer. ``opens`` is the address that it opens; empty where it changes the text.

    ``findings`` are those that it is about.
    """

    title: str
    kind: str
    wanted: Wanted
    findings: tuple[Finding, ...] = ()
    is_preferred: bool = False
    opens: str = ""


def offered(
    checked: Checked, start: int, end: int, settings: ClientSettings, only: Collection[str] = (), *, cells: bool = False
) -> Iterator[Action]:
    """Yield what is offered at the characters ``start:end`` of a text; ``only``: of those kinds, and what is below.

    ``cells``: the text is a notebook's.
    """
    everything = (*_all_quick(checked, start, end, settings), *_fix_all(checked, settings, cells=cells))
    yield from (action for action in everything if not only or any(_is_of(action.kind, kind) for kind in only))


def _is_of(kind: str, wanted: str) -> bool:
    return not wanted or kind == wanted or kind.startswith(f"{wanted}.")


def _all_quick(checked: Checked, start: int, end: int, settings: ClientSettings) -> Iterator[Action]:
    here = [finding for finding in checked.findings if _touches(checked.places(finding.span), start, end)]
    for finding in here:
        yield from _fix(checked, finding)
    for finding in {finding.code: finding for finding in here if finding.fix}.values():
        yield from _fix_kind(checked, finding)
    for finding in here:
        yield from _disable(checked, finding) if settings.disables else ()
    for finding in {finding.code: finding for finding in here}.values():
        wanted = Wanted(OPEN, finding.code)
        yield Action(f"{finding.code}: show the rule", QUICK_FIX, wanted, (finding,), opens=page_of(finding.code))
    for finding in {finding.key_hash: finding for finding in here if finding.key_hash}.values():
        title = f"{finding.code}: open the key in OpenRouter's dashboard"
        yield Action(title, QUICK_FIX, Wanted(OPEN), (finding,), opens=key_link(finding.key_hash))


def _touches(place: tuple[int, int], start: int, end: int) -> bool:
    return place[0] <= end and start <= place[1]


def _fix(checked: Checked, finding: Finding) -> Iterator[Action]:
    if finding.fix is None:
        return
    is_safe = fixes.is_safe(finding)
    what = finding.help or finding.message
    title = f"{finding.code}: {what}" if is_safe else f"{finding.code}: {what} (unsafe fix)"
    wanted = Wanted(FIX, finding.code, checked.places(finding.span)[0], not is_safe)
    yield Action(title, QUICK_FIX, wanted, (finding,), is_safe)


def _fix_kind(checked: Checked, finding: Finding) -> Iterator[Action]:
    is_safe = fixes.is_safe(finding)
    same = [each for each in checked.findings if each.code == finding.code and _is_fixed(each, unsafe=not is_safe)]
    if len(same) > 1:
        how = "" if is_safe else " (unsafe fixes)"
        wanted = Wanted(FIX_KIND, finding.code, unsafe=not is_safe)
        yield Action(f"{finding.code}: fix all {len(same)} in this file{how}", QUICK_FIX, wanted, tuple(same))


def _is_fixed(finding: Finding, *, unsafe: bool) -> bool:
    return finding.fix is not None and (unsafe or fixes.is_safe(finding))


def _disable(checked: Checked, finding: Finding) -> Iterator[Action]:
    if disabling.has_form(finding):
        wanted = Wanted(DISABLE, finding.code, checked.places(finding.span)[0])
        yield Action(f"{finding.code}: disable for this line", QUICK_FIX, wanted, (finding,))


def _fix_all(checked: Checked, settings: ClientSettings, *, cells: bool) -> Iterator[Action]:
    unsafe = settings.fix_all == UNSAFE
    found = tuple(finding for finding in checked.findings if _is_fixed(finding, unsafe=unsafe))
    if found and settings.fix_all != OFF:
        title = f"flake8-openrouter: make all {'fixes, unsafe ones too' if unsafe else 'safe fixes'}"
        yield Action(title, FIX_NOTEBOOK if cells else FIX_ALL, Wanted(FIX_ALL_OF_FILE, unsafe=unsafe), found)


def after(checked: Checked, wanted: Wanted) -> str | None:
    """Return the text once something is done; None where that can't be done, or changes nothing."""
    work = _WORK.get(wanted.verb)
    return None if work is None else work(checked, wanted)


def _found(checked: Checked, wanted: Wanted) -> Sequence[Finding]:
    return [
        finding
        for finding in checked.findings
        if finding.code == wanted.code and checked.places(finding.span)[0] == wanted.at
    ]


def _fixed(checked: Checked, wanted: Wanted) -> str | None:
    return next((fixes.of(checked, finding) for finding in _found(checked, wanted) if finding.fix), None)


def _disabled(checked: Checked, wanted: Wanted) -> str | None:
    return next((disabling.after(checked, finding) for finding in _found(checked, wanted)), None)


OPEN, FIX, FIX_KIND, FIX_ALL_OF_FILE, DISABLE = "open", "fix", "fixKind", "fixAll", "disable"

_WORK: dict[str, Callable[[Checked, Wanted], str | None]] = {
    FIX: _fixed,
    FIX_KIND: lambda checked, wanted: fixes.of_kind(checked, wanted.code, unsafe=wanted.unsafe),
    FIX_ALL_OF_FILE: lambda checked, wanted: fixes.of_all(checked, unsafe=wanted.unsafe),
    DISABLE: _disabled,
}
