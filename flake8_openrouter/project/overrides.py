"""What a command line, or a caller, says over the projects' own tables."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import NamedTuple

from flake8_openrouter.disk import files
from flake8_openrouter.project import config
from flake8_openrouter.project.config import Configuration, ConfigurationError


class Overrides(NamedTuple):
    """What a command line says over the projects' tables; ``configuration`` stands for all tables.

    Not ``baselined``: what a baseline knows is reported as well. ``root`` is the root where nothing marks another one.
    """

    configuration: Configuration | None = None
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    baseline: Path | None = None
    baselined: bool = True
    root: Path | None = None

    def for_folder(self, folder: str) -> Configuration:
        """Return the configuration of the files in a folder, an absolute path. Raises ConfigurationError."""
        return _overridden(self, self.configuration or config.for_folder(folder))


@cache
def _overridden(given: Overrides, table: Configuration) -> Configuration:
    """Return a table's configuration with the command line's over it: ``select`` replaces all that it selects."""
    select, extended, ignored = table.select, table.extend_select, table.ignore
    if given.select is not None:
        select, extended, ignored = given.select, (), ()
    extended = (*(code for code in extended if not code.startswith(given.ignore)), *given.extend_select)
    return table._replace(
        select=select,
        extend_select=extended,
        ignore=(*(code for code in ignored if code not in given.extend_select), *given.ignore),
        baseline=(given.baseline or table.baseline) if given.baselined else None,
        root=table.root or given.root,
    )


def from_file(file: Path) -> Configuration:
    """Return the configuration that a TOML file holds, in our table or by itself. Raises ConfigurationError."""
    try:
        document = config.document(files.read(file), file)
    except OSError as error:
        raise ConfigurationError(f"{file}: {error.strerror}") from None
    table = config.table_of(document, file) if "tool" in document else document
    return config.parse(table or {}, Path(os.path.abspath(file)))
