from abc import ABC, abstractmethod

import requests


class BaseProvider(ABC):
    base_url: str = ""

    def __init__(self, api_key: str):
        self.api_key = api_key

    @abstractmethod
    def complete(self, prompt: str) -> str: ...

    def check(self, response: requests.Response) -> dict:
        response.raise_for_status()
        return response.json()
