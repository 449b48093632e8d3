"""Texts that a program chooses for another endpoint than OpenRouter's: ``"dummy" if "localhost" in url else …``."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple

from flake8_openrouter.languages.python.inference.bindings import reaching
from flake8_openrouter.languages.python.inference.evaluator import Expression
from flake8_openrouter.languages.python.syntax.conditions import unspelled
from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.scopes import END, How, Module
from flake8_openrouter.languages.python.syntax.tree import descendants, dotted, last_name

#: How many nodes around a text are looked at, and how many statements in the block of each.
MAX_AROUND = 60
MAX_STATEMENTS = 60

_OURS = "openrouter"
#: Names of what tells whose endpoint is meant, of an endpoint itself, and of what is true for another's.
_TELLING = re.compile(
    r"ur[il]|endpoint|host|base|provider|backend|vendor|service|gateway|api_?type|model", re.IGNORECASE
)
_ENDPOINT = re.compile(r"(?:ur[il]|endpoint|base|host)$", re.IGNORECASE)
_ANOTHER = re.compile(r"(?:^|_)(?:local(?:host)?|ollama|vllm|lm_?studio|llama_?cpp|azure|offline|custom)(?:_|$)", re.I)
_CREDENTIAL = re.compile(r"key|token|secret|auth", re.IGNORECASE)
#: Names of functions that make something to try other things with.
_MADE_UP = re.compile(r"(?:^|_)(?:fake|mock|mocked|dummy|stub|tests?|testing)(?:_|$)", re.IGNORECASE)
_ENDS = ast.Return | ast.Raise | ast.Continue | ast.Break
_FRAMES = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef


class _Another(NamedTuple):
    """Whether another endpoint is meant where a condition holds, and where it does not; false if it can't be told."""

    holds: bool = False
    fails: bool = False


_UNTOLD = _Another()


def is_for_another(expression: Expression[ast.Constant]) -> bool:
    """Tell whether a text stands where a condition leaves nothing but another endpoint, or in what makes a fake."""
    if not _may_be_key(expression):
        return False
    if _MADE_UP.search(expression.frame.scope.function.name):
        return True
    if not _may_be_chosen(expression):
        return False
    parents = expression.frame.scope.module.parents
    child: ast.AST = expression.node
    for _ in range(MAX_AROUND):
        parent = parents.get(child)
        if parent is None:
            return False
        if _is_arm(expression, child, parent) or _is_left_over(expression, child, parent):
            return True
        if isinstance(parent, _FRAMES):
            return False
        child = parent
    return False


def _may_be_key(expression: Expression[ast.Constant]) -> bool:
    text = expression.node.value
    return isinstance(text, str) and "/" not in text and " " not in text.removeprefix("Bearer ")


def _may_be_chosen(expression: Expression[ast.Constant]) -> bool:
    """Tell whether a text may be in an arm or behind one: what is around others is not read."""
    module, point = expression.frame.scope.module, expression.frame.point
    is_behind = bool(point.branches) or _first_closed(module) < point.order
    return is_behind or isinstance(module.parents.get(expression.node), ast.IfExp)


@remembered
def _first_closed(module: Module) -> int:
    """The first statement of a file with an arm that leaves what is behind it; its number in their order."""
    return min((statement for statement, _ in module.closed_arms), default=END.order)


def _is_arm(expression: Expression[ast.Constant], child: ast.AST, parent: ast.AST) -> bool:
    """Tell whether a node is the arm of a condition that is for another endpoint."""
    if isinstance(parent, ast.IfExp | ast.If) and child is not parent.test:
        another = _asked(expression, parent.test)
        body = parent.body if isinstance(parent.body, list) else [parent.body]
        return another.holds if child in body else another.fails
    if isinstance(parent, ast.match_case):
        match = expression.frame.scope.module.parents.get(parent)
        return isinstance(match, ast.Match) and _is_another_case(expression, match, parent)
    return False


def _is_left_over(expression: Expression[ast.Constant], child: ast.AST, parent: ast.AST) -> bool:
    """Tell whether what is for OpenRouter has left a block before a statement."""
    body = getattr(parent, "body", None)
    if not isinstance(child, ast.stmt) or not isinstance(body, list) or child not in body[:MAX_STATEMENTS]:
        return False
    before = takewhile(lambda statement: statement is not child, body)
    return any(
        isinstance(item, ast.If)
        and not item.orelse
        and isinstance(item.body[-1], _ENDS)
        and _asked(expression, item.test).fails
        for item in before
    )


