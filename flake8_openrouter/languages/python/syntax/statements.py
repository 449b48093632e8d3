"""The imports of a source, by its words: it is not parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from flake8_openrouter.disk import files
from flake8_openrouter.languages.python.syntax.places import Imported
from flake8_openrouter.openrouter.needles import has_any

#: What a line begins with that imports, with all names that it may bring.
_STATEMENT = re.compile(rb"[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import\b([ \t]*\([^)]*\)|[^\n;]*)|import[ \t]+([^\n;]+))")
_MENTION = re.compile(rb"import")
#: What imports by a text that it is given.
_IMPORTING = (b"import_module", b"__import__", b"run_path", b"run_module", b"spec_from_file_location")
_CALL = re.compile(rb"(?:%b)\(([^)]*)\)" % b"|".join(_IMPORTING))
_WORD = re.compile(rb"\w+")

_NOTEBOOK = ".ipynb"


def source(path: str) -> bytes:
    """Return the bytes of a file in which its statements are found; none of one that can't be read, or is large."""
    try:
        data = files.read(path, files.LARGE)
    except OSError:
        return b""
    if path.endswith(_NOTEBOOK):  # its lines are texts in JSON
        data = data.replace(b"\\n", b"\n").replace(b'"', b"\n")
    return data


def words(data: bytes) -> set[bytes]:
    """Return the words of what a source imports, in statements and by calls."""
    return _words(_statements(data)) | called(data)


def called(data: bytes) -> set[bytes]:
    """Return the words of what calls of a source import."""
    return _words(_CALL.finditer(data)) if has_any(data, _IMPORTING) else set()


def _words(matches: Iterable[re.Match[bytes]]) -> set[bytes]:
    groups = (group for match in matches for group in match.groups() if group)
    return {word for group in groups for word in _WORD.findall(group)}


def imported(data: bytes) -> Iterator[Imported]:
    """Yield what the statements of a source import, each name by itself; ``*`` is a name as well."""
    for match in _statements(data):
        source, names, whole = (group.decode(errors="replace") if group else "" for group in match.groups())
        module = source.lstrip(".")
        for item in (names or whole).strip("() \t\r\n").split(","):
            name = item.split("#")[0].strip().partition(" ")[0]
            if name:
                yield Imported(module, name, len(source) - len(module)) if source else Imported(name, "", 0)


def _statements(data: bytes) -> Iterator[re.Match[bytes]]:
    """Yield the statements that import: only lines that say so are looked at."""
    last = 0
    for mention in _MENTION.finditer(data):
        end = data.rfind(b"\n", last, mention.start())
        if (end >= 0 or not last) and (match := _STATEMENT.match(data, end + 1)):
            yield match
        last = mention.end()
