"""Options that clients do not have: what they are given there does not arrive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.libraries import sdks
from flake8_openrouter.languages.javascript.sites.constructions import Construction
from flake8_openrouter.languages.javascript.sites.context import Context
from flake8_openrouter.languages.javascript.sites.options import Given, shown
from flake8_openrouter.languages.javascript.syntax.module import is_in
from flake8_openrouter.model import Base, Destination, Span, Unread, Variable
from flake8_openrouter.openrouter import credentials

if TYPE_CHECKING:
    from flake8_openrouter.languages.javascript.libraries.sdk import Sdk


def endpoint(context: Context, built: Construction) -> Unread | None:
    """Return OpenRouter's URL under a name that the client does not have."""
    sdk = built.sdk
    if not sdk.host or sdk.own or sdk.base is Base.FOREIGN or built.options.get(sdk.endpoints) is not None:
        return None
    for given in _unread(built, sdks.ENDPOINT_NAMES, sdk.endpoints):
        found = context.destination(given.texts, built.call)
        if found.resolved:
            return _fact(context, built, given, sdk.endpoints, f"the key goes to {sdk.host}", found)
    return None


def key(context: Context, built: Construction, destination: Destination) -> Unread | None:
    """Return OpenRouter's key under a name that the client does not have."""
    sdk = built.sdk
    if built.options.get(sdk.keys) is not None:
        return None
    for given in _unread(built, sdks.KEY_NAMES, sdk.keys):
        ours = [text for text in given.texts if credentials.is_ours(text)]
        read = {part.name for text in ours for part in text.parts if isinstance(part, Variable)}
        if ours and not (sdk.own and read <= set(sdk.variables)):
            return _fact(context, built, given, sdk.keys, _instead(sdk), destination)
    return None


def _instead(sdk: Sdk) -> str:
    if not sdk.variables:
        return "no key is sent"
    return f"{sdk.variables[0]} is {'read' if sdk.own else 'sent'} instead"


def _unread(built: Construction, names: frozenset[str], taken: tuple[str, ...]) -> Iterator[Given]:
    sdk = built.sdk
    known = {*sdk.keys, *sdk.endpoints, *sdk.others, *taken}
    for name in sorted(filter(built.options.may_have, names.difference(known))) if sdk.closed else ():
        given = built.options.get((name,))
        if given is not None:
            yield given


def _fact(
    context: Context, built: Construction, given: Given, right: tuple[str, ...], outcome: str, destination: Destination
) -> Unread:
    """Return what is told of an option that the client does not have: at the client's name."""
    wanted = right[0] if right else ""
    written = _written(context, built, given) if "." not in given.path + wanted else None
    return Unread(
        span=context.span(built.callee),
        name=given.name,
        right=shown(wanted) if wanted else "",
        client=built.sdk.name,
        outcome=outcome,
        destination=destination,
        written=written,
        is_renamed=written is not None,
    )


def _written(context: Context, built: Construction, given: Given) -> Span | None:
    """Return where an option's name is written; None where that is not in the call, and others may read it."""
    if given.entry is None or given.entry.value.frame.module is not context.module:
        return None
    return context.span(given.entry.key_node) if is_in(given.entry.node, built.call) else None
