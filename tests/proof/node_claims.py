"""Each mistake in a request, with each HTTP client of Node that can make it; and what is none with some of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from openrouter.runtimes import NODE

from proof.claim import MISSED, NO_FIX, RIGHT, SILENT, VALID_KEY, Claim

_KEY = "process.env.OPENROUTER_API_KEY"
_BEARER = f"`Bearer ${{{_KEY}}}`"
_URL = "https://openrouter.ai/api/v1/chat/completions"

#: A whole program for each client: ``OPTIONS`` gives way to what is wrong, and the URL as well.
CLIENTS: Mapping[str, str] = {
    "fetch": f"""\
import {{ readFileSync }} from "node:fs";

const response = await fetch("{_URL}", {{
  method: "POST",
  OPTIONS,
  body: JSON.stringify({{ model: "m" }}),
}});
console.log(response.status);
""",
    "axios": f"""\
import {{ readFileSync }} from "node:fs";
import axios from "axios";

const response = await axios.post("{_URL}", {{ model: "m" }}, {{ OPTIONS }});
console.log(response.status);
""",
    "https.request": f"""\
import {{ readFileSync }} from "node:fs";
import https from "node:https";

const request = https.request("{_URL}", {{ method: "POST", OPTIONS }}, (response) => {{
  console.log(response.statusCode);
  response.resume();
}});
request.end(JSON.stringify({{ model: "m" }}));
""",
    "got": f"""\
import {{ readFileSync }} from "node:fs";
import got from "got";

const response = await got.post("{_URL}", {{ OPTIONS, json: {{ model: "m" }} }});
console.log(response.statusCode);
""",
    "ky": f"""\
import {{ readFileSync }} from "node:fs";
import ky from "ky";

const response = await ky.post("{_URL}", {{ OPTIONS, json: {{ model: "m" }} }});
console.log(response.status);
""",
    "undici.request": f"""\
import {{ readFileSync }} from "node:fs";
import {{ request }} from "undici";

