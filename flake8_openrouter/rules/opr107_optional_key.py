"""OPR107 optional-key: the variable may be unset, and is not checked before the request is sent.

## What it does
Finds `os.getenv("X")`, `os.environ.get("X")` or an optional settings field, without a default or
with `None` or `""`, that becomes the credential of a request to OpenRouter with no check on the
way: no `if not key`, no `assert`, no `or`, no early exit. A condition that only prints something is
no check. Off by default, since half of all
programs are written this way.

## Why it fails
Where the variable is missing the program does not stop but sends something else. In an f-string
it is `Bearer None`, with `""` an empty bearer: a 401 that blames the key. The official SDK, given
`None`, sends no header at all. An OpenAI client that gets `None` reads `OPENAI_API_KEY` instead
and sends your OpenAI key to OpenRouter, without a word. Clients that read OpenRouter's variable
themselves, or raise without a key, are not reported.

## Example
    import os

    import requests

    api_key = os.getenv("OPENROUTER_API_KEY")
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
    const key = process.env.OPENROUTER_API_KEY ?? "";
    const response = await fetch("https://openrouter.ai/api/v1/key", {
      headers: { Authorization: `Bearer ${key}` },
    });
    console.log(response.status);

## Use instead in JavaScript
    const key = process.env.OPENROUTER_API_KEY;
    if (!key) throw new Error("OPENROUTER_API_KEY is not set");
    const response = await fetch("https://openrouter.ai/api/v1/key", {
      headers: { Authorization: `Bearer ${key}` },
    });
    console.log(response.status);

## Fix safety
Unsafe: `os.environ["X"]` raises a KeyError where the variable is unset, so a program that got
along without it until the request now stops at the read. Where `config("X", default="")` or a class
of settings reads files as well, its default is left out instead, so that it fails by itself. There
is no fix for what somebody fills in while the program runs, and for what else has values that the
environment does not have.

## References
OpenRouter's documentation, "Authentication"; Python's documentation of `os.environ`.
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import (
    Credential,
    Edit,
    Finding,
    Fix,
    Message,
    Remove,
    RequiredVariable,
    RequireVariable,
    Safety,
    Severity,
    Span,
    Variable,
)
from flake8_openrouter.rules._rule import rule

MESSAGE = "{name} may be unset, which sends {sent}"
HELP = "use {read}"
LEAVE_OUT = "leave out {lenient}, so that it fails"
CHECK = "check it before the request"
KEPT = "it may come from elsewhere than the environment"


@rule("OPR107", "optional-key", Severity.WARNING, default=False, off_in=("notebook",), not_in=("markdown", "shell"))
def check(credential: Credential) -> Iterator[Finding]:
    if not credential.destination.likely:
        return
    for part in credential.value.parts:
        if isinstance(part, Variable) and _may_be_unset(part) and part.name.isidentifier():
            sent = _sent(credential, part)
            if not sent:
                continue
            place = credential.value.place(part)
            edit, advice = _remedy(part, place)
            fix = Fix(Safety.UNSAFE, (edit,)) if edit is not None else None
            message = Message(MESSAGE, advice, name=part.name, sent=sent)
            yield Finding(place, message, fix, unfixable="" if fix else KEPT)


def _remedy(variable: Variable, place: Span) -> tuple[Edit | None, Message]:
    """Return what makes a read fail where its variable is missing, and how a message says that."""
    if variable.lenient is not None:
        written = " ".join(variable.lenient.text.split())
        return Remove(variable.lenient.here(place)), Message(LEAVE_OUT, lenient=written)
    if variable.kept:
        return None, Message(CHECK)
    return RequireVariable(place, variable.name), Message(HELP, read=RequiredVariable(variable.name))


def _may_be_unset(variable: Variable) -> bool:
    return not variable.required and not variable.guarded and _is_empty(variable) and not variable.missed


def _is_empty(variable: Variable) -> bool:
    return all(text.literal == "" for text in variable.default)


def _sent(credential: Credential, variable: Variable) -> str:
    """Say what goes out where the variable is not set; nothing where that can't be told, or nothing goes out."""
    if credential.is_header:
        value = "" if variable.default else variable.absent
        alone = credential.whole.parts == (variable,) or not credential.whole.head
        return "no credential at all" if alone else f'"{credential.whole.head}{value}"'
    if variable.name in credential.fallbacks:
        return ""  # the client looks there itself, and raises where nothing is
    return "an empty key" if variable.default else credential.unset
