"""What all readers of a file share: its module, the evaluator, and what speaks for a destination."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from flake8_openrouter.languages.python.inference import (
    cases,
    choices,
    declarations,
    environment,
    loaders,
    partials,
    sharing,
)
from flake8_openrouter.languages.python.inference.evaluator import Evaluator
from flake8_openrouter.languages.python.inference.exports import Exports
from flake8_openrouter.languages.python.inference.functions import arguments_of_callers, objects, unknown_to
from flake8_openrouter.languages.python.inference.outside import Outside
from flake8_openrouter.languages.python.inference.values import Argument, Frame, Mapping
from flake8_openrouter.languages.python.libraries import sdks, telling
from flake8_openrouter.languages.python.sites import patches, sources
from flake8_openrouter.languages.python.sites.conduct import Conduct
from flake8_openrouter.languages.python.sites.handlers import Handlers
from flake8_openrouter.languages.python.sites.invocations import Invocations
from flake8_openrouter.languages.python.sites.uses import Layout, ReadBack, Use
from flake8_openrouter.languages.python.syntax.places import Imported
from flake8_openrouter.languages.python.syntax.reads import Uses
from flake8_openrouter.languages.python.syntax.scopes import CallSite, Kind, Module, Scope, is_receiver
from flake8_openrouter.languages.python.syntax.tree import dotted
from flake8_openrouter.model import ALONE, Destination, Place, Reach, ResponseUse, Span, Text
from flake8_openrouter.openrouter import api, credentials, destinations, evidence
from flake8_openrouter.openrouter.destinations import Surroundings

#: Names of classes that do not tell a service; few are asked for, so that ``re`` compiles it when one is.
_PLAIN_CLASS = (
    r"(?i)client|api|bot|chat|llm|ai$|^ai|agent|assist|service|model|conf|sett|help|app|main|base|test|router"
)

_EVIDENCE = {Kind.CLASS: evidence.of_class, Kind.FUNCTION: evidence.of_function}


class BuiltClient(NamedTuple):
    """An SDK's client that the file builds, by a call: the variables from which it takes a key, unless it has one.

    ``key`` is the argument by which it is given one, empty where it is not.
    """

    call: ast.Call
    variables: tuple[str, ...]
    destination: Destination
    has_key: bool
    key: str = ""


@dataclass
class Context:
    """A file that is being read. ``exports`` says who reads it from outside.

    ``accounted`` are the names of headers, cookies and entries that a request or client was seen to carry.
    ``flows`` are the uses of mappings that were followed, by the node of the entry's name, ``layouts`` what is
    beside entries, by the mapping, ``read_back`` where names' headers are read, ``url_entries`` what dicts have for
    URLs. ``follows_responses``: a rule asks for what becomes of them; ``responses`` are those that were followed
    already. ``clients`` are the SDKs' clients, once they were looked for, ``made_by_default`` those that frameworks
    make by themselves.
    ``sent`` is what was seen to be sent to OpenRouter as its key: nodes of headers' names and of calls that send it,
    names of variables, and places of names.
    """

    module: Module
    evaluator: Evaluator
    around: Surroundings
    in_tests: bool
    module_evidence: str
    exports: Exports
    follows_responses: bool = False
    accounted: set[ast.AST] = field(default_factory=set)
    flows: dict[ast.AST, tuple[Use, ...]] = field(default_factory=dict)
    layouts: dict[ast.AST, Layout] = field(default_factory=dict)
    read_back: dict[tuple[Scope, str], Sequence[ReadBack]] = field(default_factory=dict)
    reads: dict[tuple[Scope, str], dict[object, list[ast.Name]]] = field(default_factory=dict)
    told: set[tuple[ast.AST, ast.AST, Destination, frozenset[str]]] = field(default_factory=set)
    url_entries: dict[ast.Dict, list[ast.expr]] = field(default_factory=dict)
    responses: dict[ast.Call, tuple[ResponseUse, ...]] = field(default_factory=dict)
    outermost: dict[ast.AST, tuple[ast.AST, str]] = field(default_factory=dict)
    clients: list[BuiltClient] = field(default_factory=list)
    made_by_default: list[BuiltClient] | None = None
    sent: set[object] = field(default_factory=set)

    def evidence(self, scope: Scope) -> str:
        """Tell which of the enclosing names is OpenRouter's."""
        for around in scope.enclosing:
            if around.kind in _EVIDENCE and api.mentions(around.name):
                return _EVIDENCE[around.kind](around.name)
        return self.module_evidence

    def destination(self, urls: Sequence[Text], scope: Scope) -> Destination:
        """Return where URLs go; one that names something else leaves the file's own evidence without weight."""
        found = destinations.judge(urls, self.around, self.evidence(scope))
        if found.evidence and any(map(destinations.is_named_otherwise, urls)):
            return found._replace(evidence="")
        return found

    def unknown_destination(self, scope: Scope) -> Destination:
        return destinations.unknown(self.around, self.evidence(scope))

    def frames(self, site: CallSite) -> Iterator[Frame]:
        """Yield the frames a call is made in: one for each caller of its function in the file, and each case."""
        function, evaluator = site.scope.function, self.evaluator
        given = arguments_of_callers(evaluator, function) if len(function.parameters) > bool(function.receiver) else []
        made = (
            objects(evaluator, function.parent)
            if function.parent and choices.asks_itself(self.module, function)
            else []
        )
        if not given and not made:
            yield from cases.frames(evaluator, site, Frame(site.scope, site.point))
            return
        called = [Frame(site.scope, site.point, each, one) for each in given or (None,) for one in made or (None,)]
        found = [each for frame in called for each in cases.frames(evaluator, site, frame)]
        if found or self._tells_by_annotations(function):
            yield from found
        else:  # who comes here is not seen
            yield from cases.frames(evaluator, site, Frame(site.scope, site.point, unknown_to(function)))

    def _tells_by_annotations(self, function: Scope) -> bool:
        """Tell whether a parameter is an object of a class of the files, whose fields say what it may be."""
        parameters = (each for name in function.parameters for each in function.bindings[name] if each.annotation)
        return any(declarations.annotated(self.evaluator, each, self.span(function.node)) for each in parameters)

    @cached_property
    def shared_headers(self) -> dict[tuple[Scope | None, str], str]:
        """The first headers with a key that a request passes by name: by class and receiver, or of the module."""
        found: dict[tuple[Scope | None, str], str] = {}
        for site, _ in self.telling_calls:
            for keyword in site.node.keywords:
                path = dotted(keyword.value) if keyword.arg == "headers" else ""
                if not path or not self._holds_authorization(keyword.value, Frame(site.scope, site.point)):
                    continue
                root, _, rest = path.partition(".")
                if rest:
                    found.setdefault((site.scope.owner, root), path)
                elif path in self.module.scope.bindings:
                    found.setdefault((None, ""), path)
        return found

    def _holds_authorization(self, node: ast.expr, frame: Frame) -> bool:
        mappings = [value for value in self.evaluator.evaluate(node, frame) if isinstance(value, Mapping)]
        return any((entry.key or "").lower() == "authorization" for value in mappings for entry in value.entries)

    @cached_property
    def globals_set(self) -> dict[str, tuple[ast.Assign, Frame]]:
        """The settings of other modules that the file assigns, by their dotted name: ``openai.api_base = …``."""
        found: dict[str, tuple[ast.Assign, Frame]] = {}
        for site in self.module.attribute_assignments:
            frame = Frame(site.scope, site.point)
            for target in site.node.targets:
                if name := self._global_name(target, frame):
                    found[name] = (site.node, frame)
        return found

    def _global_name(self, target: ast.expr, frame: Frame) -> str:
        if not isinstance(target, ast.Attribute) or target.attr not in telling.SETTINGS:
            return ""
        if is_receiver(target.value, frame.scope):
            return ""
        base = self.evaluator.reference(target.value, frame)
        return f"{base}.{target.attr}" if base else ""

    def sets(self, variables: Iterable[str]) -> bool:
        """Tell whether the file may set one of some environment variables, or the openai package's own key."""
        written = self.written
        return written is None or not written.isdisjoint(variables) or sdks.OPENAI_KEY in self.globals_set

    def set_elsewhere(self, names: Iterable[str]) -> bool:
        """Tell whether another file of the program may set one of some variables, or call or give what has its name."""
        wanted = frozenset(names)
        return bool(wanted) and loaders.are_set_elsewhere(self.evaluator, self.module, wanted)

    def setters(self, variables: Collection[str]) -> Reach:
        """Return which other files of the program may set one of some variables."""
        return Reach(find=lambda: environment.written_elsewhere(self.evaluator, self.module, variables))

    def without_endpoint(self, destination: Destination, key: Text, variables: Iterable[str]) -> Destination:
        """Return where a key goes that nothing in the file leads elsewhere, though variables could.

        Other files are asked for these only where the key would be one of OpenRouter's that another provider gets.
        """
        if destination.place is Place.ELSEWHERE and credentials.is_ours(key) and self.set_elsewhere(variables):
            return Destination(reason="the endpoint may be set in another file of the program")
        return destination

    def leading(self, destination: Destination, url: Argument) -> Reach:
        """Return who else may set a URL that leads to another provider: what is sent there may be meant for it."""
        return self.outside.setters(url.node, url.frame) if destination.place is Place.ELSEWHERE else ALONE

    @cached_property
    def written(self) -> frozenset[str] | None:
        """The environment variables that the file sets; None where their names can't be told."""
        return environment.written(self.evaluator, self.module)

    @cached_property
    def is_patched(self) -> bool:
        """Whether the file puts something of its own in place of a part of an HTTP library."""
        return patches.are_made(self.evaluator, self.module)

    @cached_property
    def patched_elsewhere(self) -> Reach:
        """Which other files of the program do so."""
        evaluator, exports = self.evaluator, self.exports  # to hold what holds this would keep the tree of the file
        return Reach(find=lambda: patches.are_made_elsewhere(evaluator, exports.module))

    @cached_property
    def outside(self) -> Outside:
        return Outside(self.exports, self.evaluator)

    @cached_property
    def conduct(self) -> Conduct:
        return Conduct(self.module)

    @cached_property
    def uses(self) -> Uses:
        return Uses(self.module)

    @cached_property
    def invocations(self) -> Invocations:
        return Invocations(self.uses)

    @cached_property
    def handlers(self) -> Handlers:
        return Handlers(self.uses, self.invocations)

    @cached_property
    def calls(self) -> list[tuple[CallSite, str]]:
        """The calls, each with the last name of what is called, as its own module calls it.

        The name is empty where it is the file's own.
        """
        return [(site, _called_name(site)) for site in self.module.calls]

    @cached_property
    def telling_calls(self) -> list[tuple[CallSite, str]]:
        """Of the calls those that may send a request, build a client or start a program, as their names tell."""
        named = ((site, _called_name(site)) for site in self.module.calls)
        return [(site, name) for site, name in named if name in telling.NAMES or _is_telling(site, name)]

    def note_sent(self, text: Text, frame: Frame) -> None:
        """Remember where what is sent as OpenRouter's key comes from, if it is all that a text has besides literals."""
        self.sent.update(sources.sources(self.evaluator, text, frame))

    def is_sent(self, text: Text, frame: Frame) -> bool:
        """Tell whether a text has what is sent as OpenRouter's key: the same variable, or name and binding."""
        source = sources.source(text, frame)
        return source is not None and source in self.sent

    def span(self, node: ast.AST) -> Span:
        return self.module.span(node)

    def here(self, text: Text, use: Span) -> Text:
        """Return a text whose place is in this file, with what it shares with other uses."""
        if text.span.document is not self.module.document:
            return Text(text.parts, text.span.here(use))
        return sharing.marked(text, self.exports, use)


def _is_telling(site: CallSite, name: str) -> bool:
    for keyword in site.node.keywords:
        if keyword.arg in telling.ARGUMENTS:
            return True
    return not name and partials.may_be_called(site)


def _called_name(site: CallSite) -> str:
    function = site.node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    if not isinstance(function, ast.Name):
        return ""
    name = function.id
    for scope in site.scope.enclosing:
        for binding in scope.bindings.get(name, ()):
            if isinstance(binding.value, Imported):
                return binding.value.name
            if isinstance(binding.value, ast.Name | ast.Attribute):
                return dotted(binding.value).rpartition(".")[2]
            return ""
    return ""


def weighed(destination: Destination, scope: Scope) -> Destination:
    """Return a destination whose evidence holds in a class: one that is named for a service talks to that."""
    owner = scope.owner
    if owner is None or destination.evidence != destinations.FILE_EVIDENCE or re.search(_PLAIN_CLASS, owner.name):
        return destination
    return destination._replace(evidence="")
