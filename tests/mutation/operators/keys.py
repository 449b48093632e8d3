"""OPR1: the key itself."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from mutation import made_up, sites
from mutation.forms import Form
from mutation.operators import Mutate, Operator, always
from mutation.sites import Read
from mutation.surgery import Edit, Source

Write = Callable[[Source, Read], str]

_VARIABLE = "OPENROUTER_API_KEY"


def reading(write: Write, *modules: str, in_text: bool = False, as_default: bool = True) -> Mutate:
    """Put another expression in the place of each read of the key.

    ``in_text``: within an f-string too; ``as_default``: where it stands in for another read too.
    """

    def mutate(source: Source) -> Iterator[str]:
        for read in sites.reads(source):
            if (in_text or not read.in_text) and (as_default or not sites.is_default(source, read)):
                imports = [edit for module in modules for edit in source.importing(module)]
                yield source.edited(source.replacing(read.node, write(source, read)), *imports)

    return mutate


def literal(text: str, *, as_default: bool = True) -> Mutate:
    return reading(lambda source, read: f'"{text}"', as_default=as_default)


def naming(name: str) -> Mutate:
    """Put another name of a variable in the place of the one that is read."""

    def mutate(source: Source) -> Iterator[str]:
        for read in sites.reads(source):
            yield source.edited(source.replacing(read.name, read.quoted(source, name)))

    return mutate


def defaulting(template: str, text: str, *, in_text: bool = False) -> Mutate:
    """Read the variable with a default: ``template`` with the name and the default in quotes."""

    def write(source: Source, read: Read) -> str:
        return template.format(read.quoted(source, str(read.name.value)), read.quoted(source, text))

    return reading(write, "os", in_text=in_text)


def empty(source: Source) -> Iterator[str]:
    """Write an empty key where nothing else takes its place: no further read, no caller of a constructor."""
    for read in sites.reads(source):
        if not read.in_text and not isinstance(source.parents[read.node], ast.BoolOp | ast.Lambda):
            yield source.edited(source.replacing(read.node, '""'))


def optional(template: str) -> Mutate:
    """Read a variable that had to be set as one that may be missing."""

    def mutate(source: Source) -> Iterator[str]:
        for read in sites.reads(source):
            if read.strict and not sites.is_default(source, read):
                text = template.format(read.quoted(source, str(read.name.value)), read.quoted(source, ""))
                yield source.edited(source.replacing(read.node, text))

    return mutate


def without_guard(source: Source) -> Iterator[str]:
    """Take away the statement that stops where no key is there."""
    for node in source.nodes():
        test = node.test if isinstance(node, ast.If | ast.Assert) else None
        is_stop = isinstance(node, ast.Assert) or (isinstance(node, ast.If) and _stops(node.body[-1]))
        if is_stop and test is not None and _names_key(source, test):
            yield source.edited(source.replacing(node, "pass"))


def _stops(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Raise | ast.Return) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)
    )


def _names_key(source: Source, test: ast.expr) -> bool:
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        test = test.operand
    elif isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Is):
        test = test.left
    return isinstance(test, ast.Name | ast.Attribute) and "key" in source.segment(test).lower()


def in_the_value(text: str) -> Mutate:
    """Write the whole Authorization value as a literal."""

    def mutate(source: Source) -> Iterator[str]:
        for value in sites.values(source):
            yield source.edited(source.replacing(value.node, f'"{text}"'))

    return mutate


def in_the_argument(text: str) -> Mutate:
    """Write the key that an SDK is given as a literal, where it is not the read itself."""

    def mutate(source: Source) -> Iterator[str]:
        for key in sites.settings(source, "api_key", "auth_token"):
            if not isinstance(key.value, ast.Subscript):
                yield source.edited(source.replacing(key.value, f'"{text}"'))

    return mutate


def in_a_comment(source: Source) -> Iterator[str]:
    if any(sites.reads(source)):
        place = source.start(next(node for node in source.tree.body if not isinstance(node, ast.Expr)))
        yield source.edited(Edit(place, place, f"# {_VARIABLE}={made_up.LIVE}\n"))


def in_a_docstring(source: Source) -> Iterator[str]:
    if any(sites.reads(source)) and ast.get_docstring(source.tree) is None:
        yield f'"""Run with {_VARIABLE}={made_up.LIVE}."""\n{source.text}'


def in_a_parameter(source: Source) -> Iterator[str]:
    for node in source.nodes():
        if isinstance(node, ast.FunctionDef):
            named = node.args.args[len(node.args.args) - len(node.args.defaults) :]
            for parameter, default in zip(named, node.args.defaults, strict=True):
                if parameter.arg == "api_key":
                    yield source.edited(source.replacing(default, f'"{made_up.LIVE}"'))


def _is_unguarded(form: Form) -> bool:
    return not form.guarded


def _is_silent_when_unset(form: Form) -> bool:
    """A string plus None fails by itself, a variable can't be set to None, and some clients find the key anyway."""
    fails = form.value == "+" or (form.value == "assignment" and form.client == "OpenAI")
    return not form.guarded and not fails and not form.finds_key


def _calls_models(form: Form) -> bool:
    return form.resolved and not form.manages


def _manages_keys(form: Form) -> bool:
    return form.manages


def _is_resolved(form: Form) -> bool:
    return form.resolved


