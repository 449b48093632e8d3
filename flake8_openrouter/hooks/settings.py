"""An agent's file of hooks with one more in it: of what is there no byte is changed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from flake8_openrouter.hooks.agents import Agent

_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\r\n]*")
_INDENT = re.compile(r"\n([ \t]+)\S")
_PLAIN_INDENT = "  "


class CannotAdd(Exception):
    """Why nothing can be added to a file, in words for the user."""


class Addition(NamedTuple):
    """What is put into a file: ``text`` is all of the file after that, ``shown`` what is new, ``place`` what it is in.

    ``place`` are names from the top; ``shown`` holds nothing of what the file had before.
    """

    text: str
    shown: str
    place: tuple[str, ...] = ()


class _Container(NamedTuple):
    """An object or a list in a text: where its last value ends, or its bracket opens where it is empty."""

    end: int
    is_empty: bool


def added(text: str, agent: Agent, command: str) -> Addition:
    """Return what a file is with a hook that runs ``command``; for an empty text a new file. Raises CannotAdd."""
    entry = agent.entry(command, agent.tools)
    if not text.strip():
        new = _dumped({**dict(agent.top), "hooks": {agent.event: [entry]}}, _PLAIN_INDENT) + "\n"
        return Addition(new, new)
    whole = _read(text)
    place, value = _missing(whole, agent, entry)
    result = _inserted(text, place, value)
    needed = {name: needed for name, needed in agent.top if name not in whole}
    if needed:
        result = _inserted(result, (), needed)
    if _read(result) != _expected(whole, agent, entry):
        raise CannotAdd("it is written in a way that nothing can be added to safely")
    return Addition(result, _dumped(value, _PLAIN_INDENT)[2:-2].replace("\n  ", "\n").lstrip() + "\n", place)


def has(text: str, agent: Agent, command: str) -> bool:
    """Tell whether a file has a hook with this command, or another one of ours for this agent. Raises CannotAdd."""
    if not text.strip():
        return False
    hooks = _read(text).get("hooks")
    entries = hooks.get(agent.event) if isinstance(hooks, Mapping) else None
    return any(each == command or _is_ours(each, agent) for each in _commands(entries))


def _is_ours(command: str, agent: Agent) -> bool:
    words = command.split()
    return "openrouter" in command and any(
        words[at : at + 3] == ["hook", "run", agent.name] for at in range(len(words))
    )


def _commands(value: Any) -> Iterator[str]:
    """Yield the commands in entries of hooks, which some agents have in groups."""
    if isinstance(value, list):
        for each in value:
            yield from _commands(each)
    elif isinstance(value, Mapping):
        if isinstance(value.get("command"), str):
            yield value["command"]
        yield from _commands(value.get("hooks"))


def _read(text: str) -> dict[str, Any]:
    try:
        whole = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        commented = " (JSON has no comments)" if re.search(r"^\s*(//|/\*|#)", text, re.MULTILINE) else ""
        raise CannotAdd(f"it is not JSON{commented}") from None
    if not isinstance(whole, dict):
        raise CannotAdd("it is not a JSON object")
    return whole


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise CannotAdd("it has a name twice in one object")
    return found


def _missing(whole: Mapping[str, Any], agent: Agent, entry: dict[str, Any]) -> tuple[tuple[str, ...], Any]:
    """Return where something is missing, by names from the top, and what: members of an object, or an item."""
    if "hooks" not in whole:
        return (), {"hooks": {agent.event: [entry]}}
    hooks = whole["hooks"]
    if not isinstance(hooks, Mapping):
        raise CannotAdd("its `hooks` is not an object")
    if agent.event not in hooks:
        return ("hooks",), {agent.event: [entry]}
    if not isinstance(hooks[agent.event], list):
        raise CannotAdd(f"its `{agent.event}` is not a list")
    return ("hooks", agent.event), [entry]


def _expected(whole: Mapping[str, Any], agent: Agent, entry: dict[str, Any]) -> dict[str, Any]:
    hooks = whole.get("hooks", {})
    merged = {**hooks, agent.event: [*hooks.get(agent.event, []), entry]}
    return {**dict(agent.top), **whole, "hooks": merged}


def _inserted(text: str, path: tuple[str, ...], value: Any) -> str:
    """Return a text with members, or items, after the last ones of what is at a path."""
    container = _find(text, path)
    unit = _unit(text)
    outer, newline = unit * len(path), "\r\n" if "\r\n" in text else "\n"
    inner = _dumped(value, unit)[2:-2].replace("\n", f"\n{outer}")
    body = f"\n{outer}{inner}".replace("\n", newline)
    head = text[: container.end] if container.is_empty else f"{text[: container.end]},"
    tail = text[container.end :]
    if container.is_empty or "\n" not in text:
        tail = f"{newline}{outer}{tail.lstrip()}"
    return f"{head}{body}{tail}"


def _dumped(value: Any, unit: str) -> str:
    return json.dumps(value, indent=unit, ensure_ascii=False)


def _unit(text: str) -> str:
    found = _INDENT.search(text)
    return found[1] if found else _PLAIN_INDENT


def _find(text: str, path: tuple[str, ...]) -> _Container:
    """Return the container at a path of names of a text that is JSON."""
    at = _skipped(text, 0)
    for name in path:
        at = next(start for key, start, _ in _members(text, at) if key == name)
    ends = [end for _, _, end in (_members(text, at) if text[at] == "{" else _items(text, at))]
    return _Container(ends[-1], False) if ends else _Container(at + 1, True)


def _members(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    """Yield the members of the object at an offset: the name, and where its value starts and ends."""
    at = _skipped(text, at + 1)
    while text[at] != "}":
        key, at = _DECODER.raw_decode(text, at)
        start = _skipped(text, _skipped(text, at) + 1)
        _, end = _DECODER.raw_decode(text, start)
        yield key, start, end
        at = _skipped(text, end)
        at = _skipped(text, at + 1) if text[at] == "," else at


def _items(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    """Yield the items of the list at an offset, as members without names."""
    at = _skipped(text, at + 1)
    while text[at] != "]":
        _, end = _DECODER.raw_decode(text, at)
        yield "", at, end
        at = _skipped(text, end)
        at = _skipped(text, at + 1) if text[at] == "," else at


def _skipped(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
