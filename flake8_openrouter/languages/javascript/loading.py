"""Which files of variables a JavaScript program loads, and by which reader: told by the text, without a grammar.

Sources: npm's dotenv, Node's documentation (``--env-file``, ``process.loadEnvFile``), and that of the frameworks.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator

from flake8_openrouter.model.environment_file import EnvironmentFile

#: Words of which a program that loads a file has one, in lower case.
WORDS = (b"dotenv", b"loadenvfile", b"env-file")

_COMMENT = re.compile(r"^[ \t]*(?://|\*|/\*).*", re.MULTILINE)
_AT_ONCE = re.compile(r"""["']dotenv/config["']""")
_IMPORTED = re.compile(r"""(?:from|require\(|import)\s*["']dotenv(?:-flow|-expand)?["']""")
_CONFIG = re.compile(r"\bconfig\(\s*(?P<options>\{[^{}]*\})?")
_OF_NODE = re.compile(r"""\bloadEnvFile\(\s*(?:["'](?P<path>[^"']+)["'])?\s*\)""")
_PATH = re.compile(r"""\bpath\s*:\s*(?:["'`](?P<path>[^"'`$]+)["'`])?""")
_OVERRIDE = re.compile(r"\boverride\s*:\s*true\b")
_OPTION = re.compile(r"--env-file(?:-if-exists)?[= ](?P<path>[^\s\"']+)")

#: Packages that load files of the project's root themselves, the first of a variable's wins.
_FRAMEWORKS = ("next", "vite", "nuxt", "astro", "@sveltejs/kit", "react-scripts", "wrangler")
_THEIRS = (".env.development.local", ".env.local", ".env.development", ".env")


def loads(text: str, path: str) -> list[EnvironmentFile]:
    """Return the files that a program asks for, in the order of its lines."""
    code = _COMMENT.sub(lambda match: " " * len(match[0]), text)
    return sorted(_of_code(code, os.path.abspath(path)), key=lambda each: each.line)


def _of_code(code: str, path: str) -> Iterator[EnvironmentFile]:
    def asked(reader: str, at: int, file: str | None = ".env") -> EnvironmentFile:
        return EnvironmentFile(reader, path, code.count("\n", 0, at) + 1, file)

    yield from (asked("npm-dotenv", match.start()) for match in _AT_ONCE.finditer(code))
    yield from (asked("node", match.start(), match["path"] or ".env") for match in _OF_NODE.finditer(code))
    if _IMPORTED.search(code):
        for match in _CONFIG.finditer(code):
            options = match["options"] or ""
            given = _PATH.search(options)
            file = asked("npm-dotenv", match.start(), given["path"] if given else ".env")
            yield file._replace(overrides=_OVERRIDE.search(options) is not None)


def _files_of_node(script: str) -> list[str]:
    """Return the files that a command gives to Node, what wins first: the last one that is named."""
    return [match["path"] for match in _OPTION.finditer(script)][::-1]


def of_package(text: str, path: str) -> list[EnvironmentFile]:
    """Return the files that a ``package.json`` asks for: by its scripts, and by the frameworks it depends on."""
    try:
        package = json.loads(text)
        names = {*package.get("dependencies", {}), *package.get("devDependencies", {})}
        scripts = [str(script) for script in package.get("scripts", {}).values()]
    except (ValueError, TypeError, AttributeError, RecursionError):
        return []
    path = os.path.abspath(path)
    found = [EnvironmentFile("node", path, 1, file) for script in scripts for file in _files_of_node(script)]
    if not names.isdisjoint(_FRAMEWORKS):
        folder = os.path.dirname(path)
        found += [EnvironmentFile("npm-dotenv", path, 1, os.path.join(folder, name)) for name in _THEIRS]
    return found
