"""Fixes: what they write, that they converge, and that nothing else is touched."""

from __future__ import annotations

import ast

import harness
import pytest
from cases import DEFAULT, codes, codes_of, fixed, get, reasons, result
from hypothesis import given, settings
from hypothesis import strategies as st

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.run.analysis import check_source
from flake8_openrouter.run.fixing import replacements

HEAD = "import os\nimport requests\n\n"


def test_the_configured_key_source_brings_its_import() -> None:
    key = KeySource('vault.read("openrouter")', "from company import vault")
    configuration = Configuration(key_sources=(("python", key),))
    before = 'import sys\nKEY = "sk-or-v1-abc123def456"\n'
    after = 'from company import vault\nimport sys\nKEY = vault.read("openrouter")\n'
    assert fixed(before, configuration) == after
    assert fixed(after, configuration) == after


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ('KEY = b"sk-or-v1-abc123def456"\n', "bytes"),
        (
            HEAD + 'requests.get("https://openrouter.ai/api/v1/key", headers=H,\n    cookies={"a": K},  # why\n)\n',
            "a comment beside it",
        ),
    ],
)
def test_what_can_not_be_mended_says_why(program: str, reason: str) -> None:
    assert fixed(program, DEFAULT) == program
    assert [why for why in reasons(program, DEFAULT) if reason in why]


def test_headers_that_another_destination_shares_are_not_edited() -> None:
    program = (
        f'{HEAD}H = {{"authorization": "Bearer " + os.environ["OPENROUTER_API_KEY"]}}\n'
        'requests.get("https://openrouter.ai/api/v1/key", headers=H).raise_for_status()\n'
        'requests.get("https://api.example.org/v1/x", headers=H).raise_for_status()\n'
    )
    assert [finding.fix for finding in check_source(program, "app.py", DEFAULT)] == [None]
    assert reasons(program, DEFAULT, unsafe=False) == ["another destination uses it too"]
    assert fixed(program) == program


def test_a_noqa_line_is_not_touched() -> None:
    program = 'KEY = "sk-or-v1-abc123def456"  # noqa: OPR101\n'
    assert fixed(program) == program


def test_a_source_that_does_not_parse_is_given_back() -> None:
    program = f'KEY = "{harness.live_key()}"\nx = (\n'
    assert fixed(program) == program


def test_unsafe_fixes_are_made_only_when_asked_for() -> None:
    program = 'KEY = "sk-or-v1-abc123def456"\n'
    assert fixed(program, unsafe=False) == program
    assert fixed(program) != program


BROKEN = (
    'KEY = "sk-or-v1-abc123def456"',
    'A = "é"; H = {"authorization": "Bearer " + K}; requests.get("https://openrouter.ai/api/v1/key", headers=H)',
    'requests.get("https://openrouter.ai/v1/key")',
    'requests.get("https://openrouter.ai/api/v1/key", cookies={"a": K})',
)
PLAIN = (
    "import os",
    "import requests",
    "",
    "\f",
    "x = 1  # é",
    "\tif False else 0",
    "K = os.environ['K']",
    "s = '''\n a\n'''",
)


#: Encodings that do not give back what they took, each with a text in which that shows.
NOT_GIVING_BACK = {
    "idna": 'x = "..a"',
    "idna of long names": "# openrouter " + "a" * 80,
    "iso2022_kr": "# \x1b$)C",
    "utf-7": 'x = "+AOk-+AOk-"',
    "unicode_escape": 'x = "\\\\x41"',
    "iso2022_jp": 'x = "\x1b(J\x1b(B"',
    "hz": 'x = "~{~}"',
    "shift_jis": "x = 1",
}


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("name", NOT_GIVING_BACK)
def test_an_encoding_that_does_not_give_back_what_it_took_is_a_reason(name: str, unsafe: bool) -> None:
    encoding = name.split()[0]
    program = f'# coding: {encoding}\n{NOT_GIVING_BACK[name]}\n{HEAD}KEY = "sk-or-v1-abc123def456"\n' + get(
        '"Authorization": KEY'
    )
    data = program.encode()
    assert codes(data) == ["OPR101", "OPR301"]
    fixes = result(data, DEFAULT, unsafe=unsafe)
    if encoding == "shift_jis":  # which gives it back
        assert (fixes.data == data, fixes.dropped) == (False, ())
        return
    assert (fixes.data, fixes.fixed) == (data, ())
    assert codes_of(fixes.left) == ["OPR101", "OPR301"]
    reason = f"encoding the file as {encoding} again would change it"
    dropped = ["OPR101", "OPR301"] if unsafe else ["OPR301"]
    assert [(finding.code, why) for finding, why in fixes.dropped] == [(code, reason) for code in dropped]