const response = await request("{_URL}", {{
  method: "POST",
  OPTIONS,
  body: JSON.stringify({{ model: "m" }}),
}});
console.log(response.statusCode);
await response.body.dump();
""",
}
_ALL = tuple(CLIENTS)
_THREE = ("fetch", "axios", "https.request")


@dataclass(frozen=True)
class Mistake:
    """Options that are wrong, what comes of them, and with which clients something else does.

    ``url`` takes the place of the right one.
    """

    rule: str
    options: str
    seen: str
    clients: tuple[str, ...] = _ALL
    otherwise: Mapping[str, str] = field(default_factory=dict)
    fixed: str = RIGHT
    environment: Mapping[str, str | None] = field(default_factory=dict)
    url: str = _URL
    impostor: bool = False


def _header(name: str, value: str) -> str:
    return f"headers: {{ {name}: {value} }}"


def _authorization(value: str) -> str:
    return _header("Authorization", value)


_RIGHT_HEADERS = _authorization(_BEARER)
_NONE = "no credential → 401"
_UNSET = {"OPENROUTER_API_KEY": None}
_UNDEFINED = "authorization: Bearer undefined → 401"
_THROWS = "TypeError, nothing sent"
_GOT = {"got": "RequestError, nothing sent"}
_THROWN = {"undici.request": "InvalidArgumentError, nothing sent", **_GOT}
_TWICE = "authorization: Bearer <valid key>, Bearer <valid key> → 401"
_TWO_SPELLINGS = f"headers: {{ Authorization: {_BEARER}, authorization: {_BEARER} }}"
_FILE = '`Bearer ${readFileSync("openrouter.key", "utf8")}`'
#: What sends white space at the end of a header's value as it is, or refuses to.
_STRICT = ("https.request", "got", "undici.request")

MISTAKES = (
    Mistake("OPR101", _authorization(f'"Bearer {VALID_KEY}"'), RIGHT),
    Mistake("OPR102", _authorization(f'`Bearer ${{process.env["{VALID_KEY}"]}}`'), _UNDEFINED),
    Mistake("OPR103", _authorization(f'`Bearer ${{{_KEY} || "{VALID_KEY}"}}`'), RIGHT, environment=_UNSET),
    Mistake("OPR103", _authorization(f'`Bearer ${{{_KEY} ?? "{VALID_KEY}"}}`'), RIGHT, environment=_UNSET),
    Mistake("OPR104", _authorization('"Bearer your-api-key-here"'), "authorization: Bearer your-api-key-here → 401"),
    Mistake("OPR104", _authorization('"Bearer "'), "authorization: Bearer → 401"),
    Mistake(
        "OPR104",
        _authorization(f'`Bearer ${{{_KEY} ?? "your-api-key-here"}}`'),
        "authorization: Bearer your-api-key-here → 401",
        fixed=NO_FIX,
        environment=_UNSET,
    ),
    Mistake(
        "OPR105",
        _authorization('"Bearer sk-proj-abc123def456"'),
        "authorization: Bearer sk-proj-abc123def456 → 401",
        fixed=NO_FIX,
    ),
    Mistake("OPR105", _authorization(f'"Bearer “{VALID_KEY}”"'), _THROWS, otherwise={"axios": RIGHT, **_THROWN}),
    Mistake("OPR105", _authorization(f'"Bearer {VALID_KEY}\\n"'), _THROWS, _STRICT, _THROWN),
    Mistake("OPR101", _authorization(f'"Bearer {VALID_KEY}\\n"'), RIGHT, ("fetch", "axios", "ky")),
    Mistake("OPR106", _authorization(_FILE), _THROWS, _STRICT, _THROWN),
    Mistake("OPR106", _authorization(_FILE), RIGHT, ("fetch", "axios", "ky"), fixed=SILENT),
    Mistake("OPR107", _authorization(_BEARER), _UNDEFINED, fixed=MISSED, environment=_UNSET),
    Mistake("OPR107", _authorization(f'"Bearer " + {_KEY}'), _UNDEFINED, fixed=MISSED, environment=_UNSET),
    Mistake(
        "OPR107",
        _authorization(f'["Bearer", {_KEY}].join(" ")'),
        "authorization: Bearer → 401",
        fixed=MISSED,
        environment=_UNSET,
    ),
    Mistake("OPR107", _authorization(f'`Bearer ${{{_KEY} ?? ""}}`'), "authorization: Bearer → 401", environment=_UNSET),
    Mistake("OPR201", _header("authorization", _BEARER), RIGHT),
    Mistake("OPR202", _header("Authorisation", _BEARER), _NONE),
    Mistake("OPR202", _header("Authentication", _BEARER), _NONE),
    Mistake("OPR202", _header('"Authorization:"', _BEARER), _THROWS, ("fetch", "https.request")),
    Mistake("OPR202", _header('"Authorization "', _BEARER), _THROWS, ("fetch", "https.request")),
    Mistake("OPR203", _header('"api-key"', _KEY), _NONE),
    Mistake("OPR203", _header('"X-Auth-Token"', _BEARER), _NONE),
    Mistake("OPR301", _authorization(_KEY), "authorization: <valid key> → 401"),
    Mistake("OPR301", _authorization(f"`${{{_KEY}}}`"), "authorization: <valid key> → 401"),
    Mistake("OPR302", _authorization(f"`Bearer${{{_KEY}}}`"), "authorization: Bearer<valid key> → 401"),
    Mistake("OPR302", _authorization(f'"Bearer" + {_KEY}'), "authorization: Bearer<valid key> → 401"),
    Mistake("OPR302", _authorization(f"`Bearer  ${{{_KEY}}}`"), "authorization: Bearer  <valid key> → 401"),
    Mistake("OPR302", _authorization(f"`Bearer: ${{{_KEY}}}`"), "authorization: Bearer: <valid key> → 401"),
    Mistake("OPR302", _authorization(f"`Token ${{{_KEY}}}`"), "authorization: Token <valid key> → 401"),
    Mistake("OPR302", _authorization(f"`Bearer <${{{_KEY}}}>`"), "authorization: Bearer <<valid key>> → 401"),
    Mistake("OPR303", _authorization(f'"Bearer ${{{_KEY}}}"'), f"authorization: Bearer ${{{_KEY}}} → 401"),
    Mistake(
        "OPR303", _authorization('"Bearer $OPENROUTER_API_KEY"'), "authorization: Bearer $OPENROUTER_API_KEY → 401"
    ),
    Mistake("OPR304", _authorization(f"`bearer ${{{_KEY}}}`"), "authorization: bearer <valid key> → 200"),
    Mistake("OPR401", _header("Cookie", f"`api_key=${{{_KEY}}}`"), _NONE),
    Mistake("OPR402", f"params: {{ api_key: {_KEY} }}", _NONE, ("axios",)),
    Mistake("OPR501", f"searchParams: {{ api_key: {_KEY} }}", _NONE, ("got", "ky")),
    Mistake("OPR403", _TWO_SPELLINGS, RIGHT, ("axios", "https.request", "got"), fixed=SILENT),
    Mistake("OPR403", _TWO_SPELLINGS, _TWICE, ("fetch", "ky")),
    Mistake(
        "OPR403",
        _TWO_SPELLINGS,
        "authorization: Bearer <valid key> and authorization: Bearer <valid key> → 501",
        ("undici.request",),
        fixed=MISSED,
    ),
    Mistake(
        "OPR403",
        f'{_RIGHT_HEADERS}, auth: {{ username: "", password: {_KEY} }}',
        "authorization: Basic … → 401",
        ("axios",),
    ),
    Mistake("OPR501", 'headers: { "Content-Type": "application/json" }', _NONE),
    Mistake("OPR501", f"Authorization: {_BEARER}", _NONE, ("fetch", "axios")),
    Mistake("OPR501", f"header: {{ Authorization: {_BEARER} }}", _NONE, ("fetch", "axios")),
    Mistake(
        "OPR601",
        _RIGHT_HEADERS,
        "authorization: Bearer <valid key> → 404",
        url="https://openrouter.ai/v1/chat/completions",
    ),
    Mistake(
        "OPR601",
        _RIGHT_HEADERS,
        "api.openrouter.ai: authorization: Bearer <valid key> → 501",
        _THREE,
        url="https://api.openrouter.ai/api/v1/chat/completions",
    ),
    Mistake(
        "OPR601",
        _RIGHT_HEADERS,
        "openrouter.io: authorization: Bearer <valid key> → 501",
        _THREE,
        url="https://openrouter.io/api/v1/chat/completions",
    ),
    Mistake(
        "OPR602",
        _RIGHT_HEADERS,
        "in clear text: authorization: Bearer <valid key> → 501",
        ("fetch", "axios"),
        url="http://openrouter.ai/api/v1/chat/completions",
    ),
    Mistake("OPR602", f"{_RIGHT_HEADERS}, rejectUnauthorized: false", RIGHT, ("https.request",), impostor=True),
    Mistake(
        "OPR603",
        _RIGHT_HEADERS,
        "api.openai.com: authorization: Bearer <valid key> → 401",
        url="https://api.openai.com/v1/chat/completions",
        fixed=NO_FIX,
    ),
    Mistake(
        "OPR606", _authorization("`Bearer ${process.env.OPENAI_API_KEY}`"), "authorization: Bearer <openai key> → 401"
    ),
)


@dataclass(frozen=True)
class Whole:
    """A program whose mistake is more than an option; see ``Mistake``."""

    rule: str
    client: str
    title: str
    program: str
    seen: str
    fixed: str = RIGHT
    environment: Mapping[str, str | None] = field(default_factory=dict)


_KEY_URL = "https://openrouter.ai/api/v1/key"

WHOLE = (
    Whole(
        "OPR402",
        "fetch",
        "?api_key=${…}",
        f"const response = await fetch(`{_KEY_URL}?api_key=${{{_KEY}}}`);\nconsole.log(response.status);\n",
        _NONE,
    ),
    Whole(
        "OPR402",
        "fetch",
        "the key in the body",
        f'const response = await fetch("{_URL}", {{\n  method: "POST",\n'
        f'  headers: {{ "Content-Type": "application/json" }},\n'
        f'  body: JSON.stringify({{ model: "m", api_key: {_KEY} }}),\n}});\nconsole.log(response.status);\n',
        _NONE,
        NO_FIX,
    ),
    Whole(
        "OPR402",
        "axios",
        "axios.post(url, { headers })",
        f'import axios from "axios";\n\nconst response = await axios.post("{_URL}", {{ {_RIGHT_HEADERS} }});\n'
        "console.log(response.status);\n",
        _NONE,
    ),
    Whole(
        "OPR501",
        "axios",
        "axios.get(url, {}, { headers })",
        f'import axios from "axios";\n\nconst response = await axios.get("{_KEY_URL}", {{}}, {{ {_RIGHT_HEADERS} }});\n'
        "console.log(response.status);\n",
        _NONE,
    ),
    Whole(
        "OPR402",
        "fetch",
        "https://${key}@openrouter.ai",
        f"const response = await fetch(`https://${{{_KEY}}}@openrouter.ai/api/v1/key`);\n"
        "console.log(response.status);\n",
        _THROWS,
    ),
    Whole(
        "OPR403",
        "fetch",
        "new Headers, .append twice",
        f"const headers = new Headers({{ Authorization: {_BEARER} }});\n"
        f'headers.append("Authorization", {_BEARER});\nconst response = await fetch("{_KEY_URL}", {{ headers }});\n'
        "console.log(response.status);\n",
        _TWICE,
        MISSED,
    ),
    Whole(
        "OPR201",
        "fetch",
        "new Headers, .set after it",
        f"const headers = new Headers({{ authorization: {_BEARER} }});\n"
        f'headers.set("Authorization", {_BEARER});\nconst response = await fetch("{_KEY_URL}", {{ headers }});\n'
        "console.log(response.status);\n",
        RIGHT,
    ),
    Whole(
        "OPR501",
        "axios",
        "axios.defaults.headers.post",
        f'import axios from "axios";\n\naxios.defaults.headers.post["Authorization"] = {_BEARER};\n'
        f'const response = await axios.get("{_KEY_URL}");\nconsole.log(response.status);\n',
        _NONE,
        MISSED,
    ),
    Whole(
        "OPR501",
        "axios",
        "axios.defaults.headers.common",
        f'import axios from "axios";\n\naxios.defaults.headers.common["Authorization"] = {_BEARER};\n'
        f'const response = await axios.get("{_KEY_URL}");\nconsole.log(response.status);\n',
        RIGHT,
        SILENT,
    ),
    Whole(
        "OPR501",
        "axios",
        "axios.create, and an interceptor",
        'import axios from "axios";\n\nconst client = axios.create({ baseURL: "https://openrouter.ai/api/v1" });\n'
        "client.interceptors.request.use((config) => {\n"
        f"  config.headers.Authorization = {_BEARER};\n  return config;\n}});\n"
        'const response = await client.get("/key");\nconsole.log(response.status);\n',
        RIGHT,
        SILENT,
    ),
    Whole(
        "OPR501",
        "axios",
        "axios.create({ headers })",
        'import axios from "axios";\n\nconst client = axios.create({\n  baseURL: "https://openrouter.ai/api/v1",\n'
        f"  {_RIGHT_HEADERS},\n}});\n"
        'const response = await client.get("/key");\nconsole.log(response.status);\n',
        RIGHT,
        SILENT,
    ),
    Whole(
        "OPR301",
        "axios",
        "axios.create({ headers }), the call's header wins",
        'import axios from "axios";\n\nconst client = axios.create({\n  baseURL: "https://openrouter.ai/api/v1",\n'
        f"  {_RIGHT_HEADERS},\n}});\n"
        f'const response = await client.get("/key", {{ {_authorization(_KEY)} }});\nconsole.log(response.status);\n',
        "authorization: <valid key> → 401",
    ),
    Whole(
        "OPR701",
        "fetch",
        "console.log(key)",
        f'const key = {_KEY};\nconst response = await fetch("{_KEY_URL}", {{\n'
        "  headers: { Authorization: `Bearer ${key}` },\n});\nconsole.log(key, response.status);\n",
        f"{RIGHT}, printed: <valid key>",
        NO_FIX,
    ),
    Whole(
        "OPR703",
        "fetch",
        "validateKey by GET /models",
        "async function validateKey(key) {\n"
        '  const response = await fetch("https://openrouter.ai/api/v1/models", {\n'
        "    headers: { Authorization: `Bearer ${key}` },\n  });\n  return response.ok;\n}\n\n"
        f"console.log(await validateKey({_KEY}));\n",
        "authorization: Bearer <unknown key> → 200",
        environment={"OPENROUTER_API_KEY": ":unknown"},
    ),
)


def claims() -> Iterator[Claim]:
    """Yield a claim for each mistake and client."""
    for mistake in MISTAKES:
        beside = "" if mistake.url == _URL else f", to {mistake.url}"
        for client in mistake.clients:
            yield Claim(
                mistake.rule,
                client,
                mistake.options + beside,
                CLIENTS[client].replace("OPTIONS", mistake.options).replace(_URL, mistake.url),
                mistake.otherwise.get(client, mistake.seen),
                mistake.fixed,
                mistake.environment,
                mistake.impostor,
                runtime=NODE,
            )
    for whole in WHOLE:
        yield Claim(*_fields(whole), runtime=NODE)


def _fields(whole: Whole) -> tuple[object, ...]:
    return (whole.rule, whole.client, whole.title, whole.program, whole.seen, whole.fixed, whole.environment)
