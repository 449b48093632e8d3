import os
import requests

api_key = os.environ["OPENROUTER_API_KEY"]

HEADERS = {
    "Authorization": f"Bearer {api_key}",
    "Content-Type": "application/json",
    "X-Title": "Zusammenfassung",
}


def summarize(text):
    """Fasse zusammen: kurz, höflich, auf Deutsch."""
    r = requests.post("https://openrouter.ai/api/v1/chat/completions", headers=HEADERS, json={
        "model": "openai/gpt-4o-mini",
        "messages": [
            {"role": "system", "content": "Fasse zusammen."},
            {"role": "user", "content": text},
        ],
    })
    r.raise_for_status()
    return r.json()["choices"][0]["message"]["content"]


print(summarize("Ein längerer Text über Äpfel."))
