"""What some files can't cost less than: reading and parsing them; and with ``--check``, the check as well."""

from __future__ import annotations

import ast
import gc
import sys
import time
import warnings
from pathlib import Path

from benchmarks import trees


def main(folder: str, *, check: bool) -> float:
    """Return the CPU seconds that the files of a folder take."""
    from flake8_openrouter.__main__ import THRESHOLD
    from flake8_openrouter.languages import LANGUAGES
    from flake8_openrouter.project.overrides import Overrides
    from flake8_openrouter.run.outcomes import work
    from flake8_openrouter.run.reading import task

    gc.set_threshold(THRESHOLD)  # as the command does, for both
    warnings.simplefilter("ignore")
    files = trees.openrouter_files(Path(folder))
    ast.parse("import os")
    overrides = Overrides()
    if check:
        task_of = task(str(files[0]), files[0].read_bytes(), overrides, LANGUAGES[0])
        assert task_of is not None
        work(task_of)  # what is imported once is no file's
    began = time.process_time()
    for file in files:
        data = file.read_bytes()
        if not check:
            ast.parse(data)
        elif (found := task(str(file), data, overrides, LANGUAGES[0])) is not None:
            work(found)
    return time.process_time() - began


if __name__ == "__main__":
    print(main(sys.argv[1], check="--check" in sys.argv), file=sys.stderr)
