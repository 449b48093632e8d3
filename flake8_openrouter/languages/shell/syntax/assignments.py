"""What a script sets: each assignment with its place, found by name when somebody asks for it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from functools import cached_property
from typing import NamedTuple

from flake8_openrouter.languages.shell.syntax import places
from flake8_openrouter.languages.shell.syntax.places import Arm
from flake8_openrouter.languages.shell.syntax.words import Word, spaced, within, word
from flake8_openrouter.languages.trees.source import Source

#: Assignments of one name that are looked at; one that is set more often is not known.
MAX_ASSIGNMENTS = 40

_SET = re.compile(r"(?<![\w$./\"'{-])(?P<name>[A-Za-z_]\w*)(?P<sign>\+?=)|\$\{(?P<default>[A-Za-z_]\w*):?=", re.ASCII)
_READ = re.compile(
    r"(?<![\w$-])(?:read|readarray|mapfile|getopts|select|for|printf[ \t]+-v)[ \t]+(?P<rest>[^\n;|&<>]{1,400})"
)
_NAME = re.compile(r"(?<![\w$'\"-])[A-Za-z_]\w*", re.ASCII)
_REFERENCE = re.compile(r"\$\{?[#!]?([A-Za-z_]\w*)", re.ASCII)
_TEST = re.compile(r"(?:(?<![\w$])\[\[?|(?<![\w-])(?:test|case))[ \t][^\n]{0,400}")
#: What ends a script where a name is not set: an expansion of it, or of all names.
_ASKED = re.compile(r"\$\{(?P<name>[A-Za-z_]\w*):?\?|(?:^|[;&|])[ \t]*set[ \t]+(?:-\w*u|-o[ \t]+nounset)", re.MULTILINE)
_COMPARES = re.compile(r"[=!]=?|=~|\bcase\b")
_SOURCED = re.compile(r"(?:^|[;&|({]|\bthen|\bdo)[ \t]*(?:source|\.)[ \t]+(?P<file>[^\s;&|]+)|\bset -a\b", re.MULTILINE)
#: Files that set nothing of a program's own.
_NO_SETTINGS = re.compile(r"activate|nvm\.sh|cargo/env|completion|(?:utils?|lib|common|functions?|colors?|log\w*)\.sh")
_EXPORTED = re.compile(r"(?<![\w-])(?:export|declare[ \t]+-x)[ \t]+[^\n;&|]*")


class Assignment(NamedTuple):
    """Where a name is set: from ``offset`` on, to the ``words`` of an array, or the one word.

    There are no words where it is set to what can't be known. ``arm`` is where that runs only sometimes, ``function``
    the function that it is in. ``is_local``: it is not seen outside of that.
    """

    name: str
    offset: int
    words: tuple[Word, ...]
    is_array: bool = False
    is_appended: bool = False
    is_default: bool = False
    is_local: bool = False
    arm: Arm | None = None
    function: tuple[int, int] | None = None


class Assignments:
    """The assignments of a script, by name."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._text = source.document.text
        self._known: dict[str, tuple[Assignment, ...] | None] = {}

    def of(self, name: str) -> tuple[Assignment, ...] | None:
        """Return where a name is set, in order; None where that is too often to be told."""
        if name not in self._known:
            spots = self._spots.get(name, [])
            found = None
            if len(spots) <= MAX_ASSIGNMENTS:
                found = tuple(made for spot in sorted(spots) if (made := self._made(name, *spot)))
            self._known[name] = found
        return self._known[name]

    @property
    def names(self) -> list[str]:
        """The names that may be set."""
        return list(self._spots)

    def is_compared(self, name: str) -> bool:
        """Tell whether a condition compares a name with a text."""
        return self._tested.get(name, False)

    def is_asked(self, name: str) -> bool:
        """Tell whether the script looks whether a name is set, by a condition, ``${name:?}`` or ``set -u``."""
        return name in self._tested or not self._asked.isdisjoint(("", name))

    @cached_property
    def _asked(self) -> frozenset[str]:
        """The names that are asked for; an empty one where all are."""
        return frozenset(match["name"] or "" for match in _ASKED.finditer(self._text))

    def readers(self, name: str) -> int:
        """Return how often a name is read."""
        return self._references[name]

    def sourced(self, start: int, end: int) -> bool:
        """Tell whether another file is read between two places, which may set any name."""
        return bisect_right(self._sourced, start) < bisect_left(self._sourced, end)

    @cached_property
    def _spots(self) -> dict[str, list[tuple[int, int, str]]]:
        """By name: where it begins, where its value does, and the sign between; nothing where it is read."""
        found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for match in _SET.finditer(self._text):
            if match["name"]:
                found[match["name"]].append((match.start(), match.end(), match["sign"]))
            else:
                found[match["default"]].append((match.start(), match.end(), ":="))
        for match in _READ.finditer(self._text):
            for name in _NAME.finditer(self._text, *match.span("rest")):
                found[name[0]].append((name.start(), name.end(), ""))
        return found

    @cached_property
    def _tested(self) -> dict[str, bool]:
        found: dict[str, bool] = {}
        for match in _TEST.finditer(self._text):
            compares = _COMPARES.search(match[0]) is not None
            for name in _REFERENCE.findall(match[0]):
                found[name] = found.get(name, False) or compares
        return found

    @cached_property
    def _references(self) -> Counter[str]:
        return Counter(_REFERENCE.findall(self._text))

    @cached_property
    def _sourced(self) -> list[int]:
        matches = _SOURCED.finditer(self._text)
        return [match.start() for match in matches if not (match["file"] and _NO_SETTINGS.search(match["file"]))]

    @cached_property
    def exported(self) -> frozenset[str]:
        """Names that other programs get."""
        return frozenset(name for match in _EXPORTED.finditer(self._text) for name in _NAME.findall(match[0]))

    def _made(self, name: str, start: int, value: int, sign: str) -> Assignment | None:
        """Return what sets a name at a place; None where the text there is no code, or for one command alone."""
        source = self._source
        if sign == ":=":
            return self._default(name, start, value)
        nodes = places.path(source, start, start + len(name))
        if places.is_text(nodes):
            return None
        function, arm = places.function_of(source, nodes), places.arm(source, nodes)
        if not sign:
            return Assignment(name, start, (), arm=arm, function=function)
        kinds = [node.type for node in nodes]
        if kinds[-2:] != ["variable_assignment", "variable_name"] or kinds[-3:-2] == ["command"]:
            return None
        declares = source.text(nodes[-3].children[0]) if kinds[-3:-2] == ["declaration_command"] else ""
        is_array = self._text.startswith("(", value)
        return Assignment(
            name,
            start,
            self._words(value, is_array=is_array),
            is_array,
            sign == "+=",
            is_local=declares == "local" or (declares in ("declare", "typeset") and function is not None),
            arm=arm,
            function=function,
        )

    def _words(self, value: int, *, is_array: bool) -> tuple[Word, ...]:
        end = len(self._text)
        return tuple(spaced(self._text, value + 1, end)) if is_array else (word(self._text, value, end),)

    def _default(self, name: str, start: int, value: int) -> Assignment | None:
        """Return what ``${NAME:=word}`` sets; None where it is no code."""
        nodes = places.path(self._source, start, start + 2)
        if not nodes or nodes[-1].type in ("comment", "raw_string", "heredoc_content", "ansi_c_string"):
            return None
        close = self._text.find("}", value)
        found = within(self._text, value, close if close >= 0 else len(self._text), "")
        function, arm = places.function_of(self._source, nodes), places.arm(self._source, nodes)
        return Assignment(name, start, (found,), is_default=True, arm=arm, function=function)
