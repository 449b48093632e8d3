"""Which way a function goes that is given what its conditions ask: ``if provider == "azure":``, and a caller's text."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flake8_openrouter.languages.python.inference.evaluator import Evaluator, Expression
from flake8_openrouter.languages.python.inference.values import Case, Flag, Frame, Nothing
from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.scopes import Module, Point, Scope, is_receiver
from flake8_openrouter.languages.python.syntax.tree import descendants, dotted, last_name
from flake8_openrouter.model import Text

#: Statements with arms of one function that are looked at, and the texts that one condition names.
MAX_STATEMENTS = 12
MAX_TEXTS = 12

#: Comparisons that tell which of some texts a value is: whether they hold where it is one of them.
_EQUAL: dict[type[ast.cmpop], bool] = {ast.Eq: True, ast.NotEq: False, ast.Is: True, ast.IsNot: False}
_AMONG: dict[type[ast.cmpop], bool] = {ast.In: True, ast.NotIn: False}
#: Methods that spell a text otherwise, and are given nothing.
_SPELLING = frozenset(("lower", "upper", "casefold", "strip", "title"))
#: What is neither a text nor a flag, nor nothing.
_SOMETHING = object()


class _Statement(NamedTuple):
    """A statement with arms that asks for what its function is given."""

    node: ast.If | ast.Match
    scope: Scope
    point: Point


def of_call(evaluator: Evaluator, frame: Frame) -> Case | None:
    """Return ``taken`` for a call that is asked about as often as the frame is: with steps of its own, once."""
    key = (frame.scope.function, id(frame.arguments), frame.receiver, id(frame.case))
    if key not in evaluator.choices:
        found = evaluator.apart(lambda: taken(evaluator, frame))
        # The frame is kept beside the case, so that the ids in the key stay its own.
        evaluator.choices[key] = (frame, found)
    return evaluator.choices[key][1]


def taken(evaluator: Evaluator, frame: Frame) -> Case | None:
    """Return a frame's case with the arms that its function takes for certain, given what it is, or looks up."""
    if frame.arguments is None and frame.receiver is None and not (frame.case and frame.case.keys):
        return frame.case
    statements = _statements(frame.scope.module, frame.scope.function)
    found = tuple(_decided(evaluator, frame, statements))
    return with_arms(frame.case, found) if found else frame.case


def with_arms(case: Case | None, arms: tuple[tuple[int, int], ...]) -> Case:
    """Return a case in which some more arms are taken."""
    return Case(arms, {}) if case is None else Case(tuple(dict.fromkeys((*case.arms, *arms))), case.keys)


@remembered
def asks_itself(module: Module, function: Scope) -> bool:
    """Tell whether a condition of a method asks for something of its object."""
    return bool(function.receiver) and any(
        is_receiver(each, function)
        for statement in _statements(module, function)
        for each in descendants(_asked(statement.node))
    )


def is_reached(case: Case | None, function: Scope, point: Point) -> bool:
    """Tell whether a place of a function may be reached where it takes certain arms."""
    if case is None:
        return True
    around = dict(point.branches)
    return not any(
        around.get(statement, arm) != arm or _has_left(case, function, point, (statement, arm))
        for statement, arm in case.arms
    )


def _has_left(case: Case, function: Scope, point: Point, arm: tuple[int, int]) -> bool:
    """Tell whether an arm leaves a function before a place of it: its statement is run for certain, and is before."""
    if arm not in function.module.closed_arms or arm in point.branches or arm[0] >= point.order:
        return False
    statement = _points(function.module, function).get(arm[0])
    return statement is not None and all(each in point.branches or each in case.arms for each in statement.branches)


def holds(expression: Expression[ast.expr]) -> bool | None:
    """Tell whether a condition holds; None where that can't be told."""
    node = expression.node
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        inner = holds(expression.at(node.operand))
        return None if inner is None else not inner
    if isinstance(node, ast.BoolOp):
        return _together(expression, node)
    if isinstance(node, ast.Compare):
        return _compared(expression, node) if len(node.ops) == 1 else None
    truths = {_truth(value) for value in expression.values()}
    return truths.pop() if len(truths) == 1 else None


def _together(expression: Expression[ast.expr], node: ast.BoolOp) -> bool | None:
    decisive = isinstance(node.op, ast.Or)
    parts = [holds(expression.at(part)) for part in node.values]
    if decisive in parts:
        return decisive
    return None if None in parts else not decisive


