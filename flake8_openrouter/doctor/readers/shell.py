"""A shell's ``source``: a line is a command, and a value is one word of it.

Source: the Bash manual, "Simple Command Expansion" and "Quoting". What only running a command would tell is not known.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import NamedTuple

from flake8_openrouter.doctor.readers.scanning import Assignment, Scanner, Variables

_BLANK = re.compile(r"(?:[ \t]|\\\n)*(?:#[^\n]*)?")
_NAME = re.compile(r"(?P<name>[A-Za-z_]\w*)=")
_ENDS = " \t\n;&|()<>"
_LINE = re.compile(r"[^\n]*")
_COMMAND = re.compile(r"\$\(|`")
_REFERENCE = re.compile(r"\$(?:(?P<plain>[A-Za-z_]\w*)|\{(?P<name>[A-Za-z_]\w*)(?::?-(?P<default>[^{}$`]*))?\})")
#: The home folder, at the beginning of a word or of a value.
_TILDE = re.compile(r"~(?=[/ \t\n;&|()<>]|\Z)")
_SINGLE = re.compile(r"'([^']*)'")
_EXPORTS = (("export",), ("declare", "-x"), ("typeset", "-x"))
_EXPORTS_ALL = (("set", "-a"), ("set", "-o", "allexport"))
_EXPORTS_NO_MORE = (("set", "+a"), ("set", "+o", "allexport"))


class _Open(Exception):
    """A quote is not closed: the shell reads to the end of the file, and runs nothing of what is left."""


class _Word(NamedTuple):
    """A word as the shell makes it; ``value`` is None where a command would have to be run, ``name`` what it sets.

    ``is_quoted``: a part of it is in quotes, so that it is a word even where nothing is in it.
    """

    value: str | None
    name: str = ""
    is_quoted: bool = False

    @property
    def is_there(self) -> bool:
        """Whether the command has it: what expands to nothing is no word."""
        return bool(self.name) or self.is_quoted or self.value is None or self.value.strip(" \t\n") != ""


def read(text: str, environment: Variables) -> Iterator[Assignment]:
    """Yield the variables that a file sets, until a quote is open; one before a command is that command's alone."""
    scanner, own, exports_all = Scanner(text), dict(environment), False
    try:
        while not scanner.is_done:
            line = scanner.line
            words = [word for word in _command(scanner, own) if word.is_there]
            plain = tuple(word.value or "" for word in words)
            exports_all = (exports_all or plain in _EXPORTS_ALL) and plain not in _EXPORTS_NO_MORE
            is_export = any(plain[: len(head)] == head for head in _EXPORTS)
            if is_export or all(word.name for word in words):
                for word in words:
                    if word.name:
                        own[word.name] = word.value or ""
                        exported = is_export or exports_all or word.name in environment
                        yield Assignment(word.name, word.value, line, exported)
    except _Open:
        return


def _command(scanner: Scanner, known: Variables) -> list[_Word]:
    """Return the words of a command, none of one whose output goes on to another. Raises _Open."""
    words: list[_Word] = []
    while True:
        scanner.take(_BLANK)
        char = scanner.peek()
        if char in ("&", "|") and scanner.text.startswith("&&", scanner.at):
            scanner.at += 2
            return words
        scanner.at += 1
        if char in ("", "\n", ";"):
            return words
        if char in _ENDS:
            scanner.take(_LINE)
            return []
        scanner.at -= 1
        name, start = scanner.take(_NAME), scanner.at
        value = _word(scanner, known)
        is_quoted = not {"'", '"'}.isdisjoint(scanner.text[start : scanner.at])
        words.append(_Word(value, name["name"] if name else "", is_quoted))


def _word(scanner: Scanner, known: Variables) -> str | None:
    """Return a word as the shell makes it; None where a command would have to be run. Raises _Open."""
    word: list[str | None] = [_home(known)] if scanner.take(_TILDE) else []
    while not scanner.is_done and (char := scanner.peek()) not in _ENDS:
        if char == "'":
            match = scanner.take(_SINGLE)
            if match is None:
                raise _Open
            word.append(match[1])
        else:
            word.append(_double(scanner, known) if char == '"' else _bare(scanner, known))
    known_parts = [part for part in word if part is not None]
    return "".join(known_parts) if len(known_parts) == len(word) else None


def _home(known: Variables) -> str:
    return known.get("HOME") or os.path.expanduser("~")


def _bare(scanner: Scanner, known: Variables) -> str | None:
    if scanner.take(_COMMAND):
        scanner.take(_LINE)
        return None
    if match := scanner.take(_REFERENCE):
        return _of(match, known)
    if scanner.peek() == "\\":
        scanner.at += 1
    char = scanner.peek()
    scanner.at += 1
    return char


def _double(scanner: Scanner, known: Variables) -> str | None:
    """Return what is in double quotes; None where a command is in it."""
    scanner.at += 1
    found: list[str] = []
    is_known = True
    while (char := scanner.peek()) != '"':
        if not char:
            raise _Open
        if match := scanner.take(_REFERENCE):
            found.append(_of(match, known))
            continue
        is_known = is_known and _COMMAND.match(scanner.text, scanner.at) is None
        if char == "\\" and scanner.text[scanner.at + 1 : scanner.at + 2] in tuple('$`"\\\n'):
            scanner.at += 1
            char = "" if scanner.peek() == "\n" else scanner.peek()
        found.append(char)
        scanner.at += 1
    scanner.at += 1
    return "".join(found) if is_known else None


def _of(match: re.Match[str], known: Variables) -> str:
    return known.get(match["plain"] or match["name"], match["default"] or "")
