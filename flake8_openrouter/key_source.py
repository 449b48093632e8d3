"""How a program reads the key: the expression that messages and fixes write."""

from __future__ import annotations

from typing import NamedTuple


class KeySource(NamedTuple):
    """The expression that reads the key, and the import statement it needs, if any."""

    expression: str = 'os.environ["OPENROUTER_API_KEY"]'
    import_: str = "import os"
