"""Secrets that are shown: on the console, in a log, in the answer to a request, in an exception's text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.inference.values import Entry, Expression, Object, Value
from flake8_openrouter.languages.javascript.libraries import channels
from flake8_openrouter.languages.javascript.sites import pieces
from flake8_openrouter.languages.javascript.sites.context import Context
from flake8_openrouter.languages.javascript.syntax.module import field
from flake8_openrouter.model import Literal, Origin, Output, Part, Scheme, Site, Text, Unknown, Variable
from flake8_openrouter.openrouter import credentials, needles
from flake8_openrouter.openrouter.header_names import API_KEY, AUTHORIZATION

if TYPE_CHECKING:
    from tree_sitter import Node

_SCHEMES = (Scheme.CORRECT, Scheme.LOWERCASE, Scheme.MALFORMED)
_HEADERS = "the headers with the key"
_KEY = "the key"

#: What a secret is called, or what holds one: what is shown is evaluated only where it says so.
_TELLING = (
    *("key", "keys", "token", "secret", "secrets", "auth", "authorization", "bearer", "header", "headers"),
    *("credential", "credentials", "conf", "config", "configuration", "opts", "options", "init", "env", "settings"),
)
#: What a secret is called of which something is left out, what only says that there is one, and the answer's headers.
_HIDDEN = re.compile(
    r"(?i:mask|redact|hidden|obfuscat|trunc|preview|^res(?:p|ponse)?_?head)|^(?:is|has|no|should|num)[A-Z_]"
)
#: What is between the names of a path.
_BETWEEN = re.compile(r"\s|\?(?=\.)")
_IN_OBJECT = re.compile(rb"key|token|secret|auth|bearer|header|cred|conf|openrouter", re.IGNORECASE)

#: One of them, in lower case, is in the arguments of a call that shows a secret, or a name of what is sent.
_IN_ARGUMENTS = (
    *(b"key", b"token", b"secret", b"auth", b"bearer", b"header", b"cred", b"conf", b"opt", b"init", b"env"),
    b"settings",
)

#: What is between two brackets, with texts and two more pairs of brackets within each other; and the bytes of a call
#: that are looked at.
_TEXT = rb""" "[^"\\\n]*(?:\\.[^"\\\n]*)*" | '[^'\\\n]*(?:\\.[^'\\\n]*)*' | `[^`\\]*(?:\\.[^`\\]*)*` """
_PAIR = rb"\( [^()\"'`]* (?:(?: %b ) [^()\"'`]*)* \)"
_ARGUMENTS = re.compile(_PAIR % (_TEXT + b"|" + _PAIR % (_TEXT + b"|" + _PAIR % _TEXT)), re.VERBOSE | re.DOTALL)
_LONGEST = 2_000

#: Objects within objects that are looked at.
_DEEPEST = 3


def sites(context: Context) -> Iterator[Site]:
    """Yield each place where a key, an Authorization value or headers with one are shown."""
    seen: set[int] = set()
    sent = _Sent(context)
    names = [name.encode() for name in sorted(sent.names)]

    def may_tell(data: bytes, at: int) -> bool:
        return _may_tell(data, at, names)

    for call in (
        *context.module.matching(channels.METHODS, may_tell),
        *context.module.at(channels.WORDS, passes=may_tell),
    ):
        if call.type not in ("call_expression", "new_expression") or call.id in seen:
            continue
        seen.add(call.id)
        arguments = field(call, "arguments")
        if arguments is None:
            continue
        if shown_by := _channel(context, call):
            for output in _shown(context, call, arguments, shown_by, sent):
                yield Site((output,))


def _may_tell(data: bytes, at: int, names: Sequence[bytes]) -> bool:
    """Tell whether the arguments of a call may hold a secret, by the words in them, and by names.

    Those that are long, or have more brackets in them than are looked at, may.
    """
    match = _ARGUMENTS.match(data, data.find(b"(", at), at + _LONGEST)
    if match is None:
        return True
    return needles.has_any(match[0].lower(), _IN_ARGUMENTS) or needles.has_any(match[0], names)


class _Sent:
    """What OpenRouter is sent as its key: the names of variables, and names within a function, by the function.

    ``names`` are the last ones of all that a key goes by.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._variables: set[str] = set()
        self._names: set[tuple[str, int]] = set()
        self.names: set[str] = set()
        for credential in context.told:
            if credential.destination.official and len(credential.value.parts) == 1:
                self._add(credential.value.parts[0])
                self.names |= {name.rpartition(".")[2] for name in credential.value.parts[0].names}

    def _add(self, part: Part) -> None:
        if isinstance(part, Variable):
            self._variables.add(part.name)
        elif isinstance(part, Unknown) and part.names:
            self._names.add(self._key(part))

    def _key(self, part: Unknown) -> tuple[str, int]:
        module = self._context.module
        node = module.source.node(part.span) if part.span.document is module.source.document else None
        function = module.function(node) if node is not None else None
        return part.names[0], function.id if function is not None else 0

    def has(self, text: Text) -> bool:
        """Tell whether a text is one of them, with nothing but a scheme before it."""
        part = text.parts[-1]
        if not (len(text.parts) == 1 or (len(text.parts) == 2 and credentials.is_scheme(text.head))):
            return False
        if isinstance(part, Variable):
            return part.name in self._variables
        return isinstance(part, Unknown) and bool(part.names) and self._key(part) in self._names


def _channel(context: Context, call: Node) -> str:
    name = field(call, "function") or field(call, "constructor")
    if name is None or name.type not in ("member_expression", "identifier"):
        return ""
    text = _BETWEEN.sub("", context.module.text(name))
    return channels.of_new(text) if call.type == "new_expression" else channels.of_call(text)


def _shown(context: Context, call: Node, arguments: Node, shown_by: str, sent: _Sent) -> Iterator[Output]:
    leaves = (leaf for given in arguments.named_children for leaf in pieces.leaves(given, context.module))
    telling = [leaf for leaf in leaves if _tells(context, leaf, sent)]
    frames = list(context.frames(call)) if telling else []
    for leaf in telling:
        found = [_secret(context, Expression(leaf, frame), sent) for frame in frames]
        if all(found):
            yield Output(context.span(leaf), found[0], shown_by)


def _tells(context: Context, leaf: Node, sent: _Sent) -> bool:
    """Tell whether an expression may hold a secret, as far as it is called."""
    module = context.module
    if leaf.type == "object":
        return _IN_OBJECT.search(module.source.data, leaf.start_byte, leaf.end_byte) is not None
    if leaf.type == "subscript_expression":
        name = module.text(field(leaf, "index") or leaf).strip("\"'`")
    else:
        last = field(leaf, "property") or field(leaf, "function") or leaf
        name = module.text(field(last, "property") or last)
    return _is_telling(name, sent)


def _is_telling(name: str, sent: _Sent) -> bool:
    is_named = name.lower().rstrip("0123456789").endswith(_TELLING) and not _HIDDEN.search(name)
    return is_named or name in sent.names


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
        values = context.evaluator.evaluate(entry.value) if _may_hold(entry, sent, depth) else ()
        found = [_secret_of(context, each, entry.value, sent, depth + 1) for each in values]
        if found and all(found):
            return _HEADERS if name in (AUTHORIZATION, API_KEY) or _HEADERS in found else _KEY
    return ""


def _may_hold(entry: Entry, sent: _Sent, depth: int) -> bool:
    name = (entry.key or "").lower()
    if name in (AUTHORIZATION, API_KEY) or (credentials.names_a_secret(name) and _is_telling(entry.key or "", sent)):
        return True
    node = entry.value.node
    if depth >= _DEEPEST or node.type not in ("object", "identifier", "shorthand_property_identifier"):
        return False
    return node.type == "object" or _is_telling(entry.value.frame.module.text(node), sent)


def _is_key(text: Text) -> bool:
    """Tell whether a text is OpenRouter's key by its name, or a header's value: no URL or sentence that has one."""
    if not credentials.is_ours(text) or any(map(_is_element, text.parts)):
        return False
    return credentials.is_key(text.parts[0]) or credentials.parse(text).scheme in _SCHEMES


def _is_element(part: Part) -> bool:
    """Tell whether a part is an element of which only the loop's name speaks."""
    return isinstance(part, Unknown) and part.origin is Origin.ELEMENT and not isinstance(part, Literal)
