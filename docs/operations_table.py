"""Draw the operations of OpenRouter's API from the official SDK's package: ``python docs/operations_table.py``.

The package must be installed (``pip install openrouter``). Its source has a method for each operation, which builds a
request with the operation's HTTP method and path, and asks which status came back: for 401 where that is documented.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

MODULE = Path(__file__).parent.parent / "flake8_openrouter" / "openrouter" / "operations.py"
PACKAGE = "openrouter"
BEGIN, END = "# operations: begin", "# operations: end"

_VERSION = re.compile(rf"(?<=package, {PACKAGE} )[\w.]+(?=\.)")
_PARAMETER = re.compile(r"\{\w+\}")
#: Where operations are that do not say so.
_ROOT = "/api/v1"


class Operation(NamedTuple):
    """An operation; ``path`` is the host's, with ``*`` for a parameter, ``refuses``: it documents a 401."""

    path: str
    method: str
    refuses: bool


def installed() -> tuple[str, Path]:
    """Return the version of the SDK that is installed, and its folder. Raises PackageNotFoundError."""
    distribution = metadata.distribution(PACKAGE)
    return distribution.version, Path(str(distribution.locate_file(PACKAGE)))


def operations(folder: Path) -> list[Operation]:
    """Return the operations of an SDK's package, by path and method. Raises ValueError where it is of another form."""
    found: dict[tuple[str, str], bool] = {}
    for file in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            for operation in _of_function(node) if isinstance(node, ast.FunctionDef) else ():
                key = (operation.path, operation.method)
                found[key] = found.get(key, False) or operation.refuses
    if not any(found.values()):
        raise ValueError(f"no operation in {folder} documents a 401: is it still built in the same way?")
    return [Operation(path, method, refuses) for (path, method), refuses in sorted(found.items())]


def _of_function(function: ast.FunctionDef) -> Iterator[Operation]:
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    statuses = {status for call in calls for status in _statuses(call)}
    servers = [node for node in ast.walk(function) if isinstance(node, ast.Name | ast.Attribute) and _is_server(node)]
    for call in calls:
        if isinstance(call.func, ast.Attribute) and call.func.attr == "_build_request":
            given = {item.arg: item.value for item in call.keywords}
            method, path = (str(ast.literal_eval(given[name])) for name in ("method", "path"))
            root = "" if servers else _ROOT  # an operation with a server of its own has its whole path
            yield Operation(root + _PARAMETER.sub("*", path), method, "401" in statuses)


def _statuses(call: ast.Call) -> Iterable[str]:
    """Return the statuses that ``utils.match_response(response, statuses, …)`` asks for."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr != "match_response":
        return ()
    asked = ast.literal_eval(call.args[1])
    return (asked,) if isinstance(asked, str) else map(str, asked)


def _is_server(node: ast.Name | ast.Attribute) -> bool:
    name = node.id if isinstance(node, ast.Name) else node.attr
    return name.endswith("_SERVERS")


def table(every: Iterable[Operation]) -> str:
    """Return the two tables: the methods by the path."""
    tables: dict[bool, dict[str, list[str]]] = {True: {}, False: {}}
    for operation in every:
        tables[operation.refuses].setdefault(operation.path, []).append(operation.method)
    return "\n".join(_lines("_PROTECTED", tables[True]) + ["", *_lines("_PUBLIC", tables[False])])


def _lines(name: str, rows: dict[str, list[str]]) -> list[str]:
    return [f"{name} = {{", *(f'    "{path}": "{" ".join(methods)}",' for path, methods in rows.items()), "}"]


def drawn(module: str, version: str, every: Iterable[Operation]) -> str:
    """Return the module's text with the tables between its marks, and their source in its docstring."""
    before, _, rest = module.partition(f"{BEGIN}\n")
    _, _, after = rest.partition(END)
    return f"{_VERSION.sub(version, before)}{BEGIN}\n{table(every)}\n{END}{after}"


if __name__ == "__main__":
    release, package = installed()
    MODULE.write_text(drawn(MODULE.read_text(encoding="utf-8"), release, operations(package)), encoding="utf-8")
