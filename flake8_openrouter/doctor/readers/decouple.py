"""python-decouple: each line for itself, cut at its first ``=``; no comments after a value, no ``export``.

Source: ``RepositoryEnv`` in the package.
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.doctor.readers.scanning import Assignment, Variables, unquoted


def read(text: str, environment: Variables) -> Iterator[Assignment]:
    """Yield the variables of a file; ``export NAME`` is a name with a space."""
    for number, line in enumerate(text.splitlines(), 1):
        name, equals, value = line.strip().partition("=")
        if equals and not name.startswith("#"):
            yield Assignment(name.strip(), unquoted(value.strip(), "'\""), number)
