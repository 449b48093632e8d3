"""Values as far as they can be known before a program runs.

A ``Text`` is a sequence of parts: literal text, a read of the environment, something unknown. Questions on it
have three answers, and "can't tell" is silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum, IntEnum
from typing import NamedTuple

from flake8_openrouter.model.document import Span
from flake8_openrouter.model.reach import ALONE, Reach


class Answer(Enum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "can't tell"

    @classmethod
    def of(cls, found: Sequence[bool], *, complete: bool) -> Answer:
        """Return whether something holds in all of some alternatives; ``complete``: there are no others."""
        if all(found):
            return cls.YES
        return cls.UNKNOWN if any(found) or not complete else cls.NO


class Origin(Enum):
    """Where an unknown value comes from."""

    OTHER = "something this file does not tell"
    PARAMETER = "a parameter"
    INBOUND = "an inbound request"
    ELEMENT = "an element of something"
    STORED = "a file or a command, not stripped"


class Seal(IntEnum):
    """Whether a value is wrapped so that it shows as asterisks; false where nothing says so."""

    NONE = 0
    DECLARED = 1  # an annotation says so, which nobody enforces
    CERTAIN = 2
    SHOWN = 3  # it has been made a text: that is the asterisks


class Literal(NamedTuple):
    """Text that is in the source. ``span`` is the whole literal, quotes included.

    ``reach``: who else sees it, so that an edit of it reaches further than one use.
    """

    text: str
    span: Span
    names: tuple[str, ...] = ()
    guarded: bool = False
    reach: Reach = ALONE


class Variable(NamedTuple):
    """A read of the environment or of a settings store.

    ``name`` is empty where it can't be told. ``ours``: it is one of the configured names. ``required``: the read
    itself fails when the variable is not set. ``absent``: what an unset variable becomes here, as the language writes
    it. ``names`` are the names the value went by on its way, the nearest to the use last. ``guarded``: one of them is
    tested somewhere in the file. ``sealed``: whether it shows as asterisks. ``reach``: who else gives
    what it is read into, so that it may be another value. ``asked``: a condition of the same function looks the
    variable up itself. ``missed`` is the call after it that loads variables from a file, too late for this read.
    ``stripped``: white space is taken off its ends. ``stored``: something else than the environment has it.
    ``lenient`` is what lets it be missing, and without which the read fails: an argument, or a field's default.
    ``kept``: a read of the environment in its place would miss what gives it.
    """

    name: str
    span: Span
    default: tuple[Text, ...] = ()
    ours: bool = False
    required: bool = False
    sealed: Seal = Seal.NONE
    absent: str = "None"
    names: tuple[str, ...] = ()
    guarded: bool = False
    reach: Reach = ALONE
    asked: bool = False
    missed: str = ""
    stripped: bool = False
    stored: bool = False
    lenient: Span | None = None
    kept: bool = False


class Unknown(NamedTuple):
    """A value that can't be known, with the names it goes by, the nearest to the use last.

    ``secret`` is the name by which a store of secrets was asked for it.
    """

    span: Span
    names: tuple[str, ...] = ()
    origin: Origin = Origin.OTHER
    guarded: bool = False
    sealed: Seal = Seal.NONE
    reach: Reach = ALONE
    secret: str = ""


Part = Literal | Variable | Unknown


class Text(NamedTuple):
    """One possible value: its parts, and the span of the expression that stands for it where it is used."""

    parts: tuple[Part, ...]
    span: Span

    @property
    def literal(self) -> str | None:
        """The whole text, where all of it is literal."""
        whole = ""
        for part in self.parts:
            if not isinstance(part, Literal):
                return None
            whole += part.text
        return whole

    @property
    def head(self) -> str:
        """The literal text it begins with."""
        head = ""
        for part in self.parts:
            if not isinstance(part, Literal):
                break
            head += part.text
        return head

    @property
    def lead(self) -> Part | None:
        """The first part that is not literal text, or the last literal one where all are."""
        for part in self.parts:
            if not isinstance(part, Literal):
                return part
        return self.parts[-1] if self.parts else None

    def starts_with(self, prefix: str) -> Answer:
        head = self.head
        if head.startswith(prefix):
            return Answer.YES
        if prefix.startswith(head) and self.literal is None:
            return Answer.UNKNOWN
        return Answer.NO

    def without(self, count: int) -> Text:
        """Return the text without the first ``count`` characters of its literal head."""
        parts = list(self.parts)
        while count and parts and isinstance(first := parts[0], Literal):
            if len(first.text) > count:
                parts[0] = first._replace(text=first.text[count:])
                break
            count -= len(first.text)
            del parts[0]
        return Text(tuple(parts), self.span)

    def with_defaults(self) -> Text:
        """Return the text with each environment read replaced by its default, where it has just one."""
        if not any(isinstance(part, Variable) and part.default for part in self.parts):
            return self
        parts: list[Part] = []
        for part in self.parts:
            known = isinstance(part, Variable) and len(part.default) == 1
            parts += part.default[0].with_defaults().parts if known and isinstance(part, Variable) else (part,)
        return Text(tuple(parts), self.span)

    def alternatives(self) -> Iterator[Text]:
        """Yield the text, and what replaces a read of the environment that is all of it."""
        yield self
        if len(self.parts) == 1 and isinstance(part := self.parts[0], Variable):
            for default in part.default:
                yield from Text(default.parts, self.span).alternatives()

    @property
    def reach(self) -> Reach:
        """Who else sees its literal text, defaults included."""
        return ALONE.and_of(*(part.reach for part in self.with_defaults().parts if isinstance(part, Literal)))

    @property
    def givers(self) -> Reach:
        """Who else gives what its variables are read into."""
        return ALONE.and_of(*(part.reach for part in self.parts if isinstance(part, Variable)))

    def place(self, part: Part) -> Span:
        """Return where to report ``part``: its own place, or the use where it is in another file."""
        return part.span.here(self.span)


def name_of(part: Part) -> str:
    """Return the name by which a message may call a part: a variable's own, else the nearest to the use.

    A variable's name that is not one may be a key that somebody put there: it is not shown.
    """
    if isinstance(part, Variable) and part.name:
        return part.name if part.name.isidentifier() else ""
    return part.names[-1] if part.names else ""
