"""The trail of a mapping through a file: the places still to be looked at, and the uses that were found.

It is followed by the names, attributes and paths that the mapping is kept under.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from flake8_openrouter.languages.python.inference import lineage, mappings
from flake8_openrouter.languages.python.inference.bindings import PARTS, reaching
from flake8_openrouter.languages.python.inference.values import Built, Class, Frame, Instance, Reference
from flake8_openrouter.languages.python.sites import completion
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.sites.uses import Item, Keys, Layout, Seen, Use
from flake8_openrouter.languages.python.syntax import indexes
from flake8_openrouter.languages.python.syntax.scopes import Binding, How, Kind, Load, Point, Scope, home
from flake8_openrouter.languages.python.syntax.tree import descendants, dotted

#: How many places of one mapping are looked at.
MAX_PLACES = 100
_MORE = "it has too many uses to follow"
#: How many mappings are looked at that are spread into one.
MAX_SPREAD = 30

#: Where a whole object may be and what it has stays its own.
_KEEPING = ast.Attribute | ast.withitem | ast.Expr | ast.Compare | ast.If | ast.UnaryOp


_Place = TypeVar("_Place")


class Trail:
    """What is followed for an entry called ``name``; nodes stand for the mapping, or for what holds it under keys."""

    def __init__(self, context: Context, name: str) -> None:
        self.context, self.module, self.evaluator = context, context.module, context.evaluator
        self.name = name.lower()
        self.stack: list[tuple[ast.AST, Keys]] = []
        self.known: set[tuple[ast.AST, Keys]] = set()
        self.uses: dict[Use, None] = {}

    def push(self, node: ast.AST, keys: Keys = ()) -> None:
        """Look at a place that stands for the mapping; once."""
        if (node, keys) in self.known:
            return
        self.known.add((node, keys))
        if len(self.known) <= MAX_PLACES:
            self.stack.append((node, keys))
        else:
            self.note(Seen.AWAY, _MORE)

    def note(self, seen: Seen, what: str, node: ast.AST | None = None) -> None:
        number = getattr(node, "lineno", 0)
        self.uses[Use(seen, what, self.module.document.line_called(number) if number else "")] = None

    def frame(self, node: ast.AST) -> Frame:
        return Frame(*self.module.place(node))

    def text(self, node: ast.expr) -> str | None:
        """Return the one text that an expression can be; None where that can't be told."""
        return mappings.key_of(self.evaluator.expression(node, self.frame(node)))

    # What the mapping is kept under

    def change(self, target: ast.expr, at: ast.AST) -> None:
        """Follow what a dotted path names from where the entry is put into it."""
        path, (scope, point) = dotted(target), self.module.place(at)
        root, _, rest = path.partition(".")
        if not path:
            self.note(Seen.AWAY, "it is stored without a name", at)
            return
        if not rest and not all(map(_is_fresh, reaching(root, Frame(scope, point)))):
            self.note(Seen.AWAY, f"{root} is stored elsewhere too", at)
        if rest.endswith("headers") and self._is_completed(target):
            self.note(Seen.AWAY, f"the class of {root} rewrites headers", at)
        if rest.endswith("headers") and not (rest == "headers" and self._is_plain(scope, root)):
            self.note(Seen.PUT, "it is put on a session", at)
        else:
            self.covers(target, at)
        self.path(path, (), scope, point)

    def _is_completed(self, target: ast.expr) -> bool:
        """Tell whether headers are those of an object whose class may write them anew before they are sent."""
        root = target.value if isinstance(target, ast.Attribute) else target
        values = self.evaluator.evaluate(root, self.frame(root))
        return any(isinstance(value, Instance) and completion.touches_headers(value.scope) for value in values)

    def _is_plain(self, scope: Scope, root: str) -> bool:
        """Tell whether a name is the ``self`` of a class of the file, so that it is not a library's session."""
        owner = home(scope, root)
        if owner.kind is not Kind.CLASS or not isinstance(owner.node, ast.ClassDef):
            return False
        return not any(self.evaluator.reference(base, self.frame(owner.node)) for base in owner.node.bases)

    def path(self, path: str, keys: Keys, scope: Scope, after: Point | None = None) -> None:
        """Follow the reads of a dotted path, as a scope sees it, that are not certain to come before a point."""
        root = path.partition(".")[0]
        around = home(scope, root)
        for load in self._loads(root, around):
            if after and self._is_before(load, scope, after):
                continue
            node: ast.AST = load.node
            while dotted(node) != path and isinstance(parent := self.module.parents.get(node), ast.Attribute):
                node = parent
            if dotted(node) == path:
                self.push(node, keys)
            elif node is load.node and not isinstance(self.module.parents.get(node), _KEEPING):
                self.note(Seen.AWAY, f"{root} is passed on", node)
        self.export(around, path.rpartition(".")[2])
        self._unread(around, root)

    def _unread(self, around: Scope, name: str) -> None:
        """A name at the top of a module that nothing in it reads is there for others."""
        if around.kind is Kind.MODULE and not indexes.loads_at_home(name, around):
            self.note(Seen.AWAY, f"nothing here reads {name}")

    def _is_before(self, load: Load, scope: Scope, after: Point) -> bool:
        if load.scope.function is not scope.function or load.point.order > after.order:
            return False
        shared = set(load.point.branches) & set(after.branches)
        return not any(statement in self.module.loops for statement, _ in shared)

    def bound(self, name: ast.Name, value: ast.AST, keys: Keys) -> None:
        """Follow the reads of a name that a value is bound to."""
        scope = self.module.place(name)[0]
        around = scope.declared.get(name.id) or home(scope, name.id)
        if around.kind is Kind.CLASS:
            self.attribute(name.id, around, keys)
            return
        reads = self._reads(name.id, around)
        for node in (*reads.get(value, ()), *reads.get(How.ELEMENT, ())):
            self.push(node, keys)
        self.export(around, name.id)
        self._unread(around, name.id)

    def _reads(self, name: str, around: Scope) -> dict[object, list[ast.Name]]:
        """Return where a name is read, by what it is bound to there, elements under their kind; looked at once."""
        loads, known = self._loads(name, around), self.context.reads
        if (around, name) not in known:
            found: dict[object, list[ast.Name]] = defaultdict(list)
            for load in loads:
                for binding in reaching(name, Frame(load.scope, load.point)):
                    found[How.ELEMENT if binding.how in PARTS else binding.value].append(load.node)
            known[around, name] = found
        return known[around, name]

    def attribute(self, name: str, owner: Scope, keys: Keys) -> None:
        """Follow the reads of an attribute of a class's objects, by whatever names they go."""
        family = {owner, *lineage.subclasses(owner), *lineage.bases(self.evaluator, owner)}
        for node in self._few(indexes.attributes(self.module).get(name, [])):
            if self._may_be_of(node.value, family):
                self.push(node, keys)
        self.export(owner, name)

    def _may_be_of(self, root: ast.expr, family: set[Scope]) -> bool:
        """Tell whether an expression may be an object of a family of classes."""
        frame = self.frame(root)
        if isinstance(root, ast.Name) and (around := home(frame.scope, root.id)).kind is Kind.CLASS:
            return around in family
        values = self.evaluator.evaluate(root, frame)
        if any(isinstance(value, Instance | Class) for value in values):
            return any(isinstance(value, Instance | Class) and value.scope in family for value in values)
        if any(isinstance(value, Reference | Built) for value in values):
            return False
        bindings = reaching(root.id, frame) if isinstance(root, ast.Name) else ()
        return any(binding.how is How.PARAMETER for binding in bindings)

    def parameter(self, name: str, scope: Scope, keys: Keys) -> None:
        """Follow the reads of a function's parameter."""
        for load in self._loads(name, scope):
            self.push(load.node, keys)

    def _loads(self, name: str, around: Scope) -> Sequence[Load]:
        """Return where a name is read."""
        return self._few(indexes.loads_at_home(name, around))

    def _few(self, places: Sequence[_Place]) -> Sequence[_Place]:
        """Return places to look at; none where they are too many to look at each."""
        if len(places) <= MAX_PLACES:
            return places
        self.note(Seen.AWAY, _MORE)
        return []

    def export(self, around: Scope, name: str) -> None:
        """Note who may read a name, or an attribute of a class, by looking it up or from another file."""
        if reader := self.context.exports.reader(around, name):
            self.note(Seen.AWAY, reader)

    # Entries beside it

    def looked_up(self, key: ast.expr | None, result: ast.AST, keys: Keys) -> None:
        """An entry is asked for: the one that is followed, or another."""
        known = self.text(key) if key is not None else None
        if keys and known in (None, keys[0]):
            self.push(result, keys[1:])
        elif not keys and known is None:
            self.note(Seen.READ, "it is read under an unknown name", result)
        elif not keys and known is not None and known.lower() == self.name:
            self.note(Seen.READ, "it is read under this name", result)

    def beside(self, mapping: ast.AST, items: Iterable[Item], number: int) -> None:
        """Note what is before and after an item of a mapping, as far as it is laid over it, or under it."""
        layout = self._layout(mapping, items)
        for at, value in layout.spread if len(layout.spread) <= MAX_SPREAD else ():
            if at < number:
                self.covers(value)
            elif at > number:
                self.laid_over(value)
        if len(layout.spread) > MAX_SPREAD:
            self.note(Seen.READ, "too much is spread beside it", mapping)
        if named := layout.named.get(self.name):
            if named[0][0] < number:
                self.note(Seen.COVERED, "it overrides another entry of its name", named[0][1])
            if named[-1][0] > number:
                self.note(Seen.COVERED, "another entry of its name overrides it", named[-1][1])
        if layout.unknown and layout.unknown[-1][0] > number:
            self.note(Seen.READ, "an entry is set under an unknown name", layout.unknown[-1][1])

    def put_over(self, key: ast.expr, node: ast.AST) -> None:
        """An entry is put into the mapping later."""
        known = self.text(key)
        if known is None:
            self.note(Seen.READ, "an entry is set under an unknown name", node)
        elif known.lower() == self.name:
            self.note(Seen.COVERED, "another entry of its name replaces it", node)
            self._remade(getattr(self.module.parents.get(node), "value", None))

    def _layout(self, mapping: ast.AST, items: Iterable[Item]) -> Layout:
        """Return what is in a mapping; looked at once."""
        if mapping in self.context.layouts:
            return self.context.layouts[mapping]
        layout = self.context.layouts[mapping] = Layout(defaultdict(list), [], [])
        for number, (key, value) in enumerate(items):
            known = key if isinstance(key, str) or key is None else self.text(key)
            if key is None:
                layout.spread.append((number, value))
            elif known is None:
                layout.unknown.append((number, value))
            else:
                layout.named[known.lower()].append((number, value))
        return layout

    def laid_over(self, node: ast.expr) -> None:
        """Note that a whole mapping is laid over the one that is followed."""
        mapping = mappings.spread(self.evaluator.expression(node, self.frame(node)))
        if any((entry.key or "").lower() == self.name for entry in mapping.entries):
            self.note(Seen.COVERED, "another entry of its name overrides it", node)
            self._remade(node)
        elif not mapping.complete:
            self.note(Seen.READ, "what overrides it is unknown", node)

    def _remade(self, value: ast.expr | None) -> None:
        """Note that what covers the entry reads the mapping that it is in."""
        if value is not None and any((node, ()) in self.known for node in descendants(value)):
            self.note(Seen.REMADE, "another entry of its name is made of it", value)

    def covers(self, node: ast.expr, at: ast.AST | None = None) -> None:
        """Note that the entry is laid over the mapping that an expression is at a place: two spellings would be two."""
        mapping = mappings.spread(self.evaluator.expression(node, self.frame(at or node)))
        if any((entry.key or "").lower() == self.name for entry in mapping.entries):
            self.note(Seen.COVERED, "it overrides another entry of its name", node)
        elif not mapping.complete:
            self.note(Seen.COVERED, "what it overrides is unknown", node)


def _is_fresh(binding: Binding) -> bool:
    """Tell whether a binding's object was made for it, so that no other name has it as well."""
    return binding.how is not How.PARAMETER and not isinstance(binding.value, ast.Name | ast.Attribute)
