"""What is between a pair of brackets: items added and removed with their commas, white space and comments."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import accumulate

from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.model import Replacement

_NEWLINE = re.compile(r"\r\n?|\n")
_BLANK = " \t\f"
#: Comments of Python begin with ``#``, those of JavaScript with ``//`` or ``/*``.
_COMMENT_LINE = re.compile(rf"(?:\r\n?|\n)([{_BLANK}]*)(?:#|/[/*])")
_LEAD = re.compile(rf"[{_BLANK}]*(?:,[{_BLANK}]*)?")
_FIRST_LINE = re.compile(r"(?:/\*.*?\*/|(?://|#)[^\r\n]*|[^\r\n])*", re.DOTALL)
_COMMA = re.compile(r"\s*(?:/\*(?:(?!\*/).)*\*/\s*)*,", re.DOTALL)
_BLOCK_COMMENT = re.compile(rf"(?P<comment>[{_BLANK}]*/\*(?:(?!\*/).)*\*/)(?P<space>[{_BLANK}]*)")
#: What is no comment between items; a line of Python may go on after a backslash.
_BETWEEN = f"{_BLANK}\r\n,\\"


@dataclass(frozen=True, slots=True)
class Row:
    """The items between two brackets, all as source text.

    ``opening`` is before the first, ``separators`` between them, ``closing`` after the last: with its comma,
    where it has one. ``unit`` is what a line is indented by, ``pad`` what is inside of brackets on one line.
    """

    opening: str
    items: tuple[str, ...]
    separators: tuple[str, ...]
    closing: str
    unit: str = "    "
    pad: str = ""

    @property
    def text(self) -> str:
        """The source of all of it."""
        pairs = zip(self.items, (*self.separators, ""), strict=True) if self.items else ()
        return self.opening + "".join(item + separator for item, separator in pairs) + self.closing

    def without(self, number: int) -> Row:
        """Take an item away. Raises CannotEdit where a comment would go as well, or be about another item then."""
        separators = list(self.separators)
        if number < len(separators):
            _keep_comment(separators.pop(number))
            return replace(self, items=_cut(self.items, number), separators=tuple(separators))
        _keep_comment(_first_line(self.closing))
        if not separators:
            _keep_comment(self.opening + self.closing)
            return replace(self, opening="", items=(), closing="")
        before, closing = separators.pop(), self.closing
        if _has_comment(before):
            if not (_has_comma(closing) and _newline(closing)) or _has_comment(_last_line(before)):
                raise CannotEdit("a comment beside it would be lost")
            closing = _cut_last_line(before) + _last_line(closing)
        return replace(self, items=self.items[:-1], separators=tuple(separators), closing=closing)

    def around(self, number: int) -> Row:
        """Return an item with those beside it alone: what taking it away looks at."""
        first, last = max(0, number - 1), min(len(self.items), number + 2)
        return replace(
            self,
            opening=self.opening if first == 0 else "",
            items=self.items[first:last],
            separators=self.separators[first : last - 1],
            closing=self.closing if last == len(self.items) else self.separators[last - 1],
        )

    def starts(self) -> list[int]:
        """Return where each item begins in the text."""
        pairs = zip(self.items, self.separators, strict=False)
        return list(accumulate((len(item + separator) for item, separator in pairs), initial=len(self.opening)))

    def with_item(self, item: str, number: int) -> Row:
        """Put an item before the one at ``number``, or after the last one, in the style in which the others are."""
        if number < len(self.items):
            separators = (*self.separators[:number], _separator("", self._lead(number)), *self.separators[number:])
            return replace(self, items=(*self.items[:number], item, *self.items[number:]), separators=separators)
        return self._with_last(item) if self.items else self._with_only(item)

    def _lead(self, number: int) -> str:
        """Return the white space that sets an item beside or below the one before it, as the one at ``number``."""
        before = self.opening if number == 0 else self.separators[number - 1]
        if not _newline(before) and _newline(self.closing):
            before = self.opening
        lead = _LEAD.match(_last_line(before))
        return _newline(before) + (lead[0] if lead else "") if _newline(before) else " "

    def _with_last(self, item: str) -> Row:
        lead = self._lead(len(self.items) - 1)
        if lead == " ":
            if comment := _BLOCK_COMMENT.fullmatch(self.closing):
                separators = (*self.separators, f"{comment['comment']}, ")
                return replace(self, items=(*self.items, item), separators=separators, closing=comment["space"])
            return replace(self, items=(*self.items, item), separators=(*self.separators, ", "))
        # What is after the last item on its line is about that item, what is below is not.
        line = _first_line(self.closing)
        rest = self.closing[len(line) :]
        items, is_ended = (*self.items, item), _has_comma(line)
        separator = line + lead if is_ended else _separator(line, lead)
        return replace(
            self, items=items, separators=(*self.separators, separator), closing=f",{rest}" if is_ended else rest
        )

    def _with_only(self, item: str) -> Row:
        space = self.opening + self.closing
        newline = _newline(space)
        if not newline:
            comment_before = f"{space.strip()} " if _has_comment(space) else ""
            return replace(self, opening=self.pad + comment_before, items=(item,), closing=self.pad)
        comment = _COMMENT_LINE.search(space)
        end = _last_line(space)
        indent = comment[1] if comment else end + ("\t" if "\t" in end else self.unit)
        opening = _cut_last_line(space) + indent
        return replace(self, opening=opening, items=(item,), closing=f",{newline}{end}")


def _cut(items: tuple[str, ...], number: int) -> tuple[str, ...]:
    return items[:number] + items[number + 1 :]


def _has_comment(text: str) -> bool:
    # Between items there is nothing but commas, white space and comments.
    return bool(text.strip(_BETWEEN))


def _keep_comment(text: str) -> None:
    if _has_comment(text):
        raise CannotEdit("a comment beside it would be lost")


def _separator(line: str, lead: str) -> str:
    """Put a comma before the rest of a line and what leads to the next item, where that does not begin with it."""
    return f"{line}{lead}" if "," in lead else f",{line}{lead}"


def _has_comma(text: str) -> bool:
    return _COMMA.match(text) is not None


def _newline(text: str) -> str:
    """Return the last line end in a text, or nothing."""
    found = _NEWLINE.findall(text)
    return found[-1] if found else ""


def _first_line(text: str) -> str:
    match = _FIRST_LINE.match(text)
    return match[0] if match else ""


def _last_line(text: str) -> str:
    return _NEWLINE.split(text)[-1]


def _cut_last_line(text: str) -> str:
    return text[: len(text) - len(_last_line(text))]


def difference(old: str, new: str, offset: int) -> Replacement:
    """Return the least replacement that makes one text the other."""
    shorter = min(len(old), len(new))
    head = _longest(shorter, lambda count: old[:count] == new[:count])
    tail = _longest(shorter - head, lambda count: old[len(old) - count :] == new[len(new) - count :])
    return Replacement(offset + head, offset + len(old) - tail, new[head : len(new) - tail])


def _longest(most: int, is_same: Callable[[int], bool]) -> int:
    return bisect_left(range(1, most + 1), True, key=lambda count: not is_same(count))
