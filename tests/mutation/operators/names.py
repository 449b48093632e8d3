"""OPR2: the header's name."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mutation import sites
from mutation.operators import Holds, Mutate, Operator, always, never
from mutation.surgery import Edit, Source


def renaming(name: str) -> Mutate:
    """Write another name in the place of Authorization."""

    def mutate(source: Source) -> Iterator[str]:
        for place in sites.names(source):
            if isinstance(place, ast.Constant) or name.isidentifier():
                yield source.edited(source.substituting(place, sites.NAME, name))

    return mutate


def renaming_a_bare_key(name: str) -> Mutate:
    """Write the key alone under another name."""

    def mutate(source: Source) -> Iterator[str]:
        for place in sites.names(source):
            value = next((value for value in sites.values(source) if _is_of(source, value, place)), None)
            if value is not None and isinstance(place, ast.Constant):
                bare: Edit = source.replacing(value.node, value.key)
                yield source.edited(source.substituting(place, sites.NAME, name), bare)

    return mutate


def _is_of(source: Source, value: sites.Value, place: ast.AST) -> bool:
    return source.statement(value.node) is source.statement(place)


def _named(code: str, names: tuple[str, ...], answered: Holds = never) -> tuple[Operator, ...]:
    return tuple(Operator(code, repr(name), renaming(name), answered=answered) for name in names)


OPERATORS = (
    *_named("OPR201", ("authorization", "AUTHORIZATION"), answered=always),
    *_named(
        "OPR202",
        (
            "Authorisation",
            "Autorization",
            "Authorizaton",
            "Authentication",
            "Auth",
            "HTTP_AUTHORIZATION",
            "Authorization:",
            "Authorization ",
        ),
    ),
    *_named("OPR203", ("api-key", "apikey", "token", "x-auth-token", "openrouter-api-key")),
    Operator("OPR203", "'api-key' and the key alone", renaming_a_bare_key("api-key")),
)
