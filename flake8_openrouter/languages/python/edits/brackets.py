"""What is between a pair of brackets: items added and removed with their commas, white space and comments."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import accumulate

from flake8_openrouter.languages._protocol import CannotEdit

_NEWLINE = re.compile(r"\r\n?|\n")
_BLANK = " \t\f"
_COMMENT_LINE = re.compile(rf"(?:\r\n?|\n)([{_BLANK}]*)#")


@dataclass(frozen=True, slots=True)
class Row:
    """The items between two brackets, all as source text.

    ``opening`` is before the first, ``separators`` between them, ``closing`` after the last: with its comma,
    where it has one.
    """

    opening: str
    items: tuple[str, ...]
    separators: tuple[str, ...]
    closing: str

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
            return Row("", (), (), "")
        before, closing = separators.pop(), self.closing
        if "#" in before:
            if not (_has_comma(closing) and _newline(closing)):
                raise CannotEdit("a comment beside it would be lost")
            closing = _cut_last_line(before) + _last_line(closing)
        return Row(self.opening, self.items[:-1], tuple(separators), closing)

    def around(self, number: int) -> Row:
        """Return an item with those beside it alone: what taking it away looks at."""
        first, last = max(0, number - 1), min(len(self.items), number + 2)
        return Row(
            self.opening if first == 0 else "",
            self.items[first:last],
            self.separators[first : last - 1],
            self.closing if last == len(self.items) else self.separators[last - 1],
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
        return _newline(before) + _last_line(before) if _newline(before) else " "

    def _with_last(self, item: str) -> Row:
        lead = self._lead(len(self.items) - 1)
        if lead == " ":
            return replace(self, items=(*self.items, item), separators=(*self.separators, ", "))
        # What is after the last item on its line is about that item, what is below is not.
        line = _first_line(self.closing)
        rest = self.closing[len(line) :]
        if _has_comma(line):
            return Row(self.opening, (*self.items, item), (*self.separators, line + lead), f",{rest}")
        return Row(self.opening, (*self.items, item), (*self.separators, _separator(line, lead)), rest)

    def _with_only(self, item: str) -> Row:
        space = self.opening + self.closing
        newline = _newline(space)
        if not newline:
            return Row("", (item,), (), "")
        comment = _COMMENT_LINE.search(space)
        end = _last_line(space)
        indent = comment[1] if comment else end + ("\t" if "\t" in end else "    ")
        return Row(_cut_last_line(space) + indent, (item,), (), f",{newline}{end}")


def _cut(items: tuple[str, ...], number: int) -> tuple[str, ...]:
    return items[:number] + items[number + 1 :]


def _keep_comment(text: str) -> None:
    # Between items there is nothing but commas, white space and comments.
    if "#" in text:
        raise CannotEdit("a comment beside it would be lost")


def _separator(line: str, lead: str) -> str:
    """Put a comma before the rest of a line and what leads to the next item, where that does not begin with it."""
    return f"{line}{lead}" if "," in lead else f",{line}{lead}"


def _has_comma(text: str) -> bool:
    return text.lstrip().startswith(",")


def _newline(text: str) -> str:
    """Return the last line end in a text, or nothing."""
    found = _NEWLINE.findall(text)
    return found[-1] if found else ""


def _first_line(text: str) -> str:
    match = _NEWLINE.search(text)
    return text[: match.start()] if match else text


def _last_line(text: str) -> str:
    return _NEWLINE.split(text)[-1]


def _cut_last_line(text: str) -> str:
    return text[: len(text) - len(_last_line(text))]
