"""Keys that are in a file as text, and what each is used for."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import dropwhile

from flake8_openrouter.languages.python.inference import answers
from flake8_openrouter.languages.python.inference.values import Frame
from flake8_openrouter.languages.python.libraries import secret_stores
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.syntax.indexes import loads_at_home
from flake8_openrouter.languages.python.syntax.scopes import Module, StringSite, home
from flake8_openrouter.languages.python.syntax.tree import last_name
from flake8_openrouter.model import KeyLiteral, Places, Text, Use, Variable
from flake8_openrouter.openrouter import credentials, keys
from flake8_openrouter.openrouter.leaks import leaks

#: Methods and functions that look at a text, or show it, and don't use it as a key.
_MENTIONING = frozenset(
    (
        "startswith",
        "endswith",
        "find",
        "index",
        "rfind",
        "count",
        "replace",
        "split",
        "partition",
        "removeprefix",
        "removesuffix",
    )
    + (
        "match",
        "search",
        "fullmatch",
        "sub",
        "findall",
        "compile",
        "finditer",
        "escape",
        "print",
        "echo",
        "secho",
        "write",
        "info",
    )
    + (
        "debug",
        "warning",
        "error",
        "exception",
        "log",
        "critical",
        "warn",
        "len",
        "markdown",
        "caption",
        "input",
        "getpass",
        "prompt",
    )
)
#: Functions that put a value into the environment.
_SETTING = frozenset(("putenv", "setenv", "set_key"))
_DECLARING = frozenset(("Field", "field", "add_argument", "option", "argument", "Option", "Argument", "setdefault"))
#: Uses in which a program has a key, whatever it is called.
_HELD = (Use.VALUE, Use.NAME, Use.DEFAULT, Use.PARAMETER)
_PASSED_THROUGH = (
    ast.JoinedStr
    | ast.FormattedValue
    | ast.IfExp
    | ast.Starred
    | ast.List
    | ast.Tuple
    | ast.Set
    | ast.BinOp
    | ast.keyword
)


def facts(context: Context) -> Iterator[KeyLiteral]:
    """Yield each key of an expression once, with its use."""
    found = list(_each(context))
    held = {literal.key for literal in found if literal.use in _HELD}
    several = sum(keys.is_live(key) or credentials.is_key_like(key) for key in held) > 1
    for literal in found:
        yield literal._replace(alone=literal.alone and not several)


def _each(context: Context) -> Iterator[KeyLiteral]:
    seen = Places()
    for site in context.module.strings:
        value = site.node.value
        text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
        for literal in _of_string(context, site, text) if keys.PREFIX in text else ():
            if not seen.overlap(literal.span):
                seen.add(literal.span)
                yield literal


def _is_beside_others(context: Context, site: StringSite) -> bool:
    """Tell whether a key is in a collection with one that is read from the environment."""
    parent = context.module.parents.get(site.node)
    nodes = parent.elts if isinstance(parent, ast.List | ast.Tuple | ast.Set) else getattr(parent, "values", [])
    others = [node for node in nodes if isinstance(node, ast.expr) and node is not site.node]
    if not others or isinstance(parent, ast.BoolOp | ast.JoinedStr):
        return False
    frame = Frame(site.scope, site.point)
    return any(credentials.is_ours(text) for node in others for text in context.evaluator.texts(node, frame))


def _of_string(context: Context, site: StringSite, text: str) -> Iterator[KeyLiteral]:
    node = site.node
    whole = _whole(context, site) or text
    use, read = _use(context, site)
    outer = context.module.parents.get(node)
    span = context.span(outer if isinstance(outer, ast.JoinedStr) else node)
    variable = _variable(context, read, site) if read is not None else None
    expression = None if _fills_the_environment(context, node) else span
    place: dict[str, object] = {"use": use, "expression": expression, "in_tests": context.in_tests}
    place["variable"], place["lenient"] = (variable.name, variable.lenient) if variable is not None else ("", None)
    place["alone"] = not _is_beside_others(context, site)
    place["read"] = context.span(read) if read is not None and expression is not None else None
    live = [match[0] for match in keys.live(whole)]
    for key in live:
        yield KeyLiteral(span.find(key), key, live=True, **place)  # type: ignore[arg-type]
    if live:
        return
    if _is_piece(context, site):
        place["expression"] = None
    core = credentials.core(text)
    leak = next(leaks(core), None)
    place |= {"live": leak is not None, "spelling": leak.spelling if leak is not None else ""}
    if use is Use.NAME and text.startswith(keys.PREFIX):
        yield KeyLiteral(span, text, **place)  # type: ignore[arg-type]
    elif credentials.is_key_like(core):
        yield KeyLiteral(span.find(core), core, **place)  # type: ignore[arg-type]


def _is_piece(context: Context, site: StringSite) -> bool:
    """Tell whether a text goes on behind a literal that is no whole key: nothing may be put in the place of a piece."""
    return any(_goes_on(context.module, node) for node in _with_reads(context.module, site.node))


def _with_reads(module: Module, node: ast.AST) -> list[ast.AST]:
    """Return an expression, and the reads of the names that it is given."""
    around, scope = module.parents.get(node), module.place(node)[0]
    targets = around.targets if isinstance(around, ast.Assign) else []
    names = [target.id for target in targets if isinstance(target, ast.Name)]
    return [node, *(load.node for name in names for load in loads_at_home(name, home(scope, name)))]


def _goes_on(module: Module, node: ast.AST) -> bool:
    """Tell whether there is more of a key behind an expression: in a sum, an f-string, or a list of pieces."""
    parent = module.parents.get(node)
    if isinstance(parent, ast.FormattedValue):
        node, parent = parent, module.parents.get(parent)
    if isinstance(parent, ast.List | ast.Tuple):
        behind = _after(parent.elts, node) if _is_joined(module, parent) else []
    elif isinstance(parent, ast.JoinedStr) and not isinstance(node, ast.Constant):  # else all of it is replaced
        behind = _after(parent.values, node)
    else:
        behind = []
    while isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Add) and not behind:
        behind = [parent.right] if parent.left is node else []
        node, parent = parent, module.parents.get(parent)
    return bool(behind) and _may_be_behind(behind[0])


def _is_joined(module: Module, listed: ast.expr) -> bool:
    """Tell whether a list, or what is called so, is what ``join`` puts together."""
    calls = map(module.parents.get, _with_reads(module, listed))
    return any(isinstance(call, ast.Call) and last_name(call.func) == "join" for call in calls)


def _after(nodes: Sequence[ast.expr], node: ast.AST) -> list[ast.expr]:
    """Return what comes after one of some expressions."""
    return [*dropwhile(lambda each: each is not node, nodes)][1:]


def _may_be_behind(node: ast.expr) -> bool:
    """Tell whether an expression may be the rest of a key: a text of letters and digits is, but for another key."""
    if not isinstance(node, ast.Constant):
        return isinstance(node, ast.Name | ast.Attribute | ast.Subscript | ast.FormattedValue)
    return isinstance(node.value, str) and node.value.isalnum()


def _fills_the_environment(context: Context, node: ast.AST) -> bool:
    """Tell whether a key is put into the variable itself: it can't be read from there instead."""
    parent = context.module.parents.get(node)
    while isinstance(parent, ast.keyword | ast.Dict):
        parent = context.module.parents.get(parent)
    if isinstance(parent, ast.Call):
        receiver = parent.func.value if isinstance(parent.func, ast.Attribute) else None
        is_update = receiver is not None and last_name(receiver) == "environ" and last_name(parent.func) != "get"
        return is_update or last_name(parent.func) in _SETTING
    if isinstance(parent, ast.AugAssign):
        return last_name(parent.target) == "environ"
    targets = parent.targets if isinstance(parent, ast.Assign) else []
    return any(isinstance(target, ast.Subscript) and last_name(target.value) == "environ" for target in targets)


