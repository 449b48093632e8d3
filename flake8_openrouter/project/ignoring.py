"""What ignore files leave out of folders: all but what git tracks in spite of them."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter.disk import files
from flake8_openrouter.project import git_settings
from flake8_openrouter.project.git_settings import GitSettings

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_REPOSITORY, _IGNORED = ".git", ".gitignore"


class Chain(NamedTuple):
    """The ignore files that hold in a folder, the outermost first, each with its own folder.

    ``root`` is the folder of the repository, if it is in one. ``hidden``: it is left out itself, and only what is
    tracked is not.
    """

    specs: tuple[tuple[str, GitIgnoreSpec], ...] = ()
    root: str = ""
    hidden: bool = False


class Ignoring:
    """The ignore files of folders, each read once, and what is tracked in each repository, asked once.

    Paths are absolute. Where they are not ``honoured``, nothing is ignored. ``unsaid`` are the repositories in which
    something is ignored, and git can't say whether it tracks that, each with the reason.
    """

    def __init__(self, *, honoured: bool = True) -> None:
        self._honoured = honoured
        self._specs: dict[str, GitIgnoreSpec | None] = {}
        self._around: dict[str, Chain] = {}
        self._tracked: dict[str, frozenset[str]] = {}
        self._settings: dict[str, GitSettings] = {}
        self.unsaid: dict[str, str] = {}

    def around(self, folder: str) -> Chain:
        """Return what holds above a folder, up to the root of its repository; nothing outside of one."""
        if folder not in self._around:
            above = [folder, *map(str, Path(folder).parents)] if self._honoured else []
            root = next((index for index, step in enumerate(above) if _is_root(step)), None)
            chain = Chain()
            for step in reversed(above[1 : root + 1] if root is not None else ()):
                chain = self.within(step, chain, (_REPOSITORY, _IGNORED) if step == above[root or 0] else (_IGNORED,))
            self._around[folder] = chain
        return self._around[folder]

    def within(self, folder: str, chain: Chain, names: Collection[str]) -> Chain:
        """Return a chain with a folder's own ignore files; ``names`` are of what is in the folder."""
        if not self._honoured or (_IGNORED not in names and _REPOSITORY not in names):
            return chain
        if _REPOSITORY in names and _is_root(folder):
            chain = Chain(root=folder)  # what is around another repository is nothing to it
        if folder not in self._specs:
            self._specs[folder] = _compiled(folder, self._of_git(chain.root), is_root=chain.root == folder)
        spec = self._specs[folder]
        return chain if spec is None else chain._replace(specs=(*chain.specs, (folder, spec)))

    def after(self, chain: Chain, path: str, *, is_folder: bool) -> Chain | None:
        """Return what holds at an entry of a folder, and below it; None where it is left out."""
        if not chain.hidden and not _ignored(chain.specs, path, is_folder=is_folder):
            return chain
        return chain._replace(hidden=True) if self._is_tracked(chain, path) else None

    def below(self, folder: str, *, force: bool) -> Chain:
        """Return what holds above a folder that is named itself.

        Who names an ignored folder wants what is in it; with ``force`` only what is tracked there.
        """
        chain = self.around(folder)
        if not _ignored(chain.specs, folder, is_folder=True):
            return chain
        return chain._replace(hidden=True) if force else chain._replace(specs=())

    def _of_git(self, root: str) -> GitSettings:
        if root not in self._settings:
            self._settings[root] = git_settings.of(root)
        return self._settings[root]

    def _is_tracked(self, chain: Chain, path: str) -> bool:
        if not chain.root:
            return False
        if chain.root not in self._tracked:
            from flake8_openrouter.project import tracked

            self._tracked[chain.root], unsaid = tracked.ignored(chain.root)
            if unsaid and git_settings.is_repository(chain.root):
                self.unsaid[chain.root] = unsaid
        return path in self._tracked[chain.root]


def _is_root(folder: str) -> bool:
    return files.exists(os.path.join(folder, _REPOSITORY))


def _compiled(folder: str, settings: GitSettings, *, is_root: bool) -> GitIgnoreSpec | None:
    """Return what a folder's ignore files leave out; in a repository's root also those that git does not track."""
    from flake8_openrouter.project import gitignore  # 8 ms: only where there are some

    untracked = settings.ignore_files if is_root else ()
    own = os.path.join(folder, _IGNORED)
    places = untracked if os.path.islink(own) else (*untracked, own)  # git follows no link to one
    lines = [line for place in places for line in gitignore.lines(place)]
    return gitignore.compiled(lines, ignores_case=settings.ignores_case)


def _ignored(specs: Sequence[tuple[str, GitIgnoreSpec]], path: str, *, is_folder: bool) -> bool:
    """Tell whether ignore files leave a path out: the innermost that says something decides."""
    for folder, spec in reversed(specs):
        relative = os.path.relpath(path, folder).replace(os.sep, "/")
        answer = spec.check_file(f"{relative}/" if is_folder else relative).include
        if answer is not None:
            return answer
    return False
