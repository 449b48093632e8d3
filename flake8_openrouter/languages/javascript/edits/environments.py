"""How a file reads the environment: as it does so itself, else by ``process.env``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.javascript.edits.file import File
from flake8_openrouter.languages.javascript.syntax import literals
from flake8_openrouter.languages.javascript.syntax.module import field, first

if TYPE_CHECKING:
    from tree_sitter import Node

#: Files whose scripts a browser runs.
_PAGES = (".html", ".htm", ".vue", ".svelte")

#: Modules that have the private variables of the server.
_PRIVATE_NAMES = "$env/static/private"
_PRIVATE = ("$env/dynamic/private", "cloudflare:workers")

IN_BROWSER = "the file runs in the browser, which must not have the key"


class Environment:
    """How a file reads its environment; what many edits ask for is found once."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._given_by: dict[int, str] = {}

    def read(self, name: str, use: Node) -> str:
        """Return how a variable is read at a node. Raises CannotEdit in what is run where no key may be."""
        if self._runs_in_browser:
            raise CannotEdit(IN_BROWSER)
        if written := self._imported(name):
            return written
        if "process" not in self._objects:
            if "Deno" in self._objects:
                return f"Deno.env.get({literals.quoted(name, self._file.quote)})"
            if "Bun" in self._objects:
                return f"Bun.env.{name}"
            if given := self._given(use) or self._validated(name):
                return f"{given}.{name}"
            if "import.meta" in self._objects:
                raise CannotEdit("the file reads import.meta.env, which the build copies into pages")
        if self._is_process_taken:
            raise CannotEdit("the file uses the name process for something else")
        subscript = f"[{literals.quoted(name, self._file.quote)}]"
        return f"process.env{subscript if self._subscripts else f'.{name}'}"

    @cached_property
    def _runs_in_browser(self) -> bool:
        if self._file.source.document.outermost.path.lower().endswith(_PAGES):
            return True
        for node in self._file.module.root.named_children:
            if node.type not in ("comment", "hash_bang_line", "expression_statement"):
                return False
            if (text := first(node)) is not None and self._file.text_of(text)[1:-1] == "use client":
                return True
        return False

    def _imported(self, name: str) -> str:
        """Return how the file reads a variable that it imports from its framework; nothing where it does not."""
        imports = self._file.imports
        if local := imports.local(_PRIVATE_NAMES, name):
            return local
        local = next((local for module in _PRIVATE if (local := imports.local(module, "env"))), "")
        return f"{local}.{name}" if local else ""

    @cached_property
    def _objects(self) -> frozenset[str]:
        """What the file reads ``env`` of."""
        around = (self._file.parent(node) for node in self._file.module.properties("env"))
        objects = (field(each, "object") for each in around if each is not None and each.type == "member_expression")
        return frozenset(self._file.text_of(each) for each in objects if each is not None)

    def _given(self, use: Node) -> str:
        """Return what holds the variables that a function around a node is given: ``env``, or ``c.env``."""
        for function in self._file.module.above(use):
            if function.id not in self._given_by:
                self._given_by[function.id] = self._given_to(function)
            if found := self._given_by[function.id]:
                return found
        return ""

    def _given_to(self, function: Node) -> str:
        parameters = field(function, "parameters") or field(function, "parameter")
        for node in _names(parameters) if parameters is not None else ():
            name = self._file.text_of(node)
            if name == "env":
                return name
            if name in self._objects and f"{name}.env." in self._file.text_of(function):
                return f"{name}.env"
        return ""

    def _validated(self, name: str) -> str:
        """Return the imported object of which the file reads the variable already."""
        around = (self._file.parent(node) for node in self._file.module.properties(name))
        objects = (field(each, "object") for each in around if each is not None)
        read = {self._file.text_of(each) for each in objects if each is not None and each.type == "identifier"}
        return next((each.local for each in self._file.imports.brought if each.local in read), "")

    @cached_property
    def _is_process_taken(self) -> bool:
        """Whether ``process`` is something else than it is everywhere."""
        brought = [each for each in self._file.imports.brought if each.local == "process"]
        if brought:
            return not all(each.module in ("process", "node:process") for each in brought)
        names = self._file.names("process")
        return any(self._file.bindings.declared("process", node) for node in names)

    @cached_property
    def _subscripts(self) -> bool:
        """Whether the file reads all variables by ``process.env["NAME"]``."""
        data = self._file.source.data
        return b"process.env[" in data and b"process.env." not in data


def _names(parameters: Node) -> Iterator[Node]:
    """Yield the names that parameters bind: each itself, or by its property."""
    waiting = [parameters]
    while waiting:
        node = waiting.pop()
        if node.type in ("identifier", "shorthand_property_identifier_pattern"):
            yield node
        elif node.type in ("formal_parameters", "object_pattern"):
            waiting += node.named_children
        elif node.type in ("required_parameter", "optional_parameter") and (inside := field(node, "pattern")):
            waiting.append(inside)
