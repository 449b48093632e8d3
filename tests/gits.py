"""Repositories that tests make: with git itself, of the tests' own settings alone."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

#: The first second of all histories here: a commit is a minute after the one before.
_BEGAN = 1_700_000_000


class Made:
    """A repository in a folder, which is made."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self._commits = 0
        folder.mkdir(parents=True, exist_ok=True)
        self("init", "--quiet", "--initial-branch=main", *options)

    def __call__(self, *arguments: str, said: bytes = b"", minutes: int = 0) -> str:
        """Run git there, and return what it prints, without the line end."""
        at = f"{_BEGAN + 60 * (minutes or self._commits)} +0000"
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "A",
            "GIT_AUTHOR_EMAIL": "a@a.test",
            "GIT_AUTHOR_DATE": at,
            "GIT_COMMITTER_NAME": "C",
            "GIT_COMMITTER_EMAIL": "c@c.test",
            "GIT_COMMITTER_DATE": at,
        }
        allowed = ("-c", "protocol.file.allow=always", "-c", "advice.detachedHead=false")
        run = subprocess.run(
            ["git", *allowed, *arguments], cwd=self.folder, env=environment, input=said, capture_output=True, check=True
        )
        return os.fsdecode(run.stdout).removesuffix("\n")

    def commit(self, files: Mapping[str, str | bytes | None], message: str = "change") -> str:
        """Write files, take those away that are None, commit all, and return the commit's name."""
        for name, content in files.items():
            path = self.folder / name
            if content is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        self._commits += 1
        self("add", "--all", "--force")
        self("commit", "--quiet", "--allow-empty", "--message", message)
        return self("rev-parse", "HEAD")

    def object(self, content: bytes, kind: str = "blob") -> str:
        """Write an object that nothing leads to, and return its name."""
        return self("hash-object", "-w", "-t", kind, "--stdin", said=content)

    def clone(self, folder: Path, *options: str) -> Path:
        """Clone it, by git's own protocol, and return the clone."""
        self("clone", "--quiet", *options, f"file://{self.folder}", str(folder))
        return folder
