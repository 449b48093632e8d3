import httpx

from app.settings import settings


def answer(question: str) -> str:
    headers = {
        "Authorization": f"Bearer {settings.openrouter_api_key}",
        "Content-Type": "application/json",
    }
    with httpx.Client(timeout=30) as client:
        response = client.post(
            f"{settings.openrouter_base_url}/chat/completions",
            headers=headers,
            json={"model": settings.model, "messages": [{"role": "user", "content": question}]},
        )
        response.raise_for_status()
        return response.json()["choices"][0]["message"]["content"]
