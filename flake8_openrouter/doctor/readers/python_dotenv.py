"""python-dotenv 1.2, and with it pydantic-settings and environs: quotes, escapes, comments after white space.

Source: the package's own parser and its documentation. A line that it can't read is left out with a warning.
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterator

from flake8_openrouter.doctor.readers.scanning import BOM, Assignment, Scanner, Variables

_BLANK = re.compile(r"\s*")
_EXPORT = re.compile(r"(?:export[^\S\r\n]+)?")
_NAME = re.compile(r"'(?P<quoted>[^']+)'|(?P<bare>[^=#\s]+)")
_EQUALS = re.compile(r"[^\S\r\n]*=(?P<space>[^\S\r\n]*)")
_VALUES = {quote: re.compile(rf"{quote}((?:\\.|[^{quote}\\])*){quote}", re.DOTALL) for quote in "'\""}
_BARE = re.compile(r"[^\r\n]*")
_END = re.compile(r"[^\S\r\n]*(?:#[^\r\n]*)?[^\S\r\n]*(?:\r\n|\n|\r|\Z)")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)?")
_COMMENT = re.compile(r"\s+#.*")
_ESCAPES = {"'": re.compile(r"\\([\\'])"), '"': re.compile(r"\\([\\'\"abfnrtv])")}
_MEANING = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_REFERENCE = re.compile(r"\$\{(?P<name>[^}:]*)(?::-(?P<default>[^}]*))?\}")


def read(text: str, environment: Variables) -> Iterator[Assignment]:
    """Yield what ``load_dotenv()`` finds; what a value refers to is the environment's before the file's own."""
    return _interpolated(_bindings(text), environment, own_first=False)


def read_overriding(text: str, environment: Variables) -> Iterator[Assignment]:
    """Yield what ``load_dotenv(override=True)`` finds; what a value refers to is the file's own first."""
    return _interpolated(_bindings(text), environment, own_first=True)


def _interpolated(found: Iterator[Assignment], environment: Variables, *, own_first: bool) -> Iterator[Assignment]:
    own: dict[str, str] = {}
    known = ChainMap(own, dict(environment)) if own_first else ChainMap(dict(environment), own)
    every = list(found)
    # A name alone takes away what the lines before it set.
    alone = {each.name: number for number, each in enumerate(every) if each.value is None}
    for number, each in enumerate(every):
        own[each.name] = _REFERENCE.sub(lambda match: _of(match, known), each.value or "")
        if number > alone.get(each.name, -1):
            yield each._replace(value=own[each.name])


def _of(match: re.Match[str], known: Variables) -> str:
    return known.get(match["name"], match["default"] or "")


def _bindings(text: str) -> Iterator[Assignment]:
    scanner = Scanner(text.removeprefix(BOM))
    while True:
        scanner.take(_BLANK)
        if scanner.is_done:
            return
        line = scanner.line
        found = _binding(scanner)
        if found is None:
            scanner.take(_LINE)
        elif found[0]:
            yield Assignment(*found, line)


def _binding(scanner: Scanner) -> tuple[str, str | None] | None:
    """Return the name and the value at a place, None for a name alone, and no name for a comment; None for no line."""
    start = scanner.at
    if scanner.peek() == "#":
        scanner.take(_LINE)
        return "", ""
    scanner.take(_EXPORT)
    name = scanner.take(_NAME)
    if name is None:
        return None
    equals = scanner.take(_EQUALS)
    is_empty = equals is None or (equals["space"] and scanner.peek() == "#")
    value = "" if is_empty else _value(scanner)
    if value is None or scanner.take(_END) is None:
        scanner.at = max(start, scanner.at)
        return None
    return name["quoted"] or name["bare"], None if equals is None else value


def _value(scanner: Scanner) -> str | None:
    """Return a value; None where a quote is not closed."""
    quote = scanner.peek()
    if quote in _VALUES:
        match = scanner.take(_VALUES[quote])
        return None if match is None else _ESCAPES[quote].sub(lambda found: _MEANING.get(found[1], found[1]), match[1])
    match = scanner.take(_BARE)
    return _COMMENT.sub("", match[0]).rstrip() if match else ""
