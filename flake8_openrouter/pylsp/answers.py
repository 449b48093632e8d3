"""What python-lsp-server is answered: objects of the protocol's JSON. No error leaves this module."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, wraps
from typing import Any, Concatenate, ParamSpec

from flake8_openrouter.openrouter.masking import presentable
from flake8_openrouter.project.config import ConfigurationError
from flake8_openrouter.pylsp import NAME
from flake8_openrouter.pylsp.projects import Project
from flake8_openrouter.server import client_settings, offers, worker
from flake8_openrouter.server import diagnostics as findings
from flake8_openrouter.server.diagnostics import Object
from flake8_openrouter.server.logs import said
from flake8_openrouter.server.positions import Position, Range

_log = logging.getLogger(__name__)

#: How the protocol numbers messages.
_ERROR, _WARNING = 1, 2

#: Projects by their folders, and what was already said to somebody.
_projects: dict[str, Project] = {}
_told: set[str] = set()

_worker = cache(worker.started)

_Given = ParamSpec("_Given")
_Answer = Callable[Concatenate[Any, Any, _Given], list[Object]]


def _guarded(answer: _Answer[_Given]) -> _Answer[_Given]:
    """Return an answer that is empty where something is wrong, which is shown or logged then."""

    @wraps(answer)
    def guarded(config: Any, workspace: Any, /, *given: _Given.args, **named: _Given.kwargs) -> list[Object]:
        try:
            return _worker().submit(answer, config, workspace, *given, **named).result()
        except ConfigurationError as error:
            _tell(workspace, str(error), _ERROR)
        except Exception as error:  # a mistake of ours must not take away what other plugins found
            _log.error("%s", said(error))
        return []

    return guarded


def _tell(workspace: Any, text: str, kind: int) -> None:
    """Show a line to the user, once, as it may be shown."""
    if text not in _told:
        _told.add(text)
        workspace.show_message(presentable(text), kind)


@_guarded
def diagnostics(config: Any, workspace: Any, document: Any) -> list[Object]:
    """Return what is found in a text as it is typed."""
    seen = _project(config, workspace, document).look(document, workspace.documents.values())
    return findings.diagnostics(seen.checked, seen.layout)[document.uri]


def without(found: Iterable[Object], others: Sequence[list[Object]]) -> list[list[Object]]:
    """Return what other plugins found, without what flake8 found with our plugin and is ``found`` already."""
    ours = {_place(each) for each in found}
    return [[each for each in plugin if _place(each) not in ours] for plugin in others]


def _place(diagnostic: Mapping[str, Any]) -> tuple[object, int]:
    return diagnostic.get("code"), diagnostic["range"]["start"]["line"]


@_guarded
def actions(config: Any, workspace: Any, document: Any, place: Object, context: Object) -> list[Object]:
    """Return what can be done about the findings at a place. What diagnostics the client names is of no account."""
    project = _project(config, workspace, document)
    wanted = Range(Position(**place["start"]), Position(**place["end"]))
    versions = _can(config, "workspace", "workspaceEdit", "documentChanges")
    offered = project.offered(document, workspace.documents.values(), wanted, context.get("only") or ())
    return [offers.offer(seen, document.uri, action, typed, has_versions=versions) for seen, action, typed in offered]


@_guarded
def open_addresses(config: Any, workspace: Any, addresses: object) -> list[Object]:
    """Show rules' pages, or keys in OpenRouter's dashboard: in the browser if the client can do that, else by name."""
    for address in addresses if isinstance(addresses, list) else ():
        if not isinstance(address, str) or not offers.is_opened(address):
            continue
        if _can(config, "window", "showDocument", "support"):
            workspace._endpoint.request("window/showDocument", {"uri": address, "external": True})
        else:
            workspace.show_message(address)
    return []


def forget() -> None:
    """Look at the disk anew."""
    for project in _projects.values():
        _worker().submit(project.forget).result()


def _project(config: Any, workspace: Any, document: Any) -> Project:
    """Return the project of a folder, with its settings as they are now."""
    given = dict(config.plugin_settings(NAME, document_path=document.path))
    given.pop("enabled", None)
    settings, wrong = client_settings.read(given)
    for each in wrong:
        _tell(workspace, f"pylsp.plugins.{NAME}: {each}", _WARNING)
    folder = workspace.root_path or ""
    known = _projects.get(folder)
    if known is None or known.settings != settings:
        known = _projects[folder] = Project(folder, settings)
    return known


def _can(config: Any, *names: str) -> bool:
    """Tell whether the client has a capability."""
    found = config.capabilities
    for name in names:
        found = (found or {}).get(name)
    return bool(found)
