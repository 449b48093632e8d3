"""Keys that are put together: where in a source the pieces of one are, whatever joins them.

Nothing is evaluated, and nothing need parse: the words of a source's literals are read one after another, as ``+``,
``join``, ``%``, ``format``, templates and lists would put them together. What only looks like a piece is taken for
one: it is hidden where it need not have been, and nothing else happens to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from flake8_openrouter.model import PLAIN, Notation
from flake8_openrouter.openrouter import encoded

_ESCAPE = re.compile(r"\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|N\{([^{}]*)\}|([0-7]{1,3})|[\s\S])")
_HIDING = re.compile(r"\\[xuUN0-7\r\n]")

#: A word; what templates fill in is not one, and ``...`` parts what is before it from what is after.
_WORD = re.compile(r"\{[^{}\"']*\}|%(?:\(\w*\))?[-#0 +]*(?:[1-9]\d*)?(?:\.\d+)?[a-zA-Z]|(\.\.\.|[0-9A-Za-z]+)")
_HEX = re.compile(r"[0-9a-fA-F]+")
_HEX_WORDS = re.compile(r"(?<!\S)[0-9a-fA-F]+(?: [0-9a-fA-F]+)*(?!\S)")
#: What parts one literal from the next: nothing that is filled in goes on behind it.
_QUOTE = '"'
_MIXED = re.compile(r"(?=.*\d)(?=.*[A-Za-z])")
_PREFIXES = ("skor", "skorv", "skorv1")
_UNFINISHED = re.compile(r"sk-or-(?!(?:v1-)?[0-9a-f]{64})")

_LONGEST_GAP = 2000

#: Digits from which on a run of words is a key's: after its prefix, of pieces that are known, and by itself, where
#: it must be longer than a UUID.
_LEAST_BEHIND_PREFIX = 8
_LEAST_KNOWN = 12
_LEAST_ALONE = 40
#: Digits from which on a word is taken for a piece in a source that puts a key together.
_LEAST_PIECE, _LEAST_MIXED_PIECE = 8, 4


class _Patterns(NamedTuple):
    """What reads a notation: a literal or a comment, and what is before a quote that takes no escapes.

    ``joined`` is what is between literals that are put together, and between words of one key, ``listed`` what
    is between those of a list or mapping.
    """

    comment: str
    long_quotes: tuple[str, ...]
    token: re.Pattern[str]
    raw: re.Pattern[str]
    joined: re.Pattern[str]
    listed: re.Pattern[str]


@cache
def _patterns(notation: Notation) -> _Patterns:
    comment = rf"{re.escape(notation.comment)}[^\r\n]*"
    # What nothing closes is passed by.
    long = [
        rf"{quote}[^{quote[0]}\\]*(?:(?:\\[\s\S]|{_other(quote)})[^{quote[0]}\\]*)*{quote}"
        for quote in notation.long_quotes
    ]
    short = [rf"{quote}[^{quote}\\\r\n]*(?:\\[\s\S][^{quote}\\\r\n]*)*{quote}" for quote in notation.quotes]
    between = rf"[A-Za-z]{{1,2}}(?=[\"'])|{comment}[\r\n]"
    return _Patterns(
        notation.comment,
        notation.long_quotes,
        re.compile("|".join((comment, *long, *short))),
        re.compile(rf"(?<![A-Za-z0-9_])(?:{notation.raw})$" if notation.raw else r"(?!)"),
        re.compile(rf"(?:[\s\"'+\\()_-]|{between})*"),
        re.compile(rf"(?:[\s\"'+\\()\[\]{{}},:]|{between})*"),
    )


def _other(quote: str) -> str:
    """Return a pattern of the first character of a long quote where the quote is not."""
    return f"{quote[0]}(?!{quote[1:]})" if quote[1:] else "(?!)"


class Word(NamedTuple):
    """A word, as it reads, and where a text spells it."""

    start: int
    end: int
    text: str


class Body(NamedTuple):
    """What is in a literal, or a comment: where, and whether it has escapes."""

    start: int
    end: int
    escapes: bool
    is_comment: bool


def of_source(text: str, notation: Notation) -> Iterator[tuple[Word, ...]]:
    """Yield the pieces of each key that a source puts together; a piece that is found by itself is yielded alone."""
    patterns = _patterns(notation)
    bodies = list(_bodies(text, patterns))
    yield from _put_together(text, bodies, patterns)
    spelt = [body for body in bodies if not body.is_comment]
    for group in encoded.pieces([text[body.start : body.end] for body in spelt]):
        yield tuple(Word(at, end, text[at:end]) for at, end, *_ in (spelt[index] for index in group))


def _put_together(text: str, bodies: Sequence[Body], patterns: _Patterns) -> Iterator[tuple[Word, ...]]:
    """Yield the pieces of keys in literals and comments, as they are; few sources have any, or what may be one."""
    is_unfinished = _UNFINISHED.search(text) is not None
    may_run = _may_run(_QUOTE.join(_read(text, body) for body in bodies))
    listed = list(_listed(text, bodies, patterns))
    if not (is_unfinished or may_run or listed):
        return
    words = [word for body in bodies for word in _words_of(text, body)]
    runs = [*_runs(text, words, patterns), *listed]
    yield from runs
    if is_unfinished or runs:
        taken = {word.start for run in runs for word in run}
        yield from ((word,) for word in words if word.start not in taken and _is_piece(word.text))


def _read(text: str, body: Body) -> str:
    """Return what a literal or a comment reads."""
    spelt = text[body.start : body.end]
    return _unescaped(spelt)[0] if body.escapes else spelt


def _may_run(read: str) -> bool:
    """Tell whether the words of a text, one after the other, may be a key's: its prefix, or digits enough for one."""
    words = [word for word in _WORD.findall(read) if word]
    if _PREFIXES[0] in "".join(words).lower():
        return True
    runs = (run.replace(" ", "") for run in _HEX_WORDS.findall(" ".join(words)))
    return any(len(run) >= _LEAST_ALONE and _MIXED.match(run) for run in runs)


