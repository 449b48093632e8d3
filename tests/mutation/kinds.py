"""The same mistakes in another kind of file: what the programs are that are one file, written as it shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from every_rule import SETTINGS

from flake8_openrouter.project.config import Configuration, for_file
from flake8_openrouter.run.analysis import check_source
from mutation.operators import Operator
from mutation.projects import Mutant, Project, mutants, programs
from mutation.recall import Outcome


@dataclass(frozen=True)
class Kind:
    """``path`` is a file's, ``written`` makes its bytes of a program; ``judges`` tells whether a mistake is one there.

    ``extend_select``: the rules that need to be named in such a file alone.
    """

    path: str
    written: Callable[[str], bytes]
    judges: Callable[[Operator], bool] = lambda operator: True
    extend_select: tuple[str, ...] = ()


def is_one_file(project: Project) -> bool:
    """Tell whether a program is one Python file, and reads no other one."""
    return len(project.files) == 1


def correct(kind: Kind) -> dict[str, frozenset[str]]:
    """Return what is found in each correct program, by its name."""
    with _folder() as folder:
        return dict(_correct(kind, folder))


def _correct(kind: Kind, folder: Path) -> Iterator[tuple[str, frozenset[str]]]:
    for project in filter(is_one_file, programs()):
        (path,) = project.sources
        yield project.form.program, _codes(kind, project.files[path], folder)


@cache
def measured(kind: Kind) -> tuple[Outcome, ...]:
    """Check every mutant that is one file and is judged in such a kind."""
    with _folder() as folder:
        return tuple(_outcome(kind, mutant, folder) for mutant in mutants() if _is_judged(kind, mutant))


@contextmanager
def _folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        (Path(name) / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
        yield Path(name)


def _is_judged(kind: Kind, mutant: Mutant) -> bool:
    return is_one_file(mutant.project) and kind.judges(mutant.operator)


def _outcome(kind: Kind, mutant: Mutant, folder: Path) -> Outcome:
    return Outcome(mutant, _codes(kind, mutant.project.files[mutant.path], folder))


def _codes(kind: Kind, program: str, folder: Path) -> frozenset[str]:
    path = str(folder / kind.path)
    found = check_source(kind.written(program), path, _asked(kind, path))
    return frozenset(finding.code for finding in found)


def _asked(kind: Kind, path: str) -> Configuration:
    settings = for_file(path)
    return settings._replace(extend_select=(*settings.extend_select, *kind.extend_select))
