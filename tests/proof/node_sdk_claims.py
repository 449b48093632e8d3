"""Each mistake in how an SDK's client is built in JavaScript, with the real SDKs in the versions that differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from openrouter.runtimes import NODE

from proof.claim import MISSED, NO_FIX, RIGHT, SILENT, VALID_KEY, Claim

_KEY = "process.env.OPENROUTER_API_KEY"
_BASE = 'baseURL: "https://openrouter.ai/api/v1"'
_API_KEY = f"apiKey: {_KEY}"
_ANTHROPIC_BASE = 'baseURL: "https://openrouter.ai/api"'
_CONFIGURATION = f"configuration: {{ {_BASE} }}"
_MESSAGES = '[{ role: "user", content: "Hello" }]'

#: A whole program for each SDK: ``OPTIONS`` gives way to what is wrong.
SDKS: Mapping[str, str] = {
    "openai": f"""\
import OpenAI from "openai";

const client = new OpenAI({{ maxRetries: 0, OPTIONS }});
const answer = await client.chat.completions.create({{ model: "openai/gpt-4o-mini", messages: {_MESSAGES} }});
console.log(answer.choices[0].message.content);
""",
    "@openrouter/ai-sdk-provider": """\
import { createOpenRouter } from "@openrouter/ai-sdk-provider";
import { generateText } from "ai";

const openrouter = createOpenRouter({ OPTIONS });
const { text } = await generateText({ model: openrouter.chat("openai/gpt-4o-mini"), prompt: "Hello", maxRetries: 0 });
console.log(text);
""",
    "@openrouter/sdk": """\
import { OpenRouter } from "@openrouter/sdk";

const client = new OpenRouter({ OPTIONS });
await client.apiKeys.getCurrentKeyMetadata();
""",
    "@ai-sdk/openai": """\
import { createOpenAI } from "@ai-sdk/openai";
import { generateText } from "ai";

const provider = createOpenAI({ OPTIONS });
const { text } = await generateText({ model: provider.chat("openai/gpt-4o-mini"), prompt: "Hello", maxRetries: 0 });
console.log(text);
""",
    "@ai-sdk/openai-compatible": """\
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText } from "ai";

const provider = createOpenAICompatible({ name: "openrouter", OPTIONS });
const model = provider.chatModel("openai/gpt-4o-mini");
const { text } = await generateText({ model, prompt: "Hello", maxRetries: 0 });
console.log(text);
""",
    "@langchain/openai": """\
import { ChatOpenAI } from "@langchain/openai";

const model = new ChatOpenAI({ model: "openai/gpt-4o-mini", maxRetries: 0, OPTIONS });
const answer = await model.invoke("Hello");
console.log(answer.content);
""",
    "@langchain/openrouter": """\
import { ChatOpenRouter } from "@langchain/openrouter";

