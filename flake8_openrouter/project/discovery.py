"""Which files are checked: what was named, what lies in folders, and what is left out."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter import languages
from flake8_openrouter.disk import descriptors
from flake8_openrouter.project import gitignore
from flake8_openrouter.project.config import Configuration

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

#: Folders that hold no source of the project's own.
EXCLUDED = (
    *(".direnv", ".eggs", ".git", ".hg", ".hypothesis", ".ipynb_checkpoints", ".mypy_cache", ".nox", ".pytest_cache"),
    *(".pytype", ".ruff_cache", ".svn", ".tox", ".venv", "__pycache__", "__pypackages__", "_build", "build"),
    *("buck-out", "dist", "node_modules", "site-packages", "venv"),
)

#: Endings of the names of files that hold no text, or are copies of ours: they are not opened.
BINARY = frozenset(
    (
        *(
            "7z",
            "a",
            "apk",
            "avi",
            "avif",
            "bin",
            "bmp",
            "br",
            "bz2",
            "class",
            "dat",
            "db",
            "dll",
            "dmg",
            "doc",
            "docx",
        ),
        *("dylib", "eot", "exe", "flac", "gif", "gz", "h5", "icns", "ico", "iso", "jar", "jpeg", "jpg", "lz4", "mo"),
        *("mkv", "mov", "mp3", "mp4", "npy", "npz", "o", "ogg", "onnx", "otf", "parquet", "pdf", "pkl", "png", "ppt"),
        *("pptx", "pt", "pth", "pyc", "pyd", "pyo", "rar", "safetensors", "so", "sqlite", "sqlite3", "tar", "tgz"),
        *("tif", "tiff", "ttf", "wasm", "wav", "webm", "webp", "whl", "woff", "woff2", "xls", "xlsx", "xz", "zip"),
        *("zst", "flake8-openrouter-new", "flake8-openrouter-old"),
    )
)

#: What says that a folder is a virtual environment, whatever its name.
_ENVIRONMENT = "pyvenv.cfg"
#: How Emacs names the link that locks a file: it points nowhere.
_LOCK = ".#"

#: What a folder with ignore files of its own holds.
_IGNORING = (".git", ".gitignore")

#: The ignore files that hold for a folder, the outermost first, each with its own folder.
_Chain = tuple[tuple[str, "GitIgnoreSpec"], ...]


class File(NamedTuple):
    """A file to check, by the path that is shown; ``real`` is where it is when links are followed."""

    path: str
    real: str
    named: bool = False


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

    ``configuration`` gives the settings of the files in a folder, an absolute path.
    """

    configuration: Callable[[str], Configuration]
    exclude: tuple[str, ...] = EXCLUDED
    force: bool = False


def discover(paths: Iterable[str], selection: Selection) -> Iterator[File | Skipped]:
    """Yield the files that paths stand for, each once, in the order of the paths and then by name.

    Links to folders are followed only where they are named. Raises ConfigurationError for a wrong table.
    """
    walk = _Walk(selection)
    seen: set[tuple[str, str]] = set()
    for path in paths:
        for found in walk.of_path(os.path.normpath(path)):
            if isinstance(found, File):
                known = (found.real, os.path.splitext(found.path)[1])  # another name may be of another language
                if known in seen:
                    continue
                seen.add(known)
            yield found


def is_program(path: str) -> bool:
    """Tell whether a file is a program by its name, or holds some: it is not passed by in silence."""
    return path.endswith(languages.suffixes())


def folders(paths: Iterable[str]) -> tuple[str, ...]:
    """Return where the files really are that paths stand for: the folders, and those of the files that are named."""
    return tuple({os.path.realpath(path if os.path.isdir(path) else os.path.dirname(path) or ".") for path in paths})


def is_excluded(path: str, selection: Selection) -> bool:
    """Tell whether a path that was named itself would have been left out of its folder."""
    return _Walk(selection).excludes_named(path)


