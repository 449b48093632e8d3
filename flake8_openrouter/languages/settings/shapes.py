"""What the text of a setting that should be a key shows: only what is certainly a key, or certainly none, is judged."""

from __future__ import annotations

import re

from flake8_openrouter.openrouter import keys
from flake8_openrouter.openrouter.credentials import Shape, classify, is_key_like, trimmed

#: The beginning of another provider's keys, and as many characters as tell one from a word.
_ANOTHERS = re.compile(
    r"(?:sk-ant-|sk-proj-|sk-svcacct-|gsk_|hf_|xai-|pplx-|AIza|r8_|nvapi-|tgp_v1_|csk-)(?=[\w-]*\d)[\w-]{10,}"
    r"|sk-(?!or-)(?=[\w-]*\d)[\w-]{20,}"
)
#: A key of OpenRouter's whose beginning is damaged, or was lost in copying.
_DAMAGED = re.compile(
    r"(?=.*\d)(?:(?i:sk[-_]or[-_](?:v1[-_])?)|k-or-v1-|-?or-v1-|r-v1-|-?v1-)(?=[0-9a-f]*\d)[0-9a-f]{12,}|[0-9a-f]{64}"
)
_LEFT_IN = re.compile(r"\{[ ]*(?!env\b)[A-Za-z_]\w*[ ]*\}")
_IN_BRACKETS = re.compile(r"<[^<>%]+>")
_JUDGED = (Shape.LIVE, Shape.KEY_LIKE, Shape.PLACEHOLDER)


def is_judged(text: str) -> bool:
    """Tell whether a text is a key, a placeholder, or what certainly is no key of OpenRouter's."""
    shape = classify(text)
    if shape is Shape.UNINTERPOLATED:
        return is_left_in(text)
    if shape is Shape.MALFORMED:
        return _ANOTHERS.fullmatch(text) is not None or _DAMAGED.fullmatch(text) is not None
    if shape is Shape.DAMAGED:
        core = trimmed(text)  # a word with an accent after the beginning of a key is a placeholder in some language
        return keys.is_live(core) or is_key_like(core)
    return shape in _JUDGED


def is_left_in(text: str) -> bool:
    """Tell whether a text is what somebody, and no tool, was to fill in: ``{api_key}``."""
    return _LEFT_IN.fullmatch(text.strip()) is not None


def is_in_brackets(text: str) -> bool:
    """Tell whether a text is one in angle brackets: ``<your key>``."""
    return _IN_BRACKETS.fullmatch(text.strip()) is not None
