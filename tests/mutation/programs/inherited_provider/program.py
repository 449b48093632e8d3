import os

from provider import OpenRouterProvider

provider = OpenRouterProvider(os.environ["OPENROUTER_API_KEY"])
print(provider.complete("Hello"))
