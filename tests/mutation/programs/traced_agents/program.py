"""An agent of openai-agents: its traces go to OpenAI, so they get no key of OpenRouter's."""

import os

from agents import Agent, Runner, set_default_openai_api, set_default_openai_client
from openai import AsyncOpenAI

client = AsyncOpenAI(base_url="https://openrouter.ai/api/v1", api_key=os.environ["OPENROUTER_API_KEY"])
set_default_openai_client(client, use_for_tracing=False)
set_default_openai_api("chat_completions")

agent = Agent(name="Poet", instructions="Answer in one line.", model="gpt-4o-mini")
print(Runner.run_sync(agent, "Hello").final_output)
