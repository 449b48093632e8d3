"""One pass over a tree that fills a module with what it holds.

The walk keeps an explicit stack, so that deep nesting costs memory and no recursion.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Sequence
from typing import Any

from flake8_openrouter.languages.python.syntax.bindings import (
    METHODS,
    bind,
    bind_imported,
    bind_part,
    declare,
    function_scope,
    mutate,
)
from flake8_openrouter.languages.python.syntax.conditions import note_choice
from flake8_openrouter.languages.python.syntax.endings import TESTING
from flake8_openrouter.languages.python.syntax.scopes import (
    ANY_ATTRIBUTE,
    START,
    AssignSite,
    Binding,
    CallSite,
    DictSite,
    How,
    Kind,
    Module,
    Mutation,
    Point,
    RaiseSite,
    Scope,
    StringSite,
    SubscriptSite,
)
from flake8_openrouter.languages.python.syntax.tree import children, descendants, dotted, holds_number
from flake8_openrouter.model import Document


def walk(document: Document, tree: ast.Module) -> Module:
    """Return what a tree holds."""
    module = Module(document, tree)
    _Walk(module).run()
    return module


class _Walk:
    """Fills a module in one pass. A handler pushes the children it wants to be walked, in their order."""

    def __init__(self, module: Module) -> None:
        self.module = module
        self.order = 0
        self.stack: list[tuple[ast.AST, Scope, Point]] = []

    def run(self) -> None:
        stack, handlers, statements = self.stack, _HANDLERS, self.module.statements
        self.push(self.module.tree, self.module.tree.body, self.module.scope, START)
        while stack:
            node, scope, point = stack.pop()
            kind = type(node)
            if kind in _STATEMENTS:
                self.order += 1
                point = _made(Point, (self.order, point.branches))
                statements[node] = scope, point
            handlers[kind](self, node, scope, point)

    def push(self, parent: ast.AST, nodes: Sequence[Any], scope: Scope, point: Point) -> None:
        """Push what is in a node; attributes, names and constants, most of a tree, are seen to at once."""
        module, stack = self.module, self.stack
        parents = module.parents
        for node in reversed(nodes):
            kind, above = type(node), parent
            if kind is _KEYWORD:
                parents[node] = above
                node, above = node.value, node
                kind = type(node)
            while kind is _ATTRIBUTE:
                parents[node] = above
                module.attributes.append((node, point))
                node, above = node.value, node
                kind = type(node)
            if kind is _NAME:
                parents[node] = above
                if type(node.ctx) is _LOAD:
                    module.names[node.id].append((node, scope, point))
            elif kind is _CONSTANT:
                parents[node] = above
                if isinstance(node.value, _TEXTS):
                    module.strings.append(_made(StringSite, (node, scope, point)))
            elif isinstance(node, _NODE):
                parents[node] = above
                stack.append((node, scope, point))

    def push_children(self, node: ast.AST, scope: Scope, point: Point) -> None:
        self.push(node, children(node), scope, point)

    def test(self, condition: ast.expr, scope: Scope, point: Point) -> None:
        """Remember a condition; what it asks is found out where somebody wants to know."""
        self.module.tests[condition] = scope
        self.module.testing.add(point.order)

    def assign(self, node: ast.Assign, scope: Scope, point: Point) -> None:
        for target in node.targets:
            bind(self.module, target, Binding(How.VALUE, node.value, scope, point))
            if isinstance(target, ast.Attribute):
                self.module.attribute_assignments.append(AssignSite(node, scope, point))
        self.push(node, [*node.targets, node.value], scope, point)

    def annotated(self, node: ast.AnnAssign, scope: Scope, point: Point) -> None:
        how = How.FIELD if scope.kind is Kind.CLASS else How.VALUE
        if node.value is not None or how is How.FIELD:
            bind(self.module, node.target, Binding(how, node.value, scope, point, node.annotation))
        self.push_children(node, scope, point)

    def augmented(self, node: ast.AugAssign, scope: Scope, point: Point) -> None:
        if isinstance(node.op, ast.BitOr):
            mutate(self.module, node.target, Mutation("update", node, scope, point, None, node.value))
        elif isinstance(node.target, ast.Name | ast.Subscript):
            # What was there before is read, and its name is where the new value is put.
            before = copy.copy(node.target)
            before.ctx = ast.Load()
            joined = ast.copy_location(ast.BinOp(before, node.op, node.value), node)
            bind(self.module, node.target, Binding(How.VALUE, joined, scope, point))
        else:
            bind(self.module, node.target, Binding(How.ELEMENT, None, scope, point))
        self.push_children(node, scope, point)

    def named(self, node: ast.NamedExpr, scope: Scope, point: Point) -> None:
        bind_part(self.module, node.target, Binding(How.VALUE, node.value, scope.function, point))
        self.push_children(node, scope, point)

    def looped(self, node: ast.For | ast.AsyncFor, scope: Scope, point: Point) -> None:
        self.module.loops.add(self.order)
        inside = Point(point.order, (*point.branches, (self.order, 0)))
        bind(self.module, node.target, Binding(How.ELEMENT, node.iter, scope, inside))
        self.push(node, node.orelse, scope, point)
        self.push(node, node.body, scope, inside)
        self.push(node, [node.iter], scope, point)

    def tested(self, node: ast.If | ast.While, scope: Scope, point: Point) -> None:
        self.test(node.test, scope, point)
        if isinstance(node, ast.While):
            self.module.loops.add(self.order)
        if node.orelse:
            self.take(node, 1, node.orelse, scope, point)
        self.take(node, 0, node.body, scope, point)
        self.push(node, [node.test], scope, point)

    def take(self, node: ast.If | ast.While, arm: int, body: list[ast.stmt], scope: Scope, point: Point) -> None:
        if isinstance(body[-1], _LEAVING):
            self.module.closed_arms.add((self.order, arm))
        self.push(node, body, scope, Point(point.order, (*point.branches, (self.order, arm))))

    def tried(self, node: ast.Try, scope: Scope, point: Point) -> None:
        self.push(node, node.finalbody, scope, point)
        for number, handler in reversed(list(enumerate(node.handlers, start=1))):
            self.module.parents[handler] = node
            inside = Point(point.order, (*point.branches, (self.order, number)))
            if handler.name:
                scope.bindings[handler.name].append(Binding(How.ELEMENT, None, scope, inside))
            self.push(handler, handler.body, scope, inside)
        self.push(node, node.orelse, scope, point)
        self.push(node, node.body, scope, point)

    def matched(self, node: ast.Match, scope: Scope, point: Point) -> None:
        self.test(node.subject, scope, point)
        for number, case in reversed(list(enumerate(node.cases))):
            inside = Point(point.order, (*point.branches, (self.order, number)))
            for pattern in descendants(case.pattern):
                if name := getattr(pattern, "name", None):
                    scope.bindings[name].append(Binding(How.ELEMENT, None, scope, inside))
            self.module.parents[case] = node
            self.push(case, case.body, scope, inside)
        self.push(node, [node.subject], scope, point)

    def entered(self, node: ast.With | ast.AsyncWith, scope: Scope, point: Point) -> None:
        for item in node.items:
            if item.optional_vars is not None:
                bind(self.module, item.optional_vars, Binding(How.CONTEXT, item.context_expr, scope, point))
        self.push_children(node, scope, point)

    def imported(self, node: ast.Import | ast.ImportFrom, scope: Scope, point: Point) -> None:
        bind_imported(node, scope, point)

    def returned(self, node: ast.Return | ast.Yield, scope: Scope, point: Point) -> None:
        outcomes = scope.function.returns if isinstance(node, ast.Return) else scope.function.yields
        outcomes.append((node.value, point))
        self.push(node, [node.value], scope, point)

    def raised(self, node: ast.Raise, scope: Scope, point: Point) -> None:
        self.module.raises.append(RaiseSite(node, scope, point))
        self.push_children(node, scope, point)

    def asserted(self, node: ast.Assert, scope: Scope, point: Point) -> None:
        self.test(node.test, scope, point)
        if holds_number(node, 401):
            denied = isinstance(node.test, ast.Compare) and isinstance(node.test.ops[0], ast.NotEq | ast.NotIn)
            self.module.expecting_401 += [scope] if not denied else []
        self.push_children(node, scope, point)

    def defined(self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope, point: Point) -> None:
        inner = function_scope(self.module, node, node.name, node.args, scope, point)
        decorators = [dotted(item) for item in node.decorator_list]
        if scope.kind is Kind.CLASS and inner.positional and "staticmethod" not in decorators:
            inner.receiver = inner.positional[0]
        self.module.functions[node.name].append(inner)
        scope.bindings[node.name].append(Binding(How.DEFINITION, inner, scope, point))
        self.push(node, node.body, inner, Point(self.order, ()))
        self.push(node, node.decorator_list, scope, point)
        self.parametrized(node, node.args, scope, point)

    def lambda_(self, node: ast.Lambda, scope: Scope, point: Point) -> None:
        inner = function_scope(self.module, node, "", node.args, scope, point)
        inner.returns.append((node.body, point))
        self.push(node, [node.body], inner, Point(self.order, ()))
        self.parametrized(node, node.args, scope, point)

    def parametrized(self, node: ast.AST, args: ast.arguments, scope: Scope, point: Point) -> None:
        """Take parameters, most of which hold nothing, together with what their defaults hold."""
        parents = self.module.parents
        parents[args] = node
        for item in (*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg):
            if item is not None:
                parents[item] = args
                if item.annotation is not None:
                    self.push(item, [item.annotation], scope, point)
        if args.defaults or args.kw_defaults:
            self.push(args, [*args.defaults, *args.kw_defaults], scope, point)

    def computed(self, node: ast.BinOp, scope: Scope, point: Point) -> None:
        self.push(node, [node.left, node.right], scope, point)

    def compared(self, node: ast.Compare, scope: Scope, point: Point) -> None:
        self.push(node, [node.left, *node.comparators], scope, point)

    def expressed(self, node: ast.Expr, scope: Scope, point: Point) -> None:
        self.push(node, [node.value], scope, point)

    def class_(self, node: ast.ClassDef, scope: Scope, point: Point) -> None:
        inner = Scope(Kind.CLASS, node.name, node, scope, self.module, point)
        self.module.classes.append(inner)
        scope.bindings[node.name].append(Binding(How.DEFINITION, inner, scope, point))
        self.push(node, node.body, inner, Point(self.order, ()))
        self.push(node, [*node.decorator_list, *node.bases, *node.keywords], scope, point)

    def comprehended(self, node: ast.AST, scope: Scope, point: Point) -> None:
        inner = Scope(Kind.COMPREHENSION, "", node, scope, self.module, point)
        for generator in node.generators:  # type: ignore[attr-defined]
            bind_part(self.module, generator.target, Binding(How.ELEMENT, generator.iter, inner, point))
            for condition in generator.ifs:
                self.test(condition, inner, point)
        self.push_children(node, inner, point)

    def called(self, node: ast.Call, scope: Scope, point: Point) -> None:
        module, function, site = self.module, node.func, _made(CallSite, (node, scope, point))
        module.calls.append(site)
        if isinstance(function, ast.Attribute):
            name = function.attr
            if note := METHODS.get(name):
                note(module, node, function, scope, point)
        else:
            name = function.id if isinstance(function, ast.Name) else ""
            if name == "setattr" and len(node.args) > 1:
                stored = node.args[1].value if isinstance(node.args[1], ast.Constant) else ANY_ATTRIBUTE
                module.stored_outside.add(str(stored))
        module.calls_by_name[name].append(site)
        if name in TESTING and node.args:
            self.test(node.args[0], scope, point)
        self.push(node, [function, *node.args, *node.keywords], scope, point)

    def dictionary(self, node: ast.Dict, scope: Scope, point: Point) -> None:
        self.module.dicts.append(DictSite(node, scope, point))
        self.push_children(node, scope, point)

    def subscripted(self, node: ast.Subscript, scope: Scope, point: Point) -> None:
        self.module.subscripts.append(SubscriptSite(node, scope, point))
        self.push(node, [node.value, node.slice], scope, point)

    def formatted(self, node: ast.JoinedStr, scope: Scope, point: Point) -> None:
        self.module.fstrings.append(node)
        self.push_children(node, scope, point)

    def chosen(self, node: ast.IfExp, scope: Scope, point: Point) -> None:
        self.test(node.test, scope, point)
        self.push_children(node, scope, point)

    def either(self, node: ast.BoolOp, scope: Scope, point: Point) -> None:
        note_choice(self.module, node, scope)
        self.push_children(node, scope, point)

    def declared(self, node: ast.Global | ast.Nonlocal, scope: Scope, point: Point) -> None:
        declare(node, scope)

    def deleted(self, node: ast.Delete, scope: Scope, point: Point) -> None:
        for target in node.targets:
            if isinstance(target, ast.Subscript):
                mutate(self.module, target.value, Mutation("del", target, scope, point, target.slice))
        self.push_children(node, scope, point)


#: What the walk asks for at each node, by names of its own: to look them up in ``ast`` takes longer.
_NODE, _KEYWORD, _ATTRIBUTE = ast.AST, ast.keyword, ast.Attribute
_NAME, _LOAD, _CONSTANT = ast.Name, ast.Load, ast.Constant
_TEXTS = (str, bytes)
#: Makes a named tuple of all its fields: what most of are made need not pass through a function of Python's.
_made = tuple.__new__
_LEAVING = ast.Return | ast.Raise | ast.Continue | ast.Break
_KINDS = [kind for kind in vars(ast).values() if isinstance(kind, type) and issubclass(kind, ast.AST)]
_STATEMENTS = frozenset(kind for kind in _KINDS if issubclass(kind, ast.stmt))

_HANDLERS: dict[type[ast.AST], Callable[..., None]] = {
    **dict.fromkeys(_KINDS, _Walk.push_children),
    ast.Assign: _Walk.assign,
    ast.AnnAssign: _Walk.annotated,
    ast.AugAssign: _Walk.augmented,
    ast.NamedExpr: _Walk.named,
    **dict.fromkeys((ast.For, ast.AsyncFor), _Walk.looped),
    **dict.fromkeys((ast.If, ast.While), _Walk.tested),
    **dict.fromkeys((ast.Try, getattr(ast, "TryStar", ast.Try)), _Walk.tried),
    ast.Match: _Walk.matched,
    **dict.fromkeys((ast.With, ast.AsyncWith), _Walk.entered),
    **dict.fromkeys((ast.Import, ast.ImportFrom), _Walk.imported),
    **dict.fromkeys((ast.Return, ast.Yield), _Walk.returned),
    ast.Raise: _Walk.raised,
    **dict.fromkeys((ast.Global, ast.Nonlocal), _Walk.declared),
    ast.Delete: _Walk.deleted,
    ast.Assert: _Walk.asserted,
    **dict.fromkeys((ast.FunctionDef, ast.AsyncFunctionDef), _Walk.defined),
    ast.Lambda: _Walk.lambda_,
    ast.ClassDef: _Walk.class_,
    **dict.fromkeys((ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp), _Walk.comprehended),
    ast.Expr: _Walk.expressed,
    ast.BinOp: _Walk.computed,
    ast.Compare: _Walk.compared,
    ast.Call: _Walk.called,
    ast.Dict: _Walk.dictionary,
    ast.Subscript: _Walk.subscripted,
    ast.JoinedStr: _Walk.formatted,
    ast.IfExp: _Walk.chosen,
    ast.BoolOp: _Walk.either,
}
