"""Keys in texts of every type: the shapes in which they leak, how they are spelt, and what only looks like one."""

from __future__ import annotations

import ast
import base64
import json
import random
from itertools import pairwise
from pathlib import Path

import leak_shapes
import pytest
from command_line import project
from counting import lines
from harness import live_hex, live_key
from leak_shapes import DEFAULTS, FILES, NO_DEFAULTS, NO_SHAPES, SHAPES, SLOT, SPELLINGS, Shape, Text

from flake8_openrouter.command.main import main
from flake8_openrouter.model import Document, Finding, Use
from flake8_openrouter.openrouter import keys
from flake8_openrouter.openrouter.leak_uses import LeakUse, use_of
from flake8_openrouter.openrouter.leaks import NEEDLES, Form, leaks
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.run import prefilter
from flake8_openrouter.run.analysis import check_source, of_text
from flake8_openrouter.run.searching import holds, holds_key

__all__ = ["project"]

LEAKS = list(leak_shapes.leaks())
NONE = list(leak_shapes.none())


def found(path: str, text: str) -> list[Finding]:
    if path.endswith(".py"):
        return check_source(text, path, Configuration())
    return list(of_text(Document(path, text), Configuration()).findings)


def is_searched(text: str) -> bool:
    """Tell whether the prefilter lets a text pass, as text and as bytes, and whether a search for the words would."""
    data = text.encode()
    asked = prefilter.passes(text, prefilter.KEYS), holds(data, (b"sk-or-",), None), holds_key(data)
    return all((*asked, any(needle.encode() in data.lower() for needle in NEEDLES)))


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_each_shape_is_found_once_with_the_label_of_its_key(shape: Shape) -> None:
    text = shape.text.replace(SLOT, shape.written(live_key(1)))
    (finding,) = found(shape.path, text)
    assert finding.code == shape.code
    assert keys.label(live_key(1)) in finding.message
    assert finding.key_hash == keys.key_hash(live_key(1)) != ""


@pytest.mark.parametrize("shape", NO_SHAPES.values(), ids=NO_SHAPES)
def test_what_is_no_key_is_not_to_be_revoked(shape: Shape) -> None:
    assert found(shape.path, shape.text.replace("@HEX@", live_hex(1))) == []


def test_the_corpora_are_large() -> None:
    assert len(SHAPES) == 26
    assert len(NO_SHAPES) == 5
    assert len(LEAKS) >= 200
    assert len(FILES) >= 40
    assert len(NONE) >= 200
    assert {leak.form for leak in LEAKS} == set(Form)


@pytest.mark.parametrize("leak", LEAKS, ids=lambda leak: leak.path)
def test_leaks_are_found_where_they_are(leak: Text) -> None:
    (seen,) = leaks(leak.text)
    assert (seen.key, seen.form) == (leak.key, leak.form)
    assert is_searched(leak.text)
    spelt = leak.text[seen.start : seen.end]
    assert spelt in leak.written if leak.form is Form.BASE64 else spelt == leak.written
    assert [match[0] for match in keys.live(leak.text)] == ([leak.key] if leak.form is Form.PLAIN else [])


@pytest.mark.parametrize("text", NONE, ids=lambda text: f"{text.key} in {text.path}")
def test_what_only_looks_like_a_key_is_none(text: Text) -> None:
    assert list(leaks(text.text)) == []
    control = text.template.replace(SLOT, live_key(1)) if SLOT in text.template else live_key(1)
    assert [leak.key for leak in leaks(control)] == [live_key(1)]


BEFORE = (*("", '"', "'", "`", "<", "{", "(", "[", "=", ":", ",", " ", "\n", "Bearer ", "key=", "\\n", "\\u003c"),)
BEFORE += ("%20", "&lt;", "\x1b[32m", "\\u001b[32m", "é", "\ufeff", "\0", "sk-or-", "sk-or-v1-...", "c2stb3ItdjEt ")
AFTER = ("", "}", ",", ">", "&", "`", ")", "]", '"', "'", " ", "\n", "\r\n", "\\n", '\\"', "\\u003e", "%0A", "&gt;")
AFTER += (
    ";",
    ".",
    "|",
    "#",
    "@",
    ":",
    "</b>",
    "\x1b[0m",
    "\\u001b[0m",
    "\nbeef",
    "\n",
    '" + "abc',
    "\u200b",
    "é",
    "\0",
)


