"""Words to texts: what is put in is followed to where the script sets it, else it is read from the environment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product
from typing import NamedTuple

from flake8_openrouter.languages.shell.inference.arguments import NO_FRAME, Argument, Frame, falls_apart, split
from flake8_openrouter.languages.shell.syntax import places
from flake8_openrouter.languages.shell.syntax.assignments import Assignment, Assignments
from flake8_openrouter.languages.shell.syntax.functions import Functions
from flake8_openrouter.languages.shell.syntax.words import Piece, Word, within
from flake8_openrouter.languages.trees.source import Source
from flake8_openrouter.model import Literal, Origin, Part, Reach, Span, Text, Unknown, Variable
from flake8_openrouter.openrouter.credentials import Shape, classify, names_a_secret

#: How far names are followed, and how many texts one word can be.
MAX_DEPTH = 8
MAX_ALTERNATIVES = 8
#: Words that arrays and names are put in place of, and parts of one text.
MAX_ARGUMENTS = 400
MAX_PARTS = 200

#: Characters of a command that are looked at for the name of a key.
MAX_COMMAND = 400
_STORES = "cat|head|tail|tr|pass|op|security|secret-tool|gcloud|aws|az|vault|doppler|bw|kubectl|chamber"
_ASKS = re.compile(rf"(?:\$\(|`)\s*(?:<|(?:{_STORES})\s)")
_NAMED = re.compile(r"[\w./~-]{3,}")

_ARRAYS = ("[@]", "[*]")
_DEFAULTS = (":-", "-", ":=", "=")
_REQUIRED = (":?", "?")

#: The parts of one text that a piece can be.
Parts = tuple[Part, ...]


class Reaching(NamedTuple):
    """The assignments that a name may have its value from; ``is_certain``: it has it from one of them."""

    found: tuple[Assignment, ...]
    is_certain: bool


class Values:
    """What the words of a script can be."""

    def __init__(self, source: Source, env_names: frozenset[str]) -> None:
        self.source = source
        self.assignments = Assignments(source)
        self._env_names = env_names
        self._text = source.document.text
        self.functions = Functions(self._text)
        self._texts: dict[tuple[int, int], tuple[Text, ...]] = {}
        self._functions: dict[int, tuple[int, int] | None] = {}

    def word(self, piece: Piece) -> Word:
        """Return a word that is one piece."""
        return Word((piece,), piece.start, piece.end)

    def span(self, start: int, end: int) -> Span:
        return Span(self.source.document, start, end)

    def texts(self, word: Word, at: int, frame: Frame = NO_FRAME, depth: int = 0) -> tuple[Text, ...]:
        """Return the texts that a word can be at an offset of the script."""
        span = self.span(*word.inside)
        choices = [self._choices(piece, at, frame, depth) for piece in word.pieces]
        if sum(max((len(parts) for parts in each), default=0) for each in choices) > MAX_PARTS:
            return (Text((Unknown(span),), span),)
        found = islice(product(*choices), MAX_ALTERNATIVES)
        return tuple(dict.fromkeys(Text(_merged(parts), span) for parts in found))

    def _of_assignment(self, assignment: Assignment, frame: Frame, depth: int) -> tuple[Text, ...]:
        """Return the texts that an assignment sets, read once for each caller of its function."""
        within = frame if assignment.function == frame.function else NO_FRAME
        key = (assignment.offset, within.number)
        if key not in self._texts:
            self._texts[key] = ()  # what it is made of itself
            self._texts[key] = self.texts(assignment.words[0], assignment.offset, within, depth + 1)
        return self._texts[key]

    def of_argument(self, argument: Argument, count: int = 0, frame: Frame = NO_FRAME) -> tuple[Text, ...]:
        """Return the texts that an argument can be after some characters of its literal head."""
        texts = self.texts(argument.word.without(count), argument.at, frame)
        reference = argument.use.reference
        is_value = not count and reference is not None and reference.operator not in _ARRAYS
        for name in argument.names:
            texts = tuple(
                text._replace(parts=self._named(text.parts, name if is_value else "", self.reach((name,))))
                for text in texts
            )
        return texts

    def reach(self, names: tuple[str, ...]) -> Reach:
        """Return who else sees what some names hold."""
        return Reach(tuple(dict.fromkeys(reader for name in names for reader in self._readers(name))))

    def _readers(self, name: str) -> Iterator[str]:
        if self.assignments.readers(name) > 1:
            yield f"${name} is used elsewhere as well"
        if name in self.assignments.exported:
            yield f"{name} is exported to other programs"

    def _choices(self, piece: Piece, at: int, frame: Frame, depth: int) -> tuple[Parts, ...]:
        span = self.span(piece.start, piece.end)
        if piece.text is not None:
            return ((Literal(piece.text, span),),) if piece.text else ((),)
        if piece.name.isdigit() and piece.operator not in _ARRAYS:
            return self._positional(piece, span, at, frame, depth)
        if not piece.name or piece.operator in _ARRAYS or piece.operator.endswith("+") or depth >= MAX_DEPTH:
            return ((Unknown(span, secret=_secret(span.text)),),)
        return tuple(islice(self._variable(piece, span, at, frame, depth), MAX_ALTERNATIVES))

    def _positional(self, piece: Piece, span: Span, at: int, frame: Frame, depth: int) -> tuple[Parts, ...]:
        """Return what a function's argument can be, by its number."""
        number = int(piece.name) - 1
        if frame.given is not None and 0 <= number < len(frame.given) and depth < MAX_DEPTH:
            return tuple(text.parts for text in self.of_argument(frame.given[number]))
        return ((Unknown(span, origin=Origin.PARAMETER),),)

    def _variable(self, piece: Piece, span: Span, at: int, frame: Frame, depth: int) -> Iterator[Parts]:
        name = piece.name
        defaults: tuple[Text, ...] = ()
        if piece.operator in _DEFAULTS:
            word = within(self._text, *piece.default, piece.quote)
            defaults = tuple(text for text in self.texts(word, at, frame, depth + 1) if text.parts)
        reaching = self.reaching(name, at)
        for assignment in reaching.found:
            for parts in self._assigned(assignment, span, frame, depth):
                if parts or not defaults:
                    yield self._named(parts, name, self.reach((name,)))
                if not parts or all(isinstance(part, Unknown) for part in parts):
                    yield from (text.parts for text in defaults)
        if not reaching.is_certain:
            yield (self._environment(name, span, defaults, required=piece.operator in _REQUIRED),)

    def _environment(self, name: str, span: Span, defaults: tuple[Text, ...], *, required: bool) -> Variable:
        return Variable(
            name,
            span,
            defaults,
            ours=name in self._env_names,
            required=required,
            absent="nothing",
            guarded=self.assignments.is_compared(name),
            asked=not defaults and self.assignments.is_asked(name),
        )

    def _assigned(self, assignment: Assignment, span: Span, frame: Frame, depth: int) -> Iterator[Parts]:
        if len(assignment.words) != 1 or assignment.is_array or assignment.is_appended:
            yield (Unknown(span),)
        elif assignment.is_default:
            # The one that the environment has comes before it.
            texts = tuple(text for text in self._of_assignment(assignment, frame, depth) if text.parts)
            yield (self._environment(assignment.name, span, texts, required=False),)
        else:
            for text in self._of_assignment(assignment, frame, depth):
                yield (
                    (self._environment(assignment.name, span, (), required=False),)
                    if self._is_left(text)
                    else text.parts
                )

    def _is_left(self, text: Text) -> bool:
        """Tell whether a text is one that a snippet leaves to its reader: they have the key of their own there."""
        embedding, literal = self.source.document.embedding, text.literal or ""
        is_shown = embedding is not None and not embedding.is_run
        return is_shown and classify(literal) is Shape.PLACEHOLDER and len(literal.split()) == 1

    def _named(self, parts: Parts, name: str, reach: Reach) -> Parts:
        """Return the parts of what a name holds: it is their name where they are all of it."""
        guarded = self.assignments.is_compared(name)
        known_as = (name,) if name and (len(parts) == 1 or all(isinstance(part, Literal) for part in parts)) else ()
        return tuple(_known_as(part, known_as, reach, guarded) for part in parts)

    def reaching(self, name: str, at: int) -> Reaching:
        """Return the assignments whose value a name may have at an offset, the last one first."""
        every = self.assignments.of(name)
        if every is None:
            return Reaching((), is_certain=False)
        inside = self.function_at(at) if every else None
        found: list[Assignment] = []
        is_certain = False
        for assignment in reversed(every):
            if not _is_seen(assignment, at, inside):
                continue
            if self.assignments.sourced(assignment.offset, at):
                break
            found.append(assignment)
            always = assignment.arm is None or assignment.arm.holds(at)
            if always and not assignment.is_default and assignment.function in (None, inside):
                is_certain = True
                if inside is None or assignment.function == inside:
                    break
        return Reaching(tuple(found[:MAX_ALTERNATIVES]), is_certain)

    def function_at(self, at: int) -> tuple[int, int] | None:
        """Return where the function is that an offset is in."""
        if at not in self._functions:
            nodes = places.path(self.source, at, min(at + 1, len(self._text)))
            self._functions[at] = places.function_of(self.source, nodes)
        return self._functions[at]

    def arguments(self, words: tuple[Word, ...], at: int, frame: Frame = NO_FRAME) -> list[Argument]:
        """Return words as a program gets them."""
        found: list[Argument] = []
        waiting = [Argument(word, word, at) for word in reversed(words)]
        while waiting and len(found) < MAX_ARGUMENTS:
            argument = waiting.pop()
            further = self._further(argument, frame) if len(argument.names) < MAX_DEPTH else None
            if further is None:
                found.append(argument)
            else:
                waiting += reversed(further)
        return found

    def _further(self, argument: Argument, frame: Frame) -> list[Argument] | None:
        """Return what takes an argument's place; None where it stays."""
        piece = argument.word.reference
        if piece is None or not piece.name:
            return None
        if piece.name in ("@", "*"):
            return list(frame.given) if frame.given is not None else None
        if piece.operator not in ("", *_ARRAYS) or piece.name.isdigit():
            return None
        reaching = self.reaching(piece.name, argument.at)
        names = (*argument.names, piece.name)
        if piece.operator in _ARRAYS:
            return self._elements(piece, argument, names)
        if not reaching.is_certain or len(reaching.found) != 1 or not _is_plain(reaching.found[0]):
            return None
        assignment = reaching.found[0]
        word = assignment.words[0]
        if not piece.quote and falls_apart(word):
            return None
        words = [word] if piece.quote else split(word)
        return [Argument(each, argument.use, assignment.offset, names) for each in words]

    def _elements(self, piece: Piece, argument: Argument, names: tuple[str, ...]) -> list[Argument] | None:
        """Return the elements of an array: those that it is always given, and those of arms."""
        inside = self.function_at(argument.at)
        every = [each for each in self.assignments.of(piece.name) or () if _is_seen(each, argument.at, inside)]
        if not every or not all(each.is_array for each in every):
            return None
        found: list[Argument] = []
        for each in every:
            if not each.is_appended and each.arm is None:
                found = []
            found += [Argument(word, argument.use, each.offset, names) for word in each.words]
            if each.arm is not None and not each.arm.holds(argument.at):
                found.append(argument._replace(names=names * MAX_DEPTH))  # there may be others instead
        return found