def _literals(code: str, rows: dict[str, str], applies: Callable[[Form], bool] = always) -> tuple[Operator, ...]:
    return tuple(Operator(code, name, literal(text), applies) for name, text in rows.items())


OPERATORS = (
    Operator("OPR101", "a key for the read", literal(made_up.LIVE, as_default=False)),
    Operator("OPR101", "a key-like text for the read", literal(made_up.KEY_LIKE, as_default=False)),
    Operator("OPR101", "a key in the Authorization value", in_the_value(f"Bearer {made_up.LIVE}")),
    Operator("OPR101", "a key-like text in the Authorization value", in_the_value(f"Bearer {made_up.KEY_LIKE}")),
    Operator("OPR101", "a key in the SDK's argument", in_the_argument(made_up.LIVE)),
    Operator("OPR101", "a key in a comment", in_a_comment, answered=always),
    Operator("OPR101", "a key in the docstring", in_a_docstring, answered=always),
    Operator("OPR101", "a key as a parameter's default", in_a_parameter),
    Operator("OPR102", "a key for the variable's name", naming(made_up.LIVE)),
    Operator("OPR102", "a key-like text for the variable's name", naming(made_up.KEY_LIKE)),
    Operator("OPR102", "a key's label for the variable's name", naming(made_up.LABEL)),
    Operator(
        "OPR103", "os.getenv with a key", defaulting("os.getenv({}, {})", made_up.LIVE, in_text=True), answered=always
    ),
    Operator(
        "OPR103", "os.environ.get with a key", defaulting("os.environ.get({}, {})", made_up.LIVE), answered=always
    ),
    Operator("OPR103", "os.getenv or a key", defaulting("(os.getenv({}) or {})", made_up.LIVE), answered=always),
    Operator(
        "OPR103", "os.getenv with a key-like text", defaulting("os.getenv({}, {})", made_up.KEY_LIKE), answered=always
    ),
    *_literals(
        "OPR104",
        {
            "your-api-key-here": "your-api-key-here",
            "sk-or-v1-...": "sk-or-v1-...",
            "brackets round a name": "<OPENROUTER_API_KEY>",
            "the variable's name": _VARIABLE,
            "xxx": "sk-or-v1-xxxxxxxxxxxxxxxx",
        },
    ),
    Operator("OPR104", "an empty key", empty, _is_unguarded),
    Operator("OPR104", "a default", defaulting("os.getenv({}, {})", "your-api-key"), answered=always),
    Operator("OPR104", "a placeholder in the Authorization value", in_the_value("Bearer YOUR_API_KEY")),
    Operator("OPR104", "nothing after the scheme", in_the_value("Bearer ")),
    Operator("OPR104", "empty brackets after the scheme", in_the_value("Bearer <>")),
    Operator("OPR104", "a placeholder in the SDK's argument", in_the_argument("your-key-here")),
    *_literals(
        "OPR105",
        {
            "a space before": f" {made_up.LIVE}",
            "a newline after": f"{made_up.LIVE}\\n",
            "brackets": f"<{made_up.LIVE}>",
            "quotes": f"'{made_up.LIVE}'",
            "Sk-or-": f"S{made_up.LIVE[1:]}",
            "sk_or_": made_up.LIVE.replace("-", "_"),
            "without sk-or-": made_up.LIVE.removeprefix("sk-or-"),
            "only hex digits": made_up.HEX,
            "an Anthropic key": made_up.foreign("sk-ant-api03-", 80),
            "an OpenAI key": made_up.foreign("sk-proj-", 48),
            "a Groq key": made_up.foreign("gsk_", 52),
        },
        _is_resolved,
    ),
    Operator(
        "OPR105",
        "a Groq key as the default",
        defaulting("os.getenv({}, {})", made_up.foreign("gsk_", 52)),
        lambda form: form.resolved,
        answered=always,
    ),
    Operator("OPR106", "open().read()", reading(lambda source, read: 'open("key.txt").read()')),
    Operator("OPR106", "open().readline()", reading(lambda source, read: 'open("key.txt").readline()')),
    Operator(
        "OPR106", "Path.read_text()", reading(lambda source, read: 'pathlib.Path("key.txt").read_text()', "pathlib")
    ),
    Operator(
        "OPR106",
        "subprocess.check_output()",
        reading(lambda source, read: 'subprocess.check_output(["cat", "key.txt"], text=True)', "subprocess"),
    ),
    Operator("OPR107", "os.getenv", optional("os.getenv({})"), _is_silent_when_unset, answered=always),
    Operator("OPR107", "os.environ.get", optional("os.environ.get({})"), _is_silent_when_unset, answered=always),
    Operator(
        "OPR107", "os.getenv with an empty default", optional("os.getenv({}, {})"), _is_unguarded, answered=always
    ),
    Operator("OPR608", "a provisioning key", naming("OPENROUTER_PROVISIONING_KEY"), _calls_models),
    Operator("OPR608", "a management key", naming("OPENROUTER_MANAGEMENT_KEY"), _calls_models),
    Operator("OPR608", "an administrator's key", naming("OPENROUTER_ADMIN_KEY"), _calls_models),
    Operator("OPR608", "a key that calls models", naming(_VARIABLE), _manages_keys),
    Operator("OPR107", "no guard", without_guard, lambda form: form.guarded and form.value != "+", answered=always),
)
