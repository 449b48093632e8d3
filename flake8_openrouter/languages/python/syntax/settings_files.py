"""Files of settings that a program reads, as expressions: what may be told of them, each value at its line."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from flake8_openrouter.disk import files
from flake8_openrouter.disk.files import State
from flake8_openrouter.languages.python.syntax.places import LARGEST_STORED, Places, lies_in
from flake8_openrouter.languages.python.syntax.scopes import Module
from flake8_openrouter.languages.python.syntax.walk import walk
from flake8_openrouter.model import Document

_DOTENV = ".env"

#: How many files of settings are looked into for one program.
MAX_FILES = 20


class StoredFiles:
    """Finds files of settings beside a program and in its project's root. What is looked for is consulted."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._known: dict[tuple[str, str, str], Module | None] = {}

    def find(self, name: str, form: str, place: str) -> Module | None:
        """Return what a file holds that the program at a place, an absolute path, reads by a name.

        ``form`` is one that ``settings.values`` reads. None for a file that is not there, that is not the project's,
        that is broken or too large, and where two of that name differ.
        """
        key = (name, form, os.path.dirname(place))
        if key not in self._known:
            self._known[key] = self._found(name, form, key[2]) if len(self._known) < MAX_FILES else None
        return self._known[key]

    def variables(self, name: str, place: str, begin: str = "") -> frozenset[str]:
        """Return the variables that a ``.env`` file sets, to what begins so, which the program at a place loads.

        Without a name it is the nearest one, as python-dotenv looks for it.
        """
        folder = os.path.dirname(place)
        top = self._places.top(folder)
        if name:
            there = [path for path in candidates(name, folder, top) if self._places.state(path)]
        else:
            paths = (os.path.join(each, _DOTENV) for each in self._places.upwards(folder))
            there = [path for path in paths if self._places.state(path)][:1]
        texts = [self._text(path, top) for path in there]
        return frozenset.intersection(*(_variables(text or "", begin) for text in texts)) if texts else frozenset()

    def _found(self, name: str, form: str, folder: str) -> Module | None:
        there = [path for path in candidates(name, folder, self._places.top(folder)) if self._places.state(path)]
        texts = {self._text(path, self._places.top(folder)) for path in there}
        text = texts.pop() if len(texts) == 1 else None
        return None if text is None else _module(there[0], form, text)

    def _text(self, path: str, top: str) -> str | None:
        """Return a file's text; None where it can't be read, or a link leads out of the project."""
        state = self._places.state(path)
        if state is None or state.size > LARGEST_STORED or not lies_in(files.real(path), files.real(top)):
            return None
        return text_of(path, state)


def candidates(name: str, folder: str, top: str) -> Iterator[str]:
    """Yield where a file may be that a program in a folder calls by a name: nothing outside of the project's root."""
    places = (os.path.normpath(os.path.join(place, name)) for place in dict.fromkeys((folder, top)))
    return (path for path in dict.fromkeys(places) if lies_in(path, top))


@lru_cache(maxsize=128)
def text_of(path: str, state: State) -> str | None:
    """Return the text of a file that is in some state; None where it can't be read, or is in another one by now."""
    try:
        text = files.read(path, LARGEST_STORED).decode("utf-8-sig")
    except (OSError, ValueError):
        return None
    return text if files.state(path) == state else None


@lru_cache(maxsize=128)
def _variables(text: str, begin: str) -> frozenset[str]:
    from flake8_openrouter.languages.settings import dotenv

    return dotenv.names(text, begin)


@lru_cache(maxsize=128)
def _module(path: str, form: str, text: str) -> Module | None:
    from flake8_openrouter.languages.settings import values  # only where a program reads such a file

    tree = values.read(form, text)
    if tree is None:
        return None
    body = ast.Expr(_node(tree))
    ast.copy_location(body, body.value)
    # What may not be told is not in the document either: it has the file's lines, and nothing on them.
    module = walk(Document(path, "\n" * (text.count("\n") + 1)), ast.Module([body], []))
    module.is_stored = True
    return module


def _node(tree: Any) -> ast.expr:
    """Return an expression for a value of a file of settings, at its line; ``...`` for what is not known."""
    made: ast.expr
    if isinstance(tree, dict):
        names: list[ast.expr | None] = [_placed(ast.Constant(name), 1) for name in tree]
        return _placed(ast.Dict(names, [_node(below) for below in tree.values()]), 1)
    if isinstance(tree, list):
        return _placed(ast.List([_node(below) for below in tree], ast.Load()), 1)
    made = ast.Constant(Ellipsis if tree is None else tree.text)
    return _placed(made, 1 if tree is None else tree.line)


def _placed(node: ast.expr, line: int) -> ast.expr:
    node.lineno = node.end_lineno = line
    node.col_offset = node.end_col_offset = 0
    return node
