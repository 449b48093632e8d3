import os

from openai import OpenAI


def get_client() -> OpenAI:
    api_key = os.getenv("OPENROUTER_API_KEY")
    if not api_key:
        raise RuntimeError("OPENROUTER_API_KEY is missing: see the README")
    return OpenAI(api_key=api_key, base_url="https://openrouter.ai/api/v1")


def main() -> None:
    client = get_client()
    response = client.chat.completions.create(
        model="anthropic/claude-3.5-sonnet",
        messages=[{"role": "user", "content": "Hello"}],
        extra_headers={"HTTP-Referer": "https://example.com", "X-Title": "Demo"},
    )
    print(response.choices[0].message.content)


if __name__ == "__main__":
    main()
