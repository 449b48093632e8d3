"""How a program reads the key: the expression that messages and fixes write."""

from __future__ import annotations

from typing import NamedTuple


class KeySource(NamedTuple):
    """The expression that reads the key, and the import statements that it needs, a line each; empty where none.

    ``variable`` is the environment variable that it reads; empty where it is something else.
    """

    expression: str
    import_: str = ""
    variable: str = ""
