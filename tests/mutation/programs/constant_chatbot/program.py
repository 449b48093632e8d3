"""A chatbot for the terminal."""

import os
import sys

import requests

API_URL = "https://openrouter.ai/api/v1/chat/completions"
API_KEY = os.getenv("OPENROUTER_API_KEY")
DEFAULT_MODEL = "openai/gpt-4o-mini"

if not API_KEY:
    print("Error: OPENROUTER_API_KEY not found in environment", file=sys.stderr)
    sys.exit(1)


def send(history):
    headers = {
        "Authorization": f"Bearer {API_KEY}",
        "Content-Type": "application/json",
        "HTTP-Referer": "http://localhost",
    }
    data = {"model": DEFAULT_MODEL, "messages": history}
    response = requests.post(API_URL, headers=headers, json=data, timeout=60)
    response.raise_for_status()
    return response.json()["choices"][0]["message"]


def main():
    history = [{"role": "system", "content": "You are brief."}]
    for question in ("Hello!", "How are you?"):
        history.append({"role": "user", "content": question})
        message = send(history)
        history.append(message)
        print("bot:", message["content"])


if __name__ == "__main__":
    main()
