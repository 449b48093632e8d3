"""Environments that a program makes for its clients, and for programs that it starts, as places where keys go."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from flake8_openrouter.languages.python.inference import environment, environment_writes
from flake8_openrouter.languages.python.inference.environment_writes import Write
from flake8_openrouter.languages.python.inference.values import Frame, Mapping, Nothing, Sequence
from flake8_openrouter.languages.python.libraries import variables
from flake8_openrouter.languages.python.sites import default_parts
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.sites.headers import names_bound
from flake8_openrouter.languages.python.syntax.places import Imported
from flake8_openrouter.languages.python.syntax.scopes import CallSite
from flake8_openrouter.model import (
    Base,
    Conflict,
    Credential,
    Destination,
    Endpoint,
    Fact,
    Literal,
    Place,
    Purpose,
    Reach,
    Site,
    Text,
    Variable,
)
from flake8_openrouter.openrouter import api, credentials, destinations
from flake8_openrouter.openrouter.credentials import Shape, classify
from flake8_openrouter.openrouter.families import FAMILIES, NAMES, Family

#: What says that a text was put there on purpose, for nobody to fill in.
_ON_PURPOSE = r"(?:^|[^a-z])(?:dummy|fake|test\w*|mock\w*|none|null|not|no|unused|unset|invalid|x+)(?:[^a-z]|$)"
_EITHER = "and the second wins unless it is empty"


class Environment(NamedTuple):
    """Variables that are set together. ``started``: for another program; ``outer``: which else it has then.

    ``is_claude``: what is started is Claude Code.
    """

    writes: tuple[Write, ...]
    started: bool = False
    outer: tuple[Write, ...] = ()
    is_claude: bool = False

    def of(self, names: Iterable[str]) -> list[Write]:
        wanted = tuple(names)
        return [write for write in self.writes if write.name in wanted]

    def beside(self, write: Write, names: Iterable[str]) -> list[Write]:
        """Return what is set, or may be, where another variable is; of what other functions set, all that always is."""
        wanted = tuple(names)
        return [
            other
            for other in (*self.writes, *self.outer)
            if other.name in wanted
            and (self.is_sure(other, write) or other.function is write.function)
            and not (other is write or other.excludes(write))
        ]

    def is_sure(self, other: Write, write: Write) -> bool:
        """Tell whether a variable is set whenever another one is."""
        return (self.started and other in self.writes) or other.accompanies(write)

    def is_set_elsewhere(self, names: Iterable[str]) -> bool:
        return any(other.name in names for other in (*self.writes, *self.outer))


def sites(context: Context) -> Iterator[Site]:
    """Yield each environment with what is put into it; asked once the clients of the file are known."""
    own = tuple(write for write in environment_writes.of_module(context.evaluator, context.module))
    found = [Environment(own)] if not NAMES.isdisjoint(write.name for write in own) else []
    for each in (*found, *_started(context, own)):
        yield Site(tuple(_facts(context, each)))


def _started(context: Context, own: tuple[Write, ...]) -> Iterator[Environment]:
    """Yield the environments that programs are started with."""
    for site, name in context.telling_calls:
        node = _environment_of(site.node, name) if name in variables.TAKING else None
        for frame in context.frames(site) if node is not None else ():
            for value in context.evaluator.evaluate(node, frame) if node is not None else ():
                if isinstance(value, Mapping):
                    writes = tuple(Write(entry.key, entry.value) for entry in value.entries if entry.key in NAMES)
                    outer = () if value.complete else own
                    if writes:
                        yield Environment(writes, True, outer, _is_claude(context, site, name, frame))


def _environment_of(call: ast.Call, name: str) -> ast.expr | None:
    """Return the environment that a call of something that starts a program gives it; None where it gives none."""
    if (position := variables.POSITIONAL.get(name)) is not None:
        return call.args[position] if position < len(call.args) else None
    return next((each.value for each in call.keywords if each.arg in variables.ENVIRONMENT_ARGUMENTS), None)


def _is_claude(context: Context, site: CallSite, name: str, frame: Frame) -> bool:
    if name in variables.CLAUDE_OPTIONS:
        return True
    for value in context.evaluator.evaluate(site.node.args[0], frame) if site.node.args else ():
        first = value.elements[0] if isinstance(value, Sequence) and value.elements else None
        texts = context.evaluator.argument_texts(first) if first else (value,) if isinstance(value, Text) else ()
        if any((text.literal or "").split(" ")[0] == variables.CLAUDE for text in texts):
            return True
    return False


def _facts(context: Context, made: Environment) -> Iterator[Fact]:
    for family in FAMILIES:
        for write in made.of(family.endpoints):
            yield from _endpoints(context, write, family)
        for write in made.of(family.keys):
            destination = _destination(context, made, write, family)
            if destination is None:
                continue
            if write.name == family.wins and made.beside(write, (family.keys[0],)):
                yield from _conflicts(context, made, write, family, destination)
            else:
                yield from _credentials(context, made, write, family, destination)


def _endpoints(context: Context, write: Write, family: Family) -> Iterator[Endpoint]:
    place = context.span(write.value.node)
    for text in context.evaluator.argument_texts(write.value):
        destination = context.destination([text], write.function)
        if destination.resolved or destinations.is_strangers(text):
            yield Endpoint(_seen_by_others(context.here(text, place), write), family.base, place, destination)


def _seen_by_others(text: Text, write: Write) -> Text:
    """Return a text of which whatever reads the variable sees each part."""
    reach = Reach((f"whatever reads {write.name} sees it",))
    parts = (
        part._replace(reach=part.reach.and_of(reach)) if isinstance(part, Literal) else part for part in text.parts
    )
    return Text(tuple(parts), text.span)


def _destination(context: Context, made: Environment, write: Write, family: Family) -> Destination | None:
    """Return where the key goes that a variable is given; None where that can't be told, or nobody reads it."""
    if not made.started:
        clients = [client for client in context.clients if write.name in client.variables]
        clients += default_parts.clients(context) if write.name == default_parts.KEY else ()
        reading = {client.destination for client in clients if not client.has_key}
        if clients and not reading:
            return None
        # Where a client goes that takes its endpoint from the environment too is told by what is set beside the key.
        known = [destination for destination in reading if destination.place is not Place.UNKNOWN]
        if known:
            same = len(known) == len(reading) and len({destination.place for destination in known}) == 1
            first = min(known, key=lambda each: each.host)
            return first if same else _elsewhere(context, made, write, known)
    beside = made.beside(write, family.endpoints)
    if beside:
        texts = [text for other in beside for text in context.evaluator.argument_texts(other.value)]
        found = destinations.judge(texts, context.around)
        sure = any(made.is_sure(other, write) for other in beside)
        return found if sure and found.place is not Place.UNKNOWN else None
    if made.is_set_elsewhere(family.endpoints):
        return None
    if family.host == api.HOST:
        return Destination(Place.OPENROUTER, api.HOST, f"variable {write.name}")
    return destinations.of_host(family.host) if _goes_to_claude(context, made, family) else None


