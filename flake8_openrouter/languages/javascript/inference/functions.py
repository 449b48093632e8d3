"""Functions: what one may return, and in which frame what is in one is evaluated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.inference.values import Expression, Frame
from flake8_openrouter.languages.javascript.syntax.module import FUNCTIONS, first, is_in

if TYPE_CHECKING:
    from tree_sitter import Node


def frame_at(frame: Frame, node: Node) -> Frame:
    """Return the frame of a node of the same file: of the same call where the node is in the function called."""
    if frame.arguments is None and frame.receiver is None:
        return frame
    around = {each.id for each in frame.module.above(node) if each.type in FUNCTIONS}
    if frame.function in around:
        return frame
    if frame.receiver is not None and is_in(node, frame.receiver.made_of.node):
        return Frame(frame.module, receiver=frame.receiver)
    return Frame(frame.module)


def returned(function: Node, frame: Frame) -> Iterator[Expression]:
    """Yield the expressions that a function may return."""
    module = frame.module
    body = function.child_by_field_name("body")
    if body is None:
        return
    if body.type != "statement_block":
        yield Expression(body, frame)
        return
    for statement in module.returns(function):
        value = first(statement)
        if value is not None:
            yield Expression(value, frame)


def given(expression: Expression) -> list[Expression]:
    """Return the arguments of a call."""
    arguments = expression.node.child_by_field_name("arguments")
    if arguments is None or arguments.type != "arguments":
        return []
    return [expression.at(node) for node in arguments.named_children if node.type != "comment"]
