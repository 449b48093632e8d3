"""Files of settings as projects have them: what is wrong says so on its line, and everything else is right.

``WRONG`` have mistakes, ``RIGHT`` none, though each looks like one. ``@LIVE_KEY_1@`` becomes a key of nobody's.
"""

from __future__ import annotations

import re
from pathlib import Path
from types import MappingProxyType

import harness

_CORPUS = Path(__file__).parent / "settings_corpus"
_EXPECTED = re.compile(r"(?:#|//|;) error: .*")
_CODE = re.compile(r"OPR\d{3}")


def _files(name: str) -> dict[str, str]:
    """Return the files of a text by their paths, each of which is in a line that begins with ``===``."""
    text = harness.with_live_keys((_CORPUS / name).read_text(encoding="utf-8"))
    parts = (part.partition("\n") for part in f"\n{text}".split("\n=== ")[1:])
    return {path: f"{content}\n" for path, _, content in parts}


WRONG = MappingProxyType(_files("wrong.txt"))
RIGHT = MappingProxyType(_files("right.txt"))


def expected(text: str) -> set[tuple[int, str]]:
    """Return the lines of a file with what is to be found there."""
    found = ((number, _EXPECTED.search(line)) for number, line in enumerate(text.splitlines(), start=1))
    return {(number, code) for number, match in found if match for code in _CODE.findall(match[0])}
