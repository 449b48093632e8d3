"""Programs and mutants as projects on the disk, so that values of other files are found."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from every_rule import SETTINGS

from flake8_openrouter.model import Finding
from flake8_openrouter.project.config import for_file
from flake8_openrouter.run.analysis import check_source
from mutation.forms import FORMS, PROGRAMS, Form
from mutation.mutations import OPERATORS
from mutation.operators import Operator
from mutation.surgery import Source


@dataclass(frozen=True)
class Project:
    """A program's files by their paths, and its form."""

    form: Form
    files: Mapping[str, str] = field(hash=False)

    def write(self, folder: Path) -> None:
        for path, text in (*self.files.items(), ("pyproject.toml", SETTINGS)):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text.encode())

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(path for path in self.files if path.endswith(".py"))

    @property
    def stored(self) -> tuple[str, ...]:
        """The files of settings that the program reads."""
        return tuple(path for path in self.files if path not in self.sources)


@dataclass(frozen=True)
class Mutant:
    """A project in one file of which one mistake was made; ``number`` counts the operator's sites in the program."""

    operator: Operator
    project: Project
    path: str
    line: int
    number: int

    @property
    def origin(self) -> str:
        return self.project.form.program

    @property
    def name(self) -> str:
        return f"{self.origin}-{self.operator.code}-{self.operator.name}-{self.number}"


@cache
def programs() -> tuple[Project, ...]:
    """Return the correct programs."""
    return tuple(Project(form, _files(PROGRAMS / form.program)) for form in FORMS)


def _files(folder: Path) -> dict[str, str]:
    paths = [path for path in sorted(folder.rglob("*")) if path.suffix in (".py", ".json", ".yaml", ".ini")]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


@cache
def mutants() -> tuple[Mutant, ...]:
    """Return every program with every mistake at every place where it can be made."""
    return tuple(mutant for project in programs() for operator in OPERATORS for mutant in _mutants(project, operator))


#: What is known of a program, for all operators.
_source = cache(Source)


def _mutants(project: Project, operator: Operator) -> Iterator[Mutant]:
    number = 0
    paths = project.stored if operator.in_files else project.sources
    for path in paths if operator.applies(project.form) else ():
        original = project.files[path]
        for text in operator.mutate(_source(path, original, project.form)):
            if not operator.in_files:
                ast.parse(text)
            number += 1
            files = {**project.files, path: text}
            yield Mutant(operator, Project(project.form, files), path, _first_difference(original, text), number)


def _first_difference(before: str, after: str) -> int:
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    return next((number for number, (old, new) in enumerate(pairs, start=1) if old != new), 1)


def findings(project: Project, folder: Path) -> list[Finding]:
    """Return the findings of all files of a project that is written to a folder."""
    found: list[Finding] = []
    for path in project.sources:
        place = str(folder / path)
        found += check_source(project.files[path].encode(), place, for_file(place))
    return found
