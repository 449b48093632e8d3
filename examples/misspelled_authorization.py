"""OpenRouter ignores a header of this name and sees a request without a key: 401."""

import os

import requests

api_key = os.environ["OPENROUTER_API_KEY"]
headers = {
    "Authorisation": f"Bearer {api_key}",
    "Content-Type": "application/json",
}
body = {
    "model": "openai/gpt-4o-mini",
    "messages": [{"role": "user", "content": "What rhymes with orange?"}],
}

response = requests.post(
    "https://openrouter.ai/api/v1/chat/completions", headers=headers, json=body
)
print(response.status_code, response.text)
