"""JavaScript and TypeScript as one language. What reads and writes it is loaded when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_openrouter.languages.text import encoding
from flake8_openrouter.languages.text.language import PlainText

if TYPE_CHECKING:
    from pathlib import Path

    from flake8_openrouter.languages._key_source import KeySource
    from flake8_openrouter.languages._protocol import Program, Project
    from flake8_openrouter.model import Document, Notation, Slot


class JavaScript(PlainText):
    """See ``Language``."""

    name = "javascript"
    title = "JavaScript"
    suffixes = (".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx")
    keys_alone = False
    comment = "//"

    @property
    def key_source(self) -> KeySource:  # type: ignore[override]
        from flake8_openrouter.languages.javascript.key_source import KEY_SOURCE

        return KEY_SOURCE

    @property
    def notation(self) -> Notation:
        from flake8_openrouter.model import Notation

        return Notation(self.name, self.comment, ('"', "'", "`"), (), has_noqa=False)

    def owns(self, path: str, data: bytes) -> bool:
        if not path.lower().endswith(self.suffixes):
            return False
        from flake8_openrouter.languages.javascript.syntax import paths

        return not paths.is_generated(path) and not encoding.is_binary(data)

    def is_test(self, name: str) -> bool:
        from flake8_openrouter.languages.javascript.syntax import paths

        return paths.is_test(name)

    def program(self, document: Document, tree: object = None) -> Program:
        from flake8_openrouter.languages.javascript.program import JavaScriptProgram

        return JavaScriptProgram(document)

    def project(self, root: Path | None, *, looks_around: bool = True) -> Project:
        from flake8_openrouter.languages.javascript.syntax.modules import Modules

        return Modules(root)

    def read_key_source(self, value: object) -> KeySource:
        from flake8_openrouter.languages.javascript import key_source

        return key_source.read(value)

    def spell(self, slot: Slot, key_source: KeySource) -> str:
        from flake8_openrouter.languages.javascript import spelling

        return spelling.spell(slot, key_source)


JAVASCRIPT = JavaScript()
