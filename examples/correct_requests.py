"""Right: the key comes from the environment and goes out in the Authorization header."""

import os

import requests

api_key = os.getenv("OPENROUTER_API_KEY")

headers = {
    "Authorization": f"Bearer {api_key}",
    "Content-Type": "application/json",
}
body = {
    "model": "openai/gpt-4o-mini",
    "messages": [{"role": "user", "content": "What is the meaning of life?"}],
}

response = requests.post(
    "https://openrouter.ai/api/v1/chat/completions", headers=headers, json=body
)
response.raise_for_status()
print(response.json()["choices"][0]["message"]["content"])
