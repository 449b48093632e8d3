"""What was typed in place of a command or an option, and what may have been meant."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Mapping, Sequence

from flake8_openrouter.command.usage import PROGRAM, STDIN
from flake8_openrouter.project.spelling import nearest

#: What other tools call our commands.
_ALIASES = {"fix": "check --fix", "lint": "check", "format": "check --diff", "show": "inspect"}

#: Commands that are options by another name.
_OPTIONS = ("help", "version")

#: Options that write files: none of them is named to who typed something else.
WRITING = ("--fix", "--fix-only", "--unsafe-fixes", "--output-file", "--write-baseline")


def command(arguments: Sequence[str], commands: Iterable[str]) -> str:
    """Return what is wrong where the first argument is not a command."""
    word, known = arguments[0], list(commands)
    if word == STDIN or os.path.exists(word):
        return f"{word!r} is not a command: did you mean `{shlex.join((PROGRAM, 'check', *arguments))}`?"
    meant = f" (did you mean {_ALIASES[word]}?)" if word in _ALIASES else nearest(word, (*known, *_OPTIONS))
    return f"there is no command {word!r}{meant}; there are {', '.join(known)}"


def first_option(arguments: Sequence[str], own: Iterable[str], commands: Mapping[str, Iterable[str]]) -> str:
    """Return what is wrong where no command is before an option; ``commands`` are given with their options."""
    for name, options in commands.items():
        word = _option(arguments[0], options)
        if word:
            rest = list(arguments)
            if name in rest:
                rest.remove(name)
            return f"{word} is an option of {name}: `{shlex.join((PROGRAM, name, *rest))}`"
    return option(arguments[0], "", own)


def option(word: str, command: str, options: Iterable[str]) -> str:
    """Return what is wrong where a command, or the program itself, has no such option."""
    name = word.partition("=")[0]
    meant = nearest(name, (spelt for spelt in options if spelt.startswith("--")), never=WRITING)
    return f"there is no option {name}{meant}; see `{' '.join(filter(None, (PROGRAM, command)))} --help`"


def _option(word: str, options: Iterable[str]) -> str:
    """Return the option that a word is, with its value or without; nothing where it is not one of them."""
    name = word.partition("=")[0] if word.startswith("--") else word[:2]
    return name if name in options else ""
