"""No variable is called like the key, so ``Bearer None`` is sent: 401. And the key is here."""

import os

import requests

api_key = os.getenv("sk-or-v1-abc123def456")

response = requests.post(
    "https://openrouter.ai/api/v1/chat/completions",
    headers={"Authorization": f"Bearer {api_key}"},
    json={
        "model": "openai/gpt-4o-mini",
        "messages": [{"role": "user", "content": "Name three rivers in Portugal."}],
    },
)
print(response.status_code, response.text)
