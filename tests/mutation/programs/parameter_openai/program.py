import os

import openai


def make_client(base_url: str, api_key: str) -> openai.OpenAI:
    return openai.OpenAI(base_url=base_url, api_key=api_key, timeout=30.0)


def main() -> None:
    key = os.environ["OPENROUTER_API_KEY"]
    client = make_client("https://openrouter.ai/api/v1", key)
    response = client.chat.completions.create(
        model="openai/gpt-4o-mini", messages=[{"role": "user", "content": "Ping"}]
    )
    print(response.choices[0].message.content)


if __name__ == "__main__":
    main()
