"""What the installed packages take, to which the tables' rows are compared.

The packages are imported by a process of its own: here ``openrouter`` is the double, and others warn when imported.
"""

from __future__ import annotations

import importlib
import inspect
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple


class Told(NamedTuple):
    """A callable's arguments by their names: those that may be given in their place, in their order, and all.

    ``missing`` says why there is none; ``is_class`` that it is a class. ``rest`` are the ``*`` and ``**`` by which it
    takes others, of which it does not tell the names.
    """

    positional: tuple[str, ...] = ()
    taken: frozenset[str] = frozenset()
    missing: str = ""
    is_class: bool = False
    rest: tuple[str, ...] = ()


@cache
def told(names: tuple[str, ...]) -> dict[str, Told]:
    """Return what is to be told of callables, by their dotted names."""
    command = [sys.executable, "-I", "-W", "ignore", __file__]
    environment = {**os.environ, "LITELLM_LOCAL_MODEL_COST_MAP": "True"}  # or it asks for one
    result = subprocess.run(
        command, input=json.dumps(names), env=environment, capture_output=True, text=True, timeout=300, check=True
    )
    rows = json.loads(result.stdout.splitlines()[-1])
    return {
        name: Told(tuple(positional), frozenset(taken), missing, is_class, tuple(rest))
        for name, (positional, taken, missing, is_class, rest) in rows.items()
    }


def _of(dotted: str) -> Told:
    package = dotted.partition(".")[0]
    try:
        importlib.import_module(package)
    except ImportError:
        return Told(missing=f"{package} is not installed")
    try:
        named = _resolved(dotted)
    except (ImportError, AttributeError):
        return Told(missing=f"the installed {package} has no {dotted}")
    if not callable(named):
        return Told(missing=f"{dotted} can't be called")
    return Told(tuple(positional(named)), frozenset(taken(named)), "", inspect.isclass(named), tuple(_rest(named)))


def _resolved(dotted: str) -> Any:
    """Return what a program gets by a dotted name: where a function and a module have one name, as that leaves it."""
    head, *rest = dotted.split(".")
    named, path = importlib.import_module(head), head
    for name in rest:
        path = f"{path}.{name}"
        if not hasattr(named, name):
            importlib.import_module(path)
        named = getattr(named, name)
    return named


def positional(named: Any) -> list[str]:
    """Return the names of the arguments that may be given in their place, without a method's own object."""
    in_place = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    parameters = inspect.signature(named).parameters.values()
    return [item.name for item in parameters if item.kind in in_place and item.name != "self"]


def taken(named: Any) -> Iterable[str]:
    """Return the names of all arguments; a pydantic model's fields have two names each."""
    fields = getattr(named, "model_fields", {})
    aliases = (field.alias for field in fields.values() if field.alias)
    return {*inspect.signature(named).parameters, *fields, *aliases}


def _rest(named: Any) -> list[str]:
    if hasattr(named, "model_fields"):
        return []  # what is no field is no argument
    signs = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
    return [signs[item.kind] for item in inspect.signature(named).parameters.values() if item.kind in signs]


if __name__ == "__main__":
    print(json.dumps({name: _of(name) for name in json.load(sys.stdin)}, default=sorted))
