"""What the name of a JavaScript file says of it."""

from __future__ import annotations

import re

_GENERATED = re.compile(
    r"\.d\.[mc]?ts$|[.-]min\.[mc]?js$|\.bundle\.js$"
    r"|(?:^|/)(?:dist|build|out|_next|\.next|\.nuxt|\.output|\.svelte-kit)/"
)
_TEST = re.compile(r"\.(?:test|spec|cy|e2e|stories)\.[mc]?[jt]sx?$")

#: Files whose dialect has no elements of JSX, so that ``<T>value`` is an assertion of a type.
_TYPESCRIPT = (".ts", ".mts", ".cts")


def is_generated(path: str) -> bool:
    """Tell whether a tool made a file, by its path: nobody corrects it there."""
    return _GENERATED.search(path.replace("\\", "/").lower()) is not None


def is_test(name: str) -> bool:
    """Tell whether a file is a test by its name, without its folder."""
    return _TEST.search(name.lower()) is not None


def grammar(path: str) -> str:
    """Return the name of the grammar that reads a file."""
    return "typescript" if path.lower().endswith(_TYPESCRIPT) else "tsx"
