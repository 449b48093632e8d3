import configparser
import os

import requests

config = configparser.ConfigParser()
config.read("settings.ini")


def complete(prompt):
    section = config["openrouter"]
    headers = {"Authorization": f"Bearer {os.environ['OPENROUTER_API_KEY']}"}
    body = {"model": section["model"], "messages": [{"role": "user", "content": prompt}]}
    response = requests.post(f"{section['base_url']}/chat/completions", headers=headers, json=body, timeout=60)
    response.raise_for_status()
    return response.json()["choices"][0]["message"]["content"]


print(complete("Hi!"))
