"""``flake8-openrouter history [REPO…]``: the keys in all that repositories ever held, and the commits with them."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from flake8_openrouter.command import notes, output, progress
from flake8_openrouter.command.usage import CLEAN, FAILED, FOUND, UsageError, nearest_path, width_of
from flake8_openrouter.git import repositories
from flake8_openrouter.git.repositories import NoRepository, Repository
from flake8_openrouter.git.starting import GitError
from flake8_openrouter.history import known, reports
from flake8_openrouter.history.ledger import Ledger, NoLedger
from flake8_openrouter.history.repositories import ledger_file, searched
from flake8_openrouter.history.results import RepositoryHistory
from flake8_openrouter.project import baseline
from flake8_openrouter.run.processes import processors

#: Processes from which on this one, which lists what is to be searched, is no faster than they are.
_MOST_WORKERS = 16


def show(options: Namespace) -> int:
    """Search the repositories that the options name, report what is found, and return the exit code."""
    _reject_contradictions(options)
    run = _Run(options)
    width = width_of(sys.stdout) if options.output_file is None else None
    output.write(reports.render(reports.Report(run.histories(), width), options.output_format), options.output_file)
    run.conclude()
    return run.exit_code()


def _reject_contradictions(options: Namespace) -> None:
    if "" in options.repositories:
        raise UsageError("a path is empty")
    for name in ("baseline", "write_baseline", "output_file", "ledger"):
        if getattr(options, name) == "":
            raise UsageError(f"--{name.replace('_', '-')} is empty")
    if options.no_ledger and (options.since_last or options.ledger):
        raise UsageError(f"--no-ledger can't be combined with {'--since-last' if options.since_last else '--ledger'}")
    if options.output_file:
        output.require_free(options.output_file)


class _Run:
    """One run over some repositories: what it found, and what it could not do."""

    def __init__(self, options: Namespace) -> None:
        self._options = options
        self._say = notes.speaker(quiet=options.quiet)
        self._known = baseline.read(Path(options.baseline)) if options.baseline else frozenset()
        self._workers = min(processors(), _MOST_WORKERS)
        self._entries: set[str] = set()
        self._silenced: set[str] = set()
        self._found = self._failed = self._is_incomplete = False

    def histories(self) -> Iterator[RepositoryHistory]:
        """Yield what is found in each repository, without what is known, once it is searched."""
        paths = self._options.repositories or ["."]
        for number, path in enumerate(paths, 1):
            title = f"Searching {number}/{len(paths)}" if len(paths) > 1 else "Searching"
            try:
                history = self._searched(repositories.found(path), title)
            except (NoRepository, GitError) as error:
                self._failed = True
                suggestion = "" if os.path.lexists(path) else nearest_path(path)
                self._say(f"{path}: {error}{suggestion}: not searched", always=True)
                continue
            for line in notes_of(history):
                self._say(f"{path}: {line}", always=True)
            yield self._without_known(history)

    def _searched(self, repository: Repository, title: str) -> RepositoryHistory:
        ledger = self._ledger(repository)
        wanted = not self._options.quiet and sys.stderr.isatty()
        with progress.counted(title, repository.objects() if wanted else 0, wanted=wanted) as advance:
            history = searched(repository, ledger, advance, since_last=self._options.since_last, workers=self._workers)
        if ledger.failure:
            self._say(f"{repository.path}: the ledger can't be kept: {ledger.failure}")
        return history

    def _ledger(self, repository: Repository) -> NoLedger:
        if self._options.no_ledger:
            return NoLedger()
        file = ledger_file(repository, Path(self._options.ledger) if self._options.ledger else None)
        try:
            return Ledger(file) if file is not None else NoLedger()
        except OSError as error:
            self._say(f"{repository.path}: the ledger can't be kept: {error.strerror or error}")
            return NoLedger()

    def _without_known(self, history: RepositoryHistory) -> RepositoryHistory:
        entries = {each: known.fingerprint(each.key) for each in history.keys}
        self._entries |= set(entries.values())
        silenced = self._entries if self._options.write_baseline else self._known
        self._silenced |= set(entries.values()) & silenced
        history.keys = [each for each, entry in entries.items() if entry not in silenced]
        self._found = self._found or bool(history.keys)
        self._is_incomplete = self._is_incomplete or not history.is_complete
        return history

    def conclude(self) -> None:
        """Say what is known, and write it where that is asked for."""
        if self._options.write_baseline:
            for line in notes.write_baseline(Path(self._options.write_baseline), self._entries, whole=False):
                self._say(line)
        elif self._silenced:
            self._say(f"{len(self._silenced)} known: the baseline has them.")

    def exit_code(self) -> int:
        if self._failed:
            return FAILED
        return FOUND if (self._found or self._is_incomplete) and not self._options.exit_zero else CLEAN


#: What was not searched, and why: by the count of it, how one of them is called, and what is said of all.
_NOT_SEARCHED = (
    ("damaged", "damaged object", "{}: not searched"),
    ("held", "blob", "{} too large to be put together by git within bounds: not searched"),
    ("missing", "missing object", "{} of a partial clone: not searched, and not fetched"),
    ("vanished", "object", "{} gone while the repository was read: not searched"),
    ("elsewhere", "file", "{} kept by LFS, outside of the repository: not searched"),
    ("shallow", "commit", "the history is cut off at {}: git fetch --unshallow brings the rest"),
)


def notes_of(history: RepositoryHistory) -> Iterator[str]:
    """Yield a line for each thing that was not searched, and why."""
    for count, noun, said in _NOT_SEARCHED:
        if number := getattr(history.counts, count):
            yield said.format(_many(number, noun))
    if history.borrowed:
        yield f"objects are borrowed from {history.borrowed}: only those that a ref leads to were searched"
    if history.submodules:
        yield f"{_many(history.submodules, 'submodule')}: each is a repository of its own, name it as well"
    yield from history.failures


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"
