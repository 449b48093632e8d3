"""What git's settings say of ignore files: those of the system, of the user and of a repository. Git is not asked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from flake8_openrouter.disk import files

_REPOSITORY = ".git"

#: What names the user's own ignore file, and what says that case is of no account, wherever that is set.
_IGNORE_FILE = r'(?im)^\s*excludesfile\s*=\s*"?([^"\n]+?)"?\s*$'
_CASE = r"(?im)^\s*ignorecase[ \t]*(?:=[ \t]*(\w*))?[ \t]*(?:[#;].*)?$"
_NO = ("false", "no", "off", "0", "")


class GitSettings(NamedTuple):
    """``ignore_files`` hold in the whole repository, and are not in it; the later one counts for more."""

    ignore_files: tuple[str, ...] = ()
    ignores_case: bool = False


def of(root: str) -> GitSettings:
    """Return the settings for the repository at ``root``, an absolute path; none where that is empty."""
    import re

    if not root:
        return GitSettings()
    folder = _folder(root)
    texts = [_text(place) for place in (*_above(), os.path.join(folder, "config"))]
    named = [name for text in texts for name in re.findall(_IGNORE_FILE, text)]
    cases = [match[1] for text in texts for match in re.finditer(_CASE, text)]
    users = os.path.expanduser(named[-1]) if named else os.path.join(_home(), "git", "ignore")
    places = (*((users,) if os.path.isabs(users) else ()), os.path.join(folder, "info", "exclude"))
    return GitSettings(places, bool(cases) and (cases[-1] is None or cases[-1].lower() not in _NO))


def is_repository(root: str) -> bool:
    """Tell whether there is more than the name of a repository."""
    return os.path.exists(os.path.join(_folder(root), "HEAD"))


def _above() -> Iterator[str]:
    """Yield where the settings of the system and of the user are, as git looks for them."""
    if os.environ.get("GIT_CONFIG_NOSYSTEM", "").lower() in _NO:
        yield os.environ.get("GIT_CONFIG_SYSTEM") or "/etc/gitconfig"
    if "GIT_CONFIG_GLOBAL" in os.environ:
        yield os.environ["GIT_CONFIG_GLOBAL"]
    else:
        yield os.path.join(_home(), "git", "config")
        yield os.path.join(os.path.expanduser("~"), ".gitconfig")


def _home() -> str:
    """Return the folder of the user's settings."""
    return os.environ.get("XDG_CONFIG_HOME") or os.path.join(os.path.expanduser("~"), ".config")


def _folder(root: str) -> str:
    """Return where a repository keeps its own files, which are those of the repository that a worktree belongs to."""
    place = os.path.join(root, _REPOSITORY)
    if not os.path.isfile(place):
        return place
    own = os.path.join(root, _text(place).removeprefix("gitdir:").strip())
    return os.path.join(own, _text(os.path.join(own, "commondir")).strip())


def _text(path: str) -> str:
    try:
        return files.read(path).decode(errors="surrogateescape")
    except (OSError, ValueError):
        return ""
