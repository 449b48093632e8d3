"""What a file puts in place of a part of an HTTP library: it may add headers to requests, or send none."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_openrouter.languages.python.inference.evaluator import Evaluator
from flake8_openrouter.languages.python.inference.values import Frame
from flake8_openrouter.languages.python.libraries import http
from flake8_openrouter.languages.python.syntax.mentions import Word
from flake8_openrouter.languages.python.syntax.places import Imported
from flake8_openrouter.languages.python.syntax.scopes import Module, home
from flake8_openrouter.languages.python.syntax.tree import dotted

#: The last names of what sets an attribute: of an object, or at a path that is a text.
_SETTING = ("setattr", "object", "patch")

#: What has all requests of urllib sent by a handler of its own.
_OPENING = "install_opener"
#: What is in each file that patches a library: its name, and what sets something of it. Others are not parsed.
_PATCHING = (rb"%b(?<!\w%b)\b", rb"(?m)^[ \t]*\w+(?:\.\w+)+\s*=(?!=)|\b(?:setattr|object|patch)\(")
_WORDS = (*(Word(name, _PATCHING) for name in sorted(http.PACKAGES)), Word(_OPENING, (rb"%b",)))


def are_made(evaluator: Evaluator, module: Module) -> bool:
    """Tell whether a file patches an HTTP library, for each request that it sends."""
    return any(name.partition(".")[0] in http.PACKAGES for name in _patched(evaluator, module))


def are_made_elsewhere(evaluator: Evaluator, module: Module) -> Iterator[str]:
    """Say which other files that may run in one process with a file do so, or open each request; one can't be read."""
    for name, other in evaluator.modules.others_having(module, _WORDS):
        if other is None or _OPENING in other.calls_by_name or are_made(evaluator, other):
            yield f"{name} may change each request"


def _patched(evaluator: Evaluator, module: Module) -> Iterator[str]:
    """Yield the dotted names of what a file gives an attribute; a number or a text is an option, and left out."""
    for assigned in module.attribute_assignments:
        if not isinstance(assigned.node.value, ast.Constant):
            frame = Frame(assigned.scope, assigned.point)
            targets = (target for target in assigned.node.targets if isinstance(target, ast.Attribute))
            yield from (evaluator.reference(each.value, frame) for each in targets if _is_imported(each.value, frame))
    for site in (site for name in _SETTING for site in module.calls_by_name.get(name, ())):
        first, *others = site.node.args or (None,)
        if first is None or any(isinstance(value, ast.Constant) for value in others[1:]):
            continue
        frame = Frame(site.scope, site.point)
        if _is_imported(first, frame):
            yield evaluator.reference(first, frame)
        elif isinstance(first, ast.Constant):
            yield _of_library(str(first.value))


def _is_imported(node: ast.expr, frame: Frame) -> bool:
    """Tell whether an expression is an import, or something of one."""
    root = dotted(node).partition(".")[0]
    bindings = home(frame.scope, root).bindings.get(root, ())
    return any(isinstance(binding.value, Imported) for binding in bindings)


def _of_library(path: str) -> str:
    """Return what is after a program's own modules in ``app.client.requests.post``; nothing for what is no path."""
    names = path.split(".")
    packages = [number for number, name in enumerate(names) if name in http.PACKAGES]
    return ".".join(names[packages[0] :]) if packages and len(names) > 1 and all(map(str.isidentifier, names)) else ""
