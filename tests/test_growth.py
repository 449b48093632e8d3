"""Twice as much of one thing costs twice as much: counted are the lines of the package that Python runs, no seconds."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Any

import pytest
from cases import DEFAULT, codes_of, fixed, result
from counting import lines
from every_rule import WITHOUT_RESPONSES
from hypothesis import given
from hypothesis import strategies as st
from repeating import PROGRAMS

from flake8_openrouter.languages import Program
from flake8_openrouter.languages.python.syntax import decoding
from flake8_openrouter.model import Document, Finding, Replacement
from flake8_openrouter.openrouter import header_names, masking
from flake8_openrouter.run import fixing
from flake8_openrouter.run.analysis import Kept, check_source
from flake8_openrouter.run.inspection import inspect

pytestmark = pytest.mark.alike

WORK: dict[str, Callable[[str], object]] = {
    "check": lambda text: check_source(text, "app.py", WITHOUT_RESPONSES),
    "fix": lambda text: result(text, WITHOUT_RESPONSES),
    "inspect": lambda text: inspect(text, "app.py", WITHOUT_RESPONSES),
}


#: What a doubling may cost. The parts that no size changes make it less than two.
MOST = 2.25

#: What once cost the square, or the cube, of how often it is repeated: the work, how often, the programs.
MENDED = (
    ("check", 300, ("dict: entries, one asked for",)),
    ("check", 100, ("clients: in one function", "text: + of keys")),
    ("check", 100, ("environment: one variable", "environment: clients")),
    ("check", 100, ("keys: live", "keys: in a dict", "keys: in one string")),
    ("check", 100, ("shown: a name bound again",)),
    ("check", 200, ("shown: what callers hand on",)),
    ("check", 100, ("asked: a name bound again", "asked: one table")),
    ("check", 220, ("callers: of one name", "classes: super().__init__")),
    ("fix", 40, ("keys: live", "keys: in functions", "keys: defaults", "not fixed: bytes", "not fixed: every other")),
    ("fix", 40, ("headers: entries that hold the key", "carrier: entries of one body")),
    ("inspect", 40, ("requests: wrong base", "clients: right")),
)


@pytest.mark.parametrize(("kind", "count", "name"), [(*row[:2], name) for row in MENDED for name in row[2]])
def test_twice_as_much_costs_twice_as_much(kind: str, count: int, name: str) -> None:
    once, twice = (PROGRAMS[name].text(number) for number in (count, 2 * count))
    cost = lines(lambda: WORK[kind](once))
    assert lines(lambda: WORK[kind](twice)) < MOST * cost


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_programs_are_python(name: str) -> None:
    assert ast.parse(PROGRAMS[name].text(3)).body


#: Fixes of which every third is written wrong: what is written, and why it is refused.
WRONG = {
    "no Python": ("f'Bearer {K", "the result is not valid Python"),
    "an entry twice": ('B, "Authorization": B', "the result is not valid Python"),
    "the same again": ('(K) + ""', "the finding would remain"),
}


@pytest.mark.parametrize(("text", "reason"), WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("count", [30, 60])
def test_many_fixes_that_fail_cost_a_few_checks(
    text: str, reason: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    render, analyse, checks = fixing._rendered, fixing.analyse, list[str]()

    def written(finding: Finding, *others: Any) -> tuple[Replacement, ...]:
        found = render(finding, *others)
        return found if finding.line % 3 else tuple(item._replace(text=text) for item in found)

    def counted(program: Program, *others: Any) -> Kept:
        checks.append(program.document.text)
        return analyse(program, *others)

    monkeypatch.setattr(fixing, "_rendered", written)
    monkeypatch.setattr(fixing, "analyse", counted)
    fixes = result(PROGRAMS["requests: without a scheme"].text(count), DEFAULT, unsafe=False)
    assert len(fixes.fixed) == count * 2 // 3
    assert {why for _, why in fixes.dropped} == {reason}
    assert [finding.line % 3 for finding, _ in fixes.dropped] == [0] * (count // 3)
    assert len(checks) < 10


def test_one_headers_dict_with_many_keys_gets_one_authorization() -> None:
    text = PROGRAMS["headers: entries that hold the key"].text(30)
    assert fixed(text, DEFAULT) == text.replace('"X-Key-0": K', '"Authorization": f"Bearer {K}"')


def test_the_texts_of_keys_are_written_once_in_their_pattern() -> None:
    keys = [f"sk-or-v1-{number:064x}" for number in range(1000)]
    pattern = masking._any_of(sorted(keys))
    assert pattern.count("sk") == 1
    assert len(pattern) < sum(map(len, keys)) // 4


@given(st.sets(st.text("ab-.", min_size=1, max_size=6), min_size=1), st.text("ab-. ", max_size=40))
def test_the_longest_text_that_fits_is_found(texts: set[str], text: str) -> None:
    plain = "|".join(re.escape(item) for item in sorted(texts, key=len, reverse=True))
    for pattern in ("(?:{})", r"(?<![\w-])(?:{})(?![\w-])"):
        expected, found = (
            [match.span() for match in re.finditer(pattern.format(choice), text)]
            for choice in (plain, masking._any_of(sorted(texts)))
        )
        assert found == expected


@pytest.mark.parametrize("name", ["a" * 100_000, "authorization" * 50_000, "Authorization-" * 10_000, "x-" * 41])
def test_a_long_name_is_no_misspelling_and_is_shown_in_part(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(header_names, "_distance", None)
    (finding,) = check_source(
        'import os, requests\nrequests.get("https://openrouter.ai/api/v1/key", '
        f'headers={{"{name}": os.environ["OPENROUTER_API_KEY"]}}).raise_for_status()\n',
        "app.py",
        DEFAULT,
    )
    assert finding.code == "OPR203"
    assert len(finding.message) < 250


@pytest.mark.parametrize("cookie", ["punycode", "PunyCode", "idna", "IDNA"])
def test_a_long_source_in_a_slow_codec_is_refused(cookie: str) -> None:
    head = f"# -*- coding: {cookie} -*-\n".encode()
    with pytest.raises(ValueError, match=f"{cookie} is not an encoding of sources"):
        decoding.decode(head + b"a-" + b"0" * 20_000)
    assert decoding.decode(b"# coding: latin-1\nx = '\xe9'\n" + b"\n" * 20_000).startswith("# coding")


def test_columns_of_a_line_are_those_of_its_bytes() -> None:
    for text in ("aé€𝄞x", "é", "xé\néy", "€" * 5):
        document = Document("app.py", text)
        for number, line in enumerate(text.split("\n"), start=1):
            for column in range(len(line.encode()) + 1):
                expected = len(line.encode()[:column].decode(errors="ignore"))
                assert document.offset(number, column) - document.offset(number, 0) == expected


def test_a_long_chain_of_names_is_no_reason_to_fail() -> None:
    names = "".join(f"x{number} = x{number - 1}\n" for number in range(1, 2000))
    program = (
        f"import requests\nfrom openai import OpenAI\nx0 = a()\n{names}openrouter_api_key = x1999\n"
        'OpenAI(base_url="https://openrouter.ai/api/v1", api_key="Bearer " + openrouter_api_key)\n'
    )
    assert codes_of(result(program, DEFAULT).fixed) == ["OPR604"]


def test_what_costs_much_does_not_cost_what_is_asked_after_it() -> None:
    count = 7
    functions = (
        f"def f{number}(value):\n    value.get('name')\n" if not number else f"def f{number}(value):\n"
        for number in range(count)
    )
    calls = ("".join(f"    f{other}(value)\n" for other in range(count) if other != number) for number in range(count))
    program = "".join(head + body for head, body in zip(functions, calls, strict=True))
    request = 'requests.post("https://openrouter.ai/api/v1/chat/completions", json={}).raise_for_status()\n'
    found = check_source(f"import requests\n{program}{request}", "program.py", DEFAULT)
    assert codes_of(found) == ["OPR501"]
