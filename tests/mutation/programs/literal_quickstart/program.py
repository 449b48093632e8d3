import os
import requests
import json

response = requests.post(
    url="https://openrouter.ai/api/v1/chat/completions",
    headers={
        "Authorization": f"Bearer {os.environ['OPENROUTER_API_KEY']}",
        "HTTP-Referer": "https://example.com",  # optional: for rankings
        "X-Title": "Quickstart",
    },
    data=json.dumps({
        "model": "openai/gpt-4o-mini",
        "messages": [{"role": "user", "content": "What is the meaning of life?"}],
    }),
)
response.raise_for_status()
print(response.json()["choices"][0]["message"]["content"])
