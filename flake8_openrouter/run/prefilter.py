"""The substring test that decides whether a file is looked at at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_openrouter.openrouter import needles

if TYPE_CHECKING:
    from flake8_openrouter.project.config import Configuration

#: In lower case. A key that is spelt otherwise is looked for besides.
WORDS = ("openrouter", "open_router", "open-router", *needles.PLAIN)

#: Of which a file must hold one where keys are all that can be found.
KEYS = needles.PLAIN

#: With ``scope = "any"``, beside the names of what can send a request.
_ANYWHERE = ("authorization",)


def words(configuration: Configuration) -> tuple[str, ...]:
    """Return the words of which a file must hold one, in lower case."""
    added = tuple(word.lower() for word in (*configuration.hosts, *configuration.env_names))
    if configuration.scope != "any":
        return (*WORDS, *added)
    from flake8_openrouter import languages  # they know what can send a request, and are much to load

    return (*WORDS, *added, *_ANYWHERE, *languages.clients())


def passes(text: str, wanted: tuple[str, ...]) -> bool:
    return needles.has_any(text.lower(), wanted) or needles.is_spelt(text.encode(errors="replace"))
