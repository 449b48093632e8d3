"""Many repositories: what a second worker is worth, and what the largest worker holds, whatever a repository is."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psutil

from benchmarks import ROOT, peers
from benchmarks.figures import Bench, Figure, at_most, compared
from benchmarks.measure import Command, Failed, environment, ratio, rounds, spread

#: Repositories, and commits of each at most.
_REPOSITORIES, _COMMITS = 200, 300

#: Bytes of the largest blob, and those of it that are made at once.
_LARGE, _PIECE = 1 << 30, 1 << 20

#: Megabytes that a worker may hold, with what git holds for it and can't give back.
_MOST = 250
#: Seconds between two looks at the processes of a run.
_GLANCE = 0.05


def speed(bench: Bench) -> Iterator[Figure]:
    """Compare whole runs: the start of the workers is in them, which a second one does not make shorter.

    What each git reads beside its worker takes a processor too: one worker that has both uses more than one.
    """
    folder = _made(bench, "fleet", _REPOSITORIES, _COMMITS)
    two = _command(bench, folder, 2)
    one = _command(bench, folder, 1)
    confined = replace(one, name="confined", processors=1)
    runs = rounds((confined, one, two), bench.count)
    what = f"two workers on {_REPOSITORIES} repositories: speed-up"
    found = ratio(runs[confined.name], runs[two.name], "wall")
    yield Figure(f"{what}, each with a processor", "ratio", "at least 1.8", found, held=found.value >= 1.8)
    yield compared(f"{what}, to one with two processors", ratio(runs[one.name], runs[two.name], "wall"))


def memory(bench: Bench) -> Iterator[Figure]:
    folder = _made(bench, "fleet-large", 20, 12)
    if not (folder / "large.git").exists():
        _large(folder / "large.git")
    peak = max(_peaks(_command(bench, folder, 2)), default=0.0)
    yield at_most("peak memory of a worker and of its git, a blob of 1 GB", _MOST, spread([peak]), "MB")


def _command(bench: Bench, folder: Path, workers: int) -> Command:
    out = folder.with_name(f"{folder.name}-results-{workers}")
    name = f"{workers} workers"
    options = ("fleet", str(folder), "--again", "--jobs", str(workers), "-q", "-o", str(out))
    return peers.fleet(bench.cache, bench.cache, *options, name=name)


def _made(bench: Bench, name: str, repositories: int, commits: int) -> Path:
    """Return a folder of repositories, made once."""
    folder = bench.cache / f"{name}-{repositories}-{commits}"
    options = ("--repositories", str(repositories), "--commits", str(commits))
    script = ROOT / "examples" / "fleet" / "make.py"
    subprocess.run((sys.executable, str(script), str(folder), *options), check=True, stdout=subprocess.DEVNULL)
    return folder


def _large(repository: Path) -> None:
    """Make a repository with one large blob, a key at its end."""
    new = repository.with_suffix(".part")
    subprocess.run(("git", "init", "--quiet", "--bare", "--initial-branch=main", str(new)), check=True)
    draw = random.Random("fleet")
    pieces = [draw.randbytes(_PIECE // 2).hex().encode() for _ in range(8)]
    key = b"\nKEY = 'sk-or-v1-%s'\n" % draw.randbytes(32).hex().encode()
    head = "commit refs/heads/main\ncommitter A <a@a.test> 1700000000 +0000\ndata 1\nx\nM 100644 inline large.txt\n"
    with subprocess.Popen(("git", "fast-import", "--quiet"), cwd=new, stdin=subprocess.PIPE) as git:
        assert git.stdin is not None
        git.stdin.write(f"{head}data {_LARGE + len(key)}\n".encode())
        git.stdin.writelines(pieces[number % len(pieces)] for number in range(_LARGE // _PIECE))
        git.stdin.write(key + b"\n")
    new.rename(repository)


def _peaks(command: Command) -> Iterator[float]:
    """Run a command, and yield again and again what each of its workers holds, with its git, in megabytes."""
    with subprocess.Popen(command.arguments, cwd=command.folder, env=environment()) as run:
        while run.poll() is None:
            with suppress(psutil.Error):
                yield from (_held(child) for child in psutil.Process(run.pid).children() if _works(child))
            time.sleep(_GLANCE)
    if run.returncode not in command.codes:
        raise Failed(f"{command.name} ended with {run.returncode}")


def _works(process: psutil.Process) -> bool:
    return any("spawn_main" in word for word in process.cmdline())


def _held(worker: psutil.Process) -> float:
    """Return what a worker holds, and what git holds for it: a pack that it maps is the system's to take back."""
    held = worker.memory_info().rss
    for git in worker.children(recursive=True):
        with suppress(psutil.Error):
            info = git.memory_info()
            held += info.rss - info.shared
    return float(held) / 1e6
