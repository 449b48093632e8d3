"""Where a response and its body go in a file: who looks whether it is an answer, and what else is made of it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from flake8_openrouter.languages.python.libraries import http
from flake8_openrouter.languages.python.sites import bodies, steps
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.sites.receivers import Made, is_judged, made_of
from flake8_openrouter.languages.python.sites.steps import Kind, Trace
from flake8_openrouter.languages.python.syntax import effects
from flake8_openrouter.languages.python.syntax.scopes import CallSite, home
from flake8_openrouter.languages.python.syntax.tree import descendants

#: How many places one response is followed to, and through how many of the file's own functions.
MAX_FOLLOWED = 200
MAX_CALLS = 4


def trace(context: Context, site: CallSite) -> Trace:
    """Follow the response of a call."""
    tracing = _Tracing(context)
    tracing.follow(site.node)
    if tracing.looked:
        return Trace(looked=True)
    return Trace(
        False,
        tuple(_of_the_sender(context, site, tracing.used)),
        tuple(tracing.bodies),
        tuple(tracing.shown),
        tracing.handed_on,
    )


def _of_the_sender(context: Context, site: CallSite, used: set[ast.Attribute]) -> list[ast.Attribute]:
    """Return the uses in the function that sends the request, in their order; all where that has none."""
    ordered = sorted(used, key=lambda node: (node.lineno, node.col_offset))
    return [node for node in ordered if site.scope.function.holds(context.uses.scope(node))] or ordered


class _Tracing:
    """One response on its way. Each method is about one kind of node that a step's expression is in."""

    def __init__(self, context: Context) -> None:
        self.context, self.uses, self.invocations = context, context.uses, context.invocations
        self.parents = context.module.parents
        self.looked = self.handed_on = False
        self.used: set[ast.Attribute] = set()
        self.bodies: dict[ast.AST, None] = {}
        self.shown: dict[ast.AST, None] = {}
        self.pending: list[steps.Step] = []

    def follow(self, call: ast.Call) -> None:
        seen: set[steps.Step] = set()
        self.pending.append(steps.Step(call, Kind.RESPONSE))
        while self.pending and not self.looked:
            step = self.pending.pop()
            if step in seen:
                continue
            seen.add(step)
            if len(seen) > MAX_FOLLOWED:
                self.looked = True  # nobody can tell
            if step.kind is Kind.BODY:
                self.bodies[step.node] = None
            parent = self.parents.get(step.node)
            handler = _HANDLERS.get(type(parent), _Tracing.kept)
            handler(self, step, parent)

    # What comes of a step

    def use(self, step: steps.Step) -> None:
        if step.origin is not None:
            self.used.add(step.origin)

    def kept(self, step: steps.Step, parent: ast.AST | None) -> None:
        """It goes where it is not followed: somebody may look there."""
        self.looked = True

    def handed(self, step: steps.Step, parent: ast.AST) -> None:
        """A body is given away whole, to what wants an answer."""
        self.handed_on = True
        self.use(step)

    def show(self, step: steps.Step, parent: ast.AST) -> None:
        """It is shown: a response with its status, a body with what the failure was."""
        self.looked = self.looked or step.kind is Kind.RESPONSE
        self.shown[step.node] = None

    def same(self, step: steps.Step, parent: ast.AST) -> None:
        assert isinstance(parent, ast.expr)
        self.pending.append(step._replace(node=parent))

    def push(self, step: steps.Step, nodes: Sequence[ast.expr] | None) -> None:
        """Go on with some expressions; where they are too many to tell, somebody may look."""
        self.looked = self.looked or nodes is None
        self.pending += [step._replace(node=node) for node in nodes or ()]

    # Where it is

    def tested(self, step: steps.Step, parent: ast.AST) -> None:
        """A response is false where the status is bad; a body that tells an error is as true as any."""
        if step.kind is Kind.RESPONSE:
            self.looked = True
        elif not isinstance(step.node, ast.Name):
            self.use(step)

    def used_up(self, step: steps.Step, parent: ast.AST) -> None:
        self.use(step)

    def matched(self, step: steps.Step, parent: ast.Match) -> None:
        self.looked = True

    def chosen(self, step: steps.Step, parent: ast.IfExp) -> None:
        (self.tested if step.node is parent.test else self.same)(step, parent)

    def either(self, step: steps.Step, parent: ast.BoolOp) -> None:
        (self.same if step.kind is Kind.BODY or step.node is parent.values[-1] else self.tested)(step, parent)

    def iterated(self, step: steps.Step, parent: ast.For | ast.AsyncFor | ast.comprehension) -> None:
        """Go on with what a loop calls the pieces of a body: each line of a stream may tell an error."""
        scope, order = self.uses.scope(parent), self.uses.point(parent).order
        for node in descendants(parent.target):
            if isinstance(node, ast.Name) and step.kind is Kind.BODY:
                self.push(step, self.uses.of_path(home(scope, node.id), node.id).of(order))

    def generated(self, step: steps.Step, parent: ast.comprehension) -> None:
        """Go on with what is made of each piece of a body; the whole is all of them."""
        if step.node is not parent.iter:
            self.tested(step, parent)
        elif step.kind is Kind.BODY:
            self.use(step)
            self.iterated(step, parent)
            self.same(step, self.parents[parent])

    def added(self, step: steps.Step, parent: ast.AugAssign) -> None:
        self.use(step)
        self.bound(step, parent.target)

    def named(self, step: steps.Step, parent: ast.NamedExpr) -> None:
        self.bound(step, parent.target)
        self.same(step, parent)

    def assigned(self, step: steps.Step, parent: ast.Assign) -> None:
        for target in parent.targets:
            self.bound(step, target)

    def annotated(self, step: steps.Step, parent: ast.AnnAssign) -> None:
        self.bound(step, parent.target)

    def entered(self, step: steps.Step, parent: ast.withitem) -> None:
        if parent.optional_vars is not None:
            self.bound(step, parent.optional_vars)

    def bound(self, step: steps.Step, target: ast.expr) -> None:
        """Go on with the reads of what a target is bound to; each piece of an unpacked one may be it."""
        if isinstance(target, ast.Tuple | ast.List):
            for piece in target.elts:
                self.bound(step, piece)
        elif isinstance(target, ast.Name | ast.Attribute):
            self.read(step, target, self.uses.point(target).order)
        else:
            self.kept(step, target)

    def read(self, step: steps.Step, target: ast.expr, order: int) -> None:
        nodes = self.uses.reads(target).of(order)
        self.push(step, nodes)
        if nodes == [] and isinstance(self.parents.get(target), ast.Assign | ast.AnnAssign):
            self.use(step)

    def attribute(self, step: steps.Step, parent: ast.Attribute) -> None:
        call = self.parents.get(parent)
        result = call if isinstance(call, ast.Call) and call.func is parent else None
        if step.kind is Kind.BODY:
            self.method(step, parent.attr, result)
        elif parent.attr in http.STATUSES or bodies.asks_for_stream(self.uses, parent):
            self.looked = True
        elif parent.attr in http.BODIES:
            origin = None if step.through else parent
            self.pending.append(steps.Step(result or parent, Kind.BODY, origin, step.through))

    def method(self, step: steps.Step, name: str, call: ast.Call | None) -> None:
        """Follow what is asked of a body by a method."""
        asked = call.args[0] if call is not None and name in effects.GIVING and call.args else None
        if isinstance(asked, ast.Constant) and asked.value in bodies.ASKED:
            self.looked = True
        elif call is not None and name in bodies.SAME_METHODS:
            self.same(step, call)
        else:
            self.use(step)

    def subscript(self, step: steps.Step, parent: ast.Subscript) -> None:
        if step.kind is Kind.RESPONSE or step.node is not parent.value or not isinstance(parent.ctx, ast.Load):
            return
        index = parent.slice.value if isinstance(parent.slice, ast.Constant) else None
        self.looked = self.looked or index in bodies.ERRORS
        if not isinstance(parent.slice, ast.Slice):
            self.use(step)
        if isinstance(parent.slice, ast.Slice) or isinstance(index, int):
            self.same(step, parent)  # a piece of the text: ``json.loads(line[6:])``

    def compared(self, step: steps.Step, parent: ast.Compare) -> None:
        """``"error" in body`` looks, and so does a comparison of the whole body; ``body is None`` does not."""
        looks = (ast.Eq, ast.NotEq) if step.node is parent.left else (ast.Eq, ast.NotEq, ast.In, ast.NotIn)
        if step.kind is Kind.BODY and any(isinstance(operator, looks) for operator in parent.ops):
            self.looked = self.looked or not any(map(bodies.is_framing, (parent.left, *parent.comparators)))

    def joined(self, step: steps.Step, parent: ast.BinOp) -> None:
        if step.kind is Kind.BODY:
            self.same(step, parent)

    def formatted(self, step: steps.Step, parent: ast.FormattedValue) -> None:
        self.same(step, self.parents[parent])

    def grouped(self, step: steps.Step, parent: ast.Tuple | ast.List) -> None:
        """Go on from ``return body, status``, ``"…" % (body, …)`` and ``body, other = …``."""
        above = self.parents.get(parent)
        if isinstance(above, ast.Return):
            self.returned(step, above)
        elif isinstance(above, ast.BinOp):
            self.same(step, above)
        elif isinstance(above, ast.Assign) and len(above.targets) == 1:
            target, position = above.targets[0], parent.elts.index(step.node)
            pieces = target.elts if isinstance(target, ast.Tuple | ast.List) else []
            self.bound(step, pieces[position] if len(pieces) == len(parent.elts) else target)
        else:
            self.kept(step, above)

    def returned(self, step: steps.Step, parent: ast.AST) -> None:
        """Go on at the call that led into this function, else wherever the file calls it."""
        if step.through:
            self.pending.append(step._replace(node=step.through[-1], through=step.through[:-1]))
            return
        function = self.uses.scope(parent).function
        self.looked = self.looked or is_judged(function)
        callers = self.invocations.callers(function)
        self.looked = self.looked or callers.given_away
        if callers.results == []:
            self.handed(step, parent)
        self.push(step, callers.results)

    # What it is given to

    def keyword(self, step: steps.Step, parent: ast.keyword) -> None:
        call = self.parents.get(parent)
        assert isinstance(call, ast.Call | ast.ClassDef)
        self.argument(step, call, parent.arg or "") if isinstance(call, ast.Call) else self.kept(step, call)

    def called(self, step: steps.Step, parent: ast.Call) -> None:
        if step.node is not parent.func:
            self.argument(step, parent)

    def argument(self, step: steps.Step, call: ast.Call, keyword: str = "") -> None:
        made = made_of(self.context, call)
        if made in _MADE:
            _MADE[made](self, step, call)
        elif made is not Made.NOTHING and not self._is_followed_into(step, call, keyword):
            is_taken = made is not Made.LOOKED and step.kind is Kind.BODY
            (_TAKEN[made] if is_taken else _Tracing.kept)(self, step, call)

    def _is_followed_into(self, step: steps.Step, call: ast.Call, keyword: str) -> bool:
        """Go on in the file's own functions that a call calls; say where none of them is known."""
        if len(step.through) >= MAX_CALLS:
            return False
        found = False
        for function in self.invocations.functions(call):
            skip = 1 if function.receiver and isinstance(call.func, ast.Attribute) else 0
            names = function.positional[skip:]
            place = next((number for number, node in enumerate(call.args) if node is step.node), len(names))
            name = keyword or "".join(names[place : place + 1])
            if name in function.parameters:
                found = True
                inside = step._replace(through=(*step.through, call))
                self.push(inside, self.uses.of_path(function, name).of(0))
        return found


