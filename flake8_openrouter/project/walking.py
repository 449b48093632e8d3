"""Which of what is in a folder a walk comes to, whoever asks: who walks, or who has a path in it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter.disk import files, views
from flake8_openrouter.project.config import MARKS, Configuration
from flake8_openrouter.project.ignoring import Chain, Ignoring
from flake8_openrouter.project.left_out import EXCLUDED, is_binary

if TYPE_CHECKING:
    from flake8_openrouter.disk.protocol import Entry

#: What says that a folder is a virtual environment, whatever its name.
_ENVIRONMENT = "pyvenv.cfg"
_REPOSITORY, _IGNORED = ".git", ".gitignore"
#: What tells of a folder what holds in it.
_TELLING = frozenset((_ENVIRONMENT, _REPOSITORY, _IGNORED, *MARKS))


class Selection(NamedTuple):
    """What is left out: patterns as flake8's, and with ``force`` also where a path was named itself.

    ``configuration`` gives the settings of the files in a folder, an absolute path: those of the folder around it where
    it has none of ``MARKS``. ``ignores``: what ignore files name is left out too, unless git tracks it.
    """

    configuration: Callable[[str], Configuration]
    exclude: tuple[str, ...] = EXCLUDED
    force: bool = False
    ignores: bool = True


class Place(NamedTuple):
    """A file or folder that a walk comes to, by the path that is shown and an absolute one, with what holds for it.

    ``top`` is where the walk began, an absolute path.
    """

    shown: str
    path: str
    top: str
    chain: Chain
    table: Configuration | None = None
    is_folder: bool = True


class Walk:
    """What a walk over folders comes to. ``top`` is the current folder, of which the selection's patterns are."""

    def __init__(self, selection: Selection) -> None:
        self.selection = selection
        self.top = Path.cwd()
        plain = {pattern for pattern in selection.exclude if not any(letter in pattern for letter in "*?[/")}
        self.names = frozenset(plain)
        rest = tuple(pattern for pattern in selection.exclude if pattern not in plain)
        self.patterns = Configuration(root=self.top, exclude=rest)
        # What git tracks is checked though it is ignored.
        self.ignoring = Ignoring(honoured=selection.ignores and not views.current().is_tracked)
        self.not_included: dict[str, int] = {}

    def why_empty(self) -> str:
        """Return why there are no files to check in a folder."""
        if not self.not_included:
            return "no files to check in it"
        (file, count), *_ = self.not_included.items()
        files = "its one file" if count == 1 else f"any of its {count} files"
        return f"no files to check in it: include in {file} does not match {files}"

    def excludes(self, path: str) -> bool:
        """Tell whether a path that was named itself is left out of the folder that it is in.

        That is the current one, or for a path outside of that its repository, or else the whole disk.
        """
        absolute = Path(os.path.abspath(path))
        if absolute.is_relative_to(self.top):
            return self.leaves_out(str(absolute), ".")
        repository = next((step for step in absolute.parents if _has(str(step), _REPOSITORY)), None)
        return self.leaves_out(str(absolute), str(repository or absolute.anchor))

    def leaves_out(self, path: str, top: str) -> bool:
        """Tell whether a walk of a folder never comes to an absolute path in it, as if that were there."""
        from flake8_openrouter.disk.overlays import Named  # a walk needs none

        place = self.first(top)
        for name in Path(path).relative_to(place.path).parts:
            inner = os.path.join(place.path, name)
            mode = stat.S_IFREG if inner == path and not files.is_folder(path) else stat.S_IFDIR
            names = {name, *filter(partial(_has, place.path), _TELLING)}
            found = next(self.inside(place, names, {name: Named(name, inner, mode)}), None)
            if found is None:
                return True
            place = found[1]
        return place.path != place.top and _has(place.path, _ENVIRONMENT)

    def first(self, top: str) -> Place:
        """Return where a walk of a folder begins."""
        start = os.path.abspath(top)
        return Place(top, start, start, self.ignoring.below(start, force=self.selection.force))

    def inside(
        self, folder: Place, names: Collection[str], entries: Mapping[str, Entry]
    ) -> Iterator[tuple[Entry, Place]]:
        """Yield which of a folder's entries a walk comes to, by name. ``names`` are of all that tells of the folder."""
        if folder.path != folder.top and _ENVIRONMENT in names:
            return
        shown = folder.shown
        before = "" if shown == "." else shown if shown.endswith(os.sep) else shown + os.sep
        wanted = self.wanted(entries, before)
        if not wanted:
            return
        table = self.table(folder, names)
        chain = self.ignoring.within(folder.path, folder.chain, names)
        for entry, is_folder, inner in self.left(wanted, table, chain):
            yield entry, Place(before + entry.name, entry.path, folder.top, inner, table, is_folder)

    def table(self, folder: Place, names: Collection[str]) -> Configuration:
        """Return the settings of the files in a folder."""
        if folder.table is not None and not any(mark in names for mark in MARKS):
            return folder.table
        found = self.selection.configuration(folder.path)
        return found if found.root is not None else found._replace(checked=Path(folder.top))

    def wanted(self, entries: Mapping[str, Entry], before: str) -> list[tuple[Entry, bool]]:
        """Return what no option leaves out, by name, each with whether it is a folder.

        ``before`` is before the names in a path.
        """
        found = [
            (entry, is_folder)
            for name in sorted(entries.keys() - self.names)
            if (is_folder := _is_folder(entry := entries[name])) or not is_binary(name)
        ]
        if self.patterns.exclude:
            return [item for item in found if not self.patterns.excludes(before + item[0].name)]
        return found

    def left(
        self, wanted: Iterable[tuple[Entry, bool]], table: Configuration, chain: Chain
    ) -> Iterator[tuple[Entry, bool, Chain]]:
        """Yield what of a folder neither a table nor ignore files leave out, each with what holds below it."""
        if not (table.exclude or table.include or chain.hidden or chain.specs):
            yield from ((entry, is_folder, chain) for entry, is_folder in wanted)
            return
        for entry, is_folder in wanted:
            if table.excludes(entry.path):
                continue
            inner = self.ignoring.after(chain, entry.path, is_folder=is_folder)
            if inner is None:
                continue
            if is_folder or table.includes(entry.path):
                yield entry, is_folder, inner
            else:
                self.not_included[str(table.file)] = self.not_included.get(str(table.file), 0) + 1


def _has(folder: str, name: str) -> bool:
    return files.exists(os.path.join(folder, name))


def _is_folder(entry: Entry) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:  # a file system that lists no kinds, and a folder that may only be listed
        return False
