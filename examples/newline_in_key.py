"""The file ends with a newline, and so does the key: requests raises InvalidHeader."""

import requests

with open("openrouter.key", encoding="utf-8") as file:
    api_key = file.read()

response = requests.post(
    "https://openrouter.ai/api/v1/chat/completions",
    headers={"Authorization": f"Bearer {api_key}"},
    json={
        "model": "openai/gpt-4o-mini",
        "messages": [{"role": "user", "content": "How far away is the moon?"}],
    },
)
print(response.status_code, response.text)
