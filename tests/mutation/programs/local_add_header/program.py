import json
import os
import sys
from urllib.request import Request, urlopen


def translate(text, language="fr"):
    url = "https://openrouter.ai/api/v1/chat/completions"
    api_key = os.environ.get("OPENROUTER_KEY") or os.environ["OPENROUTER_API_KEY"]
    data = {
        "model": "google/gemma-2-9b-it",
        "messages": [{"role": "user", "content": f"Translate to {language}: {text}"}],
    }
    req = Request(url, data=json.dumps(data).encode())
    req.add_header("Content-Type", "application/json")
    req.add_header("Authorization", f"Bearer {api_key}")
    with urlopen(req) as response:
        return json.loads(response.read().decode())["choices"][0]["message"]["content"]


if __name__ == "__main__":
    sys.stdout.write(translate("good morning") + "\n")
