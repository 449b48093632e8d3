"""What a file is by its path: which settings it holds, and whether anybody but a machine reads or writes it."""

from __future__ import annotations

import re

#: Files that programs write, or that are shipped: keys are all that is looked for.
_LOCKS = frozenset(
    (
        *("package-lock.json", "npm-shrinkwrap.json", "composer.lock", "pnpm-lock.yaml", "pnpm-lock.yml", "yarn.lock"),
        *("bun.lock", "poetry.lock", "uv.lock", "pdm.lock", "pixi.lock", "cargo.lock", "pubspec.lock", "pipfile.lock"),
        *("flake.lock", "packages.lock.json", "deno.lock", "conda-lock.yml", "podfile.lock"),
    )
)
_MADE = re.compile(r"[.-]min\.|\.map$|(?:^|[._-])(?:lock|generated|gen|snap(?:shot)?)\.|^(?:openapi|swagger)\b")
_API_DESCRIPTION = re.compile(rb"^\s*(?:\{\s*)?\"?(?:openapi|swagger)\"?\s*:", re.MULTILINE)

#: Bytes from which on JSON and YAML hold data, and the first of them, in which a description of an API says so.
LARGEST = 1_000_000
_BEGINNING = 2_000

_EXAMPLE = re.compile(
    r"example|sample|template|(?:^|[._-])(?:dist|defaults?|tmpl|tpl|skel|in)(?:$|[._-])", re.IGNORECASE
)
_EXAMPLE_FOLDER = re.compile(r"examples?|samples?|templates?|docs?|documentation|cookbook", re.IGNORECASE)
_RECORDED = frozenset(("cassettes", "__snapshots__", "__fixtures__", "__mocks__", "testdata", "recordings"))
_COMPOSE = re.compile(r"(?:^|[._-])(?:docker-)?compose(?:[._-][\w.-]*)?\.ya?ml$", re.IGNORECASE)

_DOTENV = re.compile(
    r"\.env(?:\.[\w.-]+)?|[\w.-]*\.env(?:\.[\w-]+)?|\.envrc|\.dev\.vars(?:\.[\w-]+)?|env_file"
    r"|env[.-](?:example|sample|template|dist|local)|\.env[-_]\w+",
    re.IGNORECASE,
)
#: What ends a name that begins like that of a file of variables, and is something else.
_OTHERWISE = (".py", ".js", ".ts", ".mjs", ".cjs", ".tsx", ".jsx", ".sh", ".md", ".json", ".yaml", ".yml", ".toml")


def base(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2].lower()


def is_dotenv(path: str) -> bool:
    name = base(path)
    return _DOTENV.fullmatch(name) is not None and not name.endswith((*_OTHERWISE, ".d.ts"))


def is_made(path: str, data: bytes) -> bool:
    """Tell whether a program wrote a file, or it describes an API, or it is data by its size."""
    name = base(path)
    if name in _LOCKS or _MADE.search(name) or len(data) > LARGEST:
        return True
    return _API_DESCRIPTION.search(data[:_BEGINNING]) is not None


def is_compose(path: str) -> bool:
    return _COMPOSE.search(base(path)) is not None


def is_example(path: str) -> bool:
    """Tell whether a file shows what somebody else is to write, by its name or by a folder of it."""
    *folders, name = path.replace("\\", "/").split("/")
    return _EXAMPLE.search(name) is not None or any(map(_EXAMPLE_FOLDER.fullmatch, folders[-3:]))


def is_recorded(path: str) -> bool:
    """Tell whether a file is a recording that tests play, by its folders."""
    return not _RECORDED.isdisjoint(path.replace("\\", "/").split("/"))
