"""Other providers read ``api-key``; OpenRouter does not, and sees no key at all: 401."""

import os

import requests

API_URL = "https://openrouter.ai/api/v1/chat/completions"
API_KEY = os.environ["OPENROUTER_API_KEY"]


def ask(question):
    headers = {"api-key": API_KEY, "Content-Type": "application/json"}
    messages = [{"role": "user", "content": question}]
    body = {"model": "openai/gpt-4o-mini", "messages": messages}
    return requests.post(API_URL, headers=headers, json=body)


answer = ask("Why is the sky blue?")
print(answer.status_code, answer.text)
