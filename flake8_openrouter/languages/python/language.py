"""Python as one language among others. What reads and writes it is loaded when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_openrouter.languages.python.syntax import decoding

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from flake8_openrouter.languages._key_source import KeySource
    from flake8_openrouter.languages.python.program import PythonProgram
    from flake8_openrouter.languages.python.syntax.modules import Modules
    from flake8_openrouter.model import Document, Notation, Slot


class Python:
    """See ``Language``."""

    name = "python"
    title = "Python"
    suffixes = decoding.SUFFIXES
    keys_alone = False
    is_program = True

    @property
    def notation(self) -> Notation:
        from flake8_openrouter.languages.python.notation import NOTATION

        return NOTATION

    @property
    def key_source(self) -> KeySource:
        from flake8_openrouter.languages.python.key_source import KEY_SOURCE

        return KEY_SOURCE

    @property
    def clients(self) -> tuple[str, ...]:
        from flake8_openrouter.languages.python.libraries import configs, http, sdks

        return (*http.WORDS, *sdks.WORDS, *configs.WORDS)

    def owns(self, path: str, data: bytes) -> bool:
        return decoding.is_python(path, data)

    def is_test(self, name: str) -> bool:
        return decoding.is_test(name)

    def decoded(self, data: bytes) -> tuple[str, str]:
        encoding = decoding.encoding_of(data)
        return decoding.decode(data, encoding), encoding

    def encoded(self, text: str, encoding: str) -> bytes:
        return decoding.encode(text, encoding)

    def program(self, document: Document, tree: object = None) -> PythonProgram:
        from flake8_openrouter.languages.python.program import PythonProgram

        return PythonProgram(document, tree)

    def project(self, root: Path | None, *, looks_around: bool = True) -> Modules:
        from flake8_openrouter.languages.python.syntax.modules import Modules

        return Modules(root, looks_around=looks_around)

    def takes(self, path: str, data: bytes, root: Path | None, words: tuple[bytes, ...]) -> bool:
        from flake8_openrouter.languages.python.syntax import borrowing

        return borrowing.takes(path, data, None if root is None else str(root), words)

    def callers(self, paths: Sequence[str], root: Path | None) -> Callable[[str, bytes], bool]:
        from flake8_openrouter.languages.python.syntax.calling import Callers

        return Callers(paths, None if root is None else str(root)).call

    def forget(self) -> None:
        from flake8_openrouter.languages.python.syntax import importers

        importers.forget()

    def read_key_source(self, value: object) -> KeySource:
        from flake8_openrouter.languages.python import key_source

        return key_source.read(value)

    def spell(self, slot: Slot, key_source: KeySource) -> str:
        from flake8_openrouter.languages.python import spelling

        return spelling.spell(slot, key_source)


PYTHON = Python()
