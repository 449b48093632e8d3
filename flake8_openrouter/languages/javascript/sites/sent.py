"""The headers that go along with a request, and what can be told of them as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter.languages.javascript.inference import objects
from flake8_openrouter.languages.javascript.inference.values import Absent, Entry, Expression, Object, Value
from flake8_openrouter.languages.javascript.sites.context import Context
from flake8_openrouter.model import Answer
from flake8_openrouter.openrouter import credentials
from flake8_openrouter.openrouter.header_names import API_KEY, AUTHORIZATION, COOKIE, ORDINARY

if TYPE_CHECKING:
    from tree_sitter import Node


class Sent(NamedTuple):
    """The headers that can go along: the alternatives of one mapping, or several laid over each other."""

    alternatives: tuple[tuple[Entry, ...], ...] = ((),)
    complete: bool = True

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(dict.fromkeys(entry for entries in self.alternatives for entry in entries))

    def over(self, other: Sent) -> Sent:
        """Return these headers laid over others, as a call's are over its client's."""
        names = [{(entry.key or "").lower() for entry in entries} for entries in self.alternatives]
        both = tuple(
            (*(entry for entry in under if (entry.key or "").lower() not in own), *entries)
            for under in other.alternatives
            for entries, own in zip(self.alternatives, names, strict=True)
        )
        return Sent(both, self.complete and other.complete)


def collect(context: Context, values: Iterable[Value]) -> Sent:
    """Return what values say of headers; what is neither an object nor absent leaves them open."""
    alternatives: list[tuple[Entry, ...]] = []
    complete = True
    for value in values:
        made = objects.from_pairs(context.evaluator, value)
        if made is not None:
            alternatives.append(made.entries)
            complete = complete and made.complete
        elif isinstance(value, Absent):
            alternatives.append(())
        else:
            complete = False
    return Sent(tuple(alternatives) or ((),), complete)


def written(context: Context, config: Expression | None) -> Node | None:
    """Return the object that is written as the headers of a request."""
    if config is None:
        return None
    for value in context.evaluator.evaluate(config):
        for entry in value.under("headers") if isinstance(value, Object) else ():
            if entry.value.frame.module is context.module and entry.value.node.type == "object":
                return entry.value.node
    return None


def authorized(context: Context, sent: Sent) -> Answer:
    """Tell whether an Authorization header goes along, in whatever spelling."""
    found = [
        any(_is_sent(context, entry) for entry in entries if (entry.key or "").lower() == AUTHORIZATION)
        for entries in sent.alternatives
    ]
    return Answer.of(found, complete=sent.complete)


def _is_sent(context: Context, entry: Entry) -> bool:
    return any(not isinstance(value, Absent) for value in context.evaluator.evaluate(entry.value))


def carries_credential(context: Context, sent: Sent) -> Answer:
    """Tell whether a header could hold a credential, under any name."""
    suspects = [
        any((entry.key or "").lower() not in ORDINARY and not is_plain(context, entry) for entry in entries)
        for entries in sent.alternatives
    ]
    return Answer.of(suspects, complete=sent.complete)


def is_plain(context: Context, entry: Entry) -> bool:
    """Tell whether a header of another name holds text that is no key."""
    if (entry.key or "").lower() in (AUTHORIZATION, API_KEY, COOKIE):
        return not _is_sent(context, entry)
    return all(map(credentials.is_plain, context.evaluator.texts(entry.value)))
