"""Whatever a report shows: no key, no part of one, and nothing that a terminal or a CI would obey."""

from __future__ import annotations

import ast
import io
from contextlib import redirect_stderr, redirect_stdout
from itertools import product
from pathlib import Path

import pytest
from command_line import project, write
from flake8.exceptions import ExecutionError
from harness import live_key
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from leak_shapes import SPELLINGS
from leaky_programs import FORMS, HEAD, USES, disobedience, leaks, program

from flake8_openrouter import reports
from flake8_openrouter.command.main import main
from flake8_openrouter.model import Document
from flake8_openrouter.openrouter import keys
from flake8_openrouter.openrouter.leaks import Form
from flake8_openrouter.openrouter.masking import mask, of_document, presentable
from flake8_openrouter.plugin import Plugin
from flake8_openrouter.project import config

pytestmark = pytest.mark.alike

__all__ = ["project"]

#: What shows something of a file: subcommand and options.
WAYS: dict[str, tuple[str, ...]] = {
    **{name: ("check", "--output-format", name) for name in reports.FORMATS},
    "fixes": ("check", "--show-fixes", "--statistics"),
    "diff": ("check", "--diff"),
    "diff of all": ("check", "--diff", "--unsafe-fixes"),
    "one rule": ("check", "--select", "OPR201"),
    "no rule about keys": ("check", "--ignore", "OPR1", "--show-fixes"),
    "one rule's diff": ("check", "--select", "OPR201", "--diff"),
    "inspected": ("inspect",),
    "inspected for tools": ("inspect", "--output-format", "json"),
}


#: How many characters a piece has, and where the key is used.
CASES = tuple(product((2, 8, 13), ("header in lower case", "a neighbour", "does not parse")))

#: What is in a source beside a key.
HOSTILE = ("", "\x1b[31m", "\u202e", "a\u200bb", "\u2066", "\x85", "\u2028", "##[error]x", "\x7f", "\x0c")

#: Where it is: in a comment, in a text, in a header's name, in a URL.
BESIDE = """\
# {hostile}
X = "{hostile}"
requests.post(URL, headers={{"api-{hostile}-key": os.environ["OPENROUTER_API_KEY"]}}, json={{}})
requests.post("https://openrouter.ai/v1/{hostile}", headers={{"authorization": "Bearer x"}}, json={{}})
"""

#: What the project says reads the key.
TABLES = ("", '"get_key()"', '"os.environ[\\"\\u001b[2J\\u202e\\"]"', "'get(\"{key}\")'")

#: Names of files.
NAMES = (
    *("app", "{key}", "a/{key}/b", "sk-{key}", "a\x1b[2Jb", "a\u202eb", "a\n::error::b"),
    *("::error::x", "a/::error::x", " ::warning::x", "##[error]b", "##vso[task]b"),
)


