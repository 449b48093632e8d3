"""Without the variable every machine goes on with this one key, until it is deleted: then 401."""

import os

import requests

api_key = os.getenv("OPENROUTER_API_KEY", "sk-or-v1-abc123def456")
headers = {"Authorization": f"Bearer {api_key}"}

response = requests.post(
    "https://openrouter.ai/api/v1/chat/completions",
    headers=headers,
    json={
        "model": "openai/gpt-4o-mini",
        "messages": [{"role": "user", "content": "Suggest a name for a cat."}],
    },
)
print(response.status_code, response.text)
