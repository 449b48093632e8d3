"""Where a request goes."""

# Annotations are objects here, as in ``facts``.

from enum import Enum
from typing import NamedTuple


class Place(Enum):
    OPENROUTER = "OpenRouter"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


class Destination(NamedTuple):
    """Where a request goes, how that is known, and what speaks for OpenRouter where it is not.

    ``mixed``: it may go to OpenRouter or elsewhere, so that what is right for the one may be wrong for the other.
    """

    place: Place = Place.UNKNOWN
    host: str = ""
    reason: str = ""
    evidence: str = ""
    gateway: bool = False
    mixed: bool = False

    @property
    def resolved(self) -> bool:
        """It is OpenRouter, or a gateway that the configuration names."""
        return self.place is Place.OPENROUTER

    @property
    def official(self) -> bool:
        """It is OpenRouter itself."""
        return self.resolved and not self.gateway

    @property
    def likely(self) -> bool:
        """It is OpenRouter, or nothing is known and the evidence says so."""
        return self.resolved or (self.place is Place.UNKNOWN and bool(self.evidence))
