"""Keys that the double knows, made anew at each start: nobody's."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field


def _openrouter() -> str:
    return f"sk-or-v1-{secrets.token_hex(32)}"


def _openai() -> str:
    return f"sk-proj-{secrets.token_urlsafe(36)}"


def _anthropic() -> str:
    return f"sk-ant-{secrets.token_urlsafe(36)}"


@dataclass(frozen=True)
class Keys:
    """``unknown`` has the right form and was never issued, or is expired, disabled or deleted: that looks the same."""

    valid: str = field(default_factory=_openrouter)
    management: str = field(default_factory=_openrouter)
    without_credits: str = field(default_factory=_openrouter)
    over_its_limit: str = field(default_factory=_openrouter)
    unknown: str = field(default_factory=_openrouter)
    openai: str = field(default_factory=_openai)
    anthropic: str = field(default_factory=_anthropic)

    def named(self, text: str) -> str:
        """Return a text with each key as ``<its name>``, so that it can be shown."""
        for name, key in vars(self).items():
            text = text.replace(key, f"<{name} key>")
        return text
