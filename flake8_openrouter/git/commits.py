"""Which commits put a blob into a tree, and which took it out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from heapq import merge
from itertools import islice
from subprocess import PIPE
from typing import IO, NamedTuple

from flake8_openrouter.git.repositories import Repository
from flake8_openrouter.git.starting import Running

#: What each commit begins with; a path can't be mistaken for it, since it is read as one.
_MARK = b"\x01"
_SHOWN = (
    *("log", "-z", "--raw", "--no-abbrev", "--no-renames", "--root", "-c", "-r", "--no-ext-diff", "--no-textconv"),
    *("--no-show-signature", "--no-mailmap", "--no-notes", "--no-decorate", "--no-color", "--no-relative"),
    *("-O/dev/null", "--encoding=UTF-8", "--ignore-missing", "--format=%x01%H%x01%aI%x01%S%x01%ct"),
)

#: Blobs that one walk over the history looks for: the system limits what a program can be told.
_MOST = 15_000
#: Bytes that git may hold at once of what it walks over.
_MOST_HELD = 100_000_000
#: Commits that one process shows, of those that nothing leads to.
_COMMITS = 10_000

_REACHED = ("rev-list", "--all", "--reflog", "--ignore-missing")
_EVERY = (*("cat-file", "--batch-all-objects", "--unordered", "--buffer"), "--batch-check=%(objecttype) %(objectname)")

_PIECE = 1 << 16


class Commit(NamedTuple):
    """A commit by its hash, in hex, with the author's date in ISO 8601, and the ref that leads to it.

    ``ref`` is a full name; empty for a commit that only a reflog has, or that none leads to: it is ``dangling`` then.
    ``seconds`` is when it was committed, since 1970.
    """

    name: str
    date: str
    ref: str
    dangling: bool = False
    seconds: int = 0


class Change(NamedTuple):
    """What a commit did at a path, in bytes: ``before`` and ``after`` are blobs' names, zeros where there was none.

    A merge changes what is otherwise than in each of its parents: ``others`` are those of all but the first.
    """

    commit: Commit
    path: bytes
    before: str
    after: str
    others: tuple[str, ...] = ()


class Walk:
    """The commits that changed some blobs. Afterwards ``failure`` says why git told no more; empty where it did."""

    def __init__(self, repository: Repository, blobs: Collection[str]) -> None:
        self._repository, self._blobs = repository, frozenset(blobs)
        self.failure = ""

    def reached(self) -> Iterator[Change]:
        """Yield the changes in commits that a ref leads to, a child's before its parent's."""
        yield from _latest_first(self._merged(), self._changes("--all", "--date-order", "--no-merges"))

    def _merged(self) -> Iterator[Change]:
        """Yield those in merges. To be told of all that they change takes git less than to look for a blob in them."""
        for change in self._shown("--all", "--date-order", "--merges"):
            if change.after in self._blobs or self._blobs.issuperset((change.before, *change.others)):
                yield change

    def logged(self) -> Iterator[Change]:
        """Yield those in commits that only a reflog leads to."""
        for change in self._changes("--reflog", "--date-order", "--no-merges", "--not", "--all"):
            yield change._replace(commit=change.commit._replace(ref=""))

    def dangling(self) -> Iterator[Change]:
        """Yield those in commits that nothing leads to, the latest first; where objects are borrowed there are none."""
        commits = iter(() if self._repository.borrowed else self._dangling_commits())
        while chunk := list(islice(commits, _COMMITS)):
            for change in self._changes("--no-walk", "--stdin", said=chunk):
                yield change._replace(commit=change.commit._replace(ref="", dangling=True))

    def _dangling_commits(self) -> Iterator[str]:
        git = self._repository.git
        reached = set(git.ask(*_REACHED, takes_long=True).split())
        every = git.start(*_EVERY)
        try:
            for line in every.output:
                kind, _, name = line.rstrip().partition(b" ")
                if kind == b"commit" and name not in reached:
                    yield name.decode()
        finally:
            every.end()

    def _changes(self, *starts: str, said: Sequence[str] = ()) -> Iterator[Change]:
        blobs = iter(sorted(self._blobs))
        while chunk := list(islice(blobs, _MOST)):
            yield from self._shown(*(f"--find-object={name}" for name in chunk), *starts, said=said)

    def _shown(self, *options: str, said: Sequence[str] = ()) -> Iterator[Change]:
        log = self._repository.git.start(*_SHOWN, *options, "--", stdin=PIPE, most=_MOST_HELD)
        try:
            _tell(log, said)
            yield from _parsed(log.output)
            self.failure = log.ended() or self.failure
        finally:
            log.end()


def _latest_first(*changes: Iterable[Change]) -> Iterator[Change]:
    """Yield changes in the order of their commits' dates; those that come together stay in theirs."""
    return merge(*changes, key=lambda change: -change.commit.seconds)


def _tell(log: Running, lines: Iterable[str]) -> None:
    with suppress(OSError), log.input as stream:  # where git has failed it says why
        stream.write("".join(f"{line}\n" for line in lines).encode())


def _parsed(output: IO[bytes]) -> Iterator[Change]:
    """Yield what git shows of each commit."""
    commit: Commit | None = None
    fields = _fields(output)
    for field in fields:
        if field.startswith(_MARK):
            name, date, ref, seconds = field[1:].decode(errors="replace").split("\x01")
            commit = Commit(name, date, ref, seconds=int(seconds or 0))
        elif field.startswith(b":") and commit is not None:
            # A colon for each parent; the modes, and then the blobs, of all of them and of the commit; and a letter.
            parents = len(field) - len(field.lstrip(b":"))
            before, *others, after = field.decode().split()[parents + 1 : -1]
            yield Change(commit, next(fields, b""), before, after, tuple(others))


def _fields(output: IO[bytes]) -> Iterator[bytes]:
    """Yield what is between zero bytes."""
    rest = b""
    while piece := output.read(_PIECE):
        *whole, rest = (rest + piece).split(b"\0")
        for field in whole:
            yield field.removeprefix(b"\n")
