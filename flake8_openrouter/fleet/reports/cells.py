"""The cells of the page's tables: what a row says, as HTML, and what it is sorted by."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from flake8_openrouter.fleet.changes import NamedKey
from flake8_openrouter.fleet.reports import words
from flake8_openrouter.fleet.rows import Commit, HeadFinding
from flake8_openrouter.fleet.summary import Holding, Key, Place, Rule

#: Places of a key that are listed.
MOST = 2_000

_RANK = {"error": "0", "warning": "1", "style": "2"}


class Cell(NamedTuple):
    """A cell, as HTML. ``sort`` is what it is sorted by, a text or a number; ``is_number``: it is one."""

    html: str
    sort: str
    is_number: bool = False


def key(each: Key, was_asked: bool) -> list[Cell]:
    """Return the cells of a key, in the order of its heads."""
    label = f"<code>{text(each.label)}</code>"
    name = f'<a href="{text(each.link)}" rel="noreferrer">{label}</a>' if each.link else label
    live = [_live(each)] if was_asked else []
    return [
        Cell(name, each.label),
        *live,
        _date(each.since),
        _yes(each.at_head),
        _count(len(each.repositories)),
        Cell(_places(each.places), each.places[0].repository),
        _names(each.owners),
    ]


def _live(key: Key) -> Cell:
    state = key.liveness.state
    reason = f'<br><span class="less">{text(key.liveness.reason)}</span>' if key.liveness.reason else ""
    return Cell(f'<span class="state {state.name.lower()}">{state.value}</span>{reason}', state.value)


def _places(places: Sequence[Place]) -> str:
    shown = "".join(f"<li>{_place(place)}</li>" for place in places[:MOST])
    if len(places) < 3:
        return f"<ul>{shown}</ul>"
    number = len({place.repository for place in places})
    said = f"{words.many(len(places), 'place')} in {words.many(number, 'repository')}"
    return f"<details><summary>{said}</summary><ul>{shown}</ul>{words.and_more(len(places), MOST)}</details>"


def _place(place: Place) -> str:
    line = f" line {place.line}" if place.line else ""
    path = _name(place.path) if place.path else f"<em>{words.NO_PATH}</em>"
    notes = [f"at the head of {', '.join(map(_name, place.branches))}"] if place.branches else []
    commits = [("since", place.first), ("last changed", place.last if place.last != place.first else None)]
    notes += [f"{word} {_commit(commit)}" for word, commit in commits if commit]
    about = f'<br><span class="less">{", ".join(notes)}</span>' if notes else ""
    return f"<b>{_name(place.repository)}</b> {path}{line}{about}"


def _commit(commit: Commit) -> str:
    return f'<span class="commit">{text(commit.date[:10])} <code>{text(commit.id[:10])}</code></span>'


def rule(each: Rule) -> list[Cell]:
    """Return the cells of a rule, in the order of its heads."""
    severity = Cell(
        f'<span class="severity {text(each.severity)}">{text(each.severity)}</span>', _RANK.get(each.severity, "3")
    )
    numbers = map(_count, (each.findings, each.repositories, each.safe_fixes))
    return [Cell(f"<code>{text(each.code)}</code>", each.code), Cell(text(each.name), each.name), severity, *numbers]


def repository(each: Holding) -> list[Cell]:
    """Return the cells of a repository, in the order of its heads."""
    numbers = map(_count, (each.keys, each.at_head, each.findings, each.safe_fixes))
    reason = f'<br><span class="less">{_name(each.reason)}</span>' if each.reason else ""
    return [Cell(_name(each.name), each.name), *numbers, Cell(f"{text(each.state)}{reason}", each.state)]


def owner(each: Holding) -> list[Cell]:
    """Return the cells of an owner, in the order of its heads."""
    name = _name(each.name) if each.name else f"<em>{words.NOBODY}</em>"
    numbers = map(_count, (each.keys, each.at_head, each.findings, each.safe_fixes, each.repositories))
    return [Cell(name, each.name or "\uffff"), *numbers]


def _count(number: int) -> Cell:
    return Cell(f"{number:,}", str(number), is_number=True)


def _yes(is_so: bool) -> Cell:
    return Cell(words.YES_NO[is_so], words.YES_NO[is_so])


def _date(date: str) -> Cell:
    return Cell(f'<time datetime="{text(date)}">{text(date[:10])}</time>' if date else "\u2013", date)


def _names(names: Sequence[str]) -> Cell:
    shown = "".join(f"<li>{_name(name)}</li>" for name in names)
    return Cell(f'<ul class="names">{shown}</ul>' if shown else "", " ".join(names))


def _name(raw: str) -> str:
    """Return what somebody named, which may be broken at any place and turns nothing around."""
    return f"<bdi>{text(raw)}</bdi>"


def text(raw: str) -> str:
    """Return a text as HTML."""
    return escape(raw)


def changed(item: NamedKey | HeadFinding | str) -> str:
    """Return what changed as HTML."""
    if isinstance(item, NamedKey):
        return f"<code>{text(item.label)}</code> in {', '.join(map(_name, item.repositories))}"
    if isinstance(item, HeadFinding):
        return f"<code>{text(item.code)}</code> <b>{_name(item.repository)}</b> {_name(item.path)} line {item.line}"
    return _name(item)
