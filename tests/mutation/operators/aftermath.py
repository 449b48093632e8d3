"""OPR7: what happens next."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from mutation import sites
from mutation.operators import Mutate, Operator, always
from mutation.surgery import Source

_STATUS = ("status", "status_code", "ok")


def showing_key(line: str, *modules: str) -> Mutate:
    """Show a key after the statement that reads it."""

    def mutate(source: Source) -> Iterator[str]:
        read = {id(read.node) for read in sites.reads(source)}
        for statement, name, value in sites.bindings(source):
            if id(value) in read or (isinstance(value, ast.BoolOp) and id(value.values[-1]) in read):
                yield _showing(source, statement, line.format(name), *modules)

    return mutate


def showing_headers(line: str, *modules: str) -> Mutate:
    """Show headers, or an Authorization value, after the statement that builds them."""

    def mutate(source: Source) -> Iterator[str]:
        holders = {id(dictionary) for dictionary, _ in sites.entries(source)}
        holders |= {id(value.node) for value in sites.values(source)}
        for statement, name, value in sites.bindings(source):
            if id(value) in holders:
                name = name.partition("[")[0]
                yield _showing(source, statement, line.format(name), *modules)

    return mutate


def _showing(source: Source, statement: ast.stmt, line: str, *modules: str) -> str:
    imports = [edit for module in modules for edit in source.importing(module)]
    return source.edited(source.inserting_after(statement, line), *imports)


def unchecked(source: Source) -> Iterator[str]:
    """Take away the statement that looks at a response's status."""
    for node in source.nodes():
        raises = isinstance(node, ast.Expr) and source.segment(node).endswith(".raise_for_status()")
        test = node.test if isinstance(node, ast.If | ast.Assert) else None
        looks = test is not None and any(
            isinstance(item, ast.Attribute) and item.attr in _STATUS for item in ast.walk(test)
        )
        stops = isinstance(node, ast.Assert) or (isinstance(node, ast.If) and isinstance(node.body[-1], ast.Raise))
        if raises or (looks and stops and not _is_handler(source, node)):
            yield source.edited(source.replacing(node, "pass"))


def _is_handler(source: Source, node: ast.AST) -> bool:
    return any(isinstance(parent, ast.ExceptHandler) for parent in sites.ancestors(source, node))


def validated_by_models(source: Source) -> Iterator[str]:
    for literal in sites.urls(source):
        functions = [item for item in sites.ancestors(source, literal) if isinstance(item, ast.FunctionDef)]
        if str(literal.value).endswith("/key") and any(re.search("valid|check", item.name) for item in functions):
            yield source.edited(source.substituting(literal, "/key", "/models"))


OPERATORS = (
    Operator("OPR701", "the key printed", showing_key("print({})"), answered=always),
    Operator("OPR701", "the key printed in a text", showing_key('print(f"using key {{{}}}")'), answered=always),
    Operator("OPR701", "the key logged", showing_key('logging.info("key: %s", {})', "logging"), answered=always),
    Operator("OPR701", "the key written", showing_key('sys.stderr.write(str({}) + "\\n")', "sys"), answered=always),
    Operator("OPR701", "the headers printed", showing_headers('print("headers:", {})'), answered=always),
    Operator("OPR701", "the headers logged", showing_headers('logging.debug("%s", {})', "logging"), answered=always),
    Operator("OPR702", "the status unchecked", unchecked, lambda form: form.resolved, answered=always),
    Operator("OPR703", "GET /models", validated_by_models, answered=always),
)
