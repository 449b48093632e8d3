API_KEY = "sk-or-v1-abc123def456"
