"""Where a mistake can be made in a correct program: read off its own tree, without the linter."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mutation.surgery import Edit, Source

NAME = "Authorization"
SCHEME = "Bearer "
API = "https://openrouter.ai/api"

_READERS = ("os.getenv", "os.environ.get")
_REQUESTS = ("get", "post", "request", "Request")
_CARRIERS = {"headers", "json", "data", "body"}
_SESSIONS = ("Session", "ClientSession", "Client", "AsyncClient", "PoolManager")
_SDKS = ("OpenAI", "AsyncOpenAI", "Anthropic")
_GIVEN = (*_SDKS, "completion")
#: What is set instead of an argument of that name.
_ASSIGNED = {
    "openai.api_key": "api_key",
    "openai.base_url": "base_url",
    'os.environ["OPENAI_API_KEY"]': "api_key",
    'os.environ["OPENAI_BASE_URL"]': "base_url",
}
_SILENT_NAME = re.compile("auth|bearer|header|scheme", re.IGNORECASE)


@dataclass(frozen=True)
class Read:
    """A read of the key from the environment; ``strict``: it fails where the variable is not set."""

    node: ast.expr
    name: ast.Constant
    strict: bool
    in_text: bool

    def quoted(self, source: Source, text: str) -> str:
        """Write a text in the quotes that the read's own name has: it may be in an f-string."""
        quote = source.segment(self.name)[0]
        return f"{quote}{text}{quote}"


@dataclass(frozen=True)
class Setting:
    """What an SDK is given under a name: an argument, a mapping's entry, or what is set before it is called.

    ``renaming`` gives an argument or an entry another name; None for what is set.
    """

    value: ast.expr
    removal: Edit
    renaming: Callable[[str], Edit] | None = None


@dataclass(frozen=True)
class Value:
    """An Authorization value, ``key`` is the expression after its scheme."""

    node: ast.expr
    key: str


def reads(source: Source) -> Iterator[Read]:
    for node in source.nodes():
        name = _variable_read(source, node)
        if name is not None and isinstance(node, ast.expr) and re.search("KEY|TOKEN", str(name.value)):
            in_text = any(isinstance(parent, ast.JoinedStr) for parent in ancestors(source, node))
            yield Read(node, name, isinstance(node, ast.Subscript), in_text)


def _variable_read(source: Source, node: ast.AST) -> ast.Constant | None:
    name: ast.AST | None = None
    if (
        isinstance(node, ast.Subscript)
        and isinstance(node.ctx, ast.Load)
        and source.segment(node.value) == "os.environ"
    ):
        name = node.slice
    elif isinstance(node, ast.Call) and len(node.args) == 1 and source.segment(node.func) in _READERS:
        name = node.args[0]
    return name if isinstance(name, ast.Constant) else None


def is_default(source: Source, read: Read) -> bool:
    """Tell whether a read stands in for another that finds nothing: ``os.getenv("A") or os.getenv("B")``."""
    choice = source.parents[read.node]
    return (
        isinstance(choice, ast.BoolOp)
        and any(other.node is choice.values[0] for other in reads(source))
        and (choice.values[0] is not read.node)
    )


def ancestors(source: Source, node: ast.AST) -> Iterator[ast.AST]:
    while node in source.parents:
        node = source.parents[node]
        yield node


def values(source: Source) -> Iterator[Value]:
    for node in source.nodes():
        key = _key_after_scheme(node)
        if key is not None and isinstance(node, ast.expr):
            yield Value(node, source.segment(key))


def _key_after_scheme(node: ast.AST) -> ast.expr | None:
    if (
        isinstance(node, ast.JoinedStr)
        and _is_scheme(node.values[0])
        and isinstance(node.values[1], ast.FormattedValue)
    ):
        return node.values[1].value
    if isinstance(node, ast.BinOp) and _is_scheme(node.left):
        return node.right
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_scheme(node.func.value):
        return node.args[0]
    return None


