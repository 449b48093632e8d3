"""Words in lower case, of which each text with a whole key holds one once it is lowered; and how bytes are searched.

The prefilter searches all files, so this module imports nothing of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import AnyStr

#: What a key begins with.
PLAIN = ("sk-or-",)

#: Other spellings of ``sk-or-v1-``, and words that tell them. Where a line ends within its Base64, which depends on
#: what is before it, half of that is whole. An escape of one kind stands for those of the same number.
_SPELT = (
    ("c2stb3ItdjEt", ("c2stb3", "itdjet")),
    ("NrLW9yLXYxL", ("nrlw9y", "lxyxl")),
    ("zay1vci12MS", ("zay1vc", "i12ms")),
    (r"sk\x2dor\x2dv1\x2d", ("2dor", "2d}or", "2d;or")),
    *((f"sk%{more}2dor%{more}2dv1%{more}2d", ("2dor",)) for more in ("25", "2525", "252525")),
    *((rf"sk\u{dash}or\u{dash}v1\u{dash}", (rf"\u{dash[:3]}",)) for dash in ("2010", "2011", "2012", "2013", "2212")),
    (r"\x73\x6b\x2d\x6f\x72\x2d\x76\x31\x2d", ("002d", r"\x2d", "u{2d}", "#x2d", "%2d", "=2d")),
    ("%2573%256b%252d%256f%2572%252d%2576%2531%252d", ("%252d",)),
    ("k&#45;or&#45;v1&#45;", ("45;or", r"055or")),
    ("&#115;&#107;&#45;&#111;&#114;&#45;&#118;&#49;&#45;", ("45;", "#45")),
    (r"\163\153\055\157\162\055\166\061\055", ("055",)),
)
#: Dashes of other kinds, which stand before the version.
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
#: A dash before the version that is written with no digit in ASCII.
_DASHED = r"\-v1"

NEEDLES = (*PLAIN, *(word for _, words in _SPELT for word in words), *(f"{dash}v1" for dash in _DASHES), _DASHED)

#: What is left of those spellings, and of a text, without all that is frequent: little, and quick to search. Nothing is
#: left of line ends, of dashes in octal no more than of decimal ones, and of those in other texts their first byte.
_RARE = b"12357vzjINLXWY\xe2"
_FREQUENT = bytes(byte for byte in range(256) if byte not in _RARE)
_TRACES = tuple(
    (spelling.encode().translate(None, _FREQUENT), tuple(word.encode() for word in words)) for spelling, words in _SPELT
)
#: Most leave the version as it is: whether a text has it is asked once, with a dash of some kind at its side.
_AFTER, _BEFORE = b"v12", b"\xe2v1"
_OTHER_DASH = re.compile(b"(?:%b)v1" % b"|".join(dash.encode() for dash in _DASHES))
_DASHED_VERSION = _DASHED.encode()
#: That dash's escape is left for it alone: other traces are of what is left without it.
_ESCAPE = _DASHED_VERSION[:1]
_FREQUENT_BUT_ESCAPE = _FREQUENT.replace(_ESCAPE, b"")
_DASHED_TRACE = _DASHED_VERSION.translate(None, _FREQUENT_BUT_ESCAPE)
_WITH_VERSION = tuple(item for item in _TRACES if _AFTER in item[0])
_WITHOUT_VERSION = tuple(item for item in _TRACES if item not in _WITH_VERSION)

#: What a key begins with, in letters of either case: Python goes fastest from one dash to the next.
_PLAIN_KEY = re.compile(rb"-(?i:or)-(?<=(?i:sk)-..-)")


def may_hold_key(data: bytes) -> bool:
    """Tell whether a text may hold a key, however it is spelt."""
    return is_plain(data) or is_spelt(data)


def is_plain(data: bytes) -> bool:
    """Tell whether a text holds what a key begins with."""
    return _PLAIN_KEY.search(data) is not None


def has_any(text: AnyStr, words: Iterable[AnyStr]) -> bool:
    """Tell whether a text holds one of some words."""
    for word in words:  # noqa: SIM110 (any() would take longer than the search)
        if word in text:
            return True
    return False


def is_spelt(data: bytes) -> bool:
    """Tell whether a text may hold a key in Base64 or in escapes: one pass where a search for each word is many."""
    rare = data.translate(None, _FREQUENT_BUT_ESCAPE)
    if _DASHED_TRACE in rare and _DASHED_VERSION in data:
        return True
    rare = rare.replace(_ESCAPE, b"")
    if _BEFORE in rare and _OTHER_DASH.search(data):
        return True
    if _AFTER in rare and _leaves(rare, data, _WITH_VERSION):
        return True
    return _leaves(rare, data, _WITHOUT_VERSION)


def _leaves(rare: bytes, data: bytes, traces: Iterable[tuple[bytes, tuple[bytes, ...]]]) -> bool:
    found = [words for trace, words in traces if trace in rare]
    lowered = data.lower() if found else b""
    return any(has_any(lowered, words) for words in found)
