"""Instructions of two commits, which are steady where seconds are not: ``python -m benchmarks.instructions OLD [NEW]``.

Each commit is taken out of git and run under callgrind on the same files. Needs git and valgrind.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks import CACHE, commits, trees

#: How many files of a dense tree are checked: callgrind makes everything some fifty times slower.
_FILES = 60

_COLLECTED = re.compile(r"Collected : (\d+)")


def main() -> int:
    """Print what each workload costs in both commits."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.instructions", description=__doc__)
    parser.add_argument("old", help="a commit")
    parser.add_argument("new", nargs="?", default="HEAD", help="another one (default: HEAD)")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where trees and commits are kept")
    options = parser.parse_args()
    old, new = (commits.package(options.cache, commit) for commit in (options.old, options.new))
    for name, work in _workloads(options.cache).items():
        before, after = (_instructions(commit, work) for commit in (old, new))
        print(f"{name}: {before:,} to {after:,} instructions, {after / before:.3f} times", flush=True)
    return 0


class _Work(NamedTuple):
    """What is run, and in which folder: that of the files, where somebody would be who checks them."""

    folder: Path
    arguments: tuple[str, ...]


def _workloads(cache: Path) -> Mapping[str, _Work]:
    small = cache / "small"
    small.mkdir(exist_ok=True)
    (small / "small.py").write_text("import os\n", encoding="utf-8")
    check = ("check", "--isolated", "-q", "--exit-zero", "--jobs", "1", ".")
    return {
        "--version": _Work(small, ("--version",)),
        "check of a file that does not concern us": _Work(small, check),
        f"check of {_FILES} files, half of them OpenRouter's": _Work(trees.dense(cache, _FILES), check),
    }


def _instructions(package: Path, work: _Work) -> int:
    """Return what callgrind counts; a first run without it leaves the compiled modules."""
    program = [sys.executable, "-m", "flake8_openrouter", *work.arguments]
    # No folder for caches: nothing is passed by because it was clean before.
    environment = {**os.environ, "PYTHONPATH": str(package), "PYTHONHASHSEED": "0", "XDG_CACHE_HOME": "none"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else compiling is most of what is counted
    subprocess.run(program, cwd=work.folder, env=environment, capture_output=True, check=True)
    valgrind = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    result = subprocess.run(
        [*valgrind, *program], cwd=work.folder, env=environment, capture_output=True, text=True, check=True
    )
    found = _COLLECTED.search(result.stderr)
    if found is None:
        raise SystemExit(f"callgrind counted nothing: {result.stderr[-500:]}")
    return int(found[1])


if __name__ == "__main__":
    raise SystemExit(main())
