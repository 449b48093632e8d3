"""OPR102 key-as-variable-name: the key is given as the name of the environment variable.

## What it does
Finds reads of the environment or of a settings store whose *name* begins with `sk-or-`:
`os.getenv("sk-or-...")`, `os.environ["sk-or-..."]`, `os.environ.get(...)`, `config(...)`,
`st.secrets[...]`, `UserSecretsClient().get_secret(...)`, `keyring.get_password(...)`. A whole key,
a key's label and any other text after `sk-or-` count.

## Why it fails
`os.getenv` takes the name of a variable, not its value. No variable is called like your key, so
the read gives `None`, an f-string makes `Bearer None` of it, and OpenRouter answers 401
(`os.environ["sk-or-..."]` raises a KeyError instead). And the key is in the source all the
same: if it is a real one, delete it in the dashboard, since the history keeps it.

## Example
    import os

    import requests

    api_key = os.getenv("sk-or-v1-abc123def456")
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
    import os

    import requests

    api_key = os.environ["OPENROUTER_API_KEY"]
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
    const apiKey = process.env["sk-or-v1-abc123def456"];
    const response = await fetch("https://openrouter.ai/api/v1/chat/completions", {
      method: "POST",
      headers: { Authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({ model: "openai/gpt-4o-mini", messages: [{ role: "user", content: "Hello!" }] }),
    });
    console.log(response.status);

## Use instead in JavaScript
    const apiKey = process.env.OPENROUTER_API_KEY;
    if (!apiKey) throw new Error("OPENROUTER_API_KEY is not set");
    const response = await fetch("https://openrouter.ai/api/v1/chat/completions", {
      method: "POST",
      headers: { Authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({ model: "openai/gpt-4o-mini", messages: [{ role: "user", content: "Hello!" }] }),
    });
    console.log(response.status);

## Fix safety
Unsafe: the name becomes `"OPENROUTER_API_KEY"`, but only you know whether your key is kept under
that name, and a real key must still be revoked.

## References
Python's documentation of `os.getenv` and `os.environ`. OpenRouter's documentation,
"Authentication", the section "If your key has been exposed".
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import Finding, Fix, KeyLiteral, Message, NameVariable, Safety, Severity, Use, VariableName
from flake8_openrouter.openrouter import keys
from flake8_openrouter.openrouter.credentials import SEVERAL
from flake8_openrouter.rules._rule import rule

MESSAGE = "key {label} is used as an environment variable name"
HELP = "revoke it and read {variable}"


@rule("OPR102", "key-as-variable-name", Severity.ERROR, leaks_key=True, score=9.3)
def check(literal: KeyLiteral) -> Iterator[Finding]:
    if literal.use is not Use.NAME:
        return
    place = literal.expression or literal.span
    edit = NameVariable(place, literal.key, literal.read or place)
    fix = Fix(Safety.UNSAFE, (edit,)) if literal.alone else None
    message = Message(MESSAGE, HELP, label=keys.label(literal.issued), variable=VariableName())
    reason = "" if fix else SEVERAL
    yield Finding(literal.span, message, fix, unfixable=reason, key_hash=keys.key_hash(literal.issued))
