"""flake8-openrouter: finds out before a program runs whether its calls to OpenRouter can be authenticated.

- ``check_source(text, path)`` returns the ``Finding``s of a source, by place.
- ``fix_source(data, path, unsafe=False)`` returns a ``FixResult``: the fixed bytes, what was fixed, what is left.
- ``check_paths(paths)`` returns the findings of files and folders, by path and place.

A ``Finding`` has ``path``, ``line`` (from 1), ``column`` (from 0, in characters), ``code``, ``severity``, ``message``
and ``fix``: a ``Fix``, or None. The names are loaded when they are asked for, since flake8 imports this package on
every start.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from flake8_openrouter._version import __version__

if TYPE_CHECKING:
    from flake8_openrouter.model import Finding, Fix
    from flake8_openrouter.run.analysis import check_source
    from flake8_openrouter.run.fixing import FixResult, fix_source
    from flake8_openrouter.run.pool import check_paths

__all__ = ["Finding", "Fix", "FixResult", "__version__", "check_paths", "check_source", "fix_source"]

_HOMES = {
    "check_paths": "flake8_openrouter.run.pool",
    "check_source": "flake8_openrouter.run.analysis",
    "fix_source": "flake8_openrouter.run.fixing",
    "FixResult": "flake8_openrouter.run.fixing",
    "Finding": "flake8_openrouter.model",
    "Fix": "flake8_openrouter.model",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
