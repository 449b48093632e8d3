"""Calls that load a ``.env`` file into the environment, and what is read before them."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from flake8_openrouter.languages.python.inference import paths
from flake8_openrouter.languages.python.inference.evaluator import Evaluator, Expression
from flake8_openrouter.languages.python.inference.values import Frame
from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.places import Imported
from flake8_openrouter.languages.python.syntax.scopes import CallSite, Kind, Module, Point, Scope
from flake8_openrouter.languages.python.syntax.tree import descendants, dotted, last_name

#: By the last names of what is called: ``dotenv.load_dotenv()``, ``environ.Env.read_env()``.
_LOADERS = ("load_dotenv", "read_env")
#: What gives a program the file's variables in another way, which it may put into the environment.
_OTHERWISE = ("dotenv_values", "set_as_environment_variables")
_NAMING = ("dotenv_path", "path")
#: The last names of what reads a variable.
_READING = ("getenv", "get")
#: The packages around a module, each of which runs before it.
_PACKAGES = tuple(Imported("", "", level) for level in range(1, 6))
#: How many such calls are looked at.
MAX_CALLS = 5


def missed(expression: Expression[ast.expr]) -> str:
    """Return the name of the call that loads the environment only after an expression; empty where none does.

    A call elsewhere may come first: in another function, in a loop's last round, in a file of the project.
    """
    evaluator, frame = expression.evaluator, expression.frame
    module, running = frame.scope.module, _running(frame.scope)
    sites = _sites(module)
    if any(name in module.calls_by_name for name in _OTHERWISE):
        return ""
    if not sites or not all(_is_after(evaluator, site, running, frame.point) for site in sites):
        return ""
    if _is_put_off(expression.node, frame.scope) or _is_read_again(expression.node, running, sites):
        return ""
    if _is_loaded_elsewhere(module, evaluator):
        return ""
    return last_name(sites[0].node.func)


def _is_put_off(node: ast.AST, scope: Scope) -> bool:
    """Tell whether an expression is in a ``lambda``, which is called later: ``field(default_factory=lambda: …)``."""
    around: ast.AST | None = node
    while around is not None and not isinstance(around, ast.stmt):
        if isinstance(around, ast.Lambda) and around is not scope.node:
            return True
        around = scope.module.parents.get(around)
    return False


def _is_read_again(node: ast.AST, running: Scope, sites: Iterable[CallSite]) -> bool:
    """Tell whether a function reads the variable once more after it loads the file: the first read is the shell's."""
    if running.kind is Kind.MODULE or not (wanted := _name_read(node)):
        return False
    first, module = min(site.point.order for site in sites), running.module
    same = (each for each in descendants(running.node) if _name_read(each) == wanted)
    return any(module.place(each)[1].order > first for each in same)


def _name_read(node: ast.AST) -> str:
    """Return the name of the variable that an expression reads, as it is written; empty where it reads none."""
    if isinstance(node, ast.Subscript):
        return _text(node.slice)
    is_read = isinstance(node, ast.Call) and node.args and last_name(node.func) in _READING
    return _text(node.args[0]) if is_read and isinstance(node, ast.Call) else ""


def _text(node: ast.AST) -> str:
    """Return a text that is written out, or the name of one; empty for what is neither."""
    if isinstance(node, ast.Constant):
        return repr(node.value) if isinstance(node.value, str) else ""
    return dotted(node)


def sets(evaluator: Evaluator, module: Module, name: str, begin: str = "") -> bool:
    """Tell whether a ``.env`` file that a program loads gives a variable a value, and one that begins so.

    The file may not be where the program runs, but who wrote it counts on it.
    """
    sites = module.calls_by_name.get(_LOADERS[0], ())[:MAX_CALLS]
    return any(name in _variables(evaluator, site, begin) for site in sites)


def are_set_elsewhere(evaluator: Evaluator, module: Module, names: frozenset[str]) -> bool:
    """Tell whether another file of the program says one of some variables, or a ``.env`` file sets it that one loads.

    So for what else is said for the whole process: a function that sets it, an argument.
    """
    modules = evaluator.modules
    if not names.isdisjoint(_loaded(module, evaluator)) or modules.others_say(module, names):
        return True
    beside = modules.variables("", module)
    return not names.isdisjoint(beside) and modules.others_say(module, _LOADERS)


@remembered
def _loaded(module: Module, evaluator: Evaluator) -> frozenset[str]:
    """The variables of the ``.env`` files that a file loads."""
    sites = module.calls_by_name.get(_LOADERS[0], ())[:MAX_CALLS]
    return frozenset().union(*(_variables(evaluator, site, "") for site in sites))


