"""What a file is by its path: which settings it holds, and whether anybody but a machine reads or writes it."""

from __future__ import annotations

import re

# Patterns are texts, which ``re`` compiles and keeps: most runs ask for few of them.

#: Files that programs write, or that are shipped: keys are all that is looked for.
_LOCKS = frozenset(
    (
        *("package-lock.json", "npm-shrinkwrap.json", "composer.lock", "pnpm-lock.yaml", "pnpm-lock.yml", "yarn.lock"),
        *("bun.lock", "poetry.lock", "uv.lock", "pdm.lock", "pixi.lock", "cargo.lock", "pubspec.lock", "pipfile.lock"),
        *("flake.lock", "packages.lock.json", "deno.lock", "conda-lock.yml", "podfile.lock"),
    )
)
_MADE = r"[.-]min\.|\.map$|(?:^|[._-])(?:lock|generated|gen|snap(?:shot)?)\.|^(?:openapi|swagger)\b"
_API_DESCRIPTION = rb"(?m)^\s*(?:\{\s*)?\"?(?:openapi|swagger)\"?\s*:"

#: Bytes from which on JSON and YAML hold data, and the first of them, in which a description of an API says so.
LARGEST = 1_000_000
_BEGINNING = 2_000

_EXAMPLE = r"(?i)example|sample|template|(?:^|[._-])(?:dist|defaults?|tmpl|tpl|skel|in)(?:$|[._-])"
_EXAMPLE_FOLDER = r"(?i)(?:examples?|samples?|templates?|docs?|documentation|cookbook)\Z"
_RECORDED = frozenset(("cassettes", "__snapshots__", "__fixtures__", "__mocks__", "testdata", "recordings"))
_COMPOSE = r"(?i)(?:^|[._-])(?:docker-)?compose(?:[._-][\w.-]*)?\.ya?ml$"

#: What is in the paths of YAML and JSON with programs; which of them have some is known to who reads these.
_HOLDING = (
    r"workflows/[^/]+\Z|[a-z]-?ci[^/]*\.ya?ml\Z|circleci/|gitlab/"
    r"|(?:action|compose[^/]*|pipelines|taskfile[^/]*)\.ya?ml\Z"
    r"|(?:package|compose|composer|devcontainer|deno)\.jsonc?\Z"
)

_DOTENV = (
    r"(?i)\.env(?:\.[\w.-]+)?|[\w.-]*\.env(?:\.[\w-]+)?|\.envrc|\.dev\.vars(?:\.[\w-]+)?|env_file"
    r"|env[.-](?:example|sample|template|dist|local)|\.env[-_]\w+"
)
#: What ends a name that begins like that of a file of variables, and is something else.
_OTHERWISE = (".py", ".js", ".ts", ".mjs", ".cjs", ".tsx", ".jsx", ".sh", ".md", ".json", ".yaml", ".yml", ".toml")


def base(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2].lower()


#: How files are called that have no suffix which tells what they are.
_NAMES = {
    "dotenv": _DOTENV,
    "dockerfile": r"(?i)(?:[\w.-]+[.-])?(?:dockerfile|containerfile)(?:[.-][\w.-]+)?",
    "makefile": r"(?i)(?:gnu)?makefile(?:\.\w+)?|[\w.-]+\.(?:mk|mak)",
}
#: A word of each name, which few names hold.
_HINTS = {
    "dotenv": ("env", "vars"),
    "dockerfile": ("dockerfile", "containerfile"),
    "makefile": ("makefile", ".mk", ".mak"),
}


def is_dotenv(path: str) -> bool:
    return is_named(path, "dotenv")


def is_named(path: str, language: str) -> bool:
    """Tell whether a file is of a language by its name, which has no suffix that tells it."""
    name = base(path)
    if not any(hint in name for hint in _HINTS[language]):
        return False
    return re.fullmatch(_NAMES[language], name) is not None and not name.endswith((*_OTHERWISE, ".d.ts"))


def is_made(path: str, data: bytes) -> bool:
    """Tell whether a program wrote a file, or it describes an API, or it is data by its size."""
    name = base(path)
    if name in _LOCKS or re.search(_MADE, name) or len(data) > LARGEST:
        return True
    return re.search(_API_DESCRIPTION, data[:_BEGINNING]) is not None


def may_hold_programs(path: str, language: str) -> bool:
    """Tell whether a file may hold what something runs, by its path."""
    return language in ("dockerfile", "makefile") or re.search(_HOLDING, path.replace("\\", "/").lower()) is not None


def is_compose(path: str) -> bool:
    return re.search(_COMPOSE, base(path)) is not None


def is_example(path: str) -> bool:
    """Tell whether a file shows what somebody else is to write, by its name or by a folder of it."""
    *folders, name = path.replace("\\", "/").split("/")
    return re.search(_EXAMPLE, name) is not None or any(re.match(_EXAMPLE_FOLDER, each) for each in folders[-3:])


def is_recorded(path: str) -> bool:
    """Tell whether a file is a recording that tests play, by its folders."""
    return not _RECORDED.isdisjoint(path.replace("\\", "/").split("/"))
