"""What git tracks although its ignore files leave it out, as git itself says.

The repository may be anybody's: git is told to run nothing that its settings name, to write nothing and to fetch
nothing. Where git is missing, refuses a folder that belongs to somebody else or takes too long, nothing is known.
"""

from __future__ import annotations

import os

#: Seconds that git has for its answer.
_PATIENCE = 10

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
_ALONE = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"}


def ignored(root: str) -> frozenset[str]:
    """Return what is tracked and ignored in the repository at ``root``, an absolute path: files, and their folders.

    The paths are absolute too. Nothing where git can't say.
    """
    found: set[str] = set()
    for name in _listed(root):
        path = os.path.join(root, name)
        while path not in found and len(path) > len(root):
            found.add(path)
            path = os.path.dirname(path)
    return frozenset(found)


def _listed(root: str) -> list[str]:
    """Return the paths that git lists, from ``root`` on."""
    import subprocess  # 10 ms: only where something is ignored

    program = _program()
    if program is None:
        return []
    environment = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    try:
        run = subprocess.run(
            (program, *_COMMAND),
            cwd=root,
            env={**environment, **_ALONE},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return []
    return [os.path.normpath(os.fsdecode(name)) for name in run.stdout.split(b"\0") if name]


def _program() -> str | None:
    """Return where git is; what ``PATH`` names relatively may be in the checked folder, and is passed by."""
    name = "git.exe" if os.name == "nt" else "git"
    places = (os.path.join(folder, name) for folder in os.get_exec_path() if os.path.isabs(folder))
    return next((place for place in places if os.access(place, os.X_OK)), None)
