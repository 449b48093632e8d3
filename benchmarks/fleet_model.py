"""What many repositories cost: runs over generated ones are measured, and a model is fitted on them by least squares.

    python -m benchmarks.fleet_model            # print it
    python -m benchmarks.fleet_model --write    # and draw it into docs/fleet.md

A run costs something by itself, and something for each repository, for each megabyte of its history and for each file
at its head. It is CPU time that is fitted, of all processes together: on a machine that does something else as well it
changes less than wall time. The error of each measurement counts in proportion to it.
"""

from __future__ import annotations

import os
import platform
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from benchmarks import ROOT, measure
from benchmarks.measure import Command
from flake8_openrouter.fleet import rows, sources
from flake8_openrouter.fleet.rows import Repository

_PAGE = ROOT / "docs" / "fleet.md"
_BEGIN, _END = "<!-- model: begin -->", "<!-- model: end -->"

#: Runs of each shape, of which the least is taken.
_ROUNDS = 2


class Shape(NamedTuple):
    """So many repositories, each with so many commits, files at its head, and lines that a commit adds to a text."""

    repositories: int
    commits: int
    files: int
    lines: int


SHAPES = (
    *(Shape(10, 5, 5, 60), Shape(60, 5, 5, 60), Shape(150, 5, 5, 60)),
    *(Shape(20, 60, 10, 60), Shape(20, 60, 80, 60), Shape(10, 300, 40, 60)),
    *(Shape(10, 60, 10, 3000), Shape(4, 60, 10, 20000), Shape(10, 20, 300, 60)),
)


class Measured(NamedTuple):
    """A run: what it read, its CPU seconds, the peak megabytes of one process, the kilobytes of its results."""

    repositories: int
    megabytes: float
    files: int
    seconds: float
    memory: float
    packed: float
    results: float

    @property
    def terms(self) -> tuple[float, ...]:
        return 1.0, self.repositories, self.megabytes, self.files


class Model(NamedTuple):
    """CPU seconds of a run, of a repository, of a megabyte of history, of a file at a head."""

    run: float
    repository: float
    megabyte: float
    file: float

    def seconds(self, terms: Sequence[float]) -> float:
        return sum(each * term for each, term in zip(self, terms, strict=True))


def fitted(runs: Sequence[Measured]) -> Model:
    """Return the model with the least squares of relative errors."""
    rows = [[term / run.seconds for term in run.terms] for run in runs]
    size = len(rows[0])
    matrix = [[sum(row[i] * row[j] for row in rows) for j in range(size)] for i in range(size)]
    return Model(*_solved(matrix, [sum(row[i] for row in rows) for i in range(size)]))


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Return what solves linear equations, by Gauss's elimination."""
    lines = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for at in range(len(lines)):
        pivot = max(range(at, len(lines)), key=lambda number: abs(lines[number][at]))
        lines[at], lines[pivot] = lines[pivot], lines[at]
        lines[at] = [value / lines[at][at] for value in lines[at]]
        for number, line in enumerate(lines):
            if number != at:
                lines[number] = [value - line[at] * own for value, own in zip(line, lines[at], strict=True)]
    return [line[-1] for line in lines]


def _maker() -> ModuleType:
    """Return the script that makes the repositories of the examples."""
    spec = spec_from_file_location("make", ROOT / "examples" / "fleet" / "make.py")
    assert spec is not None
    assert spec.loader is not None
    sys.modules["make"] = module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _generate(folder: Path, shape: Shape) -> None:
    maker = _maker()
    folder.mkdir()
    for number in range(shape.repositories):
        draw = random.Random(f"{shape}/{number}")
        making = maker.Making(f"team/{number}.git", draw)
        making.commit({f"src/{file}.py": maker._program(draw) for file in range(shape.files)})
        for commit in range(shape.commits):
            changed = {f"src/{commit % shape.files}.py": maker._program(draw)}
            making.commit({**changed, "log.md": maker._prose(draw, shape.lines)})
        for plant in draw.sample(maker.KINDS, 2):
            plant(making)
        maker.write(folder, making)


