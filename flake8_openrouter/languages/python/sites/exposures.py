"""Secrets that are shown: printed, logged, warned about, or put into an exception."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_openrouter.languages.python.inference import channels
from flake8_openrouter.languages.python.inference.values import Frame, Mapping, Value
from flake8_openrouter.languages.python.sites import sent_headers
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.syntax.tree import last_name
from flake8_openrouter.model import Literal, Origin, Output, Part, Scheme, Text, Unknown
from flake8_openrouter.openrouter import credentials

_SCHEMES = (Scheme.CORRECT, Scheme.LOWERCASE, Scheme.MALFORMED)
_KEPT_BY = frozenset(("str", "repr", "dict", "dumps", "format", "pformat"))


def facts(context: Context) -> Iterator[Output]:
    """Yield each place where a key, an Authorization value or headers with one are shown."""
    for site in context.module.calls:
        if last_name(site.node.func) not in channels.SHOWING:
            continue
        frame = Frame(site.scope, site.point)
        shown_by = channels.channel(context.evaluator.expression(site.node, frame))
        if shown_by and not _is_cut_or_kept(context, site.node, frame):
            for node in [*site.node.args, *(keyword.value for keyword in site.node.keywords)]:
                yield from _shown(context, node, frame, shown_by)
    for raised in context.module.raises:
        statement = raised.node
        if isinstance(statement.exc, ast.Call):
            for argument in statement.exc.args:
                yield from _shown(context, argument, Frame(raised.scope, raised.point), "an exception")


def _is_cut_or_kept(context: Context, call: ast.Call, frame: Frame) -> bool:
    """Tell whether a call prints into a file of the program's own, or cuts what it shows by a precision."""
    file = next((keyword.value for keyword in call.keywords if keyword.arg == "file"), None)
    if file is not None and context.evaluator.reference(file, frame) not in ("sys.stdout", "sys.stderr"):
        return True
    return bool(call.args) and _has_precision(call.args[0])


def _has_precision(node: ast.expr) -> bool:
    text = str(node.value) if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes) else ""
    return "%." in text or ":." in text


def _cuts(node: ast.expr) -> bool:
    """Tell whether ``%`` or ``.format`` shows only the first characters of what it is given."""
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Mod) and _has_precision(node.left)
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _has_precision(node.func.value)


def _shown(context: Context, node: ast.expr, frame: Frame, shown_by: str) -> Iterator[Output]:
    for leaf in _leaves(node):
        if what := _secret(context, leaf, frame):
            yield Output(context.span(leaf), what, shown_by)


def _leaves(node: ast.expr) -> Iterator[ast.expr]:
    """Yield the values that a text is made of, as they are shown."""
    stack: list[ast.expr] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, ast.JoinedStr):
            stack += [
                value.value
                for value in item.values
                if isinstance(value, ast.FormattedValue) and value.format_spec is None
            ]
        elif _cuts(item):
            continue
        elif isinstance(item, ast.BinOp):
            stack += [item.left, item.right]
        elif isinstance(item, ast.Tuple | ast.List):
            stack += item.elts
        elif isinstance(item, ast.Call) and last_name(item.func) in _KEPT_BY:
            stack += [*item.args, *(keyword.value for keyword in item.keywords)]
        elif isinstance(item, ast.Name | ast.Attribute | ast.Subscript | ast.Call | ast.Dict):
            yield item


def _secret(context: Context, node: ast.expr, frame: Frame) -> str:
    """Say which secret of OpenRouter's an expression holds, if all that it can be does."""
    secrets = [_secret_of(context, value, node, frame) for value in context.evaluator.evaluate(node, frame)]
    return secrets[0] if all(secrets) else ""


def _secret_of(context: Context, value: Value, node: ast.expr, frame: Frame) -> str:
    if isinstance(value, Mapping):
        return "the headers with the key" if _holds_our_key(context, value) else ""
    text = context.evaluator.as_text(value, node, frame)
    if text.literal is not None or any(map(_is_hidden, text.parts)) or not _is_ours(context, text, frame):
        return ""
    if not (_is_whole(text) or (len(text.parts) == 1 and context.is_sent(text, frame))):
        return ""
    return "the Authorization value" if text.head.strip() else "the key"


def _is_hidden(part: Part) -> bool:
    """Tell whether a part shows as asterisks, or is an element of which only the loop's name speaks."""
    if isinstance(part, Literal):
        return False
    return part.sealed or (isinstance(part, Unknown) and part.origin is Origin.ELEMENT)


def _is_whole(text: Text) -> bool:
    """Tell whether a text is the key, or a header's value: not a URL or sentence that speaks of one."""
    return credentials.is_key(text.parts[0]) or credentials.parse(text).scheme in _SCHEMES


def _holds_our_key(context: Context, mapping: Mapping) -> bool:
    entries = [
        entry
        for entry in mapping.entries
        if (entry.key or "").lower() in (sent_headers.AUTHORIZATION, sent_headers.API_KEY)
    ]
    values = ((text, entry) for entry in entries for text in context.evaluator.argument_texts(entry.value))
    ours = [
        (entry.key_node in context.sent and _is_secret(text)) or _is_ours(context, text, entry.value.frame)
        for text, entry in values
    ]
    return bool(ours) and all(ours)


def _is_ours(context: Context, text: Text, frame: Frame) -> bool:
    return credentials.is_ours(text) or context.is_sent(text, frame)


def _is_secret(text: Text) -> bool:
    """Tell whether a header's value is not written out, nor hidden."""
    return text.literal is None and not any(map(_is_hidden, text.parts))
