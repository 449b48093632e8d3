"""The headers of a request: what they are, and the facts that follow from each."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from flake8_openrouter.languages.python.inference import sharing
from flake8_openrouter.languages.python.inference.arguments import Given
from flake8_openrouter.languages.python.inference.bindings import is_bound
from flake8_openrouter.languages.python.inference.givers import of_value, of_variables
from flake8_openrouter.languages.python.inference.values import Entry, Frame, Instance, Mapping, Nothing
from flake8_openrouter.languages.python.sites import flows, typed
from flake8_openrouter.languages.python.sites.context import Context, weighed
from flake8_openrouter.languages.python.sites.sent_headers import Sent, authorizations, authorized, is_certain, names
from flake8_openrouter.languages.python.sites.uses import Seen, Use
from flake8_openrouter.model import (
    ALONE,
    Carried,
    Carrier,
    Conflict,
    Credential,
    Destination,
    Fact,
    Header,
    Origin,
    Reach,
    Scheme,
    Span,
    Text,
    Unknown,
)
from flake8_openrouter.openrouter import credentials
from flake8_openrouter.openrouter.evidence import supported_by
from flake8_openrouter.openrouter.header_names import API_KEY, AUTHORIZATION, COOKIE, ORDINARY

_BRACED = re.compile(r"\{+\s*([^{}:!=]*)")


def facts(
    context: Context,
    sent: Sent,
    destination: Destination,
    call: Span,
    argument: Given | None = None,
    beside: tuple[str, ...] = (),
    to_api: bool = True,
    givers: Reach = ALONE,
) -> Iterator[Fact]:
    """Yield the facts of headers that are sent; ``beside`` are names that the client adds itself.

    ``givers``: who else may put headers beside them, or in their place.
    """
    seen: set[Entry] = set()
    use = context.span(argument.node) if argument is not None else call
    for entries in sent.alternatives:
        spelt = authorizations((*names(entries), *beside))
        yield from _conflicts(context, entries, destination, use)
        for entry in entries:
            context.accounted.add(entry.key_node)
            if entry.key is None or entry in seen or entry.key.strip().lower() in ORDINARY:
                continue
            seen.add(entry)
            if _is_told(context, entry, destination, spelt):
                continue
            _note_sent(context, entry, destination)
            if entry.key.lower() == COOKIE:
                yield _cookie(context, entry, destination, use, call, sent)._replace(to_api=to_api)
            certain = is_certain(context, sent, entry)
            for header in entry_facts(context, entry, destination, use, call, spelt, givers):
                yield header if certain else _unsure(header)


def _note_sent(context: Context, entry: Entry, destination: Destination) -> None:
    """Remember what is OpenRouter's key, whatever its name: it is sent there as one."""
    if destination.official and (entry.key or "").lower() in (AUTHORIZATION, API_KEY):
        context.sent.add(entry.key_node)
        for text in context.evaluator.argument_texts(entry.value):
            context.note_sent(text, entry.value.frame)


def _is_told(context: Context, entry: Entry, destination: Destination, spelt: frozenset[str]) -> bool:
    """Tell whether an entry that is the same for all callers went to a destination before; from now on it did."""
    frame = entry.value.frame
    if frame.arguments is not None or frame.receiver is not None or frame.scope.module is not context.module:
        return False
    known = (entry.key_node, entry.value.node, destination, spelt)
    if known in context.told:
        return True
    context.told.add(known)
    return False


def _conflicts(context: Context, entries: tuple[Entry, ...], destination: Destination, use: Span) -> Iterator[Conflict]:
    """Yield an Authorization that is there in two spellings, and an x-api-key with another key beside it."""
    spelt = {entry.key: entry for entry in entries if (entry.key or "").lower() == AUTHORIZATION}
    keys = [entry for entry in entries if (entry.key or "").lower() == API_KEY]
    first = spelt.get("Authorization")
    for name, entry in spelt.items():
        if first is not None and entry is not first:
            yield Conflict(
                entry_span(entry).here(use), '"Authorization"', f'"{name}"', destination, "some clients send both"
            )
    for entry in keys:
        if first is not None and _differ(context, entry, first):
            yield Conflict(
                entry_span(entry).here(use), '"Authorization"', f'"{entry.key}"', destination, "with different keys"
            )


def _differ(context: Context, entry: Entry, other: Entry) -> bool:
    """Tell whether two headers certainly hold different keys."""
    return credentials.differ(*(context.evaluator.argument_texts(item.value) for item in (entry, other)))


def _cookie(context: Context, entry: Entry, destination: Destination, use: Span, call: Span, sent: Sent) -> Carried:
    values = tuple(context.here(text, use) for text in context.evaluator.argument_texts(entry.value))
    place = entry_span(entry).here(use)
    return Carried(Carrier.COOKIE, entry.key or "", values, place, call, destination, authorized(context, sent))


