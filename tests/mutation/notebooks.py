"""A notebook of a program: a cell for each paragraph of it, magics beside what they are for."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from itertools import pairwise

from mutation.kinds import Kind
from mutation.operators import Operator

#: What somebody who tries a program writes between its parts, none of which changes it.
BETWEEN = ("!pip install requests", "%load_ext autoreload", "# What the text above says.", "def broken(:")


def paragraphs(text: str) -> Iterator[str]:
    """Yield a program in the parts that blank lines between its statements make of it."""
    lines = text.splitlines(keepends=True)
    body = ast.parse(text).body
    starts = [0]
    for before, node in pairwise(body):
        first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))]) - 1
        if any(not line.strip() for line in lines[before.end_lineno or 0 : first]):
            starts.append(first)
    yield from ("".join(lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True))


def written(program: str) -> bytes:
    """Return a program as the bytes of a notebook."""
    cells: list[dict[str, object]] = [{"cell_type": "markdown", "metadata": {}, "source": ["# A program"]}]
    for number, part in enumerate(paragraphs(program)):
        for source in (BETWEEN[number % len(BETWEEN)], part.strip("\n")):
            lines = source.splitlines(keepends=True)
            cells.append({"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": lines})
    metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    whole = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1, ensure_ascii=False).encode() + b"\n"


def _judges(operator: Operator) -> bool:
    return operator.code != "OPR109"  # cells run in whatever order


NOTEBOOK = Kind("program.ipynb", written, _judges, extend_select=("OPR104",))
