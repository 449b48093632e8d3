"""What a program asks of a response's body, and what of it tells that somebody looks whether it is an answer."""

from __future__ import annotations

import ast

from flake8_openrouter.languages.python.syntax.reads import Uses

#: What is asked of a body, by ``.get`` or by ``[…]``, by who looks whether it is an answer.
ASKED = frozenset(("error", "errors", "detail", "code", "choices", "data", "output", "results"))
ERRORS = frozenset(("error", "errors"))

#: Methods whose result holds the same body.
SAME_METHODS = frozenset(
    ("strip", "lstrip", "rstrip", "removeprefix", "removesuffix", "decode", "encode", "lower", "upper", "replace")
    + ("copy", "keys", "split", "rsplit", "splitlines", "partition", "rpartition")
    + ("read", "readline", "iter_any", "iter_chunked", "iter_chunks")
)

#: Attributes of a response that tell of what kind its body is: an error is no stream of events.
_TELLING_KIND = ("headers", "content_type")
_STREAM = "event-stream"
#: What ends a stream of events.
_END_OF_STREAM = "[DONE]"


def is_framing(node: ast.expr) -> bool:
    """Tell whether a text is what parts the pieces of a stream, or ends it: who asks for it looks at no error."""
    text = node.value if isinstance(node, ast.Constant) else None
    text = text.decode("latin-1") if isinstance(text, bytes) else text
    return isinstance(text, str) and (_END_OF_STREAM in text or not any(map(str.isalnum, text)))


def asks_for_stream(uses: Uses, node: ast.Attribute) -> bool:
    """Tell whether an attribute of a response says of what kind it is, and its function asks whether it is a stream."""
    if node.attr not in _TELLING_KIND:
        return False
    function, parents = uses.scope(node).function, uses.module.parents
    asked = (site for site in uses.module.strings if _STREAM in str(site.node.value))
    return any(
        site.scope.function is function and isinstance(parents.get(site.node), ast.Compare | ast.Call) for site in asked
    )
