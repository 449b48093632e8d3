"""Programs that are no Python, mistakes made in them as in a text, and what is found of those."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from every_rule import SETTINGS

from flake8_openrouter.project.config import for_file
from flake8_openrouter.run.analysis import check_source
from flake8_openrouter.run.fixing import fix_source

#: The mutants of a text, one for each place where a mistake can be made.
Mutate = Callable[[str], Iterator[str]]


@dataclass(frozen=True)
class Form:
    """What a program sends its requests with, and where their URL and their key come from.

    ``runs`` is the file that is run, of a program that needs nothing but Node or a shell and ends by itself.
    """

    program: str
    client: str
    url: str
    key: str
    runs: str = ""


def always(form: Form) -> bool:
    return True


@dataclass(frozen=True)
class Operator:
    """A mistake of one rule; ``applies`` says in which forms it is one.

    ``answered``: OpenRouter answers all the same, where the valid key is set and nobody listens.
    """

    code: str
    name: str
    mutate: Mutate
    applies: Callable[[Form], bool] = always
    answered: bool = False


@dataclass(frozen=True)
class Program:
    """A correct program: its files by their paths. ``checked`` are those that mistakes are made in."""

    form: Form
    files: Mapping[str, str] = field(hash=False)
    checked: tuple[str, ...]

    def write(self, folder: Path) -> None:
        for path, text in (*self.files.items(), ("pyproject.toml", SETTINGS)):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text.encode())


@dataclass(frozen=True)
class Mutant:
    """A program with one mistake, in one of its files; ``number`` counts the operator's places in the program."""

    operator: Operator
    program: Program
    path: str
    text: str
    number: int

    @property
    def origin(self) -> str:
        return self.program.form.program

    @property
    def name(self) -> str:
        return f"{self.origin}-{self.operator.code}-{self.operator.name}-{self.number}"


@dataclass(frozen=True)
class Outcome:
    """The codes that a mutant's program gets, whose original gets none."""

    mutant: Mutant
    codes: frozenset[str]

    @property
    def found(self) -> bool:
        return self.mutant.operator.code in self.codes


@dataclass(frozen=True)
class Kind:
    """Programs in one language, and the mistakes that are made in them."""

    folder: Path
    forms: tuple[Form, ...]
    operators: tuple[Operator, ...]
    #: What a file that mistakes are made in is called.
    checked: re.Pattern[str]

    @property
    def programs(self) -> tuple[Program, ...]:
        return tuple(self._program(form) for form in self.forms)

    def _program(self, form: Form) -> Program:
        folder = self.folder / form.program
        files = {
            path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
        return Program(form, files, tuple(path for path in files if self.checked.search(path)))

    def mutants(self) -> Iterator[Mutant]:
        """Yield every program with every mistake at every place where it can be made."""
        for program in self.programs:
            for operator in self.operators:
                if operator.applies(program.form):
                    yield from _mutants(program, operator)


def _mutants(program: Program, operator: Operator) -> Iterator[Mutant]:
    number = 0
    for path in program.checked:
        for text in operator.mutate(program.files[path]):
            number += 1
            yield Mutant(operator, program, path, text, number)


def findings(program: Program, folder: Path, path: str = "", text: str = "") -> Iterator[tuple[str, int, str]]:
    """Yield path, line and code of what is found in a program that is written to a folder; a file may be another."""
    for each in program.checked:
        place = str(folder / each)
        data = text if each == path else program.files[each]
        for finding in check_source(data.encode(), place, for_file(place)):
            yield each, finding.line, finding.code


@cache
def measured(kind: Kind) -> tuple[Outcome, ...]:
    """Check every mutant, each as a file of its program."""
    outcomes = []
    with tempfile.TemporaryDirectory() as name:
        for program in kind.programs:
            program.write(Path(name) / program.form.program)
        for mutant in kind.mutants():
            folder = Path(name) / mutant.origin
            (folder / mutant.path).write_text(mutant.text, encoding="utf-8")
            codes = frozenset(code for *_, code in findings(mutant.program, folder, mutant.path, mutant.text))
            (folder / mutant.path).write_text(mutant.program.files[mutant.path], encoding="utf-8")
            outcomes.append(Outcome(mutant, codes))
    return tuple(outcomes)


def mended(mutant: Mutant, folder: Path) -> Program | None:
    """Return a mutant's program after all fixes in the file of the mistake, or None where something is left."""
    broken = replace(mutant.program, files={**mutant.program.files, mutant.path: mutant.text})
    broken.write(folder)
    place = str(folder / mutant.path)
    result = fix_source(mutant.text.encode(), place, unsafe=True, configuration=for_file(place))
    fixed = replace(broken, files={**broken.files, mutant.path: result.data.decode()})
    fixed.write(folder)
    return None if not result.fixed or list(findings(fixed, folder)) else fixed


# What mistakes are made of


def replacing(pattern: re.Pattern[str], *replacements: str | Callable[[re.Match[str]], str | None]) -> Mutate:
    """Put each replacement in the place of each match; a function may leave a match alone with None."""

    def mutate(text: str) -> Iterator[str]:
        for match in pattern.finditer(text):
            for replacement in replacements:
                new = match.expand(replacement) if isinstance(replacement, str) else replacement(match)
                if new is not None and new != match[0]:
                    yield text[: match.start()] + new + text[match.end() :]

    return mutate


def closing(text: str, start: int) -> int:
    """Return the end of what the bracket at ``start`` opens, the other bracket included."""
    depth = 0
    for match in re.compile(r"[(\[{]|[)\]}]").finditer(text, start):
        depth += 1 if match[0] in "([{" else -1
        if not depth:
            return match.end()
    raise ValueError(f"nothing closes what is open at {start}")
