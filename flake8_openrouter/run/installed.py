"""What tells this package, as it is installed, from others, and where it keeps what it remembers."""

from __future__ import annotations

import os
from pathlib import Path

from flake8_openrouter._version import __version__
from flake8_openrouter.disk import files


def caches() -> Path | None:
    """Return this package's folder in the user's place for caches; None where there is none."""
    place = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/.cache")
    return Path(place, "flake8-openrouter") if os.path.isabs(place) else None


def stamp() -> str:
    """Return what tells this package, as it is installed, and the interpreter from others; nothing if nothing does."""
    import sys

    walked = os.walk(os.path.dirname(os.path.dirname(__file__)))
    modules = sorted(os.path.join(folder, name) for folder, _, names in walked for name in names)
    states = [f"{module} {files.state(module)}" for module in modules if module.endswith(".py")]
    return digest(f"{__version__} {sys.version} {states}".encode(errors="surrogateescape")) if states else ""


def digest(*parts: bytes) -> str:
    """Return a short hash, in hex, of some parts, which another division of the same bytes does not have."""
    import hashlib  # 5 ms: only where a file concerns us

    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        found.update(len(part).to_bytes(8, "little") + part)
    return found.hexdigest()
