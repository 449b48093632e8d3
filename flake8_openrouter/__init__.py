"""flake8-openrouter: finds out before a program runs whether its calls to OpenRouter can be authenticated.

``check_source(text, path)`` returns the ``Finding``s of a Python source. The names are loaded when they are asked for,
since flake8 imports this package on every start.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flake8_openrouter.engine import check_source
    from flake8_openrouter.model import Finding

__version__ = "0.1.0"
__all__ = ["Finding", "__version__", "check_source"]

_HOMES = {"check_source": "flake8_openrouter.engine", "Finding": "flake8_openrouter.model"}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
