"""Where what bash puts in ends, whatever is quoted in it: ``$(…)``, ``${…}``, ```…```."""

from __future__ import annotations

import re

#: What ends a run of characters that mean nothing, by what they are in.
_NEXT = {
    ")": re.compile(r"[\\'\"`()#]|\$[({]"),
    "}": re.compile(r"[\\'\"`}]|\$[({]"),
    "q": re.compile(r"[\\\"`}]|\$[({]"),
    '"': re.compile(r"[\\\"`]|\$[({]"),
    "`": re.compile(r"[\\`]"),
}
#: What closes each; ``q`` is ``${…}`` within double quotes, where single ones are no quotes.
_CLOSES = {")": ")", "}": "}", "q": "}", '"': '"', "`": "`"}
#: What opens another one.
_OPENS = {"$(": ")", "(": ")", '"': '"', "`": "`"}


def end_of(text: str, at: int, end: int, closes: str, *, is_quoted: bool = False) -> int:
    """Return the offset after what closes an expansion whose inside begins at ``at``; ``end`` where nothing does.

    ``closes`` is ``)``, ``}`` or a backtick.
    """
    within = ["q" if closes == "}" and is_quoted else closes]
    while within:
        found = _NEXT[within[-1]].search(text, at, end)
        if found is None:
            return end
        at = _step(text, found, within, end)
    return min(at, end)


def _step(text: str, found: re.Match[str], within: list[str], end: int) -> int:
    """Go over one sign, and return the offset after it."""
    sign, inside = found[0], within[-1]
    if sign == _CLOSES[inside]:
        within.pop()
    elif sign == "\\":
        return found.end() + 1
    elif sign == "'":
        close = text.find("'", found.end(), end)
        return close + 1 if close >= 0 else end
    elif sign == "#":
        is_comment = text[found.start() - 1] in " \t\n;"
        line_end = text.find("\n", found.end(), end) if is_comment else found.end()
        return line_end if line_end >= 0 else end
    elif sign == "${":
        within.append("q" if '"' in within or "q" in within else "}")
    elif sign in _OPENS:
        within.append(_OPENS[sign])
    return found.end()
