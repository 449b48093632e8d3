"""Where YAML and JSON hold programs, by the name of their file, and what is filled in there before a shell reads it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from flake8_openrouter.languages.settings.commands import command, scalars
from flake8_openrouter.languages.settings.commands.command import Assignment, Command
from flake8_openrouter.languages.settings.entries import Entry, Path
from flake8_openrouter.languages.text import filled, spelt, words
from flake8_openrouter.languages.text.filled import Filling

_EXPRESSION = re.compile(r"\$\{\{[ ]*(?:(?:secrets|env|vars|inputs)\.(?P<name>\w+)[ ]*\}\}|[^\n]{0,500}?\}\})")
_COMPOSE = re.compile(r"\$\$|\$\{(?P<braced>[A-Za-z_]\w*)\}|\$\{[^{}\n]*\}|\$(?P<name>[A-Za-z_]\w*)")
_CIRCLE = re.compile(r"<<[ ]*(?:[\w-]+\.)*(?P<name>[\w-]+)[ ]*>>")
_GITLAB = re.compile(r"\$\[\[[^\[\]\n]*\]\]")
_TASK = re.compile(r"\{\{-?[ ]*\.(?P<name>\w+)[ ]*-?\}\}|\{\{[^{}\n]*\}\}")


def _name(match: re.Match[str]) -> str:
    names = match.groupdict()
    return filled.variable(next((name for name in names.values() if name), match[0]))


def _in_compose(match: re.Match[str]) -> str:
    return "$" if match[0] == "$$" else _name(match)


class Host(NamedTuple):
    """A kind of file: how its path ends, and the names that lead to its programs.

    ``commands`` lead to one, or to a list of lines of one; ``words`` to one, or to a list of the words of a command;
    ``separate`` to a list of several. ``first`` are the lines that run before those of the same mapping. ``shells``
    lead from the mappings around to what runs them.
    """

    file: str
    commands: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    separate: tuple[str, ...] = ()
    first: str = ""
    shells: tuple[Path, ...] = ()
    filling: Filling | None = None


_STEPS = (
    "jobs/*/steps/*/run",
    "jobs/*/steps/*/run/command",
    "commands/*/steps/*/run",
    "commands/*/steps/*/run/command",
)

HOSTS = (
    Host(
        r"(?:^|/)\.(?:github|gitea|forgejo)/workflows/[^/]+\.ya?ml$|(?:^|/)action\.ya?ml$",
        ("jobs/*/steps/*/run", "runs/steps/*/run"),
        shells=(("shell",), ("defaults", "run", "shell")),
        filling=(_EXPRESSION, _name),
    ),
    Host(
        r"(?:^|[/.])(?:\.?gitlab-ci)[^/]*\.ya?ml$|(?:^|/)\.gitlab/[^\n]*\.ya?ml$",
        ("*/script", "*/after_script"),
        first="before_script",
        filling=(_GITLAB, _name),
    ),
    Host(
        r"(?:^|[/._-])compose(?:[._-][\w.-]*)?\.ya?ml$",
        words=("services/*/command", "services/*/entrypoint", "services/*/healthcheck/test"),
        filling=(_COMPOSE, _in_compose),
    ),
    Host(r"(?:^|/)\.circleci/[^/]+\.ya?ml$", _STEPS, filling=(_CIRCLE, _name)),
    Host(r"(?:^|/)bitbucket-pipelines\.ya?ml$", ("**/script", "**/after-script")),
    Host(
        r"(?:^|/)taskfile(?:\.dist)?\.ya?ml$", separate=("tasks/*/cmds", "tasks/*/cmds/*/cmd"), filling=(_TASK, _name)
    ),
    Host(r"(?:^|/)(?:package|composer)\.json$", separate=("scripts/*",)),
    Host(r"(?:^|/)deno\.jsonc?$", separate=("tasks/*",)),
    Host(r"(?:^|/)\.?devcontainer\.json$", words=tuple(f"post{each}Command" for each in ("Create", "Start", "Attach"))),
)

#: Names of mappings whose values are variables of the programs beside and below them.
_ENVIRONMENTS = frozenset(("env", "variables", "environment"))
#: What runs a healthcheck's words: a shell is given the one after the first.
_BY_SHELL, _BY_NONE = "CMD-SHELL", "CMD"
_SHELL = re.compile(r"(?:/\S*/)?(?:env[ ]+)?(?:ba|da|z|k|a)?sh\b.*|")
_PYTHON = re.compile(r"(?:/\S*/)?(?:env[ ]+)?python[\d.]*\b.*")


def host(path: str) -> Host | None:
    """Return the kind of a file that holds programs, by its path; None for another file."""
    lowered = path.replace("\\", "/").lower()
    return next((each for each in HOSTS if re.search(each.file, lowered)), None)


def commands(
    found: Host, text: str, every: Sequence[Entry], read: Iterable[Entry], *, is_json: bool
) -> Iterator[Command]:
    """Yield the programs in a document of a kind: ``every`` has its values as written, ``read`` those that are set."""
    return _Commands(found, text, every, read, is_json=is_json).found()


class _Commands:
    def __init__(self, host: Host, text: str, every: Sequence[Entry], read: Iterable[Entry], *, is_json: bool) -> None:
        self._host, self._text, self._every, self._read, self._is_json = host, text, every, read, is_json

    def found(self) -> Iterator[Command]:
        for path, unit in self._units().items():
            made = self._command(path, unit)
            if made is not None:
                yield made

    def _units(self) -> dict[Path, list[Entry]]:
        """Return the entries of each program, by the names that lead to it."""
        host, units, first = self._host, defaultdict[Path, list[Entry]](list), defaultdict[Path, list[Entry]](list)
        for entry in self._every:
            path = entry.path
            whole = path[:-1] if path and isinstance(path[-1], int) else path
            if host.first and whole[-1:] == (host.first,):
                first[whole[:-1]].append(entry)
            elif _leads(host.separate, whole):
                units[path].append(entry)
            elif _leads((*host.commands, *host.words), whole):
                units[whole].append(entry)
        return {path: [*first[path[:-1]], *unit] for path, unit in units.items()}

    def _command(self, path: Path, unit: Sequence[Entry]) -> Command | None:
        shell = self._shell(path)
        is_python = _PYTHON.fullmatch(shell) is not None
        if not (is_python or _SHELL.fullmatch(shell)):
            return None
        texts = [scalars.text_of(self._text, entry) for entry in unit]
        is_exec = _leads(self._host.words, path) and isinstance(unit[0].path[-1], int)
        first = texts[0].text if is_exec else ""
        if first in (_BY_SHELL, _BY_NONE):
            texts, unit, is_exec = texts[1:], unit[1:], first == _BY_NONE
        if not any(text.text for text in texts):
            return None
        written = words.in_words if is_exec else scalars.written(self._text, unit[0], is_json=self._is_json)
        opening = unit[0].name[0] or unit[0].start
        if is_python:
            return Command(texts[0], written, opening, "python")
        run = words.of_words(texts) if is_exec else spelt.joined(texts, ends_lines=len(texts) > 1)
        whole = spelt.joined([command.assigned(self._assignments(path), run.text), run])
        return Command(filled.filled(whole, self._host.filling), written, opening)

    def _shell(self, path: Path) -> str:
        """Return what runs a program, as the mappings around say it, the nearest one first; nothing for the usual."""
        places = (path[:end] + names for end in range(len(path) - 1, -1, -1) for names in self._host.shells)
        return next((self._values[place] for place in places if place in self._values), "")

    @cached_property
    def _values(self) -> dict[Path, str]:
        return {entry.path: entry.value for entry in self._every}

    def _assignments(self, path: Path) -> Iterator[Assignment]:
        for end in range(len(path)):
            for entry in self._environments.get(path[:end], ()):
                yield Assignment(entry.own_name, scalars.text_of(self._text, entry))

    @cached_property
    def _environments(self) -> dict[Path, list[Entry]]:
        found: dict[Path, list[Entry]] = defaultdict(list)
        for entry in self._read:
            if len(entry.path) > 1 and entry.path[-2] in _ENVIRONMENTS and entry.own_name:
                found[entry.path[:-2]].append(entry)
        return found


def _leads(patterns: Iterable[str], path: Path) -> bool:
    return any(_leads_to(pattern.split("/"), path) for pattern in patterns)


def _leads_to(pattern: Sequence[str], path: Path) -> bool:
    if pattern[0] == "**":
        pattern, path = pattern[1:], path[len(path) - len(pattern) + 1 :]
    return len(pattern) == len(path) and all(each in ("*", step) for each, step in zip(pattern, path, strict=True))
