"""Scripts that nobody wrote: broken ones, those of Windows, and those that are to cost much."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from cases import codes
from counting import lines
from hypothesis import given, settings
from hypothesis import strategies as st

from flake8_openrouter.languages.shell.language import SHELL
from flake8_openrouter.languages.trees import source
from flake8_openrouter.model import Document
from flake8_openrouter.project.config import Configuration, ConfigurationError, parse
from flake8_openrouter.run.analysis import check_source
from flake8_openrouter.run.fixing import fix_source

URL = "https://openrouter.ai/api/v1/key"
KEY = "$OPENROUTER_API_KEY"
WRONG = f'curl {URL} -H "Authorization: {KEY}"\n'
GOOD = f'curl {URL} -H "Authorization: Bearer {KEY}"\n'

#: What is around a command that is found all the same.
BROKEN: dict[str, str] = {
    "rubbish before": f"}} ) >> <<<< == ;; fi\n\n{WRONG}",
    "prose before": f"This script (see below) isn't finished.\n\nDon't run it.\n\n{WRONG}",
    "marks of a merge": f"<<<<<<< HEAD\n{WRONG}=======\n{GOOD}>>>>>>> other\n",
    "an if that does not end": f"if true; then\n  {WRONG}",
    "a function that does not end": f"f() {{\n  {WRONG}",
    "a fi too many": f"fi\ndone\n{WRONG}",
    "cut in the next command": f'{WRONG}curl -H "Auth',
    "cut in a substitution": f"{WRONG}X=$(curl ",
    "cut in a here-document": f"{WRONG}cat <<EOF\nhello",
    "cut in an expansion": f"{WRONG}echo ${{X:-",
    "cut in an array": f"{WRONG}A=(-H ",
    "line ends of Windows": WRONG.replace("\n", "\r\n"),
    "line ends of Windows, over lines": f'curl {URL} \\\r\n  -H "Authorization: {KEY}" \\\r\n  -s\r\n',
    "a byte order mark": f"\ufeff{WRONG}",
    "wide characters before": f"# Überprüfung 😀\necho “é”\n{WRONG}",
}


@pytest.mark.parametrize("script", BROKEN.values(), ids=BROKEN)
def test_what_can_be_found_in_a_broken_script_is_found(script: str) -> None:
    assert "OPR301" in codes(script, path="run.sh")


def test_after_a_script_that_is_given_up_another_one_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    script = GOOD * 5_000
    with monkeypatch.context() as patched:
        patched.setattr(source, "_LONGEST", 500)
        patched.setattr(source, "process_time", count().__next__)
        assert codes(script, path="run.sh") == []
        with pytest.raises(ValueError, match="takes too long to be parsed"):
            source.Source(Document("run.sh", script), "bash")
    assert source.Source(Document("run.sh", WRONG), "bash").root.end_byte == len(WRONG)


def test_a_pipeline_that_nobody_wrote_is_not_read() -> None:
    assert "OPR301" in codes("cat |\n" * 4_000 + WRONG, path="run.sh")
    with pytest.raises(ValueError, match="more than 5,000 pipes"):
        source.Source(Document("run.sh", "cat |\n" * 6_000 + WRONG), "bash")


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 400))
def test_a_script_that_is_cut_anywhere_is_read(at: int) -> None:
    script = (
        f'KEY="${{OPENROUTER_API_KEY:-$(cat "$HOME/key")}}"\nARGS=(-s -H "Authorization: $KEY")\n{WRONG}'
        f'bash -c \'curl {URL} -H "Authorization: \'"$KEY"\'"\'\ncase $1 in a) curl "${{ARGS[@]}}" {URL} ;; esac\n'
    )
    cut = script[: min(at, len(script))]
    assert "OPR900" not in codes(cut, path="run.sh")
    result = fix_source(cut.encode(), "run.sh", unsafe=True)
    assert "OPR900" not in [finding.code for finding in result.left]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            (
                *(
                    "curl ",
                    URL,
                    ' -H "Authorization: ',
                    KEY,
                    '"',
                    "'",
                    "\\",
                    "\n",
                    "$(",
                    ")",
                    "${",
                    "}",
                    "`",
                    "(",
                    "{ ",
                ),
                *(
                    " | ",
                    " && ",
                    ";",
                    "#",
                    "<<EOF\n",
                    "EOF\n",
                    "if ",
                    "then ",
                    "fi\n",
                    "K=",
                    "echo ",
                    "bash -c ",
                    "é",
                    "$'",
                ),
            )
        ),
        max_size=30,
    ).map("".join)
)
def test_no_text_is_too_strange(text: str) -> None:
    script = f"# openrouter\n{text}\n"
    assert "OPR900" not in codes(script, path="run.sh")
    fix_source(script.encode(), "run.sh", unsafe=True)


#: What is repeated, by how often.
REPEATED: dict[str, Callable[[int], str]] = {
    "commands": lambda count: GOOD * count,
    "commands of a function": lambda count: f"f() {{\n{GOOD * count}}}\nf\nf\n",
    "callers": lambda count: 'f() { curl $1 -H "Authorization: Bearer $2"; }\n' + f"f {URL} {KEY}\n" * count,
    "functions": lambda count: "".join(f"f{number}() {{ {GOOD}}}\nf{number}\n" for number in range(count)),
    "names": lambda count: (
        "".join(f"N{number}=$N{number - 1}\n" for number in range(1, count)) + f"curl $N{count - 1}\n"
    ),
    "one name": lambda count: "K=x\n" * count + f'curl {URL} -H "Authorization: Bearer $K"\n',
    "arguments": lambda count: f"curl {URL} {'-H a:b ' * count}\n",
    "an array": lambda count: f'A=({"-H a:b " * count})\ncurl "${{A[@]}}" {URL}\n',
    "elements of an array": lambda count: "A=(-s)\n" + "A+=(-H a:b)\n" * count + f'curl "${{A[@]}}" {URL}\n',
    "what is shown": lambda count: f'echo "{KEY}"\n' * count,
    "keys": lambda count: "K=sk-or-v1-abc123def456\n" * count,
    "settings": lambda count: "A_URL=https://openrouter.ai/v1\n" * count,
    "quotes": lambda count: f"curl {URL} " + "\"a\"'b'" * count + "\n",
    "conditions": lambda count: "if true; then\n" * count + GOOD + "fi\n" * count,
    "substitutions": lambda count: f"curl {URL} $(" * count + ")" * count + "\n",
    "pipes": lambda count: f"{GOOD[:-1]} |\n" * count + "cat\n",
    "texts of another shell": lambda count: f"bash -c 'curl {URL}'\n" * count,
    "other files": lambda count: "source x.env\nK=y\n" * count + f'curl {URL} -H "Authorization: Bearer $K"\n',
}


@pytest.mark.parametrize("made", REPEATED.values(), ids=REPEATED)
def test_twice_as_much_costs_twice_as_much(made: Callable[[int], str]) -> None:
    once, twice = (f"# openrouter\n{made(count)}" for count in (40, 80))
    cost = lines(lambda: check_source(once, "run.sh"))
    assert lines(lambda: check_source(twice, "run.sh")) < 2.3 * cost


def _configured(source: str) -> Configuration:
    return parse({"key-source": {"shell": source}}, Path("pyproject.toml"))


def test_the_key_source_of_a_setting_is_written() -> None:
    configuration = _configured("$MY_KEY")
    fixed = fix_source(f"curl {URL}\n".encode(), "run.sh", unsafe=True, configuration=configuration)
    assert fixed.data.decode() == f'curl -H "Authorization: Bearer $MY_KEY" {URL}\n'


@pytest.mark.parametrize("source", ["$(pass show openrouter)", "${MY_KEY}", "${MY_KEY:?not set}"])
def test_a_key_source_is_a_variable_or_a_command(source: str) -> None:
    script = f"curl {URL} -H 'Authorization: Bearer your-key'\n"
    configuration = _configured(source)
    fixed = fix_source(script.encode(), "run.sh", unsafe=True, configuration=configuration)
    assert fixed.data.decode() == f'curl {URL} -H "Authorization: Bearer {source}"\n'


@pytest.mark.parametrize("source", ["MY_KEY", "sk-or-v1-abc", '$(echo "a")', "$A$B", "", "$K; rm x", "`pass`"])
def test_what_is_no_key_source_is_refused(source: str) -> None:
    with pytest.raises(ConfigurationError):
        _configured(source)


#: Scripts, and what all fixes make of them.
FIXES: dict[str, tuple[str, str]] = {
    "single quotes with others in them": (
        f"curl {URL} -H 'Authorization: Bearer {KEY}' -d '{{\"a\": \"$b\"}}'",
        f'curl {URL} -H "Authorization: Bearer {KEY}" -d \'{{"a": "$b"}}\'',
    ),
    "a header in several quotes": (
        f"curl {URL} -H 'Authorization: '\"{KEY}\"",
        f"curl {URL} -H 'Authorization: '\"Bearer {KEY}\"",
    ),
    "no quotes": (f"curl {URL} -H Authorization:{KEY}", f"curl {URL} -H Authorization:Bearer\\ {KEY}"),
    "no quotes, a word's end": (
        f"curl {URL} -H Authorization:\\ Token\\ {KEY}",
        f"curl {URL} -H Authorization:\\ Bearer\\ {KEY}",
    ),
    "a placeholder in single quotes": (
        f"curl {URL} -H 'Authorization: Bearer YOUR_KEY'",
        f'curl {URL} -H "Authorization: Bearer {KEY}"',
    ),
    "a placeholder before a letter": (
        'curl "https://openrouter.ai/api/v1/key" -H "Authorization: Bearer <key>"',
        f'curl "https://openrouter.ai/api/v1/key" -H "Authorization: Bearer {KEY}"',
    ),
    "on a line of its own": (
        f'curl -s \\\n    {URL} \\\n    -H "Accept: */*"',
        f'curl -s \\\n    -H "Authorization: Bearer {KEY}" \\\n    {URL} \\\n    -H "Accept: */*"',
    ),
    "an option on a line of its own": (f"curl {GOOD[5:-1]} \\\n  -k \\\n  -s", f"curl {GOOD[5:-1]} \\\n  -s"),
    "the first of two entries": (f'curl "{URL}?key={KEY}&a=1"', f'curl -H "Authorization: Bearer {KEY}" "{URL}?a=1"'),
    "the last of two entries": (f'curl "{URL}?a=1&key={KEY}"', f'curl -H "Authorization: Bearer {KEY}" "{URL}?a=1"'),
    "a key that is the variable's own": (
        'OPENROUTER_API_KEY="sk-or-v1-abc123def456"',
        'OPENROUTER_API_KEY="${OPENROUTER_API_KEY:?}"',
    ),
    "a body with more": (
        f'curl https://openrouter.ai/api/v1/chat/completions -d \'{{"key": "\'{KEY}\'", "model": 1}}\'',
        f'curl https://openrouter.ai/api/v1/chat/completions -d \'{{"key": "\'{KEY}\'", "model": 1}}\'',
    ),
    "a text of another shell": (
        f"bash -c 'curl {URL} -H \"Authorization: {KEY}\"'",
        f"bash -c 'curl {URL} -H \"Authorization: {KEY}\"'",
    ),
    "a URL in a text of another shell": (
        f"bash -c 'curl https://openrouter.ai/v1/key -H \"Authorization: Bearer {KEY}\"'",
        f"bash -c 'curl https://openrouter.ai/api/v1/key -H \"Authorization: Bearer {KEY}\"'",
    ),
}


@pytest.mark.parametrize(("script", "wanted"), FIXES.values(), ids=FIXES)
def test_a_fix_keeps_what_is_there(script: str, wanted: str) -> None:
    for end in ("\n", "\r\n"):
        source = f"{script}\n".replace("\n", end)
        assert fix_source(source.encode(), "run.sh", unsafe=True).data.decode() == f"{wanted}\n".replace("\n", end)


def test_without_an_interpreter_a_script_is_known_by_its_first_line() -> None:
    assert SHELL.owns("run", b"#!/usr/bin/env bash\n")
    assert not SHELL.owns("run", b"#!/usr/bin/env python\n")


def test_a_script_that_is_embedded_is_at_its_place() -> None:
    program = SHELL.program(Document("a.sh", WRONG, SHELL.notation))
    assert program.failure is None
    assert Configuration().key_source(SHELL).expression == KEY