def _whole(context: Context, site: StringSite) -> str | None:
    """Return what a concatenation of literals makes, for the literal that it begins with."""
    node: ast.AST = site.node
    parent = context.module.parents.get(node)
    while isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Add) and (parent.left is node):
        node, parent = parent, context.module.parents.get(parent)
    if node is site.node or not isinstance(node, ast.BinOp):
        return None
    return next((text.literal for text in context.evaluator.texts(node, Frame(site.scope, site.point))), None)


def _variable(context: Context, read: ast.expr, site: StringSite) -> Variable | None:
    leads = (text.lead for text in context.evaluator.texts(read, Frame(site.scope, site.point)))
    return next((lead for lead in leads if isinstance(lead, Variable)), None)


def _use(context: Context, site: StringSite) -> tuple[Use, ast.expr | None]:
    """Return what a literal is used for, and the environment read whose name or default it is."""
    node, keyword = _outermost(context, site.node)
    parent = context.module.parents.get(node)
    if isinstance(parent, ast.Call):
        return _use_in_call(context, site, parent, node, keyword)
    if isinstance(parent, ast.BoolOp):
        first = parent.values[0]
        reads = node is not first and _reads(context, first, site)
        return (Use.DEFAULT, parent if len(parent.values) == 2 else None) if reads else (Use.VALUE, None)
    if isinstance(parent, ast.Subscript):
        return (Use.NAME, parent) if _reads(context, parent, site) else (Use.MENTION, None)
    if isinstance(parent, ast.Dict):
        return (Use.VALUE if node in parent.values and not _is_example(context, node) else Use.MENTION), None
    if isinstance(parent, ast.arguments):
        return Use.PARAMETER, None
    return _PLAIN_USES.get(type(parent), Use.MENTION), None


