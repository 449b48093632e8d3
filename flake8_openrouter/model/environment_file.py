"""Files of variables that a program loads."""

# Annotations are objects here, as in ``facts``.

from typing import NamedTuple


class EnvironmentFile(NamedTuple):
    """A file of variables that a program asks for, at a 1-based line of the file at ``program``, an absolute path.

    ``reader`` is what reads it. ``path`` is relative to the folder that the program is run from unless it is absolute;
    empty where its nearest file is looked for, and None where it can't be told. ``upwards``: it is looked for from
    ``folder`` up, an absolute path, or from where the program is run where that is empty. ``overrides``: what is in it
    replaces what the environment has.
    """

    reader: str
    program: str
    line: int
    path: str | None = ".env"
    upwards: bool = False
    folder: str = ""
    overrides: bool = False
