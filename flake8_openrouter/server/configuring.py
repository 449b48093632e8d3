"""The client's settings, as it gives them or is asked for them, and what is watched on the disk."""

from __future__ import annotations

import os
from collections.abc import Mapping

from lsprotocol import types

from flake8_openrouter import languages
from flake8_openrouter.languages.settings import readers
from flake8_openrouter.server import client_settings
from flake8_openrouter.server.client_settings import SECTION, ClientSettings
from flake8_openrouter.server.names import path_of
from flake8_openrouter.server.server import Server
from flake8_openrouter.server.session import Session

_WATCHED = "flake8-openrouter.watched"
_REFUSED = object()
#: Files by their names; those of which the end tells a language are watched by that. Each has a pattern of its own:
#: eglot takes no other signs between braces. Of some clients a star is one character at least.
_NAMES = (
    *(".gitignore", ".env", ".env*", "*.env", "*.env*", "env_file", "env.*", "env-*", "*.vars", "*.vars*"),
    *("*akefile", "*akefile*", "*.mak", "*ockerfile", "*ockerfile*", "*ontainerfile", "*ontainerfile*", "*ustfile"),
)


def start(server: Server, params: types.InitializeParams) -> None:
    """Take the folders that are open, the encoding of positions, and the settings that come with them."""
    folders = [path_of(folder.uri) for folder in params.workspace_folders or ()]
    if not folders and params.root_uri:
        folders = [path_of(params.root_uri)]
    encoding = str(server.workspace.position_encoding or "utf-16")
    session = Session(encoding, [folder for folder in folders if folder])
    server.start(params, session)
    given = _section(params.initialization_options)
    session.workspace = session.workspace.other(settings={"": _read(server, given, "")})
    _log(server)


async def ask(server: Server) -> None:
    """Ask the client for its settings, those of each folder and those of none, and take them."""
    folders = ("", *server.session.workspace.folders)
    scopes = [None, *(_uri(server, folder) for folder in folders[1:])]
    items = [types.ConfigurationItem(scope, SECTION) for scope in scopes]
    found = await server.ask(server.workspace_configuration_async(types.ConfigurationParams(items)))
    given = zip(folders, found or (), strict=False)
    taken = {folder: _read(server, value, folder) for folder, value in given if isinstance(value, Mapping)}
    before = server.session.workspace.settings.get("", ClientSettings())
    await use(server, {"": before, **taken})


async def change(server: Server, given: object) -> None:
    """Take settings that the client gives for all folders; what says nothing of ours changes nothing."""
    found = _section(given)
    if isinstance(found, Mapping) and (found is not given or client_settings.are_ours(found)):
        await use(server, {"": _read(server, found, "")})


async def use(server: Server, settings: Mapping[str, ClientSettings]) -> None:
    """Let settings hold from now on."""
    if settings != server.session.workspace.settings:
        await server.session.forget(server.session.workspace.other(settings=settings))
        _log(server)
        server.look_again()


async def folders(server: Server, event: types.WorkspaceFoldersChangeEvent) -> None:
    """Take other folders."""
    before = server.session.workspace
    removed = {path_of(folder.uri) for folder in event.removed}
    kept = [folder for folder in before.folders if folder not in removed]
    added = [path for folder in event.added if (path := path_of(folder.uri)) and path not in kept]
    await server.session.forget(before.other([*kept, *added]))
    await ask(server) if server.client.configured else None
    server.look_again()


async def watch(server: Server) -> None:
    """Ask the client to tell when files change of which what is found may depend; it is known then whether it does."""
    languages_ends = (suffix for language in languages.LANGUAGES for suffix in language.suffixes)
    ends = ",".join(dict.fromkeys(end.lstrip(".") for end in (*languages_ends, *readers.SUFFIXES)))
    patterns = (f"**/*.{{{ends}}}", *(f"**/{name}" for name in _NAMES))
    options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(each) for each in patterns])
    wanted = types.Registration(_WATCHED, types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    asked = server.client_register_capability_async(types.RegistrationParams([wanted]))
    if await server.ask(asked, _REFUSED) is not _REFUSED:
        server.session.workspace = server.session.workspace.other(is_watched=True)


def _uri(server: Server, folder: str) -> str | None:
    """Return a folder's URI as the client wrote it."""
    given = server.workspace.folders.values()
    return next((each.uri for each in given if path_of(each.uri) == folder), None)


def _section(given: object) -> object:
    """Return our part of what a client gives: all of it, where it has none of that name."""
    for name in ("settings", SECTION):
        if isinstance(given, Mapping) and name in given:
            given = given[name]
    return given


def _read(server: Server, given: object, folder: str) -> ClientSettings:
    """Return settings; what is wrong of them is said."""
    found, wrong = client_settings.read(given)
    where = f" of {os.path.basename(folder)}" if folder else ""
    for each in wrong:
        server.say(f"settings of {SECTION}{where}: {each}", types.MessageType.Warning)
    return found


def _log(server: Server) -> None:
    workspace = server.session.workspace
    default = workspace.settings.get("", ClientSettings())
    asked = (settings.log for settings in (default, *workspace.settings.values()) if settings.log)
    path = os.path.expanduser(next(asked, ""))
    try:
        server.log.to(os.path.join(next(iter(workspace.folders), ""), path) if path else "")
    except OSError as error:
        server.say(f"log: {error.strerror or error}", types.MessageType.Warning)
