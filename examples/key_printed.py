"""Works, and the key stays in the terminal, in log files and in CI output."""

import os

import requests

api_key = os.environ["OPENROUTER_API_KEY"]
print("Using key:", api_key)

response = requests.post(
    "https://openrouter.ai/api/v1/chat/completions",
    headers={"Authorization": f"Bearer {api_key}"},
    json={
        "model": "openai/gpt-4o-mini",
        "messages": [{"role": "user", "content": "Count to ten in Finnish."}],
    },
)
print(response.status_code, response.text)