def _outermost(context: Context, node: ast.AST) -> tuple[ast.AST, str]:
    """Return all that passes a literal on as it is, and the keyword that it is given by; followed once for each."""
    way: list[ast.AST] = [node]
    known, parents = context.outermost, context.module.parents
    while isinstance(parent := parents.get(way[-1]), _PASSED_THROUGH) and parent not in known:
        way.append(parent)
    node, keyword = known.get(parent, (way[-1], "")) if parent is not None else (way[-1], "")
    for inner in reversed(way):
        if isinstance(inner, ast.keyword) and not keyword:
            keyword = inner.arg or ""
        if isinstance(inner, _PASSED_THROUGH):
            known[inner] = (node, keyword)
    return node, keyword


_PLAIN_USES: dict[type[ast.AST] | type[None], Use] = {
    ast.Assign: Use.VALUE,
    ast.AnnAssign: Use.VALUE,
    ast.NamedExpr: Use.VALUE,
    ast.Return: Use.VALUE,
    ast.Yield: Use.VALUE,
    ast.Lambda: Use.VALUE,
    ast.Attribute: Use.VALUE,
}


def _is_example(context: Context, node: ast.AST) -> bool:
    """Tell whether a value is in a mapping under a name such as ``example``, however deep."""
    parents = context.module.parents
    while isinstance(parent := parents.get(node), ast.Dict | ast.List | ast.Tuple | ast.keyword):
        if isinstance(parent, ast.Dict) and node in parent.values:
            key = parent.keys[parent.values.index(node)]
            if isinstance(key, ast.Constant) and key.value in keys.MENTIONING:
                return True
        node = parent
    return isinstance(node, ast.keyword) and node.arg in keys.MENTIONING


def _use_in_call(
    context: Context, site: StringSite, call: ast.Call, node: ast.AST, keyword: str
) -> tuple[Use, ast.expr | None]:
    function = call.func
    if node is function:
        return Use.VALUE, None
    name = last_name(function)
    if _reads(context, call, site):
        is_name = node in call.args[:1] or keyword in ("key", "name")
        return (Use.NAME if is_name else Use.DEFAULT), call
    position = call.args.index(node) if node in call.args else None
    if secret_stores.takes_name(answers.path_of(function), name, position, keyword):
        return Use.NAME, call
    if name in _MENTIONING or keyword in keys.MENTIONING:
        return Use.MENTION, None
    if name in _DECLARING and (
        keyword == "default" or (name in ("Field", "Option", "Argument") and node in call.args[:1])
    ):
        return Use.DEFAULT, None
    return Use.VALUE, None


def _reads(context: Context, node: ast.expr, site: StringSite) -> bool:
    texts: tuple[Text, ...] = context.evaluator.texts(node, Frame(site.scope, site.point))
    return any(
        len(text.parts) == 1 and isinstance(text.lead, Variable) and text.lead.span == context.span(node)
        for text in texts
    )
