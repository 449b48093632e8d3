"""Secrets that are shown: printed, logged, warned about, or put into an exception."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from flake8_openrouter.languages.python.inference import arguments, channels
from flake8_openrouter.languages.python.inference.bindings import reaching
from flake8_openrouter.languages.python.inference.signs import Sign, may_be, name_of
from flake8_openrouter.languages.python.inference.values import Built, Entry, Frame, Mapping, Value, lasting_of
from flake8_openrouter.languages.python.libraries import http, sdks
from flake8_openrouter.languages.python.sites import depths
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.sites.depths import Depth
from flake8_openrouter.languages.python.sites.harmless import head, is_harmless, is_unset
from flake8_openrouter.languages.python.sites.sessions import Session
from flake8_openrouter.languages.python.syntax.scopes import How, home
from flake8_openrouter.languages.python.syntax.tree import dotted, given_to, last_name
from flake8_openrouter.model import Literal, Origin, Output, Part, Scheme, Text, Unknown
from flake8_openrouter.openrouter import credentials, header_names

_SCHEMES = (Scheme.CORRECT, Scheme.LOWERCASE, Scheme.MALFORMED)
_HEADERS = "the headers with the key"
_KEY = "the key"
#: Where a response has the headers that its request was sent with.
_REQUESTS_HEADERS = (".request.headers", ".request_info.headers")
_OF_CLIENTS = frozenset(("headers", "api_key", "auth_token"))
#: Names of what is, or has, a secret.
_OF_SECRETS = re.compile(
    r"key|token|secret|cred|pass(?:wd|word|phrase)|pwd|auth|bearer|header|open[-_]?router|sk-or-", re.IGNORECASE
)
#: How deep, and how many, mappings are looked at that are shown with others around them, and what may stand for one.
MAX_NESTING = 3
MAX_WITHIN = 50
_NAMING_MAPPINGS = ast.Dict | ast.Name | ast.Attribute | ast.Call
_KEPT_BY = frozenset(("str", "repr", "dict", "dumps", "format", "pformat"))
_PUT_TOGETHER = ast.JoinedStr | ast.BinOp | ast.Call
#: Arguments of exceptions that are what they say; what else one is given it may only keep.
_SAYING = frozenset(("message", "msg", "text", "detail", "details", "reason", "error", "description"))


def facts(context: Context) -> Iterator[Output]:
    """Yield each place where a key, an Authorization value or headers with one are shown."""
    sign = _sign(context)
    named = context.module.calls_by_name.items()
    for site in (site for name, sites in named if name in channels.SHOWING for site in sites):
        frame = Frame(site.scope, site.point)
        leaves = _telling(sign, frame, *given_to(site.node))
        shown_by = channels.channel(context.evaluator.expression(site.node, frame)) if leaves else ""
        if shown_by and not _is_cut_or_kept(context, site.node, frame) and not _is_hidden(context, site.node):
            yield from _shown(context, sign, leaves, frame, shown_by)
    for raised in context.module.raises:
        statement, frame = raised.node, Frame(raised.scope, raised.point)
        if isinstance(statement.exc, ast.Call):
            said = (keyword.value for keyword in statement.exc.keywords if keyword.arg in _SAYING)
            leaves = _telling(sign, frame, *statement.exc.args, *said)
            yield from _shown(context, sign, leaves, frame, "an exception")


def _telling(sign: Sign, frame: Frame, *shown: ast.expr) -> list[ast.expr]:
    """Return the values in what is shown that may be a secret."""
    return [leaf for leaf in _leaves(*shown) if may_be(sign, leaf, frame)]


def _sign(context: Context) -> Sign:
    """Return what tells a secret: its names, where it is read from, and what of the file was sent as one."""
    texts = context.evaluator.env_names | {each for each in context.sent if isinstance(each, str)}
    paths = {each[1].rpartition(".")[2] for each in context.sent if isinstance(each, tuple)}
    return Sign(
        lambda name: _is_of_secrets(name) or name.rpartition(".")[2] in paths,
        lambda text: text in texts or _is_of_secrets(text),
        in_doubt=False,
    )


@lru_cache(maxsize=4096)
def _is_of_secrets(name: str) -> bool:
    return _OF_SECRETS.search(name) is not None


def _is_cut_or_kept(context: Context, call: ast.Call, frame: Frame) -> bool:
    """Tell whether a call prints into a file of the program's own, or cuts what it shows by a precision."""
    file = next((keyword.value for keyword in call.keywords if keyword.arg == "file"), None)
    if file is not None and context.evaluator.reference(file, frame) not in ("sys.stdout", "sys.stderr"):
        return True
    return bool(call.args) and _has_precision(call.args[0])


def _is_hidden(context: Context, call: ast.Call) -> bool:
    """Tell whether what a call shows is hidden on its way: by a filter of a log, or by GitHub, which is told of it."""
    if last_name(call.func) in channels.LOG_METHODS:
        return any(name in context.module.calls_by_name for name in channels.REWRITING)
    return bool(call.args) and head(call.args[0]).startswith(credentials.MASKING)


