import requests

from config import DEFAULT_MODEL, OPENROUTER_API_KEY, OPENROUTER_URL


def generate_text(prompt: str, model: str = DEFAULT_MODEL) -> str:
    headers = {
        "Authorization": f"Bearer {OPENROUTER_API_KEY}",
        "Content-Type": "application/json",
    }
    data = {"model": model, "messages": [{"role": "user", "content": prompt}]}
    response = requests.post(OPENROUTER_URL, headers=headers, json=data, timeout=60)
    response.raise_for_status()
    return response.json()["choices"][0]["message"]["content"]


if __name__ == "__main__":
    print(generate_text("Once upon a time"))
