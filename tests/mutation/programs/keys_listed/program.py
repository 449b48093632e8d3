"""List the keys of an account: that takes a management key."""

import os

import requests

URL = "https://openrouter.ai/api/v1/keys"
headers = {"Authorization": f"Bearer {os.environ['OPENROUTER_PROVISIONING_KEY']}"}

listed = requests.get(URL, headers=headers, timeout=30)
listed.raise_for_status()
print(len(listed.json()["data"]), "keys")
