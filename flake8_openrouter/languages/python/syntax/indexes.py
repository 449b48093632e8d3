"""What is looked up in a module again and again: found when it is first asked for, and remembered by the module."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Concatenate, ParamSpec, TypeVar

from flake8_openrouter.languages.python.syntax.places import Imported
from flake8_openrouter.languages.python.syntax.scopes import (
    AssignSite,
    Binding,
    CallSite,
    How,
    Kind,
    Load,
    Module,
    Mutation,
    Scope,
    home,
)
from flake8_openrouter.languages.python.syntax.tree import dotted, given_to, last_name
from flake8_openrouter.model import Span

_Key = ParamSpec("_Key")
_Found = TypeVar("_Found")

#: Stands for an answer that nobody found so far.
_NOT_YET: Any = object()


def remembered(find: Callable[Concatenate[Module, _Key], _Found]) -> Callable[Concatenate[Module, _Key], _Found]:
    """Make a function of a module, and of what else may be a key, find each answer once."""

    def answer(module: Module, /, *key: _Key.args, **named: _Key.kwargs) -> _Found:
        known = module.remembered[find]
        found: _Found = known.get(key, _NOT_YET)
        if found is _NOT_YET:
            found = known[key] = find(module, *key, **named)
        return found

    return answer


@remembered
def sites(module: Module) -> dict[ast.Call, CallSite]:
    """The calls by their nodes."""
    return {site.node: site for site in module.calls}


@remembered
def set_attributes(module: Module) -> dict[str, list[AssignSite]]:
    """The assignments to attributes of objects that are not a method's own, by the names of the attributes."""
    found: dict[str, list[AssignSite]] = defaultdict(list)
    for site in module.attribute_assignments:
        for target in site.node.targets:
            root = target.value if isinstance(target, ast.Attribute) else None
            if isinstance(target, ast.Attribute) and not _is_receiver(root, site.scope):
                found[target.attr].append(site)
    return found


def _is_receiver(root: ast.AST | None, scope: Scope) -> bool:
    return isinstance(root, ast.Name) and home(scope, root.id).kind is Kind.CLASS


@remembered
def attributes(module: Module) -> dict[str, list[ast.Attribute]]:
    """The attributes that are read, by their names."""
    found: dict[str, list[ast.Attribute]] = defaultdict(list)
    for node, _ in module.attributes:
        if isinstance(node.ctx, ast.Load):
            found[node.attr].append(node)
    return found


@remembered
def heirs(module: Module) -> dict[str, list[Scope]]:
    """The classes of the file by the last names of their bases."""
    found: dict[str, list[Scope]] = defaultdict(list)
    for scope in module.classes:
        for base in scope.node.bases if isinstance(scope.node, ast.ClassDef) else ():
            found[last_name(base)].append(scope)
    return found


@remembered
def constructions(module: Module) -> dict[Scope | None, list[CallSite]]:
    """The calls of an ``__init__``, by the class in which they are."""
    found: dict[Scope | None, list[CallSite]] = defaultdict(list)
    for site in module.calls_by_name.get("__init__", ()):
        found[site.scope.owner].append(site)
    return found


@remembered
def built_by_themselves(module: Module) -> dict[Scope, list[CallSite]]:
    """The calls of ``cls(…)`` in the methods of each class."""
    found: dict[Scope, list[CallSite]] = defaultdict(list)
    for site in module.calls_by_name.get(_OWN_CLASS, ()):
        function = site.scope.function
        if function.receiver == _OWN_CLASS and function.parent is not None:
            found[function.parent].append(site)
    return found


@remembered
def keywords(module: Module) -> dict[Scope, set[str | None]]:
    """The names of the arguments that the calls in each function are given."""
    found: dict[Scope, set[str | None]] = defaultdict(set)
    for site in module.calls:
        found[site.scope.function].update(keyword.arg for keyword in site.node.keywords)
    return found


@remembered
def environment_writes(module: Module) -> dict[str, list[Mutation]]:
    """What the file puts into environment variables, by their names: ``os.environ["X"] = …``, ``.update(X=…)``."""
    found: dict[str, list[Mutation]] = defaultdict(list)
    for mutation in environment_mutations(module):
        for name in dict.fromkeys(_names_in(mutation)):
            found[name].append(mutation)
    return found


