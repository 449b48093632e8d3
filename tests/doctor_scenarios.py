"""Worlds in which something is wrong with a key: what the doctor says of each, and how it is put right.

A scenario is small: files of a project, of a home, and variables. ``then`` is what following the repair leads to.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from harness import live_key

KEY, OTHER = live_key(1), live_key(2)
OPENAI_KEY = "sk-proj-" + "A1b2C3d4E5f6G7h8"

POST = """\
import os

import requests
{head}
KEY = {read}
requests.post(
    "https://openrouter.ai/api/v1/chat/completions", headers={{"Authorization": f"Bearer {{KEY}}"}}, json={{}}
)
"""
LOADING = "from dotenv import load_dotenv\n\nload_dotenv()"
OVERRIDING = LOADING.replace("()", "(override=True)")
GETENV = 'os.getenv("OPENROUTER_API_KEY")'
REQUIRED = 'os.environ["OPENROUTER_API_KEY"]'

PLAIN = POST.format(head="", read=GETENV)
LOADED = POST.format(head=LOADING, read=GETENV)
OVERRIDDEN = POST.format(head=OVERRIDING, read=GETENV)
CLIENT = 'from openai import OpenAI\n\nclient = OpenAI(base_url="https://openrouter.ai/api/v1")\n'
SETTINGS = """\
from openai import OpenAI
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file={files})
    openrouter_api_key: str = Field(alias="OPENROUTER_API_KEY")


settings = Settings()
client = OpenAI(base_url="https://openrouter.ai/api/v1", api_key=settings.openrouter_api_key)
"""
DECOUPLE = """\
from decouple import config
from openai import OpenAI

client = OpenAI(base_url="https://openrouter.ai/api/v1", api_key=config("OPENROUTER_API_KEY"))
"""
FETCH = """\
{head}
await fetch("https://openrouter.ai/api/v1/chat/completions", {{
  method: "POST",
  headers: {{ Authorization: `Bearer ${{process.env.OPENROUTER_API_KEY}}` }},
  body: "{{}}",
}});
"""
FETCHING = FETCH.format(head='import "dotenv/config";')
UNLOADED_FETCH = FETCH.format(head="")


BY_NODE = '{"scripts": {"start": "node --env-file=.env app.mjs"}}'
OWN = "from openrouter import OpenRouter\n\nclient = OpenRouter()\n"
ROUTED = 'import litellm\n\nlitellm.completion(model="openrouter/a/b", messages=[])\n'
GIVEN = f"import os\n\n{CLIENT[:-2]}, api_key={REQUIRED})\n"
OPTIONAL = GIVEN.replace(REQUIRED, GETENV)
SESSION = """\
import os

import requests

