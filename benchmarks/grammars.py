"""What files of JavaScript that name OpenRouter can't cost less than: parsing them; and beside that, the check of them.

Both are measured in one process, in turn for each file: tree-sitter's parse of its bytes, and all that a check does to
it: the parse, the files that it imports, the rules, the search for keys, suppressions. What was read in one round is
read anew in the next.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from functools import partial
from math import inf
from pathlib import Path

#: Bytes of a file that is looked at: a bundle of a hundred files says nothing of one.
_LARGEST = 200_000

#: Of so many rounds the least counts of each file: what is imported once is none's, nor what else the machine does.
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

    gc.set_threshold(THRESHOLD)  # as the command does
    least = [(inf, inf)] * len(files)
    for _ in range(_ROUNDS):
        modules.forget()
        packages.forget()
        for number, ((path, data), each) in enumerate(zip(files, tasks, strict=True)):
            checked = _spent(partial(work, each)) if each is not None else 0.0
            parsed = _spent(partial(grammars.parser(paths.grammar(path)).parse, data))
            least[number] = min(checked, least[number][0]), min(parsed, least[number][1])
    return sum(checked for checked, _ in least) / sum(parsed for _, parsed in least)


def _spent(run: Callable[[], object]) -> float:
    began = time.process_time()
    run()
    return time.process_time() - began


if __name__ == "__main__":
    print(main(sys.argv[1]), file=sys.stderr)
