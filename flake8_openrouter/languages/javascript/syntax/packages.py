"""Packages: what a specifier names, and which release of it a project asks for."""

from __future__ import annotations

import json
import os
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter.disk import files
from flake8_openrouter.disk.files import State, state

if TYPE_CHECKING:
    from flake8_openrouter.languages.javascript.libraries.sdk import Version
    from flake8_openrouter.languages.javascript.syntax.module import Module
    from flake8_openrouter.languages.javascript.syntax.modules import Modules

#: What is before a package's name where it is loaded from elsewhere: Deno, browsers.
_PREFIX = re.compile(
    r"(?:npm:|jsr:)/?"
    r"|https?://(?:esm\.sh|esm\.run|unpkg\.com|cdn\.skypack\.dev|cdn\.jsdelivr\.net/npm|ga\.jspm\.io/npm:)/"
)
_PARTS = re.compile(r"(?P<name>(?:@[\w.~-]+/)?[\w.~-]+)(?:@(?P<range>[^/?]*))?(?P<path>/[^?]*)?(?:\?.*)?")
_DENO = re.compile(r"https://deno\.land/x/(?P<name>openai)(?:@v?(?P<range>[^/]+))?/")

#: One release, or those that are compatible with it. Of 0.x the minor number says that, else the major one.
_RANGE = re.compile(
    r"(?:npm:(?:@[\w.-]+/)?[\w.-]+@)?(?P<sign>[\^~=v]*)\s*(?P<major>\d+)(?:\.(?P<minor>\d+|[x*]))?[\w.+*-]*"
)

_GROUPS = ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies")

#: Folders that are looked at, from a file on upwards, and characters of a file there.
_MOST = 12
_LARGEST = 500_000


class Package(NamedTuple):
    """What a specifier names: a package with the folder in it, and the release that the specifier itself asks for."""

    name: str
    version: Version | None


def package(specifier: str) -> Package:
    """Return what a specifier names, wherever it is loaded from."""
    if deno := _DENO.match(specifier):
        return Package(deno["name"], parsed(deno["range"] or ""))
    prefix = _PREFIX.match(specifier)
    parts = _PARTS.fullmatch(specifier[prefix.end() :]) if prefix else None
    if parts is None:
        return Package(specifier, None)
    return Package(parts["name"] + (parts["path"] or ""), parsed(parts["range"] or ""))


def root(name: str) -> str:
    """Return the package that a name with a folder in it is of."""
    return "/".join(name.split("/")[: 2 if name.startswith("@") else 1])


def is_own(specifier: str) -> bool:
    """Tell whether a specifier names a file of the project."""
    return specifier.startswith((".", "/", "@/", "~", "$lib", "#", "src/"))


def parsed(text: str) -> Version | None:
    """Return the release that a range asks for; None for one of several, or none."""
    match = _RANGE.fullmatch(text.strip())
    if match is None:
        return None
    major, minor = int(match["major"]), match["minor"] or ""
    is_kept = minor.isdigit() and (major == 0 or match["sign"] != "^")
    return major, int(minor) if is_kept else None


def version(modules: Modules, importer: Module, name: str) -> Version | None:
    """Return the release of a package that the nearest ``package.json`` with it asks for."""
    place = os.path.abspath(importer.path)
    if modules.root is None and not files.is_file(place):
        return None
    top = modules.root or os.path.dirname(place)
    folder = os.path.dirname(place)
    for _ in range(_MOST):
        path = os.path.join(folder, "package.json")
        modules.consulted[path] = found = state(path)
        ranges = _ranges(path, found) if found is not None and found.size <= _LARGEST else {}
        if name in ranges:
            return parsed(ranges[name])
        if folder == top or not folder.startswith(os.path.join(top, "")):
            break
        folder = os.path.dirname(folder)
    return None


def forget() -> None:
    """Forget the files that were read: they are read anew."""
    _ranges.cache_clear()


@lru_cache(maxsize=64)
def _ranges(path: str, state: State) -> dict[str, str]:
    """Return the ranges of a file's dependencies by their names."""
    try:
        settings = json.loads(files.read(path))
    except (OSError, ValueError, RecursionError):
        return {}
    groups = [settings.get(group) for group in reversed(_GROUPS)] if isinstance(settings, dict) else []
    found = {name: text for group in groups if isinstance(group, dict) for name, text in group.items()}
    return {name: text for name, text in found.items() if isinstance(text, str)}
