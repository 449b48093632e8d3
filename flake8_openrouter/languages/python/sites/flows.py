"""Where a mapping goes: each use of it that the file shows, from the place where an entry is put into it.

It is followed through names, attributes, copies, other mappings that hold it, functions of the file and what they
return. What is not known to leave an entry alone is a reader, and what is not followed may send it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from flake8_openrouter.languages.python.inference import channels, classes, functions
from flake8_openrouter.languages.python.inference.values import Built, Class, Frame, Function
from flake8_openrouter.languages.python.libraries import http
from flake8_openrouter.languages.python.sites import recognition
from flake8_openrouter.languages.python.sites.trails import Trail
from flake8_openrouter.languages.python.sites.uses import Keys, ReadBack, Seen, Use
from flake8_openrouter.languages.python.syntax import indexes
from flake8_openrouter.languages.python.syntax.scopes import CallSite, Kind, Scope, home
from flake8_openrouter.languages.python.syntax.tree import dotted, last_name

if TYPE_CHECKING:
    from flake8_openrouter.languages.python.sites.context import Context

#: Calls that leave what they are given as it is, that copy it, and that show it or write it out.
_HARMLESS = frozenset(("len", "bool", "isinstance", "type", "id", "hasattr", "callable"))
_COPYING = http.MAPPINGS | frozenset(("dict", "copy", "deepcopy", "OrderedDict"))
_WRITING = frozenset(("dumps", "dump", "str", "repr", "format", "pformat", "pprint", "write", "print", "safe_dump"))
_LOOKING_UP = frozenset(("get", "pop", "setdefault", "__getitem__", "__contains__", "get_all", "getlist"))
#: What tells the headers of a request that was built. A response's own are others, and case-insensitive.
_REQUESTS = ("request", "request_info")
_PREPARING = ("prepare", "prepare_request")
_READING_BACK = frozenset(("headers", "get_header", "has_header", "header_items", "unredirected_hdrs"))


def uses(context: Context, key_node: ast.AST, name: str) -> tuple[Use, ...]:
    """Return the uses of the mapping that an entry called ``name`` is put into at its key's node, each once."""
    known = context.flows.get(key_node)
    if known is None:
        known = context.flows[key_node] = _followed(Trail(context, name), key_node)
    return known


def _followed(trail: Trail, key_node: ast.AST) -> tuple[Use, ...]:
    _begin(trail, key_node)
    while trail.stack:
        node, keys = trail.stack.pop()
        parent = trail.module.parents.get(node)
        handler = _HANDLERS.get(type(parent))
        if parent is None or handler is None:
            trail.note(Seen.AWAY, "it is handed on", node)
        else:
            handler(trail, node, parent, keys)
    return tuple(trail.uses)


def _begin(trail: Trail, key_node: ast.AST) -> None:
    parent = trail.module.parents.get(key_node)
    if isinstance(parent, ast.Dict):
        _covered_in(trail, parent, parent.keys.index(key_node))  # type: ignore[arg-type]
        trail.push(parent)
    elif isinstance(parent, ast.Call):
        _put_by_call(trail, parent, key_node)
    elif isinstance(parent, ast.Subscript):
        trail.change(parent.value, parent)
    elif isinstance(parent, ast.Tuple) and parent in trail.module.parents:
        trail.push(trail.module.parents[parent])
    else:
        trail.note(Seen.AWAY, "it is put together elsewhere", key_node)


def _put_by_call(trail: Trail, call: ast.Call, key_node: ast.AST) -> None:
    """An entry that a call puts: ``dict(name=…)``, ``mapping.update(name=…)``, ``request.add_header(name, …)``."""
    if not isinstance(call.func, ast.Attribute):
        _covered_by(trail, call, key_node)
        trail.push(call)
    elif call.func.attr in http.ADDING:
        trail.note(Seen.PUT, "it is put on a request", call)
    else:
        trail.change(call.func.value, call)


def _covered_in(trail: Trail, mapping: ast.Dict, number: int) -> None:
    """Note what stands before and behind an item of a dict, as far as it is laid over the entry, or under it."""
    trail.beside(mapping, zip(mapping.keys, mapping.values, strict=True), number)


def _covered_by(trail: Trail, call: ast.Call, node: ast.AST) -> None:
    """Note what the other arguments lay over one in ``dict(mapping, name=…, **more)``; over none: the call itself."""
    nodes: list[ast.expr | ast.keyword] = [*call.args, *call.keywords]
    items = ((item.arg, item.value) if isinstance(item, ast.keyword) else (None, item) for item in nodes)
    trail.beside(call, items, nodes.index(node) if node in nodes else -1)


# What stands round a place, by its kind


