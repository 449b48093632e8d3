"""What files of JavaScript that name OpenRouter can't cost less than: parsing them; and beside that, the check of them.

Both are measured in one process, in turn: tree-sitter's parse of their bytes, and all that a check does to them.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

#: Bytes of a file that is looked at: a bundle of a hundred files says nothing of one.
_LARGEST = 200_000


def main(folder: str) -> float:
    """Return the CPU of a check of a folder's files to that of their parse."""
    from flake8_openrouter.languages.javascript.language import JAVASCRIPT
    from flake8_openrouter.languages.javascript.syntax import paths
    from flake8_openrouter.languages.trees import grammars
    from flake8_openrouter.project.overrides import Overrides
    from flake8_openrouter.run.outcomes import work
    from flake8_openrouter.run.reading import task

    found = [path for path in sorted(Path(folder).rglob("*")) if path.suffix in JAVASCRIPT.suffixes and path.is_file()]
    read = [(str(path), path.read_bytes()) for path in found if not paths.is_generated(path.name)]
    files = [(path, data) for path, data in read if b"openrouter" in data.lower() and len(data) < _LARGEST]
    overrides = Overrides()
    tasks = [task(path, data, overrides, JAVASCRIPT) for path, data in files]

    def parse() -> None:
        for path, data in files:
            grammars.parser(paths.grammar(path)).parse(data)

    def check() -> None:
        for each in tasks:
            if each is not None:
                work(each)

    return _least(check) / _least(parse)


def _least(run: Callable[[], None]) -> float:
    """Return the least CPU seconds of several runs: what is imported once is no file's."""
    spent = []
    for _ in range(5):
        began = time.process_time()
        run()
        spent.append(time.process_time() - began)
    return min(spent)


if __name__ == "__main__":
    print(main(sys.argv[1]), file=sys.stderr)