def _elsewhere(context: Context, made: Environment, write: Write, known: list[Destination]) -> Destination | None:
    """Return where OpenRouter's key goes besides: of all clients that read it, one goes to another provider."""
    always = write.function is context.module.scope and not write.value.frame.point.branches
    alone = len(made.of((write.name,))) == 1
    ours = all(map(credentials.is_ours, context.evaluator.argument_texts(write.value)))
    strangers = (each for each in known if each.place is Place.ELSEWHERE and each.host in destinations.PROVIDERS)
    return next(strangers, None) if always and alone and ours else None


def _goes_to_claude(context: Context, made: Environment, family: Family) -> bool:
    """Tell whether Claude Code is what reads the variables, and nothing of the file tells it where to go."""
    if family.base is not Base.ANTHROPIC or not environment.named(context.module).isdisjoint(family.endpoints):
        return False
    bindings = (binding for each in context.module.scope.bindings.values() for binding in each)
    imported = (binding.value for binding in bindings if isinstance(binding.value, Imported))
    return made.is_claude or (
        not made.started and any(each.module.partition(".")[0] in variables.CLAUDE_PACKAGES for each in imported)
    )


def _credentials(
    context: Context, made: Environment, write: Write, family: Family, destination: Destination
) -> Iterator[Credential]:
    use = context.span(write.value.node)
    values = context.evaluator.argument(write.value)
    for value in values:
        if isinstance(value, Nothing):
            continue
        text = context.evaluator.as_text(value, write.value.node, write.value.frame)
        if _may_be_meant(context, made, write, family, text):
            continue
        here = _required(context.here(text, use))
        yield Credential(
            credentials.without_bearer(here),
            _seen_by_others(here, write),
            write.name,
            use,
            context.without_endpoint(destination, here, family.endpoints),
            context.in_tests,
            certain=len(values) == 1,
            interpolable=names_bound(context, text, write.value.frame, use),
            doubles=family.doubles,
            endpoint=family.endpoints[0],
            base_url=api.ANTHROPIC_BASE_URL if family.base is Base.ANTHROPIC else api.BASE_URL,
            reach=Reach((f"whatever reads {write.name} sees it",)),
            variable=write.name,
            purpose=Purpose.UNKNOWN if family.host == api.HOST else Purpose.INFERENCE,
        )


def _required(text: Text) -> Text:
    """``os.environ[…] = None`` is a TypeError: an unset variable fails loudly there."""
    parts = (
        part._replace(required=True) if isinstance(part, Variable) and not part.default else part for part in text.parts
    )
    return Text(tuple(parts), text.span)


def _may_be_meant(context: Context, made: Environment, write: Write, family: Family, text: Text) -> bool:
    """Tell whether a text that is no key may be right in OpenRouter's own variable, which no client is seen to read."""
    literal = text.literal
    if literal is None or family.host != api.HOST or classify(literal) is not Shape.PLACEHOLDER:
        return False
    is_read = not made.started and any(client.destination.resolved and not client.has_key for client in context.clients)
    return not is_read and (not literal or re.search(_ON_PURPOSE, literal.lower()) is not None)


def _conflicts(
    context: Context, made: Environment, write: Write, family: Family, destination: Destination
) -> Iterator[Conflict]:
    """Yield a key of another kind that is sent instead of the one that is meant, unless it is empty."""
    if not destination.resolved:
        return
    texts = context.evaluator.argument_texts(write.value)
    if len(texts) == 1 and _is_no_key(texts[0]):
        span = context.span(write.value.node)
        yield Conflict(span, family.keys[0], write.name, destination, _EITHER, emptied=True)


def _is_no_key(text: Text) -> bool:
    """Tell whether a text is certainly no key of OpenRouter's, and not empty."""
    part = text.parts[0] if len(text.parts) == 1 else None
    if isinstance(part, Variable):
        return part.name in api.FOREIGN_VARIABLES and not part.default
    return bool(text.literal) and classify(text.literal or "") in (Shape.PLACEHOLDER, Shape.MALFORMED)
