import os
import requests

headers = {"Content-Type": "application/json"}
headers.update({"Authorization": f"Bearer {os.environ['OPENROUTER_API_KEY']}"})

r = requests.post(
    "https://openrouter.ai/api/v1/chat/completions",
    headers=headers,
    json={"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "hey"}]},
)
if not r.ok:
    raise SystemExit(f"failed: {r.status_code}")
print(r.json()["usage"]["total_tokens"])
