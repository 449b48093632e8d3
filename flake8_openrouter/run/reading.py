"""From the files that were found to what is to be done: each is read once, and decoded only if it may concern us."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter import languages
from flake8_openrouter.disk import files
from flake8_openrouter.disk.descriptors import TooLarge
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.project.discovery import File, Skipped, is_program
from flake8_openrouter.project.overrides import Overrides
from flake8_openrouter.run import prefilter, reliance, searching
from flake8_openrouter.run.cache import Cache
from flake8_openrouter.run.searching import Wanted, holds
from flake8_openrouter.run.tasks import FixMode, Task

if TYPE_CHECKING:
    from pathlib import Path

    from flake8_openrouter.languages import Language

_KEYS = tuple(word.encode() for word in prefilter.KEYS)

#: Bytes of a text from which on it is not held: what is found in it would hold all of it.
_LONG = 1_000_000


def read(
    found: Iterator[File | Skipped],
    overrides: Overrides,
    mode: FixMode | None = None,
    cache: Cache | None = None,
    *,
    alone: bool = True,
) -> Iterator[Task | Skipped | None]:
    """Yield a task for each file that may concern us, None for another one, and what is skipped, or unreadable.

    A file that the cache knows to be clean is another one. One that is binary and without a key is ``searched``.
    Unless ``alone`` a second process may help.
    """
    reader = _Reader(overrides, mode, cache)
    sifted = ((item, True) for item in found) if alone else searching.sifted(found, reader.wanted)
    passed: list[File] = []
    for item, is_wanted in sifted:
        if isinstance(item, Skipped):
            yield item
            continue
        task = reader.read(item) if is_wanted else None
        if task is None and item.path not in reader.clean and is_program(item.path):
            passed.append(item)  # whether another file of its project concerns us, the last one may say
        else:
            yield task
    for item in passed:
        yield reader.relying(item) if item.named or reader.concerned else None


def task(
    path: str, data: bytes, overrides: Overrides, language: Language | None, mode: FixMode | None = None
) -> Task | None:
    """Return what is to be done for the bytes of a file; None where nothing in them can concern us."""
    return _Reader(overrides, mode).task(File(path, path, named=True), data, language)


class _Settings(NamedTuple):
    """What holds for the files of a folder, and the words, in lower case, of which such a file must hold one."""

    configuration: Configuration
    words: tuple[bytes, ...]


class _Reader:
    """``clean`` are files that the cache knows, ``concerned`` folders of projects of which a program concerns us.

    ``programs`` are those of such a folder that hold a word, ``callers`` tells for one whom these call.
    """

    def __init__(self, overrides: Overrides, mode: FixMode | None, cache: Cache | None = None) -> None:
        self.overrides, self.mode, self.cache = overrides, mode, cache
        self.known: dict[Configuration, _Settings] = {}
        self.clean: set[str] = set()
        self.concerned: set[str] = set()
        self.programs: dict[str, list[str]] = defaultdict(list)
        self.callers: dict[tuple[str, str], Callable[[str, bytes], bool]] = {}

    def read(self, file: File) -> Task | Skipped | None:
        """Return what is to be done for a file; nothing for one that is binary, unless it was named."""
        path = file.path
        try:
            data = files.read(path, files.LARGE)
        except TooLarge:
            found = self.large(file)
            return _searched(path, found) if file.named and not isinstance(found, Skipped) else found
        except FileNotFoundError as error:  # somebody took it away meanwhile
            return Skipped(path, f"can't be read: {error.strerror}", unread=True) if file.named else None
        except OSError as error:
            return Skipped(path, f"can't be read: {error.strerror or error}", unread=file.named or is_program(path))
        if not (file.named or searching.may_concern(path, data, self.settings(file).words)):
            return None
        language = languages.of_file(path, data)
        keys_alone = language is None or language.keys_alone
        if language is None and not file.named:
            return None
        found = self.task(file, data, language)
        if found and keys_alone and len(data) > _LONG and b"\0" not in data:
            found = self.piecewise(file)
        if keys_alone and file.named:
            return _searched(path, found)
        if found is not None and not keys_alone:
            self.programs[reliance.folder(path, found.configuration.project)].append(path)
        return self.unknown(found, keys_alone=keys_alone) if found is not None else None

    def unknown(self, task: Task, *, keys_alone: bool = False) -> Task | None:
        """Return a task unless the cache knows its file to be clean."""
        if not keys_alone:
            self.concerned.add(reliance.folder(task.path, task.configuration.project))
        if task.words or not self.cache or not _is_known(task, self.cache):
            return task
        self.clean.add(task.path)
        return None

    def relying(self, file: File) -> Task | None:
        """Return what is to be done for a file without one of the words: one with it may give it all, or call it."""
        settings = self.settings(file)
        root = settings.configuration.project
        folder = reliance.folder(file.path, root)
        if not file.named and folder not in self.concerned:
            return None
        try:
            data = files.read(file.path, files.LARGE)
        except OSError:
            return None
        language = languages.of_file(file.path, data)
        if language is None:
            return None
        callers = self.callers_of(folder, language, root)
        if not reliance.relies(file.path, data, language, root, settings.words, callers):
            return None
        return self.unknown(Task(file.path, data, settings.configuration, self.mode, language.name))

    def callers_of(self, folder: str, language: Language, root: Path | None) -> Callable[[str, bytes], bool]:
        """Return what tells whether the programs of a project's folder that hold a word call a file of a language."""
        key = (folder, language.name)
        if key not in self.callers:
            self.callers[key] = language.callers(self.programs.get(folder, ()), root)
        return self.callers[key]

    def large(self, file: File) -> Task | Skipped | None:
        """Return what is to be done for a file that is too large to be held: keys are looked for."""
        path = file.path
        try:
            holds_key = searching.holds_in_pieces(path, _KEYS)
        except OSError as error:
            return Skipped(path, f"can't be read: {error.strerror or error}", unread=is_program(path))
        if holds_key:
            return self.piecewise(file)
        unread = f"it is larger than {files.LARGE // 1_000_000} MB"
        return Skipped(path, unread, unread=True) if is_program(path) else None

    def piecewise(self, file: File) -> Task:
        """Return what is to be done for a file of which no more than a piece is held."""
        return Task(file.path, b"", self.settings(file).configuration, None, languages.TEXT.name, _KEYS)

    def task(self, file: File, data: bytes, language: Language | None) -> Task | None:
        settings = self.settings(file)
        if not holds(data, _KEYS if language is None or language.keys_alone else settings.words, language):
            return None
        return Task(file.path, data, settings.configuration, self.mode, language.name if language else "")

    def wanted(self, item: File | Skipped) -> Wanted | None:
        """Return what is to be searched for in a file; None in one that is read in any case."""
        if isinstance(item, Skipped) or item.named:
            return None
        return item.path, self.settings(item).words

    def settings(self, file: File) -> _Settings:
        """Return what holds for a file. Raises ConfigurationError."""
        configuration = file.settings or self.overrides.for_folder(os.path.abspath(os.path.dirname(file.path)))
        if configuration not in self.known:
            words = tuple(word.encode() for word in prefilter.words(configuration))
            # What is left out was left out while looking for files: a file that was named itself is checked.
            self.known[configuration] = _Settings(configuration._replace(include=(), exclude=()), words)
        return self.known[configuration]


def _searched(path: str, task: Task | None) -> Task | Skipped:
    """Return what comes of a file in which keys alone were looked for, and that somebody named."""
    return task._replace(searched=True) if task else Skipped(path, "only keys were looked for", searched=True)


def _is_known(task: Task, cache: Cache) -> bool:
    if task.configuration.baseline is not None:
        from flake8_openrouter.project import baseline  # with json and hashlib

        baseline.read(task.configuration.baseline)  # a wrong one is as wrong where all is known
    return cache.holds(task.path, task.data, task.configuration)