def _compared(expression: Expression[ast.expr], node: ast.Compare) -> bool | None:
    operator, right = type(node.ops[0]), node.comparators[0]
    if operator in _AMONG and isinstance(right, ast.Tuple | ast.List | ast.Set):
        positive, others = _AMONG[operator], right.elts[: MAX_TEXTS + 1]
    elif operator in _EQUAL:
        positive, others = _EQUAL[operator], [right]
    else:
        return None
    one = _known(expression.at(node.left))
    wanted = [_known(expression.at(other)) for other in others] if one is not None else [None]
    if None in wanted or _SOMETHING in wanted or len(wanted) > MAX_TEXTS:
        return None
    return (one in wanted) == positive


def _known(expression: Expression[ast.expr]) -> object | None:
    """Return the text or flag that is an expression's only value, or that it is something else; None if not known."""
    values, case = expression.values(), expression.frame.case
    value = values[0]
    if len(values) != 1 or isinstance(value, Text):
        text = value.literal if len(values) == 1 and isinstance(value, Text) else None
        return text if text is not None or case is None else case.keys.get(dotted(expression.node))
    if isinstance(value, Nothing):
        return Nothing
    return value.value if isinstance(value, Flag) else _SOMETHING


def _truth(value: object) -> bool | None:
    if isinstance(value, Flag):
        return value.value
    if isinstance(value, Nothing):
        return False
    return bool(value.literal) if isinstance(value, Text) and value.literal is not None else None


def _decided(evaluator: Evaluator, frame: Frame, statements: Sequence[_Statement]) -> Iterator[tuple[int, int]]:
    for node, scope, point in statements[:MAX_STATEMENTS]:
        arm = _arm(node, evaluator, frame.at(scope, point))
        if arm is not None:
            yield point.order, arm


def _arm(node: ast.If | ast.Match, evaluator: Evaluator, frame: Frame) -> int | None:
    """Return the number of the arm that a statement takes."""
    if isinstance(node, ast.If):
        answer = holds(evaluator.expression(node.test, frame))
        return None if answer is None else int(not answer)
    subject = _known(evaluator.expression(node.subject, frame))
    for number, case in enumerate(node.cases):
        wanted = _wanted(case)
        if subject is None or wanted is None:
            return None
        if subject in wanted or not wanted:
            return number
    return len(node.cases)


def _wanted(case: ast.match_case) -> set[object] | None:
    """Return the texts of which an arm takes each, none for all there are; None where that can't be told."""
    pattern = case.pattern
    if case.guard is not None:
        return None
    if isinstance(pattern, ast.MatchAs) and pattern.pattern is None:
        return set()
    patterns = pattern.patterns if isinstance(pattern, ast.MatchOr) else [pattern]
    values = [each.value if isinstance(each, ast.MatchValue) else None for each in patterns]
    texts: set[object] = {each.value for each in values if isinstance(each, ast.Constant)}
    return texts if len(texts) == len(patterns) else None


@remembered
def _statements(module: Module, function: Scope) -> list[_Statement]:
    """The statements of a function whose conditions name something that it is given, or has."""
    return [each for each in _branching(module).get(function, ()) if _is_plain(_asked(each.node), function)]


@remembered
def _branching(module: Module) -> dict[Scope, list[_Statement]]:
    """The statements with arms of each function that is given something."""
    found: dict[Scope, list[_Statement]] = defaultdict(list)
    for asked, scope in module.tests.items():
        node = module.parents.get(asked)
        if isinstance(node, ast.If | ast.Match) and scope.function.parameters:
            found[scope.function].append(_Statement(node, scope, module.statements[node][1]))
    return found


@remembered
def _points(module: Module, function: Scope) -> dict[int, Point]:
    """The points of those of a function, by their orders."""
    return {each.point.order: each.point for each in _statements(module, function)}


def _is_plain(asked: ast.expr, function: Scope) -> bool:
    """Tell whether a condition names something of its function, and nothing it rests on is what a call gives.

    What a call gives, but one that spells a text otherwise, is as good as never told for certain.
    """
    waiting, seen = [asked], set[str]()
    while waiting:
        for each in descendants(waiting.pop()):
            if isinstance(each, ast.Call) and (each.args or last_name(each.func) not in _SPELLING):
                return False
            if isinstance(each, ast.Attribute) and is_receiver(each.value, function) and _changes(each.attr, function):
                return False
            if isinstance(each, ast.Name) and each.id in function.bindings and each.id not in seen:
                seen.add(each.id)
                waiting += [it.value for it in function.bindings[each.id] if isinstance(it.value, ast.expr)]
    return bool(seen)


def _changes(attribute: str, function: Scope) -> bool:
    """Tell whether an attribute of a method's object is set by more than its constructor."""
    bindings = function.parent.attributes.get(attribute, ()) if function.parent is not None else ()
    return any(each.scope.function.name != "__init__" for each in bindings)


def _asked(node: ast.If | ast.Match) -> ast.expr:
    return node.test if isinstance(node, ast.If) else node.subject
