"""Offers as the protocol has code actions: objects of its JSON, which any editor's plugin takes as they are."""

from __future__ import annotations

from collections.abc import Mapping

from flake8_openrouter.openrouter import keys
from flake8_openrouter.server import completion, diagnostics
from flake8_openrouter.server.actions import Action
from flake8_openrouter.server.commands import OPEN
from flake8_openrouter.server.diagnostics import SOURCE, Object, as_object
from flake8_openrouter.server.layout import Typed
from flake8_openrouter.server.seen import Seen

#: What is typed, by URI.
TypedTexts = Mapping[str, tuple[Typed, ...]]


def offer(seen: Seen, uri: str, action: Action, typed: TypedTexts, *, has_versions: bool) -> Object:
    """Return an offer in one of the texts; without an edit, and with what asks for it, where nothing is typed yet."""
    found: Object = {"title": action.title, "kind": action.kind, "diagnostics": _shown(seen, uri, action)}
    if action.is_preferred:
        found["isPreferred"] = True
    if action.opens:
        found["command"] = {"title": action.title, "command": OPEN, "arguments": [action.opens]}
    elif typed:
        found["edit"] = edit(seen, typed, has_versions=has_versions)
    else:
        found["data"] = {"source": SOURCE, "uri": uri, "wanted": list(action.wanted)}
    return found


def _shown(seen: Seen, uri: str, action: Action) -> list[Object]:
    """Return the diagnostics of one text that an action is about."""
    places = [(finding, seen.layout.place(*seen.checked.places(finding.span))) for finding in action.findings]
    return [diagnostics.diagnostic(finding, at.range) for finding, at in places if at is not None and at.uri == uri]


def edit(seen: Seen, typed: TypedTexts, *, has_versions: bool) -> Object:
    """Return what is to be typed; for the version that was looked at where edits of the client ``has_versions``."""
    edits = {uri: [{"range": as_object(place), "newText": text} for place, text in each] for uri, each in typed.items()}
    if not has_versions:
        return {"changes": edits}
    documents = [({"uri": uri, "version": seen.versions.get(uri)}, each) for uri, each in edits.items()]
    return {"documentChanges": [{"textDocument": document, "edits": each} for document, each in documents]}


def is_opened(address: str) -> bool:
    """Tell whether an address is one that we offer to open: a rule's page, or a key in OpenRouter's dashboard."""
    known = {each.address for each in completion.codes()}
    return address in known or address.startswith(keys.key_link(""))
