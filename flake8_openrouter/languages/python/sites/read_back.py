"""Where the headers of a request that was built, or sent, are read again."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from flake8_openrouter.languages.python.sites import recognition
from flake8_openrouter.languages.python.sites.trails import Trail
from flake8_openrouter.languages.python.sites.uses import ReadBack, Seen
from flake8_openrouter.languages.python.syntax import effects, indexes
from flake8_openrouter.languages.python.syntax.scopes import CallSite, Scope, home
from flake8_openrouter.languages.python.syntax.tree import dotted, last_name

#: What tells the headers of a request that was built. A response's own are others, and case-insensitive.
_REQUESTS = ("request", "request_info")


_PREPARING = ("prepare", "prepare_request")


_READING_BACK = frozenset(("headers", "get_header", "has_header", "header_items", "unredirected_hdrs"))


#: The argument with functions that are given each response, and with it its request.
_HOOKS = "hooks"


_PUTTING = effects.PUTTING_HEADERS


def read_back(trail: Trail, site: CallSite) -> None:
    """Note where headers are read of the request that a call builds, or of the one that its response is to."""
    node: ast.AST = site.node
    if any(keyword.arg == _HOOKS for keyword in site.node.keywords):
        trail.note(Seen.READ, f"{_HOOKS} look at it", site.node)
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
            if builds and _puts_anew(trail, read.node):
                trail.note(Seen.REMADE, "another entry of its name is made of it", read.node)


def _puts_anew(trail: Trail, read: ast.Name) -> bool:
    """Tell whether the entry is put on a request by what reads the request: ``r.headers[…] = f"… {r.headers[…]}"``."""
    inner: ast.AST = read
    while (around := trail.module.parents.get(inner)) is not None and not isinstance(inner, ast.stmt):
        key: ast.expr | None = None
        if isinstance(around, ast.Assign) and inner is around.value and isinstance(around.targets[0], ast.Subscript):
            target, key = around.targets[0].value, around.targets[0].slice
        elif isinstance(around, ast.Call) and inner in around.args[1:] and last_name(around.func) in _PUTTING:
            target, key = around.func, around.args[0]
        if key is not None and dotted(target).partition(".")[0] == read.id:
            return (trail.text(key) or "").lower() == trail.name
        inner = around
    return False


def _around(trail: Trail, node: ast.AST) -> ast.AST | None:
    """Return what is around a node; around a request the call that prepares it."""
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
