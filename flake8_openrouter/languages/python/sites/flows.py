"""Where a mapping goes: each use of it that the file shows, from the place where an entry is put into it.

It is followed through names, attributes, copies, other mappings that hold it, functions of the file and what they
return. What is not known to leave an entry alone is a reader, and what is not followed may send it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

from flake8_openrouter.languages.python.inference import channels
from flake8_openrouter.languages.python.inference.values import Built, Frame
from flake8_openrouter.languages.python.libraries import http
from flake8_openrouter.languages.python.sites import flows_between, read_back, recognition
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.sites.trails import Trail
from flake8_openrouter.languages.python.sites.uses import Keys, Seen, Use
from flake8_openrouter.languages.python.syntax import effects, indexes
from flake8_openrouter.languages.python.syntax.scopes import CallSite, Kind, home
from flake8_openrouter.languages.python.syntax.tree import descendants, dotted, last_name

#: Calls that leave what they are given as it is, that copy it, and that show it or write it out.
_HARMLESS = frozenset(("len", "bool", "isinstance", "type", "id", "hasattr", "callable"))
_COPYING = http.MAPPINGS | frozenset(("dict", "copy", "deepcopy", "OrderedDict"))
_WRITING = frozenset(("dumps", "dump", "str", "repr", "format", "pformat", "pprint", "write", "print", "safe_dump"))


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
            trail.note(Seen.AWAY, "it is passed on", node)
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
        trail.note(Seen.AWAY, "it is built elsewhere", key_node)


def _put_by_call(trail: Trail, call: ast.Call, key_node: ast.AST) -> None:
    """An entry that a call puts: ``dict(name=…)``, ``mapping.update(name=…)``, ``request.add_header(name, …)``."""
    if not isinstance(call.func, ast.Attribute):
        _covered_by(trail, call, key_node)
        trail.push(call)
    elif call.func.attr in effects.PUTTING_HEADERS:
        trail.note(Seen.PUT, "it is put on a request", call)
    else:
        trail.change(call.func.value, call)


def _covered_in(trail: Trail, mapping: ast.Dict, number: int) -> None:
    """Note what is before and after an item of a dict, as far as it is laid over the entry, or under it."""
    trail.beside(mapping, zip(mapping.keys, mapping.values, strict=True), number)


def _covered_by(trail: Trail, call: ast.Call, node: ast.AST) -> None:
    """Note what the other arguments lay over one in ``dict(mapping, name=…, **more)``; over none: the call itself."""
    nodes: list[ast.expr | ast.keyword] = [*call.args, *call.keywords]
    items = ((item.arg, item.value) if isinstance(item, ast.keyword) else (None, item) for item in nodes)
    trail.beside(call, items, nodes.index(node) if node in nodes else -1)


# What is around a place, by its kind


def _given(trail: Trail, node: ast.AST, parent: ast.AST, keys: Keys) -> None:
    call = trail.module.parents.get(parent) if isinstance(parent, ast.keyword) else parent
    argument = parent if isinstance(parent, ast.keyword) else node
    site = indexes.sites(trail.module).get(call) if isinstance(call, ast.Call) else None
    if site is None or argument is site.node.func:
        trail.note(Seen.AWAY, "it is passed on", node)
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
        read_back.read_back(trail, site)
    else:
        flows_between.passed(trail, site, argument, keyword, keys)


def _sends(trail: Trail, site: CallSite, argument: ast.AST, keyword: str | None, keys: Keys) -> bool:
    if keyword is None:
        return len(keys) == 1 and recognition.takes_by_name(trail.evaluator, site, keys[0])
    return not keys and recognition.takes_as_headers(trail.evaluator, site, argument)


def _is_spectator(trail: Trail, site: CallSite) -> bool:
    """Tell whether a call only looks at what it is given: it logs, asserts, sets up a mock, or answers a request."""
    function, frame = site.node.func, Frame(site.scope, site.point)
    if last_name(function).startswith("assert") or last_name(function) in channels.LOG_METHODS:
        return True
    called = trail.evaluator.reference(function, frame)
    root = called.partition(".")[0]
    shown = channels.channel(trail.evaluator.expression(site.node, frame))
    return bool(shown) or root in http.MOCKS or called.startswith(http.SERVERS) or recognition.is_played(site.node)


def _looked_at(trail: Trail, node: ast.AST, parent: ast.AST, keys: Keys) -> None:
    assert isinstance(parent, ast.Attribute)
    call, method = trail.module.parents.get(parent), parent.attr
    if not isinstance(call, ast.Call) or call.func is not parent:
        trail.note(Seen.READ, f".{method} of it is used", parent)
    elif method == "copy":
        trail.push(call, keys)
    elif method in effects.GIVING:
        trail.looked_up(call.args[0] if call.args else None, call, keys)
    elif method == "update":
        _covered_by(trail, call, call)
    elif method == "items" and (filtered := _filtered(trail, call)) is not None:
        asked = (part for condition in filtered.generators[0].ifs for part in descendants(condition))
        if dotted(filtered.key) in map(dotted, asked):
            trail.note(Seen.READ, "its entries are chosen by their names", filtered)
        trail.push(filtered, keys)
    elif method not in ("clear", *effects.PUTTING_HEADERS):
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
        trail.note(Seen.AWAY, "it is stored in another mapping", parent)
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
            trail.note(Seen.AWAY, f"it is stored in {dotted(target) or 'an attribute'}", target)
            if target.attr == "headers" and (path := dotted(target)):  # of what may be a session all the same
                trail.path(path, keys, scope, point)
    elif isinstance(target, ast.Subscript) and (path := dotted(target.value)) and (key := trail.text(target.slice)):
        trail.path(path, (key, *keys), scope, point)
    else:
        trail.note(Seen.AWAY, "it is stored elsewhere", target)


def _is_session(trail: Trail, node: ast.expr) -> bool:
    values = trail.evaluator.evaluate(node, trail.frame(node))
    return any(isinstance(value, Built) and value.dotted in http.HTTP_CLIENTS for value in values)


def _increased(trail: Trail, node: ast.AST, parent: ast.AST, keys: Keys) -> None:
    assert isinstance(parent, ast.AugAssign)
    trail.change(parent.target, parent)


def _passes(trail: Trail, node: ast.AST, parent: ast.AST, keys: Keys) -> None:
    if not (isinstance(parent, ast.IfExp) and node is parent.test):
        trail.push(parent, keys)


def _ignored(trail: Trail, node: ast.AST, parent: ast.AST, keys: Keys) -> None:
    """A place where a mapping may be and stays as it is."""


def _shown(trail: Trail, node: ast.AST, parent: ast.AST, keys: Keys) -> None:
    trail.note(Seen.SHOWN, "it is put into a string", parent)


def _iterated(trail: Trail, node: ast.AST, parent: ast.AST, keys: Keys) -> None:
    trail.note(Seen.READ, "it is iterated over", node)


_HANDLERS: dict[type, Callable[[Trail, ast.AST, ast.AST, Keys], None]] = {
    ast.keyword: _given,
    ast.Call: _given,
    ast.Attribute: _looked_at,
    ast.Subscript: _subscripted,
    ast.Compare: _compared,
    ast.Dict: _held,
    ast.BinOp: _joined,
    ast.AugAssign: _increased,
    ast.Return: flows_between.returned,
    ast.FormattedValue: _shown,
    **dict.fromkeys((ast.Assign, ast.AnnAssign, ast.NamedExpr), _assigned),
    **dict.fromkeys((ast.For, ast.AsyncFor, ast.comprehension, ast.Match), _iterated),
    **dict.fromkeys((ast.Await, ast.IfExp, ast.BoolOp), _passes),
    **dict.fromkeys((ast.Expr, ast.If, ast.While, ast.Assert, ast.UnaryOp, ast.Delete), _ignored),
}
