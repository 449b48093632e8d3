"""Keys that are in a script, and what each is used for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from flake8_openrouter.languages.shell.sites.context import Context
from flake8_openrouter.languages.shell.syntax import places
from flake8_openrouter.model import KeyLiteral, Site, Span, Use
from flake8_openrouter.openrouter import credentials, keys

if TYPE_CHECKING:
    from tree_sitter import Node

#: Keys that are looked at.
MAX_KEYS = 1_000

_KEY = re.compile(r"(?<!\w)sk-or-[\w-]+", re.ASCII)
_DEFAULT = re.compile(r":?[-=]")
#: What only shows its arguments, compares them, or looks for them.
_MENTIONS = frozenset(("echo", "printf", "print", "grep", "egrep", "rg", "sed", "awk", "test", "[", "cat", "log"))
_NO_CODE = frozenset(("heredoc_body", "heredoc_content", "test_command", "case_item", "regex"))


def sites(context: Context) -> Iterator[Site]:
    """Yield the keys of a script that are no comments; what only looks like one where it is used as one."""
    text = context.document.text
    found = [match for match in islice(_KEY.finditer(text), MAX_KEYS) if _is_judged(match[0])]
    alone = len({match[0] for match in found}) == 1
    for match in found:
        if literal := _literal(context, match, alone=alone):
            yield Site((literal,))


def _is_judged(text: str) -> bool:
    return keys.is_live(text) or credentials.is_key_like(text)


def _literal(context: Context, match: re.Match[str], *, alone: bool) -> KeyLiteral | None:
    """Return a key with its use; None for one in a comment, which the scan of every text finds."""
    source = context.values.source
    nodes = places.path(source, *match.span())
    if not nodes or nodes[-1].type == "comment":
        return None
    span = Span(source.document, *match.span())
    is_live = keys.is_live(match[0])
    use, read, variable = _use(context, nodes)
    expression = span if use is Use.VALUE else None
    if use is Use.MENTION and not is_live:
        return None
    return KeyLiteral(span, match[0], is_live, use, expression, read, variable, context.settings.in_tests, alone)


def _use(context: Context, nodes: tuple[Node, ...]) -> tuple[Use, Span | None, str]:
    """Return what a key is used for; of a default the read, and its variable."""
    source = context.values.source
    for each in reversed(nodes):
        if each.type == "expansion":
            name = next((child for child in each.named_children if child.type == "variable_name"), None)
            if name is None or not _DEFAULT.match(source.text(each)[len(source.text(name)) + 2 :]):
                return Use.MENTION, None, ""
            return Use.DEFAULT, source.span(each), source.text(name)
        if each.type in ("variable_assignment", "declaration_command"):
            return Use.VALUE, None, ""
        if each.type in _NO_CODE:
            return Use.MENTION, None, ""
        if each.type == "command":
            name = each.child_by_field_name("name")
            is_mention = name is not None and source.text(name) in _MENTIONS
            return (Use.MENTION if is_mention else Use.VALUE), None, ""
    return Use.MENTION, None, ""
