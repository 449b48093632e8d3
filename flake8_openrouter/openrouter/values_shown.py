"""A wrong value, as the line that refuses it shows it."""

from __future__ import annotations

#: Characters of a value that are shown.
LONGEST = 100


def shown(value: object) -> str:
    """Return a value as it is written, in one line that a terminal can show; a key is masked before a cut hides it."""
    from flake8_openrouter.openrouter.masking import presentable  # only where something is wrong

    try:
        text = presentable(repr(value))
    except ValueError:  # a number of more digits than Python writes
        text = "a number"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."


def text_of(value: object) -> str:
    """Return a value that is a text and says something. Raises ValueError, with a sentence for the user."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"expected a non-empty string, got {shown(value)}")
    return value
