"""Mappings: as they are written, merged, copied, and changed afterwards."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Collection
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence as SequenceOf
from dataclasses import replace

from flake8_openrouter.languages.python.inference import aliasing
from flake8_openrouter.languages.python.inference.evaluator import Evaluator, Expression
from flake8_openrouter.languages.python.inference.mutations import Mutations
from flake8_openrouter.languages.python.inference.overlay import Overlay
from flake8_openrouter.languages.python.inference.values import (
    Argument,
    Built,
    Changed,
    Entry,
    Frame,
    Mapping,
    Nothing,
    Reference,
    Rest,
    Sequence,
    Value,
    Values,
)
from flake8_openrouter.languages.python.syntax import bindings, effects
from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.scopes import (
    Binding,
    Change,
    How,
    Kind,
    Module,
    Mutation,
    Point,
    Scope,
    home,
)
from flake8_openrouter.languages.python.syntax.tree import descendants, dotted
from flake8_openrouter.model import Text, Unknown

#: How many changes of one object are followed.
MAX_CHANGES = 100

#: What an object has that may be changed for it.
_BELOW = ("headers", "cookies")
_UNCHANGED: dict[str, Mutations] = {}

#: What is read and written in place of the environment.
ENVIRONMENT = "os.environ"
OF_ENVIRONMENT = Mapping((), complete=False, rest=Rest.ENVIRONMENT)


def literal(expression: Expression[ast.Dict]) -> Mapping:
    """Return ``{key: value, **more}``."""
    overlay = Overlay()
    for key, value in zip(expression.node.keys, expression.node.values, strict=True):
        if key is None:
            overlay.lay(spread(expression.at(value)))
            continue
        name = key_of(expression.at(key))
        if name is None:
            overlay.open()
        overlay.put_over([Entry(name, key, Argument(value, expression.frame), key)])
    if expression.frame.scope.module.is_stored:
        overlay.open(Rest.STORED)
    return overlay.mapping


def key_of(expression: Expression[ast.expr]) -> str | None:
    """Return a key where all that it can be is one known text."""
    if isinstance(expression.node, ast.Constant) and isinstance(expression.node.value, str):
        return expression.node.value
    names = {text.literal for text in expression.texts()}
    return names.pop() if len(names) == 1 else None


def spread(expression: Expression[ast.expr]) -> Mapping:
    """Return the entries of all that ``**node`` can be, as one mapping."""
    values = expression.values()
    found = [mapping for value in values if (mapping := as_mapping(expression.evaluator, value)) is not None]
    if len(values) == len(found) == 1:
        return found[0]
    is_complete = all(mapping.complete for mapping in found)
    others = [value for value in values if not isinstance(value, Nothing)]
    entries = tuple(entry for mapping in found for entry in mapping.entries)
    return Mapping(entries, is_complete and len(others) == len(found))


def as_mapping(evaluator: Evaluator, value: Value) -> Mapping | None:
    """Return a value as a mapping: itself, a list of pairs, or the environment as it is when it is copied."""
    if isinstance(value, Mapping):
        return value
    if isinstance(value, Reference) and value.dotted == ENVIRONMENT:
        return OF_ENVIRONMENT
    if not isinstance(value, Sequence):
        return None
    entries: list[Entry] = []
    complete = value.complete
    for element in value.elements:
        for pair in evaluator.argument(element):
            if not isinstance(pair, Sequence) or len(pair.elements) != 2:
                complete = False
                continue
            key, content = pair.elements
            name = key_of(evaluator.expression(key.node, key.frame))
            complete = complete and name is not None
            entries.append(Entry(name, key.node, content, element.node))
    return Mapping(tuple(entries), complete)


def constructed(expression: Expression[ast.Call]) -> Values:
    """Return ``dict(pairs, key=value, **more)``."""
    overlay = Overlay()
    unnamed: list[tuple[ast.keyword | None, ast.expr]] = [(None, argument) for argument in expression.node.args]
    for keyword, value in (*unnamed, *((keyword, keyword.value) for keyword in expression.node.keywords)):
        if keyword is not None and keyword.arg is not None:
            overlay.put_over([Entry(keyword.arg, keyword, Argument(value, expression.frame), keyword)])
            continue
        overlay.lay(spread(expression.at(value)))
    return (overlay.mapping,)


def filtered(expression: Expression[ast.DictComp]) -> Values:
    """Return ``{key: value for key, value in mapping.items() if …}``: what the mapping or the pairs have, or less."""
    node = expression.node
    generator = node.generators[0]
    pair = generator.target.elts if isinstance(generator.target, ast.Tuple) else []
    names = [dotted(item) for item in (*pair, node.key, node.value)]
    if len(node.generators) > 1 or len(names) != 4 or names[:2] != names[2:]:
        return ()
    found = tuple(found for found in _gone_through(expression.at(generator.iter)) if found is not None)
    if all(dotted(part) != names[0] for asked in generator.ifs for part in descendants(asked)):
        return found
    taking = _taking(node.key, expression.frame)
    return tuple(Mapping((*each.entries, taking), each.complete, each.rest) for each in found)


def _taking(key: ast.expr, frame: Frame) -> Entry:
    """Return what stands for taking away an entry of a key that can't be told: whatever came before it may be gone."""
    return Entry(None, key, Argument(ast.copy_location(ast.Constant(None), key), frame), key)


