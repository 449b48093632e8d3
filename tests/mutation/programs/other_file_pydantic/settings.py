import os

from pydantic import BaseModel, Field


class Settings(BaseModel):
    api_key: str = Field(default_factory=lambda: os.environ["OPENROUTER_API_KEY"])
    base_url: str = "https://openrouter.ai/api/v1"
    model: str = Field(default="openai/gpt-4o-mini")


settings = Settings()
