"""The package as a commit has it, to measure it beside this checkout's. Needs git and the repository's history."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

from benchmarks import ROOT


def package(cache: Path, commit: str) -> Path:
    """Return a folder with the package as a commit has it. Raises CalledProcessError where git has no such commit."""
    name = subprocess.run(["git", "rev-parse", commit], cwd=ROOT, capture_output=True, text=True, check=True)
    folder = cache / "commits" / name.stdout.strip()
    if not folder.exists():
        archive = ["git", "archive", "--format=tar", commit, "flake8_openrouter"]
        packed = subprocess.run(archive, cwd=ROOT, capture_output=True, check=True).stdout
        with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
            tar.extractall(folder)
    return folder
