"""The agents: a row for each, from its own documentation and, for Codex, its source (November 2026).

Claude Code: https://code.claude.com/docs/en/hooks. Cursor: https://cursor.com/docs/hooks, where what is answered to
``afterFileEdit`` goes nowhere, and ``additional_context`` after ``postToolUse`` is read by the model. Codex:
https://developers.openai.com/codex/hooks, which takes what Claude Code does, and whose one tool that edits is
``apply_patch``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

#: What an agent says of a tool that it has run: JSON, read.
Event = Mapping[str, Any]

#: Seconds after which an agent goes on without an answer.
_PATIENCE = 60

#: The lines of a patch that name the file which is there after it. Codex reads them with their white space trimmed.
_PATCHED = re.compile(r"^\s*\*\*\* (?:Add File|Update File|Move to): (.+?)\s*$", re.MULTILINE)


class Agent(NamedTuple):
    """``file`` has its hooks, below a project's folder; ``event`` is after an edit, ``tools`` match what edits.

    ``top`` is what the file needs beside its hooks, ``entry`` makes the hook's entry of a command and of ``tools``.
    ``edited`` returns the paths of the edited files. ``shows`` is how an answer reaches the model: ``stderr`` with exit
    status 2, or ``context``, as JSON on standard output. ``then`` is what its user has to do after the installation.
    """

    name: str
    file: str
    event: str
    tools: str
    entry: Callable[[str, str], dict[str, Any]]
    edited: Callable[[Event], list[str]]
    shows: str
    then: str
    top: tuple[tuple[str, Any], ...] = ()


def _grouped(command: str, tools: str) -> dict[str, Any]:
    return {"matcher": tools, "hooks": [{"type": "command", "command": command, "timeout": _PATIENCE}]}


def _flat(command: str, tools: str) -> dict[str, Any]:
    return {"command": command, "matcher": tools, "timeout": _PATIENCE}


def _named(event: Event) -> list[str]:
    """Return what an event says was edited, wherever an agent says it."""
    given = event.get("tool_input")
    places = (given if isinstance(given, Mapping) else {}, event)
    names = (place.get(name) for place in places for name in ("file_path", "notebook_path", "path"))
    return list(dict.fromkeys(name for name in names if isinstance(name, str)))


def _patched(event: Event) -> list[str]:
    given = event.get("tool_input")
    patch = given.get("command") if isinstance(given, Mapping) else given
    return list(dict.fromkeys(_PATCHED.findall(patch))) if isinstance(patch, str) else []


AGENTS: Mapping[str, Agent] = {
    agent.name: agent
    for agent in (
        Agent(
            "claude-code",
            ".claude/settings.json",
            "PostToolUse",
            "Edit|MultiEdit|Write|NotebookEdit",
            _grouped,
            _named,
            "stderr",
            "Claude Code takes it from its next session on; /hooks shows it.",
        ),
        Agent(
            "cursor",
            ".cursor/hooks.json",
            "postToolUse",
            "Write",
            _flat,
            _named,
            "context",
            "Cursor takes it at once; its settings show it under Hooks.",
            (("version", 1),),
        ),
        Agent(
            "codex",
            ".codex/hooks.json",
            "PostToolUse",
            "apply_patch",
            _grouped,
            _patched,
            "stderr",
            "Codex runs it once you have trusted it, with /hooks.",
        ),
    )
}
