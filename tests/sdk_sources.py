"""What packages of SDKs take, read from their sources without importing them: their dependencies need not be there.

``Sources(folder).told("openai.OpenAI")`` follows re-exports, base classes and the fields of models, in whatever of the
packages is unpacked in the folder.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from signatures import Told

from flake8_openrouter.languages.python.libraries.sdk import Sdk

#: How many re-exports are followed, and how deep base classes are.
MAX_STEPS = 30

_Callable = ast.FunctionDef | ast.AsyncFunctionDef
_Defined = _Callable | ast.ClassDef

#: Bases whose subclasses are given their fields, and decorators that do the same.
_WITH_FIELDS = frozenset(("BaseModel", "BaseSettings"))
_DATACLASSES = frozenset(("dataclass", "attrs", "define", "frozen"))
_ALIASES = ("alias", "validation_alias")


#: Fields that name arguments of which an SDK has some: where a row has its own, the SDK has all of them.
_USUAL = ("headers", "others", "models", "http_clients", "providers")


def named(sdk: Sdk) -> set[str]:
    """Return the arguments that a row says there are."""
    own = (name for field in _USUAL if getattr(sdk, field) != getattr(Sdk(), field) for name in getattr(sdk, field))
    return {*sdk.keys, *sdk.endpoints, *sdk.positional, *sdk.exclusive, *own} | ({sdk.proxy} - {""})


class Found(NamedTuple):
    """A definition, and the module that it is in."""

    node: _Defined
    module: str


class Sources:
    """Packages that are unpacked in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tree = cache(self._tree)

    def told(self, dotted: str) -> Told:
        """Return the arguments of a class or function by its dotted name."""
        package = dotted.partition(".")[0]
        if not (self.folder / package).exists() and not (self.folder / f"{package}.py").exists():
            return Told(missing=f"{package} is not there")
        found = self.resolved(dotted)
        if found is None:
            return Told(missing=f"the {package} that is there has no {dotted}")
        if isinstance(found.node, ast.ClassDef):
            return self._of_class(found)
        return _of_function(found.node)

    def resolved(self, dotted: str, steps: int = MAX_STEPS) -> Found | None:
        """Return what a dotted name leads to; None where it leads to nothing that is there."""
        pieces = dotted.split(".")
        for count in range(len(pieces) - 1, 0, -1):
            module = ".".join(pieces[:count])
            if self.tree(module) is not None:
                return self._named(module, pieces[count:], steps)
        return None

    def _named(self, module: str, names: list[str], steps: int) -> Found | None:
        tree = self.tree(module)
        if tree is None or steps <= 0:
            return None
        statements = list(_statements(tree))
        defined = [item for item in statements if isinstance(item, _Defined) and item.name == names[0]]
        if defined:  # of overloads the last is the one that is called
            return _member(Found(defined[-1], module), names[1:])
        for statement in statements:
            for target in self._targets(statement, module, names[0]):
                if found := self.resolved(".".join((target, *names[1:])), steps - 1):
                    return found
        return None

    def _targets(self, statement: ast.stmt, module: str, name: str) -> Iterator[str]:
        """Yield the dotted names that a statement may give a name of the module."""
        if isinstance(statement, ast.ImportFrom):
            source = self._absolute(statement, module)
            for alias in statement.names:
                if alias.name == "*" or (alias.asname or alias.name) == name:
                    yield f"{source}.{name if alias.name == '*' else alias.name}"
        elif isinstance(statement, ast.Import):
            bound = {alias.asname or alias.name.partition(".")[0]: alias for alias in statement.names}
            if alias := bound.get(name):
                yield alias.name if alias.asname else name
        elif isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Name | ast.Attribute):
            if any(isinstance(target, ast.Name) and target.id == name for target in statement.targets):
                yield f"{module}.{ast.unparse(statement.value)}"
        elif isinstance(statement, ast.Assign | ast.AnnAssign) and isinstance(statement.value, ast.Dict):
            yield from self._lazy(statement.value, module, name)

    def _lazy(self, table: ast.Dict, module: str, name: str) -> Iterator[str]:
        """Yield where a table of what is imported when it is asked for says that a name is."""
        for key, value in zip(table.keys, table.values, strict=True):
            if not isinstance(key, ast.Constant) or key.value != name:
                continue
            texts = [node.value for node in ast.walk(value) if isinstance(node, ast.Constant)]
            for text in filter(lambda text: isinstance(text, str), texts):
                path = self._relative(str(text), module)
                yield f"{path}.{name}"
                yield path

    def _relative(self, text: str, module: str) -> str:
        if text.startswith("."):
            return f"{module}{text}"
        return text if self.tree(text) is not None or "." in text else f"{module}.{text}"

    def _absolute(self, statement: ast.ImportFrom, module: str) -> str:
        if not statement.level:
            return statement.module or ""
        path = module.split(".")
        if not self._is_package(module):
            path = path[:-1]
        path = path[: len(path) - statement.level + 1]
        return ".".join((*path, *filter(None, (statement.module,))))

    def _is_package(self, module: str) -> bool:
        return self.folder.joinpath(*module.split("."), "__init__.py").exists()

    def _tree(self, module: str) -> ast.Module | None:
        path = self.folder.joinpath(*module.split("."))
        for file in (path / "__init__.py", path.with_name(f"{path.name}.py")):
            if file.is_file():
                return ast.parse(file.read_bytes())
        return ast.Module([], []) if path.is_dir() else None

    def _of_class(self, found: Found) -> Told:
        lineage = list(self._lineage(found))
        known = all(base is not None for base in lineage)
        classes = [base for base in lineage if base is not None]
        fields = frozenset(name for base in classes for name in _fields(base.node)) if _has_fields(classes) else None
        taken: frozenset[str] = frozenset()
        positional: tuple[str, ...] = ()
        for number, base in enumerate(classes):
            constructor = _constructor(base.node)
            if constructor is None:
                continue
            told = _of_function(constructor)
            positional = told.positional if not number or not positional else positional
            taken |= told.taken
            if "**" not in told.rest or not _hands_on(constructor):
                return Told(positional, taken, "", True, told.rest)
        if fields is not None and known:
            return Told(positional or ("*",), taken | fields, "", True, ("*",))
        return Told(positional or ("*",), taken | (fields or frozenset()), "", True, ("*", "**"))

    def _lineage(self, found: Found, steps: int = MAX_STEPS) -> Iterator[Found | None]:
        """Yield a class and its bases, in the order in which they are asked; None for one that is not there."""
        yield found
        if not isinstance(found.node, ast.ClassDef) or steps <= 0:
            return
        for base in found.node.bases:
            inner = base.value if isinstance(base, ast.Subscript) else base
            name = ast.unparse(inner)
            if name in ("Generic", "Protocol", "ABC", "abc.ABC", "object", *_WITH_FIELDS):
                continue
            parent = self.resolved(f"{found.module}.{name}")
            if parent is None:
                yield None
            else:
                yield from self._lineage(parent, steps - 1)


