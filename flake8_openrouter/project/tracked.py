"""What git tracks although its ignore files leave it out, as git itself says.

The repository may be anybody's: git is told to run nothing that its settings name, to write nothing and to fetch
nothing. Where git is missing, refuses a folder that belongs to somebody else or takes too long, nothing is known but
that.
"""

from __future__ import annotations

import os
from typing import NamedTuple

#: Seconds that git has for its answer.
_PATIENCE = 10

#: Characters of what git says that are shown.
_LONGEST = 200

_COMMAND = (
    *("--no-pager", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}"),
    *("ls-files", "-z", "--cached", "--ignored", "--exclude-standard"),
)

#: What git sets for the programs that it runs, such as hooks: it is about their repository, not about this one.
_FOREIGN = frozenset(
    (
        *("GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_DIR", "GIT_GRAFT_FILE", "GIT_INDEX_FILE"),
        *("GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_WORK_TREE"),
    )
)
#: No locks, no questions, and none of the objects that a partial clone lacks: neither a program nor a network is asked.
_ALONE = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "LC_ALL": "C",
}


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
    import subprocess  # 10 ms: only where something is ignored

    program = _program()
    if program is None:
        return [], "git is not installed"
    environment = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    try:
        run = subprocess.run(
            (program, *_COMMAND),
            cwd=root,
            env={**environment, **_ALONE},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=True,
        )
    except subprocess.CalledProcessError as error:
        return [], _said(error.stderr)
    except subprocess.TimeoutExpired:
        return [], f"it took longer than {_PATIENCE} seconds"
    except OSError as error:
        return [], error.strerror or str(error)
    return [os.path.normpath(os.fsdecode(name)) for name in run.stdout.split(b"\0") if name], ""


def _said(error: bytes) -> str:
    """Return git's own reason, the first line of what it says."""
    first = error.decode(errors="replace").strip().partition("\n")[0]
    return first.removeprefix("fatal: ")[:_LONGEST] or "it failed"


def _program() -> str | None:
    """Return where git is; what ``PATH`` names relatively may be in the checked folder, and is passed by."""
    name = "git.exe" if os.name == "nt" else "git"
    places = (os.path.join(folder, name) for folder in os.get_exec_path() if os.path.isabs(folder))
    return next((place for place in places if os.access(place, os.X_OK)), None)
