"""Keys that a framework gives to OpenAI besides: openai-agents posts its traces there, with its default key."""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.languages.python.inference import arguments, environment, environment_writes
from flake8_openrouter.languages.python.inference.arguments import Given
from flake8_openrouter.languages.python.inference.values import Built, Flag, Frame
from flake8_openrouter.languages.python.libraries import sdks
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.syntax import indexes
from flake8_openrouter.languages.python.syntax.tree import dotted, last_name
from flake8_openrouter.model import Credential
from flake8_openrouter.openrouter import api, credentials, destinations

#: What sets the default, or the key of the traces alone, by its name, and the argument that is the key, or the client
#: that has it.
_OF_KEY, _OF_TRACES = "set_default_openai_key", "set_tracing_export_api_key"
_SETTERS = {_OF_KEY: "key", "set_default_openai_client": "client", _OF_TRACES: "api_key"}
_USE = "use_for_tracing"
#: Functions, an argument and a variable that say where traces go, or that they go nowhere.
_SWITCHES = frozenset(
    ("set_tracing_disabled", "set_trace_processors", "tracing_disabled", "OPENAI_AGENTS_DISABLE_TRACING")
)
_ENDPOINT = "OPENAI_BASE_URL"
#: What is traced, the variable that traces take their key from unless they are given one, and what switches them off.
_RUNS = ("run", "run_sync", "run_streamed")
_KEY, _OFF = "OPENAI_API_KEY", "set_tracing_disabled(True)"


def facts(context: Context) -> Iterator[Credential]:
    """Yield the keys that go to OpenAI with the traces, or that nothing leads elsewhere."""
    by_name = context.module.calls_by_name
    for name, site in ((setter, site) for setter in _SETTERS for site in by_name.get(setter, ())):
        frame = Frame(site.scope, site.point)
        if context.evaluator.reference(site.node.func, frame).partition(".")[0] != "agents":
            continue
        given = arguments.of_call(context.evaluator.expression(site.node, frame), (_SETTERS[name], _USE))
        first = given.get((_SETTERS[name],))
        if first is None or not given.complete:
            continue
        if name == _OF_TRACES:
            yield from _keys(context, first, "") if _are_sent(context, _SWITCHES) else ()
        elif remedy := _remedy(context, name, given.get((_USE,))):
            yield from _keys(context, first, remedy)
    yield from _of_environment(context)


def _of_environment(context: Context) -> Iterator[Credential]:
    """Yield the key that the file puts where traces take it from, if nothing says otherwise."""
    sites = (site for name in _RUNS for site in context.module.calls_by_name.get(name, ()))
    runs = [site for site in sites if dotted(site.node.func).endswith(f"Runner.{last_name(site.node.func)}")]
    if not runs or _KEY not in indexes.environment_writes(context.module):
        return
    names = (context.evaluator.reference(site.node.func, Frame(site.scope, site.point)) for site in runs)
    if any(name.startswith("agents.") for name in names) and _are_sent(context, _SWITCHES.union(_SETTERS)):
        for write in environment_writes.of_module(context.evaluator, context.module):
            if write.name == _KEY:
                yield from _keys(context, Given(_KEY, write.value, write.value.node), _OFF)


def _remedy(context: Context, name: str, use: Given | None) -> str:
    """Return what is to be added so that OpenAI gets no key; empty where it gets none, or may get none."""
    lacking = []
    if _is_traced(context, use):
        lacking.append(f"{_USE}=False")
    if name == _OF_KEY and _is_of_openai(context):
        lacking.append(f'os.environ["{_ENDPOINT}"] = "{api.BASE_URL}"')
    return " and ".join(lacking)


def _is_traced(context: Context, use: Given | None) -> bool:
    """Tell whether traces are sent with the key: nothing of the program says otherwise."""
    values = context.evaluator.argument(use.value) if use is not None else ()
    if use is not None and all(isinstance(value, Flag) and not value.value for value in values):
        return False
    return _are_sent(context, _SWITCHES | {_OF_TRACES})


def _are_sent(context: Context, switches: frozenset[str]) -> bool:
    """Tell whether nothing in the program that says where traces go has one of some names."""
    said = {*(name for _, name in context.calls), *environment.named(context.module)}
    return switches.isdisjoint(said) and not context.set_elsewhere(switches)


def _is_of_openai(context: Context) -> bool:
    """Tell whether requests for models go to OpenAI."""
    named = environment.named(context.module)
    return named.isdisjoint((_ENDPOINT, "base_url")) and not context.set_elsewhere((_ENDPOINT,))


def _keys(context: Context, first: Given, remedy: str) -> Iterator[Credential]:
    values = arguments.values(context.evaluator, first)
    place = context.span(first.node)
    for value in values:
        if isinstance(value, Built):
            sdk = sdks.row(value.dotted)
            given = arguments.of_call(
                context.evaluator.expression(value.call, value.frame), sdk.positional if sdk else ()
            )
            key = given.get(sdk.keys) if sdk else None
            texts = context.evaluator.argument_texts(key.value) if key else ()
        else:
            texts = (context.evaluator.as_text(value, first.value.node, first.value.frame),)
        for text in texts:
            here = context.here(text, place)
            yield Credential(
                credentials.without_bearer(here),
                here,
                first.name,
                place,
                destinations.of_host("api.openai.com"),
                context.in_tests,
                certain=len(values) == len(texts) == 1,
                remedy=remedy,
            )
