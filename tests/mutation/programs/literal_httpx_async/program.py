import asyncio
import os

import httpx

MODEL = "google/gemini-flash-1.5"


async def chat(messages: list[dict]) -> dict:
    async with httpx.AsyncClient(timeout=60.0) as client:
        resp = await client.post(
            "https://openrouter.ai/api/v1/chat/completions",
            headers={
                "Authorization": f"Bearer {os.environ['OPENROUTER_API_KEY']}",
                "Content-Type": "application/json",
            },
            json={"model": MODEL, "messages": messages},
        )
        resp.raise_for_status()
        return resp.json()


async def main():
    data = await chat([{"role": "user", "content": "ping"}])
    print(data["choices"][0]["message"]["content"])


asyncio.run(main())
