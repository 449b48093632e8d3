"""What a function that the file does not show makes of a response, or of a body, that it is given."""

from __future__ import annotations

import ast
import re
from enum import Enum

from flake8_openrouter.languages.python.inference import channels
from flake8_openrouter.languages.python.inference.values import Frame
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.syntax.places import Imported
from flake8_openrouter.languages.python.syntax.scopes import Scope, home, is_receiver
from flake8_openrouter.languages.python.syntax.tree import descendants, last_name

#: Functions whose result holds the same body, or is the same response.
_SAME = frozenset(
    ("loads", "dumps", "dict", "str", "repr", "copy", "deepcopy", "cast", "closing", "Munch", "Box", "pformat")
    + ("enumerate", "iter", "aiter", "next", "anext", "list", "tuple", "join", "filter", "zip", "sorted", "reversed")
    + ("islice", "chain", "takewhile", "dropwhile")
    + ("run", "run_until_complete", "wait_for", "shield", "to_thread", "enter_context", "enter_async_context")
)
_ABOUT = frozenset(("isinstance", "type", "id", "len", "callable"))
_PRINTS = frozenset(("print", "pprint", "pp", "echo", "secho", "display", "print_json"))
_KEEPERS = frozenset(
    ("append", "appendleft", "extend", "insert", "add", "put", "put_nowait", "send", "set", "set_result", "update")
)
#: Functions that give each piece of what they are given to another one.
_APPLYING = frozenset(("map", "starmap", "reduce"))
_JUDGES = frozenset(("on_predicate", "retry_if_result", "retry_if_not_result"))
#: Names of functions that look at what they are given.
_LOOKS = re.compile(r"check|valid|verif|raise|handle|error|ensure|assert|status", re.IGNORECASE)


class Made(Enum):
    SHOWN = "shown: printed, logged, or in an exception"
    SAME = "the same in another form"
    TRUTH = "whether it is true"
    NOTHING = "nothing of it"
    LOOKED = "a look whether it is an answer, perhaps"
    TAKEN = "what an answer is needed for"
    KEPT = "what is told elsewhere, perhaps"


def made_of(context: Context, call: ast.Call) -> Made:
    """Return what a call makes of an argument, whichever it is."""
    name = last_name(call.func)
    if _shows(context, call, name):
        return Made.SHOWN
    if name in _SAME:
        return Made.SAME
    if name == "bool":
        return Made.TRUTH
    if name in _ABOUT:
        return Made.NOTHING
    if name in _KEEPERS or name in _APPLYING or _LOOKS.search(name) or _is_of_another_file(context, call):
        return Made.LOOKED
    return Made.KEPT if isinstance(call.func, ast.Attribute) else Made.TAKEN


def _shows(context: Context, call: ast.Call, name: str) -> bool:
    if name in _PRINTS or isinstance(context.module.parents.get(call), ast.Raise):
        return True
    return bool(
        channels.channel(context.evaluator.expression(call, Frame(context.uses.scope(call), context.uses.point(call))))
    )


def _is_of_another_file(context: Context, call: ast.Call) -> bool:
    """Tell whether a call is of a plain function from another file, or of a method that another file gives."""
    function, scope = call.func, context.uses.scope(call)
    if isinstance(function, ast.Attribute):
        return is_receiver(function.value, scope)
    name = last_name(function)
    values = [binding.value for binding in home(scope, name).bindings.get(name, ())]
    return name[:1].islower() and any(isinstance(value, Imported) for value in values)


def is_judged(function: Scope) -> bool:
    """Tell whether a decorator looks at what a function returns, to call it again."""
    decorators = getattr(function.node, "decorator_list", ())
    return any(last_name(node) in _JUDGES for item in decorators for node in descendants(item))
