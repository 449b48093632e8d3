import os

# Where the models live. See https://openrouter.ai/docs
API_URL = "https://openrouter.ai/api/v1/chat/completions"
API_KEY = os.environ["OPENROUTER_API_KEY"]
