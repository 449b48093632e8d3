"""``docker run --env-file``, and ``env_file`` of the first Compose: a line as it stands, quotes included.

Sources: ``opts/file.go`` of Docker's command line; ``config/environment.py`` of docker-compose 1.25.
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.doctor.readers.scanning import BOM, Assignment, Unreadable, Variables, lines


def read(text: str, environment: Variables) -> Iterator[Assignment]:
    """Yield the variables of a file; a name alone takes the value of the shell's. Raises Unreadable."""
    for number, line in lines(text.removeprefix(BOM)):
        line = line.removesuffix("\r").lstrip()
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not name or " " in name or "\t" in name:
            raise Unreadable(number)
        if equals or name in environment:
            yield Assignment(name, value if equals else environment[name], number)


def read_by_first_compose(text: str, environment: Variables) -> Iterator[Assignment]:
    """Yield the variables of a file; white space around a line is no part of it."""
    for number, line in lines(text.removeprefix(BOM)):
        name, equals, value = line.strip().partition("=")
        if name and not name.startswith("#") and (equals or name in environment):
            yield Assignment(name, value if equals else environment[name], number)
