"""What can be done about findings at a place, as the protocol has it, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from flake8_openrouter.server import actions, offers
from flake8_openrouter.server.actions import Action, Wanted
from flake8_openrouter.server.diagnostics import SOURCE
from flake8_openrouter.server.notebooks import Notebook
from flake8_openrouter.server.offers import TypedTexts
from flake8_openrouter.server.protocol import range_of
from flake8_openrouter.server.seen import Seen
from flake8_openrouter.server.server import Server
from flake8_openrouter.server.session import Opened


async def offered(ls: Server, params: types.CodeActionParams) -> Sequence[types.CodeAction]:
    """Return what can be done about the findings at a place. What the client says of diagnostics is of no account."""
    opened = ls.session.get(params.text_document.uri)
    seen = await ls.look(opened) if opened is not None else None
    if opened is None or seen is None:
        return []
    wanted = range_of(params.range)
    start, end = (seen.layout.offset(params.text_document.uri, place) for place in wanted)
    if start is None or end is None:
        return []
    settings = ls.session.workspace.settings_of(opened.path)
    only = [str(getattr(kind, "value", kind)) for kind in params.context.only or ()]
    found = list(actions.offered(seen.checked, start, end, settings, only, cells=isinstance(opened, Notebook)))
    made = await ls.session.done(opened, lambda: [_made(ls, seen, action) for action in found])
    _require_same(opened, seen)
    uri = params.text_document.uri
    pairs = zip(found, made, strict=True)
    objects = [
        offers.offer(seen, uri, action, typed, has_versions=ls.client.has_versions)
        for action, typed in pairs
        if typed is not None
    ]
    return ls.structured(objects, list[types.CodeAction])  # type: ignore[no-any-return]


def _require_same(opened: Opened, seen: Seen) -> None:
    """Raise what tells the client that what it asked about is no longer there: an edit would be at a wrong place."""
    if opened.versions != seen.versions:
        raise JsonRpcException("it changed meanwhile", types.LSPErrorCodes.ContentModified.value)


#: What is done about one finding is made out at once, so that nothing is offered that can't be done.
_AT_ONCE = (actions.FIX, actions.DISABLE)
_LATER: TypedTexts = {}


def _made(ls: Server, seen: Seen, action: Action) -> TypedTexts | None:
    """Return what is to be typed for an action, by URI; nothing yet for what is made out later, None if nothing is."""
    if action.opens or (ls.client.resolves and action.wanted.verb not in _AT_ONCE):
        return _LATER
    after = actions.after(seen.checked, action.wanted)
    return seen.layout.typed(after) if after is not None else None


async def resolve(ls: Server, action: types.CodeAction) -> types.CodeAction:
    """Return an action of ours with its edit; another one as it is."""
    data = action.data if isinstance(action.data, dict) else {}
    opened = ls.session.get(str(data.get("uri"))) if data.get("source") == SOURCE else None
    given = data.get("wanted")
    if opened is None or not isinstance(given, list) or len(given) != len(Wanted._fields):
        return action
    seen = await ls.look(opened)
    if seen is not None and (
        after := await ls.session.done(opened, lambda: actions.after(seen.checked, Wanted(*given)))
    ):
        _require_same(opened, seen)
        action.edit = ls.structured(
            offers.edit(seen, seen.layout.typed(after), has_versions=ls.client.has_versions), types.WorkspaceEdit
        )
    return action


async def open_address(ls: Server, address: str) -> None:
    """Show a rule's page, or a key in OpenRouter's dashboard, in the browser: no other address."""
    if not offers.is_opened(address):
        return
    if ls.client.opens:
        await ls.ask(ls.window_show_document_async(types.ShowDocumentParams(address, external=True)))
    else:
        ls.window_show_message(types.ShowMessageParams(types.MessageType.Info, address))