def _member(found: Found, names: list[str]) -> Found | None:
    for name in names:
        members = [item for item in found.node.body if isinstance(item, _Defined) and item.name == name]
        if not members:
            return None
        found = Found(members[-1], found.module)
    return found


def _statements(tree: ast.AST) -> Iterator[ast.stmt]:
    """Yield the statements of a module, those in branches as well."""
    waiting = [tree]
    while waiting:
        node = waiting.pop(0)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt):
                yield child
            if isinstance(child, ast.If | ast.Try | ast.ExceptHandler):
                waiting.append(child)


def _constructor(node: _Defined) -> _Callable | None:
    """Return a class's own ``__init__``, the last of its overloads."""
    found = [item for item in node.body if isinstance(item, _Callable) and item.name == "__init__"]
    return found[-1] if found else None


def _of_function(node: _Callable) -> Told:
    arguments = node.args
    positional = [item.arg for item in (*arguments.posonlyargs, *arguments.args) if item.arg not in ("self", "cls")]
    rest = ["*"] * (arguments.vararg is not None) + ["**"] * (arguments.kwarg is not None)
    taken = frozenset((*positional, *(item.arg for item in arguments.kwonlyargs)))
    return Told(tuple(positional), taken, "", False, tuple(rest))


def _hands_on(constructor: _Callable) -> bool:
    """Tell whether all that a constructor does with its ``**kwargs`` is to hand them to its base's."""
    name = constructor.args.kwarg.arg if constructor.args.kwarg else ""
    uses = [node for node in ast.walk(constructor) if isinstance(node, ast.Name) and node.id == name]
    handed = [
        keyword.value
        for node in ast.walk(constructor)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".__init__")
        for keyword in node.keywords
        if keyword.arg is None
    ]
    return bool(uses) and all(use in handed for use in uses)


def _has_fields(classes: list[Found]) -> bool:
    bases = [
        ast.unparse(base) for found in classes if isinstance(found.node, ast.ClassDef) for base in found.node.bases
    ]
    decorators = [ast.unparse(item) for found in classes for item in found.node.decorator_list]
    return any(base.rpartition(".")[2] in _WITH_FIELDS for base in bases) or any(
        item.partition("(")[0].rpartition(".")[2] in _DATACLASSES for item in decorators
    )


def _fields(node: _Defined) -> Iterator[str]:
    """Yield the names of a class's fields, and those that they go by."""
    for item in node.body:
        if not isinstance(item, ast.AnnAssign) or not isinstance(item.target, ast.Name):
            continue
        yield item.target.id
        if isinstance(item.value, ast.Call):
            for keyword in item.value.keywords:
                if keyword.arg in _ALIASES:
                    yield from (str(x.value) for x in ast.walk(keyword.value) if isinstance(x, ast.Constant))
