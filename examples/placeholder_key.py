"""The text from the tutorial was never replaced and is sent as the key: 401."""

import requests

API_KEY = "your-api-key-here"

response = requests.post(
    "https://openrouter.ai/api/v1/chat/completions",
    headers={"Authorization": f"Bearer {API_KEY}"},
    json={
        "model": "openai/gpt-4o-mini",
        "messages": [{"role": "user", "content": "Write a haiku about rain."}],
    },
)
print(response.status_code, response.text)
