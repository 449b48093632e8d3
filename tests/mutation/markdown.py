"""A README that shows a program."""

from __future__ import annotations

from flake8_openrouter.rules._registry import all_rules
from mutation.kinds import Kind
from mutation.operators import Operator

#: What is not judged in a document: what a snippet leaves out, style, and keys that are made up.
SILENT = frozenset(rule.code for rule in all_rules() if "markdown" in rule.not_in)
MADE_UP = ("key-like", "label")

_README = "# Usage\n\nSend a message:\n\n```python\n{}```\n\nThat is all.\n"


def _written(program: str) -> bytes:
    return _README.format(program).encode()


def _judges(operator: Operator) -> bool:
    return operator.code not in SILENT and not any(word in operator.name for word in MADE_UP)


MARKDOWN = Kind("README.md", _written, _judges)
