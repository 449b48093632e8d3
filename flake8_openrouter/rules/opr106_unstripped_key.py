r"""OPR106 unstripped-key: a key read from a file or a command keeps its line end.

## What it does
Finds a key that is read with `open(...).read()`, `readline()`, `Path.read_text()` or
`subprocess.check_output(...)`, or is the decoded payload of a secret manager, and becomes the
credential of a request to OpenRouter without `.strip()`.

## Why it fails
Editors and commands end their text with a newline, so the value is `sk-or-v1-...\n`. requests
raises on a header value that ends in a newline, and httpx on white space after the value:
nothing is sent. A trailing space goes out with requests as it is, though OpenRouter wants the
key exactly as issued.

## Example
    from pathlib import Path

    import requests

    api_key = Path("openrouter.key").read_text()
    response = requests.post(
        "https://openrouter.ai/api/v1/chat/completions",
        headers={"Authorization": f"Bearer {api_key}"},
        json={
            "model": "openai/gpt-4o-mini",
            "messages": [{"role": "user", "content": "Hello!"}],
        },
    )
    print(response.status_code)

## Use instead
    from pathlib import Path

    import requests

    api_key = Path("openrouter.key").read_text().strip()
    response = requests.post(
        "https://openrouter.ai/api/v1/chat/completions",
        headers={"Authorization": f"Bearer {api_key}"},
        json={
            "model": "openai/gpt-4o-mini",
            "messages": [{"role": "user", "content": "Hello!"}],
        },
    )
    print(response.status_code)

## Example in JavaScript
    import { readFileSync } from "node:fs";
    import https from "node:https";

    const key = readFileSync("/run/secrets/openrouter", "utf8");
    https.get({ hostname: "openrouter.ai", path: "/api/v1/key", headers: { Authorization: `Bearer ${key}` } });

## Use instead in JavaScript
    import { readFileSync } from "node:fs";
    import https from "node:https";

    const key = readFileSync("/run/secrets/openrouter", "utf8").trim();
    https.get({ hostname: "openrouter.ai", path: "/api/v1/key", headers: { Authorization: `Bearer ${key}` } });

## Fix safety
Safe: `.strip()` is put after the read. A key holds no white space, so nothing of it is lost.

## References
OpenRouter's documentation, "Authentication"; RFC 9110, section 5.5.
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import (
    Credential,
    Finding,
    Fix,
    Message,
    Origin,
    Safety,
    Severity,
    Strip,
    StripCall,
    Unknown,
    safety,
)
from flake8_openrouter.rules._rule import rule

MESSAGE = "key read from a file or a command may end in a newline, which headers reject"
HELP = "add {strip}"


@rule("OPR106", "unstripped-key", Severity.WARNING)
def check(credential: Credential) -> Iterator[Finding]:
    if not credential.destination.likely or credential.trims:
        return
    for value in credential.value.alternatives():
        for part in value.parts:
            if isinstance(part, Unknown) and part.origin is Origin.STORED:
                judged = safety(part.reach, credential.reach) if value is credential.value else Safety.UNSAFE
                place = value.place(part)
                yield Finding(place, Message(MESSAGE, HELP, strip=StripCall()), Fix(judged, (Strip(place),)))
