"""A rule's page: its docstring, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from textwrap import dedent

from flake8_openrouter._version import __version__
from flake8_openrouter.rules._rule import Rule

#: Where the source of this version is read.
SOURCE = f"https://github.com/flake8-openrouter/flake8-openrouter/blob/v{__version__}"

SECTIONS = ("What it does", "Why it fails", "Example", "Use instead", "Fix safety", "References")

_FILE = re.compile(r"# ([\w.-]+)\n")
_HEADING = re.compile(r"^## (.+)\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """``title`` is after the code and name; ``sections`` are by their headings, code without its indent."""

    title: str
    sections: dict[str, str]

    @property
    def path(self) -> str:
        """The name of the file that the Example is: its first line says it in a comment where it is no Python."""
        match = _FILE.match(self.sections["Example"])
        return match[1] if match else "app.py"


def page(rule: Rule) -> Page:
    """Return a rule's page. Raises ValueError where its docstring is not of the form that all have."""
    head, *rest = _HEADING.split(rule.page)
    sections = {heading: dedent(text).strip("\n") for heading, text in zip(rest[::2], rest[1::2], strict=True)}
    prefix = f"{rule.code} {rule.name}: "
    if not head.startswith(prefix) or tuple(sections) != SECTIONS:
        raise ValueError(f"the page of {rule.code} must begin {prefix!r} and have the sections {', '.join(SECTIONS)}")
    return Page(head.removeprefix(prefix).strip(), sections)


def url(rule: Rule) -> str:
    """Return where a rule's page is read on the web: at the top of its source."""
    return module_url(rule.check.__module__)


def module_url(module: str) -> str:
    """Return where the source of one of our modules is read on the web."""
    return f"{SOURCE}/{module.replace('.', '/')}.py"
