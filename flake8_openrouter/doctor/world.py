"""What is outside of a project's files: the process's environment, the home folder, the folder it is run from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from flake8_openrouter.disk import files
from flake8_openrouter.disk.descriptors import TooLarge
from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.results import NOTHING
from flake8_openrouter.model import Message

#: Bytes of a file of variables, of settings or of credentials: a larger one is not read.
LARGEST = 1_000_000


#: How a file begins that PowerShell wrote with ``>``.
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Unread(Exception):
    """A file that is there can't be read; ``reason`` says why, ``repair`` what to do where that is known."""

    def __init__(self, reason: str, repair: Message = NOTHING) -> None:
        super().__init__(reason)
        self.reason, self.repair = reason, repair


class World(NamedTuple):
    """``environment`` is the process's own, ``folder`` the absolute one that programs are run from and looked for in.

    ``home`` is None where there is none.
    """

    environment: Mapping[str, str]
    folder: Path
    home: Path | None = None

    def shown(self, path: str | os.PathLike[str]) -> str:
        """Return a path as it may be shown: from the folder on, else with ``~`` for the home, else its name alone."""
        path = os.path.normpath(os.fspath(path))
        for base, instead in ((str(self.folder), ""), (str(self.home or ""), "~/")):
            if base and path.startswith(base.rstrip(os.sep) + os.sep):
                return instead + path[len(base.rstrip(os.sep)) + 1 :].replace(os.sep, "/")
        above = os.path.relpath(path, self.folder)
        is_above = set(os.path.dirname(above).split(os.sep)) <= {os.pardir}
        return above.replace(os.sep, "/") if is_above else os.path.basename(path)

    def text(self, path: str | os.PathLike[str]) -> str | None:
        """Return what a file holds; None where there is none. Raises Unread."""
        try:
            data = files.read(Path(path), LARGEST)
        except TooLarge:
            raise Unread(_("it is larger than {size} MB", size=str(LARGEST // 1_000_000))) from None
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError) as error:
            raise Unread(getattr(error, "strerror", None) or _("no file can have that path")) from None

        if data.startswith(_UTF_16):
            raise Unread(_("it is UTF-16, which is not read here"), _("save {path} as UTF-8", path=self.shown(path)))
        return data.decode("utf-8", errors="replace")


def here(path: str = ".") -> World:
    """Return the world as this process has it, for what is at a path."""
    absolute = os.path.abspath(path)
    folder = absolute if os.path.isdir(absolute) else os.path.dirname(absolute)
    home = os.path.expanduser("~")
    return World(os.environ, Path(folder), Path(home) if os.path.isabs(home) and os.path.isdir(home) else None)
