# No dependencies: the standard library is enough.
import json
import os
import urllib.request

OPENROUTER_KEY = os.environ["OPENROUTER_API_KEY"]


def call_llm(prompt):
    body = json.dumps({
        "model": "openai/gpt-4o-mini",
        "messages": [{"role": "user", "content": prompt}],
    }).encode("utf-8")
    req = urllib.request.Request(
        "https://openrouter.ai/api/v1/chat/completions",
        data=body,
        headers={
            "Content-Type": "application/json",
            "Authorization": "Bearer " + OPENROUTER_KEY,
        },
        method="POST",
    )
    with urllib.request.urlopen(req, timeout=60) as f:
        return json.load(f)


print(call_llm("Translate «bonjour».")["choices"][0]["message"]["content"])
