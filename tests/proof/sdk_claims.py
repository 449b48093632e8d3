"""Each mistake in how an SDK's client is built, with the real SDKs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from proof.claim import NO_FIX, RIGHT, VALID_KEY, Claim

_BASE = 'base_url="https://openrouter.ai/api/v1"'
_KEY = "os.environ['OPENROUTER_API_KEY']"
_API_KEY = f"api_key={_KEY}"
_ANTHROPIC_BASE = 'base_url="https://openrouter.ai/api"'

#: A whole program for each SDK: ``ARGUMENTS`` gives way to what is wrong.
SDKS: Mapping[str, str] = {
    "openai": """\
import os

from openai import OpenAI

client = OpenAI(ARGUMENTS)
answer = client.chat.completions.create(
    model="openai/gpt-4o-mini", messages=[{"role": "user", "content": "Hello"}]
)
print(answer.choices[0].message.content)
""",
    "anthropic": """\
import os

from anthropic import Anthropic

client = Anthropic(ARGUMENTS)
answer = client.messages.create(
    model="anthropic/claude-haiku", max_tokens=16, messages=[{"role": "user", "content": "Hello"}]
)
print(answer.content[0].text)
""",
    "openrouter": """\
import os

from openrouter import OpenRouter

with OpenRouter(ARGUMENTS) as client:
    answer = client.chat.send(
        model="openai/gpt-4o-mini", messages=[{"role": "user", "content": "Hello"}]
    )
    print(answer.choices[0].message.content)
""",
    "langchain-openai": """\
import os

from langchain_openai import ChatOpenAI

model = ChatOpenAI(model="openai/gpt-4o-mini", ARGUMENTS)
print(model.invoke("Hello").content)
""",
    "litellm": """\
import os

import litellm

