"""Right: aiohttp, with the header on the call."""

import asyncio
import os

import aiohttp

API_URL = "https://openrouter.ai/api/v1/chat/completions"

api_key = os.getenv("OPENROUTER_API_KEY")
headers = {"Authorization": f"Bearer {api_key}"}
body = {
    "model": "openai/gpt-4o-mini",
    "messages": [{"role": "user", "content": "What is the meaning of life?"}],
}


async def main():
    async with aiohttp.ClientSession() as session:
        async with session.post(API_URL, headers=headers, json=body) as response:
            print(response.status, await response.text())


asyncio.run(main())
