import http.client
import json
import os


def main():
    key = os.environ["OPENROUTER_API_KEY"]
    conn = http.client.HTTPSConnection("openrouter.ai", timeout=30)
    payload = json.dumps({"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "hi"}]})
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    conn.request("POST", "/api/v1/chat/completions", body=payload, headers=headers)
    res = conn.getresponse()
    if res.status != 200:
        raise RuntimeError(res.reason)
    data = json.loads(res.read())
    print(data["choices"][0]["message"]["content"])


main()
