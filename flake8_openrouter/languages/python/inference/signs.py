"""Whether an expression may be something, as the names and texts on the way to it tell: nothing is evaluated for that.

To evaluate what certainly is something else is most of what a check would do in a file that does much besides.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, starmap
from typing import NamedTuple

from flake8_openrouter.languages.python.inference.bindings import reaching
from flake8_openrouter.languages.python.inference.functions import bound, called_by_name, is_wrapped
from flake8_openrouter.languages.python.inference.values import Frame
from flake8_openrouter.languages.python.libraries import http, sdks
from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.places import Imported, is_of_python
from flake8_openrouter.languages.python.syntax.scopes import Binding, How, Kind, Module, Scope
from flake8_openrouter.languages.python.syntax.tree import children, dotted, given_to, last_name

#: What answers a request, or is built to send some, is none of what it was given. ``get`` looks things up, too.
_ANSWERED = (http.CALLED | http.SENDING | http.CLIENTS | sdks.LAST_NAMES) - {"get"}
#: Methods that find what a class does not say it has.
_FINDING = frozenset(("__getattr__", "__getattribute__"))
#: What tells of the program's arguments, whatever they are called there.
_PARSING = frozenset(("parse_args", "parse_known_args"))
_OPTION = "add_argument"

#: How many names and calls are followed, one by the other; how many bindings of a name, and calls of a function, are
#: looked at.
MAX_FOLLOWED = 4
MAX_BINDINGS = 8
MAX_CALLS = 20
#: How many expressions are looked at for one question, which may lie in each other.
MAX_NODES = 100


class Sign(NamedTuple):
    """What tells that an expression may be something: a name on the way to it, or a text.

    What is imported may be anything, and so may what is changed where it is; what a function of another file returns is
    told by its name alone. ``in_doubt`` is the answer for what is too far, one of too many, a class of the file, or all
    arguments beside the parameters.
    """

    is_name: Callable[[str], bool]
    is_text: Callable[[str], bool]
    in_doubt: bool = True


def may_be(sign: Sign, node: ast.AST, frame: Frame) -> bool:
    """Tell whether an expression may be what a sign tells."""
    return _search(frame.scope.module, sign).may_be(node, frame)


def imported(node: ast.expr, frame: Frame) -> Iterator[Imported]:
    """Yield what is imported by the name that an expression begins with."""
    root = dotted(node).partition(".")[0]
    for binding in reaching(root, frame) if root else ():
        if isinstance(binding.value, Imported):
            yield binding.value


@remembered
def _search(module: Module, sign: Sign) -> _Search:
    """The one search for a sign in a file, which knows what it did not find."""
    return _Search(sign)


class _Search:
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
            return isinstance(node.value, str | bytes) and self.sign.is_text(str(node.value))
        if node is None or node in self._known_none or node in self._seen:
            return False
        if (name := name_of(node)) and self.sign.is_name(name):
            return True
        if len(self._seen) >= MAX_NODES:
            return self.sign.in_doubt
        self._seen.add(node)
        follow = _FOLLOWING.get(type(node))
        return self.sign.in_doubt if follow is None else follow(self, node, frame, left)

    def _any_of(self, nodes: Iterable[ast.AST | None], frame: Frame, left: int) -> bool:
        for node in nodes:  # noqa: SIM110 (any() would take twice as much of the stack where they are nested)
            if self._may_be(node, frame, left):
                return True
        return False

    def _within(self, node: ast.expr, frame: Frame, left: int) -> bool:
        """Tell it of what is in an expression."""
        return self._any_of(children(node), frame, left)

    def _listed(self, node: ast.Dict | ast.List | ast.Tuple | ast.Set, frame: Frame, left: int) -> bool:
        """Tell it of what is written out, unless that is much."""
        values = node.values if isinstance(node, ast.Dict) else node.elts
        return self.sign.in_doubt if len(values) > MAX_NODES else self._within(node, frame, left)

    def _body(self, node: ast.Lambda, frame: Frame, left: int) -> bool:
        return self._may_be(node.body, frame, left)

    def _never(self, node: ast.expr, frame: Frame, left: int) -> bool:
        return False

    def _name(self, node: ast.Name, frame: Frame, left: int) -> bool:
        if node.id == frame.scope.function.receiver:
            return False
        found = reaching(node.id, frame)
        if len(found) > MAX_BINDINGS or (found and (None, node.id) in frame.scope.module.mutations):
            return True
        return self._any_bound(node.id, found, frame, left)

    def _any_bound(self, name: str, bindings: Iterable[Binding], frame: Frame, left: int) -> bool:
        """Tell it of what bindings give a name."""
        for binding in bindings:  # noqa: SIM110 (see above)
            if self._bound(name, binding, frame, left - 1):
                return True
        return False

    def _bound(self, name: str, binding: Binding, frame: Frame, left: int) -> bool:
        """Tell it of what a binding gives a name; a parameter has what the calls of the file give it."""
        value = binding.value
        if left < 0 or binding.how is How.OPTIONS:
            return self.sign.in_doubt
        if isinstance(value, Imported):
            return not is_of_python(value) or self._is_named(value)
        if isinstance(value, Scope):
            return self._is_class_so(value) if value.kind is Kind.CLASS else self._returned(value, left)
        if binding.how is How.PARAMETER:
            return self._parameter(name, binding, left)
        return isinstance(value, ast.expr) and self._may_be(value, frame.at(binding.scope, binding.point), left)

    def _is_class_so(self, value: Scope) -> bool:
        bases = value.node.bases if isinstance(value.node, ast.ClassDef) else ()
        return self.sign.in_doubt or any(self.sign.is_name(dotted(base)) for base in bases)

    def _is_named(self, value: Imported) -> bool:
        return self.sign.is_name(f"{value.module}.{value.name}")

    def _returned(self, function: Scope, left: int) -> bool:
        """Tell it of what a function of the file returns, or yields."""
        outcomes = chain(function.returns, function.yields)
        return any(self._may_be(value, Frame(function, point), left) for value, point in outcomes)

    def _parameter(self, name: str, binding: Binding, left: int) -> bool:
        """Tell it of what a call gives a parameter, or a command line: a decorator or an annotation says that."""
        function = binding.scope
        outside = Frame(function.parent or function, function.point)
        said = filter(_says_more, (binding.annotation, *getattr(function.node, "decorator_list", ())))
        sites = called_by_name(function)
        if len(sites) > MAX_CALLS:
            return self.sign.in_doubt
        if self._any_of((function.parameters.get(name), *said), outside, left):
            return True
        skip = 1 if function.receiver else 0
        given = (bound(site.node, function, Frame(site.scope, site.point), skip).get(name) for site in sites)
        return any(each is not None and self._may_be(each.node, each.frame, left) for each in given)

    def _attribute(self, node: ast.Attribute, frame: Frame, left: int) -> bool:
        """Tell it of an attribute: what the classes of the file keep by its name, and of which object it is one."""
        module = frame.scope.module
        if node.attr in module.stored_outside or node.attr in _changed(module):
            return True
        kept = _attributes(module).get(node.attr, ())
        if len(kept) > MAX_BINDINGS or self._any_bound(node.attr, kept, frame, left):
            return True
        return not _is_of_plain_class(node.value, frame) and self._may_be(node.value, frame, left)

    def _any_option(self, module: Module, left: int) -> bool:
        """Tell it of the options of a command line."""
        sites = module.calls_by_name.get(_OPTION, ())
        given = ((each, Frame(site.scope, site.point)) for site in sites for each in given_to(site.node))
        return any(self._may_be(each, frame, left) for each, frame in given)

    def _call(self, node: ast.Call, frame: Frame, left: int) -> bool:
        """Tell it of a call: what its function returns, what it is called on, and given.

        What a function of the file is given is looked at where it returns that.
        """
        module, name = frame.scope.module, last_name(node.func)
        if name in _PARSING:
            return self._any_option(module, left)
        is_own = name in module.functions or name in _attributes(module)
        if not is_own and name in _ANSWERED:
            return False
        found = list(imported(node.func, frame))
        if any(map(self._is_named, found)):
            return True
        if not (found and not is_own) and self._may_be(node.func, frame, left):
            return True
        return not _is_plain_function(node.func, frame) and self._any_of(given_to(node), frame, left)


def _is_plain_function(node: ast.expr, frame: Frame) -> bool:
    """Tell whether an expression is a function of the file, or a method of its object, that nothing wraps."""
    if isinstance(node, ast.Name):
        defined = reaching(node.id, frame)
    elif isinstance(node, ast.Attribute) and _is_of_plain_class(node.value, frame):
        defined = _attributes(frame.scope.module).get(node.attr, [])
    else:
        return False
    return bool(defined) and all(map(_is_plain, defined))


def _is_plain(binding: Binding) -> bool:
    """Tell whether a function is bound, of which each parameter has a name of its own."""
    function = binding.value
    if not isinstance(function, Scope) or not isinstance(function.node, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    args = function.node.args
    return args.vararg is None and args.kwarg is None and not is_wrapped(function)


def _is_of_plain_class(node: ast.expr, frame: Frame) -> bool:
    """Tell whether an expression is an object of a class of the file that holds what its own methods keep, only."""
    if not isinstance(node, ast.Name):
        return _is_built(node, frame)
    found = [(binding.value, frame.at(binding.scope, binding.point)) for binding in reaching(node.id, frame)]
    return bool(found) and all(starmap(_is_built, found))


def _is_built(value: object, frame: Frame) -> bool:
    """Tell whether a call builds such an object."""
    if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Name):
        return False
    bindings = reaching(value.func.id, frame)
    return bool(bindings) and all(_is_plain_class(binding.value) for binding in bindings)


def _is_plain_class(value: object) -> bool:
    """Tell whether it is a class that nothing adds to: no base, no decorator, no method that finds attributes."""
    if not isinstance(value, Scope) or not isinstance(value.node, ast.ClassDef):
        return False
    node = value.node
    return not (node.bases or node.keywords or node.decorator_list) and _FINDING.isdisjoint(value.bindings)


def _says_more(node: ast.expr | None) -> bool:
    """Tell whether an annotation or a decorator is more than a name: that of a type, most often."""
    return not isinstance(node, ast.Name | ast.Attribute)


@remembered
def _changed(module: Module) -> set[str]:
    """The last names of what is changed where it is: a mapping that something is put into."""
    return {path.rpartition(".")[2] for _, path in module.mutations}


@remembered
def _attributes(module: Module) -> dict[str, list[Binding]]:
    """What the classes of a file keep, or have, by the names of the attributes."""
    found: dict[str, list[Binding]] = {}
    for scope in module.classes:
        for name, bindings in chain(scope.attributes.items(), scope.bindings.items()):
            found.setdefault(name, []).extend(bindings)
    return found


def name_of(node: ast.AST | None) -> str:
    """Return what an expression is called: ``URLS.chat`` for ``URLS["chat"]``, ``get_url`` for ``get_url()``."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Call):
        return last_name(node.func)
    if isinstance(node, ast.Subscript):
        key = node.slice.value if isinstance(node.slice, ast.Constant) else last_name(node.slice)
        return f"{last_name(node.value)}.{key!s}"
    return dotted(node) or last_name(node) if node is not None else ""


#: How expressions of a kind are told; one of another kind may be anything.
_FOLLOWING: dict[type, Callable[..., bool]] = {
    ast.Name: _Search._name,
    ast.Attribute: _Search._attribute,
    ast.Call: _Search._call,
    ast.Lambda: _Search._body,
    ast.Compare: _Search._never,
    **dict.fromkeys((ast.List, ast.Tuple, ast.Set, ast.Dict), _Search._listed),
    **dict.fromkeys((ast.Subscript, ast.IfExp, ast.BoolOp, ast.BinOp, ast.UnaryOp, ast.JoinedStr), _Search._within),
    **dict.fromkeys((ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.comprehension), _Search._within),
    **dict.fromkeys((ast.Await, ast.FormattedValue, ast.NamedExpr, ast.Slice, ast.Starred), _Search._within),
}
