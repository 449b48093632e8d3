"""Works: HTTP ignores the case. But some clients take the two spellings for two headers."""

import os

import httpx

api_key = os.environ["OPENROUTER_API_KEY"]

response = httpx.post(
    "https://openrouter.ai/api/v1/chat/completions",
    headers={"authorization": f"Bearer {api_key}"},
    json={
        "model": "openai/gpt-4o-mini",
        "messages": [{"role": "user", "content": "Tell me a joke."}],
    },
)
print(response.status_code, response.text)