def _given(trail: Trail, node: ast.AST, parent: ast.AST, keys: Keys) -> None:
    call = trail.module.parents.get(parent) if isinstance(parent, ast.keyword) else parent
    argument = parent if isinstance(parent, ast.keyword) else node
    site = indexes.sites(trail.module).get(call) if isinstance(call, ast.Call) else None
    if site is None or argument is site.node.func:
        trail.note(Seen.AWAY, "it is handed on", node)
        return
    name = last_name(site.node.func)
    keyword = argument.arg if isinstance(argument, ast.keyword) else ""
    if name in _HARMLESS:
        return
    if name in _COPYING and (not keyword or name == "dict"):
        if not keys:
            _covered_by(trail, site.node, argument)
        trail.push(site.node, (keyword, *keys) if keyword else keys)
    elif name == "update" and isinstance(site.node.func, ast.Attribute) and not keyword:
        trail.change(site.node.func.value, site.node)
    elif name in _WRITING or _is_spectator(trail, site):
        trail.note(Seen.SHOWN, f"{name or 'a call'} shows it or writes it out", site.node)
    elif _sends(trail, site, argument, keyword, keys):
        trail.note(Seen.SENT, "it is sent", site.node)
        _read_back(trail, site)
    else:
        _passed(trail, site, argument, keyword, keys)


def _sends(trail: Trail, site: CallSite, argument: ast.AST, keyword: str | None, keys: Keys) -> bool:
    if keyword is None:
        return len(keys) == 1 and recognition.takes_by_name(trail.evaluator, site, keys[0])
    return not keys and recognition.takes_as_headers(trail.evaluator, site, argument)


def _read_back(trail: Trail, site: CallSite) -> None:
    """Note where headers are read of the request that a call builds, or of the one that its response is to."""
    node: ast.AST = site.node
    while isinstance(parent := _around(trail, node), ast.Await | ast.withitem | ast.Call):
        node = parent
    target = node.optional_vars if isinstance(node, ast.withitem) else None
    if isinstance(parent, ast.Assign | ast.AnnAssign | ast.NamedExpr):
        target = parent.targets[0] if isinstance(parent, ast.Assign) else parent.target
    name = target.id if isinstance(target, ast.Name) else ""
    builds = recognition.builds(trail.evaluator, site)
    for read in _reads_back(trail, name, home(site.scope, name)) if name else ():
        own = read.asked[:1] if builds else read.asked[1:2] if read.asked[0] in _REQUESTS else ()
        if not _READING_BACK.isdisjoint(own):
            trail.note(Seen.READ, f"{name}.{'.'.join(read.asked)} is read", read.node)


def _around(trail: Trail, node: ast.AST) -> ast.AST | None:
    """Return what stands round a node; round a request the call that prepares it."""
    parent = trail.module.parents.get(node)
    call = trail.module.parents.get(parent) if isinstance(parent, ast.Attribute) else parent
    return call if isinstance(call, ast.Call) and last_name(call.func) in _PREPARING else parent


def _reads_back(trail: Trail, name: str, around: Scope) -> Sequence[ReadBack]:
    """Return where something of a name is read by which a request's headers go; looked for once."""
    known = trail.context.read_back
    if (around, name) not in known:
        asked = (ReadBack(load.node, _asked_of(trail, load.node)) for load in indexes.loads_at_home(name, around))
        known[around, name] = [read for read in asked if not _READING_BACK.isdisjoint(read.asked[:2])]
    return known[around, name]


def _asked_of(trail: Trail, node: ast.AST) -> tuple[str, ...]:
    """Return the attributes that are asked of a name, one of the other."""
    asked: tuple[str, ...] = ()
    while isinstance(node := trail.module.parents.get(node, node), ast.Attribute):
        asked = (*asked, node.attr)
    return asked


def _is_spectator(trail: Trail, site: CallSite) -> bool:
    """Tell whether a call only looks at what it is given: it logs, asserts, or sets up a mock."""
    function, frame = site.node.func, Frame(site.scope, site.point)
    if last_name(function).startswith("assert") or last_name(function) in channels.LOG_METHODS:
        return True
    root = trail.evaluator.reference(function, frame).partition(".")[0]
    shown = channels.channel(trail.evaluator, site.node, frame)
    return bool(shown) or root in http.MOCKS or recognition.is_played(site.node)


def _passed(trail: Trail, site: CallSite, argument: ast.AST, keyword: str | None, keys: Keys) -> None:
    """Follow an argument into a function of the file."""
    called = dotted(site.node.func) or last_name(site.node.func) or "a call"
    followed = False
    for value in trail.evaluator.evaluate(site.node.func, Frame(site.scope, site.point)):
        scope = _callee(value)
        parameter = _parameter(scope, site.node, argument, keyword) if scope is not None else ""
        if scope is not None and parameter and scope.module is trail.module and not functions.is_wrapped(scope):
            trail.parameter(parameter, scope, keys)
            followed = True
    if not followed:
        trail.note(Seen.AWAY, f"{called} is given it", site.node)


