import os
from dataclasses import dataclass, field

from openai import OpenAI


@dataclass
class LLMConfig:
    api_key: str = field(default_factory=lambda: os.environ["OPENROUTER_API_KEY"])
    model: str = "openai/gpt-4o-mini"
    temperature: float = 0.0


def complete(config: LLMConfig, prompt: str) -> str:
    client = OpenAI(base_url="https://openrouter.ai/api/v1", api_key=config.api_key)
    response = client.chat.completions.create(
        model=config.model,
        temperature=config.temperature,
        messages=[{"role": "user", "content": prompt}],
    )
    return response.choices[0].message.content


if __name__ == "__main__":
    print(complete(LLMConfig(), "Hello"))
