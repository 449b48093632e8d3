r"""OPR103 key-as-default: an OpenRouter key is the fallback for a missing setting.

## What it does
Finds a key as the default of a setting: the second argument of `os.getenv` and its relatives, the
right side of `or` after such a read, `Field(default=...)` of pydantic or a dataclass, `default=`
of an argparse, click or typer option; in JavaScript what is after `||` or `??`, and what a pattern or
a schema's `.default()` gives. In texts that are not Python it knows defaults by their form:
`${NAME:-key}`, `process.env.NAME || "key"`, `ENV.fetch("NAME", "key")`.

## Why it fails
The key leaks like any other key in the source: the history keeps it, so it must be deleted in the
dashboard and replaced. The default also hides mistakes: where the variable is missing, every
machine goes on with this one key and spends its credits, and when the key is deleted those
machines get a 401 that nobody expects.

## Example
    import os

    import requests

    api_key = os.getenv("OPENROUTER_API_KEY", "sk-or-v1-abc123def456")
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
    const apiKey = process.env.OPENROUTER_API_KEY || "sk-or-v1-abc123def456";
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

## Example in the shell
    KEY="${OPENROUTER_API_KEY:-sk-or-v1-abc123def456}"
    curl https://openrouter.ai/api/v1/chat/completions \
      -H "Content-Type: application/json" \
      -H "Authorization: Bearer $KEY" \
      -d '{"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "Hi"}]}'

## Use instead in the shell
    KEY="${OPENROUTER_API_KEY:?}"
    curl https://openrouter.ai/api/v1/chat/completions \
      -H "Content-Type: application/json" \
      -H "Authorization: Bearer $KEY" \
      -d '{"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "Hi"}]}'

## Fix safety
Unsafe: without its default the program stops where the variable is not set, with a KeyError or with
what `config("X")` and its like raise, and the key still has to be revoked. Only reads of the
environment are fixed: the default of a field or of an option is left to you.

## References
OpenRouter's documentation, "Authentication", the section "If your key has been exposed".
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import (
    Finding,
    Fix,
    KeyLiteral,
    Message,
    Remove,
    RequiredVariable,
    RequireVariable,
    Safety,
    Severity,
    Use,
)
from flake8_openrouter.openrouter import keys
from flake8_openrouter.rules._rule import rule

MESSAGE = "hardcoded key {label} as a default"
HELP = "revoke it and use {read}, which fails if unset"
NO_DEFAULT = "revoke it and use no default, so that the program fails if the variable is unset"


@rule("OPR103", "key-as-default", Severity.ERROR, leaks_key=True, score=9.3)
def check(literal: KeyLiteral) -> Iterator[Finding]:
    if literal.use is not Use.DEFAULT:
        return
    fix, advice = None, Message(NO_DEFAULT)
    if literal.lenient is not None:
        fix = Fix(Safety.UNSAFE, (Remove(literal.lenient),))
    elif literal.read is not None and literal.variable.isidentifier():
        fix = Fix(Safety.UNSAFE, (RequireVariable(literal.read, literal.variable, own=not literal.alone),))
        advice = Message(HELP, read=RequiredVariable(literal.variable, own=not literal.alone))
    message = Message(MESSAGE, advice, label=keys.label(literal.issued))
    yield Finding(literal.span, message, fix, key_hash=keys.key_hash(literal.issued))
