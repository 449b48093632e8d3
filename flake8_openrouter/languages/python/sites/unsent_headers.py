"""Headers that no call of the file is seen to send: returned, stored, or given to what is not known."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_openrouter.languages.python.inference import mappings
from flake8_openrouter.languages.python.inference.bindings import reaching
from flake8_openrouter.languages.python.inference.values import Argument, Entry, Frame
from flake8_openrouter.languages.python.sites import flows, headers, sent_headers
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.sites.uses import Seen
from flake8_openrouter.languages.python.syntax import effects
from flake8_openrouter.languages.python.syntax.scopes import DictSite, Mutation, Point, Scope
from flake8_openrouter.languages.python.syntax.tree import dotted, given_to, is_too_long
from flake8_openrouter.model import Credential, Destination, Fact, Place, Reach, Text
from flake8_openrouter.openrouter import destinations, header_names, needles
from flake8_openrouter.openrouter.credentials import Shape, classify, is_masked

_URL_KEYS = frozenset(("url", "base_url", "api_base", "endpoint", "server_url", "uri", "api_url"))
_TELLING = frozenset(("content-type", "accept", "user-agent", "http-referer", "x-title", "anthropic-version"))
#: Uses by which a mapping may be given to a request that is not seen.
_MAY_BE_SENT = (Seen.PUT, Seen.AWAY)
_ADDING = effects.PUTTING_HEADERS | {"setdefault"}


def facts(context: Context) -> Iterator[Fact]:
    """Yield the facts of headers whose request is not seen."""
    for site in context.module.dicts:
        keys = [key.value for key in site.node.keys if isinstance(key, ast.Constant)]
        names = tuple(str(key) for key in keys if not is_too_long(key))
        if any(map(_may_authenticate, names)):
            yield from _of_dict(context, site, names)
    for name in ("dict", "update"):
        for call in context.module.calls_by_name.get(name, ()):
            yield from _of_keywords(context, call.node, call.scope, call.point)
    for (_, path), mutations in context.module.mutations.items():
        for mutation in mutations if not _is_answer(path) else ():
            yield from _of_mutation(context, mutation, path)


def _of_dict(context: Context, site: DictSite, names: tuple[str, ...]) -> Iterator[Fact]:
    node = site.node
    frame = Frame(site.scope, site.point)
    destination: Destination | None = None
    for key, value in zip(node.keys, node.values, strict=True):
        name = key.value if isinstance(key, ast.Constant) else None
        if not isinstance(name, str) or key is None or key in context.accounted or not _may_authenticate(name):
            continue
        if not _is_authorization(name) and not _are_headers(context, site, names):
            continue
        destination = destination or _destination(context, site)
        yield from _facts(context, Entry(name, key, Argument(value, frame), key), destination, names)


def _of_keywords(context: Context, node: ast.Call, scope: Scope, point: Point) -> Iterator[Fact]:
    names = tuple(keyword.arg for keyword in node.keywords if keyword.arg)
    for keyword in node.keywords:
        if keyword.arg and keyword not in context.accounted and _is_authorization(keyword.arg):
            entry = Entry(keyword.arg, keyword, Argument(keyword.value, Frame(scope, point)), keyword)
            yield from _facts(context, entry, context.unknown_destination(scope), names)


def _of_mutation(context: Context, mutation: Mutation, path: str) -> Iterator[Fact]:
    frame = Frame(mutation.scope, mutation.point)
    key, value = mutation.key, mutation.value
    if mutation.call is not None and mutation.method in _ADDING and len(mutation.call.args) == 2:
        key, value = mutation.call.args
    if key is None or value is None or mutation.keys or key in context.accounted:
        return
    if isinstance(key, ast.Constant) and isinstance(key.value, str) and _is_headers_entry(key.value, path):
        entry = Entry(key.value, key, Argument(value, frame), mutation.node if mutation.call is None else key)
        yield from _facts(context, entry, context.unknown_destination(mutation.scope), (key.value,))


def _facts(context: Context, entry: Entry, destination: Destination, names: tuple[str, ...]) -> Iterator[Fact]:
    uses = flows.uses(context, entry.key_node, entry.key or "")
    seen = {use.seen for use in uses}
    if Seen.SENT in seen or seen.isdisjoint(_MAY_BE_SENT):
        return  # of a request that is seen all headers are known: this one was replaced before
    if Seen.PUT not in seen and _is_redacted(context, entry):
        return
    use, spelt = headers.entry_span(entry), sent_headers.authorizations(names)
    for header in headers.entry_facts(context, entry, destination, use, None, spelt, _givers(context, entry)):
        is_template = header.credential is not None and _is_template(header.credential)
        yield header._replace(credential=None) if is_template else header


def _givers(context: Context, entry: Entry) -> Reach:
    """Return who else may put another header in the place of an entry, by what its mapping is named where it is."""
    parents = context.module.parents
    holder = parents.get(parents.get(entry.key_node, entry.key_node), entry.key_node)
    return context.outside.changers(holder, entry.value.frame)


def _is_redacted(context: Context, entry: Entry) -> bool:
    """Tell whether an entry hides what it stands for, or covers another one."""
    texts = context.evaluator.argument_texts(entry.value)
    return any(is_masked(text.literal or "") for text in texts) or _covers(context, entry)


def _covers(context: Context, entry: Entry) -> bool:
    """Tell whether an entry is laid over one that a copy, or a mapping that is spread before it, has."""
    parent = context.module.parents.get(entry.key_node)
    frame, name = entry.value.frame, (entry.key or "").lower()
    under: list[ast.expr] = []
    if isinstance(parent, ast.Dict):
        before = zip(parent.keys, parent.values, strict=True)
        under = [value for key, value in before if key is None and value.lineno <= entry.value.node.lineno]
    elif isinstance(parent, ast.Subscript | ast.Call):
        target = parent.value if isinstance(parent, ast.Subscript) else parent.func
        bindings = reaching(target.id, frame) if isinstance(target, ast.Name) else []
        under = [binding.value for binding in bindings if isinstance(binding.value, ast.Call | ast.Dict)]
    for node in under:
        mapping = mappings.spread(context.evaluator.expression(node, frame))
        if any((other.key or "").lower() == name for other in mapping.entries) or not mapping.complete:
            return True
    return False


def _is_template(credential: Credential) -> bool:
    """Tell whether a value may be filled in by whoever takes it: it names what is not bound where it is."""
    text = credential.value.literal
    return text is not None and classify(text) is Shape.UNINTERPOLATED and not credential.interpolable


def _may_authenticate(name: str) -> bool:
    return needles.has_any(name.lower(), ("aut", "key", "token"))


def _is_authorization(name: str) -> bool:
    return name.lower() == header_names.AUTHORIZATION


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
    return needles.has_any(path.lower(), ("response", "resp.", "environ"))


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
        nodes = _url_entries(context, parent)
    elif isinstance(call, ast.Call):
        nodes = given_to(call)
    texts = [text for node in nodes if node is not site.node for text in context.evaluator.texts(node, frame)]
    return [text for text in texts if destinations.parse(text)]


def _url_entries(context: Context, mapping: ast.Dict) -> list[ast.expr]:
    """Return the values of a dict under the names of URLs; looked for once."""
    known = context.url_entries
    if mapping not in known:
        items = zip(mapping.keys, mapping.values, strict=True)
        known[mapping] = [value for key, value in items if isinstance(key, ast.Constant) and key.value in _URL_KEYS]
    return known[mapping]
