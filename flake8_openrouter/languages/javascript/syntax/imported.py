"""What a file imports at its own level."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter.languages.javascript.syntax import packages
from flake8_openrouter.languages.javascript.syntax.declarations import Binding
from flake8_openrouter.languages.javascript.syntax.module import Module, field

if TYPE_CHECKING:
    from tree_sitter import Node


#: What loads a module, and gives all of it, as TypeScript compiles it too.
_LOADED = re.compile(r"(?:await\s+import|(?:\w+\()?require)\(\s*[\"'](?P<module>[^\"']+)[\"']\s*\)")

#: What a file imports from where, and a class that extends no other one.
_IMPORTED = re.compile(rb"import\b(?P<names>(?:(?!import\b)[\w$\s,{}*]){1,2000}?)\bfrom\s*[\"'](?P<module>[^\"'\n]+)")
_DEFINED = re.compile(rb"class\s+(?P<name>[\w$]+)\s*(?:<[^<>{}]{1,100}>\s*)?(?:implements\b[^{}]{1,300})?\{")


def module_of(module: Module, binding: Binding) -> str:
    """Return the module that a name, or what it is a part of, is imported from; empty for another name."""
    if binding.imported is not None:
        return binding.imported.module
    loaded = _LOADED.match(module.text(binding.value)) if binding.value is not None else None
    return loaded["module"] if loaded is not None else ""


class Brought(NamedTuple):
    """What an import brings: from ``module`` the name ``name``, as the ``local`` one; ``*`` is all of it."""

    module: str
    name: str
    local: str


class Imports:
    """The imports of a file, ``import`` and ``require`` alike."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self.statements = [node for node in module.root.named_children if node.type == "import_statement"]
        self.required = [node for node in module.root.named_children if _requires(module, node) is not None]
        self.brought = [*self._imported(), *self._required()]

    @property
    def is_module(self) -> bool | None:
        """Whether the file is a module of ``import``; None where nothing of it tells."""
        path = self._module.path.lower()
        if path.endswith((".mjs", ".mts", ".ts", ".tsx", ".jsx")) or self.statements:
            return True
        if path.endswith(".cjs") or self.required:
            return False
        if any(node.type == "export_statement" for node in self._module.root.named_children):
            return True
        return False if b"module.exports" in self._module.source.data else None

    def local(self, module: str, name: str) -> str:
        """Return the name that the file has for what a module exports; nothing where it has none."""
        return next((each.local for each in self.brought if each[:2] == (module, name)), "")

    def _imported(self) -> Iterator[Brought]:
        for statement in self.statements:
            source = field(statement, "source")
            clause = next((child for child in statement.named_children if child.type == "import_clause"), None)
            is_of_types = any(child.type == "type" for child in statement.children)
            if source is not None and clause is not None and not is_of_types:
                name = self._module.text(source)[1:-1]
                yield from (Brought(name, *pair) for pair in self._of_clause(clause))

    def _of_clause(self, clause: Node) -> Iterator[tuple[str, str]]:
        text = self._module.text
        for node in clause.named_children:
            if node.type == "identifier":
                yield "default", text(node)
            elif node.type == "namespace_import":
                yield "*", text(node).rpartition(" ")[2]
            for specifier in node.named_children if node.type == "named_imports" else ():
                name = field(specifier, "name")
                local = field(specifier, "alias") or name
                is_type = any(child.type == "type" for child in specifier.children)
                if name is not None and local is not None and not is_type:
                    yield text(name), text(local)

    def _required(self) -> Iterator[Brought]:
        for statement in self.required:
            module = _requires(self._module, statement) or ""
            declarator = next(child for child in statement.named_children if child.type == "variable_declarator")
            bound = field(declarator, "name")
            if bound is not None and bound.type == "identifier":
                yield Brought(module, "*", self._module.text(bound))
            for each in bound.named_children if bound is not None and bound.type == "object_pattern" else ():
                yield Brought(module, *self._of_pattern(each))

    def _of_pattern(self, node: Node) -> tuple[str, str]:
        key, value = field(node, "key"), field(node, "value")
        if key is None or value is None:
            return self._module.text(node), self._module.text(node)
        return self._module.text(key), self._module.text(value)


def _requires(module: Module, statement: Node) -> str | None:
    """Return the module that ``const name = require("module")`` requires; None for another statement."""
    declarators = [child for child in statement.named_children if child.type == "variable_declarator"]
    if statement.type not in ("lexical_declaration", "variable_declaration") or len(declarators) != 1:
        return None
    call = field(declarators[0], "value")
    function = field(call, "function") if call is not None and call.type == "call_expression" else None
    given = field(call, "arguments") if call is not None and function is not None else None
    if function is None or given is None or module.text(function) != "require" or given.named_child_count != 1:
        return None
    return module.text(given.named_children[0])[1:-1]


def own_classes(data: bytes) -> frozenset[bytes]:
    """Return names of the project's own classes: those imported from its files, and those that extend no other one.

    Those that something else is imported by are left out.
    """
    own, others = {match["name"] for match in _DEFINED.finditer(data)}, set[bytes]()
    for match in _IMPORTED.finditer(data):
        named = own if packages.is_own(match["module"].decode(errors="replace")) else others
        named.update(words[-1] for part in match["names"].split(b",") if (words := part.strip(b"{} \t\r\n").split()))
    return frozenset(own - others)
