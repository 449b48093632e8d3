"""What certainly is no key, as its form tells: what a model said, and texts that begin with other words.

What is shown is a secret only if all that it can be is one: a single way in which it is none is enough, and nothing is
evaluated for that.
"""

from __future__ import annotations

import ast

from flake8_openrouter.languages.python.inference.bindings import reaching
from flake8_openrouter.languages.python.inference.values import Frame
from flake8_openrouter.languages.python.syntax.endings import asks_for_nothing
from flake8_openrouter.languages.python.syntax.scopes import Binding, How, Kind, Scope
from flake8_openrouter.languages.python.syntax.tree import dotted
from flake8_openrouter.openrouter import api, credentials, keys

#: How many names and calls are followed from an expression, one by the other.
MAX_FOLLOWED = 4

#: Where an answer has what a model said: ``answer.choices[0].message``.
_CHOICES = "choices"
_SAID = frozenset(("message", "delta", "text"))


def is_harmless(node: ast.AST | None, frame: Frame, left: int = MAX_FOLLOWED) -> bool:
    """Tell whether an expression is seen to have a value that is no key."""
    if isinstance(node, ast.Await):
        node = node.value
    if isinstance(node, _WITHIN):
        return _is_said(node)
    if isinstance(node, ast.Name):
        return left > 0 and _is_bound_so(node.id, frame, left - 1)
    if isinstance(node, ast.Call):
        return left > 0 and _is_given_so(_called(node.func, frame), left - 1)
    return credentials.begins_with_words(head(node))


def is_unset(node: ast.expr, frame: Frame) -> bool:
    """Tell whether a condition found that what is shown holds nothing: ``if not key: raise ValueError(key)``."""
    path, module = dotted(node), frame.scope.module
    child: ast.AST = node
    while path and (around := module.parents.get(child)) is not None and not isinstance(around, _FRAMES):
        if isinstance(around, ast.If) and _is_empty_in(around, child, path):
            name = path.partition(".")[0]
            return reaching(name, frame) == reaching(name, frame.at(*module.place(around.test)))
        child = around
    return False


_FRAMES = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef


def _is_empty_in(around: ast.If, child: ast.AST, path: str) -> bool:
    """Tell whether what a path names is empty in the arm that a statement is in."""
    if child in around.body:
        return _finds_nothing(around.test, path)
    return child in around.orelse and dotted(around.test) == path


def _finds_nothing(test: ast.expr, path: str) -> bool:
    """Tell whether a condition holds only where what a path names is empty: ``not key``, ``key is None``."""
    if isinstance(test, ast.BoolOp):
        found = (_finds_nothing(each, path) for each in test.values)
        return all(found) if isinstance(test.op, ast.Or) else any(found)
    asked = test.operand if isinstance(test, ast.UnaryOp) else test.left if isinstance(test, ast.Compare) else None
    return asked is not None and dotted(asked) == path and asks_for_nothing(test)


def is_plain(node: ast.expr) -> bool:
    """Tell whether an expression is written out as what no key is: a list, a mapping, a number, another text."""
    if isinstance(node, ast.Constant):
        return not isinstance(node.value, str | bytes) or keys.PREFIX not in str(node.value)
    return isinstance(node, ast.List | ast.Tuple | ast.Dict)


_WITHIN = ast.Attribute | ast.Subscript


def _is_said(node: ast.expr) -> bool:
    """Tell whether an expression is what a model said, or a part of it."""
    while isinstance(node, _WITHIN):
        element = node.value
        if _name(node) in _SAID and isinstance(element, ast.Subscript) and _name(element.value) == _CHOICES:
            return True
        node = element
    return False


def _name(node: ast.expr) -> object:
    """Return ``name`` for ``x.name`` and ``x["name"]``."""
    if isinstance(node, ast.Attribute):
        return node.attr
    key = node.slice if isinstance(node, ast.Subscript) else None
    return key.value if isinstance(key, ast.Constant) else None


def _is_bound_so(name: str, frame: Frame, left: int) -> bool:
    if credentials.names_a_secret(name) or api.mentions(name):
        return False  # by its name it is one, whatever it holds
    binding = _binding(name, frame)
    if binding is None or binding.how is not How.VALUE or not isinstance(binding.value, ast.expr):
        return False
    return is_harmless(binding.value, frame.at(binding.scope, binding.point), left)


def _binding(name: str, frame: Frame) -> Binding | None:
    """Return what binds a name, where nothing else may."""
    found = reaching(name, frame)
    return found[0] if len(found) == 1 else None


def _is_given_so(function: Scope | None, left: int) -> bool:
    """Tell whether a function of the file returns what is no key."""
    if function is None or function.yields:
        return False
    return any(is_harmless(node, Frame(function, point), left) for node, point in function.returns)


def _called(node: ast.expr, frame: Frame) -> Scope | None:
    """Return the function of the file that a call calls, by its name or as a method of an object of its class."""
    if isinstance(node, ast.Name):
        return _defined(_binding(node.id, frame), Kind.FUNCTION)
    owner = _class_of(node.value, frame) if isinstance(node, ast.Attribute) else None
    if owner is None or not isinstance(node, ast.Attribute) or node.attr in owner.attributes:
        return None
    found = owner.bindings.get(node.attr, ())
    return _defined(found[0], Kind.FUNCTION) if len(found) == 1 else None


def _class_of(node: ast.AST | Scope | object, frame: Frame) -> Scope | None:
    """Return the class of the file of which an expression is an object: ``self``, ``Client()``, or a name for that."""
    function = frame.scope.function
    if isinstance(node, ast.Name) and node.id == function.receiver:
        return function.parent
    if isinstance(node, ast.Name):
        binding = _binding(node.id, frame)
        node = binding.value if binding is not None and binding.how is How.VALUE else None
    name = node.func if isinstance(node, ast.Call) else None
    return _defined(_binding(name.id, frame), Kind.CLASS) if isinstance(name, ast.Name) else None


def _defined(binding: Binding | None, kind: Kind) -> Scope | None:
    value = binding.value if binding is not None else None
    return value if isinstance(value, Scope) and value.kind is kind else None


def head(node: ast.AST | None) -> str:
    """Return the text that an expression certainly begins with."""
    if isinstance(node, ast.JoinedStr):
        node = next(iter(node.values), None)
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        node = node.left
    text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
    return text.partition("%")[0]
