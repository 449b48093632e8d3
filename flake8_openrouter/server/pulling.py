"""Diagnostics that a client asks for: of what is open, and of all files in its folders."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from itertools import islice
from pathlib import Path

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from flake8_openrouter.server import diagnostics, everywhere
from flake8_openrouter.server.diagnostics import SOURCE, Object
from flake8_openrouter.server.seen import Seen
from flake8_openrouter.server.server import Server
from flake8_openrouter.server.session import Opened

#: Seconds between two looks whether anything changed, for a client that asks again and again for all files.
_PAUSE = 0.5

_TOO_MANY = (
    "the open folders have too many files: besides what is open, only the first {:,} are checked. "
    "Open the project alone, or exclude folders in its pyproject.toml"
)

#: How often a text is looked at for one question, while others change.
_TRIALS = 4


async def document(ls: Server, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
    """Return the diagnostics of what is open. What somebody types in meanwhile is to be asked for again."""
    uri = params.text_document.uri
    opened = ls.session.get(uri)
    seen = await _settled(ls, opened) if opened is not None else None
    found = diagnostics.diagnostics(seen.checked, seen.layout).get(uri, []) if seen is not None else []
    name = _name(found)
    if name == params.previous_result_id:
        return types.RelatedUnchangedDocumentDiagnosticReport(name)
    return types.RelatedFullDocumentDiagnosticReport(ls.structured(found, list[types.Diagnostic]), result_id=name)


async def _settled(ls: Server, opened: Opened) -> Seen | None:
    """Return what is found in what is open, once nothing else changes meanwhile, or often enough did."""
    versions, seen = opened.versions, None
    for _ in range(_TRIALS):
        state = ls.session.state
        seen = await ls.look(opened)
        if opened.versions != versions:
            again = types.DiagnosticServerCancellationData(retrigger_request=True)
            raise JsonRpcException("it changed meanwhile", types.LSPErrorCodes.ServerCancelled.value, again)
        if ls.session.state == state:
            break
    return seen


def _name(found: list[Object]) -> str:
    """Return what tells some diagnostics from all others."""
    return sha256(json.dumps(found, sort_keys=True).encode(errors="surrogatepass")).hexdigest()[:16]


async def workspace(ls: Server, params: types.WorkspaceDiagnosticParams) -> types.WorkspaceDiagnosticReport:
    """Return the diagnostics of all files in the folders; who has them already waits until something changes."""
    previous = {each.uri: each.value for each in params.previous_result_ids}
    while previous and ls.session.state == ls.told:
        await asyncio.sleep(_PAUSE)
    state = ls.session.state
    found = await _everything(ls, params.work_done_token)
    ls.told = state
    return types.WorkspaceDiagnosticReport(list(_reports(ls, found, previous)))


async def _everything(ls: Server, token: types.ProgressToken | None) -> dict[str, tuple[int | None, list[Object]]]:
    """Return the version and the diagnostics of each text in the folders, by URI; those that are open as they are."""
    walked, files = ls.walked
    if walked != ls.session.on_disk:
        walked, files = ls.session.on_disk, await _on_disk(ls, token)
        ls.walked = walked, files
    open_now = {opened.path for opened in ls.session.opened}
    found: dict[str, tuple[int | None, list[Object]]] = {
        _uri(path): (None, each) for path, each in files.items() if path not in open_now
    }
    for opened in ls.session.opened:
        seen = await ls.look(opened)
        if seen is not None:
            shown = diagnostics.diagnostics(seen.checked, seen.layout)
            found.update({uri: (seen.versions.get(uri), each) for uri, each in shown.items()})
    return found


async def _on_disk(ls: Server, token: types.ProgressToken | None) -> dict[str, list[Object]]:
    """Return the diagnostics of the files in the folders, by path: of the first, as many as the client waits for."""
    found: dict[str, list[Object]] = {}
    passed = 0
    with _progress(ls, token) as is_wanted:
        session, workspace = ls.session, ls.session.workspace
        files = islice(everywhere.files(workspace, session.encoding), everywhere.MOST)
        while (some := await session.worked(lambda: everywhere.some(files, workspace, session.held()))) is not None:
            passed += some.passed
            found.update(some.found)
            if not is_wanted(f"{passed} files"):
                break
    if passed >= everywhere.MOST:
        ls.say(_TOO_MANY.format(passed), types.MessageType.Warning)
    return found


@contextmanager
def _progress(ls: Server, token: types.ProgressToken | None) -> Iterator[Callable[[str], bool]]:
    """Yield what tells the client how far some work is, and says whether that is still wanted."""
    if token is None:
        yield lambda said: True
        return
    shown = ls.work_done_progress
    shown.begin(token, types.WorkDoneProgressBegin(SOURCE, cancellable=True, message="looking at all files"))

    def tell(said: str) -> bool:
        shown.report(token, types.WorkDoneProgressReport(message=said))
        return not shown.tokens[token].cancelled()

    try:
        yield tell
    finally:
        shown.end(token, types.WorkDoneProgressEnd())
        shown.tokens.pop(token, None)


def _uri(path: str) -> str:
    return Path(os.path.abspath(path)).as_uri()


def _reports(
    ls: Server, found: Mapping[str, tuple[int | None, list[Object]]], previous: Mapping[str, str]
) -> Iterator[types.WorkspaceDocumentDiagnosticReport]:
    """Yield what changed, and of what did not that it didn't; what is gone has no diagnostics any more."""
    for uri, (version, each) in found.items():
        name = _name(each)
        if name == previous.get(uri):
            yield types.WorkspaceUnchangedDocumentDiagnosticReport(uri, name, version=version)
        else:
            given = ls.structured(each, list[types.Diagnostic])
            yield types.WorkspaceFullDocumentDiagnosticReport(uri, given, version=version, result_id=name)
    for uri in previous:
        if uri not in found:
            yield types.WorkspaceFullDocumentDiagnosticReport(uri, [])
