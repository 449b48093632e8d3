"""Draw what commands print into the documents that show it: ``python docs/draw_readme.py``.

A block of the language ``console`` holds commands, each after ``$ ``, and after each what it prints in the project's
folder: first its output, then its notes.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).parent.parent
DOCUMENTS = (PROJECT / "README.md", PROJECT / "examples" / "README.md")

#: The modules of the commands that are known.
MODULES = {"flake8": "flake8", "flake8-openrouter": "flake8_openrouter"}

_BLOCK = re.compile(r"^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def drawn(document: str) -> str:
    """Return a document with what its commands print now."""
    return _BLOCK.sub(lambda match: f"```console\n{_shown(match['body'])}```", document)


def _shown(body: str) -> str:
    commands = [line for line in body.splitlines() if line.startswith("$ ")]
    return "".join(f"{command}\n{printed(command.removeprefix('$ '))}" for command in commands)


def printed(command: str) -> str:
    """Return what a command prints in the project's folder."""
    name, *arguments = shlex.split(command)
    with tempfile.TemporaryDirectory() as caches:
        ran = subprocess.run(
            [sys.executable, "-m", MODULES[name], *arguments],
            cwd=PROJECT,
            env={**os.environ, "NO_COLOR": "1", "XDG_CACHE_HOME": caches},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    return ran.stdout + ran.stderr


if __name__ == "__main__":
    for path in DOCUMENTS:
        path.write_text(drawn(path.read_text(encoding="utf-8")), encoding="utf-8")
