"""Who calls a function, or builds an object of a class, in other files of the project, and what they give.

What they give counts where all of them are seen and agree: else it is unknown, as if nobody had looked.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterable, Iterator, Sequence

from flake8_openrouter.languages.python.inference import functions
from flake8_openrouter.languages.python.inference.evaluator import Evaluator
from flake8_openrouter.languages.python.inference.values import (
    Arguments,
    Built,
    Class,
    Flag,
    Frame,
    Function,
    Instance,
    Nothing,
    Reference,
    Value,
    Values,
)
from flake8_openrouter.languages.python.syntax import indexes
from flake8_openrouter.languages.python.syntax.decoding import SUFFIXES, is_of_tests
from flake8_openrouter.languages.python.syntax.scopes import CallSite, Kind, Module, Scope
from flake8_openrouter.languages.python.syntax.tree import last_name
from flake8_openrouter.model import Literal, Part, Reach, Span, Text, Variable

#: How many files are read to see who calls, and how many calls, and mentions, of one name in one file are looked at.
MAX_FILES = 16
MAX_CALLS = 8
MAX_MENTIONS = 60

GIVEN = Reach(("other files give it",))

#: What asks for a name by a text.
_ASKING = ("getattr", "attrgetter", "methodcaller")
#: What copies an object with other attributes.
_COPYING = ("replace", "_replace", "evolve", "model_copy", "copy")
#: What may be given a class, and builds nothing.
_LOOKING = frozenset(("isinstance", "issubclass", "cast", "super"))


def arguments(evaluator: Evaluator, scope: Scope) -> list[Arguments]:
    """Return what the calls in other files give a function; none where there are none, or one can't be seen."""
    skip = 1 if scope.receiver else 0
    called = scope.parent if scope.name == "__init__" and scope.parent is not None else scope
    sites = calls(evaluator, called)
    return [functions.bound(site.node, scope, Frame(site.scope, site.point), skip) for site in sites]


def built(evaluator: Evaluator, scope: Scope, name: str, span: Span) -> list[Instance]:
    """Return the objects of a class that are built in its file or in others; none where one can't be seen.

    Nor where something else than the constructor may set their attribute of a name.
    """
    sites = calls(evaluator, scope)
    if not sites or any(map(_is_spread, sites)) or _is_set(evaluator, scope.module, sites, name):
        return []
    return [Instance(scope, span, site.node, Frame(site.scope, site.point)) for site in sites]


def _is_spread(site: CallSite) -> bool:
    """Tell whether a call is given ``*arguments`` or ``**arguments``."""
    return any(isinstance(each, ast.Starred) for each in site.node.args) or any(
        keyword.arg is None for keyword in site.node.keywords
    )


def _is_set(evaluator: Evaluator, module: Module, sites: Iterable[CallSite], name: str) -> bool:
    """Tell whether an attribute may be set from outside of its class, or be another one in a copy."""
    if name in indexes.set_attributes(module) or evaluator.modules.index(module.path).writer(module.path, name):
        return True
    calling = {site.scope.module for site in sites}
    copies = (copy for each in calling for which in _COPYING for copy in each.calls_by_name.get(which, ()))
    return any(keyword.arg in (name, None) for copy in copies for keyword in copy.node.keywords)


def calls(evaluator: Evaluator, scope: Scope) -> list[CallSite]:
    """Return the calls in other files, of a function or of a class; none where one can't be seen."""
    if scope not in evaluator.elsewhere:
        evaluator.elsewhere[scope] = []  # who calls may rest on who is called
        evaluator.elsewhere[scope] = evaluator.apart(lambda: _found(evaluator, scope))
    return evaluator.elsewhere[scope]


def agreed(groups: Iterable[Values], span: Span) -> Values:
    """Return the values that all callers give alike, as they are used at a place; none where they disagree.

    They agree on a variable that each reads in its own way: then nothing is said of how it is read.
    """
    given = [_without_waiting(group) for group in groups] or [()]
    return _alike(given, span) or _alike([tuple(map(_however_read, group)) for group in given], span)


def _alike(groups: Sequence[Values], span: Span) -> Values:
    """Return the values of each of some groups, as they are used at a place; none where they differ."""
    is_one = len({frozenset(map(_plain, group)) for group in groups}) == 1
    return tuple(_used(value, span) for value in groups[0]) if is_one else ()


def _however_read(value: Value) -> Value:
    """Return a value of which nothing tells whether a variable in it may be unset."""
    if not isinstance(value, Text):
        return value
    parts = (
        part._replace(required=True, guarded=True, default=(), absent="") if isinstance(part, Variable) else part
        for part in value.parts
    )
    return Text(tuple(parts), value.span)


def _without_waiting(group: Values) -> Values:
    """Leave out None where there is a client: nothing is asked of a client before it is made."""
    is_made = any(isinstance(value, Built) for value in group)
    return tuple(value for value in group if not (is_made and isinstance(value, Nothing)))


def _used(value: Value, span: Span) -> Value:
    """Return a value as it is used at a place: no fix there is safe for other callers."""
    if not isinstance(value, Text):
        return value
    parts = (part._replace(reach=GIVEN) if isinstance(part, Variable) else part for part in value.parts)
    return Text(tuple(parts), span)


def _plain(value: Value) -> object:
    """Return what tells a value from others, wherever it is written."""
    if isinstance(value, Text):
        return tuple(map(_plain_part, value.parts))
    if isinstance(value, Nothing):
        return Nothing
    if isinstance(value, Flag):
        return Flag, value.value
    if isinstance(value, Reference):
        return Reference, value.dotted
    if isinstance(value, Built):
        return value.dotted, value.call, value.changes, value.complete, *_plain_frame(value.frame)
    return (Function, value.scope) if isinstance(value, Function | Class) else id(value)


