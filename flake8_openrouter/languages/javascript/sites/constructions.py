"""Calls that build an SDK's client, by the table: which one it is, and what it is given."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter.languages.javascript.inference.values import Class, Expression, Frame, Reference, Value
from flake8_openrouter.languages.javascript.libraries import sdks
from flake8_openrouter.languages.javascript.libraries.sdk import Releases, Sdk
from flake8_openrouter.languages.javascript.sites.context import Context
from flake8_openrouter.languages.javascript.sites.options import Options
from flake8_openrouter.languages.javascript.syntax import imported, packages
from flake8_openrouter.languages.javascript.syntax.declarations import Binding
from flake8_openrouter.languages.javascript.syntax.module import Module, field, inner

if TYPE_CHECKING:
    from tree_sitter import Node

#: One of them is in each call that builds a client, or in what names it otherwise.
_WORDS: tuple[bytes, ...] = (b"new ", b"super(", b"openAI", b"setDefaultOpenAIKey", b"googleAI", b"initChatModel")
_FAMILIES = MappingProxyType(
    {b"create": (b"Open", b"Anthropic", b"Google", b"Groq", b"Mistral"), b"openai": (b"(", b" as", b"Responses")}
)

#: What makes an object of a class, with the last of that one's names; and a word after it, as there is in prose.
_NEW = re.compile(rb"new\s+(?P<owner>(?:[\w$]+\.)*)(?P<name>[\w$]+)(?P<word> +(?!as |satisfies )[A-Za-z])?")

#: What stands for all that a package exports, or for what has no name there.
_WHOLE = frozenset(("default", "*"))

#: Packages that export a function by default, or one that is named as much else is.
_PACKAGES = (b"llamaindex",)
_PACKAGE_FAMILIES = MappingProxyType({b"genkit": (b"x-openai", b"-ai/compat-oai")})

#: What is around the name of a package that is loaded.
_LOADING = frozenset(
    ("arguments", "call_expression", "member_expression", "await_expression", "parenthesized_expression")
)

#: Classes that are there everywhere, and build no client.
_EVERYWHERE = frozenset(
    b"Map Set WeakMap WeakSet Error TypeError RangeError Date URL URLSearchParams Promise Headers Request Response "
    b"Array RegExp AbortController TextDecoder TextEncoder Proxy Uint8Array Blob File FormData Event CustomEvent "
    b"EventSource WebSocket Function Object ReadableStream WritableStream TransformStream Worker Intl MutationObserver "
    b"XMLHttpRequest".split()
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
        if sdk.provider and not _is_of(options, sdk.provider):
            continue
        if is_known or (options.get(sdk.keys) and options.get(sdk.endpoints)):
            yield Construction(call, callee, sdk, options, is_known)


def _is_of(options: Options, provider: str) -> bool:
    """Tell whether what serves many providers goes to one of them: by an option, or the model's name."""
    named = options.get(("modelProvider",))
    if named is not None:
        return [text.literal for text in named.texts] == [provider]
    model = options.get(("[0]",))
    return model is not None and bool(model.texts) and all(text.head.startswith(f"{provider}:") for text in model.texts)


def _candidates(context: Context) -> Iterator[tuple[Node, Node]]:
    """Yield the calls that may build a client, and what they call, each once."""
    module, seen = context.module, set[int]()
    own_classes = cache(partial(imported.own_classes, module.source.data))
    places = module.at(_WORDS, _FAMILIES, partial(_may_name_class, module, own_classes))
    for node in (*places, *_by_other_names(context, places)):
        call = _call(node)
        callee = field(call, "constructor") or field(call, "function") if call is not None else None
        if call is None or callee is None or call.id in seen:
            continue
        seen.add(call.id)
        if call.type != "new_expression" or _may_be_class(context, call, callee):
            yield call, callee


def _by_other_names(context: Context, places: list[Node]) -> Iterator[Node]:
    """Yield where functions are named by what the file calls them: ``import { createOpenAI as make }``."""
    module = context.module
    aliases = [_alias(node if node.type == "import_specifier" else node.parent) for node in places]
    loaded = module.at(_PACKAGES, _PACKAGE_FAMILIES)
    bound = [name for node in loaded if node.type == "string_fragment" for name in _bound(node)]
    names = {module.text(name) for name in (*aliases, *bound) if name is not None and name.type == "identifier"}
    for name in sorted(names):
        for node in module.names(name):
            around = node.parent
            is_owner = around is not None and around.type == "member_expression" and field(around, "object") == node
            member = field(around, "property") if is_owner and around is not None else None
            yield node if member is None else member


def _alias(around: Node | None) -> Node | None:
    """Return the name that something is imported by: ``{ name as alias }``, ``{ name: alias }``."""
    if around is None:
        return None
    if around.type == "import_specifier":
        return field(around, "alias")
    return field(around, "value") if around.type == "pair_pattern" else None


