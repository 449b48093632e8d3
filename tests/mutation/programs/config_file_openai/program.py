import os
from pathlib import Path

import yaml
from openai import OpenAI

SETTINGS = Path(__file__).parent / "settings.yaml"


def load():
    with open(SETTINGS, encoding="utf-8") as file:
        return yaml.safe_load(file)


config = load()
client = OpenAI(
    base_url=config["llm"]["base_url"],
    api_key=os.environ["OPENROUTER_API_KEY"],
)
completion = client.chat.completions.create(
    model=config["llm"]["model"],
    messages=[{"role": "user", "content": "Hi!"}],
)
print(completion.choices[0].message.content)
