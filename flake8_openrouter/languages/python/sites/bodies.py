"""What a program asks of a response's body, and what of it tells that somebody looks whether it is an answer."""

from __future__ import annotations

import ast

#: What is asked of a body, by ``.get`` or by ``[…]``, by who looks whether it is an answer.
ASKED = frozenset(("error", "errors", "detail", "code", "choices", "data", "output", "results"))
ERRORS = frozenset(("error", "errors"))

#: Methods whose result holds the same body.
SAME_METHODS = frozenset(
    ("strip", "lstrip", "rstrip", "removeprefix", "removesuffix", "decode", "encode", "lower", "upper", "replace")
    + ("copy", "keys", "split", "rsplit", "splitlines", "partition", "rpartition")
    + ("read", "readline", "iter_any", "iter_chunked", "iter_chunks")
)

#: What ends a stream of events.
_END_OF_STREAM = "[DONE]"


def is_framing(node: ast.expr) -> bool:
    """Tell whether a text is what parts the pieces of a stream, or ends it: who asks for it looks at no error."""
    text = node.value if isinstance(node, ast.Constant) else None
    text = text.decode("latin-1") if isinstance(text, bytes) else text
    return isinstance(text, str) and (_END_OF_STREAM in text or not any(map(str.isalnum, text)))