def _callee(value: object) -> Scope | None:
    """Return the function whose parameters a call of a value fills."""
    if isinstance(value, Class):
        made = value.scope.bindings.get("__init__", ())
        return next((binding.value for binding in made if isinstance(binding.value, Scope)), None)
    return value.scope if isinstance(value, Function) else None


def _parameter(scope: Scope, call: ast.Call, argument: ast.AST, keyword: str | None) -> str:
    """Return the name of the parameter that an argument fills; nothing where that can't be told."""
    if keyword:
        return keyword if keyword in scope.parameters else ""
    if keyword is None or any(isinstance(item, ast.Starred) for item in call.args):
        return ""
    number = [id(item) for item in call.args].index(id(argument)) + bool(scope.receiver)
    return scope.positional[number] if number < len(scope.positional) else ""


def _looked_at(trail: Trail, node: ast.AST, parent: ast.AST, keys: Keys) -> None:
    assert isinstance(parent, ast.Attribute)
    call, method = trail.module.parents.get(parent), parent.attr
    if not isinstance(call, ast.Call) or call.func is not parent:
        trail.note(Seen.READ, f".{method} of it is used", parent)
    elif method == "copy":
        trail.push(call, keys)
    elif method in _LOOKING_UP:
        trail.looked_up(call.args[0] if call.args else None, call, keys)
    elif method == "update":
        _covered_by(trail, call, call)
    elif method == "items" and (filtered := _filtered(trail, call)) is not None:
        trail.push(filtered, keys)
    elif method not in ("clear", *http.ADDING):
        trail.note(Seen.READ, f".{method}() of it is used", parent)


def _filtered(trail: Trail, call: ast.Call) -> ast.DictComp | None:
    """Return ``{key: value for key, value in mapping.items() if …}``, which has the entries as they are."""
    generator = trail.module.parents.get(call)
    made = trail.module.parents.get(generator) if isinstance(generator, ast.comprehension) else None
    if not isinstance(made, ast.DictComp) or not isinstance(made.generators[0].target, ast.Tuple):
        return None
    pair = [dotted(item) for item in made.generators[0].target.elts]
    return made if pair == [dotted(made.key), dotted(made.value)] else None


def _subscripted(trail: Trail, node: ast.AST, parent: ast.AST, keys: Keys) -> None:
    assert isinstance(parent, ast.Subscript)
    if node is not parent.value:
        trail.note(Seen.READ, "it is used as a key", parent)
    elif isinstance(parent.ctx, ast.Store):
        if not keys:
            trail.put_over(parent.slice, parent)
    else:
        trail.looked_up(parent.slice, parent, keys)


def _compared(trail: Trail, node: ast.AST, parent: ast.AST, keys: Keys) -> None:
    assert isinstance(parent, ast.Compare)
    if isinstance(parent.ops[0], ast.In | ast.NotIn) and node is parent.comparators[0]:
        trail.looked_up(parent.left, parent, keys)
    elif not isinstance(parent.ops[0], ast.Is | ast.IsNot):
        trail.note(Seen.SHOWN, "it is compared", parent)


def _held(trail: Trail, node: ast.AST, parent: ast.AST, keys: Keys) -> None:
    """A mapping within another one: spread into it, or under a key."""
    assert isinstance(parent, ast.Dict)
    if node not in parent.values:
        trail.note(Seen.READ, "it is used as a key", parent)
        return
    number = parent.values.index(node)
    key = parent.keys[number]
    known = trail.text(key) if key is not None else None
    if key is None:
        if not keys:
            _covered_in(trail, parent, number)
        trail.push(parent, keys)
    elif known is None:
        trail.note(Seen.AWAY, "it is kept in another mapping", parent)
    else:
        trail.push(parent, (known, *keys))


def _joined(trail: Trail, node: ast.AST, parent: ast.AST, keys: Keys) -> None:
    assert isinstance(parent, ast.BinOp)
    if not isinstance(parent.op, ast.BitOr):
        trail.note(Seen.READ, "it is used in an expression", parent)
        return
    if node is parent.left and not keys:
        trail.laid_over(parent.right)
    elif not keys:
        trail.covers(parent.left)
    trail.push(parent, keys)


def _assigned(trail: Trail, node: ast.AST, parent: ast.AST, keys: Keys) -> None:
    targets = parent.targets if isinstance(parent, ast.Assign) else [parent.target]  # type: ignore[attr-defined]
    for target in targets:
        _kept(trail, target, node, keys)
    if isinstance(parent, ast.NamedExpr):
        trail.push(parent, keys)


