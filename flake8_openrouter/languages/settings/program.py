"""A file of settings as a program: its entries, and the facts that they come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from flake8_openrouter.languages.settings import dotenv, ini, json_files, paths, toml, yaml
from flake8_openrouter.languages.settings.editor import SettingsEditor
from flake8_openrouter.languages.settings.entries import Entry
from flake8_openrouter.languages.settings.judgement import facts
from flake8_openrouter.languages.settings.readers import Readers
from flake8_openrouter.languages.text.program import TextProgram
from flake8_openrouter.model import Site

if TYPE_CHECKING:
    from flake8_openrouter.languages._key_source import KeySource
    from flake8_openrouter.languages._protocol import Editor, Program, Project, Settings


def _in_dockerfile(text: str) -> Iterator[Entry]:
    from flake8_openrouter.languages.settings import dockerfile

    return dockerfile.read(text)


def _in_makefile(text: str) -> Iterator[Entry]:
    from flake8_openrouter.languages.settings import makefile

    return makefile.read(text)


#: What reads a format, by its language's name.
_READERS: dict[str, Callable[[str], Iterator[Entry]]] = {
    "dockerfile": _in_dockerfile,
    "dotenv": dotenv.read,
    "ini": ini.read,
    "json": json_files.read,
    "makefile": _in_makefile,
    "toml": toml.read,
    "yaml": yaml.read,
}


class SettingsProgram(TextProgram):
    """See ``Program``. Any text is understood, as far as it has names and values; what it has run is embedded."""

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(_READERS[self.document.notation.language](self.document.text))

    @cached_property
    def embedded(self) -> Sequence[Program]:  # type: ignore[override]
        if not paths.may_hold_programs(self.document.path, self.document.notation.language):
            return ()
        from flake8_openrouter.languages.settings.commands.programs import programs

        return programs(self.document)

    def sites(self, settings: Settings, project: Project) -> Iterable[Site]:
        if settings.in_tests or paths.is_recorded(self.document.path):
            return ()  # what a test holds need not be right; its keys are found all the same
        is_read = partial(_may_read, project, self.document.path)
        found = facts(self.document, self.entries, settings.gateways, settings.env_names, is_read)
        return [Site((fact,)) for fact in found]

    def editor(self, key_source: KeySource) -> Editor:
        return SettingsEditor(self.document, self.entries, key_source.variable)

    def is_comment(self, offset: int) -> bool:
        is_yaml = self.document.notation.language == "yaml"
        written = yaml.every(self.document.text) if is_yaml else self.entries  # with blocks of lines
        return not any(entry.start <= offset < entry.end for entry in written)

    def is_broken_by(self, after: Program) -> bool:
        """Tell whether other names lead to the values than before."""
        return not isinstance(after, SettingsProgram) or _paths(self) != _paths(after)


def _may_read(project: Project, path: str, name: str) -> bool:
    return not isinstance(project, Readers) or project.may_read(name, path)


def _paths(program: SettingsProgram) -> list[tuple[str | int, ...]]:
    return [entry.path for entry in program.entries]
