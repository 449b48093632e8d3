"""Other names for locals that nothing else can see."""

from __future__ import annotations

import ast
import random
import re
import symtable
from collections.abc import Iterator, Mapping

from permuted_order import FUNCTIONS

#: Names that say something to the linter keep their words.
TELLING = re.compile(
    r"key|token|secret|cred|auth|bearer|head|scheme|url|uri|base|host|endpoint|router|client|session|resp|env|conf"
    r"|setting|provider|openai|anthropic|api|cookie|param|request|event|payload|body",
    re.IGNORECASE,
)
#: What reads names that the tree does not show.
_READS_NAMES = re.compile(r"\b(locals|vars|eval|exec|dir|globals)\(")


def renamed(text: str, chance: random.Random) -> tuple[str, Mapping[str, str]]:
    """Return a program in which each local that nothing else can see has another name, and the old names by the new."""
    tree = ast.parse(text)
    lines = [line.encode() for line in text.split("\n")]
    places: dict[tuple[int, int], tuple[str, str]] = {}
    back: dict[str, str] = {}
    scopes = {(table.get_name(), table.get_lineno()): table for table in tables(symtable.symtable(text, "", "exec"))}
    for node in (each for each in ast.walk(tree) if isinstance(each, FUNCTIONS)):
        # By version the table begins at ``def``, or at the first decorator.
        table = next(
            scopes[key] for each in (node, *node.decorator_list) if (key := (node.name, each.lineno)) in scopes
        )
        for name in () if _READS_NAMES.search(ast.unparse(node)) else _own_locals(node, table):
            found = [each for each in ast.walk(node) if isinstance(each, ast.Name) and each.id == name]
            spots = [(each.lineno - 1, each.col_offset) for each in found]
            if all(lines[row][column:].startswith(name.encode()) for row, column in spots):  # not within old f-strings
                new = _new_name(name, text, back)
                back[new] = name
                places.update(dict.fromkeys(spots, (name, new)))
    for (row, column), (name, new) in sorted(places.items(), reverse=True):
        lines[row] = lines[row][:column] + new.encode() + lines[row][column + len(name.encode()) :]
    return b"\n".join(lines).decode(), back


def tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    """Yield a scope and all scopes within it."""
    yield table
    for child in table.get_children():
        yield from tables(child)


def _own_locals(node: ast.AST, table: symtable.SymbolTable) -> Iterator[str]:
    """Yield the locals of a function, no parameters, that no inner scope and no string reads."""
    inner = {name for child in table.get_children() for each in tables(child) for name in each.get_identifiers()}
    every = list(ast.walk(node))
    strings = " ".join(each.value for each in every if isinstance(each, ast.Constant) and isinstance(each.value, str))
    unplaced = {getattr(each, field, None) for each in every for field in ("name", "rest")}  # of handlers and patterns
    for symbol in sorted(table.get_symbols(), key=lambda symbol: symbol.get_name()):
        name = symbol.get_name()
        plain = symbol.is_local() and not (symbol.is_parameter() or symbol.is_imported() or symbol.is_namespace())
        if plain and name not in inner | unplaced and not re.search(rf"\b{re.escape(name)}\b", strings):
            yield name


def _new_name(name: str, text: str, taken: Mapping[str, str]) -> str:
    bare = name.lstrip("_")
    start = name[: len(name) - len(bare)]
    prefix = "MY" if bare.isupper() else "my"
    new = f"{start}{prefix}_{bare}" if TELLING.search(name) else f"{start}quark_{len(taken)}"
    while new in taken or re.search(rf"\b{re.escape(new)}\b", text):
        new += "_"
    return new


def variables(text: str) -> list[str]:
    """Return names of parameters and locals; first those that say something."""
    names = {
        symbol.get_name()
        for table in tables(symtable.symtable(text, "", "exec"))
        if isinstance(table, symtable.Function)
        for symbol in table.get_symbols()
        if symbol.is_local() and not symbol.is_namespace() and symbol.get_name().isidentifier()
    }
    names -= {"self", "cls", "source"}
    return sorted(names, key=lambda name: (TELLING.search(name) is None, name))