@pytest.mark.parametrize("name", SPELLINGS)
def test_whatever_is_around_a_key(name: str) -> None:
    key = live_key(5)
    written = SPELLINGS[name].written(key)
    missed = [
        (before, after)
        for before in BEFORE
        for after in AFTER
        if [leak.key for leak in leaks(f"{before}{written}{after}")] != [key]
    ]
    assert missed == []


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_key_is_found_in_json_that_holds_the_text(name: str) -> None:
    text = f"x = '{SPELLINGS[name].written(live_key(1))}'\n"
    once = json.dumps({"source": text})
    for written in (once, json.dumps({"file": once}), json.dumps(text, ensure_ascii=False)):
        assert [leak.key for leak in leaks(written)] == [live_key(1)]


@pytest.mark.parametrize("name", SPELLINGS)
def test_keys_with_nothing_between_are_two(name: str) -> None:
    if SPELLINGS[name].form is not Form.BASE64:
        text = SPELLINGS[name].written(live_key(1)) + SPELLINGS[name].written(live_key(2))
        assert [leak.key for leak in leaks(text)] == [live_key(1), live_key(2)]


@pytest.mark.parametrize("seed", range(20))
def test_each_of_many_keys_is_found_once_in_order(seed: int) -> None:
    chosen = random.Random(seed)
    names = [chosen.choice(list(SPELLINGS)) for _ in range(30)]
    written = [SPELLINGS[name].written(live_key(number)) for number, name in enumerate(names)]
    text = "".join(f"{one}{chosen.choice((', ', ' ', ';', '}', chr(10) * 2))}" for one in written)
    seen = list(leaks(text))
    assert [leak.key for leak in seen] == [live_key(number) for number in range(30)]
    assert all(one.end <= other.start for one, other in pairwise(seen))


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_key_that_is_cut_is_none(name: str) -> None:
    written = SPELLINGS[name].written(live_key(5)[:-1])
    assert list(leaks(f"{written} ")) == []


def test_the_words_in_base64_are_what_base64_makes_of_the_prefix() -> None:
    for size in range(3):
        spelt = base64.b64encode(b"\0" * size + b"sk-or-v1-").decode().lower()
        first, second = (word for word in NEEDLES if word in spelt)
        assert first + second in spelt


#: What repeated makes a text in which a careless search reads on from each place.
HOSTILE = (
    *("sk-or-v1-", "sk-or-", "sk-or-v1-0", "SK-OR-V1-ab ", "sk-or-v1-\\\n", 'sk-or-v1-" "', "sk-or-v1-0123\n", "0a"),
    *("c2stb3ItdjEt", "NrLW9yLXYxL", "zay1vci12MS", "QUJD", "c2stb3\n", "itdjet ", "\\", "\\u002d", "\\x2d", "&#45;"),
    *("\\u0073", "\\x73\\x6b\\x2d", "%25", "&amp;", "&amp;amp;#0", "\\u{0", "\x1b[", "\x1b[0m", "\\x1b[0;", "\u200b"),
    *(
        '" + ',
        '"\n',
        "\n",
        " ",
        " \n",
        "\n# ",
        "\\\n ",
        "''",
        "`",
        "u002d \\x2d u{2d} \\055 &#45;",
        "=\n",
        *("${", "ENV[", "\n####", "\n# > ", "\n-", "\n+ -- ", "a\n#-#-", '",\\n', '", "', '"\\\n', '" +\n+ ', "<br>"),
        *("]]><![CDATA[", "=2D", "\\-", "sk\\-or\\-v1\\-", "\u2011", "sk\u2011or\u2011", "\\u2011", "REM ", "\nREM"),
    ),
)
#: What begins a key that then goes on in what is hostile.
BEGUN = ("", "sk-or-v1-abcdef12", "c2stb3ItdjEt", "sk\\u002dor\\u002dv1\\u002dabcd", "x\\x2d k%2dor c2stb3 ")
BEGUN += ("sk\\-or\\-v1\\-abcd", "sk\u2011or\u2011v1\u2011abcd")


