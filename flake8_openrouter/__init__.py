"""flake8-openrouter: finds out before a program runs whether its calls to OpenRouter can be authenticated.

- ``check_source(text, path)`` returns the ``Finding``s of a Python source, by place.
- ``fix_source(data, path, unsafe=False)`` returns a ``FixResult``: the mended bytes, what was mended, what is left.
- ``check_paths(paths)`` returns the findings of files and folders, by path and place.

A ``Finding`` has ``path``, ``line`` (from 1), ``column`` (from 0, in characters), ``code``, ``severity``, ``message``
and ``fix``: a ``Fix``, or None. The names are loaded when they are asked for, since flake8 imports this package on
every start.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flake8_openrouter.checking import check_paths
    from flake8_openrouter.engine import check_source
    from flake8_openrouter.fixing import FixResult, fix_source
    from flake8_openrouter.model import Finding, Fix

__version__ = "0.1.0"
__all__ = ["Finding", "Fix", "FixResult", "__version__", "check_paths", "check_source", "fix_source"]

_HOMES = {
    "check_paths": "flake8_openrouter.checking",
    "check_source": "flake8_openrouter.engine",
    "fix_source": "flake8_openrouter.fixing",
    "FixResult": "flake8_openrouter.fixing",
    "Finding": "flake8_openrouter.model",
    "Fix": "flake8_openrouter.model",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