def said(*arguments: str) -> str:
    """Return all that the command says, on standard output and beside it."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        main(arguments)
    return out.getvalue() + err.getvalue()


def said_by_flake8(text: str, path: str) -> str:
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return ""
    plugin = Plugin(tree, path, text.splitlines(keepends=True))
    try:
        return "\n".join(message for _, _, message, _ in plugin.run())
    except ExecutionError as error:  # for a key source that holds a key
        return str(error)


def of(way: str, path: str) -> tuple[str, ...]:
    command, *options = WAYS[way]
    return (command, *(("--no-cache",) if command == "check" else ()), *options, path)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("form", FORMS)
def test_no_way_out_shows_a_key(form: str, way: str, project: Path) -> None:
    # Each form meets all of these on one way or another.
    size, use = CASES[(list(FORMS).index(form) + list(WAYS).index(way)) % len(CASES)]
    write(project, {"app.py": program(form, use, 1, size)})
    assert leaks(said(*of(way, "app.py")), 1) == [], (use, size)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=250)
@given(st.sampled_from(tuple(FORMS)), st.sampled_from(tuple(USES)), st.sampled_from(tuple(WAYS)), st.data())
def test_nothing_leaks(project: Path, form: str, use: str, way: str, data: st.DataObject) -> None:
    number, size = data.draw(st.integers(2, 60)), data.draw(st.integers(2, 40))
    other = data.draw(st.sampled_from(tuple(FORMS)))
    hostile = data.draw(st.sampled_from(HOSTILE))
    path = data.draw(st.sampled_from(NAMES)).format(key=live_key(number)) + ".py"
    text = program(form, use, number, size) + BESIDE.format(hostile=hostile)
    text += program(other, "header in lower case", number + 100, size) if data.draw(st.booleans()) else ""
    text = text.replace("\n", data.draw(st.sampled_from(("\n", "\n", "\r\n", "\r"))))
    table = data.draw(st.sampled_from(TABLES)).format(key=live_key(number))
    for old in project.rglob("*.py"):
        old.unlink()
    config.for_folder.cache_clear()
    write(project, {path: text, "pyproject.toml": f"[tool.flake8-openrouter]\nkey-source = {table}\n" if table else ""})
    target = path if data.draw(st.booleans()) else "."
    output = said(*of(way, target)) + "\n" + said_by_flake8(text, path)
    for shown in (number, number + 100):
        assert leaks(output, shown) == []
    assert list(disobedience(output, kept="\n\r\t" if "diff" in way or way == "agent" else "\n")) == []


@pytest.mark.parametrize(
    "options",
    [("--select", "OPR602"), ("--ignore", "OPR1"), ("--select", "OPR201", "--diff"), ("--show-fixes",)],
    ids=lambda options: " ".join(options),
)
@pytest.mark.parametrize("secret", ["s3cr3t/hunter.two", "mytokq7bc", "k-or-v1-0a1b2c3d"])
@pytest.mark.parametrize("comment", ["", "  # noqa", "  # noqa: OPR105", "  # gitleaks:allow"])
def test_what_is_sent_as_a_key_is_secret_whichever_findings_are_shown(
    comment: str, secret: str, options: tuple[str, ...], project: Path
) -> None:
    sent = f'requests.post(URL, headers={{"Authorization": "Bearer {secret}"}}, json={{}}, verify=False)'
    text = f'{HEAD}{sent}{comment}\nrequests.post(URL, headers={{"authorization": "Bearer " + K}}, verify=False)\n'
    write(project, {"app.py": text})
    output = said("check", "--no-cache", *options, "app.py")
    assert "OPR" in output or "authorization" in output
    assert secret not in output


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_text_that_is_no_document_shows_no_key_however_it_is_spelt(name: str) -> None:
    written = SPELLINGS[name].written(live_key(1))
    shown = mask(f"before {written} after")
    assert leaks(shown, 1) == []
    assert shown.startswith("before ")
    assert shown.endswith(" after")
    if SPELLINGS[name].form is not Form.BASE64:
        assert keys.label(live_key(1)) in shown
    assert shown.count("\n") == written.count("\n")


#: Texts that look a little like a key's, and are shown.
INNOCENT = (
    *(
        '"123e4567-e89b-12d3-a456-426614174000"',
        '["ff0000", "00ff00", "0000ff", "c0ffee"]',
        '"2024-01-02", "2024-02-03"',
    ),
    *('"a", "b", "c", "d", "e", "f"', "[10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150, 160]"),
    *('"sk-or-v1-..."', '"sk-or-v1-your-key-here"', '"dead", "beef", "cafe", "face"', '"a1b2c3", "%02x"'),
    *('"c2tlbGV0b24ga2V5cyBhcmUgbm90IGtleXM"', '"the basket-organisation is added"'),
)


@pytest.mark.parametrize("text", INNOCENT)
def test_what_is_no_key_is_shown(text: str) -> None:
    assert mask(text) == text
    assert of_document(Document("app.py", f"x = {text}\n")) == ()


#: What GitHub, Azure and TeamCity obey, and what a terminal does; and how it is shown.
OBEYED = {
    "::error::x": "\\x3a:error::x",
    "  ::set-env name=A::b": "  \\x3a:set-env name=A::b",
    "a ::error::x": "a ::error::x",
    "x ##[error]y": "x \\x23#[error]y",
    "##vso[task.setvariable]y": "\\x23#vso[task.setvariable]y",
    "##teamcity[message]": "\\x23#teamcity[message]",
    "## a heading [1]": "## a heading [1]",
    "a\n::error::b": "a\\n::error::b",
    "\x1b[31m\u202e\u200b\ud800\x85\u2028": "\\x1b[31m\\u202e\\u200b\\ud800\\x85\\u2028",
    "é 名 e\u0301": "é 名 e\u0301",
}


@pytest.mark.parametrize(("text", "shown"), OBEYED.items())
def test_what_would_be_obeyed_is_an_escape(text: str, shown: str) -> None:
    assert presentable(text) == shown
    assert presentable(shown) == shown
