"""Texts on which a regular expression once took quadratic or exponential time: they take none that is felt.

Nothing here measures time. With the expressions as they were, each of these runs for many minutes.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from cases import HEAD, U, fixed

from flake8_openrouter.languages.python.edits import leftovers, literals, strings, templates
from flake8_openrouter.model import Document, Finding, Span
from flake8_openrouter.openrouter import masking
from flake8_openrouter.openrouter.credentials import Shape, classify, unwrapped
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.project.suppressions import Suppressions
from flake8_openrouter.run.outcomes import label_of

pytestmark = pytest.mark.alike

LONG = 300_000
OPENING = "x = 1\n"
NEWLINE = "\n"


def silenced(text: str) -> bool:
    document = Document("app.py", OPENING + text)
    return Suppressions(Configuration()).silences(Finding(Span(document, 0, 1), "", code="OPR101"))


TEXTS: dict[str, tuple[Callable[[], object], object]] = {
    "braces that nothing closes": (lambda: classify("a" + "{" * LONG), Shape.MALFORMED),
    "$( that nothing closes": (lambda: classify("$(" * LONG), Shape.MALFORMED),
    "white space within": (lambda: len(unwrapped(f" a{' ' * LONG}b ")), LONG + 2),
    "beginnings of keys": (
        lambda: label_of(Finding(Span(Document("a", ""), 0, 0), "sk-or-" * LONG, code="OPR101")),
        "",
    ),
    "empty lines": (lambda: silenced("\n" * LONG + "#"), False),
    "signs of comments": (lambda: silenced("# " * LONG + "noqa"), False),
    "our name": (lambda: silenced("# flake8-openrouter: " * LONG), False),
    "ignored again and again": (lambda: silenced("# flake8-openrouter: ignore[OPR1\n" * (LONG // 10)), False),
    "codes without an end": (lambda: silenced(f"# flake8-openrouter: ignore[{'OPR1, ' * LONG}"), False),
    "a comment and empty lines": (lambda: silenced(f"# flake8-openrouter: ignore{NEWLINE * LONG}x"), False),
    "white space after noqa": (lambda: silenced(f"# flake8: noqa: {' ' * LONG}."), False),
}


#: Sources that have nothing to mask, or one thing: each character of them is looked at several times.
MANY = LONG // 10
SOURCES = {
    "JWTs that go on": "eyJ" * MANY,
    "zeros after a percent sign": f'"%{"0" * MANY}_"',
    "names that nothing closes": f'"{chr(92)}N{{{"A" * MANY}"',
    "names in names": '"' + "\\N{" * MANY + '"',
    "fields that nothing closes": '"' + "{" * MANY + '"',
    "quotes": '"' * MANY,
    "triple quotes that nothing closes": '"""' + "\"' " * MANY,
    "backslashes": "'" + "\\" * (2 * MANY),
    "beginnings of keys": '"' + "sk-or-" * MANY + '"',
    "prefixes": '"sk-or-v1-" ' * MANY,
    "short words": '"' + "ab yz " * MANY + '"',
    "comments in a sum": 'x = "sk-or-v1-" + (  ' + "#\n" * MANY + '"def")',
    "white space in a sum": f'x = "sk-or-v1-" {" " * MANY}"a1b2c3d4z"',
    "hex digits, one at a time": ", ".join(['"a"'] * MANY),
}


@pytest.mark.parametrize("text", SOURCES.values(), ids=SOURCES)
def test_a_source_is_masked(text: str) -> None:
    assert len(masking.of_document(Document("app.py", text))) <= 1
    assert len(list(masking.masks(text))) <= 1


@pytest.mark.parametrize(("ask", "answer"), TEXTS.values(), ids=TEXTS)
def test_a_question_on_it_is_answered(ask: Callable[[], object], answer: object) -> None:
    assert ask() == answer


#: Expressions whose texts come out of valid Python, and what they do not match.
PATTERNS = {
    "a literal that nothing closes": (strings._PIECE.match, '"' + "''\\" * 60 + "'"),
    "white space and brackets before a comment": (leftovers._PLUS_AFTER.fullmatch, f"{') ' * LONG}{' ' * LONG}#"),
    "doubled braces that nothing closes": (literals._BRACED_NAME.search, "{{" * LONG),
    "zeros after a percent sign": (templates._PERCENT.search, f"%{'0' * LONG}_"),
}


@pytest.mark.parametrize(("search", "text"), PATTERNS.values(), ids=PATTERNS)
def test_an_expression_gives_up(search: Callable[[str], object], text: str) -> None:
    assert search(text) is None


def test_a_template_with_many_zeros() -> None:
    program = f'{HEAD}requests.get({U}, headers={{"Authorization": "%{"0" * LONG}_ %s" % K}})\n'
    assert fixed(program, unsafe=False) == program


def test_a_long_name_that_nearly_validates() -> None:
    name = "check" * LONG
    program = f"{HEAD}def {name}():\n    return requests.get('https://openrouter.ai/api/v1/models').ok\n"
    assert fixed(program) == program