def entry_facts(
    context: Context,
    entry: Entry,
    destination: Destination,
    use: Span,
    call: Span | None,
    spelt: frozenset[str],
    givers: Reach = ALONE,
) -> Iterator[Header]:
    """Yield the facts of one header: one for each value it can have; ``spelt`` are its mapping's authorizations."""
    name = entry.key or ""
    authorized = not spelt <= {name}
    values = context.evaluator.argument(entry.value)
    place = name_span(context, entry).here(use)
    name_reach, reach = _reaches(context, entry)
    others = [value for value in values if isinstance(value, Text)]
    for value in values:
        if isinstance(value, Nothing | Mapping | Instance):
            continue  # an object of a class of the file is what that makes of it, whatever its name
        text = context.here(context.evaluator.as_text(value, entry.value.node, entry.value.frame), _use(entry, use))
        header = Header(
            name,
            place,
            text,
            credentials.parse(text),
            supported_by(weighed(destination, entry.value.frame.scope), text, others),
            entry_span(entry).here(use),
            None,
            authorized,
            name_reach,
            reach.and_of(text.givers, of_variables(context.exports, context.evaluator, text)),
            len(values) == 1,
            call,
        )
        if header.authorization.scheme is Scheme.MISSING and _is_remade(context, entry):
            continue  # the scheme is put before it there
        yield header._replace(credential=_credential(context, header, entry, use, givers))


def _is_remade(context: Context, entry: Entry) -> bool:
    """Tell whether another entry of its name takes the place of one, and is made of it."""
    if entry.value.frame.scope.module is not context.module:
        return False
    return any(use.seen is Seen.REMADE for use in flows.uses(context, entry.key_node, entry.key or ""))


def _unsure(header: Header) -> Header:
    """Return a header as one of several that may be sent in its place."""
    credential = header.credential._replace(certain=False) if header.credential is not None else None
    return header._replace(certain=False, credential=credential)


def _credential(context: Context, header: Header, entry: Entry, use: Span, givers: Reach) -> Credential | None:
    """Return the key that a header carries; None for a header that is for no key, or is empty to be without one."""
    keys = {AUTHORIZATION: header.authorization.key, API_KEY: header.value}
    key = keys.get(header.name.lower())
    if key is None or (key.literal == "" and header.name.lower() == API_KEY):
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
        interpolable=names_bound(context, key, entry.value.frame, _use(entry, use)),
        call=header.call,
        reach=header.reach,
        givers=givers.and_of(context.outside.setters(entry.value.node, entry.value.frame)),
    )


def _reaches(context: Context, entry: Entry) -> tuple[Reach, Reach]:
    """Return who else than requests sees the name of an entry, and who its value."""
    if entry.value.frame.scope.module is not context.module:
        return ALONE, ALONE  # what is in another file is not edited
    name = Reach(find=lambda: (*(use.reason for use in _other_uses(context, entry)), *typed.readers(context, entry)))
    value = Reach(find=lambda: (use.reason for use in _other_uses(context, entry) if use.seen is not Seen.COVERED))
    value = value.and_of(of_value(context.exports, entry.value.node, entry.value.frame))
    return sharing.reach(name_span(context, entry), context.exports, entry_span(entry)).and_of(name), value


def _other_uses(context: Context, entry: Entry) -> Iterator[Use]:
    uses = flows.uses(context, entry.key_node, entry.key or "")
    return (use for use in uses if use.seen not in (Seen.SENT, Seen.PUT))


def _use(entry: Entry, use: Span) -> Span:
    """Return where a header's value is used: in its mapping, or at the call where that is in another file."""
    return entry.value.frame.scope.module.span(entry.value.node).here(use)


def names_bound(context: Context, text: Text, frame: Frame, use: Span) -> bool:
    """Tell whether all that is in braces in a literal is known where it is used: it only lacks its ``f``."""
    literal = text.literal or ""
    sources = [] if "$" in literal else _BRACED.findall(literal)
    here = all(use.start <= part.span.start and part.span.end <= use.end for part in text.parts)
    is_alone = bool(sources) and here and not text.reach.readers
    return is_alone and all(_is_known(context, source, frame) for source in sources)


def _is_known(context: Context, source: str, frame: Frame) -> bool:
    """Tell whether an expression is certain to be a text, or what may be one, at a frame's point."""
    try:
        node = ast.parse(source.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return False
    for inner in ast.walk(node):
        ast.copy_location(inner, context.module.tree.body[0])
    if isinstance(node, ast.Name):
        return is_bound(node.id, frame) and all(
            isinstance(value, Text) for value in context.evaluator.evaluate(node, frame)
        )
    texts = context.evaluator.texts(node, frame)
    return all(
        not isinstance(part, Unknown) or part.origin is Origin.PARAMETER for text in texts for part in text.parts
    )


def name_span(context: Context, entry: Entry) -> Span:
    """Return the place of a header's name: a literal with its quotes, or a keyword."""
    module = entry.value.frame.scope.module
    span = module.span(entry.key_node)
    if isinstance(entry.key_node, ast.keyword):
        return span._replace(end=span.start + len(entry.key or ""))
    if isinstance(entry.key_node, ast.Constant):
        return span
    if isinstance(entry.key_node, ast.expr):
        for text in context.evaluator.texts(entry.key_node, entry.value.frame):
            if text.parts and text.literal is not None:
                return text.place(text.parts[0])
    return span


def entry_span(entry: Entry) -> Span:
    """Return the place of a whole entry, its name and its value."""
    module = entry.value.frame.scope.module
    start, end = module.span(entry.start), module.span(entry.value.node)
    if start.document is not end.document:
        return start
    return start._replace(end=max(start.end, end.end))