def _bound(specifier: Node) -> Iterator[Node]:
    """Yield the names that what a package exports by default, or all of it, is bound to."""
    around = specifier.parent.parent if specifier.parent is not None else None
    if around is not None and around.type == "import_statement":
        clause = around.named_child(0)
        first = clause.named_child(0) if clause is not None and clause.type == "import_clause" else None
        yield from (
            first.named_children[:1] if first is not None and first.type == "namespace_import" else [first or around]
        )
        return
    while around is not None and around.type in _LOADING:
        around = around.parent
    name = field(around, "name") if around is not None and around.type == "variable_declarator" else None
    if name is not None and name.type == "object_pattern":
        yield from (value for pair in name.named_children if (value := _alias(pair)))
    elif name is not None:
        yield name


def _may_name_class(module: Module, own_classes: Callable[[], Collection[bytes]], data: bytes, at: int) -> bool:
    """Tell whether what is made or called may be a client, by its name.

    It is no class that is there everywhere; nor, unless a client is named so, of the project's own, or of a name that
    the file does not bind.
    """
    match = _NEW.match(data, at)
    if match is None:
        return True
    owner, name = match["owner"], match["name"]
    if _is_everywhere(name) or match["word"] is not None:
        return False
    base = owner[:-1] or name
    if name.decode() in sdks.NAMES or base == b"this" or b"." in base:
        return True
    return base not in own_classes() and module.may_bind(base)


def _is_everywhere(name: bytes) -> bool:
    """Tell whether a class is one that is there everywhere, or made for errors, by its name."""
    return name in _EVERYWHERE or name.endswith((b"Error", b"Exception"))


def _may_be_class(context: Context, call: Node, callee: Node) -> bool:
    """Tell whether what is made by ``new`` may be a client: no other file is read for what has another name."""
    module = context.module
    base = field(callee, "object") if callee.type == "member_expression" else callee
    if base is None or base.type != "identifier" or module.text(field(callee, "property") or callee) in sdks.NAMES:
        return True
    bindings = context.evaluator.bindings(module).of(module.text(base), base)
    return any(_may_give_class(module, binding, call) for binding in bindings)


def _may_give_class(module: Module, binding: Binding, call: Node) -> bool:
    """Tell whether a name may stand for a client's class: one of this file extends another, one unknown is told all."""
    if binding.definition is not None:
        return any(child.type == "class_heritage" for child in binding.definition.named_children)
    if packages.is_own(imported.module_of(module, binding)):
        return False
    is_named = binding.imported is None or binding.imported.name in sdks.NAMES or binding.imported.name in _WHOLE
    arguments = field(call, "arguments")
    return is_named or (arguments is not None and arguments.named_child_count > 0)


def _call(node: Node) -> Node | None:
    """Return the call that a node is, or whose name it is."""
    if node.type in ("new_expression", "call_expression"):
        return node
    parent = node.parent
    if parent is not None and parent.type == "member_expression" and field(parent, "property") == node:
        node, parent = parent, parent.parent
    is_call = parent is not None and parent.type == "call_expression" and field(parent, "function") == node
    return parent if is_call else None


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
        has_base = any(child.type == "class_heritage" for child in value.node.named_children)
        if not has_base or context.evaluator.classes(value.frame.module).members(value.node, "constructor"):
            return None
        return _base_row(context, Expression(value.node, value.frame))
    if not isinstance(value, Reference) or not value.module:
        return None
    package = packages.package(value.module)
    name = next((step for step in reversed(value.path) if step != "default"), "default")
    found = sdks.find(package.name, name) or sdks.find(packages.root(package.name), name)
    if isinstance(found, Releases):
        root = packages.root(package.name)
        asked = package.version or packages.version(context.evaluator.modules, context.module, root)
        found = found.at(asked)
    if found is not None:
        return found._replace(name=name if name != "default" else _CLASSES.get(package.name, name))
    return None if packages.is_own(value.module) or not name[:1].isupper() else sdks.UNKNOWN_SDK


#: What is exported by default by these packages is a class of another name.
_CLASSES = {
    "openai": "OpenAI",
    "@anthropic-ai/sdk": "Anthropic",
    "groq-sdk": "Groq",
    "@posthog/ai/openai": "OpenAI",
    "genkitx-openai": "openAI",
    "@genkit-ai/compat-oai": "openAICompatible",
    "@genkit-ai/compat-oai/openai": "openAI",
    "@genkit-ai/googleai": "googleAI",
}


def _base_row(context: Context, owner: Expression) -> Sdk | None:
    """Return the row of the class that another one extends."""
    heritage = next((child for child in owner.node.named_children if child.type == "class_heritage"), None)
    clause = heritage.named_child(0) if heritage is not None else None
    base = field(clause, "value") if clause is not None and clause.type == "extends_clause" else clause
    if base is None or _is_everywhere(base.text or b""):
        return None
    for value in context.evaluator.evaluate(owner.at(inner(base))):
        if isinstance(value, Reference) and (sdk := _row_of(context, value)):
            return sdk
    return None