@pytest.mark.parametrize(
    ("encoding", "expression"),
    [
        ("latin-1", "os.environ['КЛЮЧ']"),
        ("latin-1", "os.environ['€']"),
        ("ascii", "os.environ['SCHLÜSSEL']"),
        ("cp1252", "schlüssel.読む()"),
        ("iso-8859-15", "os.environ['🔑']"),
    ],
)
def test_a_fix_that_the_files_encoding_can_not_write_is_dropped_and_the_others_are_made(
    encoding: str, expression: str
) -> None:
    program = f'# coding: {encoding}\n{HEAD}x = "é"\nKEY = "sk-or-v1-abc123def456"\n'
    program += 'H = {"authorization": f"Bearer {KEY}"}\n'
    program += 'requests.get("https://openrouter.ai/api/v1/key", headers=H)\n'
    data = program.replace("é", "e" if encoding == "ascii" else "é").encode(encoding)
    configuration = Configuration(key_sources=(("python", KeySource(expression)),))
    fixes = result(data, configuration)
    assert fixes.data == data.replace(b'"authorization"', b'"Authorization"')
    assert codes_of(fixes.fixed) == ["OPR201"]
    assert codes_of(fixes.left) == ["OPR101"]
    ((finding, reason),) = fixes.dropped
    assert finding.code == "OPR101"
    assert reason.startswith("the file's encoding, ")


def test_a_key_source_that_the_files_encoding_can_write_is_written() -> None:
    data = '# coding: latin-1\nimport os\nKEY = "sk-or-v1-abc123def456"  # é\n'.encode("latin-1")
    configuration = Configuration(key_sources=(("python", KeySource("os.environ['SCHLÜSSEL']")),))
    fixes = result(data, configuration)
    assert fixes.data.decode("latin-1").splitlines()[2] == "KEY = os.environ['SCHLÜSSEL']  # é"


@given(
    lines=st.lists(st.sampled_from(BROKEN + PLAIN), min_size=1, max_size=12),
    ends=st.lists(st.sampled_from(["\n", "\r\n", "\r"]), min_size=12, max_size=12),
    codec=st.sampled_from(["utf-8", "utf-8-sig", "latin-1", "cp1252"]),
    last=st.booleans(),
)
@settings(max_examples=120, deadline=None)
def test_bytes_outside_the_replacements_stay(lines: list[str], ends: list[str], codec: str, last: bool) -> None:
    cookie = f"# coding: {codec}" if codec in ("latin-1", "cp1252") else "# a program"
    text = "".join(line + end for line, end in zip([cookie, *lines], ["\n", *ends], strict=False))
    data = (text if last else text.rstrip("\r\n")).encode(codec)
    fixes = result(data, DEFAULT)
    if not fixes.fixed:
        assert fixes.data == data
        return
    ast.parse(fixes.data)
    kept = [
        line
        for line in data.splitlines(keepends=True)
        if not any(word in line for word in (b"KEY", b"openrouter", b"H ="))
    ]
    remains = iter(fixes.data.splitlines(keepends=True))
    assert all(line in remains for line in kept[:-1]), "in their order, each once"


def test_replacements_of_one_finding() -> None:
    program = 'import os\nKEY = "sk-or-v1-abc123def456"\n'
    (finding,) = check_source(program, "app.py", DEFAULT)
    (replacement,) = replacements(finding)
    assert (program[replacement.start : replacement.end], replacement.text) == (
        '"sk-or-v1-abc123def456"',
        'os.environ["OPENROUTER_API_KEY"]',
    )
