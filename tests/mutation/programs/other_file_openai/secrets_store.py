import os


def openrouter_key() -> str:
    key = os.getenv("OPENROUTER_API_KEY")
    if not key:
        raise KeyError("OPENROUTER_API_KEY")
    return key
