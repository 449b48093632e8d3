"""``markdown``: tables as GitHub and GitLab show them. What others named is in code, in which nothing is obeyed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from flake8_openrouter.fleet.changes import Changes, NamedKey
from flake8_openrouter.fleet.reports import words
from flake8_openrouter.fleet.rows import HeadFinding
from flake8_openrouter.fleet.summary import Holding, Key, Place, Rule, Summary

#: Rows of a table: more of them nobody reads in such a page, and hosts refuse it.
MOST = 200
#: Places of a key that are shown.
_PLACES = 5

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+.!|~&:@-])")
_TICKS = re.compile("`+")


def render(summary: Summary) -> Iterator[str]:
    """Yield the page."""
    yield f"# OpenRouter keys and calls in {words.many(summary.totals.repositories, 'repository')}\n"
    yield from (f"\n{line}\n" for line in words.totals(summary))
    if summary.keys:
        yield from _table("Keys", _key_heads(summary), [_key(key, summary) for key in summary.keys])
    if summary.changes is not None:
        yield from _changes(summary.changes)
    if summary.rules:
        yield from _table("Rules", words.RULE_HEADS, [_rule(rule) for rule in summary.rules])
    holding = [each for each in summary.repositories if words.is_worth_a_row(each)]
    if holding:
        yield from _table("Repositories", words.REPOSITORY_HEADS, [_repository(each) for each in holding])
    if summary.owners:
        yield from _table("Owners", words.OWNER_HEADS, [_owner(each) for each in summary.owners])


def _key_heads(summary: Summary) -> Sequence[str]:
    return words.KEY_HEADS if summary.was_asked else [head for head in words.KEY_HEADS if head != words.LIVE]


def _key(key: Key, summary: Summary) -> list[str]:
    name = f"[{_text(key.label)}]({key.link})" if key.link else _text(key.label)
    live = [_text(key.liveness.state.value)] if summary.was_asked else []
    places = "<br>".join(map(_place, key.places[:_PLACES]))
    more = len(key.places) - _PLACES
    numbers = [key.since[:10], words.YES_NO[key.at_head], str(len(key.repositories))]
    where = places + (f"<br>and {more} more" if more > 0 else "")
    return [name, *live, *numbers, where, _several(key.owners)]


def _place(place: Place) -> str:
    line = f" line {place.line}" if place.line else ""
    path = _code(place.path) if place.path else words.NO_PATH
    return f"{_code(place.repository)} {path}{line}"


def _rule(rule: Rule) -> list[str]:
    return [
        rule.code,
        _text(rule.name),
        _text(rule.severity),
        *map(str, (rule.findings, rule.repositories, rule.safe_fixes)),
    ]


def _repository(each: Holding) -> list[str]:
    numbers = map(str, (each.keys, each.at_head, each.findings, each.safe_fixes))
    return [
        _code(each.name),
        *numbers,
        f"{_text(each.state)}: {_code(each.reason)}" if each.reason else _text(each.state),
    ]


def _owner(each: Holding) -> list[str]:
    numbers = map(str, (each.keys, each.at_head, each.findings, each.safe_fixes, each.repositories))
    return [_code(each.name) if each.name else words.NOBODY, *numbers]


def _changes(found: Changes) -> Iterator[str]:
    yield "\n## Since the last run\n"
    if not found:
        yield f"\n{words.NOTHING_CHANGED}\n"
        return
    yield "\n"
    for title, items in words.changed(found):
        shown = ", ".join(map(_changed, items[:MOST]))
        yield f"- {title}: {shown}{words.and_more(len(items), MOST)}\n"


def _changed(item: NamedKey | HeadFinding | str) -> str:
    if isinstance(item, NamedKey):
        return f"{_text(item.label)} in {_several(item.repositories)}"
    if isinstance(item, HeadFinding):
        return f"{_text(item.code)} at {_code(item.repository)} {_code(item.path)}"
    return _code(item)


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"\n## {title}\n\n"
    yield _line(heads)
    yield _line(["---"] * len(heads))
    yield from map(_line, rows[:MOST])
    if len(rows) > MOST:
        yield f"\n{len(rows) - MOST:,} more are in the other formats.\n"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _several(names: Iterable[str]) -> str:
    return ", ".join(map(_code, names))


def _code(text: str) -> str:
    """Return a text as code, in a table too; as one line."""
    line = " ".join(text.split()) or "?"
    fence = "`" * (1 + max(map(len, _TICKS.findall(line)), default=0))
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{space}{line}{space}{fence}".replace("|", "\\|")


def _text(text: str) -> str:
    """Return a text with nothing in it that Markdown obeys."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
