"""Writes projects, fixes them, runs them in one process, and says what became worse."""

from __future__ import annotations

import difflib
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from every_rule import SETTINGS

from differential import observations
from differential.programs import files
from differential.recipes import Recipe, drawn, is_possible
from flake8_openrouter.project.config import for_file
from flake8_openrouter.run.fixing import fix_source

Files = Mapping[str, str]
#: What was to be seen of a project in each of the worker's surroundings.
Run = list[list[observations.Part]]

_TESTS = Path(__file__).parents[1]


@dataclass(frozen=True)
class Outcome:
    """A program before and after its safe fixes, what was fixed, and what is worse after them."""

    recipe: Recipe
    before: Files
    after: Files
    fixed: tuple[str, ...]
    worse: tuple[str, ...] = ()

    @property
    def is_fixed(self) -> bool:
        return self.before != self.after

    def __str__(self) -> str:
        changes = [_difference(path, text, self.after[path]) for path, text in self.before.items()]
        texts = [f"# {path}\n{text}" for path, text in self.before.items()]
        return "\n".join(["", *self.worse, *self.fixed, *filter(None, changes), *texts, repr(self.recipe)])


def _difference(path: str, before: str, after: str) -> str:
    lines = difflib.unified_diff(before.splitlines(True), after.splitlines(True), path, path, n=0)
    return "".join(lines)


def executed(first: int, wanted: int, folder: Path, key: str) -> list[Outcome]:
    """Return the outcomes of as many programs that have safe fixes, by the seeds from ``first`` on."""
    every = (_fixed(drawn(seed), folder / str(seed)) for seed in itertools.count(first))
    return _run(list(itertools.islice((outcome for outcome in every if outcome.is_fixed), wanted)), folder, key)


def outcomes(recipes: Sequence[Recipe], folder: Path, key: str) -> list[Outcome]:
    """Fix programs, and run those that changed."""
    return _run([_fixed(recipe, folder / str(number)) for number, recipe in enumerate(recipes)], folder, key)


def _run(every: list[Outcome], folder: Path, key: str) -> list[Outcome]:
    versions = [(outcome.before, outcome.after) for outcome in every if outcome.is_fixed]
    worse = iter(compared(versions, folder / "run", key))
    return [replace(outcome, worse=next(worse)) if outcome.is_fixed else outcome for outcome in every]


def smallest(outcome: Outcome, folder: Path, key: str) -> Outcome:
    """Return the plainest program that still is worse after its fixes."""
    for number in itertools.count():
        simpler = [recipe for recipe in outcome.recipe.simpler() if is_possible(recipe)]
        found = [each for each in outcomes(simpler, folder / str(number), key) if each.worse]
        if not found:
            return outcome
        outcome = found[0]
    raise AssertionError("a program has only so many answers")


def _fixed(recipe: Recipe, folder: Path) -> Outcome:
    before = files(recipe)
    _write(folder, {**before, "pyproject.toml": SETTINGS})
    after, found = {}, []
    for path, text in before.items():
        place = str(folder / path)
        result = fix_source(text.encode(), place, configuration=for_file(place))
        found += [f"{path}:{each.line}: fixed {each.code}: {each.message}" for each in result.fixed]
        after[path] = result.data.decode()
    return Outcome(recipe, before, after, tuple(found))


def compared(versions: Sequence[tuple[Files, Files]], folder: Path, key: str) -> list[tuple[str, ...]]:
    """Run projects, each as it was and as it is; return what is worse, a line each, with the key masked."""
    seen = iter(observed([version for pair in versions for version in pair], folder, key))
    return [tuple(dict.fromkeys(_worse(next(seen), next(seen), key))) for _ in versions]


def _worse(before: Run, after: Run, key: str) -> Iterator[str]:
    for old, new in zip(before, after, strict=True):
        yield from (line.replace(key, "<key>") for line in observations.worse(old, new))


def observed(projects: Sequence[Files], folder: Path, key: str) -> list[Run]:
    """Write projects, run them, and return what was to be seen of each."""
    folders = [folder / str(number) for number in range(len(projects))]
    for place, texts in zip(folders, projects, strict=True):
        _write(place, texts)
    if not projects:
        return []
    task = json.dumps({"key": key, "folders": list(map(str, folders))})
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(_TESTS), "PYTHONHASHSEED": "0", "HOME": str(folder)}
    command = [sys.executable, "-B", "-m", "differential.worker"]
    ran = subprocess.run(command, input=task, capture_output=True, text=True, env=environment, timeout=600)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def _write(folder: Path, texts: Files) -> None:
    folder.mkdir(parents=True)
    for path, text in texts.items():
        (folder / path).write_text(text, encoding="utf-8")
