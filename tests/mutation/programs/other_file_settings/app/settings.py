import os
from dataclasses import dataclass, field


@dataclass
class Settings:
    openrouter_api_key: str = field(default_factory=lambda: os.environ["OPENROUTER_API_KEY"])
    openrouter_base_url: str = "https://openrouter.ai/api/v1"
    model: str = "openai/gpt-4o-mini"


settings = Settings()
