"""What tools make of a URL in their settings: a row for each place of which their own documents or source tell.

A setting of which none tells may be read by anybody: a whole URL is as right there as a base.
"""

from __future__ import annotations

from typing import NamedTuple

from flake8_openrouter.languages.settings.entries import Path
from flake8_openrouter.model import Base
from flake8_openrouter.openrouter.variable_names import snake


class Place(NamedTuple):
    """Where a tool reads a URL: the names that lead to it, and what it wants there.

    They are in snake case, or as they must be written. ``*`` is any one, ``**`` at the beginning whatever leads there.
    ``where`` are other settings of the same mapping, or of one around it, and what their values begin with.
    """

    tool: str
    names: str
    base: Base
    where: tuple[tuple[str, str], ...] = ()


#: The more particular before the more general.
PLACES = (
    Place("LibreChat", "endpoints/custom/*/base_url", Base.OPENAI),
    Place("promptfoo", "**/config/api_base_url", Base.OPENAI, (("id", "openai:"),)),
    Place("Continue", "models/*/api_base", Base.OPENAI, (("provider", "openrouter"),)),
    Place("Continue", "models/*/api_base", Base.OPENAI, (("provider", "openai"),)),
    Place("GraphRAG", "models/*/api_base", Base.OPENAI, (("type", "openai"),)),
    Place("GraphRAG", "llm/api_base", Base.OPENAI, (("type", "openai"),)),
    Place("LiteLLM", "model_list/*/litellm_params/api_base", Base.OPENAI, (("model", "openai/"),)),
    Place("aichat", "clients/*/api_base", Base.OPENAI, (("type", "openai"),)),
    Place("claude-code-router", "Providers/*/api_base_url", Base.CHAT),
    Place("Codex", "model_providers/*/base_url", Base.OPENAI),
    Place("opencode", "provider/*/options/base_url", Base.OPENAI),
    Place("aider", "openai_api_base", Base.OPENAI),
    Place("LangChain4j", "langchain4j/open_ai/*/base_url", Base.OPENAI),
)

#: Variables that SDKs read themselves, and what they want in them.
_VARIABLES = {
    "OPENAI_BASE_URL": Base.OPENAI,
    "OPENAI_API_BASE": Base.OPENAI,
    "OPENAI_API_BASE_URL": Base.OPENAI,  # Open WebUI; for others see ``WITHOUT_VERSION``
    "AIDER_OPENAI_API_BASE": Base.OPENAI,
    "GENERIC_OPEN_AI_BASE_PATH": Base.OPENAI,  # AnythingLLM
    "ANTHROPIC_BASE_URL": Base.ANTHROPIC,
}


#: Variables in which one tool wants a base, and another, such as chatgpt-web, what is before its ``/v1``.
WITHOUT_VERSION = frozenset(("OPENAI_API_BASE_URL",))

#: Where a tool completes a URL by further settings: what is right there is seen in no other place.
_COMPLETED = ("spring/ai/*/base_url", "spring/ai/*/*/base_url")


class Wanted(NamedTuple):
    """What is wanted at a place, and by which tool; empty for a variable, which any program may read."""

    base: Base
    tool: str = ""


#: By the settings of a mapping: what its values are, by their names in snake case.
Values = dict[str, str]


def wanted(path: Path, around: tuple[Values, ...]) -> Wanted:
    """Return what is wanted at a path; ``around`` are the values of its mapping, and of those around that."""
    name = path[-1]
    if isinstance(name, str) and name in _VARIABLES:
        return Wanted(_VARIABLES[name])
    several = (path, path[1:]) if isinstance(path[0], int) else (path,)  # documents in one file
    for place in PLACES:
        if any(_leads_to(each, place.names) for each in several) and all(
            _says(around, *condition) for condition in place.where
        ):
            return Wanted(place.base, place.tool)
    return Wanted(Base.REQUEST)


def is_completed(path: Path) -> bool:
    """Tell whether a tool makes a URL of what is at a path that nobody can tell from it alone."""
    several = (path, path[1:]) if isinstance(path[0], int) else (path,)
    return any(_leads_to(each, names) for each in several for names in _COMPLETED)


def _leads_to(path: Path, names: str) -> bool:
    beginning, _, rest = names.partition("/")
    wanted = rest.split("/") if beginning == "**" else names.split("/")
    steps = path[-len(wanted) :] if beginning == "**" else path
    return len(steps) == len(wanted) and all(
        name in ("*", str(step), snake(str(step))) for name, step in zip(wanted, steps, strict=True)
    )


def _says(around: tuple[Values, ...], name: str, beginning: str) -> bool:
    return any(values.get(name, "").lower().startswith(beginning) for values in around)
