"""What the server answers, and how it says that it can."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInternalError

from flake8_openrouter.openrouter import keys
from flake8_openrouter.project.config import ConfigurationError
from flake8_openrouter.server import actions, completion, configuring, diagnostics, hovering, pulling
from flake8_openrouter.server.actions import Action, Wanted
from flake8_openrouter.server.diagnostics import SOURCE, Object, as_object
from flake8_openrouter.server.layout import Typed
from flake8_openrouter.server.logs import said
from flake8_openrouter.server.notebooks import Notebook
from flake8_openrouter.server.positions import Range
from flake8_openrouter.server.protocol import position_of, range_of
from flake8_openrouter.server.server import Server
from flake8_openrouter.server.session import Opened, Seen

OPEN = f"{SOURCE}.open"

_ACTIONS = types.CodeActionOptions([actions.QUICK_FIX, actions.FIX_ALL, actions.FIX_NOTEBOOK], resolve_provider=True)
_PULLED = types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=True, identifier=SOURCE)


def register(server: Server) -> None:
    """Let a server answer all that it can."""
    for name, handler, options in _FEATURES:
        server.feature(name, options)(_guarded(handler))
    server.command(OPEN)(_guarded(open_address))


def _guarded(handler: Callable[..., Any]) -> Callable[..., Any]:
    """Return a handler whose errors say no more than where they were: a text of theirs may hold a piece of a source."""

    async def guarded(ls: Server, *given: Any) -> Any:
        try:
            found = handler(ls, *given)
            return await found if asyncio.iscoroutine(found) else found
        except (JsonRpcException, asyncio.CancelledError):
            raise
        except ConfigurationError as error:
            ls.say(str(error), types.MessageType.Error)
            return None
        except Exception as error:
            ls.log.error(error)
            raise JsonRpcInternalError(said(error)) from None

    return wraps(handler)(guarded)


def initialize(ls: Server, params: types.InitializeParams) -> None:
    configuring.start(ls, params)


async def initialized(ls: Server, params: types.InitializedParams) -> None:
    """Ask the client for what it can tell, and load what is needed for a first fix while nobody waits."""
    if ls.client.watches:
        ls.begin(configuring.watch(ls))
    if ls.client.configured:
        ls.begin(configuring.ask(ls))
    await ls.session.worked(_load)


def _load() -> None:
    from flake8_openrouter.run import fixing, outcomes

    outcomes.ready()
    assert fixing.MAX_ROUNDS


async def configuration(ls: Server, params: types.DidChangeConfigurationParams) -> None:
    """Take settings that changed: those that are sent, or those that the client has once it is asked."""
    await (configuring.ask(ls) if ls.client.configured else configuring.change(ls, params.settings))


async def folders(ls: Server, params: types.DidChangeWorkspaceFoldersParams) -> None:
    await configuring.folders(ls, params.event)


async def on_disk(ls: Server, params: object) -> None:
    """Look at the disk anew: files changed there."""
    await ls.session.forget()
    ls.look_again()


async def code_actions(ls: Server, params: types.CodeActionParams) -> Sequence[types.CodeAction]:
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
    only, cells = (
        [str(getattr(kind, "value", kind)) for kind in params.context.only or ()],
        isinstance(opened, Notebook),
    )
    offered = list(actions.offered(seen.checked, start, end, settings, only, cells=cells))
    made = await ls.session.worked(lambda: [_made(ls, seen, action) for action in offered])
    found = [_as_object(ls, opened, seen, *item) for item in zip(offered, made, strict=True) if item[1] is not None]
    return ls.structured(found, list[types.CodeAction])  # type: ignore[no-any-return]


#: What is done about one finding is made out at once, so that nothing is offered that can't be done.
_AT_ONCE = (actions.FIX, actions.DISABLE)
_LATER: dict[str, tuple[Typed, ...]] = {}


def _made(ls: Server, seen: Seen, action: Action) -> Any:
    """Return what is to be typed for an action, by URI; nothing yet for what is made out later, None if nothing is."""
    if action.opens or (ls.client.resolves and action.wanted.verb not in _AT_ONCE):
        return _LATER
    after = actions.after(seen.checked, action.wanted)
    return seen.layout.typed(after) if after is not None else None


def _as_object(ls: Server, opened: Opened, seen: Seen, action: Action, typed: Any) -> Object:
    found: Object = {"title": action.title, "kind": action.kind, "diagnostics": list(_shown(seen, action))}
    if action.is_preferred:
        found["isPreferred"] = True
    if action.opens:
        found["command"] = {"title": action.title, "command": OPEN, "arguments": [action.opens]}
    elif typed:
        found["edit"] = _edit(ls, opened, typed)
    else:
        found["data"] = {"source": SOURCE, "uri": opened.uri, "wanted": list(action.wanted)}
    return found


def _shown(seen: Seen, action: Action) -> Sequence[Object]:
    places = [(finding, seen.layout.place(*seen.checked.places(finding.span))) for finding in action.findings]
    return [diagnostics.diagnostic(finding, place.range) for finding, place in places if place is not None]


def _edit(ls: Server, opened: Opened, typed: dict[str, tuple[Typed, ...]]) -> Object:
    """Return what is to be typed as the protocol has it, for the version that is open where the client knows that."""
    edits = {uri: [{"range": as_object(place), "newText": text} for place, text in each] for uri, each in typed.items()}
    if not ls.client.has_versions:
        return {"changes": edits}
    documents = [({"uri": uri, "version": _version(opened, uri)}, each) for uri, each in edits.items()]
    return {"documentChanges": [{"textDocument": document, "edits": each} for document, each in documents]}


def _version(opened: Opened, uri: str) -> int | None:
    return opened.texts[uri].version if isinstance(opened, Notebook) else opened.version


async def resolve(ls: Server, action: types.CodeAction) -> types.CodeAction:
    """Return an action of ours with its edit; another one as it is."""
    data = action.data if isinstance(action.data, dict) else {}
    opened = ls.session.get(str(data.get("uri"))) if data.get("source") == SOURCE else None
    given = data.get("wanted")
    if opened is None or not isinstance(given, list) or len(given) != len(Wanted._fields):
        return action
    seen = await ls.look(opened)
    if seen is not None and (after := await ls.session.worked(lambda: actions.after(seen.checked, Wanted(*given)))):
        action.edit = ls.structured(_edit(ls, opened, dict(seen.layout.typed(after))), types.WorkspaceEdit)
    return action


async def open_address(ls: Server, address: str) -> None:
    """Show a rule's page, or a key in OpenRouter's dashboard, in the browser: no other address."""
    known = {each.address for each in completion.codes()}
    if address not in known and not address.startswith(keys.key_link("")):
        return
    if ls.client.opens:
        await ls.ask(ls.window_show_document_async(types.ShowDocumentParams(address, external=True)))
    else:
        ls.window_show_message(types.ShowMessageParams(types.MessageType.Info, address))


async def hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    """Return what is known of a place: the page of a code, or what was understood of a call."""
    uri, position = params.text_document.uri, position_of(params.position)
    opened = ls.session.get(uri)
    if opened is None or (lines := opened.layout.lines(uri)) is None:
        return None
    column = lines.offset(position) - lines.offset(position._replace(character=0))
    if (code := completion.at(lines.line(position.line), column)) is not None:
        place = Range(lines.position(position.line, code[1]), lines.position(position.line, code[2]))
        return _hover(
            ls, f"**{code[0].code} {code[0].name}**: {code[0].title}\n\n{code[0].page}\n\n{code[0].address}", place
        )
    seen = await ls.look(opened)
    offset = seen.layout.offset(uri, position) if seen is not None else None
    if seen is None or offset is None:
        return None
    understood = await ls.session.worked(lambda: hovering.at(seen.checked, offset))
    shown = seen.layout.place(understood.start, understood.end) if understood is not None else None
    return _hover(ls, understood.text, shown.range) if understood is not None and shown is not None else None


def _hover(ls: Server, text: str, place: Range) -> types.Hover:
    kind = types.MarkupKind.Markdown if ls.client.markdown else types.MarkupKind.PlainText
    return types.Hover(types.MarkupContent(kind, text), ls.structured(as_object(place), types.Range))


def complete(ls: Server, params: types.CompletionParams) -> types.CompletionList | None:
    """Return the codes that may be typed in a comment that silences findings."""
    uri, position = params.text_document.uri, position_of(params.position)
    opened = ls.session.get(uri)
    if opened is None or (lines := opened.layout.lines(uri)) is None:
        return None
    end = lines.offset(position)
    line = lines.text[lines.offset(position._replace(character=0)) : end]
    begun = completion.begun(line)
    if begun is None:
        return None
    place = ls.structured(as_object(lines.range(end - len(begun), end)), types.Range)
    items = [
        types.CompletionItem(
            each.code,
            kind=types.CompletionItemKind.EnumMember,
            detail=f"{each.name}: {each.title}",
            text_edit=types.TextEdit(place, each.code),
        )
        for each in completion.codes()
    ]
    return types.CompletionList(is_incomplete=False, items=items)


def shutdown(ls: Server, params: object) -> None:
    ls.has_ended = True


_FEATURES: tuple[tuple[str, Callable[..., Any], Any], ...] = (
    (types.INITIALIZE, initialize, None),
    (types.INITIALIZED, initialized, None),
    (types.SHUTDOWN, shutdown, None),
    (types.WORKSPACE_DID_CHANGE_CONFIGURATION, configuration, None),
    (types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, folders, None),
    (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, on_disk, None),
    (types.TEXT_DOCUMENT_DID_SAVE, on_disk, None),
    (types.NOTEBOOK_DOCUMENT_DID_SAVE, on_disk, None),
    (types.TEXT_DOCUMENT_CODE_ACTION, code_actions, _ACTIONS),
    (types.CODE_ACTION_RESOLVE, resolve, None),
    (types.TEXT_DOCUMENT_DIAGNOSTIC, pulling.document, _PULLED),
    (types.WORKSPACE_DIAGNOSTIC, pulling.workspace, None),
    (types.TEXT_DOCUMENT_HOVER, hover, None),
    (types.TEXT_DOCUMENT_COMPLETION, complete, types.CompletionOptions(trigger_characters=[":", "[", ",", " "])),
)
