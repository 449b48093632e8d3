"""A run over many repositories: what is not done yet goes to the workers, and what they answer to the results."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from flake8_openrouter._version import __version__
from flake8_openrouter.fleet import cluster, examining
from flake8_openrouter.fleet.chunks import chunks
from flake8_openrouter.fleet.cluster import ClusterError, Where
from flake8_openrouter.fleet.examining import Answer, Known, Wanted
from flake8_openrouter.fleet.results import Results
from flake8_openrouter.fleet.rows import Repository
from flake8_openrouter.fleet.sources import Source

#: Works on chunks, in whatever order, and answers for each repository.
Workers = Callable[[Sequence[Source], Callable[[Source], Known]], Iterator[Answer]]


class Done(NamedTuple):
    """A repository that is done. ``is_new``: it was read in this run, and not in an earlier one."""

    source: Source
    row: Repository
    is_new: bool


def run(sources: Sequence[Source], results: Results, workers: Workers, *, again: bool = False) -> Iterator[Done]:
    """Yield each repository when its rows are in the results, which are put in order at the end.

    ``again``: what an earlier run has done is done anew. Raises ClusterError, and OSError for results that can't be
    written.
    """
    by_name = {source.name: source for source in sources}

    def known(source: Source) -> Known:
        block = None if again else results.blocks.get(source.name)
        return Known(source, block.row.fingerprint if block else "")

    for source in sources:
        if source.failure:
            yield Done(source, results.add(examining.failed(source, source.failure)), True)
    for answer in workers([source for source in sources if not source.failure], known):
        if answer.version != __version__:
            raise ClusterError(f"a worker has flake8-openrouter {answer.version}, and this is {__version__}")
        row = results.add(answer.lines) if answer.lines else results.blocks[answer.name].row
        yield Done(by_name[answer.name], row, bool(answer.lines))
    results.finish(by_name)


def on_workers(where: Where, wanted: Wanted) -> Workers:
    """Return what has repositories worked on by processes, here or on a cluster."""

    def work(sources: Sequence[Source], known: Callable[[Source], Known]) -> Iterator[Answer]:
        if not sources:
            return
        with cluster.connected(where) as client:
            pieces = (tuple(map(known, chunk)) for chunk in chunks(sources, cluster.threads(client)))
            yield from cluster.answered(client, pieces, partial(examining.examined, wanted=wanted), _lost)

    return work


def here(wanted: Wanted) -> Workers:
    """Return what works on repositories in this process."""

    def work(sources: Sequence[Source], known: Callable[[Source], Known]) -> Iterator[Answer]:
        for source in sources:
            yield from examining.examined((known(source),), wanted=wanted)

    return work


def _lost(known: Known, reason: str) -> Answer:
    return Answer(known.source.name, examining.failed(known.source, reason))
