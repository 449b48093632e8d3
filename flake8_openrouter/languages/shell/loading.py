"""Which files of variables a script reads, in whatever way: by ``source``, or by a command that makes words of them.

Told by the text, without a grammar: what only may be read counts, since what it sets is not missing then.
"""

from __future__ import annotations

import os
import re

from flake8_openrouter.languages.settings import paths
from flake8_openrouter.model.environment_file import EnvironmentFile

#: Words of which a script that reads a file has one, in lower case.
WORDS = (b".env",)

_COMMENT = re.compile(r"(?m)^[ \t]*#.*|[ \t]#.*")
_FILE = re.compile(r"(?<![\w$}/.-])(?:[\w-]+/|\.{1,2}/|/)*[\w-]*\.env(?:\.[\w-]+)*(?![\w/])")


def loads(text: str, path: str) -> list[EnvironmentFile]:
    """Return the files that a script names, in the order of its lines; a relative one is from where it is run."""
    code = _COMMENT.sub(lambda match: " " * len(match[0]), text)
    program = os.path.abspath(path)
    return [
        EnvironmentFile("shell", program, code.count("\n", 0, match.start()) + 1, match[0], overrides=True)
        for match in _FILE.finditer(code)
        if paths.is_dotenv(match[0]) and not paths.is_example(match[0])
    ]
