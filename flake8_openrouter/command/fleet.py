"""``flake8-openrouter fleet``: from its options to a run over many repositories, its results and an exit code."""

from __future__ import annotations

import os
import sys
import tempfile
from argparse import Namespace
from pathlib import Path

from flake8_openrouter.command import progress
from flake8_openrouter.command.usage import CLEAN, FAILED, FOUND, PROGRAM, UsageError, say
from flake8_openrouter.fleet import chunks, cluster, running, tables
from flake8_openrouter.fleet.cloning import Limits
from flake8_openrouter.fleet.cluster import ClusterError, Where
from flake8_openrouter.fleet.examining import Wanted
from flake8_openrouter.fleet.results import Results, ResultsError
from flake8_openrouter.fleet.rows import Repository, State
from flake8_openrouter.fleet.running import Done
from flake8_openrouter.fleet.sources import Source, sources
from flake8_openrouter.run import installed, processes

#: How many repositories that could not be read are named.
_NAMED = 20


class Tally:
    """What a run has come to: counts, and the rows of the first repositories that were not read, or in part."""

    def __init__(self) -> None:
        self.repositories = self.read = self.partial = self.failed = self.holding = self.keys = self.findings = 0
        self.broken: list[Repository] = []

    def count(self, done: Done) -> None:
        row = done.row
        self.repositories += 1
        self.read += done.is_new and row.state is not State.FAILED
        self.partial += row.state is State.PARTIAL
        self.failed += row.state is State.FAILED
        self.holding += bool(row.keys)
        self.keys += row.keys
        self.findings += row.findings
        if row.state is not State.DONE and len(self.broken) < _NAMED:
            self.broken.append(row)

    def __str__(self) -> str:
        unchanged = self.repositories - self.read - self.failed
        states = [f"{self.read} read", f"{unchanged} as before", f"{self.partial} in part", f"{self.failed} failed"]
        said = ", ".join(state for state in states if not state.startswith("0 "))
        keys = (
            f"{_many(self.keys, 'place')} of keys in the history of {_many(self.holding, 'repository', 'repositories')}"
        )
        findings = _many(self.findings, "finding")
        return f"{_many(self.repositories, 'repository', 'repositories')}: {said}. {keys}, {findings} at heads."


def _many(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def run(options: Namespace) -> int:
    """Read the repositories of a list, keep the results in a folder, and return the exit code."""
    _require(options)
    found = sources(options.list)
    if all(source.failure for source in found):
        return _nothing(found)
    try:
        with Results(Path(options.output_folder)) as results:
            tally = _tallied(options, found, results)
            if options.parquet:
                tables.write(results.path)
    except (ClusterError, ResultsError) as error:
        raise UsageError(str(error)) from None
    except OSError as error:
        reason = f"{options.output_folder} can't be written: {error.strerror or error}"
        raise UsageError(f"{reason}; run the same command again, which goes on from here") from None
    _say(options, tally, results.path)
    return _exit_code(options, tally)


def _nothing(found: list[Source]) -> int:
    """Say why nothing can be read; then there are no results either. Raises UsageError for an empty list."""
    if not found:
        raise UsageError("no repositories are listed")
    _say_broken([(source.name, source.failure) for source in found[:_NAMED]], len(found))
    return FAILED


def _require(options: Namespace) -> None:
    """Raise UsageError where an extra is missing, or options contradict each other."""
    if not cluster.is_there():
        raise UsageError('fleet needs `pip install "flake8-openrouter[fleet]"`')
    if options.parquet and not tables.is_there():
        raise UsageError('--parquet needs `pip install "flake8-openrouter[parquet]"`')
    if options.no_heads and options.no_history:
        raise UsageError("--no-heads and --no-history leave nothing to be read")
    if options.no_heads and options.branches:
        raise UsageError("--no-heads and --branches contradict each other")
    for name in ("jobs", "memory"):
        if options.scheduler and getattr(options, name):
            raise UsageError(f"--{name} is for workers on this machine: those of --scheduler have their own")
    if options.tls_ca_file and not options.scheduler:
        raise UsageError("--tls-ca-file needs --scheduler")
    if (options.tls_cert or options.tls_key) and not options.tls_ca_file:
        raise UsageError("--tls-cert and --tls-key need --tls-ca-file")


def _tallied(options: Namespace, found: list[Source], results: Results) -> Tally:
    """Run, and show how much of the work is done: by the sizes of the repositories, of which the largest come first."""
    workers = running.on_workers(_where(options), _wanted(options))
    tally, sizes = Tally(), {source.name: chunks.weight(source) for source in found}
    with progress.counted("Reading", sum(sizes.values()), wanted=sys.stderr.isatty() and not options.quiet) as advance:
        done = 0
        for each in running.run(found, results, workers, again=options.again):
            tally.count(each)
            done += sizes[each.source.name]
            advance(done)
    return tally


def _where(options: Namespace) -> Where:
    memory = (options.memory or 0) * 1_000_000
    local = Where(options.jobs or processes.processors(), *((memory,) if memory else ()))
    return local._replace(
        scheduler=options.scheduler or "",
        ca_file=options.tls_ca_file or "",
        certificate=options.tls_cert or "",
        key=options.tls_key or "",
    )


def _wanted(options: Namespace) -> Wanted:
    limits = Limits(clones(options))
    if options.clone_size:
        limits = limits._replace(bytes=options.clone_size * 1_000_000)
    if options.clone_time:
        limits = limits._replace(seconds=options.clone_time)
    return Wanted(limits, not options.no_heads, options.branches, not options.no_history)


def clones(options: Namespace) -> str:
    """Return where clones are kept: in the user's folder for caches, or for this run alone where there is none."""
    caches = installed.caches()
    usual = caches / "clones" if caches is not None else Path(tempfile.gettempdir(), f"{PROGRAM}-clones")
    return os.path.abspath(options.cache_folder or usual)


def _say(options: Namespace, tally: Tally, path: Path) -> None:
    _say_broken([(row.repository, row.reason) for row in tally.broken], tally.failed + tally.partial)
    if not options.quiet:
        print(tally)
        print(f"Results: {path}")


def _say_broken(broken: list[tuple[str, str]], number: int) -> None:
    for name, reason in broken:
        say(f"{name}: {reason}", as_it_is=True)
    if more := number - len(broken):
        say(f"and {more} more")


def _exit_code(options: Namespace, tally: Tally) -> int:
    if tally.failed:
        return FAILED
    found = tally.keys or tally.findings or tally.partial
    return FOUND if found and not options.exit_zero else CLEAN
