import os
import sys

from openai import OpenAI

PROVIDERS = {
    "ollama": {"base_url": "http://localhost:11434/v1", "api_key": "ollama"},
    "openrouter": {"base_url": "https://openrouter.ai/api/v1", "api_key": os.environ["OPENROUTER_API_KEY"]},
}


def connected(name):
    provider = PROVIDERS[name]
    return OpenAI(base_url=provider["base_url"], api_key=provider["api_key"])


client = connected(sys.argv[1] if len(sys.argv) > 1 else "openrouter")
completion = client.chat.completions.create(
    model="openai/gpt-4o-mini",
    messages=[{"role": "user", "content": "Hi!"}],
)
print(completion.choices[0].message.content)