def _plain_frame(frame: Frame) -> tuple[object, ...]:
    """Return what tells a call's frame from others of the same place: what the function around it was given."""
    return id(frame.arguments) if frame.arguments else None, frame.receiver, frame.case


def _plain_part(part: Part) -> object:
    if isinstance(part, Literal):
        return Literal, part.text
    if isinstance(part, Variable):
        return part.name, part.required, part.guarded, part.sealed, part.absent, frozenset(map(_plain, part.default))
    return id(part)  # what is unknown is the same as nothing else


def _found(evaluator: Evaluator, scope: Scope) -> list[CallSite]:
    owner = _owner(scope)
    if owner is None or (scope.kind is Kind.FUNCTION and functions.is_wrapped(scope)):
        return []
    modules = _calling(evaluator, scope, owner)
    found: list[CallSite] = []
    for module in modules or ():
        of_module = list(_in_module(evaluator, module, scope))
        if None in of_module or len(found) + len(of_module) > MAX_CALLS:
            return []
        found += [site for site in of_module if site is not None]
    return found


def _owner(scope: Scope) -> Scope | None:
    """Return the function or class at the top of a file by which others reach a function; None for one within."""
    around = scope.parent
    if around is not None and around.kind is Kind.CLASS and scope.kind is Kind.FUNCTION:
        return _owner(around)
    return scope if around is not None and around.kind is Kind.MODULE and scope.name else None


def _calling(evaluator: Evaluator, scope: Scope, owner: Scope) -> list[Module] | None:
    """Return the file of a function and those that may call it, tests left out.

    None where no other one may, they can't be told, or one can't be read.
    """
    module, modules = scope.module, evaluator.modules
    if module.document.embedding is not None or not modules.is_file(module.path):
        return None
    index = modules.index(module.path)
    found: dict[str, None] = {}
    for name in {scope.name, owner.name} - {"__init__"}:
        others = index.mentioning(module.path, name)
        if others is None:
            return None
        found.update(dict.fromkeys(other for other in others if not is_of_tests(other, modules.top(module.path))))
    if not found or len(found) > MAX_FILES:
        return None
    read = [modules.calling(other) if other.endswith(SUFFIXES) else None for other in found]
    return None if None in read else [module, *(each for each in read if each is not None)]


def _in_module(evaluator: Evaluator, module: Module, scope: Scope) -> Iterator[CallSite | None]:
    """Yield the calls of one file, and None for what may be one and is not seen."""
    names = {scope.name, *module.aliases.get(scope.name, ())}
    mentions = list(_mentions(module, scope, names))
    if len(mentions) > MAX_MENTIONS or _is_asked_for(module, names):
        yield None
        return
    for node in mentions:
        if scope.kind is Kind.FUNCTION and module is scope.module and scope.holds(module.place(node)[0]):
            continue  # a function that calls itself
        parent = module.parents.get(node)
        site = indexes.sites(module).get(parent) if isinstance(parent, ast.Call) and parent.func is node else None
        place = module.place(node)
        frame = Frame(*place) if site is None else Frame(site.scope, site.point)
        is_it = _is_it(evaluator, node, frame, scope)
        if is_it and site is not None:
            yield site
        elif is_it is not False and not is_harmless(module, node, scope):
            yield None


def _mentions(module: Module, scope: Scope, names: Iterable[str]) -> Iterator[ast.expr]:
    """Yield where a file reads one of the names; what a class's own methods call it by included."""
    for name in names:
        yield from (load.node for load in module.loads(name))
        yield from indexes.attributes(module).get(name, ())
    if scope.kind is Kind.CLASS and module is scope.module:
        yield from (site.node.func for site in indexes.built_by_themselves(module).get(scope, ()))


def _is_asked_for(module: Module, names: set[str]) -> bool:
    """Tell whether a file asks for one of the names by a text."""
    asking = (site for name in _ASKING for site in module.calls_by_name.get(name, ()))
    given = (argument for site in asking for argument in site.node.args)
    return any(isinstance(node, ast.Constant) and node.value in names for node in given)


def _is_it(evaluator: Evaluator, node: ast.expr, frame: Frame, scope: Scope) -> bool | None:
    """Tell whether an expression is a function or class, None where that is not known."""
    if isinstance(node, ast.Name) and node.id == "cls" and scope.kind is Kind.CLASS:
        return True
    values = evaluator.evaluate(node, frame)
    if any(isinstance(value, Function | Class) and value.scope is scope for value in values):
        return True
    return None if any(_may_be(value, scope) for value in values) else False


def _may_be(value: Value, scope: Scope) -> bool:
    """Tell whether a value may be a function or class: a method of something unknown, or what can't be found."""
    if isinstance(value, Reference):
        *_, module, name = ("", *value.dotted.split("."))
        return name == scope.name and module == os.path.splitext(os.path.basename(scope.module.document.path))[0]
    is_method = scope.kind is Kind.FUNCTION and scope.parent is not None and scope.parent.kind is Kind.CLASS
    return isinstance(value, Text) and is_method


def is_harmless(module: Module, node: ast.expr, scope: Scope) -> bool:
    """Tell whether a mention is one that neither calls nor hands on: of a class in an annotation, or in a test."""
    if scope.kind is not Kind.CLASS:
        return False
    parent = module.parents.get(node)
    if isinstance(parent, ast.Attribute):
        return parent.attr in scope.bindings
    if isinstance(parent, ast.Call) and last_name(parent.func) in _LOOKING:
        return True
    child: ast.AST = node
    while isinstance(parent, ast.Subscript | ast.BinOp | ast.Tuple):
        child, parent = parent, module.parents.get(parent)
    return isinstance(parent, ast.arg) or (isinstance(parent, ast.AnnAssign) and parent.annotation is child)
