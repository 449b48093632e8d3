"""What files of JavaScript that name OpenRouter can't cost less than: parsing them; and beside that, the check of them.

Both are measured in one process, in turn: tree-sitter's parse of their bytes, and all that a check does to them: the
parse, the files that they import, the rules, the search for keys, suppressions. What was read in one round is read anew
in the next.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path

#: Bytes of a file that is looked at: a bundle of a hundred files says nothing of one.
_LARGEST = 200_000

#: Of so many rounds the least counts: what is imported once is no file's.
_ROUNDS = 5


def main(folder: str) -> float:
    """Return the CPU of a check of a folder's files to that of their parse."""
    from flake8_openrouter.__main__ import THRESHOLD
    from flake8_openrouter.languages.javascript.language import JAVASCRIPT
    from flake8_openrouter.languages.javascript.syntax import modules, packages, paths
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
        modules.forget()
        packages.forget()
        for each in tasks:
            if each is not None:
                work(each)

    gc.set_threshold(THRESHOLD)  # as the command does
    rounds = [(_spent(check), _spent(parse)) for _ in range(_ROUNDS)]
    return min(checked for checked, _ in rounds) / min(parsed for _, parsed in rounds)


def _spent(run: Callable[[], None]) -> float:
    began = time.process_time()
    run()
    return time.process_time() - began


if __name__ == "__main__":
    print(main(sys.argv[1]), file=sys.stderr)
