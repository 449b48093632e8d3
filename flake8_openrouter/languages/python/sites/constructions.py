"""Calls that build an SDK's client, by the table: which one it is, and what it is given."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from flake8_openrouter.languages.python.inference import arguments, partials
from flake8_openrouter.languages.python.inference.arguments import Arguments, Given
from flake8_openrouter.languages.python.inference.values import Class, Frame, Function, Reference
from flake8_openrouter.languages.python.libraries import default_parts, sdks
from flake8_openrouter.languages.python.libraries.sdk import Sdk
from flake8_openrouter.languages.python.sites import derived, litellm_settings, routing
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.syntax.scopes import CallSite
from flake8_openrouter.languages.python.syntax.tree import last_name
from flake8_openrouter.model import Span

_NAMES = sdks.LAST_NAMES | sdks.DERIVING


class Written(NamedTuple):
    """Where the arguments are written that a mapping holds: in a call's ``argument``, which may be a name.

    ``place`` is where one that is missing is missed, ``mapping`` the expression that it belongs into.
    """

    argument: ast.AST
    place: ast.AST
    mapping: ast.AST | None


class Construction(NamedTuple):
    """An SDK's client as it is built in one frame; of a client of many providers the one that it goes to.

    ``routed`` is that provider's name, where the model's name or an argument tells it.

    ``written``: a mapping holds its arguments. ``is_known``: its row says its ways. ``own_key``: without a key it reads
    OpenRouter's variable before others.
    """

    site: CallSite
    sdk: Sdk
    given: Arguments
    frame: Frame
    written: Written | None = None
    is_known: bool = True
    own_key: bool = False
    routed: str = ""

    def use(self, given: Given) -> ast.AST:
        """Return what is edited for an argument's value and nothing else: the argument, the mapping's where one is."""
        return given.node if self.written is None else self.written.argument

    def entry(self, context: Context, given: Given) -> Span:
        """Return the place of an argument: of an entry, where a mapping has it."""
        start = context.span(given.node)
        value, parents = given.value.node, context.module.parents
        is_entry = isinstance(parents.get(given.node), ast.Dict) and parents.get(value) is parents.get(given.node)
        return start._replace(end=context.span(value).end) if is_entry and value is not given.node else start

    def place(self, context: Context) -> Span:
        """Return the place of what is missing."""
        return context.span(self.site.node.func if self.written is None else self.written.place)

    def call(self, context: Context) -> Span:
        """Return the call or mapping that an argument is added to; what is neither takes none."""
        if self.written is None:
            return context.span(self.site.node)
        return context.span(self.written.mapping or self.written.argument)

    @property
    def in_mapping(self) -> bool:
        return self.written is not None and isinstance(self.written.mapping, ast.Dict)


def may_build(site: CallSite, name: str) -> bool:
    """Tell whether a call of something with a last name may build a client: few do, and nothing is evaluated."""
    if name in _NAMES or (not name and partials.may_be_called(site)) or _is_configured(site):
        return True
    return name == partials.NAME and _is_of_client(site.node)


def constructions(context: Context, site: CallSite, name: str) -> Iterator[Construction]:
    """Yield what a call of something with a last name builds in each frame; nothing where it builds no client."""
    if name in sdks.DERIVING:
        for frame in context.frames(site) if site.node.keywords else ():
            if found := derived.derivation(context, site, frame):
                yield Construction(site, *found, frame)
        return
    if not name and partials.may_be_called(site):
        yield from _by_partial(context, site)
    if name == partials.NAME and _is_of_client(site.node) and _is_handed_over(context, site):
        yield from _of_partial(context, site)
        return
    is_of_a_base = isinstance(site.node.func, ast.Attribute) and site.node.func.attr == "__init__"
    base = _base_row(context, site) if is_of_a_base else None
    if is_of_a_base and base is None:
        return
    for frame in context.frames(site) if name in sdks.LAST_NAMES or _is_configured(site) else ():
        sdk = base or _row(context, site, frame)
        if sdk is None or derived.is_only_a_base(context, site, sdk):
            return
        given = arguments.of_call(context.evaluator.expression(site.node, frame), sdk.positional)
        yield _routed(context, site, sdk, given, frame)


def _routed(context: Context, site: CallSite, sdk: Sdk, given: Arguments, frame: Frame) -> Construction:
    """Return what a call builds, of a client of many providers the one that it goes to."""
    provider, sdk = routing.routed(context.evaluator, sdk, given)
    given = litellm_settings.added(context, site, sdk, provider, given)
    return Construction(site, sdk, given, frame, routed=provider)


def _by_partial(context: Context, site: CallSite) -> Iterator[Construction]:
    """Yield what a call of ``partial(Client, …)`` builds."""
    for frame in context.frames(site):
        made = partials.of(context.evaluator, site, frame)
        sdk = sdks.row(partials.called(context.evaluator, made)) if made is not None else None
        if made is not None and sdk is not None:
            given = partials.given(context.evaluator, made, site, frame, sdk.positional)
            yield _routed(context, site, sdk, given, frame)


def _of_partial(context: Context, site: CallSite) -> Iterator[Construction]:
    """Yield what ``partial(function, …)`` builds where it is called with nothing that would change that."""
    for frame in context.frames(site):
        sdk = sdks.row(partials.of_call(context.evaluator, site.node, frame))
        if sdk is not None and context.evaluator.reference(site.node.func, frame) == partials.PARTIAL:
            given = partials.given_before(context.evaluator, site.node, frame, sdk.positional)
            yield _routed(context, site, sdk, given, frame)


def _is_of_client(call: ast.Call) -> bool:
    """Tell whether a call may make a partial function of what builds a client."""
    return bool(call.args) and last_name(call.args[0]) in sdks.LAST_NAMES


def _is_handed_over(context: Context, site: CallSite) -> bool:
    """Tell whether a partial function goes to a framework that calls it with no key and no endpoint."""
    parents = context.module.parents
    keywords = [parents.get(use) for use in derived.uses(context, site)]
    calls = [parents.get(keyword) for keyword in keywords if keyword is not None]
    beside = {other.arg for call in calls if isinstance(call, ast.Call) for other in call.keywords}
    is_handed = all(isinstance(each, ast.keyword) and each.arg in default_parts.HANDING for each in keywords)
    return bool(keywords) and is_handed and beside.isdisjoint(default_parts.HANDED_BESIDE)


def _is_configured(site: CallSite) -> bool:
    """Tell whether a call is given both an endpoint and a key."""
    if len(site.node.keywords) < 2:
        return False
    names = {keyword.arg for keyword in site.node.keywords}
    return not (names.isdisjoint(sdks.UNKNOWN_SDK.keys) or names.isdisjoint(sdks.UNKNOWN_SDK.endpoints))


def _row(context: Context, site: CallSite, frame: Frame) -> Sdk | None:
    values = context.evaluator.evaluate(site.node.func, frame)
    for value in values:
        if isinstance(value, Reference) and (sdk := sdks.row(value.dotted)):
            return sdk
    # What the project's own classes and functions do with a key is read where they do it.
    own = any(isinstance(value, Class | Function) for value in values)
    is_mapping = any(isinstance(value, Reference) and value.dotted == "dict" for value in values)
    return sdks.UNKNOWN_SDK if _is_configured(site) and not (own or is_mapping) else None


def _base_row(context: Context, site: CallSite) -> Sdk | None:
    """Return the row of the SDK class whose ``__init__`` a subclass calls by ``super()``."""
    owner = site.scope.owner
    if owner is None or owner.parent is None or not isinstance(owner.node, ast.ClassDef):
        return None
    frame = Frame(owner.parent, owner.point)
    names = (context.evaluator.reference(base, frame) for base in owner.node.bases)
    return next(filter(None, map(sdks.row, names)), None)
