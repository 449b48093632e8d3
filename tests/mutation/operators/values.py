"""OPR3: the header's value."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from mutation import sites
from mutation.forms import Form
from mutation.operators import Mutate, Operator, always, never
from mutation.sites import SCHEME
from mutation.surgery import Source


def bare(template: str) -> Mutate:
    """Write the key without its scheme, but where a name makes the rule take it for more than a key."""

    def mutate(source: Source) -> Iterator[str]:
        for value in sites.values(source):
            if not sites.goes_by_a_silent_name(source, value):
                yield source.edited(source.replacing(value.node, template.format(_for_template(value.key, template))))

    return mutate


def _for_template(key: str, template: str) -> str:
    return key.replace('"', "'") if template.startswith("f") else key


def scheme(head: str) -> Mutate:
    """Write another scheme in the place of ``Bearer ``, in whatever form the value is built."""

    def mutate(source: Source) -> Iterator[str]:
        for value in sites.values(source):
            yield source.edited(source.substituting(value.node, SCHEME, head))

    return mutate


def wrapped(before: str, after: str) -> Mutate:
    """Put something round the key of an f-string."""

    def mutate(source: Source) -> Iterator[str]:
        for value in sites.values(source):
            if isinstance(value.node, ast.JoinedStr):
                text = source.segment(value.node)
                inner = text.replace(f"{{{value.key}}}", f"{before}{{{value.key}}}{after}")
                yield source.edited(source.replacing(value.node, inner))

    return mutate


def without_f(source: Source) -> Iterator[str]:
    for value in sites.values(source):
        if isinstance(value.node, ast.JoinedStr):
            yield source.edited(source.replacing(value.node, source.segment(value.node)[1:]))


def doubled_braces(source: Source) -> Iterator[str]:
    for value in sites.values(source):
        if isinstance(value.node, ast.JoinedStr) and value.key.isidentifier():
            text = source.segment(value.node).replace(f"{{{value.key}}}", f"{{{{{value.key}}}}}")
            yield source.edited(source.replacing(value.node, text))


def without_filling(source: Source) -> Iterator[str]:
    """Leave ``.format(…)`` or ``% …`` away."""
    for value in sites.values(source):
        if isinstance(value.node, ast.Call | ast.BinOp):
            text = re.match(r'"[^"]*"', source.segment(value.node))
            if text and re.search(r"%s|\{\}", text[0]):
                yield source.edited(source.replacing(value.node, text[0]))


def text_for_value(text: str) -> Mutate:
    def mutate(source: Source) -> Iterator[str]:
        for value in sites.values(source):
            yield source.edited(source.replacing(value.node, f'"{text}"'))

    return mutate


def text_for_argument(text: str) -> Mutate:
    def mutate(source: Source) -> Iterator[str]:
        for key in sites.settings(source, "api_key", "auth_token"):
            yield source.edited(source.replacing(key.value, f'"{text}"'))

    return mutate


_SCHEMES = {
    "nothing between": "Bearer",
    "two spaces": "Bearer  ",
    "a tab": "Bearer\\t",
    "a space before": " Bearer ",
    "a colon": "Bearer: ",
    "Bearer twice": "Bearer Bearer ",
    "Token": "Token ",
    "Basic": "Basic ",
    "ApiKey": "ApiKey ",
    "Key": "Key ",
}


def _sends_white_space(form: Form) -> bool:
    """Tell whether a client sends a value that begins with a space: the server takes it off."""
    return form.client.partition(".")[0] not in ("requests", "httpx")


OPERATORS = (
    Operator("OPR301", "the variable alone", bare("{}")),
    Operator("OPR301", "f-string of the key alone", bare('f"{{{}}}"')),
    Operator("OPR301", "str()", bare("str({})")),
    Operator("OPR301", ".format() of the key alone", bare('"{{}}".format({})')),
    Operator("OPR301", "% of the key alone", bare('"%s" % {}')),
    Operator("OPR301", "an empty string plus the key", bare('"" + {}')),
    *(
        Operator("OPR302", name, scheme(head), answered=_sends_white_space if head.startswith(" ") else never)
        for name, head in _SCHEMES.items()
    ),
    Operator("OPR302", "brackets round the key", wrapped("<", ">")),
    Operator("OPR302", "quotes round the key", wrapped("'", "'")),
    Operator("OPR303", "no f", without_f),
    Operator("OPR303", "doubled braces", doubled_braces),
    Operator("OPR303", "nothing fills it", without_filling),
    Operator("OPR303", "%s that nothing fills", text_for_value("Bearer %s")),
    Operator("OPR303", "the shell's spelling", text_for_value("Bearer $OPENROUTER_API_KEY")),
    Operator("OPR303", "the shell's spelling in braces", text_for_value("Bearer ${OPENROUTER_API_KEY}")),
    Operator("OPR303", "the shell's spelling for an SDK", text_for_argument("$OPENROUTER_API_KEY")),
    Operator("OPR303", "braces for an SDK", text_for_argument("{OPENROUTER_API_KEY}")),
    Operator("OPR304", "bearer", scheme("bearer "), answered=always),
    Operator("OPR304", "BEARER", scheme("BEARER "), answered=always),
)
