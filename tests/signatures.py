"""What the installed packages take, to which the tables' rows are compared.

The packages are imported by a process of its own: here ``openrouter`` is the double, and others warn when imported.
"""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple


class Told(NamedTuple):
    """A callable's arguments by their names: those that may be given in their place, in their order, and all.

    ``missing`` says why there is none; ``is_class`` that it is a class.
    """

    positional: tuple[str, ...] = ()
    taken: frozenset[str] = frozenset()
    missing: str = ""
    is_class: bool = False


@cache
def told(names: tuple[str, ...]) -> dict[str, Told]:
    """Return what is to be told of callables, by their dotted names."""
    command = [sys.executable, "-I", "-W", "ignore", __file__]
    result = subprocess.run(command, input=json.dumps(names), capture_output=True, text=True, timeout=300, check=True)
    rows = json.loads(result.stdout.splitlines()[-1])
    return {
        name: Told(tuple(positional), frozenset(taken), missing, is_class)
        for name, (positional, taken, missing, is_class) in rows.items()
    }


def _of(dotted: str) -> tuple[list[str], list[str], str, bool]:
    package = dotted.partition(".")[0]
    try:
        importlib.import_module(package)
    except ImportError:
        return [], [], f"{package} is not installed", False
    try:
        named = pkgutil.resolve_name(dotted)
    except (ImportError, AttributeError):
        return [], [], f"the installed {package} has no {dotted}", False
    return positional(named), sorted(taken(named)), "", inspect.isclass(named)


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


if __name__ == "__main__":
    print(json.dumps({name: _of(name) for name in json.load(sys.stdin)}))
