import os

import requests

BASE_URL = "https://openrouter.ai/api/v1"


def _auth(key):
    return {"Authorization": "Bearer " + key}


def embed(texts):
    key = os.environ["OPENROUTER_API_KEY"]
    r = requests.post(
        f"{BASE_URL}/embeddings",
        headers=_auth(key),
        json={"model": "openai/text-embedding-3-small", "input": texts},
        timeout=30,
    )
    if r.status_code != 200:
        raise RuntimeError(f"embedding failed with {r.status_code}")
    return [item["embedding"] for item in r.json()["data"]]


vectors = embed(["one", "two"])
print(len(vectors[0]))
