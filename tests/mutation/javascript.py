"""Mistakes in programs in JavaScript and TypeScript: the table of them, with those of the SDKs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from mutation import javascript_sdks
from mutation import javascript_surgery as surgery
from mutation.javascript_forms import FOLDER, FORMS, is_http
from mutation.made_up import HEX, KEY_LIKE, LIVE, foreign
from mutation.texts import Form, Kind, Operator, replacing


def _is(*clients: str) -> Callable[[Form], bool]:
    return lambda form: form.client in clients


def _is_read(form: Form) -> bool:
    """Tell whether what is read reaches a header in the file that reads it, and not through a schema."""
    return form.program != "t3_env"


def _is_certain(form: Form) -> bool:
    """Tell whether a program's key is certainly OpenRouter's."""
    return form.key not in ("the user's own", "file")


_FETCHES = _is("fetch")
_ANSWERS = _is("fetch", "axios", "https.request", "HttpClient", "XMLHttpRequest")
_BASE = "https://openrouter.ai/api/v1"
_FOREIGN = (("sk-proj-", 40), ("sk-ant-api03-", 40), ("gsk_", 48), ("AIzaSy", 33), ("hf_", 34), ("xai-", 60))
_NEAR = ("Authorisation", "Autorization", "Authorizaton", "Authentication", "Auth")
_OTHERS = ("api-key", "apikey", "X-Auth-Token", "openrouter-api-key")
_SCHEMES = {
    "nothing between": "Bearer",
    "two spaces": "Bearer  ",
    "a colon": "Bearer: ",
    "Bearer twice": "Bearer Bearer ",
    "Token": "Token ",
    "Basic": "Basic ",
    "ApiKey": "ApiKey ",
}

HTTP: tuple[Operator, ...] = (
    Operator("OPR101", "in the header", surgery.value(f'"Bearer {LIVE}"')),
    Operator("OPR101", "in the header, tried out", surgery.value(f"'Bearer {KEY_LIKE}'")),
    Operator("OPR101", "for the read", replacing(surgery.READ, lambda match: f'"{LIVE}"')),
    Operator(
        "OPR101",
        "in a comment",
        replacing(surgery.BOUND, lambda match: f"{match['indent']}// {LIVE}\n{match[0]}"),
        answered=True,
    ),
    Operator("OPR102", "by index", replacing(surgery.READ, lambda match: f'process.env["{LIVE}"]')),
    Operator("OPR103", "||", replacing(surgery.READ, lambda match: f'({match[0]} || "{LIVE}")'), answered=True),
    Operator("OPR103", "??", replacing(surgery.READ, lambda match: f"({match[0]} ?? '{LIVE}')"), answered=True),
    Operator("OPR104", "in the header", surgery.value('"Bearer your-api-key-here"')),
    Operator("OPR104", "brackets in the header", surgery.value("'Bearer <YOUR_API_KEY>'")),
    Operator("OPR104", "the variable's name", surgery.value('"Bearer OPENROUTER_API_KEY"')),
    Operator("OPR104", "nothing after the scheme", surgery.value('"Bearer "')),
    # A guard that asks whether there is a key takes them for one.
    *(
        Operator("OPR104", f"{sign} for the read", surgery.defaulted(sign, "your-api-key"), _is_read, answered=True)
        for sign in ("||", "??")
    ),
    *(Operator("OPR105", f"{head}…", surgery.value(f'"Bearer {foreign(head, size)}"')) for head, size in _FOREIGN),
    Operator("OPR105", "the digits alone", surgery.value(f'"Bearer {HEX}"')),
    Operator("OPR105", "the beginning cut off", surgery.value(f'"Bearer {LIVE[1:]}"')),
    Operator("OPR105", "typographic quotes", surgery.value(f'"Bearer “{LIVE}”"')),
    Operator(
        "OPR106", "no .trim()", replacing(re.compile(r"(?<=\))\.trim\(\)"), lambda match: ""), _is("https.request")
    ),
    Operator(
        "OPR107",
        "no guard",
        surgery.without_guard,
        lambda form: form.key in ("process.env", "framework's environment"),
        answered=True,
    ),
    *(
        Operator(
            "OPR108",
            prefix,
            replacing(surgery.READ, lambda match, prefix=prefix: f"{_public(prefix)}{prefix}OPENROUTER_API_KEY"),
        )
        for prefix in ("NEXT_PUBLIC_", "VITE_", "REACT_APP_", "EXPO_PUBLIC_")
    ),
    Operator("OPR201", "authorization", surgery.spelt("authorization"), answered=True),
    Operator("OPR201", "AUTHORIZATION", surgery.spelt("AUTHORIZATION"), answered=True),
    *(Operator("OPR202", name, surgery.spelt(name)) for name in _NEAR),
    *(Operator("OPR203", name, surgery.renamed(name)) for name in _OTHERS),
    Operator("OPR301", "the expression alone", surgery.value("%KEY%")),
    Operator("OPR301", "template of the key alone", surgery.value("`${%KEY%}`")),
    Operator("OPR301", "an empty string plus the key", surgery.value("'' + %KEY%")),
    Operator("OPR301", "String()", surgery.value("String(%KEY%)")),
    *(Operator("OPR302", name, surgery.scheme(head)) for name, head in _SCHEMES.items()),
    Operator("OPR302", "brackets round the key", surgery.value("`Bearer <${%KEY%}>`")),
    Operator("OPR302", "quotes round the key", surgery.value('`Bearer "${%KEY%}"`')),
    Operator("OPR302", "a sum without a space", surgery.value('"Bearer" + %KEY%')),
    Operator("OPR303", "double quotes round a template", surgery.value('"Bearer ${%KEY%}"')),
    Operator("OPR303", "single quotes round a template", surgery.value("'Bearer ${%KEY%}'")),
    Operator("OPR303", "the shell's spelling", surgery.value("'Bearer $OPENROUTER_API_KEY'")),
    Operator("OPR303", "braces", surgery.value('"Bearer {OPENROUTER_API_KEY}"')),
    Operator("OPR303", "a dollar too few", surgery.value("`Bearer {%KEY%}`")),
    Operator("OPR304", "bearer", surgery.scheme("bearer "), answered=True),
    Operator("OPR401", "Cookie", surgery.entry("Cookie", "`api_key=${%KEY%}`")),
    Operator("OPR401", "Cookie with the scheme", surgery.entry('"Cookie"', "`token=Bearer ${%KEY%}`")),
    Operator("OPR402", "in the URL", surgery.in_url, _FETCHES),
    Operator("OPR402", "in the body", surgery.in_body, _FETCHES),
    Operator("OPR402", "headers for the body", surgery.as_body, _is("axios")),
    Operator("OPR403", "two spellings", replacing(surgery.ENTRY, surgery.twice), _FETCHES),
    Operator("OPR403", "auth:", surgery.beside_axios('auth: { username: "", password: %KEY% }'), _is("axios")),
    Operator("OPR501", "no Authorization", replacing(surgery.ENTRY, lambda match: ""), _ANSWERS),
    Operator("OPR501", "in a comment", replacing(surgery.ENTRY, lambda match: f"\n// {match[0].strip()}\n"), _ANSWERS),
    Operator("OPR501", "no headers", surgery.without_headers, _FETCHES),
    Operator("OPR501", "header:", surgery.renamed_option, _FETCHES),
    Operator("OPR501", "beside the method", surgery.beside_method, _FETCHES),
    Operator("OPR601", "/api left out", surgery.url(_BASE, "https://openrouter.ai/v1")),
    Operator("OPR601", "api.openrouter.ai", replacing(surgery.HOST, "api.openrouter.ai")),
    Operator("OPR601", "api.openrouter.ai/v1", surgery.url(_BASE, "https://api.openrouter.ai/v1")),
    *(
        Operator("OPR601", host, replacing(surgery.HOST, host))
        for host in ("openrouter.io", "openrouter.com", "openrouter.dev")
    ),
    Operator("OPR602", "http", replacing(re.compile(r"https(?=://openrouter\.ai)"), "http")),
    Operator(
        "OPR602",
        "rejectUnauthorized",
        replacing(re.compile(r"(?<=method: .POST.,\n)"), "rejectUnauthorized: false,\n"),
        _is("https.request"),
        answered=True,
    ),
    Operator("OPR603", "OpenAI's URL", surgery.url(_BASE, "https://api.openai.com/v1"), _is_certain),
    Operator("OPR606", "OPENAI_API_KEY", replacing(surgery.VARIABLE, "OPENAI_API_KEY")),
    Operator("OPR606", "ANTHROPIC_API_KEY", replacing(surgery.VARIABLE, "ANTHROPIC_API_KEY")),
    Operator("OPR701", "console.log", surgery.printed("console.log(%KEY%);"), answered=True),
    Operator("OPR701", "console.log of a template", surgery.printed("console.log(`key: ${%KEY%}`);"), answered=True),
    Operator("OPR701", "console.error", surgery.printed('console.error("key", %KEY%);'), answered=True),
    Operator(
        "OPR703",
        "GET /models",
        replacing(re.compile(r"(?<=/)key(?=`)"), "models"),
        lambda form: form.program == "validate_key",
        answered=True,
    ),
)


def _public(prefix: str) -> str:
    return "import.meta.env." if prefix == "VITE_" else "process.env."


def _for_http(operator: Operator) -> Operator:
    return replace(operator, applies=lambda form: is_http(form) and operator.applies(form))


JAVASCRIPT = Kind(
    FOLDER,
    FORMS,
    (*map(_for_http, HTTP), *javascript_sdks.OPERATORS),
    re.compile(r"\.(?:[cm]?[jt]s|[jt]sx|vue|svelte|html)$"),
)
