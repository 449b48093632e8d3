"""Whole commands, timed in turn: wall and CPU seconds and peak memory of the process and of those it starts."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

#: Exit codes that say nothing of a failure: linters end with 1 where they find something, ripgrep where not.
_USUAL = (0, 1)

#: How variables begin that are settings of a scanner.
_SETTINGS = ("BETTERLEAKS", "GITLEAKS", "KF_", "KINGFISHER")


@dataclass(frozen=True)
class Command:
    """A command, where it is run, the exit codes that it may end with, and how many processors it has: 0 for all."""

    name: str
    arguments: tuple[str, ...]
    folder: Path
    codes: tuple[int, ...] = _USUAL
    processors: int = 0


@dataclass(frozen=True)
class Run:
    """Seconds of wall and CPU time, and the peak memory in megabytes, of one run."""

    wall: float
    cpu: float
    memory: float


class Failed(Exception):
    """A command that ended otherwise than it may."""


def run(command: Command) -> Run:
    """Run a command once, its output thrown away. Raises Failed."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command.arguments,
        cwd=command.folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(),
        preexec_fn=partial(_confine, command.processors) if command.processors else None,
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode not in command.codes:
        raise Failed(f"{command.name} ended with {process.returncode}: {said.decode(errors='replace')[-500:]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _confine(processors: int) -> None:
    """Let this process, and those that it starts, run on so many processors."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:processors])


def environment() -> Mapping[str, str]:
    """Return what a command is given: nothing that says to it what to do."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_SETTINGS)}
    return {**kept, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}


def rounds(commands: Sequence[Command], count: int) -> dict[str, list[Run]]:
    """Run commands in turn, one round after another; a round before those warms the caches."""
    found: dict[str, list[Run]] = {command.name: [] for command in commands}
    for number in range(count + 1):
        for command in commands:
            measured = run(command)
            if number:
                found[command.name].append(measured)
    return found


@dataclass(frozen=True)
class Found:
    """The median, least and greatest of what was found, and the median seconds of the commands that are compared."""

    value: float
    least: float
    greatest: float
    seconds: tuple[float, ...] = ()


def spread(values: Sequence[float], seconds: tuple[float, ...] = ()) -> Found:
    return Found(statistics.median(values), min(values), max(values), seconds)


def ratio(runs: Sequence[Run], others: Sequence[Run], what: str) -> Found:
    """Return the ratios of two commands' ``what``, each within its round."""
    one, other = ([float(getattr(item, what)) for item in each] for each in (runs, others))
    ratios = [first / second for first, second in zip(one, other, strict=True)]
    return spread(ratios, (statistics.median(one), statistics.median(other)))
