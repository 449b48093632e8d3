"""What is found in a text that an editor holds, by the command's own steps: it is read as if it were written."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from flake8_openrouter import languages
from flake8_openrouter.disk import views
from flake8_openrouter.disk.overlays import Overlay
from flake8_openrouter.model import Document, Finding, Span
from flake8_openrouter.project.config import Configuration, ConfigurationError
from flake8_openrouter.project.discovery import File
from flake8_openrouter.project.overrides import Overrides
from flake8_openrouter.run import outcomes, reading
from flake8_openrouter.run.outcomes import Read
from flake8_openrouter.run.tasks import Task
from flake8_openrouter.server.positions import UTF32, Lines, Position
from flake8_openrouter.server.workspace import Workspace

_BOM = "\ufeff"

#: The origin of a document that begins where its file does.
_BEGINNING = (1, 0)


class Source(NamedTuple):
    """A text that is to be checked, as the bytes that are ``held`` at a path, an absolute one.

    Not ``is_file``: nobody saved it, and what is left out of folders is nothing to it.
    """

    path: str
    text: str
    held: bytes
    is_file: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """A text with what was found in it: each is one of its own. ``task`` is None where nothing was to be looked for.

    ``read`` is the program that it was understood as; None where we failed on it.
    """

    path: str
    text: str
    findings: tuple[Finding, ...] = ()
    configuration: Configuration = field(default_factory=Configuration)
    task: Task | None = None
    read: Read | None = None

    def places(self, span: Span) -> tuple[int, int]:
        """Return where in the text a span of the file begins and ends."""
        return self._place(span.document, span.start), self._place(span.document, span.end)

    def _place(self, document: Document, offset: int) -> int:
        if self._is_undecoded(document):
            assert self.task is not None
            return len(self.task.data[:offset].decode(errors="replace"))
        if document.origin == _BEGINNING:
            return offset + self.shift
        line, column = document.position(offset)  # of a large file there are documents for parts
        return Lines(self.text, UTF32).offset(Position(line - 1, column)) + (self.shift if line == 1 else 0)

    def _is_undecoded(self, document: Document) -> bool:
        """Tell whether each character of a document is a byte, since the text is not in the encoding that it names."""
        data = self.task.data if self.task is not None else b""
        return not document.text.isascii() and len(document.text) == len(data) != len(self.text)

    @property
    def shift(self) -> int:
        """How many characters are before those that a document begins with: a byte order mark is one."""
        return len(self.text) - len(self.text.removeprefix(_BOM))


def held(path: str, text: str) -> bytes:
    """Return a text as the bytes of a file, in the encoding that it names itself.

    A character that the encoding does not have is another one there, so that each place stays.
    """
    return _encoded(path, text.removeprefix(_BOM), text.encode(errors="replace"))


def _encoded(path: str, text: str, plain: bytes) -> bytes:
    """Return a text as an editor would write it that knows its encoding; as it is ``plain`` where there is none."""
    language = languages.of_file(path, plain)
    if language is None:
        return plain
    try:
        written = text.encode(language.decoded(plain)[1], errors="replace")
    except Exception:  # a codec may fail in a way of its own: what that means, the check says
        return plain
    try:
        return written if len(language.decoded(written)[0]) == len(text) else plain
    except ValueError:  # it can't be read again: no more than from a file
        return written if len(written) == len(text) else plain


def as_typed(
    workspace: Workspace, others: Mapping[str, bytes], source: Source | None = None
) -> AbstractContextManager[None]:
    """Let what is open, and the text that it is about, be read in the place of files, whoever looks at them."""
    own = {source.path: source.held} if source is not None and source.path else {}
    return views.seen(Overlay({**others, **own}, watched=workspace.watched))


def check(source: Source, workspace: Workspace, others: Mapping[str, bytes] = MappingProxyType({})) -> Checked:
    """Return what is found in a text.

    ``others`` are files that are open as well: they are read in the place of what is on the disk. Raises
    ConfigurationError for wrong settings.
    """
    path, text, _, is_file = source
    if not path or (is_file and workspace.leaves_out(path)):
        return Checked(path, text)
    configuration = workspace.configuration(path)
    if languages.of_file(path, source.held) is None:  # it is binary
        return Checked(path, text, configuration=configuration)
    with as_typed(workspace, others, source):
        task = _task(path, configuration)
        return _checked(path, text, configuration, task) if task else Checked(path, text, configuration=configuration)


def _task(path: str, configuration: Configuration) -> Task | None:
    file = File(path, os.path.realpath(path), named=True, settings=configuration)
    return next((item for item in reading.read(iter([file]), Overrides()) if isinstance(item, Task)), None)


def _checked(path: str, text: str, configuration: Configuration, task: Task) -> Checked:
    try:
        read = outcomes.understood(task, task.data)
    except ConfigurationError:
        raise
    except Exception as error:  # a mistake of ours must not stop the user's editor
        return Checked(path, text, outcomes.failed(task, error), configuration, task)
    return Checked(path, text, read.findings, configuration, task, read)


def forget(workspace: Workspace) -> None:
    """Look at the disk anew: settings, and the other files of projects, may be others."""
    workspace.forget()
    languages.forget()
