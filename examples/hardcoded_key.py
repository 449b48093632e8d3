"""Works with a real key, for you and for everyone else who can read this file or its history."""

import requests

OPENROUTER_API_KEY = "sk-or-v1-abc123def456"

response = requests.post(
    "https://openrouter.ai/api/v1/chat/completions",
    headers={"Authorization": f"Bearer {OPENROUTER_API_KEY}"},
    json={
        "model": "openai/gpt-4o-mini",
        "messages": [{"role": "user", "content": "What is the meaning of life?"}],
    },
)
print(response.status_code, response.text)