def _has_precision(node: ast.expr) -> bool:
    text = str(node.value) if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes) else ""
    return "%." in text or ":." in text


def _is_cut(format_spec: ast.expr | None) -> bool:
    """Tell whether what a value is shown by may cut it: only what is written out without a precision does not."""
    parts = format_spec.values if isinstance(format_spec, ast.JoinedStr) else []
    return any(not isinstance(part, ast.Constant) or "." in str(part.value) for part in parts)


def _cuts(node: ast.expr) -> bool:
    """Tell whether ``%`` or ``.format`` shows only the first characters of what it is given."""
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Mod) and _has_precision(node.left)
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _has_precision(node.func.value)


def _shown(context: Context, sign: Sign, leaves: Iterable[ast.expr], frame: Frame, shown_by: str) -> Iterator[Output]:
    for leaf in leaves:
        if what := _secret(context, leaf, frame) or _in_a_text(context, sign, leaf, frame):
            yield Output(context.span(leaf), what, shown_by)


def _in_a_text(context: Context, sign: Sign, node: ast.expr, frame: Frame) -> str:
    """Say which secret is in the text that a name has, if that is put together in one place and never changed."""
    if not isinstance(node, ast.Name):
        return ""
    found = reaching(node.id, frame)
    binding = found[0] if len(found) == 1 else None
    if binding is None or binding.how is not How.VALUE or not isinstance(binding.value, _PUT_TOGETHER):
        return ""
    changes = context.module.mutations.get((None, node.id), ())
    if any(home(change.scope, node.id) is home(frame.scope, node.id) for change in changes):
        return ""
    inside = frame.at(binding.scope, binding.point)
    leaves = (leaf for leaf in _leaves(binding.value) if leaf is not binding.value and sign.is_name(name_of(leaf)))
    return next(filter(None, (_secret(context, leaf, inside) for leaf in leaves)), "")


def _leaves(*shown: ast.expr) -> Iterator[ast.expr]:
    """Yield the values that texts are made of, as they are shown."""
    stack: list[ast.expr] = [*reversed(shown)]
    while stack:
        item = stack.pop()
        if isinstance(item, ast.JoinedStr):
            stack += [
                value.value
                for value in item.values
                if isinstance(value, ast.FormattedValue) and not _is_cut(value.format_spec)
            ]
        elif _cuts(item):
            continue
        elif isinstance(item, ast.BinOp) and not isinstance(item.op, ast.BitOr):
            stack += [item.left, item.right]
        elif isinstance(item, ast.IfExp):
            stack += [item.body, item.orelse]
        elif isinstance(item, ast.BoolOp):
            stack += item.values if isinstance(item.op, ast.Or) else item.values[-1:]
        elif isinstance(item, ast.Tuple | ast.List):
            stack += item.elts
        elif isinstance(item, ast.Call) and last_name(item.func) in _KEPT_BY and not _lays_over(item):
            stack += given_to(item)
        elif isinstance(item, ast.Name | ast.Attribute | ast.Subscript | ast.Call | ast.Dict | ast.BinOp):
            yield item


def _lays_over(call: ast.Call) -> bool:
    """Tell whether a call lays entries over those of a mapping: ``dict(headers, Authorization="***")``."""
    return last_name(call.func) == "dict" and bool(call.args and call.keywords)


def _secret(context: Context, node: ast.expr, frame: Frame) -> str:
    """Say which secret of OpenRouter's an expression holds, if all that it can be does."""
    if is_harmless(node, frame):
        return ""
    if _is_of_a_request(context, node, frame):
        return _HEADERS
    values = _of_client(context, node, frame) or context.evaluator.evaluate(node, frame)
    secrets = [_secret_of(context, value, node, frame) for value in values]
    return secrets[0] if all(secrets) and not is_unset(node, frame) else ""


def _is_of_a_request(context: Context, node: ast.expr, frame: Frame) -> bool:
    """Tell whether an expression is the headers of a request that sent the key: ``response.request.headers``."""
    if not isinstance(node, ast.Attribute) or node.attr != "headers":
        return False
    path = dotted(node)
    response = next((path.removesuffix(end) for end in _REQUESTS_HEADERS if path.endswith(end)), "")
    found = [binding.value for binding in reaching(response, frame)] if response.isidentifier() else []
    calls = [value.value if isinstance(value, ast.Await) else value for value in found]
    return bool(calls) and all(call in context.sent for call in calls)