const model = new ChatOpenRouter({ model: "openai/gpt-4o-mini", maxRetries: 0, OPTIONS });
const answer = await model.invoke("Hello");
console.log(answer.content);
""",
    "@anthropic-ai/sdk": f"""\
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({{ maxRetries: 0, OPTIONS }});
const answer = await client.messages.create({{
  model: "anthropic/claude-haiku",
  max_tokens: 16,
  messages: {_MESSAGES},
}});
console.log(answer.content[0].text);
""",
}

_OPENAI = ("openai@4", "openai@5", "openai@6", "openai@7")
_OLD, _NEW = _OPENAI[:2], _OPENAI[2:]
_LANGCHAIN = tuple(f"@langchain/openai@{version}" for version in ("0.3", "0.5", "0.6", "1"))
_PROVIDER, _SDK = "@openrouter/ai-sdk-provider", "@openrouter/sdk"
_AI, _COMPATIBLE = "@ai-sdk/openai", "@ai-sdk/openai-compatible"
_ANTHROPIC = ("@anthropic-ai/sdk@0", "@anthropic-ai/sdk@1")
_AI_SDK = (_PROVIDER, _AI, _COMPATIBLE)

_NONE = "no credential → 401"
_EMPTY = "authorization: Bearer → 401"
_OPENAI_KEY = "authorization: Bearer <openai key> → 401"
_TO_OPENAI = "api.openai.com: authorization: Bearer <valid key> → 401"
_DOUBLED = "authorization: Bearer Bearer <valid key> → 401"
_NOT_FOUND = "authorization: Bearer <valid key> → 404"
_THROWS = "OpenAIError, nothing sent"
_UNSET = {"OPENROUTER_API_KEY": None}
_NOTHING_SET = {"OPENROUTER_API_KEY": None, "OPENAI_API_KEY": None}


@dataclass(frozen=True)
class Mistake:
    """Options that are wrong, what comes of them, and with which SDKs something else does."""

    rule: str
    options: str
    seen: str
    sdks: tuple[str, ...]
    otherwise: Mapping[str, str] = field(default_factory=dict)
    fixed: str = RIGHT
    environment: Mapping[str, str | None] = field(default_factory=dict)


def _of_openai() -> Iterator[Mistake]:
    yield Mistake("OPR101", f'{_BASE}, apiKey: "{VALID_KEY}"', RIGHT, (*_OPENAI, _AI, _COMPATIBLE))
    yield Mistake("OPR103", f'{_BASE}, apiKey: {_KEY} ?? "{VALID_KEY}"', RIGHT, _OPENAI, environment=_UNSET)
    yield Mistake(
        "OPR104",
        f'{_BASE}, apiKey: "your-key-here"',
        "authorization: Bearer your-key-here → 401",
        (*_OPENAI, _AI, _COMPATIBLE),
    )
    yield Mistake("OPR104", f'{_BASE}, apiKey: ""', _EMPTY, (*_OPENAI, _AI), dict.fromkeys(_NEW, _THROWS))
    yield Mistake("OPR107", f'{_BASE}, apiKey: {_KEY} ?? ""', _EMPTY, _OLD, environment=_UNSET)
    yield Mistake("OPR107", f"{_BASE}, {_API_KEY}", _OPENAI_KEY, (*_OPENAI, _AI), fixed=MISSED, environment=_UNSET)
    yield Mistake("OPR107", f"{_BASE}, {_API_KEY}", _THROWS, _OPENAI, fixed=SILENT, environment=_NOTHING_SET)
    yield Mistake(
        "OPR303",
        f'{_BASE}, apiKey: "${{{_KEY}}}"',
        f"authorization: Bearer ${{{_KEY}}} → 401",
        (*_OPENAI, _AI, _COMPATIBLE),
    )
    yield Mistake(
        "OPR303", f'{_BASE}, apiKey: "$OPENROUTER_API_KEY"', "authorization: Bearer $OPENROUTER_API_KEY → 401", _OPENAI
    )
    right = f"defaultHeaders: {{ Authorization: `Bearer ${{{_KEY}}}` }}"
    yield Mistake("OPR104", f'{_BASE}, apiKey: "unused", {right}', RIGHT, _OPENAI, fixed=SILENT)
    yield Mistake("OPR502", f"{_BASE}", _OPENAI_KEY, (*_OPENAI, _AI))
    yield Mistake("OPR502", f"{_BASE}, apiKey: undefined", _OPENAI_KEY, (*_OPENAI, _AI))
    yield Mistake("OPR502", _BASE, _THROWS, _OPENAI, environment=_NOTHING_SET)
    yield Mistake(
        "OPR502",
        f"{_BASE}, apiKey: null",
        _THROWS,
        _OPENAI,
        {"openai@4": "authorization: Bearer null → 401", "openai@5": "authorization: Bearer Missing Key → 401"},
    )
    yield Mistake("OPR502", f"{_BASE}, {right}", RIGHT, _OPENAI, fixed=SILENT)
    yield Mistake("OPR502", _BASE, _NONE, (_COMPATIBLE,))
    for base in ("https://openrouter.ai/v1", "https://openrouter.ai/api", f"{_BASE[10:-1]}/chat/completions"):
        yield Mistake("OPR601", f'baseURL: "{base}", {_API_KEY}', _NOT_FOUND, (*_OPENAI, _AI, _COMPATIBLE))
    yield Mistake(
        "OPR602",
        f'baseURL: "http://openrouter.ai/api/v1", {_API_KEY}',
        "in clear text: authorization: Bearer <valid key> → 501",
        (*_OPENAI, _AI, _COMPATIBLE),
    )
    yield Mistake("OPR603", _API_KEY, _TO_OPENAI, (*_OPENAI, _AI))
    yield Mistake("OPR604", f"{_BASE}, apiKey: `Bearer ${{{_KEY}}}`", _DOUBLED, (*_OPENAI, _AI, _COMPATIBLE))
    yield Mistake("OPR606", f"{_BASE}, apiKey: process.env.OPENAI_API_KEY", _OPENAI_KEY, (*_OPENAI, _AI, _COMPATIBLE))
    for name in ("base_url", "baseUrl"):
        yield Mistake("OPR607", f'{name}: "https://openrouter.ai/api/v1", {_API_KEY}', _TO_OPENAI, (*_OPENAI, _AI))
    for name in ("api_key", "apikey"):
        yield Mistake("OPR607", f"{_BASE}, {name}: {_KEY}", _OPENAI_KEY, (*_OPENAI, _AI))


def _of_openrouter() -> Iterator[Mistake]:
    both = (_PROVIDER, _SDK)
    yield Mistake("OPR101", f'apiKey: "{VALID_KEY}"', RIGHT, both)
    yield Mistake("OPR104", 'apiKey: "your-key-here"', "authorization: Bearer your-key-here → 401", both)
    yield Mistake("OPR104", 'apiKey: ""', _EMPTY, both, {_SDK: _NONE})
    yield Mistake("OPR107", _API_KEY, _NONE, (_SDK,), fixed=MISSED, environment=_UNSET)
    # It says itself what is missing.
    yield Mistake("OPR107", _API_KEY, "LoadAPIKeyError, nothing sent", (_PROVIDER,), fixed=SILENT, environment=_UNSET)
    yield Mistake("OPR303", f'apiKey: "${{{_KEY}}}"', f"authorization: Bearer ${{{_KEY}}} → 401", both)
    yield Mistake("OPR502", "", RIGHT, both, fixed=SILENT)
    yield Mistake("OPR601", f'baseURL: "https://openrouter.ai/v1", {_API_KEY}', _NOT_FOUND, (_PROVIDER,))
    yield Mistake("OPR601", f'serverURL: "https://openrouter.ai/v1", {_API_KEY}', _NOT_FOUND, (_SDK,))
    yield Mistake("OPR604", f"apiKey: `Bearer ${{{_KEY}}}`", _DOUBLED, (_PROVIDER,))
    yield Mistake("OPR604", f"apiKey: `Bearer ${{{_KEY}}}`", RIGHT, (_SDK,), fixed=SILENT)
    yield Mistake("OPR606", "apiKey: process.env.OPENAI_API_KEY", _OPENAI_KEY, both)
    yield Mistake("OPR104", 'apiKey: "your-key-here"', "authorization: Bearer your-key-here → 401", _LANGCHAIN_OWN)
    yield Mistake(
        "OPR107", _API_KEY, "OpenRouterAuthError, nothing sent", _LANGCHAIN_OWN, fixed=SILENT, environment=_UNSET
    )
    yield Mistake("OPR604", f"apiKey: `Bearer ${{{_KEY}}}`", _DOUBLED, _LANGCHAIN_OWN)
    yield Mistake("OPR502", "", RIGHT, _LANGCHAIN_OWN, fixed=SILENT)


_LANGCHAIN_OWN = ("@langchain/openrouter",)


def _of_langchain() -> Iterator[Mistake]:
    yield Mistake("OPR101", f'apiKey: "{VALID_KEY}", {_CONFIGURATION}', RIGHT, _LANGCHAIN)
    yield Mistake(
        "OPR104", f'apiKey: "your-key-here", {_CONFIGURATION}', "authorization: Bearer your-key-here → 401", _LANGCHAIN
    )
    yield Mistake("OPR502", _CONFIGURATION, _OPENAI_KEY, _LANGCHAIN)
    headers = f"defaultHeaders: {{ Authorization: `Bearer ${{{_KEY}}}` }}"
    yield Mistake(
        "OPR502",
        f"configuration: {{ {_BASE}, {headers} }}",
        _THROWS,
        _LANGCHAIN,
        {"@langchain/openai@0.3": "Error, nothing sent"},
        environment={"OPENAI_API_KEY": None},
    )
    yield Mistake(
        "OPR601", f'{_API_KEY}, configuration: {{ baseURL: "https://openrouter.ai/v1" }}', _NOT_FOUND, _LANGCHAIN
    )
    yield Mistake("OPR603", _API_KEY, _TO_OPENAI, _LANGCHAIN)
    yield Mistake("OPR604", f"apiKey: `Bearer ${{{_KEY}}}`, {_CONFIGURATION}", _DOUBLED, _LANGCHAIN)
    yield Mistake("OPR606", f"apiKey: process.env.OPENAI_API_KEY, {_CONFIGURATION}", _OPENAI_KEY, _LANGCHAIN)
    yield Mistake("OPR607", f"{_API_KEY}, {_BASE}", _TO_OPENAI, _LANGCHAIN, fixed=NO_FIX)
    named = f"openAIApiKey: {_KEY}, {_CONFIGURATION}"
    yield Mistake("OPR607", named, RIGHT, _LANGCHAIN[:2], fixed=SILENT)
    yield Mistake("OPR607", named, _OPENAI_KEY, _LANGCHAIN[2:])
    yield Mistake("OPR607", named, _THROWS, _LANGCHAIN[2:], environment={"OPENAI_API_KEY": None})
    based = f'{_API_KEY}, configuration: {{ basePath: "https://openrouter.ai/api/v1" }}'
    second = f"{_API_KEY} }}, {{ {_BASE}"
    for options in (based, second):
        yield Mistake("OPR607", options, RIGHT, _LANGCHAIN[:1], fixed=SILENT)
        yield Mistake("OPR607", options, _TO_OPENAI, _LANGCHAIN[1:], fixed=NO_FIX)


def _of_anthropic() -> Iterator[Mistake]:
    old, new = _ANTHROPIC
    token = f"authToken: {_KEY}"
    set_too: Mapping[str, str | None] = {"ANTHROPIC_API_KEY": ":anthropic"}
    yield Mistake("OPR101", f'{_ANTHROPIC_BASE}, authToken: "{VALID_KEY}"', RIGHT, _ANTHROPIC)
    # The SDK sends the environment's key as well, and the double can't tell what comes of two.
    yield Mistake(
        "OPR502",
        _ANTHROPIC_BASE,
        "x-api-key: <anthropic key> → 401",
        (old,),
        fixed="authorization: Bearer <valid key> and x-api-key: <anthropic key> → 501",
        environment=set_too,
    )
    yield Mistake("OPR502", _ANTHROPIC_BASE, "authorization: Bearer <anthropic key> → 401", (new,), environment=set_too)
    yield Mistake("OPR601", f'baseURL: "https://openrouter.ai/api/v1", {token}', _NOT_FOUND, _ANTHROPIC)
    yield Mistake("OPR603", token, "api.anthropic.com: authorization: Bearer <valid key> → 501", _ANTHROPIC)
    yield Mistake("OPR604", f"{_ANTHROPIC_BASE}, authToken: `Bearer ${{{_KEY}}}`", _DOUBLED, _ANTHROPIC)
    yield Mistake("OPR403", f"{_ANTHROPIC_BASE}, {_API_KEY}, {token}", "TypeError, nothing sent", (new,))
    yield Mistake(
        "OPR403",
        f"{_ANTHROPIC_BASE}, {_API_KEY}, {token}",
        "authorization: Bearer <valid key> and x-api-key: <valid key> → 501",
        (old,),
    )


def claims() -> Iterator[Claim]:
    """Yield a claim for each mistake and SDK."""
    for group in (_of_openai, _of_openrouter, _of_langchain, _of_anthropic):
        for mistake in group():
            for sdk in mistake.sdks:
                yield Claim(
                    mistake.rule,
                    sdk,
                    mistake.options or "no option",
                    SDKS[sdk[0] + sdk[1:].partition("@")[0]].replace("OPTIONS", mistake.options),
                    mistake.otherwise.get(sdk, mistake.seen),
                    mistake.fixed,
                    mistake.environment,
                    runtime=NODE,
                )
