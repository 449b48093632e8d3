"""The folders that an editor has open: what holds for a file in them, as the command in that folder has it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from flake8_openrouter.project import baseline, config, discovery, overrides
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.project.overrides import Overrides
from flake8_openrouter.project.walking import Selection
from flake8_openrouter.server.client_settings import ClientSettings

_DEFAULT = ClientSettings()


class Workspace:
    """``folders`` are absolute paths, whether they are there or not; ``settings`` are a client's, by folder.

    Those of files in no folder are named by an empty one. What is known of files on the disk is remembered until it is
    to be forgotten. ``is_watched``: so it is whenever a file in the folders changes.
    """

    def __init__(
        self,
        folders: Sequence[str] = (),
        settings: ClientSettings | Mapping[str, ClientSettings] = _DEFAULT,
        *,
        is_watched: bool = False,
    ) -> None:
        self.folders = tuple(os.path.abspath(folder) for folder in folders)
        given = settings if isinstance(settings, Mapping) else {"": settings}
        self.settings, self.is_watched = given, is_watched
        self._left_out: dict[str, bool] = {}
        self._overrides: dict[str, Overrides] = {}

    def other(
        self,
        folders: Sequence[str] | None = None,
        settings: Mapping[str, ClientSettings] | None = None,
        *,
        is_watched: bool | None = None,
    ) -> Workspace:
        """Return a workspace in which what is given is otherwise; it remembers nothing yet."""
        return Workspace(
            self.folders if folders is None else folders,
            self.settings if settings is None else settings,
            is_watched=self.is_watched if is_watched is None else is_watched,
        )

    @property
    def watched(self) -> tuple[str, ...]:
        """The folders of which each change is known."""
        return self.folders if self.is_watched else ()

    def folder_of(self, path: str) -> str:
        """Return the innermost folder that a file is in; empty for a file in none."""
        around = (folder for folder in self.folders if path.startswith(os.path.join(folder, "")))
        return max(around, key=len, default="")

    def settings_of(self, path: str) -> ClientSettings:
        """Return what the client says of a file."""
        default = self.settings.get("", _DEFAULT)
        return self.settings.get(self.folder_of(path), default)

    def configuration(self, path: str) -> Configuration:
        """Return what holds for a file. Raises ConfigurationError, also for a wrong baseline."""
        found = self.overrides(self.folder_of(path)).for_folder(os.path.dirname(path))
        if found.baseline is not None:
            baseline.read(found.baseline)
        return found

    def leaves_out(self, path: str) -> bool:
        """Tell whether the command would leave a file out of its folder. Raises ConfigurationError."""
        if path not in self._left_out:
            self._left_out[path] = self._is_left_out(path)
        return self._left_out[path]

    def _is_left_out(self, path: str) -> bool:
        folder = self.folder_of(path)
        selection = self.selection(folder)
        if not folder:  # who opens a file alone names it
            found = selection.configuration(os.path.dirname(path))
            return found.excludes(path) or not found.includes(path)
        return discovery.leaves_out(path, folder, selection)

    def selection(self, folder: str) -> Selection:
        """Return what the command looks for in a folder."""
        return Selection(self.overrides(folder).for_folder)

    def overrides(self, folder: str) -> Overrides:
        """Return what the client says over the projects' settings in a folder. Raises ConfigurationError."""
        if folder not in self._overrides:
            settings = self.settings.get(folder, self.settings.get("", _DEFAULT))
            table = _of_file(settings.configuration, folder)
            root = Path(folder) if folder else None
            self._overrides[folder] = Overrides(table, settings.select, root=root)
        return self._overrides[folder]

    def forget(self) -> None:
        """Look at settings, ignore files and baselines anew: they may be others."""
        self._left_out.clear()
        self._overrides.clear()
        config.for_folder.cache_clear()
        baseline.read.cache_clear()


def _of_file(path: str, folder: str) -> Configuration | None:
    """Return the configuration that a setting names; None where it names none. Raises ConfigurationError."""
    return overrides.from_file(Path(folder, os.path.expanduser(path))) if path else None
