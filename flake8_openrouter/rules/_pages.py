"""A rule's page: its docstring, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from textwrap import dedent
from typing import NamedTuple

from flake8_openrouter._version import __version__
from flake8_openrouter.rules._rule import Rule

#: Where the source of this version is read.
SOURCE = f"https://github.com/flake8-openrouter/flake8-openrouter/blob/v{__version__}"

SECTIONS = ("What it does", "Why it fails", "Example", "Use instead", "Fix safety", "References")

#: The headings of an example and of what is right, and what they end with in each language: the usual file of that.
_EXAMPLE, _INSTEAD = "Example", "Use instead"
_FILES = {"": "app.py", " in JavaScript": "app.js", " in the shell": "app.sh"}

_FILE = re.compile(r"(?:#|//) ([\w.-]+)\n")
_HEADING = re.compile(r"^## (.+)\n", re.MULTILINE)


class Example(NamedTuple):
    """A file with the mistake, and what it should be. ``path`` is its name."""

    path: str
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class Page:
    """``title`` is after the code and name; ``sections`` are by their headings, code without its indent."""

    title: str
    sections: dict[str, str]

    @property
    def examples(self) -> tuple[Example, ...]:
        """The examples, one a language."""
        ends = [end for end in _FILES if _EXAMPLE + end in self.sections]
        return tuple(
            Example(self.file(_EXAMPLE + end), self.sections[_EXAMPLE + end], self.sections[_INSTEAD + end])
            for end in ends
        )

    def file(self, heading: str) -> str:
        """Return the name of the file that a section is; empty for one that is prose.

        The first line of an example says it in a comment where it is no usual one.
        """
        if not heading.startswith((_EXAMPLE, _INSTEAD)):
            return ""
        end = heading.removeprefix(_EXAMPLE).removeprefix(_INSTEAD)
        match = _FILE.match(self.sections[_EXAMPLE + end])
        return match[1] if match else _FILES[end]


def page(rule: Rule) -> Page:
    """Return a rule's page. Raises ValueError where its docstring is not of the form that all have."""
    head, *rest = _HEADING.split(rule.page)
    sections = {heading: dedent(text).strip("\n") for heading, text in zip(rest[::2], rest[1::2], strict=True)}
    prefix = f"{rule.code} {rule.name}: "
    further = tuple(
        heading + end for end in _FILES if end for heading in (_EXAMPLE, _INSTEAD) if heading + end in sections
    )
    place = SECTIONS.index(_INSTEAD) + 1
    if not head.startswith(prefix) or tuple(sections) != (*SECTIONS[:place], *further, *SECTIONS[place:]):
        raise ValueError(f"the page of {rule.code} must begin {prefix!r} and have the sections {', '.join(SECTIONS)}")
    return Page(head.removeprefix(prefix).strip(), sections)


def url(rule: Rule) -> str:
    """Return where a rule's page is read on the web: at the top of its source."""
    return module_url(rule.check.__module__)


def module_url(module: str) -> str:
    """Return where the source of one of our modules is read on the web."""
    return f"{SOURCE}/{module.replace('.', '/')}.py"
