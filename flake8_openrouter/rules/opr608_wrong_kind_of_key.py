"""OPR608 wrong-kind-of-key: a management key is sent to call a model, or the other way round.

## What it does
Finds a variable whose name says that it holds a management key (`PROVISIONING`, `MANAGEMENT`,
`ADMIN`) and that becomes the credential of a client for models, or of a request that calls one. And
one that is named for the key that calls models, `OPENROUTER_API_KEY`, where it is sent to
`/api/v1/keys` or `/api/v1/organization` and what is below them. Where one read of a variable serves
requests of both kinds, the URL is reported of those that its key is not for.

## Why it fails
A management key creates, lists and deletes keys, and can't call a model: OpenRouter answers 403, or
401. A key that calls models can't manage keys. Both have the same form, so nothing but the name of
the variable tells them apart before the program runs.

## Example
    import os
    import requests

    response = requests.post(
        "https://openrouter.ai/api/v1/chat/completions",
        headers={"Authorization": f"Bearer {os.environ['OPENROUTER_PROVISIONING_KEY']}"},
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

## Fix safety
There is no fix: which variable has the other key, only its author knows.

## References
OpenRouter's documentation, "Management API keys".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flake8_openrouter.model import Credential, Finding, KeyVariable, Message, Purpose, Request, Severity, Variable
from flake8_openrouter.openrouter import api
from flake8_openrouter.rules._rule import SETTINGS, rule

MANAGES = "{name} is a management key, which can't call models (401 or 403)"
CALL = "send a key that was made for calling models"
CALLS = "{name} is a key for calling models, which can't manage keys (401 or 403)"
MANAGE = "send a management key"

#: The word is said of the key itself: ``OPENROUTER_ADMIN_KEY``, and not of whose it is: ``ADMIN_PANEL_KEY``.
_MANAGEMENT = re.compile(
    r"(?:^|_)(?:PROVISION(?:ING)?|MANAGEMENT|ADMIN)(?:_OPEN_?ROUTER|_API)*(?:_(?:KEY|TOKEN|SECRET|CREDENTIALS?)|$)",
    re.IGNORECASE,
)


@rule("OPR608", "wrong-kind-of-key", Severity.WARNING, not_in=(*SETTINGS, "markdown"))
def check(fact: Credential | Request) -> Iterator[Finding]:
    if not fact.destination.official:
        return
    for variable in fact.variables if isinstance(fact, Request) else _variables(fact):
        if fact.purpose is Purpose.INFERENCE and _MANAGEMENT.search(variable.name) and variable.name.isidentifier():
            yield Finding(variable.span, Message(MANAGES, CALL, name=variable.name))
        elif fact.purpose is Purpose.MANAGEMENT and variable.name in api.VARIABLES:
            yield Finding(variable.span, Message(CALLS, MANAGE, name=variable.name))


def _variables(credential: Credential) -> Iterator[KeyVariable]:
    """Yield the variables that a client's key is certainly read from."""
    if credential.certain:
        read = (part for part in credential.value.parts if isinstance(part, Variable))
        yield from (KeyVariable(part.name, credential.value.place(part)) for part in read)
