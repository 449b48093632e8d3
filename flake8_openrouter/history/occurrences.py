"""From keys in blobs to commits, paths and branches: git is asked about the blobs with keys alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from flake8_openrouter.git import heads
from flake8_openrouter.git.commits import Change, Walk
from flake8_openrouter.git.heads import Trees
from flake8_openrouter.git.repositories import Repository
from flake8_openrouter.git.starting import GitError
from flake8_openrouter.history.results import Act, Hit, Key, KeyHistory, Occurrence, Place


def of_hits(repository: Repository, hits: Iterable[Hit]) -> tuple[list[KeyHistory], list[str]]:
    """Return the history of each key, and why some of it can't be told; those that a branch still has come first."""
    by_key: dict[str, dict[str, Hit]] = {}
    for hit in sorted(hits, key=attrgetter("blob")):  # a ledger has them as several runs found them
        by_key.setdefault(hit.key.digest, {}).setdefault(hit.blob, hit)
    if not by_key:
        return [], []
    blobs = {blob for hits_of in by_key.values() for blob in hits_of}
    walk = Walk(repository, blobs)
    changes = _changes(walk, blobs)
    failures = [f"not all commits could be read: {walk.failure}"] if walk.failure else []
    by_blob = _indexed(changes, blobs)
    found = {digest: list(_occurrences(changes, by_blob, hits_of)) for digest, hits_of in by_key.items()}
    places, failure = _places(repository, found, by_key)
    failures += [f"the branches could not be read: {failure}"] if failure else []
    histories = [
        KeyHistory(_key(by_key[digest]), tuple(every), tuple(places.get(digest, ()))) for digest, every in found.items()
    ]
    return sorted(histories, key=lambda history: (not history.heads, history.key)), failures


def _key(hits: dict[str, Hit]) -> Key:
    return next(iter(hits.values())).key


def _changes(walk: Walk, blobs: Collection[str]) -> list[Change]:
    """Return the changes of blobs: of those that no ref leads to what a reflog leads to, else what nothing does."""
    missing, found = set(blobs), []
    for way in (walk.reached, walk.logged, walk.dangling):
        found += _of_missing(way, missing)
    return found


def _of_missing(way: Callable[[], Iterator[Change]], missing: set[str]) -> list[Change]:
    """Return the changes of blobs that are missing so far, which are not afterwards."""
    left = missing.copy()
    changes = [change for change in way() if not left.isdisjoint((change.before, change.after))] if left else []
    missing.difference_update(*((change.before, change.after) for change in changes))
    return changes


def _indexed(changes: Sequence[Change], blobs: Collection[str]) -> dict[str, list[int]]:
    """Return the numbers of the changes of each blob: a repository may have as many keys as it has changes."""
    found: dict[str, list[int]] = {}
    for number, change in enumerate(changes):
        for blob in {change.before, change.after}.intersection(blobs):
            found.setdefault(blob, []).append(number)
    return found


def _occurrences(
    changes: Sequence[Change], by_blob: dict[str, list[int]], hits: dict[str, Hit]
) -> Iterator[Occurrence]:
    """Yield what commits did with a key, the latest first, then the blobs with it that are in none."""
    numbers = sorted({number for blob in hits for number in by_blob.get(blob, ())})
    for _, group in groupby((changes[number] for number in numbers), key=lambda change: change.commit.name):
        # Where a commit moves a key it is still there afterwards.
        yield from sorted(filter(None, (_occurrence(change, hits) for change in group)), key=_is_removal)
    yield from (Occurrence(hit) for blob, hit in hits.items() if blob not in by_blob)


def _occurrence(change: Change, hits: dict[str, Hit]) -> Occurrence | None:
    if change.after in hits:
        act = Act.KEPT if change.before in hits else Act.ADDED
        return Occurrence(hits[change.after], change.path, act, change.commit)
    if change.before in hits:
        return Occurrence(hits[change.before], change.path, Act.REMOVED, change.commit)
    return None


def _is_removal(occurrence: Occurrence) -> bool:
    return occurrence.act is Act.REMOVED


def _places(
    repository: Repository, found: dict[str, list[Occurrence]], hits: dict[str, dict[str, Hit]]
) -> tuple[dict[str, list[Place]], str]:
    """Return where at the heads of branches each key still is, and why that can't be told."""
    wanted: dict[bytes, dict[str, set[str]]] = {}
    for digest, occurrences in found.items():
        for occurrence in occurrences:
            if occurrence.path:
                for blob in hits[digest]:
                    wanted.setdefault(occurrence.path, {}).setdefault(blob, set()).add(digest)
    places: dict[str, list[Place]] = {}
    try:
        branches = [ref for ref in heads.refs(repository) if ref.is_branch]
        with Trees(repository) as trees:
            # Of many branches most are at the same few commits.
            held = {target: list(_held(trees, target, wanted)) for target in {branch.target for branch in branches}}
    except GitError as error:
        return {}, str(error)
    for branch in branches:
        for digest, path in held[branch.target]:
            places.setdefault(digest, []).append(Place(branch.name, path))
    return places, ""


def _held(trees: Trees, target: str, wanted: dict[bytes, dict[str, set[str]]]) -> Iterator[tuple[str, bytes]]:
    """Yield the keys that are in a commit's tree, each with its path."""
    for path, blobs in wanted.items():
        for digest in blobs.get(trees.blob(target, path), ()):
            yield digest, path
