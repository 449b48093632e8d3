"""``functools.partial(function, …)``: what is called by it, and with what beside a call's own arguments."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from flake8_openrouter.languages.python.inference import arguments
from flake8_openrouter.languages.python.inference.arguments import Arguments
from flake8_openrouter.languages.python.inference.evaluator import Evaluator
from flake8_openrouter.languages.python.inference.signs import Sign, may_be
from flake8_openrouter.languages.python.inference.values import Built, Frame
from flake8_openrouter.languages.python.syntax.scopes import CallSite

PARTIAL = "functools.partial"
NAME = "partial"
#: What tells that one was made on the way to an expression.
_MADE = Sign(lambda name: name.rpartition(".")[2] == NAME, lambda text: False)


def may_be_called(site: CallSite) -> bool:
    """Tell whether a call may call one that its file makes."""
    return NAME in site.scope.module.calls_by_name and may_be(_MADE, site.node.func, Frame(site.scope, site.point))


def of(evaluator: Evaluator, site: CallSite, frame: Frame) -> Built | None:
    """Return the one partial function that a call calls, made in the same file."""
    found = evaluator.evaluate(site.node.func, frame)
    made = found[0] if len(found) == 1 else None
    is_partial = isinstance(made, Built) and made.dotted == PARTIAL and bool(made.call.args)
    if isinstance(made, Built) and is_partial and made.frame.scope.module is site.scope.module:
        return made
    return None


def called(evaluator: Evaluator, made: Built) -> str:
    """Return the dotted name of what a partial function calls in a module that is not read, else nothing."""
    return of_call(evaluator, made.call, made.frame)


def of_call(evaluator: Evaluator, call: ast.Call, frame: Frame) -> str:
    """Return the dotted name of what a call makes a partial function of, if it is in a module that is not read."""
    return evaluator.reference(call.args[0], frame)


def given(evaluator: Evaluator, made: Built, site: CallSite, frame: Frame, positional: Sequence[str]) -> Arguments:
    """Match what a call and its partial function give with a signature's positional names; the call's own is first."""
    earlier = given_before(evaluator, made.call, made.frame, positional)
    own = arguments.of_call(evaluator.expression(site.node, frame), positional[len(made.call.args) - 1 :])
    return Arguments((*own.given, *earlier.given), own.complete and earlier.complete)


def given_before(evaluator: Evaluator, call: ast.Call, frame: Frame, positional: Sequence[str]) -> Arguments:
    """Match what a call that makes a partial function gives it with a signature's positional names."""
    before = ast.copy_location(ast.Call(call.func, call.args[1:], call.keywords), call)
    return arguments.of_call(evaluator.expression(before, frame), positional)
