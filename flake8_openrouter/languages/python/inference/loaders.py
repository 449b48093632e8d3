"""Calls that load a ``.env`` file into the environment, and what is read before them."""

from __future__ import annotations

import ast

from flake8_openrouter.languages.python.inference import paths
from flake8_openrouter.languages.python.inference.evaluator import Evaluator, Expression
from flake8_openrouter.languages.python.inference.values import Frame
from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.places import Imported
from flake8_openrouter.languages.python.syntax.scopes import CallSite, Module, Point
from flake8_openrouter.languages.python.syntax.tree import last_name

#: By the last names of what is called: ``dotenv.load_dotenv()``, ``environ.Env.read_env()``.
_LOADERS = ("load_dotenv", "read_env")
_NAMING = ("dotenv_path", "path")
#: How many such calls are looked at.
MAX_CALLS = 5


def missed(evaluator: Evaluator, frame: Frame) -> str:
    """Return the name of the call that loads the environment only after the frame's point; empty where none does.

    A call elsewhere may come first: in another function, in a loop's last round, in a file of the project.
    """
    module, function = frame.scope.module, frame.scope.function
    sites = _sites(module)
    if not sites or not all(site.scope.function is function and _is_after(site, frame.point, module) for site in sites):
        return ""
    return "" if _is_loaded_elsewhere(module, evaluator) else last_name(sites[0].node.func)


def sets(expression: Expression[ast.expr], name: str) -> bool:
    """Tell whether a ``.env`` file that the program loads gives a variable a value.

    The file may not be where the program runs, but who wrote it counts on it.
    """
    frame = expression.frame
    return any(
        name in _loaded(expression.evaluator, site, frame.scope.module)
        for site in frame.scope.module.calls_by_name.get(_LOADERS[0], ())[:MAX_CALLS]
    )


def _loaded(evaluator: Evaluator, site: CallSite, module: Module) -> frozenset[str]:
    """Return the variables of the file that a call loads."""
    given = [*site.node.args[:1], *(each.value for each in site.node.keywords if each.arg in _NAMING)]
    is_found = bool(given) and isinstance(given[0], ast.Call) and last_name(given[0].func) == "find_dotenv"
    if is_found and isinstance(given[0], ast.Call):
        given = given[0].args[:1]
    if not given:
        return evaluator.modules.variables("", module)
    path = paths.one(evaluator.expression(given[0], Frame(site.scope, site.point)))
    return evaluator.modules.variables(path, module) if path else frozenset()


def _sites(module: Module) -> list[CallSite]:
    return [site for name in _LOADERS for site in module.calls_by_name.get(name, ())]


def _is_after(site: CallSite, point: Point, module: Module) -> bool:
    loops = {statement for statement, _ in point.branches} & module.loops
    # In another branch than the read's the one may come without the other: who found no variable loads the file.
    return site.point.order > point.order and {*site.point.branches} == {*point.branches} and not loops


@remembered
def _is_loaded_elsewhere(module: Module, evaluator: Evaluator) -> bool:
    """Tell whether another file of the project may load the environment when it is imported."""
    return any(_may_load(imported, module, evaluator) for imported in _imports(module))


def _imports(module: Module) -> list[Imported]:
    bindings = (binding for scope in module.scopes for each in scope.bindings.values() for binding in each)
    return [binding.value for binding in bindings if isinstance(binding.value, Imported)]


def _may_load(imported: Imported, module: Module, evaluator: Evaluator) -> bool:
    if not imported.level and not imported.module:
        return False
    found = evaluator.modules.find(imported, module)
    if found is None:
        return imported.level > 0
    # What the files load that it imports itself is not looked at.
    further = any(
        each.level or evaluator.modules.find(each, found) is not None for each in _imports(found) if each.module
    )
    return bool(_sites(found)) or further
