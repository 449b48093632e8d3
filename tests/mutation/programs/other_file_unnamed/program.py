import requests

from settings import API_KEY, API_URL


def main():
    headers = {"Authorization": f"Bearer {API_KEY}"}
    body = {"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "Hello"}]}
    response = requests.post(API_URL, headers=headers, json=body)
    response.raise_for_status()
    print(response.json()["choices"][0]["message"]["content"])


main()
