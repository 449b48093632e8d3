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
_NAME = "partial"
#: What tells that one was made on the way to an expression.
_MADE = Sign(lambda name: name.rpartition(".")[2] == _NAME, lambda text: False)


def may_be_called(site: CallSite) -> bool:
    """Tell whether a call may call one that its file makes."""
    return _NAME in site.scope.module.calls_by_name and may_be(_MADE, site.node.func, Frame(site.scope, site.point))


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
    return evaluator.reference(made.call.args[0], made.frame)


def given(evaluator: Evaluator, made: Built, site: CallSite, frame: Frame, positional: Sequence[str]) -> Arguments:
    """Match what a call and its partial function give with a signature's positional names; the call's own is first."""
    first = made.call
    before = ast.copy_location(ast.Call(first.func, first.args[1:], first.keywords), first)
    earlier = arguments.of_call(evaluator.expression(before, made.frame), positional)
    own = arguments.of_call(evaluator.expression(site.node, frame), positional[len(first.args) - 1 :])
    return Arguments((*own.given, *earlier.given), own.complete and earlier.complete)