class _Walk:
    def __init__(self, selection: Selection) -> None:
        self.selection = selection
        plain = {pattern for pattern in selection.exclude if not any(letter in pattern for letter in "*?[/")}
        self.names = frozenset(plain)
        rest = tuple(pattern for pattern in selection.exclude if pattern not in plain)
        self.patterns = Configuration(root=Path.cwd(), exclude=rest)
        self.specs: dict[str, GitIgnoreSpec | None] = {}

    def of_path(self, path: str) -> Iterator[File | Skipped]:
        """Yield what a named path stands for."""
        try:
            mode = os.stat(path).st_mode
        except (OSError, ValueError) as error:
            yield Skipped(path, _reason(error), named=True, missing=True)
            return
        if self.selection.force and self.excludes_named(path):
            return
        if stat.S_ISDIR(mode):
            found = False
            for item in self.folder(path):
                found = True
                yield item
            if not found:
                yield Skipped(path, "no files to check in it", empty=True)
        elif stat.S_ISREG(mode):
            yield File(path, os.path.realpath(path), named=True)
        else:
            yield Skipped(path, f"{descriptors.kind(mode)}, not a file", named=True)

    def folder(self, top: str) -> Iterator[File | Skipped]:
        """Yield the files below a folder."""
        start, real = os.path.abspath(top), os.path.realpath(top).rstrip(os.sep)
        around, above = self.around(start), len(start.rstrip(os.sep))
        # Whoever names an ignored folder wants what is in it.
        stack = [(top, start, () if _ignored(around, start, is_folder=True) else around)]
        while stack:
            folder, absolute, chain = stack.pop()
            try:
                entries = {entry.name: entry for entry in os.scandir(absolute)}
            except OSError as error:
                yield Skipped(folder, f"can't be listed: {_reason(error)}", named=folder == top, unread=True)
                continue
            if folder != top and _ENVIRONMENT in entries:
                continue
            before = "" if folder == "." else os.path.join(folder, "")
            names = self.wanted(entries, before)
            if not names:
                continue
            chain = self.with_own(absolute, chain) if not entries.keys().isdisjoint(_IGNORING) else chain
            excludes = _exclusion(chain, self.selection.configuration(absolute))
            below: list[tuple[str, str, _Chain]] = []
            for name in names:
                entry, shown = entries[name], before + name
                if excludes is not None and excludes(entry):
                    continue
                if _is_folder(entry):
                    below.append((shown, entry.path, chain))
                elif _is_file(entry):
                    yield File(shown, real + entry.path[above:])
                else:
                    yield from _of_link(shown, entry)
            stack.extend(reversed(below))

    def wanted(self, entries: Mapping[str, os.DirEntry[str]], before: str) -> list[str]:
        """Return the names of files and folders that no option leaves out; ``before`` is before them in a path."""
        names = [
            name
            for name, entry in entries.items()
            if name not in self.names and (name.rpartition(".")[2].lower() not in BINARY or _is_folder(entry))
        ]
        if self.patterns.exclude:
            names = [name for name in names if not self.patterns.excludes(before + name)]
        return sorted(names)

    def excludes_named(self, path: str) -> bool:
        """Tell whether a path, or a folder that it lies in, is left out."""
        absolute = Path(os.path.abspath(path))
        inside = absolute.is_relative_to(Path.cwd())
        parts = absolute.relative_to(Path.cwd()).parts if inside else absolute.parts
        if not self.names.isdisjoint(parts) or self.patterns.excludes(str(absolute)):
            return True
        folder = str(absolute.parent)
        if self.selection.configuration(folder).excludes(str(absolute)):
            return True
        chain = self.with_own(folder, self.around(folder))
        return any(
            _ignored([link for link in chain if _is_above(link[0], step)], str(step), is_folder=step != absolute)
            for step in (absolute, *absolute.parents)
        )

    def around(self, folder: str) -> _Chain:
        """Return the ignore files of the folders above one, up to the root of its repository; none outside of one."""
        above = [folder, *map(str, Path(folder).parents)]
        root = next((index for index, step in enumerate(above) if os.path.exists(os.path.join(step, ".git"))), None)
        chain: _Chain = ()
        for step in reversed(above[1 : root + 1] if root is not None else ()):
            chain = self.with_own(step, chain)
        return chain

    def with_own(self, folder: str, chain: _Chain) -> _Chain:
        """Return a chain with a folder's own ignore files, each compiled once."""
        if folder not in self.specs:
            lines: list[str] = []
            for name in (os.path.join(".git", "info", "exclude"), ".gitignore"):
                lines += gitignore.lines(os.path.join(folder, name))
            self.specs[folder] = gitignore.compiled(lines)
        spec = self.specs[folder]
        return chain if spec is None else (*chain, (folder, spec))


def _exclusion(chain: _Chain, configuration: Configuration) -> Callable[[os.DirEntry[str]], bool] | None:
    """Return what tells whether a table or ignore files leave an entry of a folder out; None where nothing can."""
    if not (chain or configuration.exclude):
        return None

    def excludes(entry: os.DirEntry[str]) -> bool:
        if configuration.excludes(entry.path):
            return True
        return _ignored(chain, entry.path, is_folder=_is_folder(entry))

    return excludes


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:  # a file system that lists no kinds, and a folder that may only be listed
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file(follow_symlinks=False)
    except OSError:
        return False


def _of_link(shown: str, entry: os.DirEntry[str]) -> Iterator[File | Skipped]:
    """Yield what an entry of a folder stands for that is neither a file nor a folder itself."""
    try:
        if entry.is_file():
            yield File(shown, os.path.realpath(entry.path))
            return
        mode = os.stat(entry.path).st_mode
    except OSError as error:
        if is_program(shown) and not entry.name.startswith(_LOCK):
            yield Skipped(shown, f"can't be read: {_reason(error)}", unread=True)
        return
    if is_program(shown) and not stat.S_ISDIR(mode):
        yield Skipped(shown, f"{descriptors.kind(mode)}, not a file")


def _ignored(chain: Sequence[tuple[str, GitIgnoreSpec]], path: str, *, is_folder: bool) -> bool:
    """Tell whether ignore files leave a path out: the innermost that says something decides."""
    for folder, spec in reversed(chain):
        relative = os.path.relpath(path, folder).replace(os.sep, "/")
        answer = spec.check_file(f"{relative}/" if is_folder else relative).include
        if answer is not None:
            return answer
    return False


def _is_above(folder: str, path: Path) -> bool:
    return Path(folder) in path.parents


def _reason(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)