def _kept(trail: Trail, target: ast.AST, value: ast.AST, keys: Keys) -> None:
    """Follow what a mapping is assigned to."""
    scope, point = trail.module.place(target)
    if isinstance(target, ast.Name):
        trail.bound(target, value, keys)
    elif isinstance(target, ast.Attribute):
        root = target.value
        owner = home(scope, root.id) if isinstance(root, ast.Name) else None
        if owner is not None and owner.kind is Kind.CLASS:
            trail.attribute(target.attr, owner, keys)
        elif target.attr == "headers" and _is_session(trail, root):
            trail.note(Seen.PUT, "it is put on a session", target)
            trail.path(dotted(target), keys, scope, point)
        else:
            trail.note(Seen.AWAY, f"it is kept in {dotted(target) or 'an attribute'}", target)
    elif isinstance(target, ast.Subscript) and (path := dotted(target.value)) and (key := trail.text(target.slice)):
        trail.path(path, (key, *keys), scope, point)
    else:
        trail.note(Seen.AWAY, "it is kept elsewhere", target)


def _is_session(trail: Trail, node: ast.expr) -> bool:
    values = trail.evaluator.evaluate(node, trail.frame(node))
    return any(isinstance(value, Built) and value.dotted in http.HTTP_CLIENTS for value in values)


def _increased(trail: Trail, node: ast.AST, parent: ast.AST, keys: Keys) -> None:
    assert isinstance(parent, ast.AugAssign)
    trail.change(parent.target, parent)


def _returned(trail: Trail, node: ast.AST, parent: ast.AST, keys: Keys) -> None:
    """Follow what a function of the file returns to its calls."""
    scope = trail.module.place(parent)[0].function
    owner = scope.parent
    sites = functions.callers(trail.evaluator, scope) if scope.kind is Kind.FUNCTION else []
    if owner is None or functions.is_wrapped(scope) or scope.yields or len(sites) > functions.MAX_CALLERS:
        trail.note(Seen.AWAY, "it is returned", parent)
        return
    for site in sites:
        trail.push(site.node, keys)
    if classes.is_property(scope):
        trail.attribute(scope.name, owner, keys)
        return
    handed_on = _handed_on(trail, scope, owner)
    if handed_on or not sites:
        trail.note(Seen.AWAY, f"{scope.name} is handed on" if handed_on else "it is returned", parent)
    trail.export(owner, scope.name)


def _handed_on(trail: Trail, scope: Scope, owner: Scope) -> bool:
    """Tell whether a function is used other than by calling it."""
    module, name = trail.module, scope.name
    if owner.kind is Kind.CLASS:
        nodes: list[ast.expr] = [*indexes.attributes(module).get(name, ())]
    else:
        nodes = [load.node for load in indexes.loads_at_home(name, owner)]
    around = ((node, module.parents.get(node)) for node in nodes)
    return any(not (isinstance(call, ast.Call) and call.func is node) for node, call in around)


def _passes(trail: Trail, node: ast.AST, parent: ast.AST, keys: Keys) -> None:
    if not (isinstance(parent, ast.IfExp) and node is parent.test):
        trail.push(parent, keys)


def _ignored(trail: Trail, node: ast.AST, parent: ast.AST, keys: Keys) -> None:
    """A place where a mapping may stand and stays as it is."""


def _shown(trail: Trail, node: ast.AST, parent: ast.AST, keys: Keys) -> None:
    trail.note(Seen.SHOWN, "it is put into a text", parent)


def _iterated(trail: Trail, node: ast.AST, parent: ast.AST, keys: Keys) -> None:
    trail.note(Seen.READ, "it is gone through", node)


_HANDLERS: dict[type, Callable[[Trail, ast.AST, ast.AST, Keys], None]] = {
    ast.keyword: _given,
    ast.Call: _given,
    ast.Attribute: _looked_at,
    ast.Subscript: _subscripted,
    ast.Compare: _compared,
    ast.Dict: _held,
    ast.BinOp: _joined,
    ast.AugAssign: _increased,
    ast.Return: _returned,
    ast.FormattedValue: _shown,
    **dict.fromkeys((ast.Assign, ast.AnnAssign, ast.NamedExpr), _assigned),
    **dict.fromkeys((ast.For, ast.AsyncFor, ast.comprehension, ast.Match), _iterated),
    **dict.fromkeys((ast.Await, ast.IfExp, ast.BoolOp), _passes),
    **dict.fromkeys((ast.Expr, ast.If, ast.While, ast.Assert, ast.UnaryOp, ast.Delete), _ignored),
}
