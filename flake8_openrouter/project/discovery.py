"""Which files are checked: what was named, what lies in folders, and what is left out."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter import languages
from flake8_openrouter.disk import descriptors, files
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.project.walking import Selection, Walk

if TYPE_CHECKING:
    from flake8_openrouter.disk.protocol import Entry

#: How Emacs names the link that locks a file: it points nowhere.
_LOCK = ".#"


class File(NamedTuple):
    """A file to check, by the path that is shown; ``real`` is where it is when links are followed.

    ``settings`` hold for it; None where they were not asked for yet, since it was named.
    """

    path: str
    real: str
    named: bool = False
    settings: Configuration | None = None


class Skipped(NamedTuple):
    """A path that is not checked. ``missing``: it isn't there. ``unread``: source that should have been checked.

    ``empty``: a folder that was named and has none. ``searched``: a named file in which keys alone were
    looked for, and none is.
    """

    path: str
    reason: str
    named: bool = False
    missing: bool = False
    unread: bool = False
    empty: bool = False
    searched: bool = False


def discover(paths: Iterable[str], selection: Selection) -> Iterator[File | Skipped]:
    """Yield the files that paths stand for, each once, in the order of the paths and then by name.

    Links to folders are followed only where they are named. Raises ConfigurationError for a wrong table.
    """
    walk = Walk(selection)
    seen: dict[str, tuple[str, ...]] = {}
    for path in paths:
        for found in _of_path(walk, os.path.normpath(path)):
            if isinstance(found, File):
                names = seen.get(found.real, ())  # another one may be of another language
                if names and languages.by_name(found.path) in map(languages.by_name, names):
                    continue
                seen[found.real] = (*names, found.path)
            yield found
    for root, why in walk.ignoring.unsaid.items():
        yield Skipped(root, f"git can't say what it tracks of what is ignored ({why})")


def is_program(path: str) -> bool:
    """Tell whether a file is a program by its name: it is not passed by in silence."""
    return path.endswith(languages.suffixes())


def folders(paths: Iterable[str]) -> tuple[str, ...]:
    """Return where the files really are that paths stand for: the folders, and those of the files that are named."""
    return tuple({files.real(path if files.is_folder(path) else os.path.dirname(path) or ".") for path in paths})


def is_excluded(path: str, selection: Selection) -> bool:
    """Tell whether a path that was named itself would have been left out of the folder that it is in."""
    return Walk(selection).excludes(path)


def leaves_out(path: str, folder: str, selection: Selection) -> bool:
    """Tell whether a file is left out of a folder that it is in, both absolute paths; it need not be there."""
    return Walk(selection).leaves_out(path, folder)


def _of_path(walk: Walk, path: str) -> Iterator[File | Skipped]:
    """Yield what a named path stands for."""
    try:
        mode = files.status(path).st_mode
    except (OSError, ValueError) as error:
        yield Skipped(path, _reason(error), named=True, missing=True)
        return
    if walk.selection.force and walk.excludes(path):
        return
    if stat.S_ISDIR(mode):
        found = False
        walk.not_included.clear()
        for item in _in_folder(walk, path):
            found = True
            yield item
        if not found:
            yield Skipped(path, walk.why_empty(), empty=True)
    elif stat.S_ISREG(mode):
        yield File(path, files.real(path), named=True)
    else:
        yield Skipped(path, f"{descriptors.kind(mode)}, not a file", named=True)


def _in_folder(walk: Walk, top: str) -> Iterator[File | Skipped]:
    """Yield the files below a folder."""
    first, real = walk.first(top), files.real(top).rstrip(os.sep)
    above = len(first.path.rstrip(os.sep))
    stack = [first]
    while stack:
        folder = stack.pop()
        try:
            entries = {entry.name: entry for entry in files.entries(folder.path)}
        except OSError as error:
            named = folder is first
            yield Skipped(folder.shown, f"can't be listed: {_reason(error)}", named=named, unread=True)
            continue
        folders = []
        for entry, place in walk.inside(folder, entries, entries):
            if place.is_folder:
                folders.append(place)
            elif _is_file(entry):
                yield File(place.shown, real + place.path[above:], settings=place.table)
            else:
                yield from _of_link(place.shown, entry, place.table)
        stack.extend(reversed(folders))


def _is_file(entry: Entry) -> bool:
    try:
        return entry.is_file(follow_symlinks=False)
    except OSError:
        return False


def _of_link(shown: str, entry: Entry, table: Configuration | None) -> Iterator[File | Skipped]:
    """Yield what an entry of a folder stands for that is neither a file nor a folder itself.

    What can't be read, or is no file, is worth a word only where its name is a program's.
    """
    try:
        if entry.is_file():
            yield File(shown, files.real(entry.path), settings=table)
            return
        mode = files.status(entry.path).st_mode
    except OSError as error:
        if is_program(shown) and not entry.name.startswith(_LOCK):
            yield Skipped(shown, f"can't be read: {_reason(error)}", unread=True)
        return
    if is_program(shown) and not stat.S_ISDIR(mode):
        yield Skipped(shown, f"{descriptors.kind(mode)}, not a file")


def _reason(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)
