"""Words as bash makes them: compared with bash itself."""

from __future__ import annotations

import os
import subprocess

from hypothesis import example, given, settings
from hypothesis import strategies as st

from flake8_openrouter.languages.shell.inference.values import Values
from flake8_openrouter.languages.shell.syntax.commands import command
from flake8_openrouter.languages.shell.syntax.embedded import Inner
from flake8_openrouter.languages.shell.syntax.words import word
from flake8_openrouter.languages.trees.source import Source
from flake8_openrouter.model import Document, Literal, Text, Variable

#: Pieces of words that begin and end in no quotes.
FRAGMENTS = (
    *("a", "-H", "=", ":", "é", "“", "%s", "~x", "[x]", "!", "}", "x{", "1", "]"),
    *("\\ ", "\\'", '\\"', "\\\\", "\\$", "\\\n", "\\#", "\\a"),
    *("''", "'x y'", "'$K'", "'\\'", "'\"'", "'a\nb'", "'`'", "'é'"),
    *('""', '"p q"', '"\\$K"', '"a\\b"', '"l\\\nm"', '"\'"', '"\\\\"', '"\\`"', '"a\nb"', '"é”"', '"\\""'),
    *("$'t\\tn\\x41'", "$'it\\'s'", "$'\\u00e9\\101'", "$'$K'", '$"loc"', "$''"),
)
#: Pieces with something that is put in.
PUT_IN = (
    *('"$K"', '"${K}"', '"a${K}b"', '"$K-$K"', '"${NONE:-d e}"', '"${NONE-d}"', '"${K:-d}"', '"${NONE:-"q r"}"'),
    *('"${NONE:-$K}"', "\"${NONE:-'s'}\"", '"$L"', '"pre $L"'),
)
GIVEN = {"K": "k v", "NONE": None}
SET = 'L="l $K"\n'

words = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=6).map("".join)
filled = st.lists(st.sampled_from((*FRAGMENTS[:20], *PUT_IN)), min_size=1, max_size=4).map("".join)


def of_bash(script: str) -> list[str]:
    """Return the arguments that ``printf`` gets at the end of a script."""
    environment = {"PATH": os.environ["PATH"], "HOME": "/h", "LC_ALL": "C.UTF-8", "K": "k v"}
    done = subprocess.run(["bash", "--norc", "-fc", script], capture_output=True, env=environment, check=True)
    return done.stdout.decode().split("\0")[:-1]


@settings(max_examples=150, deadline=None)
@given(st.lists(words, min_size=1, max_size=4))
@example(["a\\\n", "'b'\"c\"$'d'"])
def test_words_without_anything_put_in(given_words: list[str]) -> None:
    script = f"printf '%s\\0' {' '.join(given_words)}"
    if any(each.startswith("#") for each in given_words):
        return  # a comment
    found = command(script, 0, len(script))
    assert [each.literal for each in found.words[2:]] == of_bash(script)


@settings(max_examples=100, deadline=None)
@given(st.lists(filled, min_size=1, max_size=3))
def test_words_with_names(given_words: list[str]) -> None:
    script = f"{SET}printf '%s\\0' {' '.join(given_words)}\n"
    values = Values(Source(Document("a.sh", script), "bash"), frozenset())
    start = script.index("printf")
    found = command(script, start, len(script))
    texts = [values.texts(each, start)[0] for each in found.words[2:]]
    assert [_filled(text) for text in texts] == of_bash(script)


def _filled(text: Text) -> str:
    return "".join(part.text if isinstance(part, Literal) else _of_variable(part) for part in text.parts)


def _of_variable(part: object) -> str:
    assert isinstance(part, Variable)
    value = GIVEN[part.name]
    return value if value is not None else "".join(map(_filled, part.default))


@settings(max_examples=100, deadline=None)
@given(words)
def test_each_character_is_where_it_says(text: str) -> None:
    found = word(text, 0, len(text))
    assert (found.start, found.end) == (0, len(text))
    for piece in found.pieces:
        assert piece.text is not None
        written = text[piece.start : piece.end]
        assert written == piece.text or len(written) != len(piece.text) or "\\" in written


@settings(max_examples=60, deadline=None)
@given(st.lists(words, min_size=1, max_size=3))
def test_words_of_another_shell(given_words: list[str]) -> None:
    inner = f"printf '%s\\0' {' '.join(given_words)}"
    script = f"bash -c {_quoted(inner)}"
    program = command(script, 0, len(script)).words[2]
    assert program.literal == inner
    text = Inner(program)
    found = command(text.text, 0, len(text.text))
    assert [each.literal for each in text.words(found)[2:]] == [each.literal for each in found.words[2:]]
    for each in text.words(found):
        for piece in each.pieces:
            if piece.text and piece.end - piece.start == len(piece.text):
                assert script[piece.start : piece.end] == piece.text


def _quoted(text: str) -> str:
    """Return a text in double quotes."""
    return '"' + "".join(f"\\{char}" if char in '"\\$`' else char for char in text) + '"'
