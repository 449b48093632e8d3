"""Correct ``.env`` files in the forms that public code has, and the mistakes that are made in them, a line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from every_rule import EVERY
from harness import live_hex

from flake8_openrouter.run.analysis import check_source
from flake8_openrouter.run.fixing import fix_source
from mutation.made_up import HEX, KEY_LIKE, LIVE, foreign

_BASE = "https://openrouter.ai/api/v1"

#: What a file is for, by the variables that it sets: a key has no value where it is kept elsewhere.
CONTENTS = {
    "key and base": {"OPENROUTER_API_KEY": "", "OPENROUTER_BASE_URL": _BASE, "OPENROUTER_MODEL": "openai/gpt-5-mini"},
    "key alone": {"DEBUG": "1", "DATABASE_URL": "postgres://db/app", "OPENROUTER_KEY": "", "PORT": "8000"},
    "OpenAI's variables": {"OPENAI_API_KEY": "", "OPENAI_BASE_URL": _BASE, "OPENAI_MODEL": "openai/gpt-5-mini"},
    "OpenAI's old variables": {"OPENAI_API_BASE": _BASE, "OPENAI_API_KEY": "", "GROQ_API_KEY": "gsk-your-key"},
    "Claude Code": {
        "ANTHROPIC_BASE_URL": "https://openrouter.ai/api",
        "ANTHROPIC_AUTH_TOKEN": "",
        "ANTHROPIC_API_KEY": "",
    },
    "LLM_ and EMBEDDING_": {
        "LLM_PROVIDER": "custom",
        "LLM_ENDPOINT": _BASE,
        "LLM_API_KEY": "",
        "EMBEDDING_ENDPOINT": "http://localhost:11434/v1",
        "EMBEDDING_API_KEY": "ollama",
    },
    "provider by name": {"AI_PROVIDER": "openrouter", "AI_API_KEY": "", "AI_MODEL": "openrouter/auto"},
    "page and server": {
        "VITE_OPENROUTER_BASE_URL": "/api/chat",
        "OPEN_ROUTER_API_KEY": "",
        "OPENROUTER_API_URL": f"{_BASE}/chat/completions",
        "VITE_OPENROUTER_MODEL": "openai/gpt-5-mini",
    },
}

Written = Callable[[str, str], str]

#: How a line is written.
STYLES: dict[str, Written] = {
    "bare": lambda name, value: f"{name}={value}\n",
    "double quotes": lambda name, value: f'{name}="{value}"\n',
    "single quotes": lambda name, value: f"{name}='{value}'\n",
    "export": lambda name, value: f"export {name}={value}\n",
    "spaces": lambda name, value: f"{name} = {value}\n",
    "comment behind": lambda name, value: f"{name}={value} # set by hand\n",
    "Windows": lambda name, value: f"{name}={value}\r\n",
}


@dataclass(frozen=True)
class Mistake:
    """A mistake of one rule: what is written for a name and its value; None where it can't be made of them.

    ``restored``: the safe fixes make of it what it was.
    """

    code: str
    name: str
    made: Callable[[str, str], tuple[str, str] | None]
    restored: bool = False


def _is_key(name: str) -> bool:
    return name.endswith(("_KEY", "_AUTH_TOKEN")) and not name.startswith(("GROQ_", "EMBEDDING_"))


def _key(value: str) -> Callable[[str, str], tuple[str, str] | None]:
    return lambda name, old: (name, value) if _is_key(name) and not old else None


def _url(old: str, new: str, *names: str) -> Callable[[str, str], tuple[str, str] | None]:
    def made(name: str, value: str) -> tuple[str, str] | None:
        is_wanted = value.startswith(old) and (not names or name in names)
        return (name, value.replace(old, new, 1)) if is_wanted else None

    return made


def _prefixed(prefix: str) -> Callable[[str, str], tuple[str, str] | None]:
    def made(name: str, value: str) -> tuple[str, str] | None:
        is_wanted = _is_key(name) and "ROUTER" in name
        return (f"{prefix}{name}", f"${{{name}}}") if is_wanted else None

    return made


_OPENAI = ("OPENAI_BASE_URL", "OPENAI_API_BASE")
_FOREIGN = (("sk-proj-", 40), ("sk-ant-api03-", 40), ("gsk_", 48), ("AIzaSy", 33), ("hf_", 34), ("xai-", 60))
_PUBLIC = ("NEXT_PUBLIC_", "VITE_", "REACT_APP_", "EXPO_PUBLIC_", "PUBLIC_", "NUXT_PUBLIC_", "VUE_APP_", "GATSBY_")
_HOSTS = ("openrouter.io", "openrouter.com", "openrouter.dev", "open-router.ai")

MISTAKES: tuple[Mistake, ...] = (
    Mistake("OPR101", "a key", _key(LIVE)),
    Mistake("OPR101", "a key that was tried out", _key(KEY_LIKE)),
    Mistake("OPR103", "a key as a default", _key(f"${{OTHER_KEY:-{LIVE}}}")),
    Mistake("OPR105", "typographic quotes", _key(f"“{LIVE}”")),
    Mistake("OPR105", "a space within", _key(f"{LIVE[:20]} {LIVE[20:]}")),
    Mistake("OPR105", "brackets", _key(f"<{LIVE}>")),
    Mistake("OPR105", "the beginning cut off", _key(LIVE[1:])),
    Mistake("OPR105", "the digits alone", _key(HEX)),
    Mistake("OPR105", "underscores", _key(f"sk_or_v1_{live_hex(43)}")),
    *(Mistake("OPR105", f"{beginning}…", _key(foreign(beginning, size))) for beginning, size in _FOREIGN),
    *(Mistake("OPR108", beginning, _prefixed(beginning)) for beginning in _PUBLIC),
    Mistake("OPR303", "{api_key}", _key("{api_key}")),
    Mistake("OPR303", "{OPENROUTER_API_KEY}", _key("{OPENROUTER_API_KEY}")),
    Mistake("OPR303", "<your key>", _key("<your key>")),
    Mistake("OPR601", "/v1 without /api", _url("https://openrouter.ai/api/", "https://openrouter.ai/"), restored=True),
    Mistake("OPR601", "api. before the host", _url(_BASE, "https://api.openrouter.ai/api/v1"), restored=True),
    *(Mistake("OPR601", host, _url("https://openrouter.ai/", f"https://{host}/"), restored=True) for host in _HOSTS),
    Mistake("OPR601", "/api alone", _url(_BASE, "https://openrouter.ai/api", *_OPENAI), restored=True),
    Mistake("OPR601", "the host alone", _url(_BASE, "https://openrouter.ai", *_OPENAI), restored=True),
    Mistake("OPR601", "the operation too", _url(_BASE, f"{_BASE}/chat/completions", *_OPENAI), restored=True),
    Mistake("OPR601", "/v1 for Anthropic", _url(_BASE[:-3], _BASE, "ANTHROPIC_BASE_URL"), restored=True),
    Mistake("OPR602", "http", _url("https://openrouter.ai/", "http://openrouter.ai/"), restored=True),
    Mistake("OPR606", "another's variable", _key("${OPENAI_API_KEY}")),
)


@dataclass(frozen=True)
class File:
    """A correct file: what is in it, and how its lines are written."""

    content: str
    style: str

    @property
    def text(self) -> str:
        return "".join(map(self.line, *zip(*CONTENTS[self.content].items(), strict=True)))

    def line(self, name: str, value: str) -> str:
        return STYLES[self.style](name, value)


@dataclass(frozen=True)
class Mutant:
    """A file with one mistake, in the line ``number``, and the text that it was made of."""

    operator: Mistake
    file: File
    number: int
    text: str

    @property
    def origin(self) -> str:
        return self.file.content

    @property
    def name(self) -> str:
        return f"{self.file.content}-{self.file.style}-{self.operator.code}-{self.operator.name}-{self.number}"


@dataclass(frozen=True)
class Outcome:
    """What is found of a mistake, and whether it is in its line; ``restored``: the safe fixes made what was there."""

    mutant: Mutant
    codes: frozenset[str]
    found: bool
    restored: bool


def files() -> tuple[File, ...]:
    return tuple(File(content, style) for content in CONTENTS for style in STYLES)


def mutants() -> Iterator[Mutant]:
    """Yield every file with every mistake in every line in which it can be made."""
    for file in files():
        rows = list(CONTENTS[file.content].items())
        for mistake in MISTAKES:
            for number, row in enumerate(rows):
                if made := mistake.made(*row):
                    changed = [*rows[:number], made, *rows[number + 1 :]]
                    yield Mutant(mistake, file, number + 1, "".join(file.line(*each) for each in changed))


def codes(text: str, folder: Path) -> list[tuple[int, str]]:
    """Return the line and the code of what is found in a ``.env`` of a folder, by all rules."""
    return [(found.line, found.code) for found in check_source(text.encode(), str(folder / ".env"), EVERY)]


@cache
def measured() -> tuple[Outcome, ...]:
    """Check every mutant, and make the safe fixes, as the only file of an empty folder."""
    with TemporaryDirectory() as folder:
        return tuple(_outcome(mutant, Path(folder)) for mutant in mutants())


def _outcome(mutant: Mutant, folder: Path) -> Outcome:
    found = codes(mutant.text, folder)
    fixed = fix_source(mutant.text.encode(), str(folder / ".env"), configuration=EVERY)
    is_found = (mutant.number, mutant.operator.code) in found
    is_restored = is_found and fixed.data.decode() == mutant.file.text
    return Outcome(mutant, frozenset(code for _, code in found), is_found, is_restored)
