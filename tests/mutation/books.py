"""Programs in one file as notebooks: a cell for each paragraph of it, magics beside what they are for."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from every_rule import SETTINGS

from flake8_openrouter.project.config import Configuration, for_file
from flake8_openrouter.run.analysis import check_source
from mutation.projects import Mutant, mutants
from mutation.recall import Outcome

#: What somebody who tries a program writes between its parts, none of which changes it.
BETWEEN = ("!pip install requests", "%load_ext autoreload", "# What the text above says.", "def broken(:")


def paragraphs(text: str) -> Iterator[str]:
    """Yield a program in the parts that blank lines between its statements make of it."""
    lines = text.splitlines(keepends=True)
    starts = [0]
    for before, node in zip(ast.parse(text).body, ast.parse(text).body[1:], strict=False):
        first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))]) - 1
        if any(not line.strip() for line in lines[before.end_lineno or 0 : first]):
            starts.append(first)
    yield from ("".join(lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True))


def notebook(text: str) -> bytes:
    """Return a program as a notebook."""
    cells: list[dict[str, object]] = [{"cell_type": "markdown", "metadata": {}, "source": ["# A program"]}]
    for number, part in enumerate(paragraphs(text)):
        for source in (BETWEEN[number % len(BETWEEN)], part.strip("\n")):
            lines = source.splitlines(keepends=True)
            cells.append({"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": lines})
    metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    whole = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1, ensure_ascii=False).encode() + b"\n"


def chosen() -> tuple[Mutant, ...]:
    """Return the mutants of programs in one file."""
    return tuple(mutant for mutant in mutants() if len(mutant.project.sources) == 1)


@cache
def measured() -> tuple[Outcome, ...]:
    """Check each of them as a notebook."""
    with TemporaryDirectory() as name:
        (Path(name) / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
        return tuple(Outcome(mutant, codes(mutant, Path(name))) for mutant in chosen())


def codes(mutant: Mutant, folder: Path) -> frozenset[str]:
    place = str((folder / mutant.path).with_suffix(".ipynb"))
    data = notebook(mutant.project.files[mutant.path])
    return frozenset(finding.code for finding in check_source(data, place, asked(place)))


def asked(place: str) -> Configuration:
    """Return the settings, with the rule named that is off in notebooks alone."""
    settings = for_file(place)
    return settings._replace(extend_select=(*settings.extend_select, "OPR104"))
