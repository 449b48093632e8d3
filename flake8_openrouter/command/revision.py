"""``check --revision``: the files of a commit, from git's objects; the work tree, if there is one, is not asked."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from flake8_openrouter.command.usage import STDIN, UsageError
from flake8_openrouter.disk import views

if TYPE_CHECKING:
    from flake8_openrouter.git.repositories import Repository

#: Options that are about files as they are, each with the reason why a commit has none.
_REFUSED = {
    "fix": "a commit can't be changed: check it out to fix it",
    "fix_only": "a commit can't be changed: check it out to fix it",
    "diff": "a commit can't be changed: check it out to see what --fix would do",
    "write_baseline": "the baseline would not be the work tree's: check the commit out to write it",
}


@contextmanager
def seen(options: Namespace) -> Iterator[None]:
    """See files as the revision has them that the options name, within a block; as they are where they name none.

    Paths that lead into the repository by links are named anew. Raises UsageError.
    """
    if options.revision is None:
        yield
        return
    _reject_contradictions(options)
    from flake8_openrouter.git import repositories, revisions  # with subprocess, 10 ms

    try:
        repository = _repository(options.paths[0])
        top = _top(repository)
        options.paths = [_within(top, path) for path in options.paths]
        with revisions.revision(repository, options.revision, top, views.DISK) as revision, views.seen(revision):
            yield
    except repositories.NoRepository as error:
        raise UsageError(f"--revision needs a repository: {options.paths[0]} is {error}") from None
    except (revisions.NoRevision, revisions.TooManyFiles) as error:
        raise UsageError(str(error)) from None


def _reject_contradictions(options: Namespace) -> None:
    for name, reason in _REFUSED.items():
        if getattr(options, name):
            raise UsageError(f"--revision can't be combined with --{name.replace('_', '-')}: {reason}")
    if STDIN in options.paths:
        raise UsageError("--revision is for the files of a commit, not for `-`, standard input")
    if not options.revision:
        raise UsageError("--revision is empty")


def _repository(path: str) -> Repository:
    """Return the repository of a path, which a commit may have while the disk has not. Raises NoRepository."""
    from flake8_openrouter.git.repositories import NoRepository, found

    place, real = _folder(os.path.abspath(path)), _folder(os.path.realpath(path))
    try:
        return found(place)
    except NoRepository:
        if place == real:
            raise
    return found(real)


def _folder(place: str) -> str:
    """Return the nearest folder that is on disk."""
    return next((str(folder) for folder in (Path(place), *Path(place).parents) if folder.is_dir()), place)


def _top(repository: Repository) -> str:
    """Return the folder of a repository's work tree; of a bare one its own."""
    for folder in (Path(repository.path), *Path(repository.path).parents):
        if os.path.samefile(folder, repository.folder):
            return str(folder)
        if os.path.lexists(folder / ".git"):
            return str(folder)
    return repository.folder


def _within(top: str, path: str) -> str:
    """Return a path that lies in a folder by its own name; the one that it really has where links lead there."""
    place = os.path.abspath(path)
    for known, named in ((place, path), (os.path.realpath(place), os.path.realpath(place))):
        if known == top or known.startswith(os.path.join(top, "")):
            return named
    raise UsageError(f"{path} is not in the repository {top}, of which --revision is")