def _variables(evaluator: Evaluator, site: CallSite, begin: str) -> frozenset[str]:
    """Return the variables of the file that a call loads."""
    module = site.scope.module
    given = [*site.node.args[:1], *(each.value for each in site.node.keywords if each.arg in _NAMING)]
    is_found = bool(given) and isinstance(given[0], ast.Call) and last_name(given[0].func) == "find_dotenv"
    if is_found and isinstance(given[0], ast.Call):
        given = given[0].args[:1]
    if not given:
        return evaluator.modules.variables("", module, begin)
    path = paths.one(evaluator.expression(given[0], Frame(site.scope, site.point)))
    return evaluator.modules.variables(path, module, begin) if path else frozenset()


def _running(scope: Scope) -> Scope:
    """Return the function or module that runs what stands in a scope: a class's body runs where the class stands."""
    function = scope.function
    while function.kind is Kind.CLASS and function.parent is not None:
        function = function.parent.function
    return function


def _sites(module: Module) -> list[CallSite]:
    return [site for name in _LOADERS for site in module.calls_by_name.get(name, ())]


def _is_after(evaluator: Evaluator, site: CallSite, running: Scope, point: Point) -> bool:
    """Tell whether a call surely comes after a point at which something runs, and in any case where that does."""
    module, around = running.module, _running(site.scope)
    call = site.point if around is running else _called(around) if running is module.scope else None
    loops = {statement for statement, _ in point.branches} & module.loops
    if call is None or call.order < point.order or loops:
        return False
    if around is not running and site.point.branches:
        return False
    # In another branch than the read's the one may come without the other: who found no variable loads the file.
    differing = {*call.branches} ^ {*point.branches}
    return differing <= _of_programs(module) and (not differing or not _is_imported(evaluator, module))


def _called(function: Scope) -> Point | None:
    """Return the first point at the top of a file that may run a function of it; None for one within another.

    It is called there, or it runs no sooner than it is defined.
    """
    module = function.module
    if function.parent is not module.scope or function.kind is not Kind.FUNCTION:
        return None
    calls = module.calls_by_name.get(function.name, ())
    are_all = len(calls) == len(module.names.get(function.name, ()))
    if calls and are_all and all(_running(site.scope) is module.scope for site in calls):
        return min((site.point for site in calls), key=lambda point: point.order)
    return function.point


@remembered
def _of_programs(module: Module) -> frozenset[tuple[int, int]]:
    """The branches that run where the file is the program: ``if __name__ == "__main__":``."""
    arms = (node for node in module.tree.body if isinstance(node, ast.If) and _asks_for_name(node.test))
    return frozenset((module.statements[node][1].order, 0) for node in arms)


def _asks_for_name(test: ast.expr) -> bool:
    return isinstance(test, ast.Compare) and dotted(test.left) == "__name__"


def _is_imported(evaluator: Evaluator, module: Module) -> bool:
    """Tell whether another file of the project may import a file, and load the environment before."""
    modules = evaluator.modules
    return not modules.looks_around or modules.is_imported(module)


@remembered
def _is_loaded_elsewhere(module: Module, evaluator: Evaluator) -> bool:
    """Tell whether another file of the project may load the environment before: it is imported, or imports this one."""
    if any(_may_load(imported, module, evaluator) for imported in (*imports(module), *_PACKAGES)):
        return True
    return evaluator.modules.looks_around and evaluator.modules.others_say(module, _LOADERS)


def imports(module: Module) -> list[Imported]:
    """Return what a file imports, anywhere in it."""
    bindings = (binding for scope in module.scopes for each in scope.bindings.values() for binding in each)
    values = (binding.value for binding in bindings)
    return [value for value in values if isinstance(value, Imported) and (value.module or value.name)]


def _may_load(imported: Imported, module: Module, evaluator: Evaluator) -> bool:
    found = _run(imported, module, evaluator)
    if not found:
        return imported.level > 0 and imported not in _PACKAGES
    # What the files load that they import themselves is not looked at.
    return any(_sites(each) or _imports_more(each, module, evaluator) for each in found)


def _run(imported: Imported, module: Module, evaluator: Evaluator) -> list[Module]:
    """Return the files of the project that an import runs: the module, and one of a package that is its name."""
    within = Imported(".".join(filter(None, (imported.module, imported.name))), "", imported.level)
    found = (evaluator.modules.find(each, module) for each in dict.fromkeys((imported, within)))
    return [each for each in found if each is not None]


def _imports_more(found: Module, module: Module, evaluator: Evaluator) -> bool:
    """Tell whether a file imports one of the project other than the module that is asked about."""
    for imported in imports(found):
        files = _run(imported, found, evaluator)
        if any(each not in (found, module) for each in files) or (imported.level and not files):
            return True
    return False