session = requests.Session()
{head}
session.post(
    "https://openrouter.ai/api/v1/chat/completions",
    headers={{"Authorization": f"Bearer {{os.environ['OPENROUTER_API_KEY']}}"}},
    json={{}},
)
"""
LATE = """\
KEY = os.getenv("OPENROUTER_API_KEY")
load_dotenv()
requests.post(
    "https://openrouter.ai/api/v1/chat/completions", headers={"Authorization": f"Bearer {KEY}"}, json={}
)
"""
CURL = """\
#!/bin/bash
{head}
curl https://openrouter.ai/api/v1/chat/completions -H "Authorization: Bearer $OPENROUTER_API_KEY" -d '{{}}'
"""


def line(value: str, name: str = "OPENROUTER_API_KEY") -> str:
    return f"{name}={value}\n"


NONE: Mapping[str, str] = MappingProxyType({})


class Scenario(NamedTuple):
    """``check`` finds it, ``said`` is in its message or details, ``repair`` in what to do.

    ``then`` replaces files by their paths, and variables by their names; None takes one away.
    """

    files: dict[str, str]
    check: str
    said: str
    repair: str
    environment: Mapping[str, str] = NONE
    home: Mapping[str, str] = NONE
    then: Mapping[str, str | None] = NONE


def repaired(scenario: Scenario) -> Scenario:
    """Return the world in which the repair was followed."""
    files, environment, home = dict(scenario.files), dict(scenario.environment), dict(scenario.home)
    for name, value in scenario.then.items():
        within = environment if name[0] == "$" else home if name[0] == "~" else files
        name = name.lstrip("$~")
        within.pop(name, None)
        if value is not None:
            within[name] = value
    return scenario._replace(files=files, environment=environment, home=home)


NAME = "OPENROUTER_API_KEY"

SCENARIOS: dict[str, Scenario] = {
    "set nowhere": Scenario(
        {"app.py": PLAIN}, "key", "Bearer None would be sent", "export OPENROUTER_API_KEY=", then={f"${NAME}": KEY}
    ),
    "set nowhere, and read so that it fails": Scenario(
        {"app.py": POST.format(head="", read=REQUIRED)}, "key", "would stop there", "export", then={f"${NAME}": KEY}
    ),
    "set nowhere, and the code looks whether it is": Scenario(
        {"app.py": PLAIN.replace("requests.post", 'if not KEY:\n    raise SystemExit("no key")\nrequests.post')},
        "key",
        "may stop there",
        "export",
        then={f"${NAME}": KEY},
    ),
    "set nowhere, in JavaScript": Scenario(
        {"app.mjs": UNLOADED_FETCH}, "key", "Bearer undefined would be sent", "export", then={f"${NAME}": KEY}
    ),
    "empty in the shell": Scenario(
        {"app.py": PLAIN},
        "key",
        "from environment is nothing: it is empty",
        "export",
        {NAME: ""},
        then={f"${NAME}": KEY},
    ),
    "empty in the shell hides the file": Scenario(
        {"app.py": LOADED, ".env": line(KEY)},
        "key",
        "is empty, and hides key",
        f"unset {NAME}",
        {NAME: ""},
        then={f"${NAME}": None},
    ),
    "a placeholder in the file": Scenario(
        {"app.py": LOADED, ".env": line("your-key-here")},
        "key",
        "is a placeholder",
        "line 1 of .env",
        then={".env": line(KEY)},
    ),
    "another provider's key": Scenario(
        {"app.py": LOADED, ".env": line(OPENAI_KEY)},
        "key",
        "it looks like one of OpenAI",
        "line 1 of .env",
        then={".env": line(KEY)},
    ),
    "the shell's key beats the file's": Scenario(
        {"app.py": LOADED, ".env": line(KEY)},
        "key",
        "from environment is used, and hides key",
        f"unset {NAME}",
        {NAME: OTHER},
        then={f"${NAME}": None},
    ),
    "the file's key beats the shell's": Scenario(
        {"app.py": OVERRIDDEN, ".env": line(KEY)},
        "key",
        "from .env:1 is used, and hides key",
        "delete line 1 of .env",
        {NAME: OTHER},
        then={".env": "", f"${NAME}": OTHER},
    ),
    "an empty line of the file beats the shell's": Scenario(
        {"app.py": OVERRIDDEN, ".env": line("")},
        "key",
        "is empty, and hides key",
        "delete line 1 of .env",
        {NAME: KEY},
        then={".env": ""},
    ),
    "a newline at the end": Scenario(
        {"app.py": PLAIN},
        "key",
        "it ends in a newline",
        "exactly as it was issued",
        {NAME: KEY + "\n"},
        then={f"${NAME}": KEY},
    ),
    "a carriage return at the end": Scenario(
        {"app.py": PLAIN},
        "key",
        "it ends in a carriage return",
        "exactly as it was issued",
        {NAME: KEY + "\r"},
        then={f"${NAME}": KEY},
    ),
    "quotes that are a part of it": Scenario(
        {"app.py": PLAIN},
        "key",
        "the quotes around it are a part of it",
        "exactly",
        {NAME: f'"{KEY}"'},
        then={f"${NAME}": KEY},
    ),
    "typographic quotes": Scenario(
        {"app.py": LOADED, ".env": line(f"“{KEY}”")},
        "key",
        "not ASCII",
        "line 1 of .env exactly",
        then={".env": line(KEY)},
    ),
    "white space": Scenario(
        {"app.py": PLAIN}, "key", "there is white space around it", "exactly", {NAME: f" {KEY}"}, then={f"${NAME}": KEY}
    ),
    "Bearer before it": Scenario(
        {"app.py": LOADED, ".env": line(f"Bearer {KEY}")},
        "key",
        "it begins with Bearer",
        "line 1 of .env exactly",
        then={".env": line(KEY)},
    ),
    "angle brackets": Scenario(
        {"app.py": LOADED, ".env": line(f"<{KEY}>")}, "key", "angle brackets", "exactly", then={".env": line(KEY)}
    ),
    "cut off": Scenario(
        {"app.py": LOADED, ".env": line(KEY[:-5])},
        "key",
        "there are not 64 hex digits",
        "exactly",
        then={".env": line(KEY)},
    ),
    "its beginning is lost": Scenario(
        {"app.py": LOADED, ".env": line(KEY[3:])},
        "key",
        "does not begin with sk-or-",
        "line 1 of .env",
        then={".env": line(KEY)},
    ),
    "twice in the file": Scenario(
        {"app.py": LOADED, ".env": line(KEY) + line("old-one-1")},
        "duplicates",
        "in line 1 and again in line 2",
        "delete line 1",
        then={".env": line(KEY)},
    ),
    "a near name in the file": Scenario(
        {"app.py": LOADED, ".env": line(KEY, "OPEN_ROUTER_API_KEY")},
        "names",
        "the code reads OPENROUTER_API_KEY",
        "rename OPEN_ROUTER_API_KEY to OPENROUTER_API_KEY in line 1 of .env",
        then={".env": line(KEY)},
    ),
    "a near name in the shell": Scenario(
        {"app.py": PLAIN},
        "names",
        "has a key under OPENROUTER_APIKEY",
        'export OPENROUTER_API_KEY="$OPENROUTER_APIKEY"',
        {"OPENROUTER_APIKEY": KEY},
        then={f"${NAME}": KEY},
    ),
    "nothing loads the file": Scenario(
        {"app.py": PLAIN, ".env": line(KEY)},
        "key",
        "nothing in the code loads that file",
        "call load_dotenv()",
        then={"app.py": LOADED},
    ),
    "nothing loads the file, in JavaScript": Scenario(
        {"app.mjs": UNLOADED_FETCH, ".env": line(KEY)},
        "key",
        "nothing in the code loads that file",
        "dotenv/config",
        then={"app.mjs": FETCHING},
    ),
    "load_dotenv looks above the file": Scenario(
        {"app.py": POST.format(head=LOADING.replace("()", '(".env.local")'), read=GETENV), ".env": line(KEY)},
        "key",
        "nothing in the code loads that file",
        "call load_dotenv()",
        then={"app.py": LOADED},
    ),
    "a file that is not there": Scenario(
        {"app.py": POST.format(head=LOADING.replace("()", '("config/.env")'), read=GETENV), ".env": line(KEY)},
        "files",
        "app.py:6 loads config/.env, which is not there",
        "move .env to config/.env",
        then={".env": None, "config/.env": line(KEY)},
    ),
    "the file of pydantic-settings": Scenario(
        {"app.py": SETTINGS.format(files='".env"'), ".env": line("changeme", "openrouter_api_key")},
        "key",
        "from .env:1 is a placeholder",
        "line 1 of .env",
        then={".env": line(KEY, "openrouter_api_key")},
    ),
    "the last file of pydantic-settings": Scenario(
        {"app.py": SETTINGS.format(files='(".env", ".env.local")'), ".env": line(KEY), ".env.local": line("")},
        "key",
        "from .env.local:1 is nothing: it is empty, and hides key",
        "delete line 1 of .env.local",
        then={".env.local": ""},
    ),
    "environs looks up from the program": Scenario(
        {
            "src/app.py": POST.format(
                head="from environs import Env\n\nenv = Env()\nenv.read_env()", read='env("OPENROUTER_API_KEY")'
            ),
            ".env": line("<your key>"),
        },
        "key",
        "from .env:1 is a placeholder",
        "line 1 of .env",
        then={".env": line(KEY)},
    ),
    "Node's own option": Scenario(
        {"app.mjs": UNLOADED_FETCH, "package.json": BY_NODE, ".env": line(f"{KEY}#mine#")[:40] + "\n"},
        "key",
        "there are not 64 hex digits",
        "line 1 of .env exactly",
        then={".env": line(f"{KEY}#mine")},
    ),
    "npm's dotenv overrides": Scenario(
        {
            "app.mjs": FETCH.format(head='import dotenv from "dotenv";\ndotenv.config({ override: true });'),
            ".env": line(KEY),
        },
        "key",
        "from .env:1 is used, and hides key",
        "delete line 1 of .env",
        {NAME: OTHER},
        then={f"${NAME}": None},
    ),
    "a masked key was pasted": Scenario(
        {"app.py": LOADED, ".env": line("sk-or-v1-0e6...1c96")},
        "key",
        "is a placeholder",
        "line 1 of .env",
        then={".env": line(KEY)},
    ),
    "the published example": Scenario(
        {"app.py": LOADED, ".env": line("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")},
        "key",
        "is a placeholder",
        "line 1 of .env",
        then={".env": line(KEY)},
    ),
    "the name in the place of the value": Scenario(
        {"app.py": LOADED, ".env": line("$OPENROUTER_KEY")},
        "key",
        "is a placeholder",
        "line 1 of .env",
        then={".env": line(KEY)},
    ),
    "upper case": Scenario(
        {"app.py": LOADED, ".env": line("sk-or-v1-" + KEY[9:].upper())},
        "key",
        "64 hex digits in lower case",
        "exactly",
        then={".env": line(KEY)},
    ),
    "in two lines": Scenario(
        {"app.py": LOADED, ".env": line(f'"{KEY[:30]}\n{KEY[30:]}"')},
        "key",
        "there is a newline in it",
        "exactly",
        then={".env": line(KEY)},
    ),
    "a zero-width space": Scenario(
        {"app.py": PLAIN}, "key", "not ASCII", "exactly", {NAME: f"\u200b{KEY}"}, then={f"${NAME}": KEY}
    ),
    "a URL": Scenario(
        {"app.py": LOADED, ".env": line("https://openrouter.ai/keys")},
        "key",
        "is a URL",
        "line 1 of .env",
        then={".env": line(KEY)},
    ),
    "Google's key": Scenario(
        {"app.py": PLAIN}, "key", "one of Google", "export", {NAME: "AIzaSyA1b2C3d4E5f6G7h8i9"}, then={f"${NAME}": KEY}
    ),
    "a quote is open": Scenario(
        {"app.py": LOADED, ".env": line(f'"{KEY}')},
        "key",
        ".env is loaded, and does not set it",
        "add the line OPENROUTER_API_KEY=",
        then={".env": line(KEY)},
    ),
    "the shell's placeholder hides the file's key": Scenario(
        {"app.py": LOADED, ".env": line(KEY)},
        "key",
        "from environment is a placeholder, and hides key",
        f"unset {NAME}",
        {NAME: "your-key"},
        then={f"${NAME}": None},
    ),
    "decouple keeps the comment": Scenario(
        {"app.py": DECOUPLE, ".env": line(f"{KEY} # mine")}, "key", "damaged key", "exactly", then={".env": line(KEY)}
    ),
    "decouple reads settings.ini first": Scenario(
        {"app.py": DECOUPLE, ".env": line(KEY), "settings.ini": f"[settings]\n{NAME} = your-key\n"},
        "key",
        "from settings.ini:2 is a placeholder",
        "line 2 of settings.ini",
        then={"settings.ini": f"[settings]\n{NAME} = {KEY}\n"},
    ),
    "direnv's file": Scenario(
        {"app.py": PLAIN, ".envrc": f"export {NAME}={KEY}\n"},
        "key",
        "direnv loads only where",
        "direnv allow",
        then={f"${NAME}": KEY},
    ),
    "the client's own variable": Scenario(
        {"app.py": CLIENT},
        "key",
        "OpenAI then reads OPENAI_API_KEY from environment, and sends a key of another provider",
        "give OpenAI the key",
        {"OPENAI_API_KEY": OPENAI_KEY},
        then={"app.py": GIVEN, f"${NAME}": KEY},
    ),
    "the client's own variable instead of ours": Scenario(
        {"app.py": OPTIONAL},
        "key",
        "OPENROUTER_API_KEY is set nowhere",
        "export OPENROUTER_API_KEY=",
        {"OPENAI_API_KEY": OPENAI_KEY},
        then={f"${NAME}": KEY},
    ),
    "another provider's variable is asked first": Scenario(
        {"app.py": POST.format(head="", read=f'os.getenv("OPENAI_API_KEY") or {GETENV}')},
        "key",
        "is taken before OPENROUTER_API_KEY: key",
        "unset OPENAI_API_KEY",
        {"OPENAI_API_KEY": OPENAI_KEY, NAME: KEY},
        then={"$OPENAI_API_KEY": None},
    ),
    "another provider's variable is asked first, in a file": Scenario(
        {
            "app.py": POST.format(head=LOADING, read=f'os.getenv("OPENAI_API_KEY") or {GETENV}'),
            ".env": line(KEY) + line(OPENAI_KEY, "OPENAI_API_KEY"),
        },
        "key",
        "is taken before OPENROUTER_API_KEY: key",
        "delete line 2 of .env",
        then={".env": line(KEY)},
    ),
    "a client that reads our variable by itself": Scenario(
        {"app.py": OWN}, "key", "OpenRouter has no key then", "export OPENROUTER_API_KEY=", then={f"${NAME}": KEY}
    ),
    "a routed client that reads our variable by itself": Scenario(
        {"app.py": ROUTED}, "key", "completion has no key then", "export OPENROUTER_API_KEY=", then={"$OR_API_KEY": KEY}
    ),
    "read before it is loaded": Scenario(
        {"app.py": f"import os\n\nimport requests\nfrom dotenv import load_dotenv\n\n{LATE}", ".env": line(KEY)},
        "key",
        "load_dotenv() loads it, but only after OPENROUTER_API_KEY is read",
        "call load_dotenv() before",
        then={"app.py": LOADED},
    ),
    "another name for the file": Scenario(
        {"app.py": LOADED, ".env.txt": line(KEY)},
        "key",
        ".env.txt sets it, and nothing in the code loads that file",
        "mv .env.txt .env",
        then={".env.txt": None, ".env": line(KEY)},
    ),
    "a local file that nothing loads": Scenario(
        {"app.py": PLAIN, ".env.local": line(KEY)},
        "key",
        ".env.local sets it",
        'call load_dotenv(".env.local")',
        then={"app.py": POST.format(head=LOADING.replace("()", '(".env.local")'), read=GETENV)},
    ),
    "a byte order mark": Scenario(
        {"app.mjs": UNLOADED_FETCH, "package.json": BY_NODE, ".env": "\ufeff" + line(KEY)},
        "names",
        "begins with a byte order mark",
        "save .env without it",
        then={".env": line(KEY)},
    ),
    "a script that sources nothing": Scenario(
        {"run.sh": CURL.format(head="")}, "key", "an empty key would be sent", "export", then={f"${NAME}": KEY}
    ),
    "a script whose file has a placeholder": Scenario(
        {"run.sh": CURL.format(head="set -a\n. ./.env"), ".env": line("your-key")},
        "key",
        "from .env:1 is a placeholder",
        "line 1 of .env",
        then={".env": line(KEY)},
    ),
    "netrc": Scenario(
        {"app.py": PLAIN},
        "netrc",
        "~/.netrc has an entry for default",
        "delete the entry default",
        {NAME: KEY},
        {".netrc": "default login me password s3cr3tword\n"},
        then={"~.netrc": None},
    ),
    "netrc of the host": Scenario(
        {"app.py": PLAIN},
        "netrc",
        "an entry for openrouter.ai",
        "trust_env = False",
        {NAME: KEY},
        {".netrc": "machine openrouter.ai login me password s3cr3tword\n"},
        then={"~.netrc": None},
    ),
    "Anthropic's key beside the token": Scenario(
        {},
        "providers",
        "ANTHROPIC_API_KEY is set",
        'export ANTHROPIC_API_KEY=""',
        {
            "ANTHROPIC_BASE_URL": "https://openrouter.ai/api",
            "ANTHROPIC_AUTH_TOKEN": KEY,
            "ANTHROPIC_API_KEY": "sk-ant-x",
        },
        then={"$ANTHROPIC_API_KEY": ""},
    ),
    "Anthropic's URL ends in v1": Scenario(
        {},
        "providers",
        "and not https://openrouter.ai/api",
        "export ANTHROPIC_BASE_URL=https://openrouter.ai/api",
        {"ANTHROPIC_BASE_URL": "https://openrouter.ai/api/v1", "ANTHROPIC_AUTH_TOKEN": KEY, "ANTHROPIC_API_KEY": ""},
        then={"$ANTHROPIC_BASE_URL": "https://openrouter.ai/api"},
    ),
    "the token is empty": Scenario(
        {},
        "providers",
        "ANTHROPIC_AUTH_TOKEN is nothing",
        'export ANTHROPIC_AUTH_TOKEN="$OPENROUTER_API_KEY"',
        {"ANTHROPIC_BASE_URL": "https://openrouter.ai/api", "ANTHROPIC_AUTH_TOKEN": "", "ANTHROPIC_API_KEY": ""},
        then={"$ANTHROPIC_AUTH_TOKEN": KEY},
    ),
    "OpenAI's key for OpenRouter's URL": Scenario(
        {},
        "providers",
        "OPENAI_API_KEY is a key of another provider",
        "export OPENAI_API_KEY=",
        {"OPENAI_BASE_URL": "https://openrouter.ai/api/v1", "OPENAI_API_KEY": OPENAI_KEY},
        then={"$OPENAI_API_KEY": KEY},
    ),
    "certificates that are not there": Scenario(
        {"app.py": PLAIN},
        "certificates",
        "REQUESTS_CA_BUNDLE names a file",
        "unset REQUESTS_CA_BUNDLE",
        {NAME: KEY, "REQUESTS_CA_BUNDLE": "/no/such/file.pem"},
        then={"$REQUESTS_CA_BUNDLE": None},
    ),
    "http instead of https": Scenario(
        {"app.py": PLAIN.replace("https:", "http:")},
        "redirects",
        "http:// is redirected",
        "write https://openrouter.ai/api/v1/chat/completions",
        {NAME: KEY},
        then={"app.py": PLAIN},
    ),
    "a slash at the end": Scenario(
        {"app.py": PLAIN.replace("completions", "completions/")},
        "redirects",
        "ends in a slash",
        "write https://openrouter.ai/api/v1/chat/completions",
        {NAME: KEY},
        then={"app.py": PLAIN},
    ),
    "Docker would keep the quotes": Scenario(
        {"app.py": LOADED, ".env": line(f'"{KEY}"'), "README.md": "    docker run --env-file .env image\n"},
        "readers",
        "the quotes around it are a part of it",
        "without quotes",
        then={".env": line(KEY)},
    ),
    "a shell would keep the carriage return": Scenario(
        {"app.py": LOADED, ".env": f"{NAME}={KEY}\r\n", "run.sh": "set -a\n. ./.env\n"},
        "readers",
        "carriage return",
        "without quotes",
        then={".env": line(KEY)},
    ),
    "a shell would run the value": Scenario(
        {"app.py": LOADED, ".env": f"{NAME} = {KEY}\n", "Makefile": "run:\n\tset -a; source .env; python app.py\n"},
        "readers",
        "it does not set OPENROUTER_API_KEY",
        "without quotes",
        then={".env": line(KEY)},
    ),
    "Streamlit's secrets": Scenario(
        {"app.py": "import streamlit\n" + PLAIN, ".streamlit/secrets.toml": f'{NAME} = "your-key"\n'},
        "key",
        "from .streamlit/secrets.toml:1 is a placeholder",
        "line 1 of .streamlit/secrets.toml",
        then={".streamlit/secrets.toml": f'{NAME} = "{KEY}"\n'},
    ),
    "no code, and a damaged key": Scenario(
        {".env": line(f"{KEY[:-1]}")},
        "key",
        "there are not 64 hex digits",
        "line 1 of .env exactly",
        then={".env": line(KEY)},
    ),
    "the client's own variable, in a file": Scenario(
        {"app.py": CLIENT.replace("\n\n", f"\n{LOADING}\n", 1), ".env": line(OPENAI_KEY, "OPENAI_API_KEY")},
        "key",
        "OpenAI then reads OPENAI_API_KEY from .env:1, and sends a key of another provider",
        "give OpenAI the key",
        then={"app.py": GIVEN, f"${NAME}": KEY},
    ),
    "our variable has another's key, and so has its own": Scenario(
        {"app.py": OPTIONAL},
        "key",
        "from environment is a key of another provider",
        "export OPENROUTER_API_KEY=",
        {NAME: OPENAI_KEY, "OPENAI_API_KEY": OPENAI_KEY},
        then={f"${NAME}": KEY},
    ),
    "set nowhere, and JavaScript looks whether it is": Scenario(
        {"app.mjs": "if (!process.env.OPENROUTER_API_KEY) {\n  process.exit(1);\n}\n" + UNLOADED_FETCH},
        "key",
        "may stop there",
        "export",
        then={f"${NAME}": KEY},
    ),
    "the shell's damaged key hides the file's": Scenario(
        {"app.py": LOADED, ".env": line(KEY)},
        "key",
        "is damaged key",
        f"unset {NAME}",
        {NAME: f'"{KEY}"\n'},
        then={f"${NAME}": None},
    ),
    "another provider's key in the shell hides the file's": Scenario(
        {"app.py": LOADED, ".env": f'{NAME}="{KEY}"\r\n'},
        "key",
        "a key of another provider: it looks like one of OpenAI, and hides key",
        f"unset {NAME}",
        {NAME: OPENAI_KEY},
        then={f"${NAME}": None},
    ),
    "twice in the file, and the shell's hides both": Scenario(
        {"app.py": LOADED, ".env": line("your-key-here") + line(KEY)},
        "duplicates",
        "in line 1 and again in line 2",
        "delete line 1",
        {NAME: OTHER},
        then={".env": line(KEY), f"${NAME}": None},
    ),
    "a near name in the shell, and a placeholder in the file": Scenario(
        {"app.py": LOADED, ".env": line("your-key-here")},
        "key",
        "from .env:1 is a placeholder",
        "line 1 of .env",
        {"OPENROUTER_KEY": KEY},
        then={".env": line(KEY)},
    ),
    "twice in the file, the last is damaged in two ways": Scenario(
        {"app.py": LOADED, ".env": line(KEY) + line(f'"Bearer {KEY} "')},
        "key",
        "it begins with Bearer",
        "line 2 of .env exactly",
        then={".env": line(KEY)},
    ),
    "read too late, and a placeholder": Scenario(
        {"app.py": f"import os\n\nimport requests\nfrom dotenv import load_dotenv\n\n{LATE}", ".env": line("changeme")},
        "key",
        "load_dotenv() loads it, but only after OPENROUTER_API_KEY is read",
        "call load_dotenv() before",
        then={"app.py": LOADED, ".env": line(KEY)},
    ),
    "the last file of Node's option wins": Scenario(
        {
            "app.mjs": UNLOADED_FETCH,
            "package.json": '{"scripts": {"start": "node --env-file=.env --env-file=.env.local app.mjs"}}',
            ".env": line(KEY),
            ".env.local": line("changeme"),
        },
        "key",
        "from .env.local:1 is a placeholder, and hides key",
        "delete line 1 of .env.local",
        then={".env.local": ""},
    ),
    "a script that asks for the variable": Scenario(
        {"run.sh": CURL.format(head=': "${OPENROUTER_API_KEY:?set it}"')},
        "key",
        "may stop there",
        "export",
        then={f"${NAME}": KEY},
    ),
    "another provider's variable is asked after ours": Scenario(
        {"app.py": POST.format(head="", read=f'{GETENV} or os.getenv("OPENAI_API_KEY")')},
        "key",
        "OPENAI_API_KEY from environment is a key of another provider",
        "export OPENROUTER_API_KEY=",
        {"OPENAI_API_KEY": OPENAI_KEY},
        then={f"${NAME}": KEY},
    ),
    "netrc, and a session that takes nothing of it once it is told": Scenario(
        {"app.py": SESSION.format(head="")},
        "netrc",
        "an entry for openrouter.ai",
        "trust_env = False",
        {NAME: KEY},
        {".netrc": "machine openrouter.ai login me password s3cr3tword\n"},
        then={"app.py": SESSION.format(head="session.trust_env = False")},
    ),
    "http and a slash": Scenario(
        {"app.py": PLAIN.replace("https:", "http:").replace("completions", "completions/")},
        "redirects",
        "http:// is redirected",
        "write https://openrouter.ai/api/v1/chat/completions",
        {NAME: KEY},
        then={"app.py": PLAIN},
    ),
}


class Beside(NamedTuple):
    """A second cause beside that of a scenario whose program uses requests, and what is gone once it is put right."""

    check: str
    said: str
    environment: Mapping[str, str] = NONE
    home: Mapping[str, str] = NONE


BESIDE: dict[str, Beside] = {
    "netrc": Beside("netrc", "an entry for default", home={".netrc": "default login me password s3cr3tword\n"}),
    "certificates": Beside("certificates", "REQUESTS_CA_BUNDLE", {"REQUESTS_CA_BUNDLE": "/no/such/file.pem"}),
    "Anthropic's key beside the token": Beside(
        "providers",
        "ANTHROPIC_API_KEY is set",
        {
            "ANTHROPIC_BASE_URL": "https://openrouter.ai/api",
            "ANTHROPIC_AUTH_TOKEN": KEY,
            "ANTHROPIC_API_KEY": "sk-ant-x",
        },
    ),
}
#: Scenarios, each with a second cause that is not its own.
PAIRS = [
    (first, second)
    for first, scenario in SCENARIOS.items()
    for second, beside in BESIDE.items()
    if "import requests" in scenario.files.get("app.py", "") and beside.check != scenario.check
]
