"""Workers of a fleet: all is answered whoever is lost, no more is taken than is worked on, and nobody listens in."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import dask
import fleet_work
import pytest
from distributed import Client
from fleet_schedulers import certified, scheduler

from flake8_openrouter.fleet import cluster
from flake8_openrouter.fleet.cluster import ClusterError, Where, answered, connected

NUMBERS = [(number, number + 1) for number in range(0, 40, 2)]
SQUARES = {number: number * number for number in range(40)}


def lost(item: int, reason: str) -> tuple[int, object]:
    return item, reason


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with connected(Where(workers=2)) as found:
        yield found


def test_all_chunks_are_answered(client: Client) -> None:
    assert cluster.threads(client) == 2
    assert dict(answered(client, NUMBERS, fleet_work.squared, lost)) == SQUARES


def test_what_kills_every_worker_costs_nobody_else(client: Client) -> None:
    client.cluster.scheduler.allowed_failures = 0  # so that it does not take long
    answers = dict(answered(client, [(1, -1, 2), *NUMBERS[2:]], fleet_work.deadly, lost))
    client.cluster.scheduler.allowed_failures = 3
    assert "killed again and again" in str(answers.pop(-1))
    assert answers == {number: SQUARES[number] for number in (1, 2, *range(4, 40))}


def test_what_fails_is_told_from_the_rest_and_shows_nothing_of_it(client: Client) -> None:
    answers = dict(answered(client, NUMBERS, fleet_work.failing, lost))
    assert answers.pop(3) == "internal error: ValueError; please report it"
    assert answers == {number: SQUARES[number] for number in range(40) if number != 3}


def test_a_worker_that_is_killed_is_replaced(client: Client, tmp_path: Path) -> None:
    answers = answered(client, [((tmp_path, number),) for number in range(10)], fleet_work.noted, lost)
    found = [next(answers)]
    began = {path.name.partition(".")[2] for path in tmp_path.iterdir()}
    os.kill(int(began.pop()), signal.SIGKILL)
    assert dict([*found, *answers]) == {number: SQUARES[number] for number in range(10)}


def test_workers_do_not_profile_what_they_do(client: Client) -> None:
    """What a profiler sees it keeps: a worker would grow with the time that it works."""
    assert set(client.run(dask.config.get, "distributed.worker.profile.enabled").values()) == {False}


def test_no_more_chunks_are_taken_than_are_under_way(client: Client) -> None:
    taken, ahead, done = 0, 0, 0

    def counted() -> Iterator[tuple[int, ...]]:
        nonlocal taken
        for chunk in NUMBERS:
            taken += 1
            yield chunk

    for _ in answered(client, counted(), fleet_work.squared, lost):
        done += 1
        ahead = max(ahead, taken - done // 2)
    assert done == 40
    assert ahead <= 2 * cluster.threads(client) + 1


def test_where_no_worker_is_left_nobody_waits_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_GLANCE", 0.1)
    with connected(Where(workers=1)) as client:
        answers = answered(client, [((tmp_path, number),) for number in range(40)], fleet_work.noted, lost)
        next(answers)
        monkeypatch.setattr(cluster, "_PATIENCE_FOR_WORKERS", 0.5)
        client.cluster.scale(0)
        with pytest.raises(ClusterError, match="the workers are gone"):
            list(answers)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Where:
    return certified(tmp_path_factory.mktemp("certificates"))


def test_a_scheduler_that_speaks_tls_is_asked_with_certificates_alone_and_may_be_killed(
    certificates: Where, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scheduler(certificates, tmp_path) as (where, processes):
        with connected(where) as client:
            assert dict(answered(client, NUMBERS, fleet_work.squared, lost)) == SQUARES
            answers = answered(client, [((tmp_path, number),) for number in range(40)], fleet_work.noted, lost)
            next(answers)
            processes[0].kill()
            with pytest.raises(ClusterError, match="the scheduler is gone"):
                list(answers)
        monkeypatch.setattr(cluster, "_PATIENCE", 1)
        with pytest.raises(ClusterError, match="no worker at tls://127"), connected(where):
            pass


def test_without_certificates_nobody_is_let_in(
    certificates: Where, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    with scheduler(certificates, tmp_path) as (where, _):
        for address, said in ((where.scheduler, "speaks TLS"), (where.scheduler.replace("tls", "tcp"), "no worker at")):
            with pytest.raises(ClusterError, match=said), connected(Where(scheduler=address)):
                pass