def _of_client(context: Context, node: ast.expr, frame: Frame) -> tuple[Value, ...]:
    """Return what a session has for headers, one of these, or what an SDK's client has for a key."""
    if isinstance(node, ast.Subscript):
        name = node.slice.value if isinstance(node.slice, ast.Constant) else ""
        headers = [value for value in _of_client(context, node.value, frame) if isinstance(value, Mapping)]
        entries = (entry for value in headers for entry in value.entries if entry.key == name)
        return tuple(value for entry in entries for value in context.evaluator.argument(entry.value))
    if not isinstance(node, ast.Attribute) or node.attr not in _OF_CLIENTS:
        return ()
    found = [value for value in context.evaluator.evaluate(node.value, frame) if isinstance(value, Built)]
    if node.attr == "headers":
        sessions = [Session(context, value) for value in found if value.dotted in http.HTTP_CLIENTS]
        return tuple(Mapping(session.headers().entries, complete=True) for session in sessions)
    rows = [(sdks.row(value.dotted), value) for value in found]
    calls = [(row, context.evaluator.expression(value.call, value.frame)) for row, value in rows if row is not None]
    given = [arguments.of_call(call, row.positional).get((node.attr,)) for row, call in calls]
    return tuple(value for each in given for value in arguments.values(context.evaluator, each))


def _within(context: Context, mapping: Mapping, node: ast.expr) -> str:
    """Say which secret the mappings within a mapping hold, which are shown with it, unless something changes them."""
    waiting, seen = [(mapping, 0)], set[int]()
    while waiting and len(seen) < MAX_WITHIN:
        around, nesting = waiting.pop()
        for entry in around.entries if nesting < MAX_NESTING else ():
            if not isinstance(entry.value.node, _NAMING_MAPPINGS):
                continue
            values = context.evaluator.argument(entry.value)
            only = values[0] if len(values) == 1 else None
            if not isinstance(only, Mapping) or id(only) in seen:
                continue
            seen.add(id(only))  # the evaluator keeps it
            waiting.append((only, nesting + 1))
            if what := _of_mapping(context, only):
                return what if depths.of(context.module, [node]) is not Depth.WRITTEN else ""
    return ""


def _of_mapping(context: Context, mapping: Mapping) -> str:
    """Say which secret the entries of a mapping are."""
    entries = lasting_of(mapping.entries)
    if any(map(_is_authorization, entries)):
        return _HEADERS if _holds_our_key(context, entries) else ""
    return _KEY if any(_holds_key(context, entry) for entry in entries) else ""


def _secret_of(context: Context, value: Value, node: ast.expr, frame: Frame) -> str:
    if isinstance(value, Mapping):
        return _of_mapping(context, value) or _within(context, value, node)
    text = context.evaluator.as_text(value, node, frame)
    if not _is_shown_key(context, text, frame):
        return ""
    return "the Authorization value" if text.head.strip() else _KEY


def _holds_key(context: Context, entry: Entry) -> bool:
    """Tell whether an entry that is named for a key holds it, whatever the mapping is for."""
    if not credentials.names_a_secret(entry.key or ""):
        return False
    texts = context.evaluator.argument_texts(entry.value)
    return bool(texts) and all(_is_shown_key(context, text, entry.value.frame) for text in texts)


def _is_shown_key(context: Context, text: Text, frame: Frame) -> bool:
    """Tell whether a text is the key in full: what is sent as one is one, whatever its name."""
    if text.literal is not None or any(map(_is_sealed, text.parts)):
        return False
    return _is_alone(text) if context.is_sent(text, frame) else _is_key(text)


def _is_sealed(part: Part) -> bool:
    """Tell whether a part shows as asterisks."""
    return not isinstance(part, Literal) and bool(part.sealed)


def _is_key(text: Text) -> bool:
    """Tell whether a text is OpenRouter's key by its name, or a header's value: no URL or sentence that has one."""
    if not credentials.is_ours(text) or any(map(_is_element, text.parts)):
        return False
    return credentials.is_key(text.parts[0]) or credentials.parse(text).scheme in _SCHEMES


def _is_element(part: Part) -> bool:
    """Tell whether a part is an element of which only the loop's name speaks."""
    return isinstance(part, Unknown) and part.origin is Origin.ELEMENT


def _is_alone(text: Text) -> bool:
    """Tell whether a text is one value, with nothing but a scheme before it."""
    return len(text.parts) == 1 or (len(text.parts) == 2 and credentials.is_scheme(text.head))


def _is_authorization(entry: Entry) -> bool:
    return (entry.key or "").lower() in (header_names.AUTHORIZATION, header_names.API_KEY)


def _holds_our_key(context: Context, entries: Iterable[Entry]) -> bool:
    found = filter(_is_authorization, entries)
    values = [(text, entry) for entry in found for text in context.evaluator.argument_texts(entry.value)]
    return bool(values) and all(_is_sent(context, text, entry) or credentials.is_ours(text) for text, entry in values)


def _is_sent(context: Context, text: Text, entry: Entry) -> bool:
    """Tell whether a header's value is sent to OpenRouter as its key, and is neither written out nor hidden."""
    if text.literal is not None or any(map(_is_sealed, text.parts)):
        return False
    return entry.key_node in context.sent or context.is_sent(text, entry.value.frame)
