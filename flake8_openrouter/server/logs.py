"""What is noted of a server in a file, for who asks for it: lines that may be shown."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from pathlib import Path

from flake8_openrouter.openrouter.masking import presentable

#: The first line of a file that is a log: what begins otherwise is somebody's own, and is not written to.
HEAD = "flake8-openrouter server log"

#: Loggers of what the server stands on. They show messages, which hold what is typed.
_OTHERS = ("pygls", "asyncio")


class _Masked(logging.Formatter):
    """Lets no key out, and no more of an error than where it was."""

    def format(self, record: logging.LogRecord) -> str:
        return f"{self.formatTime(record)} {record.levelname} {presentable(' '.join(record.getMessage().split()))}"


class Log:
    """Nothing is noted until a file is given."""

    def __init__(self) -> None:
        self.path = ""
        self._logger = logging.Logger("flake8_openrouter.server")
        for name in _OTHERS:
            quiet = logging.getLogger(name)
            quiet.propagate, quiet.handlers = False, [logging.NullHandler()]

    def to(self, path: str) -> None:
        """Note in a file from now on, an absolute path, or nowhere. Raises OSError for one that is no log."""
        if path == self.path:
            return
        for handler in list(self._logger.handlers):
            self._logger.removeHandler(handler)
            handler.close()
        self.path = path
        if path:
            _require_log(Path(path))
            handler = logging.FileHandler(path, encoding="utf-8", errors="backslashreplace")
            handler.setFormatter(_Masked())
            self._logger.addHandler(handler)
            self.note(f"Python {sys.version.split()[0]}, process {os.getpid()}")

    def note(self, line: str) -> None:
        self._logger.info("%s", line)

    def error(self, error: BaseException) -> None:
        """Note an error by its kind and where it was: its own text may hold a piece of what is typed."""
        self._logger.error("%s", said(error))


def said(error: BaseException) -> str:
    """Return what an error is and where it was, without its own text."""
    frames = traceback.extract_tb(error.__traceback__)
    where = ", ".join(f"{os.path.basename(frame.filename)}:{frame.lineno}" for frame in frames)
    return f"internal error: {type(error).__name__} at {where}; please report it"


def _require_log(path: Path) -> None:
    """Make a log where there is no file. Raises OSError where there is another one."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(f"{HEAD}\n")
    except FileExistsError:
        from flake8_openrouter.disk import files

        if not files.read(path).startswith(HEAD.encode()):
            raise OSError(f"{path} is there, and no log of this server") from None
