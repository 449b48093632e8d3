"""The languages of files that hold settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages.text import encoding
from flake8_openrouter.languages.text.language import PlainText

if TYPE_CHECKING:
    from pathlib import Path

    from flake8_openrouter.languages._protocol import Program, Project
    from flake8_openrouter.model import Document, Slot


#: How a message names what belongs in the place of a key.
_VARIABLE = "a variable such as OPENROUTER_API_KEY"


class SettingsLanguage(PlainText):
    """See ``Language``: files of names and values in one format."""

    keys_alone = False

    def __init__(
        self, name: str, title: str, suffixes: tuple[str, ...], comment: str = "#", key: str = _VARIABLE
    ) -> None:
        self.name, self.title, self.suffixes, self.comment = name, title, suffixes, comment
        self.key_source = KeySource(key, "", "OPENROUTER_API_KEY")

    def owns(self, path: str, data: bytes) -> bool:
        if self.suffixes and not path.lower().endswith(self.suffixes):
            return False
        from flake8_openrouter.languages.settings import paths

        is_ours = self.suffixes or paths.is_named(path, self.name)
        return bool(is_ours) and not encoding.is_binary(data) and not paths.is_made(path, data)

    def program(self, document: Document, tree: object = None) -> Program:
        from flake8_openrouter.languages.settings.program import SettingsProgram

        return SettingsProgram(document)

    def project(self, root: Path | None, *, looks_around: bool = True) -> Project:
        if not looks_around:
            return super().project(root)
        from flake8_openrouter.languages.settings.readers import Readers

        return Readers(root)

    def forget(self) -> None:
        from flake8_openrouter.languages.settings import readers

        readers.forget()

    def spell(self, slot: Slot, key_source: KeySource) -> str:
        from flake8_openrouter.languages.settings import spelling

        return spelling.spell(slot, key_source)


DOTENV = SettingsLanguage("dotenv", ".env file", (), key="a new one in a file that Git does not track")
YAML = SettingsLanguage("yaml", "YAML", (".yaml", ".yml"))
TOML = SettingsLanguage("toml", "TOML", (".toml",))
JSON = SettingsLanguage("json", "JSON", (".json", ".jsonc", ".json5", ".code-workspace"), "//")
INI = SettingsLanguage("ini", "INI file", (".cfg", ".conf", ".ini", ".properties"))

DOCKERFILE = SettingsLanguage("dockerfile", "Dockerfile", ())
MAKEFILE = SettingsLanguage("makefile", "Makefile", ())

#: All of them.
SETTINGS = (DOTENV, DOCKERFILE, MAKEFILE, YAML, TOML, JSON, INI)
