import os

import requests


class Agent:
    def __init__(self, api_key: str):
        self.url = "https://openrouter.ai/api/v1/chat/completions"
        self.session = requests.Session()
        self.session.headers.update({"Authorization": f"Bearer {api_key}"})
        self.history = []

    def step(self, observation: str) -> str:
        self.history.append({"role": "user", "content": observation})
        response = self.session.post(
            self.url,
            json={"model": "openai/gpt-4o", "messages": self.history},
            timeout=90,
        )
        response.raise_for_status()
        message = response.json()["choices"][0]["message"]
        self.history.append(message)
        return message["content"]


def main():
    agent = Agent(os.environ["OPENROUTER_API_KEY"])
    print(agent.step("The door is closed."))


if __name__ == "__main__":
    main()
