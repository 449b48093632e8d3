"""The commands that are timed: ours and flake8's from environments of their own, the others of the extra ``bench``."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from benchmarks import ROOT
from benchmarks.measure import Command

OURS = "flake8-openrouter"

#: flake8 plugins beside which ours is timed: each in an environment without the others.
PLUGINS = ("flake8-comprehensions", "flake8-bugbear", "flake8-async", OURS)


def ours(folder: Path, tree: Path, *options: str, name: str = OURS) -> Command:
    return Command(name, (str(python(folder).parent / OURS), *options), tree)


def fleet(folder: Path, tree: Path, *options: str, name: str = OURS) -> Command:
    """Return our command with what it needs for many repositories."""
    extend(folder, "fleet")
    return ours(folder, tree, *options, name=name)


@cache
def extend(folder: Path, extra: str) -> None:
    """Install what an extra of ours needs beside this checkout."""
    subprocess.run([str(python(folder)), "-m", "pip", "install", "-q", f"{ROOT}[{extra}]"], check=True)


def check(folder: Path, tree: Path, *options: str, path: str = ".", name: str = OURS) -> Command:
    return ours(folder, tree, "check", "--isolated", "--no-cache", "-q", *options, path, name=name)


@cache
def python(folder: Path) -> Path:
    """Return the interpreter of an environment that has this checkout, as users have it: not editable."""
    binary = environment(folder, OURS, str(ROOT)) / "python"
    pip = [str(binary), "-m", "pip", "install", "-q", "--no-deps", "--force-reinstall"]
    subprocess.run([*pip, str(ROOT)], check=True)
    return binary


def ruff(tree: Path) -> Command:
    return Command(
        "ruff", (_here("ruff"), "check", "--isolated", "--no-cache", "-q", "--select", "S105,S106,S107", "."), tree
    )


def ripgrep(tree: Path) -> Command | None:
    binary = shutil.which("rg")
    return Command("ripgrep", (binary, "-i", "--hidden", "-l", "openrouter", "."), tree) if binary else None


def flake8(folder: Path, tree: Path, plugin: str = "") -> Command:
    """Return flake8 in one process, alone or with one plugin."""
    if plugin == OURS:
        python(folder)
    binary = environment(folder, plugin or "flake8") / "flake8"
    return Command(f"flake8 with {plugin}" if plugin else "flake8", (str(binary), "--isolated", "-j1", "-q", "."), tree)


def bandit(tree: Path) -> Command:
    return Command("bandit", (_here("bandit"), "-q", "-r", "-t", "B105,B106,B107", "."), tree)


def detect_secrets(tree: Path) -> Command:
    return Command("detect-secrets", (_here("detect-secrets"), "scan", "--all-files", "."), tree)


def _here(command: str) -> str:
    return str(Path(sys.executable).parent / command)


def environment(folder: Path, name: str, requirement: str = "") -> Path:
    """Return where the commands of an environment with flake8 and one package are, made once below a folder."""
    place = folder / "environments" / name
    if not place.exists():
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        subprocess.run([str(place / "bin" / "pip"), "install", "-q", "flake8", requirement or name], check=True)
    return place / "bin"
