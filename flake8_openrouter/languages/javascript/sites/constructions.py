"""Calls that build an SDK's client, by the table: which one it is, and what it is given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter.languages.javascript.inference.values import Class, Expression, Frame, Reference, Value
from flake8_openrouter.languages.javascript.libraries import sdks
from flake8_openrouter.languages.javascript.libraries.sdk import Releases, Sdk
from flake8_openrouter.languages.javascript.sites.context import Context
from flake8_openrouter.languages.javascript.sites.options import Options
from flake8_openrouter.languages.javascript.syntax import packages
from flake8_openrouter.languages.javascript.syntax.module import field, inner

if TYPE_CHECKING:
    from tree_sitter import Node

#: Without one of them a file builds no client: a package's name, the name of what builds one, an option of one.
_SIGN = re.compile(
    rb"[\"'`/:](?:%b)[\"'`/@]|\b(?:%b)\b|\bapi_?[kK]ey\b"
    % (
        b"|".join(re.escape(name.encode()) for name in sorted({packages.root(name) for name in sdks.PACKAGES})),
        b"|".join(name.encode() for name in sorted(sdks.NAMES - {"openai", "Agent", "Configuration"})),
    )
)

#: What is called without ``new``: by its own name, by another one that it is given, or a class by its subclass.
_FUNCTIONS = sorted(name for name in sdks.NAMES if name[0].islower())
_NAMES = "|".join(_FUNCTIONS).encode()
_CALL = re.compile(rb"\b(?:%b|super)(?=\s*(?:<[^()]*>\s*)?\()" % _NAMES)
_ALIAS = re.compile(rb"\b(?:%b)(?:\s+as\s+|\s*:\s*)([A-Za-z_$][\w$]*)" % _NAMES)
_NEW = re.compile(rb"\bnew\b(?=\s+[A-Za-z_$(])")

#: Classes that are there everywhere, and build no client.
_EVERYWHERE = frozenset(
    ("Map", "Set", "WeakMap", "WeakSet", "Error", "TypeError", "RangeError", "Date", "URL", "URLSearchParams", "Promise")
    + ("Headers", "Request", "Response", "Array", "RegExp", "AbortController", "TextDecoder", "TextEncoder", "Proxy")
    + ("Uint8Array", "Blob", "File", "FormData", "Event", "CustomEvent", "EventSource", "WebSocket", "Function", "Object")
    + ("ReadableStream", "WritableStream", "TransformStream", "Worker", "Intl", "MutationObserver", "XMLHttpRequest")
)

#: Calls of a file that are looked at.
_MOST = 300


class Construction(NamedTuple):
    """An SDK's client as it is built in one frame. ``callee`` is what names it."""

    call: Node
    callee: Node
    sdk: Sdk
    options: Options
    is_known: bool = True


def constructions(context: Context) -> Iterator[list[Construction]]:
    """Yield of each call of a file that builds a client what it builds in each of its frames."""
    if _SIGN.search(context.module.source.data) is None:
        return
    for _, (call, callee) in zip(range(_MOST), _candidates(context), strict=False):
        sdk = _row(context, callee)
        if sdk is not None and (found := list(_built(context, call, callee, sdk))):
            yield found


def _built(context: Context, call: Node, callee: Node, sdk: Sdk) -> Iterator[Construction]:
    is_known = sdk is not sdks.UNKNOWN_SDK
    if not is_known:
        sdk = sdk._replace(name=context.module.text(callee).rpartition(".")[2])
    for frame in context.frames(call):
        options = Options(context.evaluator, Expression(call, frame), model_first=sdk.model_first)
        if is_known or (options.get(sdk.keys) and options.get(sdk.endpoints)):
            yield Construction(call, callee, sdk, options, is_known)


def _candidates(context: Context) -> Iterator[tuple[Node, Node]]:
    """Yield the calls that may build a client, and what they call, each once."""
    module, seen = context.module, set()
    places = [*module.at(_NEW), *module.at(_CALL)]
    aliases = {match[1].decode() for match in _ALIAS.finditer(module.source.data)}
    places += (node for name in sorted(aliases) for node in module.names(name))
    for node in places:
        call = _call(context, node)
        callee = field(call, "constructor") or field(call, "function") if call is not None else None
        if call is None or callee is None or call.id in seen:
            continue
        seen.add(call.id)
        if callee.type != "identifier" or module.text(callee) not in _EVERYWHERE:
            yield call, callee


def _call(context: Context, node: Node) -> Node | None:
    """Return the call whose ``new``, or whose name, a node is."""
    parent = context.module.parent(node)
    if parent is not None and parent.type == "member_expression" and field(parent, "property") == node:
        node, parent = parent, context.module.parent(parent)
    if parent is None or parent.type not in ("new_expression", "call_expression"):
        return None
    return parent if node.type == "new" or field(parent, "function") == node else None


def _row(context: Context, callee: Node) -> Sdk | None:
    if callee.type == "super":
        owner = context.module.owner(callee)
        return _base_row(context, Expression(owner, Frame(context.module))) if owner is not None else None
    for value in context.evaluator.evaluate(Expression(callee, Frame(context.module))):
        if sdk := _row_of(context, value):
            return sdk
    return None


def _row_of(context: Context, value: Value) -> Sdk | None:
    if isinstance(value, Class):
        has_own = any(context.module.owner(node) == value.node for node in value.frame.module.properties("constructor"))
        return None if has_own else _base_row(context, Expression(value.node, value.frame))
    if not isinstance(value, Reference) or not value.module:
        return None
    package = packages.package(value.module)
    name = next((step for step in reversed(value.path) if step != "default"), "default")
    found = sdks.find(package.name, name)
    if isinstance(found, Releases):
        root = packages.root(package.name)
        asked = package.version or packages.version(context.evaluator.modules, context.module, root)
        found = found.at(asked)
    if found is not None:
        return found._replace(name=name if name != "default" else _CLASSES.get(package.name, name))
    is_own = value.module.startswith((".", "/", "@/", "~", "$lib", "#", "src/"))
    return None if is_own or not _may_build(name) else sdks.UNKNOWN_SDK


#: What is exported by default by these packages is a class of another name.
_CLASSES = {
    "openai": "OpenAI",
    "@anthropic-ai/sdk": "Anthropic",
    "groq-sdk": "Groq",
    "@posthog/ai/openai": "OpenAI",
    "genkitx-openai": "openAI",
    "@genkit-ai/compat-oai": "openAICompatible",
    "@genkit-ai/compat-oai/openai": "openAI",
}


def _may_build(name: str) -> bool:
    """Tell whether what is exported by a name may be, or make, a client: a class, or a function that says so."""
    return name[:1].isupper() or name.startswith("create")


def _base_row(context: Context, owner: Expression) -> Sdk | None:
    """Return the row of the class that another one extends."""
    heritage = next((child for child in owner.node.named_children if child.type == "class_heritage"), None)
    clause = heritage.named_child(0) if heritage is not None else None
    base = field(clause, "value") if clause is not None and clause.type == "extends_clause" else clause
    if base is None:
        return None
    for value in context.evaluator.evaluate(owner.at(inner(base))):
        if isinstance(value, Reference) and (sdk := _row_of(context, value)):
            return sdk
    return None
