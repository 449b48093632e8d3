"""OPR701 key-in-output: the key is printed, logged or put into an exception's text.

## What it does
Finds the key, the Authorization value or the whole headers mapping where it is passed to `print`,
`logging` or a logger, `warnings.warn`, `sys.stdout.write`, `traceback`, or the text of an
exception. In JavaScript it is `console`, loggers, `alert`, `process.stdout.write`, the text of an
`Error`, and what `res.json` or `Response.json` answer. What a request to OpenRouter is sent with as
its key is the key, by whatever name it goes. So are the headers of a session that has it, and
`response.request.headers`. Slices, masks, its length and whether it is there are not reported. A
literal key is OPR101.

## Why it fails
The request succeeds, and the key remains in terminals, log files, CI output and error
trackers, for everyone who can read them. A key that was shown must be deleted in OpenRouter's
dashboard and replaced: removing the line does not take it back.

## Example
    import os
    import requests

    headers = {"Authorization": f"Bearer {os.environ['OPENROUTER_API_KEY']}"}
    print(headers)
    response = requests.post(
        "https://openrouter.ai/api/v1/chat/completions",
        headers=headers,
        json={
            "model": "openai/gpt-4o-mini",
            "messages": [{"role": "user", "content": "Say hello."}],
        },
    )
    print(response.status_code)

## Use instead
    import os
    import requests

    headers = {"Authorization": f"Bearer {os.environ['OPENROUTER_API_KEY']}"}
    print("sending", len(headers), "header")
    response = requests.post(
        "https://openrouter.ai/api/v1/chat/completions",
        headers=headers,
        json={
            "model": "openai/gpt-4o-mini",
            "messages": [{"role": "user", "content": "Say hello."}],
        },
    )
    print(response.status_code)

## Example in JavaScript
    const apiKey = process.env.OPENROUTER_API_KEY;
    if (!apiKey) throw new Error("OPENROUTER_API_KEY is not set");
    console.log("the key is", apiKey);
    const response = await fetch("https://openrouter.ai/api/v1/chat/completions", {
      method: "POST",
      headers: { Authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({ model: "openai/gpt-4o-mini", messages: [{ role: "user", content: "Hello!" }] }),
    });
    console.log(response.status);

## Use instead in JavaScript
    const apiKey = process.env.OPENROUTER_API_KEY;
    if (!apiKey) throw new Error("OPENROUTER_API_KEY is not set");
    console.log("the key ends in", apiKey.slice(-4));
    const response = await fetch("https://openrouter.ai/api/v1/chat/completions", {
      method: "POST",
      headers: { Authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({ model: "openai/gpt-4o-mini", messages: [{ role: "user", content: "Hello!" }] }),
    });
    console.log(response.status);

## Example in the shell
    echo "Using the key $OPENROUTER_API_KEY"

## Use instead in the shell
    echo "Using the key ...${OPENROUTER_API_KEY: -4}"

## Fix safety
There is no fix: only its author knows what the line was meant to tell.

## References
OpenRouter's authentication guide; RFC 6750, section 5.3 ("Safeguard bearer tokens").
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import Finding, Message, Output, Severity
from flake8_openrouter.rules._rule import rule

MESSAGE = "{channel} shows {what} in full"
HELP = "show at most its last four characters"


@rule("OPR701", "key-in-output", Severity.ERROR, score=7.5, not_in=("markdown",))
def check(output: Output) -> Iterator[Finding]:
    yield Finding(output.span, Message(MESSAGE, HELP, what=output.what, channel=output.channel))
