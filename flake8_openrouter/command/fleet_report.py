"""``flake8-openrouter fleet report RESULTS``: what a run over many repositories found, in a format to be read."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from flake8_openrouter.command import output, progress
from flake8_openrouter.command.fleet import clones
from flake8_openrouter.command.usage import CLEAN, FAILED, FOUND, UsageError
from flake8_openrouter.fleet import reports, rows
from flake8_openrouter.fleet.cloning import Limits
from flake8_openrouter.fleet.liveness import NOT_ASKED, Liveness
from flake8_openrouter.fleet.results import NAME, PREVIOUS
from flake8_openrouter.fleet.rows import Repository, Row, RowError
from flake8_openrouter.fleet.summary import Summary
from flake8_openrouter.fleet.summing import summary


def show(options: Namespace) -> int:
    """Report the results in a folder or a file, and return the exit code."""
    if options.output_file is not None:
        _require_free(options.output_file)
    path = _file(options.results)
    found = _read(path)
    earlier = _earlier(options.since, path)
    report = summary(found, _read(earlier) if earlier else None, _live(options, found))
    output.write(reports.render(report, options.output_format), options.output_file)
    return _exit_code(options, report)


def _require_free(path: str) -> None:
    """Raise UsageError where the report would take the place of something else than an earlier one."""
    try:
        with open(path, encoding="utf-8", errors="replace", newline="") as file:
            beginning = file.read(reports.BEGINNING)
    except OSError:  # it is not there, or says so when it is written
        beginning = ""
    if beginning and not reports.is_report(beginning):
        raise UsageError(f"{path} is there, and no report of ours: --output-file would overwrite it")


def _file(name: str) -> Path:
    """Return the file of results that a name stands for. Raises UsageError."""
    path = Path(name, NAME) if os.path.isdir(name) else Path(name)
    if not path.is_file():
        raise UsageError(f"{path} is not there: `flake8-openrouter fleet LIST` makes it")
    return path


def _earlier(name: str | None, path: Path) -> Path | None:
    """Return the file of the results of an earlier run: what is named, or what the last run has kept beside its own."""
    if name is not None:
        return _file(name)
    kept = path.with_name(PREVIOUS)
    return kept if path.name == NAME and kept.is_file() else None


def _read(path: Path) -> list[Row]:
    try:
        with open(path, "rb") as lines:
            return list(rows.read(lines))
    except RowError as error:
        raise UsageError(f"{path} holds no whole results: {error}") from None
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror or error}") from None


def _live(options: Namespace, found: list[Row]) -> Callable[[str], Liveness]:
    """Return what tells whether a key is live: OpenRouter, if it is to be asked. Raises UsageError."""
    if not options.online:
        return lambda key_hash: NOT_ASKED
    if find_spec("httpx") is None:
        raise UsageError('--online needs `pip install "flake8-openrouter[online]"`')
    from flake8_openrouter.fleet import live_keys  # the only module here that has anything sent

    total = len({row.key_hash for row in found if not isinstance(row, Repository) and row.key_hash})
    limits = Limits(clones(options))
    with progress.counted("Asking", total, wanted=sys.stderr.isatty() and not options.quiet) as advance:
        answers = live_keys.asked(found, limits, advance)
    return lambda key_hash: answers.get(key_hash, NOT_ASKED)


def _exit_code(options: Namespace, report: Summary) -> int:
    totals = report.totals
    if totals.failed:
        return FAILED
    return FOUND if (totals.keys or totals.findings or totals.partial) and not options.exit_zero else CLEAN
