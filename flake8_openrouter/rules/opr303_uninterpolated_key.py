r"""OPR303 uninterpolated-key: the name of the variable is sent instead of its value.

## What it does
Finds a credential for OpenRouter in which the variable stayed text: `"Bearer {api_key}"` without
the `f`, shell text such as `"$OPENROUTER_API_KEY"`, `"Bearer %s"` that nothing fills, doubled
braces in an f-string. Text that `.format()`, `%`, `Template`, `expandvars` or `replace` fills
later is not reported, nor is a mapping that is written out for another program. In a script it is
the word that bash makes which counts: single quotes, or a backslash, that keep
`$OPENROUTER_API_KEY` from being filled in.

## Why it fails
Python fills in braces only in an f-string, and `$NAME` never. The request carries the literal
text `Bearer {api_key}`. A bearer that does not start with `sk-or-v1-` is rejected, and the answer
is 401, though the variable itself is right.

## Example
    import os
    import requests

    api_key = os.environ["OPENROUTER_API_KEY"]
    response = requests.post(
        "https://openrouter.ai/api/v1/chat/completions",
        headers={"Authorization": "Bearer {api_key}"},
        json={
            "model": "openai/gpt-4o-mini",
            "messages": [{"role": "user", "content": "Hello"}],
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
            "messages": [{"role": "user", "content": "Hello"}],
        },
    )
    print(response.status_code)

## Example in JavaScript
    const response = await fetch("https://openrouter.ai/api/v1/chat/completions", {
      method: "POST",
      headers: { Authorization: "Bearer ${process.env.OPENROUTER_API_KEY}" },
      body: JSON.stringify({ model: "openai/gpt-4o-mini", messages: [{ role: "user", content: "Hello" }] }),
    });
    console.log(response.status);

## Use instead in JavaScript
    const response = await fetch("https://openrouter.ai/api/v1/chat/completions", {
      method: "POST",
      headers: { Authorization: `Bearer ${process.env.OPENROUTER_API_KEY}` },
      body: JSON.stringify({ model: "openai/gpt-4o-mini", messages: [{ role: "user", content: "Hello" }] }),
    });
    console.log(response.status);

## Example in the shell
    curl https://openrouter.ai/api/v1/chat/completions \
      -H "Content-Type: application/json" \
      -H 'Authorization: Bearer $OPENROUTER_API_KEY' \
      -d '{"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "Hi"}]}'

## Use instead in the shell
    curl https://openrouter.ai/api/v1/chat/completions \
      -H "Content-Type: application/json" \
      -H "Authorization: Bearer $OPENROUTER_API_KEY" \
      -d '{"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "Hi"}]}'

## Fix safety
Safe where the name in the braces is bound at that place: the string gets its `f`, and in a script
single quotes become double ones. Otherwise unsafe: the text is replaced by the environment variable
that holds the key, which may not be the one meant.

## References
OpenRouter's documentation, Authentication; Python's language reference, formatted string
literals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flake8_openrouter.model import (
    BearerKey,
    Credential,
    Finding,
    Fix,
    Interpolate,
    Interpolation,
    KeyRead,
    Message,
    NotInterpolated,
    Quoted,
    Severity,
    Slot,
    safety,
)
from flake8_openrouter.openrouter.credentials import Shape, classify
from flake8_openrouter.rules import _key_source
from flake8_openrouter.rules._key_source import SET
from flake8_openrouter.rules._rule import rule

MESSAGE = "{text} is sent literally, {why}"
ANY = "a name is sent literally, {why}"
HELP = "use {instead}"
LEFT_IN = "{text} was left in where the key belongs (401)"
ANY_LEFT_IN = "a text in brackets was left in where the key belongs (401)"
FILL_IN = "write the key there, in a file that Git does not track"

_NAME = re.compile(r"\$?\{+\s*([A-Za-z_][\w.]*)\s*\}+")
#: What people are to fill in themselves.
_LEFT_IN = re.compile(r"<[^<>]+>")
#: What may be repeated: a name alone, in braces or after a dollar sign; other text may hold a key.
_ONE_NAME = re.compile(
    r"\{+\s*[A-Za-z_][\w.]*\s*\}+|\$[A-Za-z_]\w*|\$\{[A-Za-z_]\w*\}|%s|%\([A-Za-z_]\w*\)s|%[A-Z_]+%|\{\}"
)


@rule("OPR303", "uninterpolated-key", Severity.ERROR)
def check(credential: Credential) -> Iterator[Finding]:
    text = credential.value.literal
    if text is None or not credential.destination.likely:
        return
    shape = classify(text)
    left_in = credential.template and shape is Shape.PLACEHOLDER and _LEFT_IN.fullmatch(text.strip()) is not None
    if not left_in and shape is not Shape.UNINTERPOLATED:
        return
    place = credential.value.place(credential.value.parts[0])
    if credential.template:
        said = _shown(text)
        yield Finding(place, Message(LEFT_IN if said.text else ANY_LEFT_IN, FILL_IN, text=said))
        return
    fix: Fix | None
    instead: Slot | str
    if credential.interpolable:
        fix = Fix(safety(credential.reach, credential.value.reach), (Interpolate(place),))
        instead = _interpolated(text, credential)
    else:
        fix = _key_source.fix(credential, place, text)
        instead = BearerKey() if credential.is_header else KeyRead()
    shown = _shown(text)
    template = MESSAGE if shown.text else ANY
    if fix is None:
        message = Message(template, SET, text=shown, why=NotInterpolated(text), variable=credential.variable)
        yield Finding(place, message)
        return
    yield Finding(place, Message(template, HELP, text=shown, why=NotInterpolated(text), instead=instead), fix)


def _shown(text: str) -> Quoted:
    """Return a text that is a name alone; nothing for another one, which may hold a key."""
    return Quoted(text.strip()) if _ONE_NAME.fullmatch(text.strip()) else Quoted("")


def _interpolated(text: str, credential: Credential) -> Slot | str:
    """Say how the name in the braces is to be used; nothing but a name is repeated."""
    name = _NAME.fullmatch(text.strip())
    if name is None:
        return Interpolation()
    return BearerKey(name[1]) if credential.is_header else name[1]
