"""The programs that are embedded in a file of settings, each as a document of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from flake8_openrouter.languages.settings import dockerfile, json_files, makefile, yaml
from flake8_openrouter.languages.settings.commands import command, places
from flake8_openrouter.languages.settings.commands.command import Assignment, Command
from flake8_openrouter.languages.settings.entries import Entry
from flake8_openrouter.languages.text import filled, json_values, spelt, words
from flake8_openrouter.languages.text.spelt import Spelt
from flake8_openrouter.model import Document, Embedding

if TYPE_CHECKING:
    from flake8_openrouter.languages._protocol import Program

_MAKE = re.compile(
    r"\$\$|\$[({](?P<name>[\w.-]+)[)}]|\$\((?:[^()\n]|\([^()\n]*\))*\)|\$\{[^{}\n]*\}|\$(?P<word>[A-Za-z_]\w*|[^\s$])"
)
_IN_ENV = re.compile(r"\$\{(?P<braced>[A-Za-z_]\w*)\}|\$(?P<name>[A-Za-z_]\w*)|\$\{[^{}\n]*\}")
#: What begins a heredoc that is a program of something else than a shell.
_OTHER_PROGRAM = re.compile(r"\s*#!(?!.*sh\b)")
_SHELLS = re.compile(r"(?:.*[\\/])?(?:env[ ]+)?(?:ba|da|z|k|a)?sh\b.*")

#: Characters from which on nobody wrote a file, and programs in it, each of which takes some kilobytes.
_LARGEST = 500_000
_MOST = 5_000


def programs(document: Document) -> tuple[Program, ...]:
    """Return the programs in a file of settings."""
    found = _FINDERS.get(document.notation.language)
    if found is None or len(document.text) > _LARGEST:
        return ()
    commands = list(islice(found(document), _MOST + 1))
    return tuple(map(_Maker(document).program, commands)) if len(commands) <= _MOST else ()


class _Maker:
    def __init__(self, outer: Document) -> None:
        self._outer = outer

    def program(self, command: Command) -> Program:
        from flake8_openrouter import languages

        language = languages.named(command.language)
        text = command.text
        embedding = Embedding(self._outer, text.pieces, command.written, opening=command.opening, is_run=True)
        return language.program(Document(self._outer.path, text.text, language.notation, embedding))


def _in_yaml(document: Document) -> Iterator[Command]:
    if (host := places.host(document.path)) is not None:
        text = document.text
        yield from places.commands(host, text, list(yaml.every(text)), yaml.read(text), is_json=False)


def _in_json(document: Document) -> Iterator[Command]:
    if (host := places.host(document.path)) is not None:
        text = document.text
        yield from places.commands(host, text, list(json_files.every(text)), json_files.read(text), is_json=True)


def _in_dockerfile(document: Document) -> Iterator[Command]:
    text, variables = document.text, dict[str, Entry]()
    is_shell = True
    for instruction in dockerfile.instructions(text):
        if group := dockerfile.VARIABLES.get(instruction.word):
            found = dockerfile.of_instruction(text, instruction, group)
            variables.update((entry.own_name, entry) for entry in found)
        elif instruction.word == "SHELL":
            is_shell = _SHELLS.match(instruction.given.text) is not None
        run = dockerfile.command(instruction)
        if run is None or not run.text.strip() or _OTHER_PROGRAM.match(run.text):
            continue
        listed = _words(run) if run.text.lstrip().startswith("[") else []
        if listed:
            yield Command(words.of_words(listed), words.in_words, instruction.start)
        elif is_shell:
            assigned = command.assigned(_assignments(text, variables), run.text)
            set_before = filled.filled(assigned, (_IN_ENV, _name))
            is_script = instruction.here is not None
            yield Command(spelt.joined([set_before, run]), str if is_script else command.in_line, instruction.start)


def _words(run: Spelt) -> list[Spelt]:
    """Return the words of a command that JSON lists, none where it does not."""
    found = list(json_values.values(run.text))
    if not all(value.is_string and value.path == (number,) for number, value in enumerate(found)):
        return []
    read = (json_values.unescaped(run.text, value.start + 1, value.end - 1) for value in found)
    return [spelt.nested(run, Spelt(*word)) for word in read]


def _assignments(text: str, variables: dict[str, Entry]) -> Iterator[Assignment]:
    for name, entry in variables.items():
        value = Spelt(entry.value, entry.pieces) if entry.pieces else spelt.plain(text, entry.start, entry.end)
        yield Assignment(name, value)


def _in_makefile(document: Document) -> Iterator[Command]:
    text, found = document.text, makefile.lines_of(document.text)
    variables = {entry.own_name: entry for entry in found.variables}
    if "SHELL" in variables and not _SHELLS.match(variables["SHELL"].value):
        return
    for recipe in found.recipes:
        assigned = command.assigned(_assignments(text, variables), recipe.text.text)
        whole = filled.filled(spelt.joined([assigned, recipe.text]), (_MAKE, _in_make))
        yield Command(whole, _in_recipe, recipe.start)


def _in_recipe(text: str) -> str:
    return command.in_line(text).replace("$", "$$")


def _in_make(match: re.Match[str]) -> str:
    return "$" if match[0] == "$$" else _name(match)


def _name(match: re.Match[str]) -> str:
    names = match.groupdict().values()
    return filled.variable(next((name for name in names if name), match[0]))


#: What finds programs in a language of settings, by its name.
_FINDERS: dict[str, Callable[[Document], Iterator[Command]]] = {
    "dockerfile": _in_dockerfile,
    "json": _in_json,
    "makefile": _in_makefile,
    "yaml": _in_yaml,
}
