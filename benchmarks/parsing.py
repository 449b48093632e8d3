"""The check of files that talk to OpenRouter, to what it can't cost less than: reading and parsing them.

Both are measured in one process and in turn, some files at a time: what else the machine does meets both alike.
"""

from __future__ import annotations

import ast
import gc
import sys
import time
import warnings
from pathlib import Path

from benchmarks import trees

#: How many files are parsed, and then checked, at a time; as many are checked before: what is imported is no file's.
_FILES = 50
#: New objects between two collections, as the command has it, in older commits as well.
_THRESHOLD = 100_000


def main(folder: str, package: str = "") -> float:
    """Return the CPU of a check of a folder's files to that of their parse; by another checkout's package if named."""
    if package:
        sys.path.insert(0, package)
    from flake8_openrouter.languages import LANGUAGES
    from flake8_openrouter.project.overrides import Overrides
    from flake8_openrouter.run.outcomes import work
    from flake8_openrouter.run.reading import task

    gc.set_threshold(_THRESHOLD)
    warnings.simplefilter("ignore")
    files = trees.openrouter_files(Path(folder))
    overrides = Overrides()

    def parse(some: list[Path]) -> float:
        began = time.process_time()
        for path in some:
            ast.parse(path.read_bytes())
        return time.process_time() - began

    def check(some: list[Path]) -> float:
        began = time.process_time()
        for path in some:
            if (found := task(str(path), path.read_bytes(), overrides, LANGUAGES[0])) is not None:
                work(found)
        return time.process_time() - began

    check(files[:_FILES])
    rounds = [files[start : start + _FILES] for start in range(0, len(files), _FILES)]
    spent = [(check(some), parse(some)) for some in rounds]
    return sum(checked for checked, _ in spent) / sum(parsed for _, parsed in spent)


if __name__ == "__main__":
    print(main(*sys.argv[1:]), file=sys.stderr)
