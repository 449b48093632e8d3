"""What the server answers, and how it says that it can."""

from __future__ import annotations

from lsprotocol import types

from flake8_openrouter.server import actions, diagnostics
from flake8_openrouter.server.actions import Action
from flake8_openrouter.server.buffers import Buffer
from flake8_openrouter.server.checking import Checked
from flake8_openrouter.server.diagnostics import Object, as_object
from flake8_openrouter.server.names import path_of
from flake8_openrouter.server.protocol import range_of
from flake8_openrouter.server.server import Server
from flake8_openrouter.server.session import Session


def register(server: Server) -> None:
    """Let a server answer all that it can."""
    server.feature(types.INITIALIZE)(initialize)
    server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions([types.CodeActionKind.QuickFix]))(
        code_actions
    )


def initialize(ls: Server, params: types.InitializeParams) -> None:
    """Take the folders that are open, and the encoding of positions."""
    folders = [path_of(folder.uri) for folder in params.workspace_folders or ()]
    if not folders and params.root_uri:
        folders = [path_of(params.root_uri)]
    encoding = str(ls.workspace.position_encoding or "utf-16")
    ls.session = Session(encoding, [folder for folder in folders if folder])


async def code_actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Return what can be done about the findings at a place."""
    buffer = ls.session.buffer(params.text_document.uri)
    if buffer is None:
        return []
    lines = buffer.lines
    checked = await ls.session.checked(buffer)
    wanted = range_of(params.range)
    found = []
    for finding in checked.findings:
        place = diagnostics.range_of(finding, checked, lines)
        if place.touches(wanted):
            for action in actions.of_finding(checked, finding):
                found.append(_as_object(action, buffer, checked, diagnostics.diagnostic(finding, place)))
    return ls.structured(found, list[types.CodeAction])  # type: ignore[no-any-return]


def _as_object(action: Action, buffer: Buffer, checked: Checked, diagnostic: Object) -> Object:
    edits = [
        {"range": as_object(buffer.lines.range(edit.start, edit.end)), "newText": edit.text} for edit in action.edits()
    ]
    return {
        "title": action.title,
        "kind": action.kind,
        "isPreferred": action.is_preferred,
        "diagnostics": [diagnostic],
        "edit": {"changes": {buffer.uri: edits}},
    }
