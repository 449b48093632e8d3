"""``node --env-file`` and ``process.loadEnvFile``, as Node 20 takes a file: everything up to a ``=`` is a name.

Seen by running Node 20.20 over many files: a line without ``=`` takes the next line's name with it, a BOM is a part of
the first name, ``#`` ends a value that has no quotes wherever it is, and an empty name ends the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.doctor.readers.scanning import Assignment, Scanner, Variables

_WHITE = " \n"
_EXPORT = "export "


def read(text: str, environment: Variables) -> Iterator[Assignment]:
    """Yield the variables of a file. Nothing in a value is replaced but ``\\n`` in double quotes."""
    scanner = Scanner(text.replace("\r", "").strip(" "))
    while not scanner.is_done:
        line = scanner.line
        if scanner.peek() in "\n#":
            _skip_line(scanner)
            continue
        equals = scanner.text.find("=", scanner.at)
        name = scanner.text[scanner.at : equals].strip(_WHITE) if equals >= 0 else ""
        if not name:
            return
        scanner.at = equals + 1
        value = _value(scanner)
        if value is None:
            return
        yield Assignment(name.removeprefix(_EXPORT), value, line)


def _skip_line(scanner: Scanner) -> None:
    end = scanner.text.find("\n", scanner.at)
    scanner.at = end + 1 if end >= 0 else len(scanner.text)


def _value(scanner: Scanner) -> str | None:
    """Return the value at a place; None where a quote is open to the end of the file."""
    text = scanner.text
    while scanner.peek() == " ":
        scanner.at += 1
    quote = scanner.peek()
    if quote and quote in "\"'`":
        closing = text.find(quote, scanner.at + 1)
        if closing >= 0:
            value = text[scanner.at + 1 : closing]
            scanner.at = closing
            _skip_line(scanner)
            return value.replace("\\n", "\n") if quote == '"' else value
        if "\n" not in text[scanner.at :]:
            return None
    start = scanner.at
    _skip_line(scanner)
    value = text[start : scanner.at].rstrip("\n")
    return value if quote and quote in "\"'`" else value.partition("#")[0].strip(_WHITE)
