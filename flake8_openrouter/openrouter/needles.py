"""Words in lower case, of which each text with a whole key holds one once it is lowered; and how bytes are searched.

The prefilter searches all files, so this module imports nothing.
"""

from __future__ import annotations

#: What a key begins with.
PLAIN = ("sk-or-",)

#: Other spellings of ``sk-or-v1-``, and words that tell them. Where a line ends within its Base64, which depends on
#: what is before it, half of that is whole. An escape of one kind stands for those of the same number.
_SPELT = (
    ("c2stb3ItdjEt", ("c2stb3", "itdjet")),
    ("NrLW9yLXYxL", ("nrlw9y", "lxyxl")),
    ("zay1vci12MS", ("zay1vc", "i12ms")),
    (r"sk\x2dor\x2dv1\x2d", ("2dor", "2d}or", "2d;or")),
    (r"\x73\x6b\x2d\x6f\x72\x2d\x76\x31\x2d", ("u002d", r"\x2d", "u{2d}", "#x2d;")),
    ("k&#45;or&#45;v1&#45;", ("45;or", r"055or")),
)

NEEDLES = (*PLAIN, *(word for _, words in _SPELT for word in words))

#: What is left of those spellings, and of a text, without all that is frequent: little, and quick to search. Nothing is
#: left of line ends, and of dashes in octal no more than of decimal ones.
_RARE = b"12357vzjINLXWY"
_FREQUENT = bytes(byte for byte in range(256) if byte not in _RARE)
_TRACES = tuple(
    (spelling.encode().translate(None, _FREQUENT), tuple(word.encode() for word in words)) for spelling, words in _SPELT
)


def is_spelt(data: bytes) -> bool:
    """Tell whether a text may hold a key in Base64 or in escapes: one pass where a search for each word is many."""
    rare = data.translate(None, _FREQUENT)
    for trace, words in _TRACES:  # any() would take longer than the search
        if trace in rare:
            lowered = data.lower()
            if any(word in lowered for word in words):
                return True
    return False
