"""``explain``: pasted messages are recognised however they come, and nothing of the text is shown but labels."""

from __future__ import annotations

import ast
import http.client
import io
import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from html import escape
from pathlib import Path
from random import Random

import httpx
import pytest
import requests
from command_line import command
from explained import SAMPLES, curl, statuses
from harness import live_key
from hypothesis import given, settings
from hypothesis import strategies as st
from leak_shapes import SPELLINGS
from leaky_programs import disobedience, leaks

from flake8_openrouter.command.main import main
from flake8_openrouter.doctor import causes, explaining
from flake8_openrouter.doctor.causes import Cause
from flake8_openrouter.openrouter import keys
from flake8_openrouter.rules._registry import all_rules

EVERY = [(name, text) for name, texts in SAMPLES.items() for text in texts]
PACKAGE = Path(explaining.__file__).parent
CAUSES = [cause for cause in vars(causes).values() if isinstance(cause, Cause)]

#: A program that has nothing to do with OpenRouter, and says much of what is known.
OTHERS = "\n".join(
    (
        "2026-11-26 10:00:01 app.users WARNING User not found",
        "psycopg2.OperationalError: connection to server at 10.0.0.3 failed: Connection refused",
        '10.0.0.9 - - "GET /admin HTTP/1.1" 403 Forbidden',
        "requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://api.github.com/user",
        "ssl.SSLCertVerificationError: certificate verify failed: self-signed certificate",
        "TypeError: 'NoneType' object is not subscriptable",
        "redis.exceptions.ConnectionError: Error 111 connecting to localhost:6379. Connection refused.",
        "stripe.error.CardError: Insufficient credits, Invalid credentials, Too Many Requests",
        "UnicodeEncodeError: 'ascii' codec can't encode character '\\xe9' in position 3",
    )
)


