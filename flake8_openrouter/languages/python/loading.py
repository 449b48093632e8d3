"""Which files of variables a Python program loads, and by which reader.

Sources: python-dotenv's ``find_dotenv``, pydantic-settings' ``env_file``, python-decouple's ``AutoConfig``, environs'
``read_env``.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from flake8_openrouter.languages.python.inference import expressions, paths
from flake8_openrouter.languages.python.inference.evaluator import Evaluator
from flake8_openrouter.languages.python.inference.values import Flag, Frame
from flake8_openrouter.languages.python.syntax.places import Imported
from flake8_openrouter.languages.python.syntax.scopes import Kind, Module
from flake8_openrouter.languages.python.syntax.tree import last_name
from flake8_openrouter.languages.python.syntax.walk import walk
from flake8_openrouter.model.environment_file import EnvironmentFile

if TYPE_CHECKING:
    from flake8_openrouter.languages.python.syntax.modules import Modules
    from flake8_openrouter.model import Document

#: Words of which a program that loads a file has one, in lower case.
WORDS = (b"load_dotenv", b"read_env", b"env_file", b"decouple")

_NAMING = ("dotenv_path", "path", "env_file")
_CURRENT = "usecwd"


def loads(document: Document, tree: ast.Module, modules: Modules) -> list[EnvironmentFile]:
    """Return the files that a program asks for, in the order of its lines."""
    module = walk(document, tree)
    modules.check(module)
    evaluator = expressions.evaluator(modules)
    found = [each for find in _FINDERS for each in find(module, evaluator)]
    module.release()
    return sorted(found, key=lambda each: each.line)


def _of_dotenv(module: Module, evaluator: Evaluator) -> Iterator[EnvironmentFile]:
    for name, reader in (("load_dotenv", "python-dotenv"), ("read_env", "environs")):
        for site in module.calls_by_name.get(name, ()):
            frame, call = Frame(site.scope, site.point), site.node
            overrides = _is_true(_keyword(call, "override"), evaluator, frame)
            path = call.args[0] if call.args else next(filter(None, (_keyword(call, word) for word in _NAMING)), None)
            yield _asked(module, evaluator, frame, path)._replace(
                reader="python-dotenv-override" if overrides and name == "load_dotenv" else reader,
                line=call.lineno,
                overrides=overrides,
            )


def _asked(module: Module, evaluator: Evaluator, frame: Frame, path: ast.expr | None) -> EnvironmentFile:
    """Return the file that a call's argument asks for: the nearest one from the program up where there is none."""
    program = module.path
    nearest = EnvironmentFile("", program, 0, "", upwards=True, folder=os.path.dirname(program))
    if path is None:
        return nearest
    if isinstance(path, ast.Call) and last_name(path.func) == "find_dotenv":
        is_current = _is_true(_keyword(path, _CURRENT), evaluator, frame)
        return nearest._replace(folder="") if is_current else nearest
    return EnvironmentFile("", program, 0, paths.one(evaluator.expression(path, frame)))


def _keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((each.value for each in call.keywords if each.arg == name), None)


def _is_true(node: ast.expr | None, evaluator: Evaluator, frame: Frame) -> bool:
    if node is None:
        return False
    return any(isinstance(value, Flag) and value.value for value in evaluator.expression(node, frame).values())


def _of_pydantic(module: Module, evaluator: Evaluator) -> Iterator[EnvironmentFile]:
    """Yield the files of pydantic-settings, from where the program is run; the last of several wins, so it is first."""
    for site in module.calls_by_name.get("SettingsConfigDict", ()):
        node = _keyword(site.node, "env_file")
        if node is not None:
            yield from _of_setting(node, Frame(site.scope, site.point), evaluator)
    for scope in module.scopes:
        if scope.kind is Kind.CLASS:
            for binding in (*scope.bindings.get("env_file", ()), *scope.bindings.get("model_config", ())):
                value = binding.value
                if isinstance(value, ast.Dict):
                    entries = zip(value.keys, value.values, strict=True)
                    value = next((v for k, v in entries if isinstance(k, ast.Constant) and k.value == "env_file"), None)
                if isinstance(value, ast.expr) and last_name(getattr(value, "func", value)) != "SettingsConfigDict":
                    yield from _of_setting(value, Frame(scope, binding.point), evaluator)


def _of_setting(node: ast.expr, frame: Frame, evaluator: Evaluator) -> Iterator[EnvironmentFile]:
    if isinstance(node, ast.Constant) and node.value is None:
        return
    program = frame.scope.module.path
    every = node.elts if isinstance(node, ast.Tuple | ast.List) else [node]
    for each in reversed(every):
        path = paths.one(evaluator.expression(each, frame))
        yield EnvironmentFile("pydantic-settings", program, node.lineno, path)


def _of_decouple(module: Module, evaluator: Evaluator) -> Iterator[EnvironmentFile]:
    for scope in module.scopes:
        for binding in (each for bound in scope.bindings.values() for each in bound):
            value = binding.value
            if isinstance(value, Imported) and value.module == "decouple" and value.name in ("config", "AutoConfig"):
                folder = os.path.dirname(module.path)
                yield EnvironmentFile("decouple", module.path, 1, "", upwards=True, folder=folder)
                return


_FINDERS: tuple[Callable[[Module, Evaluator], Iterator[EnvironmentFile]], ...] = (
    _of_dotenv,
    _of_pydantic,
    _of_decouple,
)
