"""Where something is written in a file, and what a name may be that is written there: told by bytes, without a tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice

#: What a line begins with that is a comment, or goes on with one.
_COMMENT = re.compile(rb"[ \t]*(?://|/?\*[ *])")

#: Places of a name's letters that are looked at: what is further on is not seen.
_MOST_TRIES = 10_000

#: Bytes in which a word of so many is looked for at once: in more of them Python does it in a way that takes longer.
_PIECE, _LONG = 29_000, 6

#: Letters of a name up to which it is a part of most others, and a pattern finds it alone in less time.
_MINIFIED = 2

#: Letters of a word up to which a pattern of its own finds it faster, and the letters that programs have most of.
_SHORT = 8
_FREQUENT = frozenset(b" etrosanilcdpumg.")

#: Of each byte, whether a name goes on with it.
_LETTERS = bytes(re.match(rb"[\w$]", bytes((each,))) is not None for each in range(256))

#: What is next after a name that is only read there, and how far before one that is declared so a function begins.
_READING = frozenset(b".[(")
_OPENING, _DOT = b"(."
_LONGEST_FUNCTION = 20

#: What is next after the name of a function that is called.
_CALLING = re.compile(rb"\s*(?:[(<]|\?\.|/[/*])")

#: What is next after a name whose value is changed there, and how far before one that is given to what changes it.
_CHANGING = re.compile(rb"\s*(?:\.\s*(?:(?:set|append)\s*\(|[\w$]+\s*=(?!=))|\[|(?P<given>[,)]))")
_ASSIGN, _LONGEST_ASSIGN = b"assign", 40


def is_in_comment(data: bytes, at: int) -> bool:
    """Tell whether the line that an offset is in begins as a comment does, or goes on with one."""
    return _COMMENT.match(data, data.rfind(b"\n", 0, at) + 1, at) is not None


def whole(data: bytes, word: bytes, start: int, end: int) -> Iterator[int]:
    """Yield where a word is in some of the bytes, and not a part of a longer one."""
    size = len(word)
    if size <= _MINIFIED:
        yield from (match.start() for match in islice(_alone(word).finditer(data, start, end), _MOST_TRIES))
        return
    for at in islice(_places(data, word, start, end), _MOST_TRIES):
        after = at + size
        if not ((at and _LETTERS[data[at - 1]]) or (after < len(data) and _LETTERS[data[after]])):
            yield at


@lru_cache(maxsize=256)
def _alone(word: bytes) -> re.Pattern[bytes]:
    """Return what finds a word that is no part of a longer one."""
    return re.compile(rb"%b(?![\w$])(?<![\w$]%b)" % (re.escape(word), re.escape(word)))


def every(data: bytes, word: bytes) -> Iterator[int]:
    """Yield where one of the words is that are looked for in each file.

    Together in one pattern they would take a hundred times as long.
    """
    size = len(word)
    if size > _SHORT:
        return _places(data, word, 0, len(data))
    return (match.end() - size for match in _pattern(word).finditer(data))


@cache
def _pattern(word: bytes) -> re.Pattern[bytes]:
    """Return what finds a short word by a letter that is rare, from one of which to the next Python goes fastest."""
    rare = next((at for at, letter in enumerate(word) if letter not in _FREQUENT), 0)
    return re.compile(re.escape(word[rare:]) + b"(?<=%b)" % re.escape(word))


def _places(data: bytes, word: bytes, start: int, end: int) -> Iterator[int]:
    """Yield where a word is in some of the bytes, one after the other."""
    size = len(word)
    piece = _PIECE if size >= _LONG else end - start
    for begin in range(start, end, piece or 1):
        stop = min(end, begin + piece + size - 1)
        at = data.find(word, begin, stop)
        while at >= 0:
            yield at
            at = data.find(word, at + size, stop)


def may_bind(data: bytes, at: int, end: int) -> bool:
    """Tell whether a name may be bound where it is written, by what is next to it."""
    if end < len(data) and data[end] in _READING:
        return data[end] == _OPENING and data.rfind(b"function", max(0, at - _LONGEST_FUNCTION), at) >= 0
    return not (at > 1 and data[at - 1] == _DOT != data[at - 2])


def may_call(data: bytes, end: int) -> bool:
    """Tell whether a name that ends at an offset may be called there."""
    return _CALLING.match(data, end) is not None


def may_change(data: bytes, at: int, end: int) -> bool:
    """Tell whether the value of a name may be changed where it is written, by what is around it."""
    match = _CHANGING.match(data, end)
    if match is None:
        return False
    return match["given"] is None or data.rfind(_ASSIGN, max(0, at - _LONGEST_ASSIGN), at) >= 0