answer = litellm.completion(
    model="openrouter/openai/gpt-4o-mini", messages=[{"role": "user", "content": "Hello"}], ARGUMENTS
)
print(answer.choices[0].message.content)
""",
}
#: Programs that are of the same form as an SDK's; openai 1.x has an environment of its own.
_OPENAI = ("openai 1.x", "openai", "langchain-openai")


@dataclass(frozen=True)
class Mistake:
    """Arguments that are wrong, what comes of them, and with which SDKs something else does."""

    rule: str
    arguments: str
    seen: str
    sdks: tuple[str, ...] = ("openai",)
    otherwise: Mapping[str, str] = field(default_factory=dict)
    fixed: str = RIGHT
    environment: Mapping[str, str | None] = field(default_factory=dict)


MISTAKES = (
    Mistake("OPR101", f'{_BASE}, api_key="{VALID_KEY}"', RIGHT, _OPENAI),
    Mistake(
        "OPR102", f"{_BASE}, api_key=os.getenv('{VALID_KEY}')", "authorization: Bearer <openai key> → 401", _OPENAI
    ),
    Mistake("OPR104", f'{_BASE}, api_key="your-key-here"', "authorization: Bearer your-key-here → 401", _OPENAI),
    Mistake(
        "OPR104", f'{_BASE}, api_key=""', "OpenAIError, nothing sent", _OPENAI, {"openai 1.x": "no credential → 401"}
    ),
    Mistake("OPR105", f'{_BASE}, api_key=" {VALID_KEY}"', "authorization: Bearer  <valid key> → 401", _OPENAI),
    Mistake("OPR105", f'{_BASE}, api_key="{VALID_KEY}é"', "UnicodeEncodeError, nothing sent", _OPENAI),
    Mistake(
        "OPR106",
        f"{_BASE}, api_key=open('openrouter.key').read()",
        "APIConnectionError, nothing sent",
        _OPENAI,
        {"langchain-openai": "OpenAIConnectionError, nothing sent"},
    ),
    Mistake(
        "OPR107",
        f"{_BASE}, api_key=os.getenv('OPENROUTER_API_KEY')",
        "authorization: Bearer <openai key> → 401",
        _OPENAI,
        environment={"OPENROUTER_API_KEY": None},
    ),
    Mistake(
        "OPR107",
        f"{_BASE}, api_key=os.getenv('OPENROUTER_API_KEY')",
        "OpenAIError, nothing sent",
        _OPENAI,
        environment={"OPENROUTER_API_KEY": None, "OPENAI_API_KEY": None},
    ),
    Mistake(
        "OPR107",
        "api_key=os.getenv('OPENROUTER_API_KEY')",
        "no credential → 401",
        ("openrouter",),
        environment={"OPENROUTER_API_KEY": None},
    ),
    Mistake("OPR104", 'api_key=""', "LocalProtocolError, nothing sent", ("openrouter",)),
    Mistake(
        "OPR303", f'{_BASE}, api_key="$OPENROUTER_API_KEY"', "authorization: Bearer $OPENROUTER_API_KEY → 401", _OPENAI
    ),
    Mistake(
        "OPR403",
        f"{_BASE}, {_API_KEY}, default_headers={{'authorization': f\"Bearer {{{_KEY}}}\"}}",
        RIGHT,
        _OPENAI,
        {"openai 1.x": "authorization: Bearer <valid key> and authorization: Bearer <valid key> → 501"},
    ),
    Mistake("OPR403", f"{_ANTHROPIC_BASE}, {_API_KEY}, auth_token={_KEY}", "ValueError, nothing sent", ("anthropic",)),
    Mistake("OPR502", _BASE, "authorization: Bearer <openai key> → 401", _OPENAI),
    Mistake(
        "OPR502",
        _ANTHROPIC_BASE,
        "authorization: Bearer <anthropic key> → 401",
        ("anthropic",),
        environment={"ANTHROPIC_API_KEY": ":anthropic"},
    ),
    Mistake(
        "OPR601", f'base_url="https://openrouter.ai/v1", {_API_KEY}', "authorization: Bearer <valid key> → 404", _OPENAI
    ),
    Mistake(
        "OPR601",
        f'base_url="https://openrouter.ai/api", {_API_KEY}',
        "authorization: Bearer <valid key> → 404",
        _OPENAI,
    ),
    Mistake(
        "OPR601",
        f'base_url="https://openrouter.ai/api/v1/chat/completions", {_API_KEY}',
        "authorization: Bearer <valid key> → 404",
        _OPENAI,
    ),
    Mistake(
        "OPR601",
        f'base_url="https://openrouter.ai/api/v1", auth_token={_KEY}',
        "authorization: Bearer <valid key> → 404",
        ("anthropic",),
    ),
    Mistake(
        "OPR602",
        f'base_url="http://openrouter.ai/api/v1", {_API_KEY}',
        "in clear text: authorization: Bearer <valid key> → 501",
        _OPENAI,
    ),
    Mistake("OPR603", _API_KEY, "api.openai.com: authorization: Bearer <valid key> → 401", _OPENAI),
    Mistake(
        "OPR603",
        f'openai_proxy="https://openrouter.ai/api/v1", {_API_KEY}',
        "as a proxy to api.openai.com: no credential → 501",
        ("langchain-openai",),
    ),
    Mistake(
        "OPR604", f'{_BASE}, api_key=f"Bearer {{{_KEY}}}"', "authorization: Bearer Bearer <valid key> → 401", _OPENAI
    ),
    Mistake(
        "OPR604",
        f'{_ANTHROPIC_BASE}, auth_token=f"Bearer {{{_KEY}}}"',
        "authorization: Bearer Bearer <valid key> → 401",
        ("anthropic",),
    ),
    Mistake(
        "OPR608",
        f"{_BASE}, api_key=os.environ['OPENROUTER_PROVISIONING_KEY']",
        "authorization: Bearer <management key> → 403",
        _OPENAI,
        fixed=NO_FIX,
        environment={"OPENROUTER_PROVISIONING_KEY": ":management"},
    ),
    Mistake("OPR607", f"{_BASE}, apikey={_KEY}", "TypeError, nothing sent", _OPENAI),
    Mistake("OPR607", f"{_BASE}, token={_KEY}", "TypeError, nothing sent", _OPENAI),
    Mistake("OPR607", f'baseURL="https://openrouter.ai/api/v1", {_API_KEY}', "TypeError, nothing sent", _OPENAI),
    Mistake("OPR607", f"{_ANTHROPIC_BASE}, token={_KEY}", "TypeError, nothing sent", ("anthropic",)),
    Mistake("OPR607", f"api_token={_KEY}", "TypeError, nothing sent", ("openrouter",)),
    Mistake(
        "OPR606", f"{_BASE}, api_key=os.environ['OPENAI_API_KEY']", "authorization: Bearer <openai key> → 401", _OPENAI
    ),
    Mistake("OPR604", f'api_key=f"Bearer {{{_KEY}}}"', "authorization: Bearer Bearer <valid key> → 401", ("litellm",)),
    Mistake("OPR104", 'api_key="your-key-here"', "authorization: Bearer your-key-here → 401", ("litellm",)),
    Mistake(
        "OPR105",
        'api_key="sk-proj-abc123def456"',
        "authorization: Bearer sk-proj-abc123def456 → 401",
        ("litellm",),
        fixed=NO_FIX,
    ),
    Mistake(
        "OPR601",
        f'api_base="https://openrouter.ai/v1", {_API_KEY}',
        "authorization: Bearer <valid key> → 404",
        ("litellm",),
    ),
)


def claims() -> Iterator[Claim]:
    """Yield a claim for each mistake and SDK."""
    for mistake in MISTAKES:
        for sdk in mistake.sdks:
            yield Claim(
                mistake.rule,
                sdk,
                mistake.arguments,
                SDKS[sdk.partition(" ")[0]].replace("ARGUMENTS", mistake.arguments),
                mistake.otherwise.get(sdk, mistake.seen),
                mistake.fixed,
                mistake.environment,
            )
