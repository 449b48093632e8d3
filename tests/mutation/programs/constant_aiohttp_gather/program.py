import asyncio
import os
from dataclasses import dataclass

import aiohttp

API_BASE = "https://openrouter.ai/api/v1"
MODELS = ["openai/gpt-4o-mini", "mistralai/mistral-small"]


@dataclass
class Answer:
    model: str
    text: str


async def ask(session: aiohttp.ClientSession, model: str, question: str) -> Answer:
    key = os.environ["OPENROUTER_API_KEY"]
    headers = {"Authorization": f"Bearer {key}"}
    body = {"model": model, "messages": [{"role": "user", "content": question}]}
    async with session.post(API_BASE + "/chat/completions", json=body, headers=headers) as response:
        response.raise_for_status()
        payload = await response.json()
    return Answer(model, payload["choices"][0]["message"]["content"])


async def council(question: str) -> list[Answer]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as session:
        return await asyncio.gather(*(ask(session, model, question) for model in MODELS))


for answer in asyncio.run(council("Is it raining?")):
    print(f"{answer.model}: {answer.text}")