def measured(folder: Path, shape: Shape) -> Measured:
    """Generate the repositories of a shape, read them, and return what that took."""
    _generate(folder / "listed", shape)
    arguments = (sys.executable, "-m", "flake8_openrouter", "fleet", "listed", "-j", "1", "-q", "--again")
    runs = [measure.run(Command(str(shape), arguments, folder)) for _ in range(_ROUNDS)]
    best = min(runs, key=lambda run: run.cpu)
    results = (folder / "fleet-results" / "results.jsonl").read_bytes()
    own = [row for row in rows.read(results.splitlines()) if isinstance(row, Repository)]
    packed = sum(sources.packed_size(str(path)) for path in (folder / "listed" / "team").iterdir())
    return Measured(
        len(own),
        sum(row.bytes for row in own) / 1e6,
        shape.files * len(own),
        best.cpu,
        max(run.memory for run in runs),
        packed / 1e6,
        len(results) / 1e3,
    )


def _page(runs: Sequence[Measured], model: Model) -> Iterator[str]:
    yield "| repositories | MB of history | files at heads | CPU seconds | of the model | peak MB of a process |"
    yield "|---|---|---|---|---|---|"
    for run in runs:
        numbers = (run.repositories, f"{run.megabytes:.1f}", run.files, f"{run.seconds:.1f}")
        yield f"| {' | '.join(map(str, numbers))} | {model.seconds(run.terms):.1f} | {run.memory:.0f} |"
    worst = max(abs(model.seconds(run.terms) / run.seconds - 1) for run in runs)
    yield ""
    yield (
        f"Fitted by least squares of relative errors: {model.run:.1f} s for a run, {model.repository * 1e3:.0f} ms for "
        f"each repository, {model.megabyte * 1e3:.0f} ms for each megabyte of history, {model.file * 1e3:.1f} ms for "
        f"each file at a head. The model is at most {worst:.0%} off a measurement. Python "
        f"{platform.python_version()}, {os.cpu_count()} processors, which had other work too."
    )
    yield ""
    yield from _projection(runs, model)


#: 100,000 repositories, by what one of them has: megabytes of history, files at its head, packed megabytes.
_TYPICAL = (("small", 1, 30, 0.3), ("medium", 20, 300, 5), ("large", 200, 2000, 40))


def _projection(runs: Sequence[Measured], model: Model) -> Iterator[str]:
    count = 100_000
    a_row = sum(run.results for run in runs) / sum(run.repositories for run in runs)
    yield "100,000 repositories, if each has as much as this:"
    yield ""
    yield "| | MB of history | files at the head | CPU hours | hours on 8 processors | on 64 | clones |"
    yield "|---|---|---|---|---|---|---|"
    for name, megabytes, files, packed in _TYPICAL:
        hours = model.seconds((1, count, count * megabytes, count * files)) / 3600
        numbers = (megabytes, files, f"{hours:,.0f}", f"{hours / 8:,.1f}", f"{hours / 64:,.1f}")
        yield f"| {name} | {' | '.join(map(str, numbers))} | {packed * count / 1e6:,.2f} TB |"
    yield ""
    peak = max(run.memory for run in runs)
    yield (
        f"The largest process here took {peak:.0f} MB: so much for each worker, and as much for whoever starts them. "
        f"The results of these repositories take {a_row:.1f} kB each: {a_row * count / 1e6:.1f} GB for 100,000, if all "
        "had as many findings."
    )


def main(arguments: Sequence[str]) -> None:
    """Measure, fit, print, and draw the page where that is wanted."""
    runs = []
    with tempfile.TemporaryDirectory() as top:
        for number, shape in enumerate(SHAPES):
            folder = Path(top, str(number))
            folder.mkdir()
            runs.append(measured(folder, shape))
            print(shape, runs[-1], flush=True)
    lines = "\n".join(_page(runs, fitted(runs)))
    print(lines)
    if "--write" in arguments:
        text = _PAGE.read_text(encoding="utf-8")
        head, tail = text.partition(_BEGIN)[0], text.partition(_END)[2]
        _PAGE.write_text(f"{head}{_BEGIN}\n\n{lines}\n\n{_END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
