"""A class that talks to one of two hosts, as its constructor is told."""

import os

import requests


class Chat:
    def __init__(self, provider="openrouter"):
        if provider == "openrouter":
            self.url = "https://openrouter.ai/api/v1/chat/completions"
            self.key = os.environ["OPENROUTER_API_KEY"]
            self.model = "openai/gpt-4o-mini"
        else:
            self.url = "https://api.openai.com/v1/chat/completions"
            self.key = input("OpenAI's key: ")
            self.model = "gpt-4o-mini"

    def ask(self, question):
        headers = {"Authorization": f"Bearer {self.key}"}
        body = {"model": self.model, "messages": [{"role": "user", "content": question}]}
        response = requests.post(self.url, headers=headers, json=body, timeout=60)
        response.raise_for_status()
        return response.json()["choices"][0]["message"]["content"]


print(Chat().ask("Name a metal."))
