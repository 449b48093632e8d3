"""python-decouple: each line for itself, cut at its first ``=``; no comments after a value, no ``export``.

Source: ``RepositoryEnv`` and ``RepositoryIni`` in the package: in a folder ``settings.ini`` comes before ``.env``.
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.doctor.readers.scanning import Assignment, Scanner, Variables, unquoted
from flake8_openrouter.languages.settings import ini

_SECTION = "settings"


def read(text: str, environment: Variables) -> Iterator[Assignment]:
    """Yield the variables of a file; ``export NAME`` is a name with a space."""
    for number, line in enumerate(text.splitlines(), 1):
        name, equals, value = line.strip().partition("=")
        if equals and not name.startswith("#"):
            yield Assignment(name.strip(), unquoted(value.strip(), "'\""), number)


def read_ini(text: str, environment: Variables) -> Iterator[Assignment]:
    """Yield the options of the section ``settings`` of an INI file, whose names have no case; quotes stay."""
    scanner = Scanner(text)
    for entry in ini.read(text):
        if entry.path[:1] == (_SECTION,):
            scanner.at = entry.name[0]
            yield Assignment(entry.own_name.upper(), f"{entry.quote}{entry.value}{entry.quote}", scanner.line)
