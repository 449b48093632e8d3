"""Which files are checked: what was named, what lies in folders, and what is left out."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter import languages
from flake8_openrouter.disk import descriptors, files, views
from flake8_openrouter.project.config import MARKS, Configuration
from flake8_openrouter.project.ignoring import Chain, Ignoring
from flake8_openrouter.project.left_out import EXCLUDED, is_binary

if TYPE_CHECKING:
    from flake8_openrouter.disk.protocol import Entry

#: What says that a folder is a virtual environment, whatever its name.
_ENVIRONMENT = "pyvenv.cfg"
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


class Selection(NamedTuple):
    """What is left out: patterns as flake8's, and with ``force`` also where a path was named itself.

    ``configuration`` gives the settings of the files in a folder, an absolute path: those of the folder around it where
    it has none of ``MARKS``. ``ignores``: what ignore files
    name is left out too, unless git tracks it.
    """

    configuration: Callable[[str], Configuration]
    exclude: tuple[str, ...] = EXCLUDED
    force: bool = False
    ignores: bool = True


def discover(paths: Iterable[str], selection: Selection) -> Iterator[File | Skipped]:
    """Yield the files that paths stand for, each once, in the order of the paths and then by name.

    Links to folders are followed only where they are named. Raises ConfigurationError for a wrong table.
    """
    walk = _Walk(selection)
    seen: dict[str, tuple[str, ...]] = {}
    for path in paths:
        for found in walk.of_path(os.path.normpath(path)):
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


def is_excluded(path: str, selection: Selection, folder: Path | None = None) -> bool:
    """Tell whether a path that was named itself would have been left out of a folder, by default the current one."""
    return _Walk(selection, folder).excludes_named(path)


class _Walk:
    def __init__(self, selection: Selection, folder: Path | None = None) -> None:
        self.selection = selection
        self.top = folder or Path.cwd()
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

    def of_path(self, path: str) -> Iterator[File | Skipped]:
        """Yield what a named path stands for."""
        try:
            mode = files.status(path).st_mode
        except (OSError, ValueError) as error:
            yield Skipped(path, _reason(error), named=True, missing=True)
            return
        if self.selection.force and self.excludes_named(path):
            return
        if stat.S_ISDIR(mode):
            found = False
            self.not_included.clear()
            for item in self.folder(path):
                found = True
                yield item
            if not found:
                yield Skipped(path, self.why_empty(), empty=True)
        elif stat.S_ISREG(mode):
            yield File(path, files.real(path), named=True)
        else:
            yield Skipped(path, f"{descriptors.kind(mode)}, not a file", named=True)

    def folder(self, top: str) -> Iterator[File | Skipped]:
        """Yield the files below a folder."""
        start, real = os.path.abspath(top), files.real(top).rstrip(os.sep)
        above = len(start.rstrip(os.sep))
        below = self.ignoring.below(start, force=self.selection.force)
        stack: list[tuple[str, str, Chain, Configuration | None]] = [(top, start, below, None)]
        while stack:
            folder, absolute, chain, table = stack.pop()
            try:
                entries = {entry.name: entry for entry in files.entries(absolute)}
            except OSError as error:
                yield Skipped(folder, f"can't be listed: {_reason(error)}", named=folder == top, unread=True)
                continue
            if folder != top and _ENVIRONMENT in entries:
                continue
            before = "" if folder == "." else folder if folder.endswith(os.sep) else folder + os.sep
            wanted = self.wanted(entries, before)
            if not wanted:
                continue
            if table is None or not entries.keys().isdisjoint(MARKS):
                table = self.selection.configuration(absolute)
                table = table if table.root is not None else table._replace(checked=Path(start))
            chain = self.ignoring.within(absolute, chain, entries)
            folders = []
            for entry, is_folder, inner in self.left(wanted, table, chain):
                shown = before + entry.name
                if is_folder:
                    folders.append((shown, entry.path, inner, table))
                elif _is_file(entry):
                    yield File(shown, real + entry.path[above:], settings=table)
                else:
                    yield from _of_link(shown, entry, table)
            stack.extend(reversed(folders))

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

    def excludes_named(self, path: str) -> bool:
        """Tell whether a path, or a folder that it lies in, is left out."""
        absolute = Path(os.path.abspath(path))
        inside = absolute.is_relative_to(self.top)
        parts = absolute.relative_to(self.top).parts if inside else absolute.parts
        if not self.names.isdisjoint(parts) or self.patterns.excludes(str(absolute)):
            return True
        table = self.selection.configuration(str(absolute.parent))
        if table.excludes(str(absolute)) or not (table.includes(str(absolute)) or files.is_folder(str(absolute))):
            return True
        return self.ignoring.leaves_out(str(absolute))


def _is_folder(entry: Entry) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:  # a file system that lists no kinds, and a folder that may only be listed
        return False


def _is_file(entry: Entry) -> bool:
    try:
        return entry.is_file(follow_symlinks=False)
    except OSError:
        return False


def _of_link(shown: str, entry: Entry, table: Configuration) -> Iterator[File | Skipped]:
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
