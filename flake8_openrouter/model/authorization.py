"""The value of an Authorization header, taken apart."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from flake8_openrouter.model.text import Text


class Scheme(Enum):
    """What is before the key in an Authorization value; the first that fits."""

    UNINTERPOLATED = "the variable stayed text"
    MALFORMED = "malformed"
    MISSING = "none"
    LOWERCASE = "bearer"
    CORRECT = "Bearer"
    UNKNOWN = "can't tell"


class Authorization(NamedTuple):
    """A header's value as OpenRouter would read it: its scheme, the key after it, and the literal text around that."""

    scheme: Scheme
    key: Text
    head: str = ""
    tail: str = ""
