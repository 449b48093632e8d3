"""What a client says that it can do."""

from __future__ import annotations

from typing import Any, NamedTuple

from lsprotocol import types
from pygls.capabilities import get_capability


class Client(NamedTuple):
    """``pulls``: it asks for diagnostics, and is to be told when to ask again where it ``refreshes``.

    ``resolves``: it asks for the edits of an action when somebody chose that. ``has_versions``: its edits may name the
    version that they are for. ``watches`` files when it is asked to, is ``configured`` by what it is asked for,
    ``opens`` addresses, shows ``markdown`` and ``progress``.
    """

    pulls: bool = False
    refreshes: bool = False
    resolves: bool = False
    has_versions: bool = False
    watches: bool = False
    configured: bool = False
    opens: bool = False
    markdown: bool = False
    progress: bool = False


def read(given: types.ClientCapabilities) -> Client:
    """Return what a client's capabilities come to."""

    def has(name: str) -> Any:
        return get_capability(given, name)

    return Client(
        pulls=has("text_document.diagnostic") is not None,
        refreshes=bool(has("workspace.diagnostics.refresh_support")),
        resolves="edit" in (has("text_document.code_action.resolve_support.properties") or ()),
        has_versions=bool(has("workspace.workspace_edit.document_changes")),
        watches=bool(has("workspace.did_change_watched_files.dynamic_registration")),
        configured=bool(has("workspace.configuration")),
        opens=bool(has("window.show_document.support")),
        markdown=types.MarkupKind.Markdown in (has("text_document.hover.content_format") or ()),
        progress=bool(has("window.work_done_progress")),
    )
