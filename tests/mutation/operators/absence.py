"""OPR5: nothing sent."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mutation import sites
from mutation.forms import Form
from mutation.operators import Mutate, Operator
from mutation.surgery import Edit, Source


def without_headers(source: Source) -> Iterator[str]:
    for call in (*sites.requests(source), *sites.sessions(source)):
        headers = sites.argument(call, "headers")
        if headers is not None:
            yield source.edited(source.removing_item(headers))


def empty_headers(source: Source) -> Iterator[str]:
    for call in (*sites.requests(source), *sites.sessions(source)):
        headers = sites.argument(call, "headers")
        if headers is not None:
            yield source.edited(source.replacing(headers.value, "{}"))


def without_entry(source: Source) -> Iterator[str]:
    if not sites.headers_arrive(source):
        for _, removal in sites.entries(source):
            yield source.edited(removal)


def commented_out(source: Source) -> Iterator[str]:
    """Comment out an entry that has lines of its own."""
    for place in sites.names(source):
        before = source.text[source.text.rfind("\n", 0, source.start(place)) + 1 : source.start(place)]
        if isinstance(source.parents[place], ast.Dict) and not before.strip():
            yield source.edited(Edit(source.start(place), source.start(place), "# "))


def without_statement(source: Source) -> Iterator[str]:
    for statement in sites.entry_statements(source):
        yield source.edited(source.replacing(statement, "pass"))


def forgotten_return(source: Source) -> Iterator[str]:
    """Let a helper that builds the headers return nothing."""
    for dictionary, _ in sites.entries(source):
        statement = source.statement(dictionary)
        if isinstance(statement, ast.Return):
            yield source.edited(source.substituting(statement, "return ", ""))


def _changing(wanted: tuple[str, ...], value: str | None) -> Mutate:
    """Take away what an SDK is given, or give it another value."""

    def mutate(source: Source) -> Iterator[str]:
        for found in sites.settings(source, *wanted):
            yield source.edited(found.removal if value is None else source.replacing(found.value, value))

    return mutate


def without_argument(*wanted: str) -> Mutate:
    return _changing(wanted, None)


def with_value(value: str, *wanted: str) -> Mutate:
    return _changing(wanted, value)


def _is_resolved(form: Form) -> bool:
    return form.resolved


def _takes_nothing_for_a_key(form: Form) -> bool:
    """Its client does not find the key by itself, and what it is given may be None; a variable may not."""
    return not form.finds_key and not (form.value == "assignment" and form.client == "OpenAI")


_KEY_ARGUMENTS = ("api_key", "auth_token")

OPERATORS = (
    Operator("OPR501", "no headers argument", without_headers, _is_resolved),
    Operator("OPR501", "empty headers", empty_headers, _is_resolved),
    Operator("OPR501", "no Authorization entry", without_entry, _is_resolved),
    Operator("OPR501", "the entry commented out", commented_out, _is_resolved),
    Operator("OPR501", "no statement that adds it", without_statement, _is_resolved),
    Operator("OPR501", "a helper that forgets to return", forgotten_return, _is_resolved),
    Operator("OPR502", "no key argument", without_argument(*_KEY_ARGUMENTS), lambda form: not form.finds_key),
    Operator("OPR502", "None for the key", with_value("None", *_KEY_ARGUMENTS), _takes_nothing_for_a_key),
)
