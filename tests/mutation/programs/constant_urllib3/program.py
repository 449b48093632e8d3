import json
import os

import urllib3

API_URL = "https://openrouter.ai/api/v1/chat/completions"
http = urllib3.PoolManager()


def complete(prompt: str) -> str:
    api_key = os.environ["OPENROUTER_API_KEY"]
    response = http.request(
        "POST",
        API_URL,
        body=json.dumps({"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": prompt}]}),
        headers={"Authorization": "Bearer %s" % api_key, "Content-Type": "application/json"},
    )
    if response.status >= 400:
        raise RuntimeError(f"HTTP {response.status}")
    return json.loads(response.data)["choices"][0]["message"]["content"]


print(complete("Hi there"))
