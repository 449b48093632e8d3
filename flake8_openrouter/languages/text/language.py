"""Any text as a language, and what the languages of text have in common."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages.text import encoding

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from flake8_openrouter.languages._protocol import Program, Project
    from flake8_openrouter.model import Document, Notation, Slot


class PlainText:
    """See ``Language``: any text, of which nothing but keys is understood."""

    name = "text"
    title = "text"
    suffixes: tuple[str, ...] = ()
    clients: tuple[str, ...] = ()
    keys_alone = True
    is_program = False
    #: The sign with which a comment begins.
    comment = "#"
    key_source = KeySource("the environment variable OPENROUTER_API_KEY", "", "OPENROUTER_API_KEY")

    @property
    def notation(self) -> Notation:
        from flake8_openrouter.model import Notation

        return Notation(self.name, self.comment, has_noqa=False)

    def owns(self, path: str, data: bytes) -> bool:
        return not encoding.is_binary(data)

    def is_test(self, name: str) -> bool:
        return name.startswith("test_") or not {"test", "spec"}.isdisjoint(os.path.splitext(name)[0].split("."))

    def decoded(self, data: bytes) -> tuple[str, str]:
        return encoding.decoded(data)

    def encoded(self, text: str, encoding: str) -> bytes:
        return text.encode(encoding)

    def program(self, document: Document, tree: object = None) -> Program:
        from flake8_openrouter.languages.text.program import TextProgram

        return TextProgram(document)

    def project(self, root: Path | None, *, looks_around: bool = True) -> Project:
        from flake8_openrouter.languages._protocol import NothingElse

        return NothingElse()

    def takes(self, path: str, data: bytes, root: Path | None, words: tuple[bytes, ...]) -> bool:
        return False

    def callers(self, paths: Sequence[str], root: Path | None) -> Callable[[str, bytes], bool]:
        return lambda path, data: False

    def forget(self) -> None:
        pass

    def read_key_source(self, value: object) -> KeySource:
        if not isinstance(value, str) or not value.strip():
            raise ValueError("expected a non-empty string")
        return KeySource(value)

    def spell(self, slot: Slot, key_source: KeySource) -> str:
        from flake8_openrouter.languages.text import spelling

        return spelling.spell(slot, key_source)


TEXT = PlainText()
