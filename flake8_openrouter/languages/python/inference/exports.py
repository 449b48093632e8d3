"""Who may read what a file binds at its top, or gives the objects of its classes: other files, and other people's."""

from __future__ import annotations

import ast
import os
from functools import cached_property

from flake8_openrouter.disk import files
from flake8_openrouter.languages.python.syntax import importers, indexes
from flake8_openrouter.languages.python.syntax.modules import Modules
from flake8_openrouter.languages.python.syntax.scopes import CallSite, Kind, Module, Scope
from flake8_openrouter.languages.python.syntax.tree import last_name

_ASKING = ("getattr", "setattr", "attrgetter", "methodcaller")
_NAMESPACES = ("globals", "locals", "vars")
NOT_LOOKED = "other files were not searched for readers"


class Exports:
    """What a module shows of itself. ``modules`` knows the project that it is of.

    Who sees a place is asked when it is to be edited, long after the file was read. When nobody can ask any more, the
    module is released.
    """

    def __init__(self, module: Module, modules: Modules) -> None:
        self.module = module
        self._modules = modules

    def __del__(self) -> None:
        self.module.release()

    def reader(self, around: Scope, name: str) -> str:
        """Say who else may read a name that a scope binds, by looking it up or from another file; empty if nobody."""
        if self._looks_up(around, name):
            return f"{name} may be looked up by name"
        if around.kind not in (Kind.MODULE, Kind.CLASS):
            return ""
        if around.kind is Kind.CLASS and (around.parent is None or around.parent.kind is not Kind.MODULE):
            return ""  # a class that is made within a function
        names = [name] if around.kind is Kind.MODULE else [around.name, name]
        if name in self._listed:
            return f"__all__ lists {name}"
        if self._is_package and not any(each.startswith("_") for each in names):
            return f"{name} is public in a package"
        return self._other_file(name)

    def _looks_up(self, around: Scope, name: str) -> bool:
        """Tell whether the file looks names up: ``globals()``, ``locals()``, ``getattr(settings, "NAME")``."""
        calls = self.module.calls_by_name
        if around.kind in (Kind.CLASS, Kind.MODULE) and name in self._asked_for:
            return True
        if around.kind is Kind.CLASS:
            return bool(calls.get("vars"))
        looking = [site for which in _NAMESPACES for site in calls.get(which, ())]
        if around.kind is Kind.MODULE:
            return not indexes.attributes(self.module).keys().isdisjoint(("__dict__", "modules")) or any(
                _is_of_a_module(site, around) for site in looking
            )
        return any(site.scope.function is around.function for site in looking)

    @cached_property
    def _asked_for(self) -> set[object]:
        """The texts by which attributes are asked for: ``getattr(settings, "NAME")``."""
        calls = self.module.calls_by_name
        asked = [site for name in _ASKING for site in calls.get(name, ())]
        texts = (argument for site in asked for argument in site.node.args)
        return {text.value for text in texts if isinstance(text, ast.Constant)}

    def writer(self, name: str) -> str:
        """Say which other file may set a name of this module, or an attribute of its objects; empty for none."""
        if not (self._modules.looks_around and self._is_module):
            return ""
        folder = self._folder
        other = importers.index(folder).writer(self.module.path, name)
        return f"{os.path.relpath(other, folder)} imports this file and may set {name}" if other else ""

    @property
    def _folder(self) -> str:
        return self._modules.top(os.path.dirname(self.module.path))

    def _other_file(self, name: str) -> str:
        if self.module.document.embedding is not None:
            return ""  # a part of another text is imported by none
        if not self._modules.looks_around:
            return NOT_LOOKED
        if not self._is_module:
            return ""
        folder = self._folder
        found = importers.index(folder)
        if not found.complete:
            return "the project has too many files to search"
        other = found.reader(self.module.path, name)
        return f"{os.path.relpath(other, folder)} imports this file and mentions {name}" if other else ""

    @cached_property
    def _is_module(self) -> bool:
        """It may be imported: it is a file of its own, and not a part of another, nor a text that is no file."""
        return self.module.document.embedding is None and files.exists(self.module.path)

    @cached_property
    def _is_package(self) -> bool:
        is_part = self.module.document.embedding is not None
        return not is_part and files.exists(os.path.join(os.path.dirname(self.module.path), "__init__.py"))

    @cached_property
    def _listed(self) -> set[str]:
        """The names in ``__all__``."""
        found: set[str] = set()
        for binding in self.module.scope.bindings.get("__all__", ()):
            if isinstance(binding.value, ast.AST):
                texts = (node.value for node in ast.walk(binding.value) if isinstance(node, ast.Constant))
                found |= {text for text in texts if isinstance(text, str)}
        return found


def _is_of_a_module(site: CallSite, module: Scope) -> bool:
    """Tell whether a call may give a module's names: ``globals()``, ``vars(module)``, ``locals()`` at its top."""
    return last_name(site.node.func) == "globals" or bool(site.node.args) or site.scope.function is module
