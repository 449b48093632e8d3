"""Which provider a client of many goes to: by the argument that names it, or by the beginning of the model's name."""

from __future__ import annotations

from collections.abc import Iterable

from flake8_openrouter.languages.python.inference.arguments import Arguments, Given
from flake8_openrouter.languages.python.inference.evaluator import Evaluator
from flake8_openrouter.languages.python.inference.values import Reference
from flake8_openrouter.languages.python.libraries import routed_sdks
from flake8_openrouter.languages.python.libraries.sdk import Sdk
from flake8_openrouter.model import Text


def routed(evaluator: Evaluator, sdk: Sdk, given: Arguments) -> tuple[str, Sdk]:
    """Return the name of the provider, and the row as it is for that; nothing where it can't be told.

    Of one that is named and not known, nothing of the row counts that is another's.
    """
    if not sdk.routes:
        return "", sdk
    if named := given.get(sdk.providers):
        providers = {_plain(name) for name in _names(evaluator, named)}
    else:
        providers = {_of_model(sdk, text) for text in _texts(evaluator, given.get(sdk.models))}
    provider = providers.pop() if len(providers) == 1 else ""
    route = sdk.routes.get(provider)
    if route is None:
        return "", sdk._replace(host="", variables=(), endpoint_variables=()) if named else sdk
    return provider, sdk._replace(
        host=route.host,
        variables=route.variables,
        endpoint_variables=route.endpoint_variables,
        base=route.base,
        keys=route.keys or sdk.keys,
        endpoints=sdk.endpoints if route.endpoints is None else route.endpoints,
        doubles=route.doubles,
        prefix="",
    )


def _texts(evaluator: Evaluator, given: Given | None) -> Iterable[Text]:
    return evaluator.argument_texts(given.value) if given is not None else ()


def _names(evaluator: Evaluator, given: Given) -> Iterable[str]:
    """Yield what a provider may be called: the text that it is, or the member of an enumeration."""
    for value in evaluator.argument(given.value):
        if isinstance(value, Reference):
            yield value.dotted.rpartition(".")[2]
        else:
            yield (value.with_defaults().literal or "") if isinstance(value, Text) else ""


def _plain(name: str) -> str:
    return name.lower().replace("-", "_").partition(":")[0]


def _of_model(sdk: Sdk, text: Text) -> str:
    """Return the provider that a model's name tells: the piece before it, or what it is taken for without one."""
    head, ending = text.with_defaults().head, sdk.prefix[-1]
    if ending in head:
        return head.partition(ending)[0].lower()
    model = text.with_defaults().literal
    if model is None or "/" in model:
        return ""
    lowered = model.lower()
    found = (name for name, starts in routed_sdks.BARE_NAMES.items() if lowered.startswith(starts))
    return next(found, "")