def _names_in(mutation: Mutation) -> Iterator[str]:
    """Yield the keys, written out, of a change: of an assignment, a call, or a mapping that a call is given."""
    call = mutation.call
    nodes = [mutation.key, mutation.value if mutation.key is None else None] if call is None else [*call.args]
    nodes += [key for node in nodes if isinstance(node, ast.Dict) for key in node.keys]
    yield from (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    yield from (keyword.arg for keyword in (call.keywords if call is not None else ()) if keyword.arg)


@remembered
def environment_mutations(module: Module) -> Sequence[Mutation]:
    """The changes of what has a name that the environment goes by: it may be another thing's as well."""
    known = _environment_names(module) if module.mutations else ()
    return [
        mutation
        for (_, path), mutations in module.mutations.items()
        if path.rpartition(".")[2] in known
        for mutation in mutations
        if not mutation.keys
    ]


@remembered
def _environment_names(module: Module) -> set[str]:
    """The last names that the file gives the environment: ``env = os.environ``, ``def f(env=os.environ)``."""
    names = {_ENVIRON, *module.aliases.get(_ENVIRON, ())}
    bindings = ((name, binding) for name, found in module.scope.bindings.items() for binding in found)
    whole = {name for name, binding in bindings if binding.value == _OS}
    nodes: list[ast.AST] = [load.node for name in names for load in module.loads(name)]
    for load in (load for name in whole for load in module.loads(name)):
        parent = module.parents.get(load.node)
        if isinstance(parent, ast.Attribute) and parent.attr == _ENVIRON:
            nodes.append(parent)
    return names.union(*(_given_names(module, node) for node in nodes))


_ENVIRON = "environ"
_OS = Imported("os", "", 0)
#: What methods of a class call it by.
_OWN_CLASS = "cls"
#: Expressions that are, or may be, a part of theirs.
_BEING = ast.BoolOp | ast.IfExp | ast.Tuple | ast.Await


def _given_names(module: Module, node: ast.AST) -> set[str]:
    """Return the last names that an expression is given where it is: by an assignment, a default, a call."""
    parent = module.parents.get(node)
    while isinstance(parent, _BEING):
        node, parent = parent, module.parents.get(parent)
    if isinstance(parent, ast.Assign | ast.AnnAssign | ast.NamedExpr):
        targets = parent.targets if isinstance(parent, ast.Assign) else [parent.target]
        return {last_name(part) for target in targets for part in (target, *getattr(target, "elts", ()))} - {""}
    if isinstance(parent, ast.arguments):
        return {each.arg for each in (*parent.posonlyargs, *parent.args, *parent.kwonlyargs)}
    keyword = parent.arg if isinstance(parent, ast.keyword) else None
    call = module.parents.get(parent) if isinstance(parent, ast.keyword) else parent
    if not isinstance(call, ast.Call) or call.func is node:
        return set()
    if keyword:
        return {keyword}
    return {name for scope in module.functions.get(last_name(call.func), ()) for name in scope.positional}


@remembered
def put_keys(module: Module) -> set[str]:
    """The keys, written out, under which the file puts something into whatever it is."""
    mutations = [mutation for found in module.mutations.values() for mutation in found]
    nodes = [mutation.key for mutation in mutations]
    nodes += [mutation.call.args[0] for mutation in mutations if mutation.call is not None and mutation.call.args]
    nodes += [site.node.slice for site in module.subscripts if isinstance(site.node.ctx, ast.Store)]
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


@remembered
def set_by_name(module: Module) -> set[str | None]:
    """The names of the file that it sets by a text: ``globals()["NAME"] = …``; None for what can't be told."""
    found: set[str | None] = set()
    for site in module.calls_by_name.get("globals", ()):
        parent = module.parents.get(site.node)
        if isinstance(parent, ast.Subscript) and isinstance(parent.ctx, ast.Store):
            key = parent.slice.value if isinstance(parent.slice, ast.Constant) else None
            found.add(key if isinstance(key, str) else None)
        elif isinstance(parent, ast.Attribute) and parent.attr in _SETTING:
            call = module.parents.get(parent)
            found.update(_updated(call) if isinstance(call, ast.Call) else (None,))
    return found


#: Methods that set names in a namespace.
_SETTING = ("update", "setdefault", "__setitem__")


def _updated(call: ast.Call) -> set[str | None]:
    """Return the names that a call lays over a namespace: ``update(NAME=…)``."""
    return {None} if call.args else {keyword.arg for keyword in call.keywords}


@remembered
def passed(module: Module) -> dict[str, list[ast.Call]]:
    """The calls to which names are passed, by the dotted name."""
    found: dict[str, list[ast.Call]] = defaultdict(list)
    for site in module.calls:
        for argument in given_to(site.node):
            if path := dotted(argument):
                found[path].append(site.node)
    return found


@remembered
def _starting(module: Module) -> dict[int, list[ast.AST]]:
    """Strings, f-strings and calls by the line that they start on."""
    found: dict[int, list[ast.AST]] = defaultdict(list)
    constants = [site.node for site in module.strings]
    around = (module.parents.get(node) for node in constants)
    formatted = (node for node in around if isinstance(node, ast.JoinedStr))
    for node in (*constants, *formatted, *(site.node for site in module.calls)):
        found[node.lineno].append(node)
    return found


def node_at(module: Module, place: Span) -> ast.AST | None:
    """Return the string, f-string or call that is at a place; None where none begins and ends there."""
    found = _starting(module).get(place.line, ())
    return next((node for node in found if module.exact_span(node) == place), None)


def loads_at_home(name: str, around: Scope) -> Sequence[Load]:
    """Return where a name is read that a scope binds."""
    return _loads(around.module, name).get(around, ())


@remembered
def _loads(module: Module, name: str) -> dict[Scope, list[Load]]:
    found: dict[Scope, list[Load]] = defaultdict(list)
    for load in module.loads(name):
        found[home(load.scope, name)].append(load)
    return found


@remembered
def orders(module: Module, name: str, scope: Scope) -> Sequence[int]:
    """Return the order of a name's bindings, parameters first; nothing where other functions bind it as well."""
    bindings = scope.bindings[name]
    found = [-1 if binding.how is How.PARAMETER else binding.point.order for binding in bindings]
    own = all(binding.scope.function is scope.function for binding in bindings)
    return found if own and found == sorted(found) else []


@remembered
def bound_elsewhere(module: Module, name: str, scope: Scope) -> Sequence[Binding]:
    """Return the bindings of a scope's name by other functions, which name it in ``global`` or ``nonlocal``."""
    return [binding for binding in scope.bindings[name] if binding.scope.function is not scope.function]


@remembered
def name_node(module: Module, name: str) -> ast.Name:
    """Return an expression for a module's name, as other modules use it; the same one each time."""
    return ast.copy_location(ast.Name(name), module.tree.body[0])
