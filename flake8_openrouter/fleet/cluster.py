"""Workers, on this machine or on a cluster of dask's, and what they answer: the same work on either.

As many chunks are under way as keep the workers busy, so that what is waiting, or was answered, takes bounded memory.
A chunk whose worker is lost is worked on by another one; where that happens again and again, each of its repositories
at the end and by itself, so that one that no worker survives costs nobody else.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from distributed import Client, Future, LocalCluster, Security

Item = TypeVar("Item")
Answer = TypeVar("Answer")

#: Chunks under way for each thread of a worker: one that it works on, and the next one.
_EACH = 2
#: Seconds until a scheduler has to answer, and until a worker has to be there.
_PATIENCE = 10
_PATIENCE_FOR_WORKERS = 60
#: Seconds between two looks at whether there are any.
_GLANCE = 5
#: How often workers of this machine are started.
_STARTS = 3

_GONE = "the {} gone: run the same command again, which goes on from here"

#: dask's profiler would keep what it has seen, more and more of it.
_SETTINGS = {
    "distributed.comm.timeouts.connect": "10s",
    "distributed.scheduler.allowed-failures": 3,
    "distributed.scheduler.worker-saturation": 1.0,
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": 0.95,
    "distributed.worker.profile.enabled": False,
    "distributed.admin.system-monitor.gil.enabled": False,
}


class ClusterError(Exception):
    """There are no workers, or no longer: why, in words for the user."""


class Where(NamedTuple):
    """What works: ``workers`` processes here, of ``memory`` bytes each, or those of a ``scheduler`` at an address.

    The paths of certificates are handed on to a scheduler that speaks TLS.
    """

    workers: int = 1
    memory: int = 1_000_000_000
    scheduler: str = ""
    ca_file: str = ""
    certificate: str = ""
    key: str = ""


def is_there() -> bool:
    """Tell whether what this needs is installed."""
    from importlib.util import find_spec

    return find_spec("distributed") is not None


@contextmanager
def connected(where: Where) -> Iterator[Client]:
    """Give a client of the workers; those of this machine end with the block. Raises ClusterError."""
    import dask
    from distributed import Client, TimeoutError

    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with ExitStack() as stack:
        stack.enter_context(dask.config.set(_SETTINGS))
        security = _security(where)
        try:
            target = where.scheduler or stack.enter_context(_local(where, security, stack))
            client = stack.enter_context(Client(target, security=security, timeout=_PATIENCE, set_as_default=False))
            client.wait_for_workers(1, timeout=_PATIENCE_FOR_WORKERS)
        except (OSError, TimeoutError, ValueError) as error:
            raise ClusterError(f"no worker at {where.scheduler or 'this machine'}: {error}") from None
        yield client


def _local(where: Where, security: Security, stack: ExitStack) -> LocalCluster:
    """Return workers on this machine, which nobody else on it can talk to. Raises ClusterError."""
    for _ in range(_STARTS):
        with suppress(RuntimeError):  # one was killed before it had begun
            return _started(where, security, stack)
    raise ClusterError("workers can't be started: they are killed before they have begun")


def _started(where: Where, security: Security, stack: ExitStack) -> LocalCluster:
    from distributed import LocalCluster

    return LocalCluster(
        n_workers=where.workers,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        security=security,
        dashboard_address=None,
        scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
        memory_limit=where.memory,
        local_directory=stack.enter_context(tempfile.TemporaryDirectory(prefix="flake8-openrouter-")),
        silence_logs=logging.CRITICAL,
    )


def _security(where: Where) -> Security:
    from distributed import Security

    if not where.scheduler:
        return Security.temporary()
    if where.scheduler.startswith("tls:") and not where.ca_file:
        raise ClusterError(f"{where.scheduler} speaks TLS: name --tls-ca-file, --tls-cert and --tls-key")
    if not where.ca_file:
        return Security()
    return Security(
        require_encryption=True,
        tls_ca_file=where.ca_file,
        tls_client_cert=where.certificate or None,
        tls_client_key=where.key or None,
    )


def threads(client: Client) -> int:
    """Return how many chunks are worked on at once."""
    each: dict[str, int] = client.nthreads()
    return max(1, sum(each.values()))


def answered(
    client: Client,
    chunks: Iterable[tuple[Item, ...]],
    work: Callable[[tuple[Item, ...]], list[Answer]],
    lost: Callable[[Item, str], Answer],
) -> Iterator[Answer]:
    """Yield what ``work`` answers for chunks, as it comes, and ``lost`` for what no worker survives.

    Raises ClusterError where the scheduler is gone.
    """
    suspects: list[Item] = []
    for chunk, future in _worked(client, chunks, work, threads(client) * _EACH):
        answers, reason = _outcome(future)
        yield from answers
        suspects += chunk if reason else ()
    for (item,), future in _worked(client, ((item,) for item in suspects), work, 1):
        answers, reason = _outcome(future)
        yield from (lost(item, reason),) if reason else answers


def _worked(
    client: Client, chunks: Iterable[tuple[Item, ...]], work: Callable[[tuple[Item, ...]], list[Answer]], most: int
) -> Iterator[tuple[tuple[Item, ...], Future]]:
    """Yield chunks as they are done; at most so many of them are under way. Raises ClusterError."""
    waiting = iter(chunks)
    under_way: dict[Future, tuple[Item, ...]] = {}

    def submit(number: int) -> None:
        under_way.update((client.submit(work, chunk, pure=False), chunk) for chunk in islice(waiting, number))

    submit(most)
    while under_way:
        for future in _some(client, list(under_way)):
            yield under_way.pop(future), future
            submit(1)


def _some(client: Client, futures: list[Future]) -> set[Future]:
    """Wait until some futures are done, and return them. Raises ClusterError where nobody is there to work on them."""
    from concurrent.futures import CancelledError

    from distributed import TimeoutError, wait  # until Python 3.11 asyncio's own

    last_seen = monotonic()
    while monotonic() - last_seen < _PATIENCE_FOR_WORKERS:
        try:
            with client.as_current():
                done: set[Future] = wait(futures, timeout=_GLANCE, return_when="FIRST_COMPLETED").done
            return done
        except CancelledError:
            raise ClusterError(_GONE.format("scheduler is")) from None
        except TimeoutError:
            last_seen = monotonic() if client.nthreads() else last_seen
    raise ClusterError(_GONE.format("workers are"))


def _outcome(future: Future) -> tuple[list[Any], str]:
    """Return the answers for a chunk, or why it has none. Raises ClusterError."""
    from concurrent.futures import CancelledError

    from distributed import KilledWorker

    try:
        return future.result(), ""
    except CancelledError:
        raise ClusterError(_GONE.format("scheduler is")) from None
    except ModuleNotFoundError as error:
        raise ClusterError(f"the workers lack a package: {error.name}") from None
    except KilledWorker:
        return [], "its worker was killed again and again, maybe for lack of memory"
    except Exception as error:
        return [], f"internal error: {type(error).__name__}; please report it"
