import argparse
import os

import requests


def arguments():
    parser = argparse.ArgumentParser(description="Ask a model.")
    parser.add_argument("--base-url", default="https://openrouter.ai/api/v1")
    parser.add_argument("--model", default="openai/gpt-4o-mini")
    return parser.parse_args()


def ask(args, prompt):
    env = os.environ
    headers = {"Authorization": f"Bearer {env['OPENROUTER_API_KEY']}"}
    body = {"model": args.model, "messages": [{"role": "user", "content": prompt}]}
    response = requests.post(f"{args.base_url}/chat/completions", headers=headers, json=body)
    response.raise_for_status()
    return response.json()["choices"][0]["message"]["content"]


print(ask(arguments(), "Hi!"))