def _is_another_case(expression: Expression[ast.Constant], match: ast.Match, case: ast.match_case) -> bool:
    if not _tells((match.subject,)):
        return False
    named = list(_whose(expression, _values(case.pattern)))
    if named:
        return not any(named)
    before = takewhile(lambda other: other is not case, match.cases)
    return any(any(_whose(expression, _values(other.pattern))) for other in before)


def _values(pattern: ast.pattern) -> list[ast.expr]:
    return [node.value for node in descendants(pattern) if isinstance(node, ast.MatchValue)]


def _asked(expression: Expression[ast.Constant], test: ast.expr, *, follows: bool = True) -> _Another:
    """Return what a condition says of the endpoint; ``follows``: names in it are followed to what they are bound to."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        another = _asked(expression, test.operand, follows=follows)
        return _Another(another.fails, another.holds)
    if isinstance(test, ast.BoolOp):
        parts = [_asked(expression, part, follows=follows) for part in test.values]
        holds, fails = (any, all) if isinstance(test.op, ast.And) else (all, any)
        return _Another(holds(part.holds for part in parts), fails(part.fails for part in parts))
    reader = _READERS.get(type(test)) if follows or not isinstance(test, ast.Name) else None
    return reader(expression, test) if reader else _UNTOLD


def _compared(expression: Expression[ast.Constant], test: ast.Compare) -> _Another:
    sides = [unspelled(test.left), *map(unspelled, test.comparators)]
    if len(sides) != 2 or not _tells(sides):
        return _UNTOLD
    whose = list(_whose(expression, sides))
    if isinstance(test.ops[0], ast.Eq | ast.In | ast.Is):
        return _said(whose)
    another = _said(whose)
    return _Another(another.fails, another.holds)


def _called(expression: Expression[ast.Constant], test: ast.Call) -> _Another:
    """``url.startswith("http://localhost")``, ``is_openrouter(url)``."""
    if last_name(test.func) in ("startswith", "endswith") and test.args and _tells((test.func,)):
        return _said(list(_whose(expression, test.args[:1])))
    return _by_name(last_name(test.func))


def _named(expression: Expression[ast.Constant], test: ast.Name | ast.Attribute) -> _Another:
    """``if is_local:`` where that is what a condition came to, else what the name says."""
    bindings = reaching(test.id, expression.frame) if isinstance(test, ast.Name) else []
    values = [binding.value for binding in bindings if binding.how is not How.PARAMETER]
    if not values:
        return _by_name(last_name(test))
    conditions = [value for value in values if isinstance(value, ast.Compare | ast.Call | ast.BoolOp | ast.UnaryOp)]
    return _asked(expression, conditions[0], follows=False) if len(conditions) == len(values) == 1 else _UNTOLD


def _by_name(name: str) -> _Another:
    """``if is_local:``, ``if use_openrouter:``, and an endpoint of the caller's own: ``if base_url:``."""
    if _CREDENTIAL.search(name):
        return _UNTOLD
    if _OURS in _plain(name):
        return _Another(fails=True)
    return _Another(holds=bool(_ANOTHER.search(name) or _ENDPOINT.search(name)))


def _said(whose: list[bool]) -> _Another:
    """Return what it says that something is one of some texts, each of them OpenRouter's or another's."""
    return _Another(holds=not any(whose), fails=any(whose)) if whose else _UNTOLD


def _tells(nodes: Iterable[ast.expr]) -> bool:
    """Tell whether expressions are about whose endpoint it is, and not about a key."""
    names = [name for node in nodes for part in descendants(node) if (name := last_name(part))]
    return any(map(_TELLING.search, names)) and not any(map(_CREDENTIAL.search, names))


def _whose(expression: Expression[ast.Constant], nodes: Iterable[ast.expr]) -> Iterator[bool]:
    """Yield for each text that is compared whether it is OpenRouter's."""
    for node in nodes:
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            yield from _whose(expression, node.elts)
        elif isinstance(node, ast.Constant):
            if isinstance(node.value, str) and node.value:
                yield _OURS in _plain(node.value)
        elif (path := dotted(node)) and path.rpartition(".")[2].isupper():
            texts = [text.literal for text in expression.texts_of(node) if text.literal]
            yield _OURS in _plain(path) or any(_OURS in _plain(text) for text in texts)


def _plain(text: str) -> str:
    return text.lower().replace("_", "").replace("-", "")


_READERS: dict[type, Callable[..., _Another]] = {
    ast.Compare: _compared,
    ast.Call: _called,
    ast.Name: _named,
    ast.Attribute: _named,
}
