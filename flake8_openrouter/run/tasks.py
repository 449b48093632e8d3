"""What is done to a file that was read, and what comes of it. Light: a run that finds nothing to do loads no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from flake8_openrouter.disk.files import State
    from flake8_openrouter.model import Finding
    from flake8_openrouter.project.config import Configuration


class FixMode(NamedTuple):
    """What is fixed: the safe ones, or ``unsafe`` ones too. ``write``: the file itself, else only the outcome.

    A file that really is in none of the ``folders`` is left alone; None: no file is.
    """

    unsafe: bool = False
    write: bool = True
    folders: tuple[str, ...] | None = None


class Task(NamedTuple):
    """A file that was read. One of no ``language`` is searched for keys alone, and never fixed.

    One that is too large to be held has no ``data``: it is read again, for keys that it holds one of the ``words`` of.
    ``searched``: somebody named it, and keys are all that is looked for.
    """

    path: str
    data: bytes
    configuration: Configuration
    mode: FixMode | None = None
    language: str = ""
    words: tuple[bytes, ...] = ()
    searched: bool = False


class Outcome(NamedTuple):
    """What came of a file: ``findings`` are those left, with their baseline ``entries``, ``known`` the entries
    that the baseline silenced. ``gone`` are those about keys that fixing took out, by whichever fix. ``after`` are
    the file's bytes as they would be, or are, after fixing. ``secrets`` are texts in either that no output may show.
    ``consulted`` are the other files that this rests on, with their states; None where there is anything to report.
    ``unparsed`` says why keys alone were looked for in a file that somebody's tool made; empty in any other one.
    ``lacks`` is the extra of this package without which only little was looked for; empty where it is there.
    """

    path: str
    findings: tuple[Finding, ...] = ()
    entries: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    fixed: tuple[Finding, ...] = ()
    dropped: tuple[tuple[Finding, str], ...] = ()
    gone: tuple[Finding, ...] = ()
    secrets: frozenset[str] = frozenset()
    before: bytes = b""
    after: bytes = b""
    consulted: dict[str, State | None] | None = None
    lacks: str = ""
    unparsed: str = ""
