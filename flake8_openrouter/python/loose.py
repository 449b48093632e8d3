"""Headers that no call of the file is seen to send: returned, stored, or given to what is not known."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_openrouter import destinations
from flake8_openrouter.credentials import Shape, classify
from flake8_openrouter.model import Credential, Destination, Fact, Place, Text
from flake8_openrouter.python import clients, headers, outputs
from flake8_openrouter.python.context import Context, is_played
from flake8_openrouter.python.domain import Argument, Entry, Frame
from flake8_openrouter.python.scopes import DictSite, Mutation, Point, Scope
from flake8_openrouter.python.tree import dotted, last_name

_URL_KEYS = frozenset(("url", "base_url", "api_base", "endpoint", "server_url", "uri", "api_url"))
_TELLING = frozenset(("content-type", "accept", "user-agent", "http-referer", "x-title", "anthropic-version"))
_ADDING = frozenset(("add_header", "add_unredirected_header", "putheader", "setdefault"))


def facts(context: Context) -> Iterator[Fact]:
    """Yield the facts of headers whose request is not seen."""
    for site in context.module.dicts:
        names = tuple(str(key.value) for key in site.node.keys if isinstance(key, ast.Constant))
        if any(map(_may_authenticate, names)) and not _is_looked_at(context, site):
            yield from _of_dict(context, site, names)
    for call in context.module.calls:
        if last_name(call.node.func) in ("dict", "update"):
            yield from _of_keywords(context, call.node, call.scope, call.point)
    for (_, path), mutations in context.module.mutations.items():
        for mutation in mutations:
            if not _is_answer(path):
                yield from _of_mutation(context, mutation, path)


def _of_dict(context: Context, site: DictSite, names: tuple[str, ...]) -> Iterator[Fact]:
    node = site.node
    frame = Frame(site.scope, site.point)
    destination: Destination | None = None
    for key, value in zip(node.keys, node.values, strict=True):
        name = key.value if isinstance(key, ast.Constant) else None
        if not isinstance(name, str) or key is None or context.is_done(key) or not _may_authenticate(name):
            continue
        if not _is_authorization(name) and not _are_headers(context, site, names):
            continue
        destination = destination or _destination(context, site)
        yield from _facts(context, Entry(name, key, Argument(value, frame), key), destination, names)


def _of_keywords(context: Context, node: ast.Call, scope: Scope, point: Point) -> Iterator[Fact]:
    names = tuple(keyword.arg for keyword in node.keywords if keyword.arg)
    for keyword in node.keywords:
        if keyword.arg and not context.is_done(keyword) and _is_authorization(keyword.arg):
            entry = Entry(keyword.arg, keyword, Argument(keyword.value, Frame(scope, point)), keyword)
            yield from _facts(context, entry, context.unknown_destination(scope), names)


def _of_mutation(context: Context, mutation: Mutation, path: str) -> Iterator[Fact]:
    frame = Frame(mutation.scope, mutation.point)
    key, value = mutation.key, mutation.value
    if mutation.call is not None and mutation.method in _ADDING and len(mutation.call.args) == 2:
        key, value = mutation.call.args
    if key is None or value is None or context.is_done(key):
        return
    if isinstance(key, ast.Constant) and isinstance(key.value, str) and _is_headers_entry(key.value, path):
        entry = Entry(key.value, key, Argument(value, frame), mutation.node if mutation.call is None else key)
        yield from _facts(context, entry, context.unknown_destination(mutation.scope), (key.value,))


def _facts(context: Context, entry: Entry, destination: Destination, names: tuple[str, ...]) -> Iterator[Fact]:
    context.consumed.add(entry.key_node)
    use = headers.entry_span(entry)
    for fact in headers.entry_facts(context, entry, destination, use, None, names):
        if not isinstance(fact, Credential) or not _is_template(fact):
            yield fact


def _is_template(credential: Credential) -> bool:
    """Tell whether a value may be filled in by whoever takes it: it names what is not bound where it stands."""
    text = credential.value.literal
    return text is not None and classify(text) is Shape.UNINTERPOLATED and not credential.interpolable


def _may_authenticate(name: str) -> bool:
    return any(word in name.lower() for word in ("auth", "key", "token"))


def _is_authorization(name: str) -> bool:
    return name.lower() == headers.AUTHORIZATION


def _is_headers_entry(name: str, path: str) -> bool:
    return _is_authorization(name) or (_may_authenticate(name) and "header" in path.lower())


def _are_headers(context: Context, site: DictSite, names: tuple[str, ...]) -> bool:
    """Tell whether a dict is one of headers, by the name it is given, or by what else is in it."""
    if any(name.lower() in _TELLING for name in names):
        return True
    parent = context.module.parents.get(site.node)
    if isinstance(parent, ast.Assign):
        return any("headers" in dotted(target).lower() for target in parent.targets)
    if isinstance(parent, ast.keyword):
        return "headers" in (parent.arg or "")
    return isinstance(parent, ast.Return) and "header" in site.scope.name.lower()


def _is_answer(path: str) -> bool:
    """Tell whether a path names a response's headers, or a server's own."""
    return any(word in path.lower() for word in ("response", "resp.", "environ"))


def _is_looked_at(context: Context, site: DictSite) -> bool:
    """Tell whether a dict is compared, shown, or what a mock server is to answer, rather than sent."""
    parent = context.module.parents.get(site.node)
    while isinstance(parent, ast.expr | ast.keyword):
        if isinstance(parent, ast.Compare):
            return True
        if isinstance(parent, ast.Call) and _is_spectator(context, parent, Frame(site.scope, site.point)):
            return True
        parent = context.module.parents.get(parent)
    return isinstance(parent, ast.Assert)


def _is_spectator(context: Context, call: ast.Call, frame: Frame) -> bool:
    root = context.evaluator.reference(call.func, frame).partition(".")[0]
    looks = last_name(call.func).startswith("assert") or outputs.channel(context, call, frame) != ""
    return looks or root in clients.MOCKS or is_played(call)


def _destination(context: Context, site: DictSite) -> Destination:
    """Return where a dict of headers goes by the URL beside it: in the dict around it, or in the same call."""
    urls = _urls_beside(context, site)
    found = context.destination(urls, site.scope) if urls else context.unknown_destination(site.scope)
    return found if found.place is not Place.UNKNOWN or not urls else context.unknown_destination(site.scope)


def _urls_beside(context: Context, site: DictSite) -> list[Text]:
    parents, frame = context.module.parents, Frame(site.scope, site.point)
    parent = parents.get(site.node)
    call = parents.get(parent) if isinstance(parent, ast.keyword) else parent
    nodes: list[ast.expr] = []
    if isinstance(parent, ast.Dict):
        nodes = [
            value
            for key, value in zip(parent.keys, parent.values, strict=True)
            if isinstance(key, ast.Constant) and key.value in _URL_KEYS
        ]
    elif isinstance(call, ast.Call):
        nodes = [*call.args, *(keyword.value for keyword in call.keywords)]
    texts = [text for node in nodes if node is not site.node for text in context.evaluator.texts(node, frame)]
    return [text for text in texts if destinations.parse(text)]
