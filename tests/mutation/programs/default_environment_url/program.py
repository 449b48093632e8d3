import os

import requests

API_URL = os.getenv("OPENROUTER_API_URL", "https://openrouter.ai/api/v1/chat/completions")
TIMEOUT = int(os.getenv("OPENROUTER_TIMEOUT", "60"))


class Completion:
    def __init__(self):
        api_key = os.environ.get("OPENROUTER_API_KEY")
        assert api_key, "OPENROUTER_API_KEY must be set"
        self._key = api_key

    def __call__(self, prompt):
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._key}"}
        payload = {"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": prompt}]}
        res = requests.post(API_URL, headers=headers, json=payload, timeout=TIMEOUT)
        res.raise_for_status()
        return res.json()["choices"][0]["message"]["content"]


complete = Completion()
print(complete("Go on."))
