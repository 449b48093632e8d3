"""What settings say: of whom a name is, what each tool wants, what is filled in, and what is certainly wrong."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable

import pytest
from cases import ALL, DEFAULT, codes
from harness import live_key
from settings_files import RIGHT, WRONG, expected

from flake8_openrouter.languages.settings import references, tools
from flake8_openrouter.languages.settings.entries import Entry
from flake8_openrouter.languages.settings.names import Role, meaning
from flake8_openrouter.model import ALONE, Base, Document, Literal, Notation, Unknown, Variable
from flake8_openrouter.openrouter.variable_names import public_prefix
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.run.analysis import check_source

pytestmark = pytest.mark.alike

KEY_LIKE = "sk-or-v1-abc123def456"
ANOTHERS = "sk-proj-4f9d2c71ab83e056"


@pytest.mark.parametrize("path", WRONG)
def test_what_is_wrong_is_found_where_it_is(path: str) -> None:
    found = {(finding.line, finding.code) for finding in check_source(WRONG[path], path, DEFAULT)}
    assert found == expected(WRONG[path]) != set()


@pytest.mark.parametrize("path", RIGHT)
def test_what_only_looks_wrong_is_silent(path: str) -> None:
    assert [str(finding) for finding in check_source(RIGHT[path], path, ALL)] == []


def test_the_corpora_are_large() -> None:
    assert len(WRONG) >= 35
    assert len(RIGHT) >= 45
    assert {code for text in WRONG.values() for _, code in expected(text)} == {
        *("OPR101", "OPR103", "OPR105", "OPR108", "OPR203", "OPR301", "OPR302", "OPR303", "OPR601", "OPR602")
    }


COMMENT = f"OPENROUTER_BASE_URL: https://openrouter.ai/v1 {KEY_LIKE} {{a}} \"'"


def _shuffled(text: str, path: str) -> str:
    lines = text.splitlines(keepends=True)
    random.Random(path).shuffle(lines)
    return "".join(lines)


def _commented(text: str, path: str) -> str:
    sign = "//" if path.endswith(".json") else "#"
    return "".join(f"{sign} {COMMENT}\n{line}" for line in text.splitlines(keepends=True))


def _quoted(text: str, path: str) -> str:
    return re.sub(r"(?m)=[ ]?(https?:[^\s\"']+)", r'="\1"', text)


def _requoted(text: str, path: str) -> str:
    return re.sub(r'"([^"\'\\\n]*)"', r"'\1'", text)


def _windows(text: str, path: str) -> str:
    return text.replace("\n", "\r\n")


def _indented(text: str, path: str) -> str:
    return re.sub(r"(?m)^( +)", r"\1\1", text)


def _spaced(text: str, path: str) -> str:
    return text.replace("\n", "  \n\n")


VARIANTS: dict[str, tuple[Callable[[str, str], str], tuple[str, ...]]] = {
    "lines shuffled": (_shuffled, (".env", ".vars", ".envrc", ".production", ".local", ".properties")),
    "comments added": (_commented, ("",)),
    "URLs quoted": (_quoted, (".env", ".envrc", ".production", ".local", ".ini", ".properties")),
    "other quotes": (_requoted, (".yaml", ".yml", ".toml", ".json")),
    "line ends of Windows": (_windows, ("",)),
    "twice the indent": (_indented, (".toml", ".json")),
    "more white space": (_spaced, ("",)),
}
FILES = [
    pytest.param(path, text, configuration, id=f"{title} {path}")
    for title, files, configuration in (("wrong", WRONG, DEFAULT), ("right", RIGHT, ALL))
    for path, text in files.items()
]


@pytest.mark.parametrize("name", VARIANTS)
@pytest.mark.parametrize(("path", "text", "configuration"), FILES)
def test_how_it_is_written_changes_nothing(path: str, text: str, configuration: Configuration, name: str) -> None:
    varied, endings = VARIANTS[name]
    changed = varied(text, path) if path.endswith(endings) else text
    found = {(finding.line, finding.code) for finding in check_source(changed, path, configuration)}
    assert found == expected(changed)
    assert len(found) == len(expected(text))


def _reversed(data: object) -> object:
    if isinstance(data, dict):
        return {name: _reversed(data[name]) for name in reversed(data)}
    return [_reversed(each) for each in data] if isinstance(data, list) else data


@pytest.mark.parametrize("path", [path for path in WRONG if path.endswith(".json")])
def test_the_order_of_names_changes_nothing_in_json(path: str) -> None:
    data = json.loads(re.sub(r",(?=\s*\}\s*$)", "", re.sub(r"// error:.*", "", WRONG[path])))
    text = json.dumps(_reversed(data), indent=2)
    assert Counter(codes(text, path=path)) == Counter(code for _, code in expected(WRONG[path]))


URLS = {
    Base.OPENAI: ("https://openrouter.ai/api/v1", "https://openrouter.ai/api/v1/chat/completions"),
    Base.ANTHROPIC: ("https://openrouter.ai/api", "https://openrouter.ai/api/v1"),
    Base.CHAT: ("https://openrouter.ai/api/v1/chat/completions", "https://openrouter.ai/api/v1"),
}
CAMEL = re.compile(r"_([a-z])")


def _mapping(place: tools.Place, url: str, where: tuple[tuple[str, str], ...], written: Callable[[str], str]) -> str:
    *outer, last = place.names.split("/")
    data: object = {**dict(where), written(last): url}
    for name in reversed(outer):
        data = [data] if name == "*" else {written(name): data}
    return json.dumps(data)


@pytest.mark.parametrize("place", tools.PLACES, ids=lambda place: f"{place.tool} {dict(place.where)}")
@pytest.mark.parametrize(
    "written", [str, lambda name: CAMEL.sub(lambda match: match[1].upper(), name)], ids=["snake", "camel"]
)
def test_each_tool_has_the_url_that_it_wants(place: tools.Place, written: Callable[[str], str]) -> None:
    right, wrong = URLS[place.base]
    assert codes(_mapping(place, right, place.where, written), ALL, "a.json") == []
    assert codes(_mapping(place, wrong, place.where, written), ALL, "a.json") == ["OPR601"]


@pytest.mark.parametrize("place", [place for place in tools.PLACES if place.where], ids=str)
def test_what_another_tool_reads_is_not_judged_by_it(place: tools.Place) -> None:
    other = tuple((name, "other") for name, _ in place.where)
    assert codes(_mapping(place, URLS[place.base][1], other, str), ALL, "a.json") == []
    assert (
        codes(_mapping(place._replace(names=f"other/{place.names}"), URLS[place.base][1], (), str), ALL, "a.json") == []
    )


@pytest.mark.parametrize("name", tools._VARIABLES)
def test_each_variable_of_an_sdk_has_the_url_that_it_wants(name: str) -> None:
    right, wrong = URLS[tools._VARIABLES[name]]
    assert codes(f"{name}={right}\n", ALL, ".env") == []
    assert codes(f"{name}={wrong}\n", ALL, ".env") == ["OPR601"]
    assert codes(f"{name.lower()}={wrong}\n", ALL, ".env") == (["OPR601"] if name.lower() == "openai_api_base" else [])


MEANINGS = {
    "OPENROUTER_API_KEY": (Role.KEY, "openrouter"),
    "openRouterApiKey": (Role.KEY, "open_router"),
    "APIKEY_OPENROUTER": (Role.KEY, "openrouter"),
    "OPENROUTER_API_KEY_2": (Role.KEY, "openrouter"),
    "OPENROUTER_SECRET_KEY": (Role.KEY, "openrouter"),
    "SECRET_KEY": (Role.KEY, "secret"),
    "api-key": (Role.KEY, ""),
    "token": (Role.KEY, ""),
    "auth_token": (Role.KEY, ""),
    "monkey": (Role.OTHER, "monkey"),
    "max_tokens": (Role.OTHER, "max_tokens"),
    "env_key": (Role.KEY_NAME, ""),
    "api_key_env": (Role.KEY_NAME, ""),
    "apiKeyEnvar": (Role.KEY_NAME, ""),
    "OPENAI_BASE_URL": (Role.ENDPOINT, "openai"),
    "apiBaseUrl": (Role.ENDPOINT, ""),
    "LLM_ENDPOINT": (Role.ENDPOINT, "llm"),
    "OPENROUTER_SITE_URL": (Role.OTHER, "openrouter_site_url"),
    "callbackUrl": (Role.OTHER, "callback_url"),
    "provider": (Role.SERVICE, ""),
    "LLM_MODEL": (Role.SERVICE, "llm"),
    "title": (Role.OTHER, "title"),
}


@pytest.mark.parametrize("name", MEANINGS)
def test_a_name_tells_what_its_value_is_and_what_for(name: str) -> None:
    assert meaning(name) == MEANINGS[name]


@pytest.mark.parametrize(
    ("name", "prefix"),
    [
        ("NEXT_PUBLIC_OPENROUTER_API_KEY", "NEXT_PUBLIC_"),
        ("VITE_OPENROUTERKEY", "VITE_"),
        ("REACT_APP_API_KEY_OPENROUTER", "REACT_APP_"),
        ("EXPO_PUBLIC_OPEN_ROUTER_SECRET", "EXPO_PUBLIC_"),
        ("GATSBY_OPENROUTER_API_KEYS", "GATSBY_"),
        ("NEXT_PUBLIC_OPENROUTER_TOKENS", ""),
        ("VITE_OPENROUTER_KEYBOARD", ""),
        ("VITE_OPENROUTER_MODEL_KEY", ""),
        ("VITE_OPENAI_API_KEY", ""),
        ("OPENROUTER_API_KEY", ""),
        ("vite_openrouter_api_key", ""),
    ],
)
def test_a_name_tells_whether_a_build_publishes_a_key(name: str, prefix: str) -> None:
    assert public_prefix(name) == prefix


FILLED_IN: dict[str, tuple[str, ...]] = {
    "$X": ("X",),
    "${X}": ("X",),
    "${X:?unset}": ("X",),
    "${env:X}": ("X",),
    "${{ secrets.X }}": ("X",),
    "{{X}}": ("X",),
    "{{ .Values.X }}": ("X",),
    "{{env.X}}": ("X",),
    "{env:X}": ("X",),
    "%X%": ("X",),
    "os.environ/X": ("X",),
    "env:X": ("X",),
    "$env:X": ("X",),
    "${input:x-y}": ("",),
    "$(pass x)": ("",),
    "`pass x`": ("",),
    "<%= x %>": ("",),
    "%(x)s": ("",),
    "#{X}": ("",),
    "a$X-b": ("a", "X", "-b"),
}


@pytest.mark.parametrize("value", FILLED_IN)
def test_what_something_else_fills_in_is_no_text(value: str) -> None:
    document = Document(".env", value, Notation("dotenv"))
    text = references.of_entry(Entry(("A",), (0, 0), value, 0, len(value)), document, ALONE)
    assert "".join(part.span.text for part in text.parts) == value
    read = [
        part.name if isinstance(part, Variable) else part.text if isinstance(part, Literal) else ""
        for part in text.parts
    ]
    assert tuple(read) == FILLED_IN[value]
    assert any(isinstance(part, Variable | Unknown) for part in text.parts)


ELSEWHERE = (
    *FILLED_IN,
    "op://a/b/c",
    "!secret x",
    "sm://a/b",
    "vault:a/b#c",
    "secret/data/x",
    "ref+vault://a",
    "file:x",
)


@pytest.mark.parametrize("value", ELSEWHERE)
@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".env", "OPENROUTER_API_KEY={}\nOPENROUTER_BASE_URL=https://openrouter.ai/api/v1\n"),
        ("a.yaml", 'openrouter:\n  api_key: "{}"\n  base_url: https://openrouter.ai/api/v1\n'),
        ("a.json", '{{"openrouter": {{"apiKey": "{}", "baseURL": "https://openrouter.ai/api/v1"}}}}'),
        ("a.toml", 'OPENROUTER_API_KEY = "{}"\n'),
        ("a.ini", "[openrouter]\nkey = {}\n"),
    ],
)
def test_a_key_that_is_kept_elsewhere_is_right(value: str, path: str, text: str) -> None:
    assert codes(text.format(value), ALL, path) == []
    assert codes(text.format(live_key()), ALL, path) == ["OPR101"]


CHANGED: dict[str, tuple[str, str, list[str]]] = {
    "another host": (".env", f"OPENROUTER_BASE_URL=https://x.example\nOPENROUTER_API_KEY={ANOTHERS}\n", []),
    "the host itself": (
        ".env",
        f"OPENROUTER_BASE_URL=https://openrouter.ai/api/v1\nOPENROUTER_API_KEY={ANOTHERS}\n",
        ["OPR105"],
    ),
    "the last one holds": (".env", f"A_URL=https://openrouter.ai\nA_URL=https://x.example\nA_KEY={ANOTHERS}\n", []),
    "other names in braces": ("a.yaml", 'spawn: "{python} {bot}"\nopenrouter: {key: "{my_key}"}\n', []),
    "no other name in braces": ("a.yaml", 'spawn: python\nopenrouter: {key: "{my_key}"}\n', ["OPR303"]),
    "a mask": (".env", "OPENROUTER_API_KEY=<redacted>\n", []),
    "left in": (".env", "OPENROUTER_API_KEY=<our key>\n", ["OPR303"]),
    "a tool's second document": (
        "a.yaml",
        "version: 1\n---\nendpoints: {custom: [{baseURL: https://openrouter.ai/api}]}\n",
        ["OPR601"],
    ),
    "an alias": ("a.yaml", f"openrouter: {{key: {ANOTHERS}, url: *base}}\n", []),
    "values of another mapping": ("a.yaml", f"openrouter:\n  <<: *base\n  key: {ANOTHERS}\n", []),
    "no alias": ("a.yaml", f"openrouter:\n  key: {ANOTHERS}\n", ["OPR105"]),
    "key of another": (".env", f"OPENROUTER_BASE_URL=https://openrouter.ai/api/v1\nOPENAI_API_KEY={ANOTHERS}\n", []),
    "an example": (".env.example", f"OPENROUTER_API_KEY={KEY_LIKE}\n", []),
    "no example": (".env", f"OPENROUTER_API_KEY={KEY_LIKE}\n", ["OPR101"]),
    "key-like elsewhere": ("a.yaml", f"openrouter_api_key: {KEY_LIKE}\n", []),
    "a test's": ("tests/.env", "OPENROUTER_BASE_URL=https://openrouter.ai/v1\n", []),
    "a recording": ("cassettes/a.yaml", "openrouter_base_url: https://openrouter.ai/v1\n", []),
    "documents apart": ("a.yaml", f"url: https://openrouter.ai/api/v1\n---\nkey: {ANOTHERS}\n", []),
    "another service's key beside it": (
        "compose.yaml",
        "e: [OPENROUTER_API_KEY=${OPENROUTER_API_KEY:-}, GEMINI_API_KEY=${GEMINI_API_KEY:?}]\n",
        [],
    ),
    "alone": ("compose.yaml", "e: [OPENROUTER_API_KEY=${OPENROUTER_API_KEY:-}]\n", ["OPR107"]),
}


@pytest.mark.parametrize("name", CHANGED)
def test_what_is_beside_a_setting_matters(name: str) -> None:
    path, text, found = CHANGED[name]
    assert codes(text, ALL, path) == found
