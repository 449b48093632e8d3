"""How Python writes what is no code."""

from __future__ import annotations

from flake8_openrouter.model import Notation

NOTATION = Notation("python", raw="[rR][bBfF]?|[bBfF][rR]")