@pytest.mark.alike
@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("begun", BEGUN)
def test_twice_as_much_costs_twice_as_much(begun: str, hostile: str) -> None:
    once, twice = (begun + hostile * number for number in (2000, 4000))
    assert lines(lambda: list(leaks(twice))) < 2.25 * lines(lambda: list(leaks(once))) + 100


@pytest.mark.alike
@pytest.mark.parametrize("begun", BEGUN)
def test_what_is_hostile_is_searched_to_its_end(begun: str) -> None:
    """What patterns do by themselves is no step of ours: if it grew with the square, this would take hours."""
    assert [hostile for hostile in HOSTILE if list(leaks(begun + hostile * (300_000 // len(hostile))))] == []


@pytest.mark.parametrize("text", DEFAULTS.values(), ids=DEFAULTS)
def test_a_key_is_the_default_of_a_variable(text: str) -> None:
    text = text.replace(SLOT, live_key(1))
    (leak,) = leaks(text)
    assert use_of(text, leak) == LeakUse(Use.DEFAULT, "OPENROUTER_API_KEY")
    assert [finding.code for finding in found("a.txt", text)] == ["OPR103"]


@pytest.mark.parametrize("text", NO_DEFAULTS)
def test_a_key_is_no_default(text: str) -> None:
    text = text.replace(SLOT, live_key(1))
    (leak,) = leaks(text)
    assert use_of(text, leak) == LeakUse(Use.COMMENT)


#: Where a key can be in a program: in a value, in a call that shows it, in a docstring, in a comment.
PLACES = ('X = """@KEY@"""\n', 'print("""@KEY@""")\n', '"""Use @KEY@."""\n', 'def f(:\n"""@KEY@\n')


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", SPELLINGS)
def test_a_program_has_a_key_once(name: str, place: str) -> None:
    text = place.replace(SLOT, SPELLINGS[name].written(live_key(3)))
    (finding,) = check_source(text, "app.py", Configuration())
    assert finding.code == "OPR101"
    assert keys.label(live_key(3)) in finding.message


def test_a_literal_that_is_joined_is_one_key() -> None:
    for joined in ('"{}" + "{}"', '"{}" "{}"', '("{}"\n    "{}")', "f'{}' '{}'", '"{}" \\\n  "{}"'):
        text = f"X = {joined.format(live_key(1)[:30], live_key(1)[30:])}\n"
        assert ast.parse(text)
        assert [finding.code for finding in check_source(text, "app.py", Configuration())] == ["OPR101"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("as issued", ":"),
        ("capitals", ", in upper case:"),
        ("Base64", ", in Base64:"),
        ("dashes as &#45;", ", in escapes:"),
        ("dashes as '\\u2011'", ", with other dashes:"),
        ("folded", ":"),
    ],
)
def test_the_message_says_how_a_key_is_spelt_that_nobody_would_see(name: str, said: str) -> None:
    (finding,) = found("notes.txt", SPELLINGS[name].written(live_key(1)))
    assert finding.message.startswith(f"hardcoded OpenRouter key {keys.label(live_key(1))}{said} revoke it")


def test_a_key_in_capitals_has_its_fix() -> None:
    (finding,) = check_source(f'KEY = "{SHAPES["capitals"].written(live_key(1))}"\n', "app.py", Configuration())
    assert finding.fix is not None


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
@pytest.mark.parametrize("name", ["as issued", "Base64", "folded", "dashes as \\u002d"])
def test_the_command_reads_files_of_any_type(
    name: str, encoding: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"key: {SPELLINGS[name].written(live_key(1))}\n" + "# more\n" * 5
    (project / "notes.txt").write_bytes(text.encode(encoding))
    assert main(("check", "--no-cache", "notes.txt")) == 1
    assert f"OPR101 hardcoded OpenRouter key {keys.label(live_key(1))}" in capsys.readouterr().out
