"""Programs in files of other languages: which of their characters they are, and how a fix is written there."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from cases import ALL, codes
from harness import live_key
from hypothesis import given, settings
from hypothesis import strategies as st
from toy_languages import ToyProgram

from flake8_openrouter import languages
from flake8_openrouter.command.main import main
from flake8_openrouter.languages import Program
from flake8_openrouter.languages.shell.language import SHELL
from flake8_openrouter.languages.text import filled, spelt, words
from flake8_openrouter.model import Document, Span
from flake8_openrouter.run.analysis import check_source
from flake8_openrouter.run.fixing import fix_source

BASH = shutil.which("bash")
WORKFLOW = ".github/workflows/ci.yml"
STEPS = "on: push\njobs:\n  a:\n    steps:\n"


def program(text: str, path: str) -> Program:
    language = languages.of_file(path, text.encode(errors="replace"))
    assert language is not None
    return language.program(Document(path, text, language.notation))


def embedded(text: str, path: str) -> list[tuple[str, str]]:
    """Return the language and the text of each program in a file, and of those within them."""
    every = list(languages.with_embedded(program(text, path)))[1:]
    for each in every:
        assert_each_character_is_where_it_is_written(each.document)
    return [(each.document.notation.language, each.document.text) for each in every]


def texts(text: str, path: str) -> list[str]:
    return [inner for _, inner in embedded(text, path)]


def assert_each_character_is_where_it_is_written(document: Document) -> None:
    embedding = document.embedding
    assert embedding is not None
    assert "".join(document.text[piece.start : piece.end] for piece in embedding.pieces) == document.text
    for piece in embedding.pieces:
        assert 0 <= piece.outer_start <= piece.outer_end <= len(embedding.outer.text)
        inner = document.text[piece.start : piece.end]
        outer = embedding.outer.text[piece.outer_start : piece.outer_end]
        if len(inner) == len(outer):
            assert "${" in inner or all(
                one == other or not one.isalnum() for one, other in zip(inner, outer, strict=True)
            )
        else:  # an escape, what is filled in, or what only the inner text needs
            assert len(inner) <= 2 or "${" in inner or not outer.strip() or not inner.strip() or inner == "'\\''"


# How a text of a shell is written in each kind of file, by whoever writes the file.


def _indented(text: str) -> str:
    return "".join(f"          {line}" if line.strip() else line for line in text.splitlines(keepends=True))


def _in_block(text: str) -> str:
    return f"{STEPS}      - run: |\n{_indented(text)}"


def _in_doubled(text: str) -> str:
    return f"{STEPS}      - name: a\n        run: '{text.strip().replace(chr(39), chr(39) * 2)}'\n"


def _in_recipe(text: str) -> str:
    body = text.strip().replace("$", "$$")
    return f"a: b\n\t@{body}\n\nc:\n"


WRITERS: dict[str, tuple[str, Callable[[str], str]]] = {
    "a block": (WORKFLOW, _in_block),
    "double quotes": (WORKFLOW, lambda text: f"{STEPS}      - run: {json.dumps(text)}\n"),
    "single quotes": (WORKFLOW, _in_doubled),
    "an action": ("action.yml", lambda text: f"runs:\n  steps:\n    - run: |\n{_indented(text)}"),
    "GitLab": (".gitlab-ci.yml", lambda text: f"a:\n  script:\n    - {json.dumps(text)}\n"),
    "a Makefile": ("Makefile", _in_recipe),
    "package.json": ("package.json", lambda text: json.dumps({"name": "a", "scripts": {"b": text}}, indent=1)),
    "a Dockerfile": ("Dockerfile", lambda text: f"FROM a\nRUN {text.strip()}\nUSER b\n"),
    "a heredoc": ("Dockerfile.dev", lambda text: f"FROM a\nRUN --mount=type=cache <<EOS\n{text}\nEOS\nUSER b\n"),
    "Markdown": ("a.md", lambda text: f"# A\n\n> ```sh\n> {text.strip()}\n> ```\n"),
    "a notebook": (
        "a.ipynb",
        lambda text: json.dumps({"cells": [{"cell_type": "code", "source": [f"%%bash\n{text}"], "outputs": []}]}),
    ),
}

#: What quotes, escapes and fillings are made of.
SCRIPTS = st.lists(
    st.sampled_from(["curl", " ", "é", "😀", '"', "'", "$", "{", "}", "(", ")", "a", "\t", "-H", "x: y", "\\"]),
    max_size=12,
).map("".join)


@pytest.mark.parametrize(("path", "written"), WRITERS.values(), ids=WRITERS)
@given(script=SCRIPTS)
def test_what_is_written_is_read_back(path: str, written: Callable[[str], str], script: str) -> None:
    script = f"x{script.rstrip(chr(92))}x"
    found = [text for text in texts(written(script), path) if text.strip()]
    assert [text.strip() for text in found] == [script]


@pytest.mark.parametrize(("path", "written"), WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["Windows", "old"])
def test_line_ends_and_a_byte_order_mark_stay(path: str, written: Callable[[str], str], end: str) -> None:
    text = "\ufeff" + written("curl x").replace("\n", end)
    found = [inner.strip() for inner in texts(text.removeprefix("\ufeff"), path) if inner.strip()]
    assert found == ["curl x"]


FOLDED = {
    "more lines": ("run: >-\n          a\n          b\n            c\n\n          d\n", "a b\n  c\n\nd\n"),
    "a plain value": ("run: a\n          -b\n          c\n        shell: bash\n", "a -b c"),
    "double quotes": ('run: "a \\\n          b\n          c\\n d"\n', "a b c\n d"),
    "one line": ("run: a # no\n", "a"),
    "no line": ("run: |\n        shell: sh\n", None),
    "another item": ("run: a\n      - run: b\n", "a"),
}


@pytest.mark.parametrize(("yaml", "read"), FOLDED.values(), ids=FOLDED)
def test_yaml_joins_lines(yaml: str, read: str | None) -> None:
    found = texts(f"{STEPS}      - {yaml}", WORKFLOW)
    assert found[:1] == ([] if read is None else [read])


HEADS = (
    "|\n          ",
    "|-\n          ",
    ">\n          ",
    ">-\n          ",
    "|2\n          ",
    '"',
    "'",
    "",
    "\n          ",
)
LINES = (
    "a",
    "b c",
    " ",
    "\n          ",
    "\n\n          ",
    "\n            d",
    "''",
    '\\"',
    "\\n",
    "# e",
    ": f",
    "$A",
    "\\\n          g",
)


@given(st.sampled_from(HEADS), st.lists(st.sampled_from(LINES), max_size=8).map("".join))
@settings(max_examples=300)
def test_a_command_is_what_yaml_says(head: str, body: str) -> None:
    end = head if head in ("'", '"') else ""
    text = f"{STEPS}      - name: a\n        run: {head}x{body}x{end}\n        shell: bash\n"
    try:
        step = yaml.safe_load(text)["jobs"]["a"]["steps"][0]
    except yaml.YAMLError:
        return
    if set(step) == {"name", "run", "shell"} and isinstance(step["run"], str):
        assert [found.rstrip() for found in texts(text, WORKFLOW)] == [step["run"].rstrip()]


HOSTS: dict[str, tuple[str, str, list[tuple[str, str]]]] = {
    "variables of a workflow": (
        WORKFLOW,
        f"env:\n  BASE: https://x/y\n  K: ${{{{ secrets.OTHER }}}}\n  UNUSED: a\n"
        f"{STEPS}      - run: curl $BASE -H $K\n",
        [("shell", "BASE='https://x/y'\nK=''\"${OTHER}\"''\ncurl $BASE -H $K")],
    ),
    "the nearest variable is last": (
        WORKFLOW,
        f"env: {{B: a}}\n{STEPS}      - env:\n          B: b\n        run: curl $B\n",
        [("shell", "B='a'\nB='b'\ncurl $B")],
    ),
    "Python": (
        WORKFLOW,
        f"{STEPS}      - shell: python\n        run: |\n          import a\n",
        [("python", "import a\n")],
    ),
    "another shell": (WORKFLOW, f"{STEPS}      - run: curl\n        shell: pwsh\n", []),
    "the usual shell": (
        WORKFLOW,
        f"defaults:\n  run:\n    shell: pwsh\n{STEPS}      - run: a\n      - run: b\n        shell: bash -e {{0}}\n",
        [("shell", "b")],
    ),
    "another file": ("ci.yml", f"{STEPS}      - run: curl\n", []),
    "an expression": (
        WORKFLOW,
        f"{STEPS}      - run: |\n"
        "          a '${{ secrets.K }}' \"${{ inputs.b }}\" ${{ github.c || 'd' }}\n",
        [("shell", "a ''\"${K}\"'' \"${b}\" ${__github_c_d__}\n")],
    ),
    "GitLab": (
        ".gitlab-ci.yml",
        "variables: {A: b}\nc:\n  before_script: [export D=e]\n  script:\n    - curl $A\n    - |\n      f\n      g\n",
        [("shell", "A='b'\nexport D=e\ncurl $A\nf\ng\n")],
    ),
    "Compose": (
        "compose.yaml",
        "services:\n  a:\n    command: [curl, -H, 'b: $$C ${D}']\n    entrypoint: sh -c \"curl $$C\"\n"
        "    healthcheck:\n      test: [CMD-SHELL, curl $$C]\n",
        [("shell", "curl -H 'b: $C '\"${D}\"''"), ("shell", 'sh -c "curl $C"'), ("shell", "curl $C")],
    ),
    "CircleCI": (
        ".circleci/config.yml",
        "jobs:\n  a:\n    steps:\n      - run: b << parameters.c >>\n      - run:\n          command: d\n",
        [("shell", "b ${c}"), ("shell", "d")],
    ),
    "JSON's escapes": ("package.json", '{"scripts": {"a": "curl -H \\"b: $C\\""}}', [("shell", 'curl -H "b: $C"')]),
    "a Makefile": (
        "Makefile",
        "URL ?= https://x # y\nA := b\\\n  c\na: b ; echo $@\n"
        "\t-@curl $(URL) \\\n\t  '${URL}' \"$$K\" $(shell d)\n\tnext\n",
        [
            ("shell", "echo ${___}\n"),
            ("shell", "URL='https://x'\ncurl ${URL} \\\n  ''\"${URL}\"'' \"$K\" ${__shell_d__}\n"),
            ("shell", "next\n"),
        ],
    ),
    "one shell": (".a.mk", ".ONESHELL:\na:\n\tb\n\tc\n\nd:\n\te\n", [("shell", "b\nc\n"), ("shell", "e\n")]),
    "what is no recipe": ("Makefile", "A = b\n\tc\ndefine D\na:\n\te\nendef\n# f:\n\tg\n", []),
    "another sign": ("Makefile", ".RECIPEPREFIX = >\na:\n>b\n", [("shell", "b\n")]),
    "a Makefile for Python": ("Makefile", "SHELL := /usr/bin/python3\na:\n\tb\n", []),
    "a Dockerfile": (
        "Dockerfile",
        'FROM a\nARG B="c d"\nENV E=$F\n# no\nRUN curl $B \\\n  # no\n\n  $E\n'
        'HEALTHCHECK --interval=1m CMD curl g\nCMD ["a", "b\\"\'$c"]\n',
        [("shell", "B='c d'\nE=''\"${F}\"''\ncurl $B \\\n  $E\n"), ("shell", "curl g\n"), ("shell", "a 'b\"'\\''$c'")],
    ),
    "heredocs": (
        "Containerfile",
        "RUN <<EOF\na\nb\nEOF\nRUN cat <<'E' | curl -d @- c\nd\nE\nRUN <<E\n#!/usr/bin/python\nf\nE\nRUN g\n",
        [("shell", "a\nb\n"), ("shell", "cat <<'E' | curl -d @- c\nd\nE\n"), ("shell", "g\n")],
    ),
    "another escape": ("a.dockerfile", "# escape=`\nRUN a `\n  b\n", [("shell", "a \\\n  b\n")]),
    "PowerShell": ("Dockerfile", 'SHELL ["powershell", "-c"]\nRUN a\n', []),
    "a session": (
        "a.md",
        "```console\n$ curl a \\\n    -H b\nanswer\nuser@host:~$ curl c -d '{\n  d\n}'\n$ e\n```\n",
        [("shell", "curl a \\\n    -H b\ncurl c -d '{\n  d\n}'\ne\n")],
    ),
    "a script without prompts": ("a.md", "```bash\ncurl a\n$ b\n```\n", [("shell", "curl a\n$ b\n")]),
    "languages of Markdown": (
        "a.md",
        "```ts\na\n```\n```html\n<script>b</script>\n```\n```diff\n- c\n```\n",
        [("javascript", "a\n"), ("markup", "<script>b</script>\n"), ("javascript", "b"), ("text", "- c\n")],
    ),
    "a page": (
        "a.html",
        "<!-- <script>no</script> --><script src=a></script><script type='application/json'>{}</script>"
        "<template><script>no</script></template><SCRIPT defer>b</SCRIPT ><textarea><script>no</script></textarea>"
        "<script type=module>c</script><script type=importmap>{}</script><script>d",
        [("javascript", "b\nd\n"), ("javascript", "c")],
    ),
    "Vue": (
        "a.vue",
        "<template><a @b='c > d'/><template #e/></template><script lang='ts'>f</script><script setup>g</script>",
        [("javascript", "f\ng\n")],
    ),
    "Astro": ("a.astro", "---\nb\n---\n<script>c</script>\n", [("javascript", "b\n"), ("javascript", "c")]),
    "a page that was built": ("dist/a.html", "<script>a</script>", []),
    "JavaScript's commands": (
        "a.js",
        "const a = require('child_process');\na.exec(`curl '${process.env.B}' \\\\\\n ${c.d}`);\n"
        "a.spawn('curl', ['-H', `e: ${f}`, g]);\nh.exec('i');\na.exec(j);\n",
        [("shell", "curl ''\"${B}\"'' \\\n ${d}"), ("shell", "curl -H 'e: '\"${f}\"'' ''\"${g}\"''"), ("shell", "i")],
    ),
}


@pytest.mark.parametrize(("path", "text", "found"), HOSTS.values(), ids=HOSTS)
def test_programs_are_found(path: str, text: str, found: list[tuple[str, str]]) -> None:
    assert embedded(text, path) == found


SAID = {
    "what is to be found out": ("## Troubleshooting\n\n1. Check your key:\n\n", "", "shell"),
    "a comment says so": ("## Common errors\n\n", "# test the key\n", "shell"),
    "an example": ("## Common errors\n\nThe prefix is missing:\n\n", "", "text"),
    "what is surely wrong": ("## Wrong\n\n", "# test the key\n", "text"),
    "what nobody sees": ("<!--\nCheck:\n", "", "text"),
}


@pytest.mark.parametrize(("before", "comment", "language"), SAID.values(), ids=SAID)
def test_commands_that_find_out_what_is_wrong_are_no_examples_of_it(before: str, comment: str, language: str) -> None:
    assert embedded(f"{before}```bash\n{comment}curl a\n```\n", "a.md") == [(language, f"{comment}curl a\n")]
    python = embedded(f"{before}```python\n{comment}a()\n```\n", "a.md")
    assert python == [("text", f"{comment}a()\n")]


def test_lines_of_a_notebook() -> None:
    source = "url = 'x'\n!curl {url} $url '$url' $K '{\"a\": 1}' $$K\nx = 1\n%%time\n"
    text = json.dumps({"cells": [{"cell_type": "code", "source": source[:-8], "outputs": []}]})
    ((_, _), (language, shell)) = embedded(text, "a.ipynb")
    assert language == "shell"
    assert shell.strip() == "curl ${url} ${url} ''\"${url}\"'' $K '{\"a\": 1}' $K"
    assert shell.startswith(" " * 9 + "\n ")


# What the shell makes of it is what it makes of the text that the host writes.


def said_by_bash(script: str, **variables: str) -> list[str]:
    assert BASH is not None
    run = subprocess.run([BASH, "-c", script], capture_output=True, text=True, env=variables, check=False)
    return run.stdout.split("\0")[:-1] if run.returncode == 0 else ["failed"]


WORD = st.lists(st.sampled_from(["a", " ", "'", '"', "$K", "\\", "é", "$(b)", "-x"]), max_size=6).map("".join)


@pytest.mark.skipif(BASH is None, reason="no bash")
@given(st.lists(WORD, max_size=4))
def test_words_are_the_same_for_a_shell(each: list[str]) -> None:
    written = words.of_words(spelt.plain(word, 0, len(word)) for word in each)
    assert said_by_bash(f"printf '%s\\0' x {written.text}") == ["x", *each]


QUOTED = st.sampled_from(
    [
        *("'a {} b'", '"a {} b"', "'it'\\''s {}'", '"it\'s {}"', "\"$(printf %s '{}')\"", '"`printf %s {}`"', "a{}b"),
        *('"a \\" {}"', "\\'{}", "'#' {}", "a#'{}'", "\"'{}'\"", "'\"{}\"'", '$(printf "%s" "{}")'),
    ]
)


@pytest.mark.skipif(BASH is None, reason="no bash")
@given(st.lists(QUOTED, min_size=1, max_size=4))
def test_what_is_filled_in_is_what_the_host_writes(each: list[str]) -> None:
    script = "printf '%s\\0' " + " ".join(each).replace("{}", "${{ secrets.K }}")
    ((_, read),) = embedded(f"{STEPS}      - run: |\n          {script}\n", WORKFLOW)
    assert said_by_bash(read, K="v") == said_by_bash(script.replace("${{ secrets.K }}", "v"))


def test_a_heredoc_has_no_quotes() -> None:
    text = spelt.plain(script := "cat <<E\nit's %%\nE\necho '%%'\n", 0, len(script))
    places = [(at, at + 2, "K") for at in range(len(script)) if script.startswith("%%", at)]
    assert filled.at(text, places).text == "cat <<E\nit's ${K}\nE\necho ''\"${K}\"''\n"


# Findings and fixes, with a language of a few lines in the place of the shell.

SENT = "SEND POST https://openrouter.ai/api/v1/chat/completions Authorization: {}"
BARE, RIGHT = (SENT.format(value) for value in ("$OPENROUTER_API_KEY", "Bearer $OPENROUTER_API_KEY"))


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(SHELL), "program", lambda self, document, tree=None: ToyProgram(document))


FIXED = {name: writer for name, writer in WRITERS.items() if name not in ("Markdown", "a notebook")}


@pytest.mark.usefixtures("toy")
@pytest.mark.parametrize(("path", "written"), FIXED.values(), ids=FIXED)
def test_a_fix_is_written_as_the_host_needs_it(path: str, written: Callable[[str], str]) -> None:
    for before, after in ((BARE, RIGHT), (SENT.format(f"Bearer {live_key()}"), RIGHT)):
        result = fix_source(written(before).encode(), path, unsafe=True, configuration=ALL)
        assert result.data.decode() == written(after)
        assert [finding.code for finding in result.left] == []


@pytest.mark.usefixtures("toy")
def test_a_fix_that_the_host_can_not_hold_is_refused() -> None:
    leak = SENT.format(f"Bearer {live_key()}")
    words_of = json.dumps([leak])
    result = fix_source(f"FROM a\nCMD {words_of}\n".encode(), "Dockerfile", unsafe=True, configuration=ALL)
    assert result.fixed == ()


@pytest.mark.usefixtures("toy")
@pytest.mark.parametrize(
    ("path", "text"),
    [
        (WORKFLOW, f"{STEPS}      # flake8-openrouter: ignore[OPR301]\n      - run: {BARE}\n"),
        (WORKFLOW, f"{STEPS}      - run: |\n          {BARE} ; # flake8-openrouter: ignore[OPR301]\n"),
        ("Makefile", f"a:\n\t# flake8-openrouter: ignore\n\t{BARE.replace('$', '$$')}\n"),
        ("Dockerfile", f"# flake8-openrouter: ignore[OPR301]\nRUN {BARE}\n"),
    ],
    ids=["before a step", "on the line", "in a recipe", "before an instruction"],
)
def test_comments_of_the_host_silence(path: str, text: str) -> None:
    assert codes(text, path=path) == []
    assert codes(text.replace("flake8-openrouter", "flake9"), path=path) == ["OPR301"]


@pytest.mark.usefixtures("toy")
def test_a_finding_is_at_its_place_in_the_file() -> None:
    (finding,) = check_source(f"{STEPS}      - run: |\n\n          é {BARE[:0]}\n".replace("é ", BARE), WORKFLOW)
    assert (finding.line, finding.code) == (7, "OPR301")
    assert finding.span.text == "$OPENROUTER_API_KEY"


FETCH = (
    'fetch("https://openrouter.ai/api/v1/chat/completions", '
    '{method: "POST", headers: {Authorization: process.env.OPENROUTER_API_KEY}});'
)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.html", "<script>\nlet a;\n</script>\n<!-- {} -->\n<script>\n%s\n</script>\n"),
        ("a.html", "<script>\n%s // {}\n</script>\n"),
        ("a.html", "<script>\n/* {} */\n%s\n</script>\n"),
        ("a.vue", "<!-- {} -->\n<script setup>\n%s\n</script>\n"),
        ("a.md", "<!-- {} -->\n```js\n%s\n```\n"),
        ("a.mdx", "{{/* {} */}}\n```js\n%s\n```\n"),
        ("a.js", "// {}\n%s\n"),
        ("a.jsx", "x = <a>\n  {{/* {} */}}\n  <b c={{() => {{ %s }}}}/></a>;\n"),
    ],
)
def test_comments_of_pages_silence(path: str, text: str) -> None:
    found = text.format("flake8-openrouter: ignore[OPR301]") % FETCH
    assert codes(found, path=path) == []
    assert codes(found.replace("[OPR301]", "[OPR501]"), path=path) == ["OPR301"]


def test_names_are_shared_by_the_scripts_of_a_page() -> None:
    one = "<script>const OTHER = `Bearer${1}`.length;\nconst k = process.env.OPENROUTER_API_KEY;</script>\n"
    other = f"<script>\n{FETCH.replace('process.env.OPENROUTER_API_KEY', 'k')}\n</script>\n"
    assert codes(one + other, path="a.html") == ["OPR301"]
    assert codes(one.replace("<script>", "<script type='module'>") + other, path="a.html") == []


@pytest.mark.usefixtures("toy")
@pytest.mark.parametrize("name", ["a Makefile", "package.json"])
def test_a_diff_is_of_the_file(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, written = WRITERS[name]
    monkeypatch.chdir(tmp_path)
    (tmp_path / path).write_text(written(BARE))
    assert main(("check", "--no-cache", "--unsafe-fixes", "--diff", path)) == 1
    shown = capsys.readouterr().out
    changed = next(line for line in written(RIGHT).splitlines() if "Bearer" in line)
    assert f"\n+{changed}\n" in shown


def test_a_browser_has_no_environment() -> None:
    leak = f'const key = "{live_key()}"; // openrouter\n'
    page = fix_source(f"<script>\n{leak}</script>\n".encode(), "a.html", unsafe=True)
    assert page.fixed == ()
    assert [finding.code for finding in page.left] == ["OPR101"]


# What nobody writes, and what other tools write.


def _hostile() -> Iterator[tuple[str, str]]:
    many = 100_000
    yield "a.html", "<script>" * many
    yield "a.html", "<script " * many
    yield "a.html", "<!--" * many + "<template>" * many
    yield "a.html", "<script>a</script>" * (many // 2)
    yield "a.vue", '<script a="' * many
    yield "a.astro", "---\n" * many
    yield "Dockerfile", "RUN a \\\n" * many
    yield "Dockerfile", "RUN <<A\n" * (many // 10)
    yield "Dockerfile", "RUN [" + '"a",' * many
    yield "Dockerfile", "ENV A=b\n" * many + "RUN $A\n" * many
    yield "Makefile", "a:\n" + "\tb\\\n" * many
    yield "Makefile", "a:\n" + "\t$(b) $$\n" * 4_000
    yield "Makefile", "A" * many + "$(" * many
    yield WORKFLOW, STEPS + "      - run: |\n" + "          a '${{ b }}'\n" * 30_000
    yield WORKFLOW, STEPS + "      - run: >\n" + "          a\n" * many
    yield WORKFLOW, STEPS + "      - run: '" + "${{ a }}" * many
    yield WORKFLOW, STEPS + "      - run: a\n" * 4_000
    yield "package.json", '{"scripts": {"a": "' + "\\u0041" * many
    yield "a.md", "```console\n$ a '\n" + "b\n" * many
    yield "a.md", "```sh\n$ <<A\n" + "b\n" * many


@pytest.mark.parametrize(("path", "text"), list(_hostile()))
def test_what_nobody_writes_is_read_to_its_end(path: str, text: str) -> None:
    assert check_source(f"{text}\n# openrouter", path) == []
    for each in languages.with_embedded(program(text, path)):
        if each.document.embedding is not None:
            assert Span(each.document, 0, len(each.document.text)).outermost.end <= len(text)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("Dockerfile", "this is openrouter's text, and no Dockerfile: `curl`\n"),
        ("makefile", "<html>openrouter</html>\n"),
        ("a/b.mk", "# openrouter\nendef\nelse\n\t\n"),
        ("action.yml", "openrouter: [runs, steps, run]\nruns: {steps: [{run: }]}\n"),
        (WORKFLOW, "openrouter\n- run: a\n- run\n"),
        ("package.json", '{"scripts": ["openrouter"], "name": null}'),
        ("compose.yml", "services:\n  openrouter:\n    command: []\n    entrypoint:\n"),
        (".gitlab-ci.yml", "openrouter:\n  script:\n    - [curl, [a]]\n    - !reference [b, script]\n"),
        ("a.html", "{% if openrouter %}<script>{{ a }}</script>{% endif %}<script lang=coffee>b</script>"),
    ],
)
def test_files_that_look_alike_have_nothing_wrong(path: str, text: str) -> None:
    assert check_source(text, path) == []


# With the shell's own front end.

ASK = "curl -d x https://openrouter.ai/api/v1/chat/completions -H {}"
K = "$OPENROUTER_API_KEY"
BARE_HEADER, RIGHT_HEADER, LITERAL = (
    f'"Authorization: {K}"',
    f'"Authorization: Bearer {K}"',
    f"'Authorization: Bearer {K}'",
)

SECRET = "'Authorization:{}${{{{ secrets.OPENROUTER_API_KEY }}}}'"


def _asks(header: str) -> str:
    return ASK.format(header)


WHOLE: dict[str, tuple[str, str, list[str], str]] = {
    **{
        f"{mistake} in {name}": (path, written(_asks(header)), [code], written(_asks(RIGHT_HEADER)))
        for name, (path, written) in WRITERS.items()
        for mistake, header, code in (("no scheme", BARE_HEADER, "OPR301"), ("single quotes", LITERAL, "OPR303"))
    },
    "a secret without a scheme": (
        WORKFLOW,
        f"{STEPS}      - run: {_asks(SECRET.format(''))}\n",
        ["OPR301"],
        f"{STEPS}      - run: {_asks(SECRET.format('Bearer '))}\n",
    ),
    "a variable of make": (
        "Makefile",
        "URL := https://openrouter.ai/api/v1\na:\n"
        "\tcurl -d x $(URL)/chat/completions -H 'Authorization: $(OPENROUTER_API_KEY)'\n",
        ["OPR301"],
        "URL := https://openrouter.ai/api/v1\na:\n"
        "\tcurl -d x $(URL)/chat/completions -H 'Authorization: Bearer $(OPENROUTER_API_KEY)'\n",
    ),
    "a template": (
        "a.mjs",
        'import { execSync } from "child_process";\nexecSync(`'
        + _asks('"Authorization: ${process.env.OPENROUTER_API_KEY}"')
        + "`);\n",
        ["OPR301"],
        'import { execSync } from "child_process";\nexecSync(`'
        + _asks('"Authorization: Bearer ${process.env.OPENROUTER_API_KEY}"')
        + "`);\n",
    ),
}
RIGHT_WHOLE = {
    **{name: (path, written(_asks(RIGHT_HEADER))) for name, (path, written) in WRITERS.items()},
    "a secret in single quotes": (
        WORKFLOW,
        f"{STEPS}      - run: |\n          {_asks(LITERAL.replace(K, '${{ secrets.KEY }}'))}\n",
    ),
    "make's own variable in single quotes": (
        "Makefile",
        f"a:\n\t{_asks(LITERAL.replace(K, '$(OPENROUTER_API_KEY)'))}\n",
    ),
    "words in which nothing is filled in": (
        "compose.yaml",
        "services:\n  a:\n    command: [echo, '$$OPENROUTER_API_KEY']\n",
    ),
    "a value of Python": (
        "a.ipynb",
        json.dumps(
            {
                "cells": [
                    {
                        "cell_type": "code",
                        "source": f"key = load()\n!{_asks(LITERAL.replace(K, '{key}'))}\n",
                        "outputs": [],
                    }
                ]
            }
        ),
    ),
}

with_shell = pytest.mark.skipif(not codes(_asks(BARE_HEADER), path="a.sh"), reason="scripts are not read")


@with_shell
@pytest.mark.parametrize(("path", "text", "found", "right"), WHOLE.values(), ids=WHOLE)
def test_mistakes_are_found_and_fixed_where_they_are(path: str, text: str, found: list[str], right: str) -> None:
    assert codes(text, path=path) == found
    result = fix_source(text.encode(), path, unsafe=True)
    assert result.data.decode() == right
    assert result.left == ()


@with_shell
@pytest.mark.parametrize(("path", "text"), RIGHT_WHOLE.values(), ids=RIGHT_WHOLE)
def test_what_is_right_is_silent(path: str, text: str) -> None:
    assert codes(text, path=path) == []
