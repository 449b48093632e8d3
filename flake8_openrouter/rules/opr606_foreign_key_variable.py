"""OPR606 foreign-key-variable: another provider's key variable is used for OpenRouter.

## What it does
Finds an environment variable of another provider, such as `OPENAI_API_KEY` or `ANTHROPIC_API_KEY`,
whose value becomes the credential of an OpenRouter request, also as one of several that are tried
one after the other. The rule is off by default: the variable may hold an OpenRouter key on purpose,
and then the call works.

## Why it fails
Where the variable holds what its name says, the other provider's key is sent to OpenRouter.
OpenRouter rejects a bearer that does not start with `sk-or-v1-`: a 401, and a key given away.

## Example
    import os
    import requests

    response = requests.post(
        "https://openrouter.ai/api/v1/chat/completions",
        headers={"Authorization": f"Bearer {os.environ['OPENAI_API_KEY']}"},
        json={
            "model": "openai/gpt-4o-mini",
            "messages": [{"role": "user", "content": "Say hello."}],
        },
    )
    print(response.status_code)

## Use instead
    import os
    import requests

    response = requests.post(
        "https://openrouter.ai/api/v1/chat/completions",
        headers={"Authorization": f"Bearer {os.environ['OPENROUTER_API_KEY']}"},
        json={
            "model": "openai/gpt-4o-mini",
            "messages": [{"role": "user", "content": "Say hello."}],
        },
    )
    print(response.status_code)

## Example in JavaScript
    import OpenAI from "openai";

    export const client = new OpenAI({
      baseURL: "https://openrouter.ai/api/v1",
      apiKey: process.env.OPENAI_API_KEY,
    });

## Use instead in JavaScript
    import OpenAI from "openai";

    export const client = new OpenAI({
      baseURL: "https://openrouter.ai/api/v1",
      apiKey: process.env.OPENROUTER_API_KEY,
    });

## Fix safety
Unsafe: the read becomes the configured key source, and that variable must then be set wherever the
program runs.

## References
OpenRouter's authentication guide.
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import Credential, Finding, Severity, Text, Variable
from flake8_openrouter.openrouter import variable_names
from flake8_openrouter.openrouter.api import FOREIGN_VARIABLES
from flake8_openrouter.openrouter.credentials import is_ours
from flake8_openrouter.rules import _key_source
from flake8_openrouter.rules._rule import rule

MESSAGE = "{name} is sent to OpenRouter"


@rule("OPR606", "foreign-key-variable", Severity.WARNING, default=False, score=5.9)
def check(credential: Credential) -> Iterator[Finding]:
    if not credential.destination.likely:
        return
    for variable, is_fallback in _variables(credential.value):
        if _is_foreign(variable.name) and (credential.certain or _is_tried_before_ours(variable)):
            place = variable.span.here(credential.value.span)
            # A fallback has its own variable before it: whether to go without is for a human to say.
            fix = None if is_fallback else _key_source.fix(credential, place)
            yield Finding(place, _key_source.message(MESSAGE, credential, name=variable.name), fix)


def _is_foreign(name: str) -> bool:
    """Tell whether a variable is another provider's, with or without what makes a build publish it."""
    return name[len(variable_names.prefix(name)) :] in FOREIGN_VARIABLES


def _variables(text: Text, *, is_fallback: bool = False) -> Iterator[tuple[Variable, bool]]:
    for part in text.parts:
        if isinstance(part, Variable):
            yield part, is_fallback
            # Where a condition asks for the first one, it may be there whenever the value is used.
            for default in () if part.asked else part.default:
                yield from _variables(default, is_fallback=True)


def _is_tried_before_ours(variable: Variable) -> bool:
    """Tell whether OpenRouter's key is what comes after a variable: the two are for one request."""
    return any(is_ours(default) for default in variable.default)
