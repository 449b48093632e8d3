"""How a program reads the key: the expression that messages and fixes write."""

from __future__ import annotations

import re
from typing import NamedTuple

_VARIABLE = re.compile(r"os\.(?:environ\[|getenv\(|environ\.get\()\s*(?P<quote>['\"])(?P<name>\w+)(?P=quote)\s*[\])]")


class KeySource(NamedTuple):
    """The expression that reads the key, and the import statements that it needs, a line each; empty where none."""

    expression: str = 'os.environ["OPENROUTER_API_KEY"]'
    import_: str = "import os"

    @property
    def variable(self) -> str:
        """The environment variable that it reads; empty where it is something else."""
        match = _VARIABLE.fullmatch(self.expression)
        return match["name"] if match else ""

    @property
    def is_configured(self) -> bool:
        return self != KeySource()
