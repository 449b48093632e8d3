"""Where a report goes: to standard output, or to a file that is none of the user's other files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TextIO

from flake8_openrouter import languages
from flake8_openrouter.command.usage import UsageError


def require_free(path: str) -> None:
    """Raise UsageError where a report would take the place of something else than an earlier one."""
    if path.endswith(languages.suffixes()):
        raise UsageError(f"{path} is named like a program: --output-file would overwrite it")
    from flake8_openrouter.command import earlier

    if not earlier.may_be_overwritten(path):
        raise UsageError(f"{path} is there, and no report: --output-file would overwrite it")


def write(pieces: Iterable[str], path: str | None, stream: TextIO | None = None) -> None:
    """Write a report to a file, or to a stream, which is standard output where none is given. Raises UsageError."""
    if path is None:
        (stream or sys.stdout).writelines(pieces)
        return
    try:
        with open(path, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.writelines(pieces)
    except OSError as error:
        raise UsageError(f"{path} can't be written: {error.strerror}") from None


def has_color(stream: TextIO) -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return os.environ["FORCE_COLOR"] != "0"
    return stream.isatty() and os.environ.get("TERM") != "dumb"
