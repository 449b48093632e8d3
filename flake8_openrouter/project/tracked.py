"""What git tracks although its ignore files leave it out, as git itself says.

The repository may be anybody's: git is told to run nothing that its settings name, to write nothing and to fetch
nothing. Where git is missing, refuses a folder that belongs to somebody else or takes too long, nothing is known but
that.
"""

from __future__ import annotations

import os
from typing import NamedTuple

_COMMAND = ("ls-files", "-z", "--cached", "--ignored", "--exclude-standard")


class Tracked(NamedTuple):
    """What a repository tracks although it is ignored: files, and their folders, by absolute paths.

    ``unsaid``: why git can't say it, where it can't.
    """

    paths: frozenset[str] = frozenset()
    unsaid: str = ""


def ignored(root: str) -> Tracked:
    """Return what is tracked and ignored in the repository at ``root``, an absolute path."""
    names, unsaid = _listed(root)
    found: set[str] = set()
    for name in names:
        path = os.path.join(root, name)
        while path not in found and len(path) > len(root):
            found.add(path)
            path = os.path.dirname(path)
    return Tracked(frozenset(found), unsaid)


def _listed(root: str) -> tuple[list[str], str]:
    """Return the paths that git lists, from ``root`` on, or why it lists none."""
    from flake8_openrouter.git import starting  # 10 ms: only where something is ignored

    try:
        listed = starting.of_user(root, *_COMMAND)
    except starting.GitError as error:
        return [], str(error)
    return [os.path.normpath(os.fsdecode(name)) for name in listed.split(b"\0") if name], ""
