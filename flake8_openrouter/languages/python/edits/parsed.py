"""One call or dict, taken apart by LibCST: the only place that imports it."""

from __future__ import annotations

import libcst as cst

from flake8_openrouter.languages._brackets import Row
from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.python.edits.tokens import newline_of

_NONE = cst.MaybeSentinel.DEFAULT
_NOTHING = cst.SimpleWhitespace("")


def row(text: str) -> Row:
    """Return what is in the brackets of a call or dict. Raises CannotEdit where LibCST does not give it back."""
    try:
        # In parentheses it may go over several lines, as it may in those that are around it.
        tree = cst.parse_expression(f"({text})")
    except (cst.ParserSyntaxError, RecursionError) as error:
        raise CannotEdit("LibCST can't parse the expression") from error
    written = cst.Module([], default_newline=newline_of(text))
    if written.code_for_node(tree) != f"({text})":
        raise CannotEdit("LibCST would change the expression")
    return _of_call(written, tree) if isinstance(tree, cst.Call) else _of_dict(written, tree)


def _of_call(written: cst.Module, tree: cst.Call) -> Row:
    code = written.code_for_node
    bare = (item.with_changes(comma=_NONE, whitespace_after_arg=_NOTHING) for item in tree.args)
    between = [_comma(written, item) + code(item.whitespace_after_arg) for item in tree.args]
    # Without an argument all white space is before the first.
    return Row(code(tree.whitespace_before_args), tuple(map(code, bare)), tuple(between[:-1]), "".join(between[-1:]))


def _of_dict(written: cst.Module, tree: cst.CSTNode) -> Row:
    assert isinstance(tree, cst.Dict)
    code = written.code_for_node
    bare = (item.with_changes(comma=_NONE) for item in tree.elements)
    between = [_comma(written, item) for item in tree.elements]
    opening, closing = code(tree.lbrace.whitespace_after), code(tree.rbrace.whitespace_before)
    return Row(opening, tuple(map(code, bare)), tuple(between[:-1]), "".join(between[-1:]) + closing)


def _comma(written: cst.Module, item: cst.Arg | cst.BaseDictElement) -> str:
    return written.code_for_node(item.comma) if isinstance(item.comma, cst.Comma) else ""