def checks_of(module: Path) -> Iterator[str]:
    """Yield the names of checks that a module of the doctor gives results under."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        named: list[ast.expr] = []
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Result":
            named = node.args[:1]
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and "CHECK" in node.targets[0].id:
            named = [node.value]
        yield from (name.value for name in named if isinstance(name, ast.Constant) and isinstance(name.value, str))


CHECKS = {name for module in PACKAGE.rglob("*.py") for name in checks_of(module)}


def recognised(text: str) -> list[str]:
    return [message.known.name for message in explaining.explain(text).messages]


def in_log_line(text: str) -> str:
    return json.dumps({"level": "error", "time": 1764151200, "service": "openrouter-bot", "msg": text})


def coloured(text: str) -> str:
    return "\x1b[1;31m" + re.sub(r"(\w+)", "\x1b[0m\x1b[38;5;9m\\1\x1b[0m", text) + "\x1b[K\x1b[0m"


def in_traceback(text: str) -> str:
    return f'Traceback (most recent call last):\n  File "/srv/bot/openrouter.py", line 12, in ask\n    ask()\n{text}\n'


#: What becomes of a message on its way.
CARRIED: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "in capitals": str.upper,
    "in small letters": str.lower,
    "in a log line": in_log_line,
    "in a log line within another": lambda text: in_log_line(in_log_line(text)),
    "coloured": coloured,
    "with other line ends": lambda text: text.replace("\n", "\r\n") + "\r\n",
    "with old line ends": lambda text: text.replace("\n", "\r"),
    "in a traceback": in_traceback,
    "in a page": escape,
    "as repr": repr,
    "with a mark": lambda text: f"\ufeff{text}",
    "far down a log": lambda text: "INFO nothing\n" * 500 + text,
}


@pytest.mark.parametrize(("name", "text"), EVERY)
def test_a_message_is_recognised(name: str, text: str) -> None:
    assert recognised(text)[:1] == [name]


@pytest.mark.parametrize("way", CARRIED)
def test_a_message_is_recognised_however_it_comes(way: str) -> None:
    far = way == "far down a log"
    missed = []
    for name, text in EVERY:
        # What others say as well must be near to a word that says whose it is.
        sent = f"openrouter: {text}" if far and not text.startswith("*") else text
        if name not in recognised(CARRIED[way](sent)):
            missed.append((name, text))
    assert missed == []


def test_each_phrase_is_in_a_sample() -> None:
    unmet = [
        (known.name, phrase.shown)
        for known in explaining.KNOWN
        for phrase, _ in known.ways()
        if not any(phrase.pattern.search(explaining.plain(text)) for text in SAMPLES[known.name])
    ]
    assert unmet == []
    assert [known.name for known in explaining.KNOWN if known.name not in SAMPLES] == []
    assert len({known.name for known in explaining.KNOWN}) == len(explaining.KNOWN) == len(SAMPLES)


def test_a_phrase_is_looked_for_by_words_that_all_its_texts_have() -> None:
    for known in explaining.KNOWN:
        for phrase, _ in known.ways():
            for text in map(explaining.plain, SAMPLES[known.name]):
                if phrase.pattern.search(text):
                    assert [needle for needle in phrase.needles if needle not in text.lower()] == []


def test_words_may_be_wrapped_by_a_terminal() -> None:
    assert recognised("Error: No auth\n   credentials found") == ["no-credential"]


@pytest.mark.parametrize("text", [OTHERS, "Hello, world", "all tests passed\n" * 100, "{}", "401", "KeyError: 'name'"])
def test_what_others_say_is_not_explained(text: str) -> None:
    assert recognised(text) == []


def test_what_others_say_is_explained_near_to_openrouter_alone() -> None:
    near = f"calling https://openrouter.ai/api/v1/key\n{OTHERS}"
    assert "unknown-key" in recognised(near)
    assert recognised(f"calling https://openrouter.ai/api/v1/key\n{'x' * 5000}\n{OTHERS}") == []


ANSWERED = '"POST https://openrouter.ai/api/v1/chat/completions HTTP/1.1" 200\n' * 20


def test_what_a_log_says_of_another_host_is_not_explained() -> None:
    refused = '"GET https://api.github.com/user HTTP/1.1" 401 Unauthorized\n'
    assert explaining.explain(ANSWERED + refused).messages == ()
    for host in ("openrouter.ai", "localhost:4000", "127.0.0.1", "eu.openrouter.ai"):
        (message,) = explaining.explain(ANSWERED + refused.replace("api.github.com", host)).messages
        assert message.known.name == "unauthorized"


def test_what_is_a_part_of_a_message_does_not_contradict_it() -> None:
    for name, parts in (("tracing", ("key-at-openai",)), ("own-key", ("provider", "at-openai")), ("no-endpoints", ())):
        text = "\n".join(sample for part in (*parts, name) for sample in SAMPLES[part])
        assert [each.known.name for each in explaining.explain(text).messages] == [name]


def test_what_says_more_comes_first_and_hides_what_says_less() -> None:
    body = '{"error":{"message":"User not found.","code":401}}'
    text = f"HTTP/1.1 401 Unauthorized\nopenrouter {body}\nKeyError: 'choices'"
    assert recognised(text) == ["unknown-key", "unchecked"]
    assert recognised(text.replace("User not found.", "oh")) == ["unauthorized", "unchecked"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(EVERY), min_size=2, max_size=4, unique=True), st.randoms(use_true_random=False))
def test_the_order_of_messages_is_of_no_account(pasted: list[tuple[str, str]], random: Random) -> None:
    texts = [text for _, text in pasted]
    random.shuffle(texts)
    assert recognised("\n".join(text for _, text in pasted)) == recognised("\n".join(texts))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from((*(text for _, text in EVERY), "\x1b[2J", "\0", "::error::x", "{key}", "\ud800", "\n")),
        max_size=9,
    ),
    st.sampled_from(("en", "zh")),
    st.sampled_from(("text", "json")),
)
def test_whatever_is_pasted_nothing_leaks(pieces: list[str], language: str, form: str) -> None:
    text = " ".join(pieces).replace("{key}", live_key(9)) or "x"
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(("explain", "--lang", language, "--output-format", form, "--", text))
    assert code in ((2,) if not text.strip() else (0, 1))
    shown = out.getvalue() + err.getvalue()
    assert leaks(shown, 9) == []
    assert list(disobedience(shown)) == []
    assert (keys.label(live_key(9)) in shown) == ("{key}" in pieces)


def test_causes_are_not_listed_where_the_text_shows_what_was_sent() -> None:
    answer = '{"error":{"message":"No auth credentials found","code":401}}'
    sent, refused = explaining.explain(f"{curl('Authorization: Bearer None')}{answer}").messages
    assert (sent.known.name, refused.known.name) == ("sent-none", "no-credential")
    assert sent.causes
    assert refused.causes == ()
    (alone,) = explaining.explain(answer).messages
    assert alone.causes


@pytest.mark.parametrize("header", ["Authorization: Bearer sk-or-v1-x", "x-api-key: sk-or-v1-x", "AUTHORIZATION: x"])
def test_a_header_that_curl_shows_is_not_missed(header: str) -> None:
    assert "sent-nothing" not in recognised(curl(header))


def test_models_are_public() -> None:
    assert recognised(curl("").replace("POST /api/v1/chat/completions", "GET /api/v1/models")) == ["unauthorized"]


@pytest.mark.parametrize(("before", "line"), [("", 1), ("a\n", 2), ("a\r\nb\r\n", 3), ('{"x": "a\\nb"}\n', 2)])
def test_the_line_is_that_of_the_text(before: str, line: int) -> None:
    (message,) = explaining.explain(f"{before}No auth credentials found").messages
    assert message.line == line


def raised(call: Callable[[], object]) -> str:
    with pytest.raises(Exception) as error:  # noqa: PT011
        call()
    return f"{error.type.__module__}.{error.type.__qualname__}: {error.value}"


def put(value: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1")
    connection.putrequest("GET", "/")
    connection.putheader("Authorization", value)


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: put(f"Bearer {live_key()}\r\n"), "illegal-header-value"),
        (
            lambda: requests.Request("GET", "http://a", {"Authorization": "Bearer x\n"}).prepare(),
            "illegal-header-value",
        ),
        (lambda: requests.Request("GET", "openrouter.ai/api").prepare(), "no-scheme"),
        (lambda: httpx.Headers({"Authorization": None}), "none-as-header"),  # type: ignore[dict-item]
        (lambda: httpx.Request("GET", "http://a", headers={"Authorization": "Bearer “x”"}), "not-ascii"),
        (lambda: httpx.get("openrouter.ai/api"), "no-scheme"),
        (lambda: json.loads('{"error": {"code": 401}}')["choices"], "unchecked"),
        (lambda: "Bearer " + None, "none-as-header"),  # type: ignore[operator]
        (lambda: {}["OPENROUTER_API_KEY"], "variable-unset"),
        (
            lambda: httpx.Response(
                401, request=httpx.Request("GET", "https://openrouter.ai/api/v1/key")
            ).raise_for_status(),
            "unauthorized",
        ),
    ],
)
def test_what_clients_really_say_is_known(call: Callable[[], object], name: str) -> None:
    assert recognised(raised(call))[:1] == [name]


@pytest.mark.parametrize("cause", CAUSES)
def test_a_cause_names_rules_and_checks_that_there_are(cause: Cause) -> None:
    assert {*cause.rules} <= {rule.code for rule in all_rules()}
    assert {*cause.doctor} <= CHECKS


def test_no_cause_is_unused_and_no_two_messages_are_alike() -> None:
    used = [cause for known in explaining.KNOWN for cause in known.causes]
    assert [cause.says for cause in CAUSES if cause not in used] == []
    assert all(len({*known.causes}) == len(known.causes) for known in explaining.KNOWN)


WAYS = {
    name: (*lang, *form)
    for lang in (("--lang", "en"), ("--lang", "zh"))
    for form in ((), ("--output-format", "json"))
    for name in (f"{lang[1]} {form[-1] if form else 'text'}",)
}


def explained(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, text: str, *way: str) -> str:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode(errors="replace"))))
    assert main(("explain", "-", *way)) in (0, 1)
    shown = capsys.readouterr()
    return shown.out + shown.err


@pytest.mark.parametrize("way", WAYS)
def test_nothing_of_a_text_is_shown_but_labels(
    way: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "/home/wilma/project on wilma.example"
    key = live_key(3)
    shown = ""
    for name, text in EVERY:
        about = f"{secret}\nAuthorization: Bearer {key}\n{text} {key} {secret} '{key[:30]}' {key[30:]}\n"
        shown = explained(capsys, monkeypatch, about, *WAYS[way])
        assert leaks(shown, 3) == [], name
        assert "wilma" not in shown
        assert list(disobedience(shown)) == []
    assert keys.label(key) in shown
    assert keys.key_link(keys.key_hash(key)) in shown


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_key_is_named_however_it_is_spelt(
    spelling: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = explained(capsys, monkeypatch, f"sent: {SPELLINGS[spelling].written(live_key(5))}\n", "--lang", "en")
    assert leaks(shown, 5) == []
    assert keys.label(live_key(5)) in shown


def test_each_key_is_named_once() -> None:
    text = f"{live_key(1)} {live_key(2)} {live_key(1)} sk-proj-{'aB3' * 12} {keys.PREFIX}v1-{keys.PUBLISHED[0]}"
    named = explaining.explain(text).keys
    assert [key.provider for key in named] == ["", "", "OpenAI"]
    assert [key.digest for key in named[:2]] == [keys.key_hash(live_key(1)), keys.key_hash(live_key(2))]
    assert "aB3aB3" not in named[2].label


@pytest.mark.parametrize("begins", [begins for begins, _ in explaining.PROVIDERS])
def test_of_another_providers_key_little_is_shown(begins: str) -> None:
    body = "aB3-xY7_qW9-" * 6 if begins.endswith("-") else "aB3xY7_qW9" * 6
    (named,) = explaining.explain(f"key={begins}{body}").keys
    assert len(named.label) <= 12
    assert named.label.endswith(f"...{body[-4:]}")


HOSTILE = {
    "nothing but zeros": b"\0" * 1_000_000,
    "random bytes": Random(1).randbytes(1_000_000),
    "one line": b"No auth credentials found " * 40_000,
    "what a key begins with": b"sk-or-" * 160_000,
    "what a status begins with": b"HTTP/1.1 status code: error: " * 40_000,
    "white space": b"User not" + b" " * 1_000_000,
    "escapes": b"\\" * 1_000_000,
    "colours": b"\x1b[" * 500_000,
    "curl": b"> POST / HTTP/1.1\n" * 60_000,
    "curl's headers": b"> POST / HTTP/1.1\n" + b"> a: b\n" * 140_000,
    "quotes": b"\"'" * 500_000 + b"openrouter",
    "words far apart": b"Invalid credentials" + b"x" * 1_000_000 + b"error_type",
    "UTF-16": "No auth credentials found\n".encode("utf-16"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_texts_are_explained_or_not(
    kind: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(HOSTILE[kind])))
    found = kind in ("one line", "UTF-16")
    assert main(("explain", "-", "--lang", "en")) == int(found)
    assert ("No auth credentials found (line 1)" in capsys.readouterr().out) == found


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (b"No auth credentials found\n" + b"x" * 10_000_000, 1),
        (b"x\n" * 5_000_000 + b"No auth credentials found\n", 5_000_001),
        (b"openrouter 401\n" + b"x\n" * 5_000_000 + b"No auth credentials found\n" * 2, 5_000_002),
        (b"x\n" * 2_000_000 + b"No auth credentials found", 2_000_001),
    ],
    ids=["beginning", "end", "both", "just over"],
)
def test_of_a_long_text_the_beginning_and_the_end_are_looked_at(
    text: bytes, line: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))
    assert main(("explain", "-", "--lang", "en")) == 1
    said = capsys.readouterr()
    assert said.out.startswith(f"No auth credentials found (line {line})\n")
    assert said.out.count("(line ") == 1
    assert said.err == "only the first and the last 2 MB are looked at\n"


@pytest.mark.parametrize(
    ("arguments", "stdin", "code"),
    [
        (("No", "auth", "credentials", "found"), b"", 1),
        (("No auth credentials found",), b"", 1),
        (("--lang", "zh", "User", "not", "found"), b"", 1),
        (("User", "--lang", "zh", "not", "found"), b"", 1),
        (("-",), b"User not found.", 1),
        (("-",), live_key().encode(), 1),
        (("Hello",), b"", 0),
        (("-",), b"all is well\n", 0),
        (("-",), b"", 2),
        (("-",), b" \n", 2),
        (("",), b"", 2),
        (("-", "text"), b"User not found.", 2),
        (("OPR301",), b"", 2),
        ((), b"", 2),
        (("--lang", "fr", "x"), b"", 2),
        (("--output-format", "xml", "x"), b"", 2),
    ],
)
def test_exit_codes(arguments: tuple[str, ...], stdin: bytes, code: int, tmp_path: Path) -> None:
    result = command(tmp_path, "explain", *arguments, stdin=stdin)
    assert result.returncode == code, result
    assert (result.stdout == b"") == (code == 2)
    assert len(result.stderr.splitlines()) == int(code == 2)
    assert not any(tmp_path.iterdir())


def test_a_rule_is_explained_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("explain", "opr301")) == 2
    assert capsys.readouterr().err == "flake8-openrouter: OPR301 is a rule: `flake8-openrouter rule OPR301`\n"


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
@pytest.mark.parametrize(
    ("variable", "chinese"), [("LC_ALL", True), ("LC_MESSAGES", True), ("LANG", True), ("X", False)]
)
def test_the_locale_tells_the_language(variable: str, chinese: bool, encoding: str, tmp_path: Path) -> None:
    environment = {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "C", variable: "zh_CN.UTF-8", "PYTHONIOENCODING": encoding}
    result = command(tmp_path, "explain", "User not found", environment=environment)
    assert result.returncode == 1, result
    assert (b"Likely causes" not in result.stdout) == chinese


def test_a_tool_gets_the_same_as_a_reader(capsys: pytest.CaptureFixture[str]) -> None:
    main(("explain", f"openrouter: 401 User not found. {live_key()}", "--output-format", "json", "--lang", "en"))
    told = json.loads(capsys.readouterr().out)
    (message,) = told["messages"]
    assert (message["id"], message["line"], message["message"]) == ("unknown-key", 1, "401 User not found")
    assert message["causes"][0]["checks"] == ["doctor --online"]
    assert told["keys"] == [
        {
            "label": keys.label(live_key()),
            "sha256": keys.key_hash(live_key()),
            "link": keys.key_link(keys.key_hash(live_key())),
        }
    ]
    main(("explain", f"openrouter: 401 User not found. {live_key()}", "--lang", "en"))
    text = capsys.readouterr().out
    for said in (message["says"], *(cause["cause"] for cause in message["causes"]), told["keys"][0]["link"]):
        assert said in text


def test_a_cause_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    main(
        ("explain", "Error code: 401 - Invalid credentials from openrouter\nNo auth credentials found", "--lang", "en")
    )
    lines = [re.sub(r"^ *\d+\. ", "", line) for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    told = [line for line in lines if "looked at by" in line]
    assert len({*told}) == len(told) > 10


def test_statuses_are_about_openrouter() -> None:
    """The samples of statuses hold what others' logs do not."""
    for text in statuses(401, "Unauthorized"):
        assert recognised(f"{'x' * 2000}\n{re.sub('(?i)openrouter|openai', 'other', text)}\n{'x' * 2000}") == []


def test_the_environment_of_the_tests_is_not_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [*os.environ]:
        monkeypatch.delenv(name)
    assert main(("explain", "User not found")) == 1
