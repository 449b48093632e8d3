"""Secrets that are shown: on the console, in a log, in the answer to a request, in an exception's text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.inference.values import Entry, Expression, Object, Value
from flake8_openrouter.languages.javascript.libraries import channels
from flake8_openrouter.languages.javascript.sites import pieces
from flake8_openrouter.languages.javascript.sites.context import Context
from flake8_openrouter.languages.javascript.syntax.module import field
from flake8_openrouter.model import Literal, Origin, Output, Part, Scheme, Site, Text, Unknown, Variable
from flake8_openrouter.openrouter import credentials
from flake8_openrouter.openrouter.header_names import API_KEY, AUTHORIZATION

if TYPE_CHECKING:
    from tree_sitter import Node

_SCHEMES = (Scheme.CORRECT, Scheme.LOWERCASE, Scheme.MALFORMED)
_HEADERS = "the headers with the key"
_KEY = "the key"

#: What a secret is called, or what holds one; what is given to a call is looked at only where it says so.
_TELLING = re.compile(rb"key|token|secret|auth|bearer|header|cred|conf|opt|init|env|settings|openrouter", re.IGNORECASE)

#: What a secret is called itself, or an object that may hold it.
_SECRET = re.compile(rb"key|token|secret|auth|bearer|header|cred|conf|opt|init|\benv\b|settings", re.IGNORECASE)

#: How functions are called that give headers.
_GIVING = (b"eaders", b"EADERS")

#: Objects within objects that are looked at.
_DEEPEST = 3


def sites(context: Context) -> Iterator[Site]:
    """Yield each place where a key, an Authorization value or headers with one are shown."""
    seen: set[int] = set()
    sent = _Sent(context)
    for node in context.module.at(channels.WORDS):
        call = _call(node)
        if call is None or call.id in seen:
            continue
        seen.add(call.id)
        arguments = field(call, "arguments")
        if arguments is None or not _TELLING.search(
            context.module.source.data, arguments.start_byte, arguments.end_byte
        ):
            continue
        if shown_by := _channel(context, call):
            for output in _shown(context, call, arguments, shown_by, sent):
                yield Site((output,))


class _Sent:
    """What OpenRouter is sent as its key: the names of variables, and names within a function, by the function."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._variables: set[str] = set()
        self._names: set[tuple[str, int]] = set()
        self._said: set[bytes] = set()
        for credential in context.told:
            if credential.destination.official and len(credential.value.parts) == 1:
                self._add(credential.value.parts[0])

    def _add(self, part: Part) -> None:
        names = () if isinstance(part, Literal) else part.names
        self._said |= {name.rpartition(".")[2].encode() for name in names}
        if isinstance(part, Variable):
            self._variables.add(part.name)
        elif isinstance(part, Unknown) and part.names:
            self._names.add(self._key(part))

    def _key(self, part: Unknown) -> tuple[str, int]:
        module = self._context.module
        node = module.source.node(part.span) if part.span.document is module.source.document else None
        function = module.function(node) if node is not None else None
        return part.names[0], function.id if function is not None else 0

    def may_be(self, leaf: Node) -> bool:
        """Tell whether an expression may be a secret by the names in it."""
        called = field(leaf, "function") if leaf.type == "call_expression" else None
        if called is not None and not (called.text or b"").endswith(_GIVING):
            return False  # what a function makes of a key is seldom the key
        text = leaf.text or b""
        return _SECRET.search(text) is not None or any(name in text for name in self._said)

    def has(self, text: Text) -> bool:
        """Tell whether a text is one of them, with nothing but a scheme before it."""
        part = text.parts[-1]
        if not (len(text.parts) == 1 or (len(text.parts) == 2 and credentials.is_scheme(text.head))):
            return False
        if isinstance(part, Variable):
            return part.name in self._variables
        return isinstance(part, Unknown) and bool(part.names) and self._key(part) in self._names


def _call(node: Node) -> Node | None:
    """Return the call whose name is at a place; None for another place."""
    at: Node | None = node
    for _ in range(4):
        if at is None or at.type in ("call_expression", "new_expression"):
            return at
        if at.type not in ("identifier", "property_identifier", "member_expression", "this"):
            return None
        at = at.parent
    return None


def _channel(context: Context, call: Node) -> str:
    name = field(call, "function") or field(call, "constructor")
    if name is None or name.type not in ("member_expression", "identifier"):
        return ""
    text = re.sub(r"\s|\?(?=\.)", "", context.module.text(name))
    return channels.of_new(text) if call.type == "new_expression" else channels.of_call(text)


def _shown(context: Context, call: Node, arguments: Node, shown_by: str, sent: _Sent) -> Iterator[Output]:
    frames = list(context.frames(call))
    for given in arguments.named_children:
        for leaf in filter(sent.may_be, pieces.leaves(given, context.module)):
            found = [_secret(context, Expression(leaf, frame), sent) for frame in frames]
            if all(found):
                yield Output(context.span(leaf), found[0], shown_by)


def _secret(context: Context, expression: Expression, sent: _Sent) -> str:
    """Say which secret of OpenRouter's an expression holds, if all that it can be does."""
    values = context.evaluator.evaluate(expression)
    secrets = [_secret_of(context, value, expression, sent) for value in values]
    return secrets[0] if all(secrets) else ""


def _secret_of(context: Context, value: Value, expression: Expression, sent: _Sent, depth: int = 0) -> str:
    if isinstance(value, Object):
        return _in_object(context, value, sent, depth)
    text = context.evaluator.as_text(value, expression)
    if text.literal is not None or not (sent.has(text) or _is_key(text)):
        return ""
    return "the Authorization value" if text.head.strip() else _KEY


def _in_object(context: Context, value: Object, sent: _Sent, depth: int) -> str:
    """Say which secret is in an object under the name of one, or in another one in it."""
    for entry in value.entries:
        name = (entry.key or "").lower()
        values = context.evaluator.evaluate(entry.value) if _may_hold(entry, depth) else ()
        found = [_secret_of(context, each, entry.value, sent, depth + 1) for each in values]
        if found and all(found):
            return _HEADERS if name in (AUTHORIZATION, API_KEY) or _HEADERS in found else _KEY
    return ""


def _may_hold(entry: Entry, depth: int) -> bool:
    name = (entry.key or "").lower()
    if credentials.names_a_secret(name) or name in (AUTHORIZATION, API_KEY):
        return True
    return depth < _DEEPEST and entry.value.node.type in ("object", "identifier", "shorthand_property_identifier")


def _is_key(text: Text) -> bool:
    """Tell whether a text is OpenRouter's key by its name, or a header's value: no URL or sentence that has one."""
    if not credentials.is_ours(text) or any(map(_is_element, text.parts)):
        return False
    return credentials.is_key(text.parts[0]) or credentials.parse(text).scheme in _SCHEMES


def _is_element(part: Part) -> bool:
    """Tell whether a part is an element of which only the loop's name speaks."""
    return isinstance(part, Unknown) and part.origin is Origin.ELEMENT and not isinstance(part, Literal)
