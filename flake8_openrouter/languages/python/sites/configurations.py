"""Mappings that configure a framework's clients, by the table: each is read as the arguments of the client it makes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from flake8_openrouter.languages.python.inference import arguments
from flake8_openrouter.languages.python.inference.arguments import Arguments, Given
from flake8_openrouter.languages.python.inference.values import Argument, Entry, Frame, Mapping, Sequence
from flake8_openrouter.languages.python.libraries import configs
from flake8_openrouter.languages.python.libraries.configs import EACH, Choice, Config
from flake8_openrouter.languages.python.libraries.sdk import Sdk
from flake8_openrouter.languages.python.sites import depths, litellm_settings, routing
from flake8_openrouter.languages.python.sites.constructions import Construction, Written
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.sites.depths import Depth
from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.scopes import CallSite, Module
from flake8_openrouter.model import Text, Variable
from flake8_openrouter.openrouter import needles

#: How many mappings are looked at that one call is given.
MAX_MAPPINGS = 30
OWN_VARIABLE = "OPENROUTER_API_KEY"


class Level(NamedTuple):
    """A mapping as arguments, or the call's own, and the expression that it was found by.

    ``nodes`` are where its entries are written, each entry's key.
    """

    given: Arguments
    nodes: tuple[ast.AST, ...] = ()
    found_by: ast.AST | None = None


class _Reader(NamedTuple):
    """A call that is given mappings, in one frame."""

    context: Context
    site: CallSite
    frame: Frame
    name: str

    def clients(self, config: Config, nested: frozenset[str]) -> Iterator[Construction]:
        """Yield the clients that a call configures by a row; a mapping that has what is ``nested`` is none itself."""
        called = arguments.of_call(self.context.evaluator.expression(self.site.node, self.frame), config.positional)
        for argument, levels in self._found(config, Level(called)):
            names = {given.name for given in levels[-1].given.given}
            if nested.isdisjoint(names) and not (EACH in nested and self.site.node.args and len(levels) == 1):
                yield from self._client(config, argument, levels)

    def _found(self, config: Config, call: Level) -> Iterator[tuple[ast.AST | None, list[Level]]]:
        """Yield the mappings at a row's path, with those that hold them, the call first, and the call's argument."""
        if not config.path:
            yield None, [call]
            return
        first, *rest = config.path
        named = [(given.node, given.value) for given in call.given.given if given.name == first]
        unnamed = [(node, Argument(node, self.frame)) for node in self.site.node.args]
        starts: list[tuple[ast.AST, Argument]] = [*unnamed] if first == EACH else named
        for node, value in starts:
            yield from ((node, levels) for levels in self._below(value, rest, [call], node))

    def _below(self, value: Argument, path: list[str], around: list[Level], argument: ast.AST) -> Iterator[list[Level]]:
        for found in self.context.evaluator.argument(value):
            if path and path[0] == EACH:
                for element in found.elements if isinstance(found, Sequence) else ():
                    yield from self._below(element, path[1:], around, argument)
            elif isinstance(found, Mapping):
                levels = [*around, self._level(found, argument)._replace(found_by=value.node)]
                if not path:
                    yield levels
                for entry in found.under(path[0]) if path else ():
                    yield from self._below(entry.value, path[1:], levels, argument)

    def _level(self, mapping: Mapping, argument: ast.AST) -> Level:
        """Return a mapping as arguments; what another file writes is at the call's argument."""
        entries = [entry for entry in mapping.entries if entry.key is not None]
        given = [Given(entry.key or "", entry.value, self._node(entry, argument)) for entry in entries]
        known = mapping.complete and len({entry.key for entry in entries}) == len(entries)
        return Level(Arguments(tuple(given), known), tuple(entry.key_node for entry in entries if self._is_here(entry)))

    def _node(self, entry: Entry, argument: ast.AST) -> ast.AST:
        return entry.key_node if self._is_here(entry) else argument

    def _is_here(self, entry: Entry) -> bool:
        return entry.value.frame.scope.module is self.context.module and entry.key_node in self.context.module.parents

    def _client(self, config: Config, argument: ast.AST | None, levels: list[Level]) -> Iterator[Construction]:
        sdk, is_known = self._chosen(config.choice, levels)
        if sdk is None:
            return
        *around, own = levels
        depth = depths.of(self.context.module, self._places(levels))
        if depth is Depth.WRITTEN:
            return
        held = [given for level in reversed(around) for given in level.given.given]
        beside = tuple(given for given in held if given.name in sdk.models)
        inherited = any(given.name in (*sdk.keys, *sdk.endpoints) for given in held)
        complete = all(level.given.complete for level in levels[1:] or levels) and not inherited
        provider, sdk = routing.routed(self.context.evaluator, sdk, Arguments((*own.given.given, *beside), False))
        given, is_plain = self._without_references(own.given.given, sdk)
        takes_own = config.own_endpoint and self._reads_own(given, sdk)
        known = complete and is_plain and not takes_own and depth is Depth.ALONE
        yield Construction(
            self.site,
            sdk._replace(name=self.name),
            Arguments((*given, *beside), known and not litellm_settings.may_add(self.context, sdk)),
            self.frame,
            None if argument is None else self._written(argument, own, sdk),
            is_known,
            config.own_key,
            provider,
        )

    def _places(self, levels: list[Level]) -> Iterator[ast.AST]:
        """Yield what stands for the mappings in this file: where they are written, and the names they were found by."""
        parents = self.context.module.parents
        for level in levels:
            yield from dict.fromkeys(_holder(parents[node]) for node in level.nodes)
            if isinstance(level.found_by, ast.Name | ast.Attribute) and level.found_by in parents:
                yield level.found_by

    def _chosen(self, choice: Choice, levels: list[Level]) -> tuple[Sdk | None, bool]:
        """Return the client that a mapping configures, and whether its ways are known."""
        found = [given for level in reversed(levels) for given in level.given.given if given.name == choice.by]
        known = [*choice.rows.values(), *filter(None, (choice.absent,))]
        if not known:
            return None, False
        texts = self.context.evaluator.argument_texts(found[0].value) if found else ()
        literals = {text.with_defaults().literal for text in texts}
        named = literals.pop() if len(literals) == 1 else None
        if named is not None:
            named = named.partition(choice.before)[0] if choice.before else named
            sdk = choice.rows.get(named)
        else:
            sdk = None if found else choice.absent
        return (sdk, True) if sdk is not None else (configs.unknown(known[0]), False)

    def _without_references(self, given: tuple[Given, ...], sdk: Sdk) -> tuple[tuple[Given, ...], bool]:
        """Return arguments without the keys that the framework reads from a variable, and whether there were none."""
        left = tuple(item for item in given if item.name not in sdk.keys or not self._is_reference(item))
        return left, len(left) == len(given)

    def _is_reference(self, given: Given) -> bool:
        return any(text.head.startswith(configs.REFERENCES) for text in self._texts(given))

    def _reads_own(self, given: tuple[Given, ...], sdk: Sdk) -> bool:
        keys = [text for item in given if item.name in sdk.keys for text in self._texts(item)]
        return any(isinstance(part, Variable) and part.name == OWN_VARIABLE for text in keys for part in text.parts)

    def _texts(self, given: Given) -> tuple[Text, ...]:
        return self.context.evaluator.argument_texts(given.value)

    def _written(self, argument: ast.AST, level: Level, sdk: Sdk) -> Written:
        """Return where a client's arguments are written: what names its endpoint or model is where it is missed."""
        telling = [item.node for item in level.given.given if item.name in (*sdk.endpoints, *sdk.models)]
        nodes = [node for node in (*telling, *level.nodes) if node is not argument]
        mapping = self.context.module.parents.get(nodes[0]) if nodes else None
        return Written(argument, nodes[0] if nodes else argument, mapping if nodes else argument)


def _holder(node: ast.AST) -> ast.AST:
    """Return the expression of the mapping that an entry is written in, or put into."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.value
    return node.value if isinstance(node, ast.Subscript) else node


def may_configure(site: CallSite, name: str) -> bool:
    """Tell whether a call of something with a last name may be given what configures a client."""
    return name in configs.LAST_NAMES or any(keyword.arg in configs.ARGUMENTS for keyword in site.node.keywords)


def configurations(context: Context, site: CallSite, name: str) -> Iterator[Construction]:
    """Yield the clients that the mappings configure which a call of something with a last name is given."""
    for frame in context.frames(site):
        called = context.evaluator.reference(site.node.func, frame)
        rows = configs.configs(called)
        if not rows:
            return
        reader = _Reader(context, site, frame, called.removesuffix(".from_config").rpartition(".")[2])
        made = (built for row in rows for built in reader.clients(row, configs.nested(row, rows)))
        yield from islice(made, MAX_MAPPINGS)


@remembered
def are_named(module: Module) -> bool:
    """Tell whether a file names one of the frameworks."""
    return needles.has_any(module.document.text, configs.WORDS)
