"""Repositories in chunks: the largest first and alone, small ones together, so that no worker waits for the last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from flake8_openrouter.fleet.sources import Source

#: Bytes of objects from which on a chunk takes no more repositories, and how many it takes at most.
_ENOUGH = 16_000_000
_MOST = 16
#: How many chunks there are for each worker at least, where there are as many repositories.
_EACH = 16

#: What a repository counts as at least, in bytes, and what one of unknown size does.
_LEAST = 100_000
_UNKNOWN = 4_000_000


def chunks(sources: Sequence[Source], workers: int) -> Iterator[tuple[Source, ...]]:
    """Yield sources in chunks, the largest first."""
    most = max(1, min(_MOST, len(sources) // (workers * _EACH)))
    chunk: list[Source] = []
    size = 0
    for source in largest_first(sources):
        chunk.append(source)
        size += weight(source)
        if size >= _ENOUGH or len(chunk) >= most:
            yield tuple(chunk)
            chunk, size = [], 0
    if chunk:
        yield tuple(chunk)


def largest_first(sources: Iterable[Source]) -> list[Source]:
    return sorted(sources, key=lambda source: (-weight(source), source.name))


def weight(source: Source) -> int:
    """Return about how much work a repository is, in bytes of its objects."""
    return max(_LEAST, source.size or (_UNKNOWN if source.scheme else 0))
