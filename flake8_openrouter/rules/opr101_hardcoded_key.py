"""OPR101 hardcoded-key: an OpenRouter key is in the source.

## What it does
Finds a real OpenRouter key (`sk-or-v1-` and 64 hex digits) anywhere in a file: in strings, bytes,
f-strings, joined literals, docstrings and comments, and in texts of every other type. It is found
too if it is in upper case, in Base64, in escapes such as `\\u002d` or `&#45;`, coloured, with other
dashes, or split by a line end. A shorter text that looks like a key, such as `sk-or-v1-abc123def456`, is reported where
it is used as a value, except in test paths.
OpenRouter's published example keys are not reported.

## Why it fails
The request works, and so does everybody else's: whoever can read the file, or any old version
of it, can spend your credits. Taking the key out of the file does not take it out of the history.
Delete the key in OpenRouter's dashboard and make a new one; nothing promises that this happens
by itself. The message names the key as the dashboard does (`sk-or-v1-0e6...1c96`), so that you
know which one to revoke without the report leaking it again.

## Example
    import requests

    OPENROUTER_API_KEY = "sk-or-v1-abc123def456"

    response = requests.post(
        "https://openrouter.ai/api/v1/chat/completions",
        headers={"Authorization": f"Bearer {OPENROUTER_API_KEY}"},
        json={
            "model": "openai/gpt-4o-mini",
            "messages": [{"role": "user", "content": "Hello!"}],
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
            "messages": [{"role": "user", "content": "Hello!"}],
        },
    )
    print(response.status_code)

## Example in JavaScript
    const apiKey = "sk-or-v1-abc123def456";
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
    curl https://openrouter.ai/api/v1/chat/completions \\
      -H "Content-Type: application/json" \\
      -H "Authorization: Bearer sk-or-v1-abc123def456" \\
      -d '{"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "Hi"}]}'

## Use instead in the shell
    curl https://openrouter.ai/api/v1/chat/completions \\
      -H "Content-Type: application/json" \\
      -H "Authorization: Bearer $OPENROUTER_API_KEY" \\
      -d '{"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "Hi"}]}'

## Fix safety
Unsafe: from then on the program needs the variable in its environment, and the old key still has
to be revoked. No fix is offered in comments, docstrings, argument defaults and files that do not
parse, nor where a file has several different keys: one variable can't be all of them.

## References
OpenRouter's documentation, "Authentication", the section "If your key has been exposed".
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import Finding, Fix, KeyLiteral, KeyRead, Message, Safety, Severity, Use, UseKeySource
from flake8_openrouter.openrouter import keys
from flake8_openrouter.openrouter.credentials import SEVERAL
from flake8_openrouter.rules._rule import rule

MESSAGE = "hardcoded OpenRouter key {label}{spelt}"
HELP = "revoke it (it stays in Git history) and use {key_source}"

_USED = (Use.VALUE, Use.PARAMETER)


@rule("OPR101", "hardcoded-key", Severity.ERROR, leaks_key=True, score=9.3)
def check(literal: KeyLiteral) -> Iterator[Finding]:
    if literal.use in (Use.NAME, Use.DEFAULT):
        return
    if not literal.live and (literal.use not in _USED or literal.in_tests):
        return
    fixable = literal.use is Use.VALUE and literal.expression is not None
    fix = _fix(literal) if fixable and literal.alone else None
    message = Message(MESSAGE, HELP, label=keys.label(literal.issued), spelt=_spelt(literal), key_source=KeyRead())
    reason = SEVERAL if fixable and not fix else ""
    yield Finding(literal.span, message, fix, unfixable=reason, key_hash=keys.key_hash(literal.issued))


def _spelt(literal: KeyLiteral) -> str:
    """Return how the file spells a key, for who looks for it."""
    return f", {literal.spelling}" if literal.spelling else ""


def _fix(literal: KeyLiteral) -> Fix:
    return Fix(Safety.UNSAFE, (UseKeySource(literal.expression or literal.span, literal.key),))
