"""Mistakes in how a client of an SDK is built in JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mutation.javascript_forms import is_http
from mutation.made_up import KEY_LIKE, LIVE, foreign
from mutation.texts import Form, Mutate, Operator, closing, replacing

_CLIENT = re.compile(r"(?:new (?:OpenAI|ChatOpenAI|Anthropic|OpenRouter)|createOpen(?:AI|AICompatible|Router))\((?=\{)")
_KEY = re.compile(
    r"(?P<before>(?<=[{,\s]))(?P<name>apiKey|authToken)(?:: (?P<value>[\w.()]+))?(?P<end>\s*(?:,\s*)?)(?=[}\w\n])"
)
_BASE = re.compile(r"(?P<name>baseURL): (?P<value>\"[^\"]*\"|\w+)(?P<end>,?\s*)")
_READ = re.compile(r"(?<!!)process\.env\.OPENROUTER_API_KEY")
_BOUND = re.compile(r"^(?P<indent> *)const (?P<name>\w+) = process\.env\.OPENROUTER_API_KEY;\n", re.MULTILINE)
_URL = "https://openrouter.ai/api/v1"


def _in_clients(pattern: re.Pattern[str], template: str) -> Mutate:
    """Change what is found among the options of a client; ``VALUE`` is what it was."""

    def mutate(text: str) -> Iterator[str]:
        for client in _CLIENT.finditer(text):
            match = pattern.search(text, client.end(), closing(text, client.end()))
            if match:
                new = template.replace("NAME", match["name"]).replace("VALUE", match["value"] or match["name"])
                yield text[: match.start()] + (new + match["end"] if new else "") + text[match.end() :]

    return mutate


def _key(template: str) -> Mutate:
    return _in_clients(_KEY, f"NAME: {template}")


def _base(end: str) -> Mutate:
    """Write another base, where it is written out."""
    return replacing(re.compile(r"https://openrouter\.ai/api(?:/v1)?(?=\")"), lambda match: end)


def _without_guard(text: str) -> Iterator[str]:
    for match in re.compile(r"^ *if \(!\w*(?:[Kk]ey|KEY|Token)\w*\) *(?P<block>\{)?[^\n]*\n", re.MULTILINE).finditer(
        text
    ):
        end = closing(text, match.start("block")) + 1 if match["block"] else match.end()
        unguarded = text[: match.start()] + text[end:].lstrip("\n")
        yield _READ.sub(lambda read: f'({read[0]} ?? "")', unguarded, count=1)


def _top_level(text: str) -> Iterator[str]:
    """Give LangChain the base where it does not look."""
    for match in re.compile(r"configuration: \{\s*(?P<base>baseURL: \"[^\"]*\",)").finditer(text):
        yield text[: match.start()] + match["base"] + " configuration: {" + text[match.end() :]


def _is(*clients: str) -> Callable[[Form], bool]:
    return lambda form: form.client in clients


def _but(*clients: str) -> Callable[[Form], bool]:
    return lambda form: not is_http(form) and form.client not in clients


_SDK = _but()
_OPENAI = _is("OpenAI", "createOpenAI", "ChatOpenAI", "createOpenAICompatible")
_WITH_OPENAI_KEY = _is("OpenAI", "createOpenAI", "ChatOpenAI")
_FOREIGN = (("sk-proj-", 40), ("sk-ant-api03-", 40), ("gsk_", 48))

OPERATORS: tuple[Operator, ...] = (
    Operator("OPR101", "for the argument", _key(f'"{LIVE}"'), _SDK),
    Operator("OPR101", "for the argument, tried out", _key(f"'{KEY_LIKE}'"), _SDK),
    Operator("OPR101", "for the read in an SDK's file", replacing(_READ, lambda match: f'"{LIVE}"'), _SDK),
    Operator("OPR102", "in an SDK's file", replacing(_READ, lambda match: f'process.env["{LIVE}"]'), _SDK),
    Operator("OPR103", "|| in an SDK's file", replacing(_READ, lambda match: f'{match[0]} || "{LIVE}"'), _SDK),
    Operator("OPR103", "?? at the argument", _key(f'VALUE ?? "{LIVE}"'), _SDK),
    Operator("OPR104", "for the argument", _key('"your-api-key"'), _SDK),
    Operator("OPR104", "|| for the read", replacing(_READ, lambda match: f'{match[0]} || "your-key-here"'), _SDK),
    Operator("OPR104", "nothing", _key('""'), _SDK),
    *(
        Operator("OPR105", f"{head}… for an argument", _key(f'"{foreign(head, size)}"'), _SDK)
        for head, size in _FOREIGN
    ),
    Operator("OPR105", "typographic quotes at the argument", _key(f'"“{LIVE}”"'), _SDK),
    Operator("OPR107", "no guard in an SDK's file", _without_guard, _but("createOpenRouter", "OpenRouter")),
    *(
        Operator("OPR108", f"{prefix} for an SDK", replacing(_READ, f"process.env.{prefix}OPENROUTER_API_KEY"), _SDK)
        for prefix in ("NEXT_PUBLIC_", "REACT_APP_")
    ),
    Operator("OPR303", "quotes round a template", _key('"${process.env.OPENROUTER_API_KEY}"'), _SDK),
    Operator("OPR303", "the shell's spelling for an SDK", _key("'$OPENROUTER_API_KEY'"), _SDK),
    Operator("OPR502", "no key", _in_clients(_KEY, ""), _but("createOpenRouter", "OpenRouter")),
    Operator("OPR502", "undefined", _key("undefined"), _WITH_OPENAI_KEY),
    Operator("OPR502", "null", _key("null"), _is("OpenAI")),
    Operator("OPR601", "/v1 without /api for an SDK", _base("https://openrouter.ai/v1"), _OPENAI),
    Operator("OPR601", "/api alone", _base("https://openrouter.ai/api"), _OPENAI),
    Operator("OPR601", "the host alone", _base("https://openrouter.ai"), _OPENAI),
    Operator("OPR601", "the operation", _base(f"{_URL}/chat/completions"), _OPENAI),
    Operator("OPR601", "api.openrouter.ai for an SDK", _base("https://api.openrouter.ai/api/v1"), _OPENAI),
    Operator("OPR601", "openrouter.io for an SDK", _base("https://openrouter.io/api/v1"), _OPENAI),
    Operator("OPR601", "/v1 for Anthropic", _base(_URL), _is("Anthropic")),
    Operator("OPR602", "http for an SDK", _base("http://openrouter.ai/api/v1"), _OPENAI),
    Operator("OPR603", "no base", _in_clients(_BASE, ""), _is("OpenAI", "createOpenAI", "ChatOpenAI", "Anthropic")),
    Operator("OPR603", "OpenAI's base", _base("https://api.openai.com/v1"), _WITH_OPENAI_KEY),
    Operator("OPR604", "a template", _key("`Bearer ${VALUE}`"), _but("OpenRouter")),
    Operator("OPR604", "a sum", _key("'Bearer ' + VALUE"), _but("OpenRouter")),
    Operator("OPR606", "OPENAI_API_KEY for an SDK", replacing(_READ, "process.env.OPENAI_API_KEY"), _SDK),
    *(
        Operator("OPR607", f"{name}:", _in_clients(_BASE, f"{name}: VALUE"), _is("OpenAI", "createOpenAI"))
        for name in ("base_url", "baseUrl")
    ),
    *(
        Operator("OPR607", f"{name}:", _in_clients(_KEY, f"{name}: VALUE"), _but("createOpenRouter", "OpenRouter"))
        for name in ("api_key", "apikey")
    ),
    Operator("OPR607", "openAIApiKey:", _in_clients(_KEY, "openAIApiKey: VALUE"), _is("ChatOpenAI")),
    Operator("OPR607", "baseURL at the top", _top_level, _is("ChatOpenAI")),
    Operator(
        "OPR701", "console.log in an SDK's file", replacing(_BOUND, r"\g<0>\g<indent>console.log(\g<name>);\n"), _SDK
    ),
)