def _is_seen(assignment: Assignment, at: int, inside: tuple[int, int] | None) -> bool:
    """Tell whether what is set may be seen at an offset, which may be inside of a function."""
    arm, function = assignment.arm, assignment.function
    if assignment.is_local and function != inside:
        return False
    if arm is not None and not arm.holds(at) and (arm.is_own or arm.whole[0] <= at < arm.whole[1]):
        return False
    # A function runs when it is called, after what is set further down as well.
    return assignment.offset < at or function != inside


def _is_plain(assignment: Assignment) -> bool:
    return len(assignment.words) == 1 and not (assignment.is_array or assignment.is_appended or assignment.is_default)


def _known_as(part: Part, names: tuple[str, ...], reach: Reach, guarded: bool) -> Part:
    """Return a part with further names, and with who else sees it where it is text that may be edited."""
    if isinstance(part, Literal):
        is_guarded = part.guarded or guarded
        return part._replace(names=(*part.names, *names), guarded=is_guarded, reach=part.reach.and_of(reach))
    if isinstance(part, Variable):
        return part._replace(names=(*part.names, *names), guarded=part.guarded or guarded)
    return part._replace(names=(*part.names, *names))


def _merged(choices: tuple[Parts, ...]) -> Parts:
    """Join the parts of a text; literal text that is written in one word is one part."""
    found: list[Part] = []
    for part in (part for parts in choices for part in parts):
        last = found[-1] if found else None
        if isinstance(last, Literal) and isinstance(part, Literal) and _goes_on(last, part):
            found[-1] = Literal(last.text + part.text, last.span._replace(end=part.span.end))
        else:
            found.append(part)
    return tuple(found)


def _goes_on(last: Literal, part: Literal) -> bool:
    """Tell whether text is written in the same word as the one before it: neither is that of a name."""
    return not last.names and not part.names and last.span.start <= part.span.start


def _secret(command: str) -> str:
    """Return the name by which a command is asked for a key: of a file, or in a store of secrets; empty for others."""
    if not _ASKS.match(command):
        return ""
    return next((word for word in _NAMED.findall(command[:MAX_COMMAND]) if names_a_secret(word)), "")
