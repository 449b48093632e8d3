"""Whether an expression may be something, as the names and texts on the way to it tell: nothing is evaluated for that.

To evaluate what certainly is something else is most of what a check would do in a file that does much besides.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from itertools import chain
from typing import NamedTuple

from flake8_openrouter.languages.python.inference.bindings import reaching
from flake8_openrouter.languages.python.inference.functions import bound
from flake8_openrouter.languages.python.inference.values import Frame
from flake8_openrouter.languages.python.libraries import telling
from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.places import Imported
from flake8_openrouter.languages.python.syntax.scopes import Binding, How, Module, Scope
from flake8_openrouter.languages.python.syntax.tree import children, dotted, last_name

#: What answers a request, or is built to send some, is none of what it was given. ``get`` looks things up, too.
_ANSWERED = telling.NAMES - {"get"}

#: How many names and calls are followed, one by the other, and how many calls of one function are looked at.
MAX_FOLLOWED = 4
MAX_CALLS = 20
#: How many expressions are looked at for one question, which may lie in each other.
MAX_NODES = 100


class Sign(NamedTuple):
    """What tells that an expression may be something: a name on the way to it, or a text.

    ``unseen`` is what is said of what is not followed: what is too far, and what is changed where it is. Other files
    are not looked into: of what they have its names tell.
    """

    is_name: Callable[[str], bool]
    is_text: Callable[[str], bool]
    unseen: bool


class Search:
    """Looks for a sign in the expressions of one file."""

    def __init__(self, sign: Sign) -> None:
        self.sign = sign
        self._known_none: set[ast.AST] = set()
        self._seen: set[ast.AST] = set()

    def may_be(self, node: ast.AST, frame: Frame) -> bool:
        """Tell whether an expression may be what the sign tells."""
        self._seen = set()
        found = self._may_be(node, frame, MAX_FOLLOWED)
        if not found:
            self._known_none |= self._seen
        return found

    def _may_be(self, node: ast.AST | None, frame: Frame, left: int) -> bool:
        """Tell it of an expression from which so many steps are ``left``."""
        if isinstance(node, ast.Constant):
            return isinstance(node.value, str) and self.sign.is_text(node.value)
        if node is None or node in self._known_none or node in self._seen:
            return False
        if (name := name_of(node)) and self.sign.is_name(name):
            return True
        if len(self._seen) >= MAX_NODES:
            return self.sign.unseen
        self._seen.add(node)
        follow = _FOLLOWING.get(type(node))
        return follow is None or follow(self, node, frame, left)

    def _any_of(self, nodes: Iterable[ast.AST | None], frame: Frame, left: int) -> bool:
        for node in nodes:  # noqa: SIM110 (any() would take twice as much of the stack where they are nested)
            if self._may_be(node, frame, left):
                return True
        return False

    def _within(self, node: ast.expr, frame: Frame, left: int) -> bool:
        """Tell it of what is in an expression."""
        return self._any_of(children(node), frame, left)

    def _name(self, node: ast.Name, frame: Frame, left: int) -> bool:
        if node.id == frame.scope.function.receiver:
            return False
        found = reaching(node.id, frame)
        if found and (not left or (None, node.id) in frame.scope.module.mutations):
            return self.sign.unseen
        return any(self._binding(node.id, binding, frame, left - 1) for binding in found)

    def _binding(self, name: str, binding: Binding, frame: Frame, left: int) -> bool:
        """Tell it of what a binding gives a name; a parameter has what the calls of the file give it."""
        value = binding.value
        if isinstance(value, Imported):
            return self._imported(value)
        if binding.how is How.PARAMETER:
            return self._parameter(name, binding.scope, left)
        return isinstance(value, ast.expr) and self._may_be(value, frame.at(binding.scope, binding.point), left)

    def _imported(self, value: Imported) -> bool:
        return self.sign.is_name(f"{value.module}.{value.name}")

    def _parameter(self, name: str, function: Scope, left: int) -> bool:
        owner = function.owner if function.name == "__init__" else function
        sites = function.module.calls_by_name.get(owner.name, ()) if owner is not None else ()
        if not left or len(sites) > MAX_CALLS:
            return self.sign.unseen
        skip = 1 if function.receiver else 0
        given = (bound(site.node, function, Frame(site.scope, site.point), skip).get(name) for site in sites)
        return self._may_be(
            function.parameters.get(name), Frame(function.parent or function, function.point), left
        ) or any(each is not None and self._may_be(each.node, each.frame, left) for each in given)

    def _attribute(self, node: ast.Attribute, frame: Frame, left: int) -> bool:
        """Tell it of an attribute: what the classes of the file keep by its name, and of which object it is one."""
        module = frame.scope.module
        if node.attr in module.stored_outside or node.attr in _changed(module):
            return self.sign.unseen
        kept = _attributes(module).get(node.attr, ())
        if kept and not left:
            return self.sign.unseen
        if any(self._binding(node.attr, binding, frame, left - 1) for binding in kept) or self._module(node, frame):
            return True
        return self._may_be(node.value, frame, left)

    def _module(self, node: ast.expr, frame: Frame) -> bool:
        """Tell it of what is in a module that is not followed, by the name that this has in the file."""
        root = dotted(node).partition(".")[0]
        found = reaching(root, frame) if root else ()
        return any(self._imported(binding.value) for binding in found if isinstance(binding.value, Imported))

    def _call(self, node: ast.Call, frame: Frame, left: int) -> bool:
        """Tell it of a call: what functions of the file with its name return, what it is called on, and given."""
        module, name = frame.scope.module, last_name(node.func)
        called = module.functions.get(name, ())
        if (called and not left) or name in _made(module):
            return self.sign.unseen
        if not called and name in _ANSWERED:
            return False
        if self._module(node.func, frame):
            return True
        outcomes = ((scope, *each) for scope in called for each in chain(scope.returns, scope.yields))
        if any(self._may_be(value, Frame(scope, point), left - 1) for scope, value, point in outcomes):
            return True
        own = [node.func.value] if isinstance(node.func, ast.Attribute) else []
        return self._any_of((*own, *node.args, *(keyword.value for keyword in node.keywords)), frame, left)

    def _never(self, node: ast.expr, frame: Frame, left: int) -> bool:
        return False


@remembered
def _changed(module: Module) -> set[str]:
    """The last names of what is changed where it is: a mapping that something is put into."""
    return {path.rpartition(".")[2] for _, path in module.mutations}


@remembered
def _made(module: Module) -> set[str]:
    """The names by which a file calls its classes, and what its objects keep, whatever that is."""
    kept = (name for scope in module.classes for name in scope.attributes)
    return {*kept, *(scope.name for scope in module.classes)}


@remembered
def _attributes(module: Module) -> dict[str, list[Binding]]:
    """What the classes of a file keep, or have, by the names of the attributes."""
    found: dict[str, list[Binding]] = {}
    for scope in module.classes:
        for name, bindings in chain(scope.attributes.items(), scope.bindings.items()):
            found.setdefault(name, []).extend(bindings)
    return found


def name_of(node: ast.AST | None) -> str:
    """Return what an expression is called: ``URLS chat`` for ``URLS["chat"]``, ``get_url`` for ``get_url()``."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Call):
        return last_name(node.func)
    if isinstance(node, ast.Subscript):
        key = node.slice.value if isinstance(node.slice, ast.Constant) else last_name(node.slice)
        return f"{last_name(node.value)} {key!s}"
    return dotted(node) or last_name(node) if node is not None else ""


#: How expressions of a kind are told; one of another kind may be anything.
_FOLLOWING: dict[type, Callable[..., bool]] = {
    ast.Name: Search._name,
    ast.Attribute: Search._attribute,
    ast.Call: Search._call,
    **dict.fromkeys((ast.Subscript, ast.IfExp, ast.BoolOp, ast.BinOp, ast.UnaryOp, ast.JoinedStr), Search._within),
    **dict.fromkeys((ast.List, ast.Tuple, ast.Set, ast.Dict, ast.Starred), Search._within),
    **dict.fromkeys((ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.comprehension), Search._within),
    **dict.fromkeys((ast.Await, ast.FormattedValue, ast.NamedExpr, ast.Slice), Search._within),
    **dict.fromkeys((ast.Compare, ast.Lambda), Search._never),
}