def _gone_through(expression: Expression[ast.expr]) -> list[Mapping | None]:
    """Return what a loop takes pair by pair, as mappings: one's ``items()``, or pairs; None for what is neither."""
    items = expression.node.func if isinstance(expression.node, ast.Call) else None
    if isinstance(items, ast.Attribute) and items.attr == "items":
        found = expression.values_of(items.value)
        return [value if isinstance(value, Mapping) else None for value in found]
    return [as_mapping(expression.evaluator, value) for value in expression.values()]


def merged(expression: Expression[ast.BinOp]) -> Values:
    """Return ``first | second``."""
    overlay = Overlay(spread(expression.at(expression.node.left)))
    overlay.lay(spread(expression.at(expression.node.right)))
    return (overlay.mapping,) if overlay.mapping.entries else ()


def changes(owner: Scope | None, path: str, frame: Frame, binding: Binding | None = None) -> list[Change]:
    """Return what was done to the object at a path, or at a path below it, before the frame's point.

    More than ``MAX_CHANGES`` are one more than that.
    """
    module = (owner or (binding.scope if binding else frame.scope)).module
    found: list[Change] = []
    here = _mutations_of(module).get((owner, path), _UNCHANGED)
    for below in ("", *_BELOW) if here else ():
        known = here.get(below)
        most = MAX_CHANGES + 1 - len(found)
        if known is None or not most:
            continue
        if owner is not None or binding is None:
            mutations = known.of_object(frame, most)
        else:
            mutations = known.of_binding(binding, frame, most)
        found += [Change(below, mutation, _is_sure(mutation, frame)) for mutation in mutations]
    return found


@remembered
def _mutations_of(module: Module) -> dict[tuple[Scope | None, str], dict[str, Mutations]]:
    """What is done to objects, by the class or the paths that have them: to an object itself, and below it."""
    found: dict[tuple[Scope | None, str], dict[str, Mutations]] = defaultdict(dict)
    for (owner, path), mutations in _by_path(module).items():
        known = found[owner, path][""] = Mutations(path, mutations)
        above, _, last = path.rpartition(".")
        if above and last in _BELOW:
            found[owner, above][last] = known
    return found


def _by_path(module: Module) -> MappingOf[tuple[Scope | None, str], SequenceOf[Mutation]]:
    """What is done to objects by their paths, also by a name for what one holds: ``llm = config["llm"]``."""
    found: dict[tuple[Scope | None, str], list[Mutation]] = defaultdict(list)
    for (owner, path), mutations in module.mutations.items():
        for mutation in mutations if owner is None and "." not in path else ():
            if (held := _held(path, mutation)) is not None:
                found[held[:2]].append(mutation._replace(keys=(*held[2], *mutation.keys)))
    for place, mutations in found.items():
        mutations += module.mutations.get(place, ())
        mutations.sort(key=lambda mutation: mutation.point.order)
    return {**module.mutations, **found}


def _held(name: str, mutation: Mutation) -> tuple[Scope | None, str, tuple[ast.expr, ...]] | None:
    """Return within what object the one is, and by which keys, that a name was given at a change of it."""
    known = home(mutation.scope, name).bindings.get(name, ())
    only = known[0] if len(known) == 1 and known[0].how is How.VALUE else None
    if only is None or not isinstance(only.value, ast.Subscript):
        return None
    owner, path, keys = held = bindings.within(only.value, only.scope)
    root = path.partition(".")[0]
    is_seen = owner is not None or home(mutation.scope, root) is home(only.scope, root)
    return held if path and is_seen and all(isinstance(key, ast.Constant) for key in keys) else None


def _is_sure(mutation: Mutation, frame: Frame) -> bool:
    function, branches = mutation.scope.function, mutation.point.branches
    if _loop_of(mutation) is not None:
        branches = branches[:-1]  # what goes through all pairs puts each of them
    if function is frame.scope.function:
        sure = Point(0, branches).always_before(frame.point)
    else:
        sure = (function.kind is Kind.MODULE or mutation.scope.name == "__init__") and not branches
    return sure or _is_of_itself(mutation)


