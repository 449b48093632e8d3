"""The blobs of a repository that were searched, and where in them keys are: by their hashes, in the user's cache.

It is a file of SQLite. A run that is killed loses about the last second, and two at once share what they
find. A ledger that can't be written is left, and what is damaged begins anew: it saves time, and nothing rests on it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import monotonic, sleep

from flake8_openrouter.git.listing import Listed
from flake8_openrouter.history.results import Hit, Key

#: Seconds that one run waits for another that writes, and between two times that it writes itself.
_PATIENCE = 30
_INTERVAL = 1.0

#: How often a new ledger is tried to be begun that another run begins, and seconds between.
_TRIES, _PAUSE = 300, 0.1

_TABLES = """
CREATE TABLE IF NOT EXISTS runs (run INTEGER PRIMARY KEY AUTOINCREMENT, finished INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS seen (blob BLOB PRIMARY KEY, run INTEGER, pointer INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS hits (
    blob TEXT, digest TEXT, label TEXT, code TEXT,
    line INTEGER, first INTEGER, end_line INTEGER, last INTEGER, spelling TEXT, run INTEGER,
    UNIQUE (blob, digest, line, first)
);
"""
_SEEN = "SELECT blob FROM seen WHERE blob IN ({})"
_ANY = "SELECT count(*) FROM (SELECT 1 FROM seen LIMIT 1)"
_NEW_RUN = "INSERT INTO runs DEFAULT VALUES"
_LAST_FINISHED = "SELECT coalesce(max(run), 0) FROM runs WHERE finished"
_SEE = "INSERT OR IGNORE INTO seen VALUES (?, ?, ?)"
_HIT = "INSERT OR IGNORE INTO hits VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_HITS = """
SELECT blob, digest, label, code, line, first, end_line, last, spelling FROM hits WHERE run > ? ORDER BY rowid
"""
_POINTERS = "SELECT count(*) FROM seen WHERE pointer"
_FINISH = "UPDATE runs SET finished = 1 WHERE run = ?"


class NoLedger:
    """Remembers nothing but what this run finds."""

    failure = ""

    def __init__(self) -> None:
        self._hits: list[Hit] = []
        self.pointers = 0

    def unseen(self, blobs: Sequence[Listed]) -> Sequence[Listed]:
        """Return those of some blobs that are to be searched."""
        return blobs

    def note(self, blob: str, hits: Sequence[Hit], *, is_pointer: bool) -> None:
        """Remember what is in a blob that was searched."""
        self._hits += hits
        self.pointers += is_pointer

    def hits(self, *, since_last: bool) -> list[Hit]:
        """Return the keys in all blobs that were searched, or in those since the last run that came to its end."""
        return self._hits

    def finish(self) -> None:
        """Say that the run has come to its end."""


class Ledger(NoLedger):
    """The ledger in a file. ``failure`` says why it is not used any more; empty where it is. Raises OSError."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._connection = _opened(file)
        self._before = self._value(_LAST_FINISHED)
        self._run = self._connection.execute(_NEW_RUN).lastrowid
        self._is_empty = not self._value(_ANY)
        self._waiting: list[tuple[bytes, int | None, bool]] = []
        self._written = monotonic()

    def unseen(self, blobs: Sequence[Listed]) -> Sequence[Listed]:
        if self._is_empty or self.failure:
            return blobs
        names = [bytes.fromhex(blob.name) for blob in blobs]
        try:
            rows = self._connection.execute(_SEEN.format(",".join("?" * len(names))), names).fetchall()
        except sqlite3.Error as error:
            self.failure = str(error)
            return blobs
        seen = {name for (name,) in rows}
        return [blob for blob, name in zip(blobs, names, strict=True) if name not in seen]

    def note(self, blob: str, hits: Sequence[Hit], *, is_pointer: bool) -> None:
        super().note(blob, hits, is_pointer=is_pointer)
        self._waiting.append((bytes.fromhex(blob), self._run, is_pointer))
        if hits or monotonic() - self._written > _INTERVAL:
            self._write(hits)

    def hits(self, *, since_last: bool) -> list[Hit]:
        self._write(())
        try:
            rows = self._connection.execute(_HITS, (self._before if since_last else 0,)).fetchall()
            self.pointers = self._value(_POINTERS)
        except sqlite3.Error as error:
            self.failure = str(error)
            rows = []
        known = [Hit(blob, Key(digest, label), *rest) for blob, digest, label, *rest in rows]
        return list(dict.fromkeys([*known, *self._hits]))

    def finish(self) -> None:
        self._do(lambda: self._connection.execute(_FINISH, (self._run,)))
        self.close()

    def close(self) -> None:
        """Let go of the file, whether or not the run has come to its end."""
        self._connection.close()

    def _write(self, hits: Iterable[Hit]) -> None:
        """Write what was seen, and what was found in the last of it, both or neither."""
        waiting, self._waiting = self._waiting, []
        rows = [(hit.blob, *hit.key, *hit[2:], self._run) for hit in hits]

        def write() -> None:
            with self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                self._connection.executemany(_SEE, sorted(waiting))
                self._connection.executemany(_HIT, rows)

        self._do(write)
        self._written = monotonic()

    def _do(self, write: Callable[[], object]) -> None:
        if self.failure:
            return
        try:
            write()
        except sqlite3.Error as error:  # a full disk, say: the run goes on
            self.failure = str(error)

    def _value(self, query: str) -> int:
        row = self._connection.execute(query).fetchone()
        return int(row[0]) if row else 0


def _opened(file: Path) -> sqlite3.Connection:
    """Return a connection to a ledger. Raises OSError."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        try:
            return _connected(file)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            file.unlink()  # it is damaged
            return _connected(file)
    except sqlite3.Error as error:
        raise OSError(str(error)) from None


def _connected(file: Path) -> sqlite3.Connection:
    # Each statement is a transaction of its own, unless one is begun.
    connection = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
    try:
        _in_turn(lambda: connection.execute("PRAGMA journal_mode=WAL"))
        connection.execute("PRAGMA synchronous=NORMAL")
        _in_turn(lambda: connection.executescript(_TABLES))
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _in_turn(begin: Callable[[], object]) -> None:
    """Do what another run may do just now. SQLite itself waits only where a file is a ledger already."""
    for left in reversed(range(_TRIES)):
        try:
            begin()
            return
        except sqlite3.OperationalError as error:
            if not left or "locked" not in str(error):
                raise
            sleep(_PAUSE)
