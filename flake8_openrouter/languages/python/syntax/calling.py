"""Which sources define what some files of their project call, by the words of both: neither is parsed."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from flake8_openrouter.disk import files, trees
from flake8_openrouter.languages.python.syntax import companions, importers, statements
from flake8_openrouter.languages.python.syntax.decoding import is_of_tests
from flake8_openrouter.languages.python.syntax.places import Places, stem

#: What is at the top of a file, and can be given something: a function with parameters, or a class.
_DEFINED = re.compile(rb"^(?:(?:async[ \t]+)?def[ \t]+(\w+)[ \t]*\([ \t]*[^) \t]|class[ \t]+(\w+))", re.MULTILINE)
#: A call that gives something, of a name that is put in.
_CALL = rb"\b%b\s*\(\s*[^)\s]"


class Callers:
    """Files of a project, of which somebody asks whom they call. ``root`` is None where no project is known."""

    def __init__(self, paths: Iterable[str], root: str | None) -> None:
        self._paths, self._places = paths, Places(root)

    def call(self, path: str, data: bytes) -> bool:
        """Tell whether one of them imports what the source at a path defines, and calls it with something."""
        place = os.path.abspath(path)
        if not self._importing or is_of_tests(place, self._places.top(os.path.dirname(place))):
            return False
        names = [name for match in _DEFINED.finditer(data) for name in match.groups() if name]
        return any(_calls(other, names) for other in dict.fromkeys(self._may_call(place, names)) if other != place)

    def _may_call(self, path: str, names: Iterable[bytes]) -> Iterator[str]:
        """Yield those that import the module at a path, and those that import one of some names from wherever."""
        importing = self._importing.get(stem(path).encode(errors="surrogateescape"), ())
        yield from (other for other in importing if companions.imports(other, path, self._places))
        for name in names:
            yield from self._importing.get(name, ())

    @cached_property
    def _importing(self) -> dict[bytes, list[str]]:
        """The files by the words of what they import."""
        found: dict[bytes, list[str]] = defaultdict(list)
        for path in map(os.path.abspath, self._paths):
            for word in importers.imported(path, files.state(path)) if path.endswith(trees.SUFFIXES) else ():
                found[word].append(path)
        return found


def _calls(path: str, names: Iterable[bytes]) -> bool:
    """Tell whether a file calls one of some names, and gives it something."""
    data = statements.source(path)
    return any(name in data and re.search(_CALL % name, data) for name in names)
