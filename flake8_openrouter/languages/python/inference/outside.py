"""Which other files may give what an expression names something else before it is used, told by their words.

They are asked only about what would be reported: those that import the file of a name are looked through.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from flake8_openrouter.languages.python.inference import bindings, lineage
from flake8_openrouter.languages.python.inference.evaluator import Evaluator
from flake8_openrouter.languages.python.inference.exports import Exports
from flake8_openrouter.languages.python.inference.values import Class, Frame, Instance, Reference
from flake8_openrouter.languages.python.syntax import effects
from flake8_openrouter.languages.python.syntax.decoding import is_of_tests
from flake8_openrouter.languages.python.syntax.mentions import Word
from flake8_openrouter.languages.python.syntax.modules import Modules
from flake8_openrouter.languages.python.syntax.places import Imported
from flake8_openrouter.languages.python.syntax.scopes import Binding, Kind, Module, home
from flake8_openrouter.languages.python.syntax.tree import descendants
from flake8_openrouter.model import Reach

#: How many names are followed from an expression, one by the other, how many bindings of each, and parts of all.
MAX_NAMES = 5
MAX_PARTS = 400

#: What stands before a name in another file: the object that has it, no method's own; or nothing, where it is imported.
_OF_ANOTHER = rb"(?<!\bself)\."
_IMPORTED = rb"(?:" + _OF_ANOTHER + rb"|(?<![\w.]))"
#: What stands after a name that is set, and after one of which something is changed: a key, a method, a part.
_SET = rb"\s*[|+]?=(?!=)"
_METHODS = "|".join(sorted((*effects.CHANGING, "headers", "auth"))).encode()
_CHANGED = rb"\s*(?:\[[^\]\n]*\]\s*=(?!=)|\|=|\.(?:" + _METHODS + rb")\b)"

#: An attribute that is set, a path of several, and one that is set by its name.
_SETTING = rb"(?:" + _OF_ANOTHER + rb"|\b(?=\w+\.))%b" + _SET + rb"|\bsetattr\([^()\n]*[\"']%b[\"']"
#: What is given another name, by which it can be changed.
_RENAMING = rb"^[^(\n]*\s=\s*(?:\w+\.)*%b[ \t]*(?:#.*)?$"
_CHANGING = rb"(?m)" + _SETTING + rb"|" + _RENAMING + rb"|"
#: What a class has by a name itself, or its methods change.
_OWN = (
    rb"(?m)^(?:\t| {1,4})(?:(?:async\s+)?def\s+%b\s*\(|%b\s*(?::[^=\n]+)?[ \t]=(?!=))|\bself\.%b(?:"
    + _SET
    + rb"|"
    + _CHANGED
    + rb")"
)

#: An attribute of a client that is set, ``%a`` its names, and a copy of the client that is given it.
_OF_CLIENT = rb"\b%b\.(?:(?:%a)\s*=(?!=)|(?:with_options|copy)\([^()]*\b(?:%a)\s*=)"


class _Manner(NamedTuple):
    """How other files may give what is named another value, as patterns say it."""

    of_file: tuple[bytes]
    of_object: tuple[bytes]


#: For texts, which are only set anew, and for mappings and sessions.
_OF_TEXTS = _Manner((_SETTING,), (_SETTING,))
_OF_MAPPINGS = _Manner((_CHANGING + _IMPORTED + b"%b" + _CHANGED,), (_CHANGING + _OF_ANOTHER + b"%b" + _CHANGED,))
#: A class that another one is made from, and what that has itself.
_HEIR = (rb"\bclass\s+\w+\s*\([^)]*(?<!\w)%b\b",)
_HEIRS = (_OWN,)


class _Named(NamedTuple):
    """What a file has by a name, or the objects of its class of another name have."""

    module: Module
    name: str
    owner: str = ""


class Outside:
    """Who else than a file gives what its expressions name.

    That is asked long after the file was read: ``exports`` keep it until nobody can ask any more.
    """

    def __init__(self, exports: Exports, evaluator: Evaluator) -> None:
        self._exports, self._evaluator = exports, evaluator

    def setters(self, node: ast.AST, frame: Frame) -> Reach:
        """Return who else may set what a text is taken from: then what it is here only waits."""
        return Reach(find=lambda: self._found(_Names(self._evaluator).of(node, frame), _OF_TEXTS))

    def changers(self, node: ast.AST, frame: Frame) -> Reach:
        """Return who else may change the mapping or session that an expression stands for."""
        return Reach(find=lambda: self._found(_Names(self._evaluator).of(node, frame), _OF_MAPPINGS))

    def setters_of(self, clients: Iterable[str], attributes: Iterable[str]) -> Reach:
        """Return who else may set attributes of clients that this file has by some names, or copy one with others."""
        named = [_Named(self._exports.module, client) for client in clients]
        pattern = _OF_CLIENT.replace(b"%a", "|".join(attributes).encode())
        return Reach(find=lambda: self._found(named, _Manner((pattern,), (pattern,))))

    def _found(self, found: Iterable[_Named], manner: _Manner) -> Iterator[str]:
        """Say which files may do it; what this file does itself is seen in it."""
        modules, here = self._evaluator.modules, self._exports.module.path
        for named in found if modules.looks_around else ():
            top = modules.top(os.path.dirname(named.module.path))
            for other in _having(modules, named, manner):
                if other != here and not is_of_tests(other, top):
                    yield f"{os.path.relpath(other, top)} may give {named.name} another value"


def _having(modules: Modules, named: _Named, manner: _Manner) -> Iterator[str]:
    path = named.module.path
    if named.module.document.embedding is not None or not modules.is_file(path):
        return
    yield from modules.having(path, Word(named.name, manner.of_object if named.owner else manner.of_file))
    if named.owner:
        yield from modules.having(path, Word(named.owner, _HEIR), Word(named.name, _HEIRS))


class _Names:
    """What an expression names in files, and what that is made of in turn."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._found: dict[_Named, None] = {}
        self._seen: set[ast.AST] = set()

    def of(self, node: ast.AST, frame: Frame, left: int = MAX_NAMES) -> Iterable[_Named]:
        for part in descendants(node):
            if part in self._seen or len(self._seen) >= MAX_PARTS:
                continue
            self._seen.add(part)
            if isinstance(part, ast.Attribute):
                self._note_attribute(part, frame, left)
            elif isinstance(part, ast.Name):
                self._note_name(part.id, frame, left)
        return self._found

    def _note_name(self, name: str, frame: Frame, left: int) -> None:
        around = home(frame.scope, name)
        if around.kind is not Kind.MODULE:
            if name not in around.parameters:
                self._note_given(bindings.reaching(name, frame), left)
        elif name in around.bindings:
            self._note_top(around.module, name, left)
        elif (target := self._evaluator.modules.starred(around.module).get(name)) is not None:
            self._note_import(target, around.module, left)

    def _note_top(self, module: Module, name: str, left: int) -> None:
        """Note a name at the top of a file; one that is only imported there is another file's."""
        found = module.scope.bindings.get(name, ())
        if any(not isinstance(binding.value, Imported) for binding in found):
            self._found[_Named(module, name)] = None
        self._note_given(found, left)

    def _note_given(self, found: Sequence[Binding], left: int) -> None:
        for binding in found[:MAX_NAMES] if left else ():
            if isinstance(binding.value, Imported):
                self._note_import(binding.value, binding.scope.module, left - 1)
            elif isinstance(binding.value, ast.expr):
                self.of(binding.value, Frame(binding.scope, binding.point), left - 1)

    def _note_import(self, target: Imported, module: Module, left: int) -> None:
        found = self._evaluator.modules.find(target, module)
        if found is not None and target.name in found.scope.bindings:
            self._note_top(found, target.name, left)

    def _note_attribute(self, node: ast.Attribute, frame: Frame, left: int) -> None:
        for base in self._evaluator.evaluate(node.value, frame):
            if isinstance(base, Reference):
                target = self._evaluator.modules.attribute(base.dotted, node.attr, frame.scope.module)
                if target is not None:
                    self._note_import(target, frame.scope.module, left)
            elif isinstance(base, Instance | Class):
                for scope in lineage.bases(self._evaluator, base.scope):
                    self._found[_Named(scope.module, node.attr, scope.name)] = None
                    own = [*scope.attributes.get(node.attr, ()), *scope.bindings.get(node.attr, ())]
                    self._note_given(own, left)
