"""The headers that go along with a request, and what can be told of them as a whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from flake8_openrouter.languages.python.inference import mappings
from flake8_openrouter.languages.python.inference.values import Entry, Nothing, Value, lasting_of
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.model import Answer, Text
from flake8_openrouter.openrouter import credentials
from flake8_openrouter.openrouter.header_names import API_KEY, AUTHORIZATION, COOKIE, ORDINARY


class Sent(NamedTuple):
    """The headers that can go along: the alternatives of one mapping, or several laid over each other.

    ``chosen``: each of the alternatives does go along, in some run.
    """

    alternatives: tuple[tuple[Entry, ...], ...] = ((),)
    complete: bool = True
    chosen: bool = False

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(dict.fromkeys(entry for entries in self.alternatives for entry in entries))

    def over(self, other: Sent) -> Sent:
        """Return these headers laid over others, as a call's are over its session's, whatever the case of a name."""
        both = ((under, own) for under in other.alternatives for own in self.alternatives)
        laid = tuple((*_without(under, lowered(own)), *own) for under, own in both)
        return Sent(laid, self.complete and other.complete, self.chosen or other.chosen)

    def without(self, names: Collection[str]) -> Sent:
        """Return the headers but those of some names, in lower case."""
        return self._replace(alternatives=tuple(_without(entries, names) for entries in self.alternatives))


def collect(context: Context, values: Iterable[Value]) -> Sent:
    """Return what values say of headers; all that is neither a mapping nor ``None`` leaves them open."""
    alternatives: list[tuple[Entry, ...]] = []
    complete = True
    for value in values:
        mapping = mappings.as_mapping(context.evaluator, value)
        if mapping is not None:
            alternatives.append(mapping.entries)
            complete = complete and mapping.complete
        elif isinstance(value, Nothing):
            alternatives.append(())
        else:
            complete = False
    return Sent(tuple(alternatives) or ((),), complete)


def _without(entries: Iterable[Entry], names: Collection[str]) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if (entry.key or "").lower() not in names)


def lowered(entries: Iterable[Entry]) -> frozenset[str]:
    """Return the names of entries in lower case."""
    return frozenset(name.lower() for name in names(entries))


def names(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(entry.key for entry in entries if entry.key is not None)


def authorizations(names: Iterable[str]) -> frozenset[str]:
    """Return how an Authorization header is spelt among some names."""
    return frozenset(name for name in names if name.lower() == AUTHORIZATION)


def authorized(context: Context, sent: Sent) -> Answer:
    """Tell whether an Authorization header goes along, in whatever spelling."""
    found = [
        any(_is_sent(context, entry) for entry in entries if (entry.key or "").lower() == AUTHORIZATION)
        for entries in sent.alternatives
    ]
    return Answer.of(found, complete=sent.complete)


def _is_sent(context: Context, entry: Entry) -> bool:
    return any(not isinstance(value, Nothing) for value in context.evaluator.argument(entry.value))


def is_certain(context: Context, sent: Sent, entry: Entry) -> bool:
    """Tell whether an entry is the key whichever headers go along: others have it, one that is read alike, or none."""
    if any(entry in entries and entry not in lasting_of(entries) for entries in sent.alternatives):
        return False
    for entries in sent.alternatives if len(sent.alternatives) > 1 and not sent.chosen else ():
        others = [each for each in entries if (each.key or "").lower() in (AUTHORIZATION, API_KEY)]
        if entry in entries or not others:
            continue
        texts = context.evaluator.argument_texts(entry.value)
        if not any(_is_read_alike(context, each, texts) for each in others):
            return False
    return True


def _is_read_alike(context: Context, entry: Entry, texts: Sequence[Text]) -> bool:
    return credentials.are_read_alike(context.evaluator.argument_texts(entry.value), texts)


def carries_credential(context: Context, sent: Sent) -> Answer:
    """Tell whether a header could hold a credential, under any name."""
    suspects = [
        any((entry.key or "").lower() not in ORDINARY and not _is_plain(context, entry) for entry in entries)
        for entries in sent.alternatives
    ]
    return Answer.of(suspects, complete=sent.complete)


def _is_plain(context: Context, entry: Entry) -> bool:
    """Tell whether a header of another name holds text that is no key."""
    if (entry.key or "").lower() in (AUTHORIZATION, API_KEY, COOKIE):
        return not _is_sent(context, entry)
    return all(map(credentials.is_plain, context.evaluator.argument_texts(entry.value)))
