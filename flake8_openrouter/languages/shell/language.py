"""The shell's language, as bash has it, and fish as far as that is alike.

What reads and writes it is loaded when it is asked for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages.text import encoding
from flake8_openrouter.languages.text.language import PlainText

if TYPE_CHECKING:
    from flake8_openrouter.languages._protocol import Program
    from flake8_openrouter.model import Document, Slot

#: The first line of a script without a suffix.
_SHEBANG = re.compile(rb"#![^\n]*?\b(?:bash|dash|fish|ksh|sh|zsh)\b")


class Shell(PlainText):
    """See ``Language``."""

    name = "shell"
    title = "shell"
    suffixes = (".sh", ".bash", ".zsh", ".fish")
    keys_alone = False
    key_source = KeySource("$OPENROUTER_API_KEY", "", "OPENROUTER_API_KEY")

    def owns(self, path: str, data: bytes) -> bool:
        is_ours = path.lower().endswith(self.suffixes) or (data[:2] == b"#!" and _SHEBANG.match(data[:100]) is not None)
        return is_ours and not encoding.is_binary(data)

    def program(self, document: Document, tree: object = None) -> Program:
        from flake8_openrouter.languages.shell.program import ShellProgram

        return ShellProgram(document)

    def read_key_source(self, value: object) -> KeySource:
        from flake8_openrouter.languages.shell import key_source

        return key_source.read(value)

    def spell(self, slot: Slot, key_source: KeySource) -> str:
        from flake8_openrouter.languages.shell import spelling

        return spelling.spell(slot, key_source)


SHELL = Shell()