def of_text(text: str, known: Collection[str] = ()) -> Iterator[tuple[Word, ...]]:
    """Yield the words that make a key in a text that is not a source; some pieces are known from one."""
    yield from _runs(text, _words(text), _patterns(PLAIN), known)


def _bodies(text: str, patterns: _Patterns) -> Iterator[Body]:
    for match in patterns.token.finditer(text):
        start, end = match.span()
        if text.startswith(patterns.comment, start):
            yield Body(start + len(patterns.comment), end, False, True)
            continue
        size = next((len(quote) for quote in patterns.long_quotes if match[0].startswith(quote)), 1)
        is_raw = patterns.raw.search(text[max(0, start - 3) : start]) is not None
        yield Body(start + size, end - size, not is_raw and "\\" in match[0], False)


def _words_of(text: str, body: Body) -> Iterator[Word]:
    spelt = text[body.start : body.end]
    if not body.escapes:
        yield from _words(spelt, body.start)
    elif not _HIDING.search(spelt):
        yield from _words(_ESCAPE.sub(lambda match: " " * len(match[0]), spelt), body.start)
    else:
        plain, places = _unescaped(spelt)
        for word in _words(plain):
            yield Word(body.start + places[word.start], body.start + places[word.end], word.text)


def _words(text: str, offset: int = 0) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        if match[1]:
            yield Word(offset + match.start(1), offset + match.end(1), match[1])


def _unescaped(spelt: str) -> tuple[str, list[int]]:
    """Return what a literal reads, and where each of its characters, and its end, is spelt."""
    plain: list[str] = []
    places: list[int] = []
    end = 0
    for match in _ESCAPE.finditer(spelt):
        places += range(end, match.start())
        read = _character(match)
        places += [match.start()] * len(read)
        plain += [spelt[end : match.start()], read]
        end = match.end()
    places += range(end, len(spelt) + 1)
    return "".join(plain) + spelt[end:], places


def _character(match: re.Match[str]) -> str:
    digits = match[1] or match[2] or match[3]
    try:
        if digits or match[5]:
            return chr(int(digits, 16) if digits else int(match[5], 8))
        if match[4]:
            return unicodedata.lookup(match[4])
    except (KeyError, ValueError, OverflowError):
        return " "
    return "" if match[0][1] in "\r\n" else " "


def _runs(
    text: str, words: Iterable[Word], patterns: _Patterns, known: Collection[str] = ()
) -> Iterator[tuple[Word, ...]]:
    """Yield the runs of words of hex digits, and of what goes on after a prefix, that are long enough for a key."""
    run: list[Word] = []
    tail, prefixed, end = "", False, 0
    for word in words:
        if not run:
            prefixed = tail.endswith(_PREFIXES)
        if _HEX.fullmatch(word.text) or (prefixed and _goes_on(text, end, word, patterns)):
            run.append(word)
        else:
            if run and _is_key(run, known, prefixed=prefixed):
                yield tuple(run)
            tail = (tail + word.text.lower())[-len(_PREFIXES[-1]) :] if word.text != "..." else ""
            run = []
        end = word.end
    if _is_key(run, known, prefixed=prefixed):
        yield tuple(run)


def _goes_on(text: str, end: int, word: Word, patterns: _Patterns) -> bool:
    """Tell whether a word that is not of hex digits belongs to the key that was read up to an end."""
    if word.text == "v1" or not _MIXED.match(word.text) or word.start - end > _LONGEST_GAP:
        return False
    return patterns.joined.fullmatch(text, end, word.start) is not None


def _is_key(run: list[Word], known: Collection[str], *, prefixed: bool) -> bool:
    digits = "".join(word.text for word in run)
    if prefixed:
        return len(digits) >= _LEAST_BEHIND_PREFIX
    if sum(len(word.text) for word in run if word.text in known) >= _LEAST_KNOWN:
        return True
    return len(digits) >= _LEAST_ALONE and _MIXED.match(digits) is not None


def _is_piece(text: str) -> bool:
    if not _HEX.fullmatch(text) or len(text) < _LEAST_MIXED_PIECE:
        return False
    return len(text) >= _LEAST_PIECE or _MIXED.match(text) is not None


def _listed(text: str, bodies: Sequence[Body], patterns: _Patterns) -> Iterator[tuple[Word, ...]]:
    """Yield the literals of a list, or of a mapping, that are of hex digits alone and enough for a key."""
    if sum(end - at for at, end, *_ in bodies if _HEX.fullmatch(text, at, end)) < _LEAST_ALONE:
        return
    group: list[Body] = []
    for body in bodies:
        if group and not _is_listed(text, group[-1].end, body.start, patterns):
            yield from _of_group(text, group)
            group = []
        group.append(body)
    yield from _of_group(text, group)


def _of_group(text: str, group: Iterable[Body]) -> Iterator[tuple[Word, ...]]:
    words = [Word(at, end, text[at:end]) for at, end, *_ in group if _HEX.fullmatch(text, at, end)]
    if _is_key(words, (), prefixed=False):
        yield tuple(words)


def is_listed(text: str, start: int, end: int, notation: Notation) -> bool:
    """Tell whether between two literals is nothing but what joins or lists them."""
    return _is_listed(text, start, end, _patterns(notation))


def _is_listed(text: str, start: int, end: int, patterns: _Patterns) -> bool:
    return end - start <= _LONGEST_GAP and patterns.listed.fullmatch(text, start, end) is not None
