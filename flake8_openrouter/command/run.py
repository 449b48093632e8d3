"""What one run of ``check`` goes through: the files, or standard input, and what comes of each."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from flake8_openrouter import languages
from flake8_openrouter.command import progress
from flake8_openrouter.command.usage import read_stdin
from flake8_openrouter.project import discovery
from flake8_openrouter.project.config import Configuration, ConfigurationError
from flake8_openrouter.project.discovery import File, Skipped
from flake8_openrouter.project.left_out import EXCLUDED
from flake8_openrouter.project.overrides import Overrides
from flake8_openrouter.project.walking import Selection
from flake8_openrouter.run import pool, reading
from flake8_openrouter.run.cache import Cache
from flake8_openrouter.run.tasks import FixMode, Outcome, Task

if TYPE_CHECKING:
    from flake8_openrouter.model import Finding

#: Settings that leave out all that there is.
_NOTHING = Configuration(exclude=("*",))


class Run:
    """What one run of ``check`` has come to. ``unread`` are the files that should have been checked.

    ``searched`` are those that were named, and in which only keys were looked for. ``wrong`` are the settings for which
    files were left out.
    """

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []
        self.unread: list[Skipped] = []
        self.skipped: list[Skipped] = []
        self.searched: list[str] = []
        self.wrong: list[ConfigurationError] = []
        self.looked_at = 0

    def sorted_out(self, items: Iterable[Task | Skipped | None]) -> Iterator[Task]:
        """Yield what is to be done, and keep count of the rest."""
        for item in items:
            if item is not None and item.searched:
                self.searched.append(item.path)
            elif isinstance(item, Skipped):
                (self.unread if item.unread else self.skipped).append(item)
            else:
                self.looked_at += 1
            if isinstance(item, Task):
                yield item

    @cached_property
    def findings(self) -> list[Finding]:
        """All that was found; asked for when all is done."""
        found = [finding for outcome in self.outcomes for finding in outcome.findings]
        if self.unread:
            from flake8_openrouter.run.outcomes import unread

            found += [unread(item.path, item.reason) for item in self.unread]
        return pool.in_order(found)

    @property
    def fixed(self) -> list[Finding]:
        return [finding for outcome in self.outcomes for finding in outcome.fixed]


def of_paths(options: Namespace, overrides: Overrides, mode: FixMode | None) -> Run:
    """Check, and fix, what the options' paths stand for.

    Raises ConfigurationError where nothing can be checked, or nothing is to be fixed, for wrong settings.
    """
    run = Run()
    if mode:
        found = discovery.discover(options.paths, _selection(options, overrides.for_folder))
        found = _settled(found, overrides, write=mode.write)
    else:
        settings = _Settings(overrides, run.wrong)
        found = settings.leave_out(discovery.discover(options.paths, _selection(options, settings.for_folder)))
    found = progress.shown(found, wanted=sys.stderr.isatty() and not options.quiet)
    cache = None if options.no_cache or options.revision else Cache(os.getcwd())
    tasks = run.sorted_out(reading.read(found, overrides, mode, cache, alone=options.jobs == 1))
    for outcome in pool.run(tasks, options.jobs):
        if outcome.consulted is None:
            run.outcomes.append(outcome)
        elif cache is not None:
            cache.note(outcome.path, outcome.consulted)
    if cache is not None:
        cache.write()
    if run.wrong and not run.looked_at:
        raise run.wrong[0]
    run.outcomes.sort(key=lambda outcome: outcome.path)
    return run


def of_stdin(options: Namespace, overrides: Overrides, mode: FixMode | None) -> Run:
    """Check, and fix, standard input: of the first language, unless the name that it is given says otherwise."""
    path = options.stdin_filename or "<stdin>"
    data = read_stdin()
    language = languages.of_file(path, data) if options.stdin_filename else languages.LANGUAGES[0]
    left_out = options.force_exclude and discovery.is_excluded(path, _selection(options, overrides.for_folder))
    task = None if left_out else reading.task(path, data, overrides, language, mode)
    outcomes = pool.run([task]) if task is not None else [Outcome(path, before=data, after=data)]
    run = Run()
    keys_alone = language is None or language.keys_alone
    run.outcomes, run.looked_at = list(outcomes), int(not keys_alone)
    run.searched = [path] if keys_alone and not left_out else []
    return run


def unused_ignores(options: Namespace, overrides: Overrides, *, whole: bool) -> Iterator[str]:
    """Yield a line for each comment, and each setting for a path, that silences nothing in the files that are checked.

    All of them are read again, and what is remembered is of no account: nothing else needs to know it.
    """
    from flake8_openrouter.run.unused import unused

    settings = _Settings(overrides, [])
    found = settings.leave_out(discovery.discover(options.paths, _selection(options, settings.for_folder)))
    paths = (item.path for item in found if isinstance(item, File))
    yield from map(str, unused(paths, overrides, whole=whole))


def _settled(found: Iterator[File | Skipped], overrides: Overrides, *, write: bool) -> Iterator[File | Skipped]:
    """Find all files, and their settings, before the first is written: a wrong table, or baseline, ends the run.

    What a killed run left in their folders is taken away.
    """
    from flake8_openrouter.disk import copies

    items = list(found)
    chosen = [item for item in items if isinstance(item, File)]
    for folder in dict.fromkeys(os.path.dirname(os.path.abspath(item.path)) for item in chosen):
        _read(overrides, folder)
    for folder in dict.fromkeys(os.path.dirname(item.real) for item in chosen if write):
        copies.tidy(Path(folder))
    return iter(items)


class _Settings:
    """The settings of folders, of which those that are wrong leave out what lies there: the rest is checked."""

    def __init__(self, overrides: Overrides, wrong: list[ConfigurationError]) -> None:
        self._overrides, self._wrong = overrides, wrong
        self._folders: dict[str, Configuration] = {}

    def for_folder(self, folder: str) -> Configuration:
        if folder not in self._folders:
            try:
                self._folders[folder] = _read(self._overrides, folder)
            except ConfigurationError as error:
                self._folders[folder] = _NOTHING
                if str(error) not in map(str, self._wrong):
                    self._wrong.append(error)
        return self._folders[folder]

    def leave_out(self, found: Iterable[File | Skipped]) -> Iterator[File | Skipped]:
        """Yield what was found but for files whose settings are wrong, which somebody has named.

        Others were left out while they were looked for.
        """
        for item in found:
            if isinstance(item, File) and item.named:
                folder = os.path.dirname(os.path.abspath(item.path))
                if self.for_folder(folder) is _NOTHING:
                    continue
            yield item


def _read(overrides: Overrides, folder: str) -> Configuration:
    """Return a folder's settings, whose baseline is read as well. Raises ConfigurationError."""
    settings = overrides.for_folder(folder)
    if settings.baseline is not None:
        from flake8_openrouter.project import baseline  # with json and hashlib

        baseline.read(settings.baseline)
    return settings


def _selection(options: Namespace, settings: Callable[[str], Configuration]) -> Selection:
    exclude = tuple(options.exclude) if options.exclude is not None else EXCLUDED
    left_out = (*exclude, *(options.extend_exclude or ()))
    return Selection(settings, left_out, options.force_exclude, ignores=not options.no_ignore)
