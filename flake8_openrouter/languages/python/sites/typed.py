"""Types that name the entries of a mapping: a ``TypedDict`` wants them under the names that it has."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_openrouter.languages.python.inference import lineage
from flake8_openrouter.languages.python.inference.values import Class, Entry, Frame
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.syntax.scopes import END, Scope
from flake8_openrouter.languages.python.syntax.tree import descendants

_TYPE = "TypedDict"


def readers(context: Context, entry: Entry) -> Iterator[str]:
    """Say that a type has the name of an entry: one of the file, or one that another file has and is declared here."""
    classes = (*context.module.classes, *_declared(context, entry))
    if any(_has(context, scope, entry.key or "") for scope in classes) or _is_written_out(context, entry.key):
        yield "its type has the name"


def _has(context: Context, scope: Scope, name: str) -> bool:
    bases = list(lineage.bases(context.evaluator, scope))
    is_typed = any(_TYPE in lineage.base_names(base) for base in bases)
    return is_typed and any(name in base.bindings for base in bases)


def _declared(context: Context, entry: Entry) -> Iterator[Scope]:
    """Yield the classes that are said to be the type of a dict: of its name, or of what a function returns."""
    parents, frame = context.module.parents, entry.value.frame
    around = parents.get(parents.get(entry.key_node, entry.key_node))
    function = frame.scope.function.node
    returned = function.returns if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) else None
    for annotation in (around.annotation if isinstance(around, ast.AnnAssign) else None, returned):
        values = context.evaluator.evaluate(annotation, Frame(frame.scope, END)) if annotation is not None else ()
        yield from (value.scope for value in values if isinstance(value, Class))


def _is_written_out(context: Context, name: str | None) -> bool:
    """Tell whether ``TypedDict("Headers", {"authorization": str})`` has a name."""
    calls = context.module.calls_by_name.get(_TYPE, ())
    nodes = (node for site in calls for node in descendants(site.node))
    return any(isinstance(node, ast.Constant) and node.value == name for node in nodes)
