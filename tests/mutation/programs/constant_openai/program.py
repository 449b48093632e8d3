import os

from openai import OpenAI

BASE_URL = "https://openrouter.ai/api/v1"
API_KEY = os.environ["OPENROUTER_API_KEY"]
MODEL = "openai/gpt-4o-mini"

client = OpenAI(base_url=BASE_URL, api_key=API_KEY)


def tag(text: str) -> list[str]:
    response = client.chat.completions.create(
        model=MODEL, messages=[{"role": "user", "content": f"Tags for: {text}"}]
    )
    return response.choices[0].message.content.split()


print(tag("A walk in the park"))
