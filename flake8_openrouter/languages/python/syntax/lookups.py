"""What looks something up by a text: a variable of the environment, an entry of a mapping."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator

from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.scopes import Module


def looking_up(module: Module, name: str) -> Iterator[ast.AST]:
    """Yield what may look up a name: ``os.getenv("X")``, ``environ["X"]``, ``"X" in os.environ``."""
    for node in texts(module).get(name, ()) if name else ():
        around = module.parents.get(node)
        if around is not None and looked_up(around) is node:
            yield around


def looked_up(node: ast.AST) -> ast.expr | None:
    """Return what says the name that an expression may look up."""
    if isinstance(node, ast.Call) and node.args:
        return node.args[0]
    if isinstance(node, ast.Subscript):
        return node.slice
    return node.left if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn) else None


@remembered
def texts(module: Module) -> dict[str, list[ast.Constant]]:
    """The texts by what they are."""
    found: dict[str, list[ast.Constant]] = defaultdict(list)
    for site in module.strings:
        if isinstance(site.node.value, str):
            found[site.node.value].append(site.node)
    return found


def is_within(module: Module, node: ast.AST, loop: ast.AST) -> bool:
    """Tell whether a node is in a loop, or in the comprehension that a loop is of."""
    owner = module.parents.get(loop) if isinstance(loop, ast.comprehension) else loop
    around: ast.AST | None = node
    while around is not None and around is not owner:
        around = module.parents.get(around)
    return around is not None
