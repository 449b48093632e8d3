"""The base of a client's URLs: what it is made with, or what is put there later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.inference import functions
from flake8_openrouter.languages.javascript.inference.values import Built, Expression, Frame, Object
from flake8_openrouter.languages.javascript.sites.context import Context
from flake8_openrouter.languages.javascript.syntax.module import field
from flake8_openrouter.model import Text

if TYPE_CHECKING:
    from tree_sitter import Node

    from flake8_openrouter.languages.javascript.libraries.http import Client

_PUT = b"defaults."


def settings(client: Built | None) -> Expression | None:
    """Return what a client was made with."""
    given = functions.given(client.call) if client is not None else []
    return given[0] if given else None


def of(context: Context, client: Built | None, row: Client, receiver: Node | None) -> tuple[Text, ...]:
    """Return the bases of a client that ``receiver`` names; those put there later stand for those it was made with."""
    if not row.base:
        return ()
    if receiver is not None and (put := tuple(_put(context, row.base, context.module.text(receiver)))):
        return put
    made = settings(client)
    values = context.evaluator.evaluate(made) if made is not None else ()
    entries = [entry for value in values if isinstance(value, Object) for entry in value.under(row.base)]
    return tuple(
        value for value in context.evaluator.of_all(entry.value for entry in entries) if isinstance(value, Text)
    )


def _put(context: Context, name: str, receiver: str) -> Iterator[Text]:
    """Yield the values of ``receiver.defaults.baseURL = …``."""
    module = context.module
    if _PUT not in module.source.data:
        return
    for node in module.properties(name):
        member = node.parent
        statement = member.parent if member is not None else None
        if member is None or statement is None or statement.type != "assignment_expression":
            continue
        value = field(statement, "right")
        is_put = field(statement, "left") == member and module.text(member) == f"{receiver}.defaults.{name}"
        for found in context.evaluator.evaluate(Expression(value, Frame(module))) if is_put and value else ():
            if isinstance(found, Text):
                yield found
