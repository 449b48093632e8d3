"""Environment variables by which clients are told their key and where to go; a new family of clients is a row.

Source: the packages' own code; Claude Code's documentation of its variables.
"""

# Annotations are objects here: the texts of so many would be compiled, each time that this is imported.

from typing import NamedTuple

from flake8_openrouter.model import Base
from flake8_openrouter.openrouter import api


class Family(NamedTuple):
    """Clients that read the same variables: those for the key, the first that wins first, and those for the endpoint.

    ``host`` is where they go without an endpoint, ``base`` what they make of one. ``doubles``: they put ``Bearer ``
    before the key. ``wins``: a further key, which is sent instead of the others unless it is empty.
    """

    host: str
    keys: tuple[str, ...]
    endpoints: tuple[str, ...]
    base: Base
    doubles: bool = True
    wins: str = ""


FAMILIES = (
    Family("api.openai.com", ("OPENAI_API_KEY",), ("OPENAI_BASE_URL", "OPENAI_API_BASE"), Base.OPENAI),
    Family(
        "api.anthropic.com",
        ("ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_API_KEY"),
        ("ANTHROPIC_BASE_URL",),
        Base.ANTHROPIC,
        wins="ANTHROPIC_API_KEY",
    ),
    # What programs call their own URL of OpenRouter may be a base or whole: as it is used it is judged.
    Family(
        api.HOST,
        api.VARIABLES,
        ("OPENROUTER_BASE_URL", "OPENROUTER_API_BASE", "OPENROUTER_API_BASE_URL"),
        Base.REQUEST,
        doubles=False,
    ),
)

#: All of them.
NAMES = frozenset(name for family in FAMILIES for name in (*family.keys, *family.endpoints))