def _is_scheme(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(SCHEME)


def goes_by_a_silent_name(source: Source, value: Value) -> bool:
    """Tell whether a value is bound to a name by which the rules take it for more than a key."""
    statement = source.statement(value.node)
    bound = statement.targets[0] if isinstance(statement, ast.Assign) and statement.value is value.node else None
    return isinstance(bound, ast.Name) and _SILENT_NAME.search(bound.id) is not None


def names(source: Source) -> Iterator[ast.Constant | ast.keyword]:
    """Yield where ``Authorization`` is a header's name."""
    for node in source.nodes():
        if (isinstance(node, ast.Constant) and node.value == NAME) or (
            isinstance(node, ast.keyword) and node.arg == NAME
        ):
            yield node


def entries(source: Source) -> Iterator[tuple[ast.Dict, Edit]]:
    """Yield the dicts that hold an Authorization entry, and the edit that takes it away."""
    for node in source.nodes():
        if not isinstance(node, ast.Dict):
            continue
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and key.value == NAME:
                yield node, source.removing_item(value, start=source.start(key))


def entry_statements(source: Source) -> Iterator[ast.stmt]:
    """Yield statements that add Authorization to headers which are there already."""
    for node in source.nodes():
        if isinstance(node, ast.Assign) and any(_is_entry(target) for target in node.targets):
            yield node
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            changes = isinstance(node.value.func, ast.Attribute) and node.value.func.attr in ("update", "add_header")
            if changes and any(isinstance(item, ast.Constant) and item.value == NAME for item in ast.walk(node)):
                yield node


def _is_entry(target: ast.expr) -> bool:
    return isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant) and target.slice.value == NAME


def urls(source: Source) -> Iterator[ast.Constant]:
    """Yield the literals that are URLs of the API."""
    for node in source.nodes():
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(API):
            yield node


def callee(source: Source, call: ast.Call) -> str:
    return source.segment(call.func).rpartition(".")[2]


def calls(source: Source, names_of: tuple[str, ...]) -> Iterator[ast.Call]:
    for node in source.nodes():
        if isinstance(node, ast.Call) and callee(source, node) in names_of:
            yield node


def requests(source: Source) -> Iterator[ast.Call]:
    """Yield the calls that send or prepare a request."""
    for call in calls(source, _REQUESTS):
        if {keyword.arg for keyword in call.keywords} & _CARRIERS:
            yield call


def sessions(source: Source) -> Iterator[ast.Call]:
    yield from calls(source, _SESSIONS)


def sdk_clients(source: Source) -> Iterator[ast.Call]:
    yield from calls(source, _SDKS)


def settings(source: Source, *wanted: str) -> Iterator[Setting]:
    """Yield what an SDK is given under some names."""
    for node in source.nodes() if source.form.is_sdk else ():
        if isinstance(node, ast.Call) and callee(source, node) in _GIVEN:
            yield from (_argument(source, keyword) for keyword in node.keywords if keyword.arg in wanted)
        elif isinstance(node, ast.Dict) and source.form.value == "mapping's entry":
            pairs = zip(node.keys, node.values, strict=True)
            yield from (
                _entry(source, key, value)
                for key, value in pairs
                if isinstance(key, ast.Constant) and key.value in wanted
            )
        elif isinstance(node, ast.Assign) and _ASSIGNED.get(source.segment(node.targets[0])) in wanted:
            yield Setting(node.value, source.replacing(node, "pass"))


def _argument(source: Source, keyword: ast.keyword) -> Setting:
    def renaming(name: str) -> Edit:
        return source.substituting(keyword, str(keyword.arg), name)

    return Setting(keyword.value, source.removing_item(keyword), renaming)


def _entry(source: Source, key: ast.Constant, value: ast.expr) -> Setting:
    def renaming(name: str) -> Edit:
        return source.substituting(key, str(key.value), name)

    return Setting(value, source.removing_item(value, start=source.start(key)), renaming)


def headers_arrive(source: Source) -> bool:
    """Tell whether a request's headers are a parameter of the function that sends it: others may call it too."""
    for call in requests(source):
        headers = argument(call, "headers")
        functions = [item for item in ancestors(source, call) if isinstance(item, ast.FunctionDef)]
        parameters = {parameter.arg for function in functions for parameter in function.args.args}
        if headers is not None and isinstance(headers.value, ast.Name) and headers.value.id in parameters:
            return True
    return False


def argument(call: ast.Call, *wanted: str) -> ast.keyword | None:
    return next((keyword for keyword in call.keywords if keyword.arg in wanted), None)


def bindings(source: Source) -> Iterator[tuple[ast.Assign, str, ast.expr]]:
    """Yield assignments of one target, with the target's text as an f-string takes it."""
    for node in source.nodes():
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            yield node, source.segment(node.targets[0]).replace('"', "'"), node.value
