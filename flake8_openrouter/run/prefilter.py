"""The substring test that decides whether a file is looked at at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flake8_openrouter.project.config import Configuration

#: In lower case.
WORDS = ("openrouter", "open_router", "sk-or-")

#: Of which a file must hold one where keys are all that can be found.
KEYS = ("sk-or-",)

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
    lowered = text.lower()
    return any(word in lowered for word in wanted)
