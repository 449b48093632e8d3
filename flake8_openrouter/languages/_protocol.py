"""What a language is to all that is not a language: the one way in which it is asked for anything.

Columns, offsets and spans count characters of a document's text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:  # what looks for files asks for names alone
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from flake8_openrouter.disk.files import State
    from flake8_openrouter.languages._key_source import KeySource
    from flake8_openrouter.model import Document, Edit, Notation, Replacement, Site, Slot


class CannotEdit(Exception):
    """An edit that can't be written here; its text is the reason, for the user."""


class Settings(NamedTuple):
    """What the configuration says that reading depends on. ``follows_responses``: a rule asks what becomes of them."""

    gateways: tuple[str, ...] = ()
    env_names: frozenset[str] = frozenset()
    any_scope: bool = False
    in_tests: bool = False
    follows_responses: bool = False


class Failure(NamedTuple):
    """Why a document is not understood, for the user, and the offset at which that shows.

    ``is_made``: it is of a form that no one writes by hand, so that it is nobody's mistake.
    """

    reason: str
    offset: int = 0
    is_made: bool = False


class Shared(NamedTuple):
    """A function, and what it is ``given`` to know what another process found; both are pickled."""

    know: Callable[..., None]
    given: tuple[object, ...]


class Project(Protocol):
    """The other files of a project, as far as a language looks into them.

    ``consulted`` are the paths that were looked for, each with its state then, None where nothing was: what is found
    rests on them.
    """

    @property
    def consulted(self) -> Mapping[str, State | None]: ...

    def shared(self) -> Shared | None:
        """Look through the project for what all its files need, and return what tells it to another process."""


class NothingElse:
    """The project of a language that looks into one file alone."""

    @property
    def consulted(self) -> Mapping[str, State | None]:
        return {}

    def shared(self) -> Shared | None:
        return None


class Editor(Protocol):
    """Writes edits of one document."""

    def render(self, edit: Edit) -> Sequence[Replacement]:
        """Return an edit as replacements. Raises CannotEdit for what can't be written there."""


class Program(Protocol):
    """A document as its language takes it; each answer is found once.

    ``failure`` says why it is not understood, None where it is. ``lacks`` is the extra of this package without which
    only little is found in it; empty where that is there. ``embedded`` are the programs that are parts of it, in
    whatever language. ``repeated`` are names that are there several times where one is enough, each time its range.
    """

    @property
    def document(self) -> Document: ...

    @property
    def failure(self) -> Failure | None: ...

    @property
    def lacks(self) -> str: ...

    @property
    def embedded(self) -> Iterable[Program]: ...

    @property
    def repeated(self) -> Sequence[Sequence[tuple[int, int]]]: ...

    def sites(self, settings: Settings, project: Project) -> Iterable[Site]:
        """Return what the rules ask for; only of what is understood."""

    def editor(self, key_source: KeySource) -> Editor:
        """Return what writes edits. Raises CannotEdit where nothing can be edited."""

    def is_comment(self, offset: int) -> bool:
        """Tell whether the character at an offset is in what the language takes for a comment."""

    def is_broken_by(self, after: Program) -> bool:
        """Tell whether the language took this, and no longer takes what became of it."""


class Language(Protocol):
    """A language. ``name`` is what tools call it, ``title`` what people do.

    ``suffixes`` are how its files' names end, ``key_source`` reads the key where nobody says how. ``clients`` are
    words in lower case: whatever can send a request, of those that are known, holds one of them. ``keys_alone``: keys
    are all that is found in it. ``is_program``: a file of that name is source, which is not
    passed by without a word where it can't be read.
    """

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def notation(self) -> Notation: ...

    @property
    def suffixes(self) -> tuple[str, ...]: ...

    @property
    def key_source(self) -> KeySource: ...

    @property
    def clients(self) -> tuple[str, ...]: ...

    @property
    def keys_alone(self) -> bool: ...

    @property
    def is_program(self) -> bool: ...

    def owns(self, path: str, data: bytes) -> bool:
        """Tell whether a file is of this language, by its name or by what it begins with."""

    def is_test(self, name: str) -> bool:
        """Tell whether a file is a test by its name, without its folder."""

    def decoded(self, data: bytes) -> tuple[str, str]:
        """Return the text of a file and its encoding. Raises ValueError, with the reason, where it has none."""

    def encoded(self, text: str, encoding: str) -> bytes:
        """Return a text in an encoding. Raises ValueError where it would be read as another one."""

    def program(self, document: Document, tree: object = None) -> Program:
        """Return a document as this language takes it; ``tree`` is its syntax tree, where somebody has it already."""

    def project(self, root: Path | None, *, looks_around: bool = True) -> Project:
        """Return the project in a folder; ``looks_around``: it may be looked through for who imports a file."""

    def takes(self, path: str, data: bytes, root: Path | None, words: tuple[bytes, ...]) -> bool:
        """Tell whether the program at a path imports, from its project, what has to do with one of some words.

        ``words`` are in lower case. It is not parsed.
        """

    def callers(self, paths: Sequence[str], root: Path | None) -> Callable[[str, bytes], bool]:
        """Return what tells of a program, by its path and bytes, whether files of its project at some paths call it.

        That is, what it defines, with something that they give. Nothing is parsed, or read before it is asked.
        """

    def forget(self) -> None:
        """Look through projects anew: their files may be others."""

    def read_key_source(self, value: object) -> KeySource:
        """Return the key source that a setting names. Raises ValueError, with a sentence for the user."""

    def spell(self, slot: Slot, key_source: KeySource) -> str:
        """Return what a message leaves to the language."""
