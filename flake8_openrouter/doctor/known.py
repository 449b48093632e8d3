"""What a message is that somebody may paste: how it is recognised, what it says, what may have caused it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from flake8_openrouter.doctor.causes import Cause
from flake8_openrouter.model import Message

#: What may be where a phrase has a star: a piece of the same line.
_ANYTHING = r"[^\n]{0,80}?"
_ENDS = r"(?=[ \t]*(?:[\"'`\n\v]|$))"
_QUOTE = r"[\"'`]{0,2}"
_WORD = re.compile(r"[a-z0-9]+")


class Known(NamedTuple):
    """A message that is known.

    ``phrases`` are how it is printed: a space is any white space, a quote any or none, ``*`` a piece of the line, ``$``
    the end of the line or of a text. ``patterns`` are what no phrase says. ``loose`` ones are printed by other programs
    as well. A ``general`` message says nothing that a more particular one before it does not. The causes of one
    ``of_sending`` are seen in what was sent, where the text shows that. It ``replaces`` messages of these names, which
    are parts of it and would say something else.
    """

    name: str
    says: Message
    causes: tuple[Cause, ...]
    phrases: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    patterns: tuple[Phrase, ...] = ()
    general: bool = False
    of_sending: bool = False
    replaces: tuple[str, ...] = ()

    def ways(self) -> Iterator[tuple[Phrase, bool]]:
        """Yield how it is looked for, and whether others say so as well."""
        yield from ((phrase(text), False) for text in self.phrases)
        yield from ((pattern, False) for pattern in self.patterns)
        yield from ((phrase(text), True) for text in self.loose)


class Phrase(NamedTuple):
    """How a phrase is looked for, and how it is shown: all ``needles`` are in a text in lower case that has it."""

    needles: tuple[str, ...]
    pattern: re.Pattern[str]
    shown: str


@cache
def phrase(text: str) -> Phrase:
    """Return how a phrase is looked for."""
    spelt = re.sub(r":\s*", ": ", text)
    parts = (_PARTS.get(piece) or re.escape(piece) for piece in _PIECES.findall(spelt.removesuffix("$")))
    start = r"(?<!\w)" if spelt[0].isalnum() else ""
    end = _ENDS if spelt.endswith("$") else r"(?!\w)" if spelt[-1].isalnum() else ""
    needles = tuple(dict.fromkeys(_WORD.findall(spelt.lower())))
    pattern = re.compile(start + "".join(parts) + end, re.IGNORECASE)
    return Phrase(needles, pattern, re.sub(r"\s*\*\s*", " ... ", text.removeprefix("> ").rstrip("$")).strip())


#: A phrase in pieces, and what stands for those that are not as they are.
_PIECES = re.compile(r"[\"']?: [\"']?|\s+|[\"'`]+|\*|[^\s\"'`*:]+|:")
_PARTS = {
    **dict.fromkeys((": ", '": ', "': ", ': "', ": '", '": "', "': '"), rf"{_QUOTE}\s*[:=]\s*b?{_QUOTE}"),
    **dict.fromkeys((" ", "\n"), r"\s+"),
    **dict.fromkeys(('"', "'", "`"), _QUOTE),
    "*": _ANYTHING,
}


def status(code: int, reason: str) -> tuple[str, ...]:
    """Return how clients and logs print a status."""
    number = str(code)
    return (
        *(f"{before} {number}" for before in ("HTTP/1.1", "HTTP/2", "HTTP/1.0", "HTTP", "HTTP Error", "status code")),
        *(f"{before}: {number}" for before in ("Error code", "status", "code", "status_code", "statusCode", "error")),
        *(f"{number} {behind}" for behind in (reason, "Client Error")),
    )
