"""Functions that use a program's names for something else, and words that matter in code only."""

from __future__ import annotations

import ast
import random

from permuted_names import variables
from permuted_order import FUNCTIONS, is_docstring, is_head, stands_alone

_MOST_NAMES = 8

_COMMENT = "# OPENAI_BASE_URL, OPENAI_API_BASE: no opener, no putenv, no openai.base_url; see https://api.openai.com/v1"
_DOCSTRING = '"""Unlike putenv("OPENAI_BASE_URL"), an opener or openai.base_url = "https://api.openai.com/v1"."""'

_TESTED = """

def unrelated_{number}({name}):
    if not {name}:
        return None
    if {name}.startswith("Bearer"):
        raise ValueError(len({name}))
    return {name}.strip()
"""
_CHANGED = """

def unrelated_too_{number}(source):
    {name} = source()
    {name} = {name}.copy()
    {name}.update(source())
    assert {name} is not None
    return len({name})
"""


def functions_added(text: str, chance: random.Random) -> str:
    """Add functions at the end that use the program's names of parameters and locals for something else."""
    return text.rstrip("\n") + "\n" + _added(text) if variables(text)[:_MOST_NAMES] else text


def functions_put_before(text: str, chance: random.Random) -> str:
    tree, lines = ast.parse(text), text.split("\n")
    head = next((number for number, node in enumerate(tree.body) if not is_head(node)), len(tree.body))
    if not head or not stands_alone(tree.body) or not variables(text)[:_MOST_NAMES]:
        return text
    end = tree.body[head - 1].end_lineno or 0
    return "\n".join([*lines[:end], *_added(text).split("\n"), *lines[end:]])


def _added(text: str) -> str:
    pairs = enumerate(variables(text)[:_MOST_NAMES])
    return "".join(form.format(number=number, name=name) for number, name in pairs for form in (_TESTED, _CHANGED))


def commented(text: str, chance: random.Random) -> str:
    """Add a comment at the end, and docstrings to functions that have none."""
    lines = text.split("\n")
    added = [(len(lines), _COMMENT)]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, FUNCTIONS) and not is_docstring(node.body[0]):
            first = node.body[0]
            start = min(each.lineno for each in (first, *getattr(first, "decorator_list", []))) - 1
            if lines[start][: first.col_offset].strip() == "":
                added.append((start, " " * first.col_offset + _DOCSTRING))
    for number, line in sorted(added, reverse=True):
        lines.insert(number, line)
    return "\n".join(lines)
