"""What all calls have in common is given once."""

import functools
import os
from types import SimpleNamespace

import requests

settings = SimpleNamespace(
    url="https://openrouter.ai/api/v1/chat/completions",
    key=os.environ["OPENROUTER_API_KEY"],
    model="openai/gpt-4o-mini",
)
HEADERS = {"Authorization": f"Bearer {settings.key}", "X-Title": "partial"}
send = functools.partial(requests.post, settings.url, headers=HEADERS, timeout=30)


def ask(prompt):
    reply = send(json={"model": settings.model, "messages": [{"role": "user", "content": prompt}]})
    reply.raise_for_status()
    return reply.json()["choices"][0]["message"]["content"]


print(ask("Name a bird."))
