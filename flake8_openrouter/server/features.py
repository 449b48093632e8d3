"""What the server answers, and how it says that it can."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import wraps
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInternalError

from flake8_openrouter.project.config import ConfigurationError
from flake8_openrouter.server import actions, code_actions, commands, configuring, pulling, showing
from flake8_openrouter.server.diagnostics import SOURCE
from flake8_openrouter.server.logs import said
from flake8_openrouter.server.server import Server

_ACTIONS = types.CodeActionOptions([actions.QUICK_FIX, actions.FIX_ALL, actions.FIX_NOTEBOOK], resolve_provider=True)
_COMPLETED = types.CompletionOptions(trigger_characters=[":", "[", ",", " "])
_PULLED = types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=True, identifier=SOURCE)


def register(server: Server) -> None:
    """Let a server answer all that it can."""
    for name, handler, options in _FEATURES:
        server.feature(name, options)(_guarded(handler))
    server.command(commands.OPEN)(_guarded(code_actions.open_address))


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
    (types.TEXT_DOCUMENT_CODE_ACTION, code_actions.offered, _ACTIONS),
    (types.CODE_ACTION_RESOLVE, code_actions.resolve, None),
    (types.TEXT_DOCUMENT_DIAGNOSTIC, pulling.document, _PULLED),
    (types.WORKSPACE_DIAGNOSTIC, pulling.workspace, None),
    (types.TEXT_DOCUMENT_HOVER, showing.hover, None),
    (types.TEXT_DOCUMENT_COMPLETION, showing.complete, _COMPLETED),
)
