"""systemd: what ``Environment=`` and ``EnvironmentFile=`` set. It is no shell: no ``export``, nothing is expanded.

Sources: systemd.exec(5) and systemd.syntax(7); ``env-file.c`` and ``extract-word.c`` of systemd for what these leave
open: a comment after a value is a part of it, quotes are removed wherever they are in a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flake8_openrouter.doctor.readers.scanning import Assignment, Scanner, Variables

_SKIPPED = re.compile(r"[ \t\r\n]*(?:[#;][^\r\n]*)?")
_KEY = re.compile(r"(?P<name>[^=\r\n]*)(?P<equals>=)?")
_SPACE = re.compile(r"[ \t]*")
_SINGLE = re.compile(r"'([^']*)'?")
_DOUBLE = re.compile(r'"((?:\\.|[^"\\])*)"?', re.DOTALL)
_BARE = re.compile(r"(?:\\.|[^\\\r\n])*", re.DOTALL)
_IN_DOUBLE = re.compile(r'\\(["\\`$\n])')
_CHAR = re.compile(r"\\?.", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_BLANK = " \t\r\n"

_WORD = re.compile(r"(?:\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|\\.|[^\s\"'\\])+", re.DOTALL)
_PIECE = re.compile(
    r"\"(?P<double>(?:\\.|[^\"\\])*)\"|'(?P<single>(?:\\.|[^'\\])*)'|(?P<bare>(?:\\.|[^\"'\\])+)", re.DOTALL
)
_MEANING = {"n": "\n", "r": "\r", "t": "\t", "s": " ", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}


def read(text: str, environment: Variables) -> Iterator[Assignment]:
    """Yield the variables of an ``EnvironmentFile``; systemd ignores a name that is none, such as ``export NAME``."""
    scanner = Scanner(text)
    while True:
        scanner.take(_SKIPPED)
        if scanner.is_done:
            return
        if scanner.peek() in "\r\n#;":
            continue
        line, match = scanner.line, scanner.take(_KEY)
        if match is not None and match["equals"]:
            value, name = _value(scanner), match["name"].rstrip(_BLANK)
            if _NAME.fullmatch(name):
                yield Assignment(name, value, line)


def ignored(text: str) -> Iterator[tuple[str, int]]:
    """Yield what ``export`` is before, with its line: systemd takes both words for a name, and ignores it."""
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r"[ \t]*export[ \t]+([A-Za-z_]\w*)[ \t]*=", line)
        if match:
            yield match[1], number


def _value(scanner: Scanner) -> str:
    """Return a value: quoted pieces, then whatever is left of the line, a comment as well."""
    pieces: list[str] = []
    while True:
        scanner.take(_SPACE)
        if match := scanner.take(_SINGLE):
            pieces.append(match[1])
        elif match := scanner.take(_DOUBLE):
            pieces.append(_IN_DOUBLE.sub(lambda found: found[1].strip("\n"), match[1]))
        else:
            return "".join((*pieces, _bare(scanner)))


def _bare(scanner: Scanner) -> str:
    """Return what is left of a line, without blanks at its end that nothing escapes."""
    match = scanner.take(_BARE)
    chars = _CHAR.findall(match[0]) if match else []
    while chars and chars[-1] in _BLANK:
        chars.pop()
    return "".join("" if char == "\\\n" else char[-1] for char in chars)


def assignments(value: str) -> Iterator[tuple[str, str]]:
    """Yield the variables that an ``Environment=`` sets: words, quoted as a whole or in part."""
    for word in _WORD.findall(value):
        name, equals, rest = "".join(map(_unquoted, _PIECE.finditer(word))).partition("=")
        if equals and _NAME.fullmatch(name):
            yield name, rest


def _unquoted(piece: re.Match[str]) -> str:
    text: str = piece[piece.lastgroup or 0]
    return _ESCAPED.sub(lambda found: _MEANING.get(found[1], found[1]), text)