_MADE: dict[Made, Callable[[_Tracing, steps.Step, ast.Call], None]] = {
    Made.SHOWN: _Tracing.show,
    Made.SAME: _Tracing.same,
    Made.TRUTH: _Tracing.tested,
}
_TAKEN = {Made.TAKEN: _Tracing.used_up, Made.KEPT: _Tracing.handed}
_HANDLERS: dict[type, Callable[..., None]] = {
    ast.Await: _Tracing.same,
    ast.NamedExpr: _Tracing.named,
    ast.Assign: _Tracing.assigned,
    ast.AnnAssign: _Tracing.annotated,
    ast.withitem: _Tracing.entered,
    ast.Attribute: _Tracing.attribute,
    ast.Subscript: _Tracing.subscript,
    ast.Compare: _Tracing.compared,
    ast.UnaryOp: _Tracing.tested,
    ast.If: _Tracing.tested,
    ast.While: _Tracing.tested,
    ast.Assert: _Tracing.tested,
    ast.IfExp: _Tracing.chosen,
    ast.BoolOp: _Tracing.either,
    ast.comprehension: _Tracing.generated,
    ast.ListComp: _Tracing.same,
    ast.GeneratorExp: _Tracing.same,
    ast.For: _Tracing.iterated,
    ast.AsyncFor: _Tracing.iterated,
    ast.AugAssign: _Tracing.added,
    ast.YieldFrom: _Tracing.returned,
    ast.Starred: _Tracing.used_up,
    ast.Match: _Tracing.matched,
    ast.BinOp: _Tracing.joined,
    ast.FormattedValue: _Tracing.formatted,
    ast.Tuple: _Tracing.grouped,
    ast.List: _Tracing.grouped,
    ast.Return: _Tracing.returned,
    ast.Yield: _Tracing.returned,
    ast.Lambda: _Tracing.returned,
    ast.Expr: _Tracing.used_up,
    ast.keyword: _Tracing.keyword,
    ast.Call: _Tracing.called,
}
