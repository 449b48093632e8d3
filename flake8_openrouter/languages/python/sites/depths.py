"""What is done to the mappings within a mapping, of which the evaluator follows only what is done to each by its name.

``config["llm"]["config"]["api_key"] = …`` changes a mapping that has no name of its own.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import NamedTuple

from flake8_openrouter.languages.python.inference import channels
from flake8_openrouter.languages.python.libraries import configs
from flake8_openrouter.languages.python.syntax import indexes
from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.scopes import Module, Scope, home
from flake8_openrouter.languages.python.syntax.tree import last_name

#: How many names are looked at, and how many reads of each.
MAX_NAMES = 20
MAX_READS = 60


class Depth(IntEnum):
    """What the mappings below a place may have gone through."""

    ALONE = 0
    #: They were given to what may change them.
    HANDED = 1
    #: They were changed.
    WRITTEN = 2


class _Place(NamedTuple):
    """An expression that stands for a mapping, or for one ``below`` it; of a name the scope that binds it."""

    node: ast.AST
    below: bool = False
    around: Scope | None = None


_PASSING = (
    ast.BoolOp | ast.IfExp | ast.Await | ast.NamedExpr | ast.Starred | ast.Dict | ast.List | ast.Tuple | ast.BinOp
)
_LOOKING = ast.Return | ast.Compare | ast.FormattedValue | ast.Expr | ast.If | ast.While | ast.Assert | ast.UnaryOp
_READING = frozenset(("print", "len", "str", "repr", "dumps", "pprint", "pformat", "isinstance", "bool", "deepcopy"))
_COPYING = frozenset(("dict", "list", "tuple", "copy"))
_CHANGING = frozenset(("update", "setdefault", "pop", "popitem", "clear", "append", "extend", "insert", "remove"))
#: Entries that hold no mapping.
_PLAIN = frozenset(
    ("api_key", "api_token", "base_url", "api_base", "openai_base_url", "model", "model_name", "provider")
)


def of(module: Module, nodes: Iterable[ast.AST]) -> Depth:
    """Tell what the mappings may have gone through below those that expressions stand for or make."""
    return max((_of(module, node) for node in nodes), default=Depth.ALONE)


@remembered
def _of(module: Module, node: ast.AST) -> Depth:
    depth, known = Depth.ALONE, set[_Place]()
    waiting = [_placed(module, node, node, below=False)]
    for _ in range(MAX_NAMES):
        if not waiting or depth is Depth.WRITTEN:
            return depth
        place = waiting.pop()
        if place in known:
            continue
        known.add(place)
        if _is_changed(module, place):
            return Depth.WRITTEN
        for found in _reads(module, place):
            depth = max(depth, _followed(module, found, waiting))
    return Depth.HANDED if waiting else depth


def _placed(module: Module, node: ast.AST, at: ast.AST, *, below: bool) -> _Place:
    """Return a place, that of a name as it is seen from where the statement of a node is."""
    return _Place(node, below, home(module.place(at)[0], node.id) if isinstance(node, ast.Name) else None)


def _is_changed(module: Module, place: _Place) -> bool:
    """Tell whether what is below a name or attribute is changed by that name."""
    node = place.node
    if isinstance(node, ast.Name):
        known = module.mutations.get((None, node.id), ())
        changes = [change for change in known if home(change.scope, node.id) is place.around]
    elif isinstance(node, ast.Attribute):
        paths = [path for path in module.mutations if path[1].rpartition(".")[2] == node.attr]
        changes = [change for path in paths for change in module.mutations[path]]
    else:
        changes = []
    return any(place.below or change.keys for change in changes)


def _reads(module: Module, place: _Place) -> Iterator[_Place]:
    """Yield where an expression is, with all other reads of the name or attribute that it is, or is bound to."""
    node = place.node
    if isinstance(node, ast.Name) and place.around is not None:
        nodes: list[ast.AST] = [load.node for load in indexes.loads_at_home(node.id, place.around)]
    elif isinstance(node, ast.Attribute):
        nodes = [*indexes.attributes(module).get(node.attr, ())]
    else:
        nodes = [node]
    for read in nodes[:MAX_READS]:
        yield place._replace(node=read)
    if len(nodes) > MAX_READS:
        yield place._replace(node=module.tree)


def _followed(module: Module, place: _Place, waiting: list[_Place]) -> Depth:
    """Tell what becomes of what is at a place, up to where it is bound to a name: that waits."""
    node, below = place.node, place.below
    parent = module.parents.get(node)
    while parent is not None:
        if isinstance(parent, ast.Subscript) and parent.value is node:
            if not isinstance(parent.ctx, ast.Load):
                return Depth.WRITTEN if below else Depth.ALONE
            if isinstance(parent.slice, ast.Constant) and parent.slice.value in _PLAIN:
                return Depth.ALONE
            below = True
        elif isinstance(parent, ast.Attribute):
            call = module.parents.get(parent)
            method = parent.attr
            if not isinstance(call, ast.Call) or call.func is not parent:
                return Depth.HANDED
            if method not in ("get", "copy"):
                return _of_method(method, below)
            parent, below = call, below or method == "get"
        elif not isinstance(parent, _PASSING) and not (isinstance(parent, ast.Call) and _is_copied(parent)):
            return _at(module, node, parent, below, waiting)
        node, parent = parent, module.parents.get(parent)
    return Depth.HANDED


def _is_copied(call: ast.Call) -> bool:
    return last_name(call.func) in _COPYING


def _of_method(name: str, below: bool) -> Depth:
    if name in _CHANGING:
        return Depth.WRITTEN if below else Depth.ALONE
    return Depth.ALONE if name == "keys" else Depth.WRITTEN if name in ("items", "values") else Depth.HANDED


def _at(module: Module, node: ast.AST, parent: ast.AST, below: bool, waiting: list[_Place]) -> Depth:
    """Tell what a statement or a call does with what is given to it."""
    if isinstance(parent, ast.keyword | ast.Call):
        return _given(module, node, parent, below, waiting)
    if isinstance(parent, ast.For | ast.Assign | ast.AnnAssign):
        targets = parent.targets if isinstance(parent, ast.Assign) else [parent.target]
        waiting += [_placed(module, item, parent, below=below or isinstance(parent, ast.For)) for item in targets]
        return Depth.ALONE if all(isinstance(item, ast.Name | ast.Attribute) for item in targets) else Depth.HANDED
    return Depth.ALONE if isinstance(parent, _LOOKING) else Depth.HANDED


def _given(module: Module, node: ast.AST, argument: ast.AST, below: bool, waiting: list[_Place]) -> Depth:
    """Tell what a call does with an argument: a function of the file is looked into."""
    keyword = argument.arg if isinstance(argument, ast.keyword) else ""
    call = module.parents.get(argument) if isinstance(argument, ast.keyword) else argument
    if not isinstance(call, ast.Call):
        return Depth.HANDED
    if isinstance(argument, ast.keyword) and _is_copied(call):
        return _followed(module, _Place(call, below), waiting)
    if keyword in configs.TAKING or _leaves(call):
        return Depth.ALONE
    if isinstance(call.func, ast.Attribute) and call.func.attr == "append":
        waiting.append(_placed(module, call.func.value, call, below=below))
        return Depth.ALONE
    functions = module.functions.get(last_name(call.func), [])
    if len(functions) != 1:
        return Depth.HANDED
    positional = functions[0].positional[bool(functions[0].receiver) :]
    number = call.args.index(node) if node in call.args else len(positional)
    name = keyword or (positional[number] if number < len(positional) else "")
    if name not in functions[0].parameters:
        return Depth.HANDED
    waiting += [_Place(load.node, below, functions[0]) for load in indexes.loads_at_home(name, functions[0])[:1]]
    return Depth.ALONE


def _leaves(call: ast.AST | None) -> bool:
    """Tell whether a call leaves what it is given as it is."""
    name = last_name(call.func) if isinstance(call, ast.Call) else ""
    return name in _READING or name in configs.LAST_NAMES or name in channels.LOG_METHODS
