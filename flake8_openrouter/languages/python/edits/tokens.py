"""What a text holds as Python's tokenizer reads it: comments, line ends, and words that must not run together."""

from __future__ import annotations

import io
import re
import tokenize

from flake8_openrouter.languages._protocol import CannotEdit

_NEWLINE = re.compile(r"\r\n?|\n")


def newline_of(text: str) -> str:
    """Return the first line end in a text."""
    match = _NEWLINE.search(text)
    return match[0] if match else "\n"


def keep_comments(text: str) -> None:
    """Raise CannotEdit where a comment is in an expression's source."""
    if "#" not in text or not _NEWLINE.search(text):
        return
    try:
        lines = io.StringIO(_NEWLINE.sub("\n", f"({text})"))
        tokens = list(tokenize.generate_tokens(lines.readline))
    except (tokenize.TokenError, SyntaxError):
        tokens = []
    if not tokens or any(token.type == tokenize.COMMENT for token in tokens):
        raise CannotEdit("a comment inside would be lost")
