"""The language that an info string names, whatever tool it is for: ``python title="x"``, ``{python}``, ``{.py}``."""

from __future__ import annotations

import re

_WORD = re.compile(r"[{\s]*[.=:#]?(?P<word>[A-Za-z][\w+#-]*)")

#: What stands before the language in MyST.
_DIRECTIVES = re.compile(r"\{(?:code|code-block|code-cell|sourcecode)\}", re.IGNORECASE)

_WORDS = {
    "python": ("python", "python3", "py", "py3", "ipython", "ipython3", "pycon", "pycon3", "python-repl"),
    "shell": ("bash", "sh", "shell", "zsh", "console", "terminal", "shell-session", "sh-session", "shellsession"),
    "javascript": ("javascript", "js", "jsx", "mjs", "cjs", "node", "typescript", "ts", "tsx", "mts", "cts"),
    "markup": ("html", "htm", "vue", "svelte", "astro"),
    "dockerfile": ("dockerfile", "docker"),
    "makefile": ("makefile", "make"),
    "dotenv": ("env", "dotenv"),
    "yaml": ("yaml", "yml"),
    "json": ("json", "jsonc", "json5"),
    "toml": ("toml",),
    "ini": ("ini", "cfg"),
}
_LANGUAGES = {word: language for language, words in _WORDS.items() for word in words}


def language(info: str) -> str:
    """Return the name of the language that an info string names; empty for none that is known."""
    match = _WORD.match(_DIRECTIVES.sub("", info, count=1))
    return _LANGUAGES.get(match["word"].lower(), "") if match else ""
