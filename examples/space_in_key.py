"""A space came along when the key was pasted, and is sent with it: 401.

The key is in the file as well, so this line has two findings.
"""

import requests

api_key = " sk-or-v1-abc123def456"

response = requests.post(
    "https://openrouter.ai/api/v1/chat/completions",
    headers={"Authorization": f"Bearer {api_key}"},
    json={
        "model": "openai/gpt-4o-mini",
        "messages": [{"role": "user", "content": "Translate to French: good morning"}],
    },
)
print(response.status_code, response.text)
