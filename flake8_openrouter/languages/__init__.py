"""The languages that are understood, found by the name of a file or by what it begins with."""

from __future__ import annotations

from importlib import import_module
from os.path import splitext
from typing import TYPE_CHECKING

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages.javascript.language import JAVASCRIPT
from flake8_openrouter.languages.markdown.language import MARKDOWN
from flake8_openrouter.languages.markup.language import MARKUP
from flake8_openrouter.languages.notebook.language import NOTEBOOK
from flake8_openrouter.languages.python.language import PYTHON
from flake8_openrouter.languages.settings.language import SETTINGS
from flake8_openrouter.languages.shell.language import SHELL
from flake8_openrouter.languages.text.language import TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from flake8_openrouter.languages._protocol import (
        CannotEdit,
        Editor,
        Failure,
        Language,
        NothingElse,
        Program,
        Project,
        Settings,
        Shared,
    )
    from flake8_openrouter.model import Document

_OF_PROTOCOL = frozenset(
    ("CannotEdit", "Editor", "Failure", "Language", "NothingElse", "Program", "Project", "Settings", "Shared")
)

#: All of them, the particular before the general. A source without a name is taken for the first.
LANGUAGES: list[Language] = [PYTHON, NOTEBOOK, MARKDOWN, JAVASCRIPT, MARKUP, SHELL, *SETTINGS, TEXT]


def suffixes() -> tuple[str, ...]:
    """Return how the names end of files that are programs."""
    return tuple(suffix for language in LANGUAGES if language.is_program for suffix in language.suffixes)


def clients() -> tuple[str, ...]:
    """Return words in lower case, one of which is in each text that can send a request."""
    return tuple(word for language in LANGUAGES for word in language.clients)


def of_file(path: str, data: bytes) -> Language | None:
    """Return the language of a file; None where it is binary."""
    return next((language for language in LANGUAGES if language.owns(path, data)), None)


def by_name(path: str) -> Language:
    """Return the language that a file is of by its name."""
    return of_file(path, b"") or TEXT


def of_text(path: str, data: bytes = b"") -> Language:
    """Return the language of a text that somebody gives; the first one where its name says nothing."""
    found = of_file(path, data)
    return LANGUAGES[0] if found is None or (found.keys_alone and not splitext(path)[1]) else found


def of_document(document: Document) -> Language:
    """Return the language of a document; the first one for a text of none."""
    return named(document.notation.language)


def with_embedded(program: Program) -> Iterator[Program]:
    """Yield a program and those embedded in it, whatever is within them included."""
    waiting = [program]
    while waiting:
        each = waiting.pop()
        yield each
        waiting += reversed(tuple(each.embedded))


def sections(document: Document) -> list[Document]:
    """Return the parts of a file that people know by a name, each as a document of its own; what is output left out.

    What is secret in the file is secret in them.
    """
    from flake8_openrouter.model import Document

    inside = (program.document for program in of_document(document).program(document).embedded)
    found: list[tuple[int, Document]] = []
    for inner in inside:
        parts = inner.embedding.sections if inner.embedding is not None else ()
        for part, end in zip(parts, [*(part.start for part in parts[1:]), len(inner.text)], strict=False):
            if part.is_source:
                text = inner.text[part.start : end]
                section = Document(f"{inner.path}:{part.name}", text, inner.notation)
                section.secrets = document.secrets
                found.append((part.number, section))
    return [section for _, section in sorted(found, key=lambda item: item[0])]


def named(name: str) -> Language:
    """Return a language by its notation's name; the first one for another name."""
    return next((language for language in LANGUAGES if language.name == name), LANGUAGES[0])


def forget() -> None:
    """Look through projects anew: their files may be others."""
    for language in LANGUAGES:
        language.forget()


def __getattr__(name: str) -> Any:
    """Load what the protocol has when it is asked for: a run that finds nothing to do is done without it."""
    if name in _OF_PROTOCOL:
        return getattr(import_module(f"{__name__}._protocol"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "LANGUAGES",
    "TEXT",
    "CannotEdit",
    "Editor",
    "Failure",
    "KeySource",
    "Language",
    "NothingElse",
    "Program",
    "Project",
    "Settings",
    "Shared",
    "clients",
    "forget",
    "named",
    "of_document",
    "of_file",
    "of_text",
    "sections",
    "suffixes",
    "with_embedded",
]
