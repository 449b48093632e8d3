"""Texts: literals, templates, ``+``, and what makes one of others."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from flake8_openrouter.languages.javascript.inference.evaluator import MAX_ALTERNATIVES, Evaluator, child, or_else
from flake8_openrouter.languages.javascript.inference.values import Expression, Flag, Values
from flake8_openrouter.languages.javascript.syntax.literals import unescaped
from flake8_openrouter.languages.javascript.syntax.module import first
from flake8_openrouter.model import Literal, Part, Span, Text


def string(evaluator: Evaluator, expression: Expression) -> Values:
    span = expression.span
    return (Text((Literal(unescaped(span.text[1:-1]), span),), span),)


def template(evaluator: Evaluator, expression: Expression) -> Values:
    span, module = expression.span, expression.frame.module
    pieces: list[tuple[tuple[Part, ...], ...]] = []
    at = expression.node.start_byte + 1
    for each in expression.node.named_children:
        if each.type != "template_substitution":
            continue
        pieces.append(_literal(module.source.data[at : each.start_byte], span))
        inside = first(each)
        pieces.append(_parts(evaluator, expression.at(inside)) if inside is not None else ((),))
        at = each.end_byte
    pieces.append(_literal(module.source.data[at : expression.node.end_byte - 1], span))
    return joined(pieces, span)


def _literal(data: bytes, span: Span) -> tuple[tuple[Part, ...], ...]:
    text = unescaped(data.decode())
    return ((Literal(text, span),),) if text else ((),)


def _parts(evaluator: Evaluator, expression: Expression) -> tuple[tuple[Part, ...], ...]:
    return tuple(text.parts for text in evaluator.texts(expression))


def joined(pieces: Iterable[Iterable[tuple[Part, ...]]], span: Span) -> Values:
    """Return the texts that pieces make one after the other, each of which may be one of several."""
    found: list[tuple[Part, ...]] = [()]
    for piece in pieces:
        found = [(*left, *right) for left, right in product(found, piece)][: MAX_ALTERNATIVES + 1]
    return tuple(Text(parts or (Literal("", span),), span) for parts in found)


def binary(evaluator: Evaluator, expression: Expression) -> Values:
    """Return what ``+`` joins, and what one of two alternatives is."""
    left, right = child(expression, "left"), child(expression, "right")
    operator = expression.node.child_by_field_name("operator")
    if left is None or right is None or operator is None:
        return ()
    match operator.type:
        case "+":
            return joined((_parts(evaluator, left), _parts(evaluator, right)), expression.span)
        case "||" | "??":
            passes = operator.type == "??"
            return or_else(evaluator.evaluate(left), evaluator.evaluate(right), lets_empty_pass=passes)
        case "&&":
            return evaluator.evaluate(right)
    return ()


def ternary(evaluator: Evaluator, expression: Expression) -> Values:
    arms = (child(expression, "consequence"), child(expression, "alternative"))
    return evaluator.of_all(arm for arm in arms if arm is not None)


def flag(evaluator: Evaluator, expression: Expression) -> Values:
    return (Flag(expression.node.type == "true", expression.span),)


def negated(evaluator: Evaluator, expression: Expression) -> Values:
    return ()