def _is_of_itself(mutation: Mutation) -> bool:
    """Tell whether a new value is made of the old one, as far as that needs it: who reads it counts on the new one."""
    target = mutation.node
    if mutation.value is None or not isinstance(target, ast.Subscript) or not isinstance(mutation.key, ast.Constant):
        return False
    path, key = dotted(target.value), mutation.key.value
    return any(_taken(part) == (path, key) for part in descendants(mutation.value))


def _taken(node: ast.AST) -> tuple[str, object] | None:
    """Return what is taken from where: by ``headers["Authorization"]``, ``headers.get("Authorization")``."""
    function = node.func if isinstance(node, ast.Call) and node.args else None
    if isinstance(node, ast.Subscript):
        of, key = node.value, node.slice
    elif isinstance(node, ast.Call) and isinstance(function, ast.Attribute) and function.attr in effects.GIVING:
        of, key = function.value, node.args[0]
    else:
        return None
    return (dotted(of), key.value) if isinstance(key, ast.Constant) else None


#: What holds something else once it is changed.
CHANGING = Mapping | Built | Sequence


def changed(expression: Expression[ast.expr], value: Value, found: list[Change], path: str) -> Value:
    """Return a mapping or session with its changes applied."""
    if isinstance(value, Mapping):
        value = applied(expression.evaluator, value, [change for change in found if not change.below][:MAX_CHANGES])
        if _is_closed(found, path, expression.frame):
            return value
        rest = Rest.UNKNOWN if value.rest is Rest.ENVIRONMENT else value.rest
        return replace(value, complete=False, rest=rest)
    if isinstance(value, Built):
        changes = (*value.changes, *(change for change in found[:MAX_CHANGES] if not change.mutation.keys))
        return replace(value, changes=changes, complete=value.complete and _is_closed(found, path, expression.frame))
    if isinstance(value, Sequence):
        more = _extended(expression.evaluator, value, found) if found else value
        is_open = isinstance(more, Sequence) and not _is_closed(found, path, expression.frame)
        return replace(more, complete=False) if isinstance(more, Sequence) and is_open else more
    return value


def _extended(evaluator: Evaluator, value: Sequence, found: list[Change]) -> Value:
    """Return a list with what was put behind its elements; one that was changed otherwise is not known."""
    elements = [*value.elements]
    for mutation in (change.mutation for change in found):
        more = _elements(evaluator, mutation)
        if more is None:
            return Text((Unknown(value.span),), value.span)
        elements += more
    return replace(value, elements=tuple(elements))


def _elements(evaluator: Evaluator, mutation: Mutation) -> Collection[Argument] | None:
    """Return what a method puts behind a list's elements; None for a method that does something else."""
    if mutation.keys or mutation.call is None or len(mutation.call.args) != 1:
        return None
    given = Argument(mutation.call.args[0], Frame(mutation.scope, mutation.point))
    if mutation.method != "extend":
        return [given] if mutation.method == "append" else None
    values = evaluator.argument(given)
    only = values[0] if len(values) == 1 else None
    return only.elements if isinstance(only, Sequence) else None


def _is_closed(found: list[Change], path: str, frame: Frame) -> bool:
    """Tell whether no more is done to the object at a path than was found."""
    return len(found) <= MAX_CHANGES and not aliasing.may_be_changed(frame.scope, path)


def applied(evaluator: Evaluator, mapping: Mapping, found: list[Change], *, folds: bool = False) -> Mapping:
    """Return a mapping after some changes, in their order; what is not sure leaves the old entries beside the new.

    ``folds``: its keys are alike whatever their case, as those of a session's headers are.
    """
    made = tuple((id(change.mutation), change.sure) for change in found)
    if not made:
        return mapping
    key = (id(mapping.entries), mapping.complete, mapping.rest, folds, made)
    if key not in evaluator.applied:
        # The entries are kept beside the outcome, so that the id in the key stays their own.
        evaluator.applied[key] = (mapping.entries, _applied(evaluator, mapping, found, folds=folds))
    return evaluator.applied[key][1]


def _applied(evaluator: Evaluator, mapping: Mapping, found: list[Change], *, folds: bool) -> Mapping:
    overlay = Overlay(mapping, folds=folds)
    for change in found:
        if change.mutation.keys:
            _change_within(evaluator, overlay, change)
            continue
        more = added(evaluator, change.mutation)
        if change.mutation.method in effects.TAKING:
            _take(evaluator, overlay, change)
        elif change.sure and change.mutation.method != "setdefault":
            overlay.put_over(more.entries)
        else:
            overlay.put_beside(more.entries)
        if not more.complete:
            overlay.open()
    return overlay.mapping


