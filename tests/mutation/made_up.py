"""Keys that nobody has issued: made from fixed seeds when they are asked for, so that none is in a file."""

from __future__ import annotations

import random
import string

from harness import live_hex, live_key

LIVE = live_key(41)
HEX = live_hex(42)
KEY_LIKE = "sk-or-v1-abc123def456"
LABEL = f"{LIVE[:12]}...{LIVE[-4:]}"


def foreign(prefix: str, size: int) -> str:
    """Return what looks like another provider's key."""
    letters = random.Random(f"flake8-openrouter {prefix}").choices(string.ascii_letters + string.digits, k=size)
    return prefix + "".join(letters)
