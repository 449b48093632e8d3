import asyncio
import os

import httpx


async def call_api(base_url: str, api_key: str, prompt: str) -> str:
    headers = {"Authorization": f"Bearer {api_key}", "Content-Type": "application/json"}
    async with httpx.AsyncClient() as client:
        response = await client.post(
            f"{base_url}/chat/completions",
            headers=headers,
            json={"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": prompt}]},
        )
    response.raise_for_status()
    return response.json()["choices"][0]["message"]["content"]


async def main():
    key = os.getenv("OPENROUTER_API_KEY")
    if key is None:
        raise SystemExit("no key")
    print(await call_api("https://openrouter.ai/api/v1", key, "Count to three."))


if __name__ == "__main__":
    asyncio.run(main())