def _change_within(evaluator: Evaluator, overlay: Overlay, change: Change) -> None:
    """Change what is under a key; of what has none that is known something may be changed."""
    first, *rest = change.mutation.keys
    below = change._replace(mutation=change.mutation._replace(keys=tuple(rest)))
    key = key_of(evaluator.expression(first, Frame(change.mutation.scope, change.mutation.point)))
    if key is None or not overlay.change(key, lambda entry: _with_change(entry, below)):
        overlay.open()


def _with_change(entry: Entry, change: Change) -> Entry:
    """Return an entry whose value was changed, after all that was done to it before."""
    node = entry.value.node
    changed = ast.copy_location(Changed(), node)
    changed.before = node.before if isinstance(node, Changed) else node
    changed.changes = (*node.changes, change) if isinstance(node, Changed) else (change,)
    return replace(entry, value=Argument(changed, entry.value.frame))


def within(expression: Expression[Changed]) -> Values:
    """Return what an entry of a mapping holds after what was done to that."""
    found = [*expression.node.changes]
    values = expression.values_of(expression.node.before)
    return tuple(_after(expression.evaluator, value, found) for value in values)


def _after(evaluator: Evaluator, value: Value, found: list[Change]) -> Value:
    if isinstance(value, Mapping):
        return applied(evaluator, value, found)
    return _extended(evaluator, value, found) if isinstance(value, Sequence) else value


def added(evaluator: Evaluator, mutation: Mutation) -> Mapping:
    """Return the entries that a change adds, and whether those are all that it can add."""
    frame = Frame(mutation.scope, mutation.point)
    key, value, call = mutation.key, mutation.value, mutation.call
    if mutation.method == "setattr" and isinstance(mutation.node, ast.Attribute) and value is not None:
        node = mutation.node
        return Mapping((Entry(node.attr, node, Argument(value, frame), node),), True)
    if call is not None and mutation.method in effects.PUTTING and len(call.args) == 2:
        key, value = call.args
    if key is not None and value is not None:
        if (pairs := _looped(evaluator, mutation)) is not None:
            return pairs
        name = key_of(evaluator.expression(key, frame))
        start = mutation.node if call is None else key
        return Mapping((Entry(name, key, Argument(value, frame), start),), name is not None)
    if mutation.method == "update":
        more = (
            constructed(evaluator.expression(call, frame))
            if call is not None
            else evaluator.evaluate(value, frame)
            if value
            else ()
        )
        found = [as_mapping(evaluator, item) for item in more]
        entries = tuple(entry for other in found if other for entry in other.entries)
        return Mapping(entries, bool(found) and all(other is not None and other.complete for other in found))
    return Mapping((), mutation.method in effects.TAKING)


def _looped(evaluator: Evaluator, mutation: Mutation) -> Mapping | None:
    """Return what ``for key, value in pairs: mapping[key] = value`` puts, where the pairs are written out."""
    if (loop := _loop_of(mutation)) is None:
        return None
    found = _gone_through(evaluator.expression(loop.iter, Frame(mutation.scope, mutation.point)))
    only = found[0] if len(found) == 1 else None
    return only if only is None or len(only.entries) <= MAX_CHANGES else None


def _loop_of(mutation: Mutation) -> ast.For | None:
    """Return the loop that does nothing but put the pairs that it goes through: more may leave some out."""
    call, parents = mutation.call, mutation.scope.module.parents
    is_put = call is not None and mutation.method in effects.PUTTING and len(call.args) == 2
    pair = call.args if call is not None and is_put else [mutation.key, mutation.value]
    statement = parents.get(mutation.node)
    loop = parents.get(statement) if statement is not None else None
    if not isinstance(loop, ast.For) or len(loop.body) > 1 or not isinstance(loop.target, ast.Tuple):
        return None
    names = [each.id if isinstance(each, ast.Name) else "" for each in pair]
    return loop if all(names) and names == [dotted(each) for each in loop.target.elts] else None


def _take(evaluator: Evaluator, overlay: Overlay, change: Change) -> None:
    """Take away the entries that ``pop``, ``del`` or ``clear`` surely does."""
    mutation, frame = change.mutation, Frame(change.mutation.scope, change.mutation.point)
    key = mutation.key if mutation.call is None else next(iter(mutation.call.args), None)
    name = key_of(evaluator.expression(key, frame)) if key is not None else None
    if change.sure and mutation.method == "clear":
        overlay.clear()
    elif key is not None and name is None:
        overlay.put_beside([_taking(key, frame)])
    elif change.sure:
        overlay.take(name)
