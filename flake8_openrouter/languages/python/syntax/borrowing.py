"""What a source takes from other files of its project, by the words of both: neither is parsed."""

from __future__ import annotations

import keyword
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from flake8_openrouter.disk import files
from flake8_openrouter.disk.files import State
from flake8_openrouter.disk.latest import latest
from flake8_openrouter.languages.python.syntax import statements
from flake8_openrouter.languages.python.syntax.places import LARGEST_STORED, PACKAGE, Imported, Places, lies_in
from flake8_openrouter.openrouter import needles

#: Bytes up to which a file gives others what it has of OpenRouter: a larger one is the whole of a library, which all
#: of its files import.
_LARGEST = 30_000

#: How many names that a source imports are looked at.
_MAX_IMPORTS = 1000

_ALL = b"*"

#: How a source names a file of settings, in one text or in several that are joined: its end, and all of it up to there.
_STORED_END = re.compile(rb"""\.(?:json|ya?ml|toml|ini|cfg|conf)["']""")
_STORED = re.compile(rb"""(?:["'][\w.-]+["'][ \t]*[/,][ \t]*)*["'][\w./-]+["']\Z""")
_PIECE = re.compile(rb"""["']([^"']+)["']""")
#: Bytes of such a name, and how many names are looked at.
_LONGEST_NAME = 200
_MAX_STORED = 50

#: Where a statement, or a comment, at the top of a file begins, and what its first words define.
_TOP = re.compile(rb"^(?=[\w@#(\[])(?!(?:else|elif|except|finally)\b)", re.MULTILINE)
_DEFINED = re.compile(rb"(?:(?:async[ \t]+)?def|class)[ \t]+(\w+)|(\w+)[ \t]*(?::[^=\n]+)?=(?!=)")
_IMPORTS = (b"from ", b"import ")
#: What binds names in a statement that holds others, or binds several.
_BINDING = re.compile(
    rb"^[ \t]*(?:(?:async[ \t]+)?def|class)[ \t]+(\w+)|^([^\n#]*)=(?!=)|\bimport\b([^\n#]*)|\A(\w+)", re.MULTILINE
)
_WORD = re.compile(rb"[^\W\d]\w*")
_KEYWORDS = frozenset(map(str.encode, keyword.kwlist))


def takes(path: str, data: bytes, root: str | None, words: tuple[bytes, ...]) -> bool:
    """Tell whether the source at a path imports, from a file of its project, what has to do with one of the words.

    ``words`` are in lower case. A name has to do with them if they are in the statement that defines it, or a name is
    that has; a file of settings if they are in it.
    """
    place, places, folders = os.path.abspath(path), Places(root), _Folders()
    if any(_holds(name, files.state(name), words) for name in _stored(data, places.upwards(os.path.dirname(place)))):
        return True
    top = places.top(os.path.dirname(place))
    return any(
        _gives(other, taken.name.encode(), words)
        for imported in islice(dict.fromkeys(statements.imported(data)), _MAX_IMPORTS)
        for other, taken in _modules(imported, place, top, places, folders)
    )


def _stored(data: bytes, folders: list[str]) -> Iterator[str]:
    """Yield where the files of settings may be that a source names, one after another in its own folders."""
    for end in islice(_STORED_END.finditer(data), _MAX_STORED):
        match = _STORED.search(data, max(0, end.start() - _LONGEST_NAME), end.end())
        if match is not None:
            name = os.path.join(*(piece.decode(errors="surrogateescape") for piece in _PIECE.findall(match[0])))
            yield from (os.path.normpath(os.path.join(folder, name)) for folder in folders)


@latest(4096)
def _holds(path: str, state: State | None, words: tuple[bytes, ...]) -> bool:
    """Tell whether a file holds one of the words."""
    return bool(_telling(path, state, words, LARGEST_STORED))


def _telling(path: str, state: State | None, words: tuple[bytes, ...], largest: int) -> bytes:
    """Return the bytes of a file that holds one of the words; none of another one, or of a larger one."""
    if state is None or state.size > largest:
        return b""
    try:
        data = files.read(path, largest)
    except OSError:
        return b""
    return data if needles.has_any(data.lower(), words) else b""


class _Folders:
    """The names that are in folders, each asked for once."""

    def __init__(self) -> None:
        self._known: dict[str, frozenset[str]] = {}

    def names(self, folder: str) -> frozenset[str]:
        if folder not in self._known:
            self._known[folder] = _names(folder, files.state(folder))
        return self._known[folder]

    def modules(self, folder: str, dotted: str) -> Iterator[str]:
        """Yield the files of a module, and of a package, below a folder."""
        *around, last = dotted.split(".")
        for name in around:
            if name not in self.names(folder):
                return
            folder = os.path.join(folder, name)
        names = self.names(folder)
        if f"{last}.py" in names:
            yield os.path.join(folder, f"{last}.py")
        place = os.path.join(folder, last) if last else folder
        if (last in names or not last) and PACKAGE in self.names(place):
            yield os.path.join(place, PACKAGE)


@latest(4096)
def _names(folder: str, state: State | None) -> frozenset[str]:
    try:
        return frozenset(entry.name for entry in files.entries(folder))
    except (OSError, ValueError):
        return frozenset()


def _modules(
    imported: Imported, place: str, top: str, places: Places, folders: _Folders
) -> Iterator[tuple[str, Imported]]:
    """Yield the files that an import may read, each with what it takes of it: a name may be a module itself."""
    whole = imported._replace(name="")
    as_module = whole._replace(module=f"{imported.module}.{imported.name}".strip("."))
    for each in places.folders(imported, os.path.dirname(place)):
        for module, taken in ((whole, imported), (as_module, whole)):
            for path in folders.modules(each, module.module):
                if path != place and lies_in(path, top):
                    yield path, taken


def _gives(path: str, name: bytes, words: tuple[bytes, ...]) -> bool:
    """Tell whether a file has a name that has to do with one of the words; any, where no name is given."""
    named = _named(path, files.state(path), words)
    return bool(named) if name in (b"", _ALL) else name in named


@latest(4096)
def _named(path: str, state: State | None, words: tuple[bytes, ...]) -> frozenset[bytes]:
    """Return the names at the top of a file that have to do with one of the words."""
    return _reached(_telling(path, state, words, _LARGEST), words)


def _reached(data: bytes, words: tuple[bytes, ...]) -> frozenset[bytes]:
    """Return the names of the statements that hold one of the words, and of those that mention such a name."""
    texts = [text for text in _TOP.split(data) if text and not text.startswith(b"#")]
    mentioning: dict[bytes, list[bytes]] = defaultdict(list)
    for text in texts:
        for name in set(_WORD.findall(text)):
            mentioning[name].append(text)
    found: set[bytes] = set()
    waiting = [text for text in texts if needles.has_any(text.lower(), words)]
    while waiting:
        for name in _bound(waiting.pop()) - found:
            found.add(name)
            waiting += mentioning.pop(name, ())
    return frozenset(found)


def _bound(text: bytes) -> frozenset[bytes]:
    """Return the names that a statement binds, or more."""
    if (match := _DEFINED.match(text)) is not None:
        return frozenset(filter(None, match.groups()))
    if text.startswith(_IMPORTS):
        return frozenset(_WORD.findall(text)) - _KEYWORDS
    parts = (part for match in _BINDING.finditer(text) for part in match.groups() if part)
    return frozenset(word for part in parts for word in _WORD.findall(part)) - _KEYWORDS
