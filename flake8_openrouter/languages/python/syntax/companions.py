"""The files that may run in one process with a file: by what imports what, found by its words and not parsed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator

from flake8_openrouter.disk import files
from flake8_openrouter.languages.python.syntax import statements
from flake8_openrouter.languages.python.syntax.decoding import is_test
from flake8_openrouter.languages.python.syntax.importers import Index
from flake8_openrouter.languages.python.syntax.places import PACKAGE, Places, is_of_python, lies_in

#: How many files of each kind are named: those that import a file, and those that these and it import.
MAX_FILES = 40


def above(path: str, index: Index) -> list[str]:
    """Return the files that import the one at a path, and those that import these; a test is no program."""

    def importing(other: str) -> Iterator[str]:
        return (each for each in index.importing_files(other) if not is_test(os.path.basename(each)))

    return [other for other in _reached((path,), importing) if other != path]


def below(paths: Iterable[str], places: Places) -> list[str]:
    """Return some files with all of the project that they import, and what these import."""
    return _reached(paths, lambda path: _imported(path, places))


def _reached(paths: Iterable[str], beside: Callable[[str], Iterable[str]]) -> list[str]:
    """Return some paths with those that are beside them, and beside these, as many as are looked at; nearest first."""
    found = list(dict.fromkeys(paths))
    known, most = set(found), len(found) + MAX_FILES
    for path in found:
        for other in beside(path) if len(found) < most else ():
            if other not in known and len(found) < most:
                known.add(other)
                found.append(other)
    return found


def _imported(path: str, places: Places) -> Iterator[str]:
    """Yield the files of the project that a file imports, and the package that it is of, which runs before.

    A name that it imports may be a module itself, and where it is run as a program, those beside it are modules.
    """
    yield from _packages(path, places)
    try:
        data = files.read(path)
    except OSError:
        return
    for imported in dict.fromkeys(statements.imported(data)):
        if is_of_python(imported):
            continue
        module = f"{imported.module}.{imported.name}".strip(".")
        for each in (imported, imported._replace(module=module, name="")):
            for level in {imported.level, imported.level or 1}:
                there = places.of(each._replace(level=level), path)
                yield from (found for found in there if places.state(found) is not None)


def _packages(path: str, places: Places) -> Iterator[str]:
    """Yield the file of the package in which a file of the project lies; for such a one that around it."""
    folder, name = os.path.split(path)
    if name == PACKAGE:
        folder = os.path.dirname(folder)
    package = os.path.join(folder, PACKAGE)
    if lies_in(package, places.top(os.path.dirname(path))) and places.state(package) is not None:
        yield package
