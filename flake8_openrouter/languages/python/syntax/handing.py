"""What becomes of a value that a call is given: it is told of, given on, or handed to a function of the file."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_openrouter.languages.python.syntax.endings import SKIPPING, TELLING
from flake8_openrouter.languages.python.syntax.held import EACH, Held
from flake8_openrouter.languages.python.syntax.indexes import loads_at_home
from flake8_openrouter.languages.python.syntax.scopes import Module, Scope
from flake8_openrouter.languages.python.syntax.tree import last_name

#: What gives what it is given, and what tells of it whether it is there.
_GIVING_ON = frozenset(("list", "tuple", "set", "sorted", "reversed"))
_TELLING_OF_EACH = frozenset(("all", "any"))
_TELLING = frozenset((TELLING, "len", *SKIPPING))
_MAPPING = "dict"
_KNOWN = frozenset((_MAPPING, *_GIVING_ON, *_TELLING_OF_EACH, *_TELLING))
_CALLBACK = "callback"


#: Functions of one name among which it can be told which is called.
MAX_NAMESAKES = 8


def takes(module: Module, call: ast.Call) -> bool:
    """Tell whether it may be told what a call does with an argument."""
    name = last_name(call.func)
    return name in _KNOWN or bool(_functions(module, call.func)) or any(each.arg == _CALLBACK for each in call.keywords)


def _functions(module: Module, node: ast.expr) -> list[Scope]:
    """Return the functions of the file that an expression may name."""
    found = module.functions.get(last_name(node), [])
    return found if len(found) <= MAX_NAMESAKES else []


def given(module: Module, held: Held, parent: ast.Call | ast.keyword) -> Iterator[Held]:
    """``all([KEY, URL])``, ``require(KEY)``, ``option(default=KEY, callback=require)``."""
    call = module.parents[parent] if isinstance(parent, ast.keyword) else parent
    if not isinstance(call, ast.Call) or call.func is held.node:
        return
    name = last_name(call.func)
    if name == _MAPPING and isinstance(parent, ast.keyword):
        yield held.within(call, parent.arg or EACH)
    elif name in _GIVING_ON:
        yield held._replace(node=call)
    elif name in _TELLING_OF_EACH and held.path:
        yield held.told(call) if len(held.path) == 1 else held._replace(node=call, path=held.path[1:])
    elif name in _TELLING and not held.path:
        yield held.told(call)
    for function, parameter, way in _handed(module, call, held.node, parent):
        for load in loads_at_home(parameter, function):
            yield held._replace(node=load.node, path=(*way, *held.path), is_away=True, is_handed=True)


def _handed(
    module: Module, call: ast.Call, node: ast.AST, parent: ast.AST
) -> Iterator[tuple[Scope, str, tuple[object, ...]]]:
    """Yield the parameters that an argument is given to, each with its function, and where in it the argument is."""
    name = parent.arg if isinstance(parent, ast.keyword) else None
    for function in _functions(module, call.func):
        arguments = function.node.args  # type: ignore[attr-defined]
        if isinstance(parent, ast.keyword):
            if name in function.parameters:
                yield function, name, ()
            elif arguments.kwarg is not None:
                yield function, arguments.kwarg.arg, (name,)
            continue
        skipped = 1 if function.receiver and isinstance(call.func, ast.Attribute) else 0
        number = skipped + call.args.index(node)  # type: ignore[arg-type]
        if number < len(function.positional):
            yield function, function.positional[number], ()
        elif arguments.vararg is not None:
            yield function, arguments.vararg.arg, (EACH,)
    # An option's callback is given its value last, after the context and the option.
    for callback in (each.value for each in call.keywords if each.arg == _CALLBACK and name == "default"):
        for function in _functions(module, callback):
            if function.positional:
                yield function, function.positional[-1], ()
