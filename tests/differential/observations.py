"""What may differ between a program and the same program after its safe fixes, and what is worse then."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

#: ``printed``, ``returned``, ``written`` or ``raised`` and a text, or ``request``, method, URL, headers, body, status.
Event = list[Any]
#: The ``part`` by its name, its ``events``, and the ``error`` that ended it.
Part = dict[str, Any]

_SCHEME = re.compile(r"^bearer ", re.IGNORECASE)
_DULL = ("user-agent", "accept-encoding", "accept", "connection", "content-length", "content-type", "host")


def worse(before: Sequence[Part], after: Sequence[Part]) -> Iterator[str]:
    """Yield what is worse in a run of the fixed program, a line each; parts that are only there now are no harm."""
    found = {part["part"]: _events(part) for part in after}
    for part in before:
        difference = _difference(_events(part), found.get(part["part"], []))
        if difference:
            yield f"{part['part']}: {difference}"


def _events(part: Part) -> list[Event]:
    """Return what was to be seen of a part; the exception that ended it comes last."""
    return [*part["events"], *([["raised", part["error"]]] if part["error"] else [])]


def _difference(before: list[Event], after: list[Event]) -> str:
    """Return the first difference that no page promises; after a failure that has gone, all is its consequence."""
    for number, old in enumerate(before):
        new = after[number] if number < len(after) else ["nothing"]
        if _failed(old) and _refusal(old) != _refusal(new):
            return _lost(before[number:], after[number:])
        if not _failed(old) and _alike(old) != _alike(new):
            return f"{_shown(old)} became {_shown(new)}"
    return f"and {_shown(after[len(before)])}" if len(after) > len(before) else ""


def _lost(before: list[Event], after: list[Event]) -> str:
    """Say what is missing where a failure has gone, or is another one."""
    if _answered(before) and not _answered(after):
        return "no request is answered any more"
    return "another host is sent something else" if _elsewhere(before) - _elsewhere(after) else ""


def _answered(events: list[Event]) -> bool:
    return any(_is_ours(event) and event[-1] == 200 for event in events)


def _elsewhere(events: list[Event]) -> set[str]:
    return {str(event) for event in events if event[0] == "request" and not _is_ours(event)}


def _failed(event: Event) -> bool:
    return event[0] == "raised" or (_is_ours(event) and event[-1] != 200)


def _refusal(event: Event) -> object:
    """Return how an event failed; nothing where it did not."""
    return event[-1] if _failed(event) else None


def _is_ours(event: Event) -> bool:
    return event[0] == "request" and "openrouter" in (urlsplit(event[2]).hostname or "")


def _alike(event: Event) -> Event:
    """Return an event without what the pages promise to change: casing, and white space round the value."""
    if not _is_ours(event):
        return event
    return [*event[:3], [_canonical(name, value) for name, value in event[3]], *event[4:]]


def _canonical(name: str, value: str) -> tuple[str, str]:
    if name.lower() != "authorization":
        return name, value
    return "Authorization", _SCHEME.sub("Bearer ", value.strip())


def _shown(event: Event) -> str:
    if event[0] != "request":
        return " ".join(map(str, event)).strip()
    _, method, url, headers, _, status = event
    shown = ", ".join(f"{name}: {value}" for name, value in headers if name.lower() not in _DULL)
    return f"{method} {url} [{shown}] {status}"
