"""The grammars that tree-sitter has, each loaded for the first file that needs it, and absent without an extra."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node, Parser, Tree

#: The extra of this package that brings them.
EXTRA = "languages"

#: By their names: the module that has one, and its function. The first reads JavaScript as well.
_GRAMMARS = {
    "tsx": ("tree_sitter_typescript", "language_tsx"),
    "typescript": ("tree_sitter_typescript", "language_typescript"),
    "bash": ("tree_sitter_bash", "language"),
}


@lru_cache
def is_installed(name: str) -> bool:
    """Tell whether a grammar is there; it is not loaded."""
    return find_spec("tree_sitter") is not None and find_spec(_GRAMMARS[name][0]) is not None


@lru_cache
def parser(name: str) -> Parser:
    """Return what parses with a grammar. Raises ImportError where it is not installed."""
    from tree_sitter import Language, Parser

    module, function = _GRAMMARS[name]
    return Parser(Language(getattr(import_module(module), function)()))


def found(tree: Tree, name: str, pattern: str) -> list[Node]:
    """Return the nodes of a tree that a pattern calls ``@found``, in their order."""
    from tree_sitter import Query, QueryCursor

    language = parser(name).language
    return QueryCursor(Query(language, pattern)).captures(tree.root_node).get("found", []) if language else []
