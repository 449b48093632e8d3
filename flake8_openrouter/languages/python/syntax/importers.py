"""Which files of a project import a module, and which names they mention: found by their words, not parsed."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from flake8_openrouter.disk import files, trees
from flake8_openrouter.disk.files import State
from flake8_openrouter.languages.python.syntax.places import Imported, Places

#: How many files that import a module are looked at for those that mention a name.
MAX_IMPORTING = 40

#: How many imports of a file are looked at where only its words are.
MAX_IMPORTS = 200

#: What a line begins with that imports, with all names that it may bring.
_STATEMENT = re.compile(rb"[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import\b([ \t]*\([^)]*\)|[^\n;]*)|import[ \t]+([^\n;]+))")
_MENTION = re.compile(rb"import")
#: What imports by a text that it is given.
_IMPORTING = (b"import_module", b"__import__", b"run_path", b"run_module", b"spec_from_file_location")
_CALL = re.compile(rb"(?:%b)\(([^)]*)\)" % b"|".join(_IMPORTING))
_WORD = re.compile(rb"\w+")
_NOTEBOOK = ".ipynb"


class Index(NamedTuple):
    """The files of a project by the names of what they import; not ``complete``: there are too many to look at.

    ``state`` tells all of them from what they were before.
    """

    importing: dict[bytes, list[str]]
    complete: bool
    state: State

    def reader(self, path: str, name: str) -> str:
        """Return a file that imports the module at a path, an absolute one, and mentions a name; empty if none does."""
        return self._found(path, re.compile(rb"\b%b\b" % re.escape(name.encode())))

    def writer(self, path: str, name: str) -> str:
        """Return one that sets the name as an attribute of something, or has it in a text: ``setattr``, a patch."""
        word = re.escape(name.encode())
        return self._found(path, re.compile(rb"\.%b\s*=(?!=)|[\"'][\w.]*\b%b[\"']" % (word, word)))

    def _found(self, path: str, word: re.Pattern[bytes]) -> str:
        for other in self.importing.get(_stem(path), ()):
            if other != path and _mentions(other, word):
                return other
        return ""

    def mentioning(self, path: str, name: str) -> list[str] | None:
        """Return the files that import the module at a path, or the name from wherever, and mention the name.

        None where they can't be told, or would be too many to look at.
        """
        word = re.compile(rb"\b%b\b" % re.escape(name.encode()))
        importing = (*self.importing.get(_stem(path), ()), *self.importing.get(name.encode(), ()))
        others = [other for other in dict.fromkeys(importing) if other != path]
        if not self.complete or len(others) > MAX_IMPORTING:
            return None
        return [other for other in others if _mentions(other, word)]


def _stem(path: str) -> bytes:
    """Return the last name by which a module is imported."""
    folder, file = os.path.split(path)
    stem = os.path.splitext(file)[0]
    return (os.path.basename(folder) if stem == "__init__" else stem).encode(errors="surrogateescape")


def _mentions(path: str, word: re.Pattern[bytes]) -> bool:
    try:
        return word.search(files.read(path)) is not None
    except OSError:
        return True


#: The projects that were looked through, by their folders; of no more than so many.
_KNOWN: dict[str, Index] = {}
_MOST = 16


def index(root: str) -> Index:
    """Return the index of the project in a folder, an absolute path; looked through once."""
    if root not in _KNOWN:
        know(root, _found(root))
    return _KNOWN[root]


def know(root: str, found: Index) -> None:
    """Remember the index of a project, which this process found or another one."""
    if len(_KNOWN) >= _MOST:
        _KNOWN.clear()
    _KNOWN[root] = found


def forget() -> None:
    """Look through projects anew: their files may be others."""
    _KNOWN.clear()


def _found(root: str) -> Index:
    importing: dict[bytes, list[str]] = defaultdict(list)
    found = list(trees.sources(root))
    for path, _ in found:
        for word in _imported(path) if path else ():
            importing[word].append(path)
    return Index(importing, complete=not found or bool(found[-1][0]), state=trees.together(found))


def _imported(path: str) -> set[bytes]:
    """Return the words of what a file imports."""
    try:
        data = files.read(path)
    except OSError:
        return set()
    if path.endswith(_NOTEBOOK):  # its lines are texts in JSON
        data = data.replace(b"\\n", b"\n").replace(b'"', b"\n")
    groups = (group for match in _imports(data) for group in match.groups() if group)
    return {word for group in groups for word in _WORD.findall(group)}


def imported(path: str, data: bytes, root: str | None) -> Iterator[str]:
    """Yield the paths of a project's files that the source at a path imports."""
    place, places = os.path.abspath(path), Places(root)
    for module in islice(dict.fromkeys(_modules(data)), MAX_IMPORTS):
        yield from filter(places.state, places.of(module, place))


def _modules(data: bytes) -> Iterator[Imported]:
    """Yield the modules that a source may import, by its words; a name that is imported may be one as well."""
    for match in _imports(data):
        if match.re is not _STATEMENT:
            continue
        source, names, whole = (group.decode(errors="replace") if group else "" for group in match.groups())
        for item in (names or whole).strip("() \t\r\n").split(","):
            name = item.split("#")[0].strip().partition(" ")[0]
            module = source.lstrip(".")
            yield Imported(module or name if source else name, "", len(source) - len(module))
            if module and name:
                yield Imported(f"{module}.{name}", "", len(source) - len(module))


def _imports(data: bytes) -> Iterator[re.Match[bytes]]:
    """Yield the statements and the calls of a file that import: only lines that say so are looked at."""
    last = 0
    for mention in _MENTION.finditer(data):
        end = data.rfind(b"\n", last, mention.start())
        if (end >= 0 or not last) and (match := _STATEMENT.match(data, end + 1)):
            yield match
        last = mention.end()
    if any(name in data for name in _IMPORTING):
        yield from _CALL.finditer(data)
