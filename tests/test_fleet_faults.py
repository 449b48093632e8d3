"""Whoever is killed while many repositories are read, and whenever: after a restart the results are the same."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from fleet_schedulers import certified, scheduler
from test_fleet_repositories import maker

from flake8_openrouter.command.usage import FAILED, FOUND
from flake8_openrouter.fleet import running
from flake8_openrouter.fleet.cloning import Limits
from flake8_openrouter.fleet.examining import Wanted
from flake8_openrouter.fleet.results import NAME, Results
from flake8_openrouter.fleet.sources import sources

#: How often a client, a scheduler and a worker are killed, one after another.
ROUNDS = int(os.environ.get("FLEET_ROUNDS", "1"))
SEED = os.environ.get("FLEET_SEED", "1")

#: Seconds until a run has to end, and until workers have to whose client is gone.
_PATIENCE = 300
#: Seconds that it takes about until workers are there.
_START = 3


class Fleet:
    """Repositories, and what their results are, as one process finds them that nobody disturbs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        maker().make(folder / "fleet", repositories=16, seed=5)
        self.certificates = certified(folder)
        began = time.monotonic()
        with Results(folder / "undisturbed") as results:
            found = sources([str(folder / "fleet")])
            assert all(running.run(found, results, running.here(Wanted(Limits(str(folder))))))
        self.seconds = time.monotonic() - began + _START
        self.expected = (folder / "undisturbed" / NAME).read_bytes()

    def run(self, out: Path, *options: str) -> subprocess.Popen[bytes]:
        """Start the command, with its results in a folder."""
        command = (sys.executable, "-m", "flake8_openrouter", "fleet", str(self.folder / "fleet"), "-o", str(out))
        surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        with (self.folder / "said").open("ab") as said:
            words = (*command, *(options or ("--jobs", "2")))
            return subprocess.Popen(words, env=surroundings, stdout=said, stderr=said)


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Fleet:
    return Fleet(tmp_path_factory.mktemp("fleet"))


def workers(client: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """Return the processes that a client has started to work."""
    try:
        every = psutil.Process(client.pid).children()
        return [child for child in every if any("spawn_main" in word for word in child.cmdline())]
    except psutil.NoSuchProcess:
        return []


def kill_client(fleet: Fleet, out: Path, moment: float) -> None:
    with fleet.run(out) as client:
        time.sleep(moment)
        left = workers(client)
        client.kill()
    assert not psutil.wait_procs(left, timeout=_PATIENCE)[1], "workers stay whose client is gone"


def kill_scheduler(fleet: Fleet, out: Path, moment: float) -> None:
    where = fleet.certificates
    tls = ("--tls-ca-file", where.ca_file, "--tls-cert", where.certificate, "--tls-key", where.key)
    with scheduler(where, fleet.folder) as (where, processes):
        client = fleet.run(out, "--scheduler", where.scheduler, *tls)
        time.sleep(moment)
        processes[0].kill()
        assert client.wait(_PATIENCE) in (FOUND, FAILED)


def kill_worker(fleet: Fleet, out: Path, moment: float) -> None:
    with fleet.run(out) as client:
        time.sleep(moment)
        for worker in workers(client)[:1]:
            worker.kill()
        assert client.wait(_PATIENCE) == FOUND


KILLS: tuple[Callable[[Fleet, Path, float], None], ...] = (kill_client, kill_scheduler, kill_worker)


@pytest.mark.parametrize("number", range(ROUNDS))
def test_the_results_are_the_same_whoever_is_killed_when(fleet: Fleet, tmp_path: Path, number: int) -> None:
    draw = random.Random(f"{SEED}/{number}")
    for kill in KILLS:  # the last one leaves a run that ends by itself
        kill(fleet, tmp_path / "out", draw.uniform(0, fleet.seconds))
    assert (tmp_path / "out" / NAME).read_bytes() == fleet.expected
