"""What a rule reports."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from flake8_openrouter.model.document import Span
from flake8_openrouter.model.edits import Fix


class Severity(Enum):
    """How grave a finding is, the gravest first."""

    ERROR = "error"
    WARNING = "warning"
    STYLE = "style"


@dataclass(frozen=True, slots=True, repr=False)
class Finding:
    """A mistake at a place, in one line that says what is wrong and what to write instead.

    A rule leaves ``code`` and ``severity`` to the registry, and gives a ``Message``, which the analysis fills. A
    ``severity`` that is milder than the rule's stays.
    ``help`` is the part of the message that says what to do; empty where it says nothing of the kind. ``unfixable``
    says why a fix that the rule has is not made here. ``key_hash`` is the SHA-256, in hex, of the issued key that the
    finding is about. ``span`` is the place in the file, ``inner`` the same one in the document that is embedded there.
    """

    span: Span
    message: str
    fix: Fix | None = None
    code: str = ""
    severity: Severity = Severity.ERROR
    unfixable: str = ""
    key_hash: str = ""
    help: str = ""
    inner: Span | None = None

    def __repr__(self) -> str:
        return f"Finding({self.path}:{self.line}:{self.column + 1}: {self.code} {self.message})"

    @property
    def headline(self) -> str:
        """What is wrong, without what to do about it."""
        return self.message.replace(f": {self.help}", "", 1) if self.help else self.message

    @property
    def nearest(self) -> Span:
        """The place as people are shown it: in the section of the file that has a name, or in the file."""
        return self.inner if self.inner is not None and self.inner.section is not None else self.span

    @property
    def where(self) -> str:
        """Its line and column, both from 1, after the name of the section that they count in, where there is one."""
        place = self.nearest
        name = f"{place.section.name}:" if place.section else ""
        return f"{name}{place.line_in_section}:{place.column + 1}"

    @property
    def path(self) -> str:
        return self.span.document.path

    @property
    def line(self) -> int:
        """The 1-based line."""
        return self.span.line

    @property
    def column(self) -> int:
        """The 0-based column in characters."""
        return self.span.column
