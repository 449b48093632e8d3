"""Whether a key is live, as a report says it."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class State(str, Enum):
    """What OpenRouter says of a key: it takes it, it does not, nobody can tell, or nobody asked."""

    LIVE = "live"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    NOT_ASKED = "not asked"


class Liveness(NamedTuple):
    """``reason`` says why it is so; it may be shown, and is empty where nobody asked."""

    state: State = State.NOT_ASKED
    reason: str = ""


NOT_ASKED = Liveness()
