"""litellm's own settings, which its functions read for what they are not given: ``litellm.api_key = …``."""

from __future__ import annotations

from flake8_openrouter.languages.python.inference.arguments import Arguments, Given
from flake8_openrouter.languages.python.inference.values import Argument, Frame
from flake8_openrouter.languages.python.libraries import routed_sdks
from flake8_openrouter.languages.python.libraries.sdk import Sdk
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.syntax import indexes
from flake8_openrouter.languages.python.syntax.scopes import CallSite, Kind


def added(context: Context, site: CallSite, sdk: Sdk, provider: str, given: Arguments) -> Arguments:
    """Return a call's arguments with what the settings stand for; more may be there where one is not sure to hold."""
    if not may_add(context, sdk):
        return given
    settings = routed_sdks.LITELLM_SETTINGS
    if sdk.routes is not routed_sdks.LITELLM or settings.isdisjoint(context.globals_set):
        return given._replace(complete=False)
    keys, endpoints = routed_sdks.LITELLM_KEYS.get(provider), (routed_sdks.LITELLM_ENDPOINT,)
    found = list(given.given)
    for arguments, names in ((sdk.keys, keys), (sdk.endpoints, endpoints)):
        name = next((name for name in names or settings if name in context.globals_set), "")
        if not name or not arguments or given.get(arguments) is not None:
            continue
        node, frame = context.globals_set[name]
        if names is None or not _holds(context, name, frame, site):
            return given._replace(complete=False)
        found.append(Given(arguments[0], Argument(node.value, frame), node.value))
    return Arguments(tuple(found), given.complete)


def may_add(context: Context, sdk: Sdk) -> bool:
    """Tell whether a client may read the settings, as CrewAI's may by its release, and the file sets one of them."""
    if not (sdk.routes is routed_sdks.LITELLM or sdk.routes is routed_sdks.CREWAI):
        return False
    if not routed_sdks.LITELLM_SETTINGS.isdisjoint(context.globals_set):
        return True
    setters = (site for site in context.module.calls_by_name.get("setattr", ()) if site.node.args)
    objects = (context.evaluator.reference(site.node.args[0], Frame(site.scope, site.point)) for site in setters)
    return "litellm" in objects


def _holds(context: Context, name: str, frame: Frame, site: CallSite) -> bool:
    """Tell whether a setting certainly has its one value where a call is made."""
    is_one = len(indexes.set_attributes(context.module)[name.rpartition(".")[2]]) == 1
    if frame.scope.kind is Kind.MODULE and frame.scope is not site.scope:
        return is_one and not frame.point.branches
    is_before = frame.point.order < site.point.order and frame.point.always_before(site.point)
    return is_one and frame.scope is site.scope and is_before
