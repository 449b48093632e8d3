import asyncio
import os

import aiohttp


class OpenRouterError(Exception):
    pass


async def generate(prompt: str, api_key: str, model: str = "meta-llama/llama-3-8b-instruct") -> str:
    headers = {
        "Authorization": f"Bearer {api_key}",
        "HTTP-Referer": "https://github.com/example/bot",
        "Content-Type": "application/json",
    }
    data = {"model": model, "messages": [{"role": "user", "content": prompt}]}
    async with aiohttp.ClientSession() as session:
        async with session.post("https://openrouter.ai/api/v1/chat/completions", headers=headers, json=data) as resp:
            if resp.status != 200:
                raise OpenRouterError(f"status {resp.status}")
            result = await resp.json()
            return result["choices"][0]["message"]["content"]


if __name__ == "__main__":
    print(asyncio.run(generate("Write a haiku.", os.environ["OPENROUTER_API_KEY"])))
