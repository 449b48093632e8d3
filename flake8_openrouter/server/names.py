"""Which path stands for what an editor has open: a file's own, or one that tells the language of what is no file."""

from __future__ import annotations

import os
import re
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

_FILE = "file"

#: Schemes of what was never saved. All other ones name another version of a file, or what is not on this machine.
_UNSAVED = ("untitled", "buffer", "inmemory", "mock", "temp", "scratch")

#: What editors call languages, and how the names of their files end; a whole name where that begins with a letter.
# fmt: off
_NAMES = {
    "python": ".py", "javascript": ".js", "javascriptreact": ".jsx", "typescript": ".ts", "typescriptreact": ".tsx",
    "jsx": ".jsx", "tsx": ".tsx", "typescript.tsx": ".tsx", "javascript.jsx": ".jsx",
    "shellscript": ".sh", "shell": ".sh", "sh": ".sh", "bash": ".bash", "zsh": ".zsh", "fish": ".fish",
    "markdown": ".md", "mdx": ".mdx", "quarto": ".qmd", "restructuredtext": ".rst", "rst": ".rst",
    "html": ".html", "vue": ".vue", "svelte": ".svelte", "astro": ".astro",
    "yaml": ".yaml", "dockercompose": ".yaml", "yaml.docker-compose": ".yaml", "helm": ".yaml",
    "json": ".json", "jsonc": ".jsonc", "json5": ".json5", "toml": ".toml",
    "ini": ".ini", "properties": ".properties", "dotenv": ".env", "env": ".env",
    "notebook": ".ipynb", "dockerfile": "Dockerfile", "makefile": "Makefile", "make": "Makefile",
}
# fmt: on
_OTHER = ".txt"

_NOT_IN_NAMES = re.compile(r"[^\w.-]+")


def of_uri(uri: str, language_id: str, folder: str) -> tuple[str, bool]:
    """Return the absolute path of what is open, and whether it is a file's; an empty one for what is not checked.

    ``folder`` is where what is no file counts as being, as a text does that the command reads from standard input.
    """
    try:
        parts = urlsplit(uri)
    except ValueError:
        return "", False
    if parts.scheme == _FILE:
        return path_of(uri), True
    if parts.scheme not in _UNSAVED:
        return "", False
    stem = _NOT_IN_NAMES.sub("-", unquote(parts.path).rpartition("/")[2]) or "unsaved"
    end = _NAMES.get(language_id, _OTHER)
    name = end if end[0].isalpha() else stem + end
    return os.path.join(os.path.abspath(folder or os.getcwd()), name), False


def path_of(uri: str) -> str:
    """Return the absolute path that a URI names; empty for one that names none here."""
    try:
        parts = urlsplit(uri)
        path = url2pathname(parts.path) if parts.scheme == _FILE else ""
    except ValueError:
        return ""
    if not path or "\0" in path:
        return ""
    return os.path.abspath(f"//{parts.netloc}{path}" if parts.netloc not in ("", "localhost") else path)
