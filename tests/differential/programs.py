"""Writes the files of a program."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from differential.choosing import Row
from differential.recipes import Recipe

_IMPORTS = ("asyncio", "dataclasses", "functools", "json", "logging", "operator", "os", "pathlib", "sys", "types")
_IMPORTS += ("aiohttp", "httpx", "openai", "requests")
_SUBMODULES = ("http.client", "urllib.error", "urllib.parse", "urllib.request")
_CONSTANTS = {"BODY": 'BODY = {"model": "test"}', "SEEN": "SEEN = {}"}
_DEFINITION = re.compile(r"\n+((?:@.+\n)*(?:async def|def|class) )")


def files(recipe: Recipe) -> dict[str, str]:
    """Return the project's files by their names; ``app.py`` is the one that sends."""
    writer = _Writer(recipe)
    return {"app.py": writer.app(), **writer.others()}


class _Writer:
    """Fills the places of the rows: ``@H@`` headers, ``@N@`` name, ``@S@`` its spelling, ``@V@`` value, ``@K@`` key.

    ``@W@`` is the value as it is written, ``@V@`` what carries it; ``@U@`` the URL, ``@B@`` its base.
    """

    def __init__(self, recipe: Recipe) -> None:
        self._recipe = recipe
        self._rows = [*recipe.used, *(reader for reader, _ in recipe.reading)]
        row = recipe.row
        value = row("value").section("expr")
        self._places = {
            "@H@": row("mapping").section("expr"),
            "@H:module@": row("mapping").section("expr"),
            "@U@": row("address").section("url"),
            "@B@": row("address").section("base"),
            "@V@": row("carried").section("expr"),
            "@W@": value,
            "@W:key@": value.replace("@K@", "key"),
            "@N@": row("naming").section("expr"),
            "@K@": row("key").section("expr"),
            "@S@": recipe.spelling,
            "@BASE@": row("url").section("url"),
        }

    def filled(self, row: Row, section: str) -> str:
        text = row.section(section)
        for place, filling in self._places.items():
            text = text.replace(place, filling)
        return text

    def app(self) -> str:
        module = [self.filled(row, "module") for row in self._rows if "module" in row.sections]
        body = [*module, self._sending(), *self._parts()]
        code = "\n".join(body)
        constants = [line for name, line in _CONSTANTS.items() if re.search(rf"\b{name}\b", code)]
        text = "\n".join([*_imports(code), "", *constants, *body, ""])
        return _DEFINITION.sub(r"\n\n\n\1", text)

    def others(self) -> dict[str, str]:
        return {f"{row.file}.py": self.filled(row, "file") + "\n" for row in self._rows if row.file}

    def _sending(self) -> str:
        """Return the code that puts the headers together and sends them, and what calls it."""
        *building, sending = [self.filled(row, "local") for row in self._recipe.used if "local" in row.sections]
        around = [
            (self.filled(row, "local"), before) for row, before in self._recipe.reading if "local" in row.sections
        ]
        ahead, after = ([code for code, before in around if before is wanted] for wanted in (True, False))
        body = "\n".join([*building, *ahead, sending, *after])
        if self._recipe.shape == "module":
            return f"{body}\nprint(status)"
        called, parameters = "ask", self._recipe.parameters
        if self._recipe.shape == "method":
            called, parameters = "Client().ask", ", ".join(filter(None, ("self", parameters)))
        text = _function("ask", parameters, f"{body}\nreturn status")
        if self._recipe.shape == "method":
            text = f"\nclass Client:\n{textwrap.indent(text.strip(), '    ')}"
        calls = enumerate(self._calls(), start=1)
        return text + "".join(_function(f"part_ask_{number}", "", f"return {called}({call})") for number, call in calls)

    def _calls(self) -> Iterator[str]:
        """Yield the arguments of each call: all of one row with all of the other."""
        keys, more = ([""], [""])
        for row in self._recipe.used:
            if "calls" in row.sections:
                keys, more = more, self.filled(row, "calls").split("\n")
        yield from (", ".join(filter(None, (one, other))) for other in more for one in keys)

    def _parts(self) -> list[str]:
        found = [reader for reader, _ in self._recipe.reading if "part" in reader.sections]
        return [_function(f"part_{reader.name}", "", self.filled(reader, "part")) for reader in found]


def _function(name: str, parameters: str, body: str) -> str:
    return f"\ndef {name}({parameters}):\n{textwrap.indent(body, '    ')}"


def _imports(code: str) -> list[str]:
    plain = [name for name in _IMPORTS if re.search(rf"(?<![\w.]){name}\.", code)]
    return [f"import {name}" for name in [*plain, *(name for name in _SUBMODULES if f"{name}." in code)]]
