"""Definitions in another order, so that callers change theirs; each keeps its text, and the comments before it."""

from __future__ import annotations

import ast
import itertools
import random
from collections.abc import Callable, Iterator, Sequence

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
DEFINITIONS = (*FUNCTIONS, ast.ClassDef)


def shuffled(text: str, chance: random.Random) -> str:
    return _reordered(text, lambda run: chance.sample(run, len(run)))


def backwards(text: str, chance: random.Random) -> str:
    return _reordered(text, lambda run: run[::-1])


def functions_first(text: str, chance: random.Random) -> str:
    """Put the functions that need nothing of the module when they are defined after its first imports."""
    tree, lines = ast.parse(text), text.split("\n")
    if not stands_alone(tree.body):
        return text
    head = next((number for number, node in enumerate(tree.body) if not is_head(node)), len(tree.body))
    bound = [name for node in tree.body for name in _bound(node)]
    own = set(bound).difference(name for node in tree.body[:head] for name in _bound(node))
    moves = [
        isinstance(node, FUNCTIONS) and bound.count(node.name) == 1 and not own & _needed(node)
        for node in tree.body[head:]
    ]
    starts = [0, *(node.end_lineno or 0 for node in tree.body)]
    chunks = [lines[start:end] for start, end in itertools.pairwise(starts)]
    after = list(zip(moves, chunks[head:], strict=True))
    ordered = [*chunks[:head], *(chunk for moved, chunk in after if moved), *(c for moved, c in after if not moved)]
    return "\n".join([*(line for chunk in ordered for line in chunk), *lines[starts[-1] :]])


def _reordered(text: str, order: Callable[[list[list[str]]], list[list[str]]]) -> str:
    """Return a text with each run of definitions, in the module and in its classes, in another order."""
    lines, tree = text.split("\n"), ast.parse(text)
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, (ast.Module, ast.ClassDef)) and node.body]
    for body in reversed(bodies):  # the inner ones first: what is within a run keeps its number of lines
        for run in filter(None, _runs(body) if stands_alone(body) else ()):
            ends = [node.end_lineno or 0 for node in run]
            starts = [_start(body, run[0]), *ends[:-1]]
            chunks = [lines[start:end] for start, end in zip(starts, ends, strict=True)]
            lines[starts[0] : ends[-1]] = [line for chunk in order(chunks) for line in chunk]
    return "\n".join(lines)


def _runs(body: Sequence[ast.stmt]) -> Iterator[list[ast.stmt]]:
    """Yield definitions that follow each other and need none of each other when they are defined."""
    run: list[ast.stmt] = []
    for node in body:
        names = {name for other in run for name in _bound(other)}
        is_definition = isinstance(node, DEFINITIONS)
        if not is_definition or names & (_needed(node) | set(_bound(node))):
            yield run
            run = []
        run += [node] if is_definition else []
    yield run


def _start(body: Sequence[ast.stmt], node: ast.stmt) -> int:
    """Return how many lines are before a definition and the comments and blank lines that lead to it."""
    number = body.index(node)
    decorators = getattr(node, "decorator_list", [])
    return (body[number - 1].end_lineno or 0) if number else min(each.lineno for each in (node, *decorators)) - 1


def stands_alone(body: Sequence[ast.stmt]) -> bool:
    """Tell whether no two statements share a line."""
    lines = [(min(n.lineno for n in (node, *getattr(node, "decorator_list", []))), node.end_lineno) for node in body]
    return all((before[1] or 0) < after[0] for before, after in itertools.pairwise(lines))


def is_head(node: ast.stmt) -> bool:
    """Tell whether a statement belongs to what a module begins with."""
    return is_docstring(node) or isinstance(node, (ast.Import, ast.ImportFrom))


def is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _bound(node: ast.stmt) -> list[str]:
    """Return the names that a statement binds, those within its blocks among them, not those of other scopes."""
    if isinstance(node, DEFINITIONS):
        return [node.name]
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return [(alias.asname or alias.name).partition(".")[0] for alias in node.names]
    inner = [each for each in ast.walk(node) if isinstance(each, DEFINITIONS)]
    names = [each.id for each in ast.walk(node) if isinstance(each, ast.Name) and not isinstance(each.ctx, ast.Load)]
    return names + [each.name for each in inner]


def _needed(node: ast.stmt) -> set[str]:
    """Return the names that a definition reads when it is executed."""
    if isinstance(node, FUNCTIONS):
        arguments = node.args
        parts: list[ast.AST | None] = [*node.decorator_list, *arguments.defaults, *arguments.kw_defaults, node.returns]
        every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg)
        parts += [argument.annotation for argument in every if argument]
    elif isinstance(node, ast.ClassDef):
        inner = {name for each in node.body if isinstance(each, DEFINITIONS) for name in _needed(each)}
        parts = [*node.decorator_list, *node.bases, *(keyword.value for keyword in node.keywords)]
        parts += [each for each in node.body if not isinstance(each, DEFINITIONS)]
        return inner | {name for part in parts for name in _names(part)}
    else:
        parts = [node]
    return {name for part in parts for name in _names(part)}


def _names(node: ast.AST | None) -> Iterator[str]:
    return (each.id for each in ast.walk(node) if isinstance(each, ast.Name)) if node else iter(())
