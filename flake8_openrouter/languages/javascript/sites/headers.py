"""The headers of a request: what they are, and the facts that follow from each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.inference.values import Absent, Array, Entry, Object
from flake8_openrouter.languages.javascript.sites import reaching
from flake8_openrouter.languages.javascript.sites.context import Context
from flake8_openrouter.languages.javascript.sites.sent import Sent, authorized, is_plain
from flake8_openrouter.languages.javascript.syntax.module import NAMES
from flake8_openrouter.model import Carried, Carrier, Conflict, Credential, Destination, Fact, Header, Span, Text
from flake8_openrouter.openrouter import credentials
from flake8_openrouter.openrouter.evidence import supported_by
from flake8_openrouter.openrouter.header_names import API_KEY, AUTHORIZATION, COOKIE, ORDINARY

if TYPE_CHECKING:
    from flake8_openrouter.languages.javascript.libraries.http import Client

_BRACED = re.compile(r"\$?\{\s*([A-Za-z_$][\w$]*)[^{}]*\}")

#: What is bound in every file.
_EVERYWHERE = frozenset(("process", "import", "globalThis", "Deno", "Bun"))


def facts(
    context: Context, sent: Sent, destination: Destination, call: Span, use: Span, client: Client, *, to_api: bool
) -> Iterator[Fact]:
    """Yield the facts of headers that are sent; ``use`` is the argument that holds them."""
    seen: set[int] = set()
    for entries in sent.alternatives:
        spelt = frozenset(entry.key for entry in entries if (entry.key or "").lower() == AUTHORIZATION)
        yield from _conflicts(context, entries, destination, use, client)
        for entry in entries:
            context.accounted.add(entry.key_node.id)
            if entry.key is None or entry.node.id in seen or entry.key.strip().lower() in ORDINARY:
                continue
            seen.add(entry.node.id)
            if is_plain(context, entry):
                continue
            if entry.key.lower() == COOKIE:
                yield _cookie(context, entry, destination, use, call, sent)._replace(to_api=to_api)
            yield from of_entry(context, entry, destination, use, call, client, is_alone=spelt <= {entry.key})


def _conflicts(
    context: Context, entries: tuple[Entry, ...], destination: Destination, use: Span, client: Client
) -> Iterator[Conflict]:
    """Yield an Authorization that is there in two spellings, and an x-api-key with another key beside it."""
    spelt = {entry.key: entry for entry in entries if (entry.key or "").lower() == AUTHORIZATION}
    first = spelt.get("Authorization")
    for name, entry in spelt.items():
        if first is not None and entry is not first and client.joins:
            place = context.entry_span(entry).here(use)
            yield Conflict(place, '"Authorization"', f'"{name}"', destination, "both are sent in one header")
    for entry in entries:
        if (entry.key or "").lower() == API_KEY and first is not None and _differ(context, entry, first):
            place = context.entry_span(entry).here(use)
            yield Conflict(place, '"Authorization"', f'"{entry.key}"', destination, "with different keys")


def _differ(context: Context, entry: Entry, other: Entry) -> bool:
    """Tell whether two headers certainly hold different keys."""
    return credentials.differ(*(context.evaluator.texts(item.value) for item in (entry, other)))


def _cookie(context: Context, entry: Entry, destination: Destination, use: Span, call: Span, sent: Sent) -> Carried:
    values = tuple(context.here(text, use) for text in context.evaluator.texts(entry.value))
    place = context.entry_span(entry).here(use)
    return Carried(Carrier.COOKIE, entry.key or "", values, place, call, destination, authorized(context, sent))


def of_entry(
    context: Context,
    entry: Entry,
    destination: Destination,
    use: Span,
    call: Span | None,
    client: Client,
    *,
    is_alone: bool = True,
) -> Iterator[Header]:
    """Yield the facts of one header: one for each value it can have. ``is_alone``: there is no other Authorization."""
    values = [value for value in context.evaluator.evaluate(entry.value) if not isinstance(value, Absent)]
    module = entry.value.frame.module
    name, whole = module.span(entry.key_node), context.entry_span(entry)
    # What is in another file is not edited.
    reach = reaching.reach(context, whole, call or use)
    others = [value for value in values if isinstance(value, Text)]
    for value in values:
        if isinstance(value, Object | Array):
            continue
        place = module.span(entry.value.node).here(use)
        text = context.here(context.evaluator.as_text(value, entry.value), place)
        text = reaching.marked(context, text, call or use)
        header = Header(
            entry.key or "",
            name.here(use),
            text,
            credentials.parse(text),
            supported_by(destination, text, others),
            whole.here(use),
            None,
            not is_alone,
            reach,
            reach,
            len(values) == 1,
            call,
        )
        yield header._replace(credential=_credential(context, header, entry, use, client))


def _credential(context: Context, header: Header, entry: Entry, use: Span, client: Client) -> Credential | None:
    """Return the key that a header carries; None for a header that is for no key."""
    keys = {AUTHORIZATION: header.authorization.key, API_KEY: header.value}
    key = keys.get(header.name.lower())
    if key is None:
        return None
    return Credential(
        key,
        header.value,
        header.name,
        use,
        header.destination,
        context.in_tests,
        certain=header.certain,
        is_header=True,
        interpolable=is_interpolable(context, key, entry),
        call=header.call,
        reach=header.reach,
        trims=client.trims,
    )


def is_interpolable(context: Context, text: Text, entry: Entry) -> bool:
    """Tell whether all that is in braces in a literal is bound where it is: it only lacks its backticks."""
    names = _BRACED.findall(text.literal or "")
    if not names or text.reach.readers or entry.value.frame.module is not context.module:
        return False
    bindings = context.evaluator.bindings(context.module)
    is_here = entry.value.node.type not in NAMES
    return is_here and all(name in _EVERYWHERE or bindings.declared(name, entry.value.node) for name in names)
