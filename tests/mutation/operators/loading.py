"""OPR109: the key is read before the file is loaded that it is in."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mutation import sites
from mutation.operators import Mutate, Operator, always
from mutation.surgery import Edit, Source

_PLAIN = ast.Assign | ast.AnnAssign | ast.Expr


def loading_after(call: str, imported: str) -> Mutate:
    """Load the file in the statement after each read, where that is one of the program's own steps."""

    def mutate(source: Source) -> Iterator[str]:
        for read in sites.reads(source):
            statement = source.statement(read.node)
            late = any(isinstance(parent, ast.Lambda) for parent in sites.ancestors(source, read.node))
            if isinstance(statement, _PLAIN) and not late and not _loads(source):
                first = source.start(source.tree.body[0])
                yield source.edited(source.inserting_after(statement, call), Edit(first, first, f"{imported}\n"))

    return mutate


def loaded_late(source: Source) -> Iterator[str]:
    """Move the call that loads the file after the first statement that reads from it."""
    for loading in _loads(source):
        after = (read for read in sites.reads(source) if source.start(read.node) > source.end(loading))
        for read in list(after)[:1]:
            moved = source.inserting_after(source.statement(read.node), source.segment(loading))
            yield source.edited(source.replacing(loading, "pass"), moved)


def _loads(source: Source) -> list[ast.Expr]:
    calls = (source.statement(call) for call in sites.calls(source, ("load_dotenv",)))
    return [statement for statement in calls if isinstance(statement, ast.Expr)]


OPERATORS = (
    Operator(
        "OPR109",
        "load_dotenv() after the read",
        loading_after("load_dotenv()", "from dotenv import load_dotenv"),
        answered=always,
    ),
    Operator(
        "OPR109",
        "dotenv.load_dotenv() of a file after the read",
        loading_after('dotenv.load_dotenv(".env")', "import dotenv"),
        answered=always,
    ),
    Operator(
        "OPR109",
        "load_dotenv() of the file that is found, after the read",
        loading_after("load_dotenv(find_dotenv(), override=True)", "from dotenv import find_dotenv, load_dotenv"),
        answered=always,
    ),
    Operator("OPR109", "load_dotenv() moved after the read", loaded_late, answered=always),
)
