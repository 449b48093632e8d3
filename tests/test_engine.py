"""One source, checked: decoding, order, columns, suppressions, internal errors."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from every_rule import EVERY
from harness import live_hex, live_key

import flake8_openrouter
from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages.python.sites import flows, reader
from flake8_openrouter.languages.python.syntax import decoding
from flake8_openrouter.languages.python.syntax.scopes import Scope
from flake8_openrouter.model import Finding, KeyLiteral, Severity
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.rules._registry import all_rules
from flake8_openrouter.run import analysis
from flake8_openrouter.run.analysis import check_source

NEWCOMER = 'API_KEY = "sk-or-v1-abc123def456"\n'
BARE = (
    "import os, requests\n"
    'KEY = os.environ["OPENROUTER_API_KEY"]\n'
    'requests.post("https://openrouter.ai/api/v1/chat/completions", headers={"Authorization": KEY}, json={})\n'
)
NOWHERE = Configuration()


def found(
    text: str | bytes, path: str = "app.py", configuration: Configuration = NOWHERE
) -> list[tuple[int, int, str]]:
    return [(finding.line, finding.column, finding.code) for finding in check_source(text, path, configuration)]


def test_what_a_newcomer_types_first_is_found() -> None:
    assert found(NEWCOMER) == [(1, 11, "OPR101")]


@pytest.mark.parametrize(
    "program",
    [
        "import os, requests\n"
        'api_key = os.getenv("OPENROUTER_API_KEY")\n'
        'headers = {"Authorization": f"Bearer {api_key}", "Content-Type": "application/json"}\n'
        'requests.post("https://openrouter.ai/api/v1/chat/completions", headers=headers, json={})\n',
        "import os, httpx\n"
        'api_key = os.getenv("OPENROUTER_API_KEY")\n'
        'headers = {"Authorization": f"Bearer {api_key}"}\n'
        "async def ask():\n"
        "    async with httpx.AsyncClient() as client:\n"
        '        return await client.post("https://openrouter.ai/api/v1/chat/completions", headers=headers, json={})\n',
        "import os, aiohttp\n"
        'api_key = os.getenv("OPENROUTER_API_KEY")\n'
        'headers = {"Authorization": f"Bearer {api_key}"}\n'
        "async def ask():\n"
        "    async with aiohttp.ClientSession(headers=headers) as session:\n"
        '        async with session.post("https://openrouter.ai/api/v1/chat/completions", json={}) as response:\n'
        "            return await response.json()\n",
        "import os\n"
        "from openai import OpenAI\n"
        'client = OpenAI(base_url="https://openrouter.ai/api/v1", api_key=os.getenv("OPENROUTER_API_KEY"))\n',
    ],
    ids=["requests", "httpx", "aiohttp", "openai"],
)
def test_the_correct_form_is_silent(program: str) -> None:
    assert found(program) == []


def test_columns_count_characters() -> None:
    assert found('café = "é", "sk-or-v1-abc123def456"\n') == [(1, 13, "OPR101")]
    assert found('x = """é\n   é sk-or-v1-q1w2e3r4t5"""\n') == []
    assert found(f'x = """é\n   é {live_key()}"""\n') == [(2, 5, "OPR101")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_python_ends_them(end: str) -> None:
    text = f'a = "\x0c"{end}\x0cb = 1{end}KEY = "sk-or-v1-abc123def456"{end}'
    assert found(text.encode()) == [(3, 7, "OPR101")]


@pytest.mark.parametrize(
    ("data", "column"),
    [
        (b"\xef\xbb\xbf" + NEWCOMER.encode(), 11),
        (b'# coding: latin-1\n\xe9 = "sk-or-v1-abc123def456"\n', 5),
        (b'# coding: cp1252\n\x8a = "sk-or-v1-abc123def456"\n', 5),  # a letter in no other encoding of these
    ],
    ids=["bom", "latin-1", "cp1252"],
)
def test_bytes_are_decoded_by_their_cookie(data: bytes, column: int) -> None:
    assert [code for _, _, code in found(data)] == ["OPR101"]
    assert found(data)[0][1] == column


def test_bytes_that_can_not_be_decoded_are_an_error() -> None:
    with pytest.raises(ValueError, match="can't decode byte 0xff"):
        check_source(b'openrouter = "\xff"', "app.py", NOWHERE)


def test_a_source_that_does_not_parse_still_shows_its_live_keys() -> None:
    text = f'headers = {{"Authorization": f"Bearer {{{live_key()}}}"\nAPI_KEY = "sk-or-v1-abc123def456"\n'
    (finding,) = check_source(text, "app.py", NOWHERE)
    assert (finding.line, finding.code, finding.fix) == (1, "OPR101", None)


def test_a_file_without_our_words_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "parse", lambda text: pytest.fail("parsed"))
    assert check_source("import requests\nrequests.get(URL)\n", "app.py", NOWHERE) == []


def test_a_finding_stands_once_though_three_calls_share_the_headers() -> None:
    text = (
        'import os, requests\nURL = "https://openrouter.ai/api/v1/chat/completions"\n'
        'HEADERS = {"authorization": "Bearer " + os.environ["OPENROUTER_API_KEY"]}\n'
        + "requests.post(URL, headers=HEADERS, json={})\n"
        * 3
    )
    assert found(text) == [(3, 11, "OPR201")]


def test_findings_come_in_the_order_of_their_places() -> None:
    text = NEWCOMER + BARE + NEWCOMER
    places = found(text)
    assert places == sorted(places)
    assert len(places) == 3


VAULT = Configuration(key_sources=(("python", KeySource('vault.read("or")')),))


def test_a_message_names_the_configured_key_source() -> None:
    (finding,) = check_source(NEWCOMER, "app.py", VAULT)
    assert 'use vault.read("or")' in finding.message
    (finding,) = check_source(BARE, "app.py", VAULT)
    assert finding.message.endswith('use f"Bearer {KEY}"')
    without = BARE.replace(', headers={"Authorization": KEY}', "")
    (finding,) = check_source(without, "app.py", VAULT)
    assert "f\"Bearer {vault.read('or')}\"" in finding.message


def test_a_message_shows_the_label_and_not_the_key() -> None:
    key = live_key()
    (finding,) = check_source(f'KEY = "{key}"\n', "app.py", NOWHERE)
    assert f"{key[:12]}...{key[-4:]}" in finding.message
    assert key not in finding.message


def broken(literal: KeyLiteral) -> Iterator[Finding]:
    raise KeyError(literal.key)


def test_a_broken_rule_is_reported_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    first, *others = all_rules()
    rules = (first._replace(check=broken), *others)
    made = analysis._Rules(rules, rules, analysis._asking(rules))
    monkeypatch.setattr(analysis, "_rules", lambda configuration, asked: made)
    findings = check_source(NEWCOMER + BARE, "app.py", NOWHERE)
    assert [finding.code for finding in findings] == ["OPR900", "OPR301"]
    assert findings[0].message == "internal error in OPR101: KeyError; the other rules ran, please report it"
    assert findings[0].severity is Severity.ERROR


def test_a_broken_reader_is_reported_and_live_keys_are_still_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "read", lambda *_: 1 / 0)
    findings = check_source(f'KEY = "{live_key()}"\n', "app.py", NOWHERE)
    assert [finding.code for finding in findings] == ["OPR900", "OPR101"]


@pytest.mark.parametrize(
    ("comment", "silenced"),
    [
        ("# noqa", True),
        ("#noqa", True),
        ("# NOQA: OPR101", True),
        ("# noqa: E501, OPR101", True),
        ("# noqa: E501 OPR1", True),
        ("# noqa:OPR", True),
        ("# noqa: E501", False),
        ("# noqa: OPR301", False),
        ("# gitleaks:allow", True),
        ("# trufflehog:ignore", True),
        ("# pragma: allowlist secret", True),
        ("# allowed by nobody", False),
    ],
)
def test_comments_on_the_line_silence_it(comment: str, silenced: bool) -> None:
    assert (found(f'KEY = "sk-or-v1-abc123def456"  {comment}\n') == []) is silenced


@pytest.mark.parametrize(
    ("line", "silenced"),
    [
        ("# flake8: noqa", True),
        ("# flake8: noqa: OPR101", True),
        ("# flake8: noqa: OPR", True),
        ("# flake8: noqa: OPR301", False),
        ("x = 1  # flake8: noqa", False),
    ],
)
def test_comments_for_the_whole_file(line: str, silenced: bool) -> None:
    assert (found(f'{line}\nKEY = "sk-or-v1-abc123def456"\n') == []) is silenced


def test_the_tag_for_the_next_line() -> None:
    assert found(f"# pragma: allowlist nextline secret\n{NEWCOMER}") == []
    assert found(f"# pragma: allowlist nextline secret\n\n{NEWCOMER}") == [(3, 11, "OPR101")]


def test_the_peers_tags_are_for_keys_alone() -> None:
    assert [code for _, _, code in found(BARE.replace("json={})", "json={})  # gitleaks:allow"))] == ["OPR301"]


def test_noqa_on_any_line_of_a_string_counts_for_all() -> None:
    text = f'TEXT = """\n{live_key()}\n"""  # noqa: OPR101\n'
    assert found(text) == [(2, 0, "OPR101")]
    call = (
        'import requests\nrequests.post(\n    "https://openrouter.ai/v1/chat/completions"\n    "",  # noqa: OPR601\n)\n'
    )
    assert "OPR601" not in [code for _, _, code in found(call)]


def test_the_public_face() -> None:
    assert flake8_openrouter.check_source is check_source
    assert flake8_openrouter.Finding is Finding
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        flake8_openrouter.nothing  # noqa: B018


def test_a_path_that_is_excluded_or_ignored(tmp_path: Path) -> None:
    excluded = Configuration(root=tmp_path, exclude=("vendor",))
    assert found(NEWCOMER, str(tmp_path / "vendor" / "a.py"), excluded) == []
    ignored = Configuration(root=tmp_path, per_file_ignores=(("scripts/*", ("OPR1",)),))
    assert found(NEWCOMER, str(tmp_path / "scripts" / "a.py"), ignored) == []
    assert found(NEWCOMER, str(tmp_path / "a.py"), ignored) == [(1, 11, "OPR101")]


@pytest.mark.parametrize(
    "template",
    [
        'import os\nos.getenv("{key}", "{key}")\n',
        'import os, requests\nK = os.environ["OPENROUTER_API_KEY"]\n'
        'requests.get("https://openrouter.ai/api/v1/key", headers={{"{key}": K}})\n',
        'from openai import OpenAI\nOpenAI(base_url="https://{key}.openrouter.ai/v1", api_key="{key}")\n',
        'import requests\nrequests.get("https://{hex}.openrouter.ai/v1/models")\n',
        'import requests\nrequests.get("https://user:{key}@openrouter.ai/api/v1/key?api_key={key}")\n',
        'import os, requests\nKEY = os.getenv("{key}")\n'
        'requests.get("https://openrouter.ai/api/v1/key", headers={{"Authorization": KEY}})\n',
    ],
)
def test_no_message_holds_more_of_a_key_than_its_label(template: str) -> None:
    findings = check_source(template.format(key=live_key(), hex=live_hex(1)), "app.py", EVERY)
    assert findings
    assert not any(live_hex(1)[8:24] in finding.message for finding in findings)


@pytest.mark.parametrize("value", ["KEY", 'f"Bearer {KEY}"'], ids=["wrong", "right"])
def test_what_was_read_is_gone_without_the_garbage_collector(value: str) -> None:
    program = BARE.replace(": KEY", f": {value}")
    program += "class Client:\n    def __init__(self):\n        self.key = KEY\ndef made():\n    return Client()\n"
    check_source(program)
    gc.collect()
    before = _scopes()
    gc.disable()
    try:
        assert bool(check_source(program)) is (value == "KEY")
        assert _scopes() == before
    finally:
        gc.enable()


@pytest.mark.parametrize(("value", "is_asked"), [("KEY", True), ('f"Bearer {KEY}"', False)])
def test_who_else_sees_a_header_is_asked_where_it_is_to_be_edited(
    monkeypatch: pytest.MonkeyPatch, value: str, is_asked: bool
) -> None:
    asked = []
    find = flows.uses
    monkeypatch.setattr(flows, "uses", lambda *given: asked.append(given) or find(*given))
    assert bool(check_source(BARE.replace(": KEY", f": {value}"))) is is_asked
    assert bool(asked) is is_asked


def _scopes() -> int:
    return sum(isinstance(item, Scope) for item in gc.get_objects())
