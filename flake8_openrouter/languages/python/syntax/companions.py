"""The files that may run in one process with a file: by what imports what, found by its words and not parsed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate

from flake8_openrouter.languages.python.syntax import statements
from flake8_openrouter.languages.python.syntax.decoding import is_test
from flake8_openrouter.languages.python.syntax.importers import Index
from flake8_openrouter.languages.python.syntax.places import PACKAGE, Imported, Places, is_of_python, lies_in, stem

#: How many files of each kind are named: those that import a file, and those that these and it import.
MAX_FILES = 40


def above(path: str, index: Index, places: Places) -> list[str]:
    """Return the files that import the one at a path, and those that import these; a test is no program."""

    def programs(other: str) -> Iterator[str]:
        return (each for each in importing(other, index, places) if not is_test(os.path.basename(each)))

    return [other for other in _reached((path,), programs) if other != path]


def importing(path: str, index: Index, places: Places) -> Iterator[str]:
    """Yield the other files that import the module at a path, or may."""
    return (other for other in index.importing_files(path) if other != path and imports(other, path, places))


def imports(importer: str, path: str, places: Places) -> bool:
    """Tell whether a file that has the last name of a module in an import means that, or may.

    It may where no file of the project is what it imports, and that ends as the module's path does: folders may be
    added to those in which modules are looked for.
    """
    data, name = statements.source(importer), stem(path)
    if name.encode(errors="surrogateescape") in statements.called(data):
        return True
    named = (each for each in _statements(data) if name in (*each.module.split("."), each.name))
    return any(_is_it(each, importer, path, places) for each in named)


def _is_it(imported: Imported, importer: str, path: str, places: Places) -> bool:
    found = list(_found(imported, importer, places))
    folder, file = os.path.split(path)
    whole = folder if file == PACKAGE else os.path.join(folder, stem(path))
    if found or imported.level:
        is_within = file == PACKAGE and any(lies_in(each, folder) for each in found)
        return path in found or is_within or _is_brought(imported.name, found, path, places)
    modules = [imported.module, f"{imported.module}.{imported.name}"]
    if file == PACKAGE:  # what is within it runs it
        modules += accumulate(imported.module.split("."), "{}.{}".format)
    return any(whole.endswith(os.path.join("", *module.split("."))) for module in modules)


def _is_brought(name: str, found: Iterable[str], path: str, places: Places) -> bool:
    """Tell whether a name that is imported from a file may be the module at a path, or one of its names, in turn."""
    return name == stem(path) and any(path in _imported(each, places) for each in found)


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
    """Yield the files of the project that a file imports, and the package that it is of, which runs before."""
    yield from _packages(path, places)
    for imported in _statements(statements.source(path)):
        yield from _found(imported, path, places)


def _statements(data: bytes) -> Iterable[Imported]:
    """Return what a source imports that may be of the project, each once."""
    return (each for each in dict.fromkeys(statements.imported(data)) if not is_of_python(each))


def _found(imported: Imported, importer: str, places: Places) -> Iterator[str]:
    """Yield the files of the project that an import may read.

    A name that is imported may be a module itself, and where a file is run as a program, those beside it are modules.
    """
    module = f"{imported.module}.{imported.name}".strip(".")
    for each in (imported, imported._replace(module=module, name="")):
        for level in {imported.level, imported.level or 1}:
            there = places.of(each._replace(level=level), importer)
            yield from (found for found in there if places.state(found) is not None)


def _packages(path: str, places: Places) -> Iterator[str]:
    """Yield the file of the package in which a file of the project lies; for such a one that around it."""
    folder, name = os.path.split(path)
    if name == PACKAGE:
        folder = os.path.dirname(folder)
    package = os.path.join(folder, PACKAGE)
    if lies_in(package, places.top(os.path.dirname(path))) and places.state(package) is not None:
        yield package
