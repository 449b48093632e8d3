"""Command line front end for OpenRouter."""

import argparse
import os

import requests

ENDPOINT = "https://openrouter.ai/api/v1/chat/completions"


def parse_args():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("prompt", nargs="?", default="Tell me a joke.")
    parser.add_argument("--model", default="openai/gpt-4o-mini")
    args = parser.parse_args()
    args.api_key = os.environ.get("OPENROUTER_API_KEY")
    if not args.api_key:
        parser.error("set OPENROUTER_API_KEY")
    return args


def main():
    args = parse_args()
    r = requests.post(
        ENDPOINT,
        headers=dict(Authorization=f"Bearer {args.api_key}"),
        json={"model": args.model, "messages": [{"role": "user", "content": args.prompt}]},
        timeout=120,
    )
    r.raise_for_status()
    print(r.json()["choices"][0]["message"]["content"])


if __name__ == "__main__":
    main()
