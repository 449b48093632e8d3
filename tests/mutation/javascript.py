"""Mistakes in programs in JavaScript and TypeScript, each made in the text of one file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mutation import javascript_sdks
from mutation.javascript_forms import FOLDER, FORMS, is_http
from mutation.made_up import HEX, KEY_LIKE, LIVE, foreign
from mutation.texts import Form, Kind, Mutate, Operator, closing, replacing

#: The header's value: a template, or a sum in older code.
_VALUE = re.compile(r"""`Bearer \$\{(?P<key>[^{}`]+)\}`|'Bearer ' \+ (?P<sum>\w+)""")
#: The header's name: a bare key of a mapping, a quoted one, or an argument, or a member that is set.
_NAME = re.compile(
    r"""(?P<quote>['"])Authorization(?P=quote)|(?P<bare>\bAuthorization)(?=:)|\.(?P<set>Authorization)(?= =)"""
)
#: An entry of a mapping that is the header, with its comma.
_ENTRY = re.compile(r"""\s*['"]?Authorization['"]?: (?:`Bearer [^`]*`|'Bearer ' \+ \w+),?""")
#: Where the variable is read, but in a condition.
_READ = re.compile(
    r"""(?<!!)\b(?:process\.env|Bun\.env|c\.env|(?<!\.)env)\.OPENROUTER_API_KEY\b|process\.env\['OPENROUTER_API_KEY'\]"""
    r"""|Deno\.env\.get\("OPENROUTER_API_KEY"\)"""
)
#: Where the variable is named, in whatever form it is read.
_VARIABLE = re.compile(
    r"""(?:(?<=[^!]process\.env\.)|(?<=Bun\.env\.)|(?<=c\.env\.)|(?<=Bearer \$\{env\.)|(?<=env\[')|(?<=get\(")"""
    r"""|(?<=getOrThrow<string>\(")|(?<=required\(")|(?<=apiKeyEnv: "))OPENROUTER_API_KEY"""
)
_GUARD = re.compile(r"""^ *(?:if \((?:!|\w+ === (?:""|undefined))[^\n]*|assert\(settings[^\n]*)\n""", re.MULTILINE)
_BOUND = re.compile(r"^(?P<indent> *)(?:const|var) (?P<name>\w+) = [^\n{]*OPENROUTER_API_KEY[^\n{]*\n", re.MULTILINE)
_HOST = re.compile(r"(?<=https://)openrouter\.ai(?=/api)")
_OPERATION = re.compile(r"https://openrouter\.ai/api/v1(?P<path>/chat/completions|/embeddings|/key)?(?=[\"'`$])")
_FETCH = re.compile(r"(?<![\w.])fetch(?:WithRetry)?(?=\((?!\"/|url))")


def _key(match: re.Match[str]) -> str:
    return str(match["key"] or match["sum"])


def _value(template: str) -> Mutate:
    """Write another value; ``KEY`` is the key's expression."""
    return replacing(_VALUE, lambda match: template.replace("KEY", _key(match)))


def _head(head: str) -> Mutate:
    """Write another scheme, in whatever form the value is built."""
    return replacing(_VALUE, lambda match: match[0].replace("Bearer ", head, 1))


def _named(name: str) -> Mutate:
    def renamed(match: re.Match[str]) -> str:
        if match["set"]:
            return f'["{name}"]'
        return f"{match['quote'] or QUOTE}{name}{match['quote'] or QUOTE}"

    return replacing(_NAME, renamed)


QUOTE = '"'


def _spelt(name: str) -> Mutate:
    """Write another name that needs no quotes."""
    return replacing(_NAME, lambda match: match[0].replace("Authorization", name))


def _twice(match: re.Match[str]) -> str:
    """Write the header in two spellings."""
    return f"{match[0].rstrip(',')},{match[0].replace('A', 'a', 1)}"


def _entry_of(name: str, value: str) -> Mutate:
    """Write another header, whose value has another form."""

    def mutate(text: str) -> Iterator[str]:
        for entry in _ENTRY.finditer(text):
            value_of_it = _VALUE.search(entry[0])
            if value_of_it:
                indent = re.match(r"\s*", entry[0])
                new = f"{indent[0] if indent else ''}{name}: {value.replace('KEY', _key(value_of_it))},"
                yield text[: entry.start()] + new + text[entry.end() :]

    return mutate


def _without_guard(text: str) -> Iterator[str]:
    """Leave away what ends a program without its key."""
    for match in _GUARD.finditer(text):
        line = match[0].rstrip("\n")
        end = closing(text, match.end() - 2) + 1 if line.endswith("{") else match.end()
        if "ey" in line and "=>" not in line:
            yield text[: match.start()] + text[end:].lstrip("\n")


def _calls(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield the start, the end of the first argument and the end of each call of ``fetch`` that is given options."""
    for match in _FETCH.finditer(text):
        end = closing(text, match.end())
        first = re.compile(r"(?:\"[^\"]*\"|'[^']*'|`[^`]*`|[\w.]+)(?=, \{)").match(text, match.end() + 1)
        if first:
            yield first.start(), first.end(), end


def _in_url(text: str) -> Iterator[str]:
    """Put the key in the query of the URL, and leave the header away."""
    for start, first, end in _calls(text):
        entry, value = _ENTRY.search(text, first, end), _VALUE.search(text, first, end)
        if entry and value:
            url = text[start:first]
            inner = url.strip("\"'`") if url[0] in "\"'`" else f"${{{url}}}"
            changed = text[:start] + f"`{inner}?api_key=${{{_key(value)}}}`"
            yield changed + text[first : entry.start()] + text[entry.end() :]


def _in_body(text: str) -> Iterator[str]:
    """Put the key in the body, and leave the header away."""
    for _, first, end in _calls(text):
        entry, value = _ENTRY.search(text, first, end), _VALUE.search(text, first, end)
        body = re.compile(r"JSON\.stringify\(\{").search(text, first, end)
        if entry and value and body:
            place = body.end()
            yield text[: entry.start()] + text[entry.end() : place] + f" api_key: {_key(value)}," + text[place:]


def _beside_method(text: str) -> Iterator[str]:
    """Write the header among the options, where nothing reads it."""
    for _, first, end in _calls(text):
        headers = re.compile(r"headers: \{").search(text, first, end)
        value = _VALUE.search(text, first, end)
        if headers and value:
            close = closing(text, headers.end() - 1)
            yield text[: headers.start()] + f"Authorization: {value[0]}" + text[close:]


def _renamed_option(text: str) -> Iterator[str]:
    for _, first, end in _calls(text):
        headers = re.compile(r"\bheaders(?=: \{)").search(text, first, end)
        if headers and _VALUE.search(text, headers.end(), end):
            yield text[: headers.start()] + "header" + text[headers.end() :]


def _without_headers(text: str) -> Iterator[str]:
    """Leave all headers away where a call gives them."""
    for _, first, end in _calls(text):
        headers = re.compile(r"\s*\bheaders(?=: \{|: \w+[(,.]|,)").search(text, first, end)
        if headers:
            mapping = re.compile(r": \{").match(text, headers.end())
            close = closing(text, mapping.end() - 1) if mapping else text.index("\n", headers.end()) - 1
            yield text[: headers.start()] + text[close + 1 :]


def _printed(template: str) -> Mutate:
    def shown(match: re.Match[str]) -> str:
        return f"{match[0]}{match['indent']}{template.replace('KEY', match['name'])}\n"

    return replacing(_BOUND, shown)


def _as_body(text: str) -> Iterator[str]:
    """Give axios the headers where it takes the body."""
    for match in re.compile(r"axios\.post\(").finditer(text):
        end = closing(text, match.end() - 1)
        arguments = re.compile(r"\s*(?P<body>\{ ?\n? *model.*?\},\s*)(?=\{\s*headers)", re.DOTALL)
        body = arguments.search(text, match.end(), end)
        if body:
            yield text[: body.start("body")] + text[body.end("body") :]


def _beside_axios(options: str) -> Mutate:
    """Add an option of axios beside its headers."""

    def mutate(text: str) -> Iterator[str]:
        for match in re.compile(r"headers: \{").finditer(text):
            value = _VALUE.search(text, match.end(), closing(text, match.end() - 1))
            if value:
                yield text[: match.start()] + f"{options.replace('KEY', _key(value))}, " + text[match.start() :]

    return mutate


def _is(*clients: str) -> Callable[[Form], bool]:
    return lambda form: form.client in clients


def _reads(form: Form) -> bool:
    return form.key not in ("the user's own",)


def _url(old: str, new: str) -> Mutate:
    return replacing(re.compile(re.escape(old) + r"(?=[\"'`/$])"), lambda match: new)


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
    Operator("OPR101", "in the header", _value(f'"Bearer {LIVE}"')),
    Operator("OPR101", "in the header, tried out", _value(f"'Bearer {KEY_LIKE}'")),
    Operator("OPR101", "for the read", replacing(_READ, lambda match: f'"{LIVE}"')),
    Operator("OPR101", "in a comment", replacing(_BOUND, lambda match: f"{match['indent']}// {LIVE}\n{match[0]}")),
    Operator("OPR102", "by index", replacing(_READ, lambda match: f'process.env["{LIVE}"]')),
    Operator("OPR103", "||", replacing(_READ, lambda match: f'({match[0]} || "{LIVE}")')),
    Operator("OPR103", "??", replacing(_READ, lambda match: f"({match[0]} ?? '{LIVE}')")),
    Operator("OPR104", "in the header", _value('"Bearer your-api-key-here"')),
    Operator("OPR104", "brackets in the header", _value("'Bearer <YOUR_API_KEY>'")),
    Operator("OPR104", "the variable's name", _value('"Bearer OPENROUTER_API_KEY"')),
    Operator("OPR104", "nothing after the scheme", _value('"Bearer "')),
    Operator("OPR104", "?? in the value", _value('`Bearer ${KEY ?? "your-api-key"}`'), _reads),
    *(Operator("OPR105", f"{head}…", _value(f'"Bearer {foreign(head, size)}"')) for head, size in _FOREIGN),
    Operator("OPR105", "the digits alone", _value(f'"Bearer {HEX}"')),
    Operator("OPR105", "the beginning cut off", _value(f'"Bearer {LIVE[1:]}"')),
    Operator("OPR105", "typographic quotes", _value(f'"Bearer “{LIVE}”"')),
    Operator(
        "OPR106", "no .trim()", replacing(re.compile(r"(?<=\))\.trim\(\)"), lambda match: ""), _is("https.request")
    ),
    Operator("OPR107", "no guard", _without_guard, lambda form: form.key in ("process.env", "framework's environment")),
    *(
        Operator(
            "OPR108",
            prefix,
            replacing(_READ, lambda match, prefix=prefix: f"{_public(prefix)}{prefix}OPENROUTER_API_KEY"),
        )
        for prefix in ("NEXT_PUBLIC_", "VITE_", "REACT_APP_", "EXPO_PUBLIC_")
    ),
    Operator("OPR201", "authorization", _spelt("authorization")),
    Operator("OPR201", "AUTHORIZATION", _spelt("AUTHORIZATION")),
    *(Operator("OPR202", name, _spelt(name)) for name in _NEAR),
    *(Operator("OPR203", name, _named(name)) for name in _OTHERS),
    Operator("OPR301", "the expression alone", _value("KEY")),
    Operator("OPR301", "template of the key alone", _value("`${KEY}`")),
    Operator("OPR301", "an empty string plus the key", _value("'' + KEY")),
    Operator("OPR301", "String()", _value("String(KEY)")),
    *(Operator("OPR302", name, _head(head)) for name, head in _SCHEMES.items()),
    Operator("OPR302", "brackets round the key", _value("`Bearer <${KEY}>`")),
    Operator("OPR302", "quotes round the key", _value('`Bearer "${KEY}"`')),
    Operator("OPR302", "a sum without a space", _value('"Bearer" + KEY')),
    Operator("OPR303", "double quotes round a template", _value('"Bearer ${KEY}"')),
    Operator("OPR303", "single quotes round a template", _value("'Bearer ${KEY}'")),
    Operator("OPR303", "the shell's spelling", _value("'Bearer $OPENROUTER_API_KEY'")),
    Operator("OPR303", "braces", _value('"Bearer {OPENROUTER_API_KEY}"')),
    Operator("OPR303", "a dollar too few", _value("`Bearer {KEY}`")),
    Operator("OPR304", "bearer", _head("bearer ")),
    Operator("OPR401", "Cookie", _entry_of("Cookie", "`api_key=${KEY}`")),
    Operator("OPR401", "Cookie with the scheme", _entry_of('"Cookie"', "`token=Bearer ${KEY}`")),
    Operator("OPR402", "in the URL", _in_url, _FETCHES),
    Operator("OPR402", "in the body", _in_body, _FETCHES),
    Operator("OPR402", "headers for the body", _as_body, _is("axios")),
    Operator("OPR403", "two spellings", replacing(_ENTRY, _twice), _FETCHES),
    Operator("OPR403", "auth:", _beside_axios('auth: { username: "", password: KEY }'), _is("axios")),
    Operator("OPR501", "no Authorization", replacing(_ENTRY, lambda match: ""), _ANSWERS),
    Operator("OPR501", "in a comment", replacing(_ENTRY, lambda match: f"\n// {match[0].strip()}\n"), _ANSWERS),
    Operator("OPR501", "no headers", _without_headers, _FETCHES),
    Operator("OPR501", "header:", _renamed_option, _FETCHES),
    Operator("OPR501", "beside the method", _beside_method, _FETCHES),
    Operator("OPR601", "/api left out", _url(_BASE, "https://openrouter.ai/v1")),
    Operator("OPR601", "api.openrouter.ai", replacing(_HOST, "api.openrouter.ai")),
    Operator("OPR601", "api.openrouter.ai/v1", _url(_BASE, "https://api.openrouter.ai/v1")),
    *(
        Operator("OPR601", host, replacing(_HOST, host))
        for host in ("openrouter.io", "openrouter.com", "openrouter.dev")
    ),
    Operator("OPR602", "http", replacing(re.compile(r"https(?=://openrouter\.ai)"), "http")),
    Operator(
        "OPR602",
        "rejectUnauthorized",
        replacing(re.compile(r"(?<=method: .POST.,\n)"), "rejectUnauthorized: false,\n"),
        _is("https.request"),
    ),
    Operator("OPR603", "OpenAI's URL", _url(_BASE, "https://api.openai.com/v1"), _reads),
    Operator("OPR606", "OPENAI_API_KEY", replacing(_VARIABLE, "OPENAI_API_KEY")),
    Operator("OPR606", "ANTHROPIC_API_KEY", replacing(_VARIABLE, "ANTHROPIC_API_KEY")),
    Operator("OPR701", "console.log", _printed("console.log(KEY);")),
    Operator("OPR701", "console.log of a template", _printed("console.log(`key: ${KEY}`);")),
    Operator("OPR701", "console.error", _printed('console.error("key", KEY);')),
    Operator(
        "OPR703",
        "GET /models",
        replacing(re.compile(r"(?<=/)key(?=`)"), "models"),
        lambda form: form.program == "validate_key",
    ),
)


def _public(prefix: str) -> str:
    return "import.meta.env." if prefix == "VITE_" else "process.env."


def _for_http(operator: Operator) -> Operator:
    applies = operator.applies
    return Operator(operator.code, operator.name, operator.mutate, lambda form: is_http(form) and applies(form))


JAVASCRIPT = Kind(
    FOLDER,
    FORMS,
    (*map(_for_http, HTTP), *javascript_sdks.OPERATORS),
    re.compile(r"\.(?:[cm]?[jt]s|[jt]sx|vue|svelte|html)$"),
)
