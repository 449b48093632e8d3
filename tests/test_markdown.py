"""Programs in Markdown and reStructuredText: found where they are, fixed there, and silent where nothing is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness import live_key

from flake8_openrouter import check_source, fix_source
from flake8_openrouter.languages.markdown import fences, infos, labels, program, tolerance
from flake8_openrouter.languages.markdown.labels import Label
from flake8_openrouter.model import Finding
from flake8_openrouter.project.config import Configuration

HEAD = "import os\nimport requests\n\n"
URL = "https://openrouter.ai/api/v1/chat/completions"
VALUE = 'os.environ["OPENROUTER_API_KEY"]'
RIGHT_VALUE = "f\"Bearer {os.environ['OPENROUTER_API_KEY']}\""
CALL = 'requests.post("{}", headers={{"Authorization": {}}}, json={{}})\n'
BARE = HEAD + CALL.format(URL, VALUE)
RIGHT = HEAD + CALL.format(URL, RIGHT_VALUE)
ISOLATED = Configuration()


def found(text: str | bytes, path: str = "README.md") -> list[Finding]:
    return check_source(text, path, ISOLATED)


def codes(text: str | bytes, path: str = "README.md") -> list[str]:
    return [finding.code for finding in found(text, path)]


def fixed(text: str, path: str = "README.md", *, unsafe: bool = False) -> str:
    return fix_source(text.encode(), path, configuration=ISOLATED, unsafe=unsafe).data.decode()


def block(code: str = BARE, info: str = "python", fence: str = "```") -> str:
    return f"{fence}{info}\n{code}{fence}\n"


def indented(text: str, prefix: str) -> str:
    return "".join(f"{prefix}{line}" for line in text.splitlines(keepends=True))


PLACES = {
    "plain": block(),
    "after prose": f"# Title\n\nCall it so:\n\n{block()}\nThat is all.\n",
    "tildes": block(fence="~~~"),
    "a longer fence": block(fence="`````"),
    "a shorter fence within": block(f'TEXT = """\n```\n"""\n{BARE}', fence="````"),
    "the other fence within": block(f'TEXT = """\n~~~\n"""\n{BARE}'),
    "a longer fence closes": f"```python\n{BARE}`````\n",
    "unclosed": f"```python\n{BARE}",
    "three spaces": indented(block(), "   "),
    "a quote": indented(block(), "> "),
    "a quote without spaces": indented(block(), ">"),
    "a quote in a quote": indented(block(), "> > "),
    "a quote that ends": indented(f"```python\n{BARE}", "> ") + "\nNo more.\n",
    "a list": f"1. First\n\n{indented(block(), '   ')}\n2. Second\n",
    "a list in a list": f"- a\n  - b\n\n{indented(block(), '    ')}",
    "on the line of its item": f"- {indented(block(), '  ')[2:]}",
    "a list in a quote": indented(f"- a\n\n{indented(block(), '  ')}", "> "),
    "a tab": indented(block(), "\t"),
    "a tab of documentation": f'=== "Python"\n\n{indented(block(), "    ")}',
    "indented code": block(indented(BARE, "    ")),
    "an empty block before": f"```python\n```\n\n{block()}",
    "two of them": f"{block('x = 1' + chr(10))}\n{block()}",
    "a block without a language before": f"```\n$ pip install requests\n```\n\n{block()}",
    "no empty line around": f"Call it so:\n{block()}That is all.\n",
    "a session": block(indented(BARE.replace("\n\n", "\n"), ">>> ") + "<Response [200]>\n", "pycon"),
    "a session that says that it is Python": block(indented(BARE.replace("\n\n", "\n"), ">>> ")),
    "IPython": block(indented(BARE.replace("\n\n", "\n"), "In [1]: "), "ipython"),
    "at the end, without a newline": block().rstrip("\n"),
}
ENDS = {"LF": "\n", "CR LF": "\r\n", "CR": "\r"}


@pytest.mark.parametrize("text", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_a_mistake_is_found_at_its_place_and_fixed_there(text: str, end: str) -> None:
    text = text.replace("\n", end)
    (finding,) = found(text)
    assert (finding.code, finding.span.text) == ("OPR301", VALUE)
    assert finding.span.document.text == text
    assert finding.line == text[: text.index(VALUE)].count(end) + 1
    assert fixed(text) == text.replace(VALUE, RIGHT_VALUE)
    assert codes(text.replace(VALUE, RIGHT_VALUE)) == []


def test_a_byte_order_mark_stays() -> None:
    data = b"\xef\xbb\xbf" + block().encode()
    result = fix_source(data, "README.md", configuration=ISOLATED)
    assert result.data == b"\xef\xbb\xbf" + block(RIGHT).encode()


INFOS = {
    "python": True,
    "Python": True,
    "py": True,
    "python3": True,
    "ipython": True,
    " python": True,
    'python title="x.py"': True,
    "python linenums=1 hl_lines='2'": True,
    "python:app.py": True,
    "python{1,3}": True,
    "{python}": True,
    "{python, echo=FALSE}": True,
    "{.python}": True,
    "{.python .numberLines}": True,
    "{code-block} python": True,
    "{code-cell} ipython3": True,
    "": False,
    "text": False,
    "diff": False,
    "http": False,
    "console": False,
    "output": False,
    "mermaid": False,
    "pythonic": False,
    "{note}": False,
}


@pytest.mark.parametrize(("info", "is_python"), INFOS.items(), ids=[info or "none" for info in INFOS])
def test_info_strings(info: str, is_python: bool) -> None:
    assert (infos.language(info) == "python") is is_python
    assert codes(block(info=info)) == (["OPR301"] if is_python else [])
    assert codes(block(f'KEY = "{live_key()}"\n', info)) == ["OPR101"]  # a key is one, wherever it is


@pytest.mark.parametrize("suffix", ["md", "MD", "markdown", "mdx", "qmd"])
def test_its_files(suffix: str) -> None:
    assert codes(block(), f"docs/guide.{suffix}") == ["OPR301"]


RST = "Title\n=====\n\nCall it so::\n\n    no code\n\n.. code-block:: python\n{}\n{}\nThat is all.\n"


@pytest.mark.parametrize("options", ["", "   :linenos:\n   :caption: x\n"])
@pytest.mark.parametrize("width", [2, 3, 4])
def test_restructured_text(options: str, width: int) -> None:
    text = RST.format(options, indented(BARE, " " * width))
    (finding,) = found(text, "README.rst")
    assert finding.span.text == VALUE
    assert fixed(text, "README.rst") == text.replace(VALUE, RIGHT_VALUE)
    assert codes(text.replace("python", "text"), "README.rst") == []
    assert codes(text, "README.md") == []


WRONG = [
    "## Wrong\n\n",
    "## ❌ Missing prefix\n\n",
    "## Common mistakes\n\n### Authorization\n\n",
    "Wrong\n-----\n\n",
    "Don't do this:\n\n",
    "**Don't:**\n\n",
    "Never send the key alone:\n",
    "❌ Wrong\n\nThe header is the key alone:\n\n",
    "Before:\n\n",
    "This gives 401:\n\n",
    "> **Incorrect**\n\n",
    '=== "Bad"\n\n',
    "<h3>Broken</h3>\n\n",
    "Avoid the bare key:\n\n",
    "This does not work:\n\n",
    "The request fails:\n\n",
    "## ✅ Right\n\nText.\n\n## ❌ Wrong\n\n",
    "Wrong:\n\n```python\nx = 1\n```\n\n",
]
CHECKED = [
    "## Usage\n\n",
    "## ✅ Right\n\n",
    "## Wrong\n\nText.\n\n## Usage\n\n",
    "## Wrong\n\n```text\nx\n```\n\n✅ Right:\n\n",
    "## Wrong\n\n### Correct\n\n",
    "Wrong:\n\n```python\nx = 1\n```\n\nCorrect:\n\n",
    "After:\n\n",
    "## Before you begin\n\n",
    "Before you call it, set the key:\n\n",
    "Don't forget to set the variable:\n\n",
    "If you don't have a key, get one:\n\n",
    "Avoid the bare key. Use this instead:\n\n✅ Like this:\n\n",
    "## Error handling\n\n",
    "It is wrong.\n\n# Another chapter\n\n",
    "```python\n# Wrong\n```\n\n## Usage\n\n",
]


@pytest.mark.parametrize("before", WRONG)
def test_an_example_of_what_is_wrong_is_silent_but_for_keys(before: str) -> None:
    assert codes(before + block()) == []
    assert codes(before + block(f'KEY = "{live_key()}"\n')) == ["OPR101"]


@pytest.mark.parametrize("before", CHECKED)
def test_an_example_of_what_is_right_is_checked(before: str) -> None:
    assert codes(before + block()) == ["OPR301"]


@pytest.mark.parametrize(
    "comment", ["# ❌ Wrong", "# wrong: gives 401", "# Don't do this", "# Before", "# BAD", "# avoid"]
)
def test_a_comment_in_the_first_line_says_that_it_is_wrong(comment: str) -> None:
    assert codes(block(f"{comment}\n{BARE}")) == []


@pytest.mark.parametrize("comment", ["# ✅ Right", "# Send a message", "# after", "#!/usr/bin/env python"])
def test_another_comment_does_not(comment: str) -> None:
    assert codes(f"## Wrong\n\n{block(f'# Correct{chr(10)}{BARE}')}") == ["OPR301"]
    assert codes(block(f"{comment}\n{BARE}")) == ["OPR301"]


def test_a_comment_beside_the_mistake_says_so() -> None:
    assert codes(block(BARE.replace("json={})", "json={})  # ❌ gives 401"))) == []
    assert codes(block(BARE.replace("json={})", "json={})  # avoid waiting"))) == ["OPR301"]


def test_what_both_are_said_of_is_silent() -> None:
    assert labels.of_near("Right and wrong") is Label.WRONG
    assert labels.of_near("✅ Not wrong any more") is Label.RIGHT


SILENT = {
    "a placeholder": CALL.format(URL, '"Bearer YOUR_KEY"'),
    "a placeholder in brackets": CALL.format(URL, '"Bearer <OPENROUTER_API_KEY>"'),
    "a place in braces": CALL.format(URL, '"Bearer {OPENROUTER_API_KEY}"'),
    "a place in small letters": CALL.format(URL, '"Bearer {your_api_key}"'),
    "no header": f'requests.post("{URL}", json={{}})\n',
    "a header in small letters": CALL.replace("Authorization", "authorization").format(URL, RIGHT_VALUE),
    "a scheme in small letters": CALL.format(URL, RIGHT_VALUE.replace("Bearer", "bearer")),
    "a key that is made up": 'KEY = "sk-or-v1-abc123def456"\n',
    "a key that is made up, as a default": 'KEY = os.getenv("OPENROUTER_API_KEY", "sk-or-v1-abc123def456")\n',
    "a short key of another form": CALL.format(URL, '"Bearer abc123"'),
    "a key that is printed": 'print(os.environ["OPENROUTER_API_KEY"])\n',
    "no key": 'from openai import OpenAI\nOpenAI(base_url="https://openrouter.ai/api/v1")\n',
    "no code": "this is not a program: {\n",
    "a name of another block": CALL.format(URL, "headers_of_the_other_block()"),
}


@pytest.mark.parametrize("code", SILENT.values(), ids=SILENT)
def test_what_a_snippet_leaves_to_the_reader_is_silent(code: str) -> None:
    assert codes(block(HEAD + code)) == []


FOUND = {
    "OPR101": 'KEY = "@LIVE@"\n',
    "OPR102": 'KEY = os.environ["@LIVE@"]\n',
    "OPR103": 'KEY = os.getenv("OPENROUTER_API_KEY", "@LIVE@")\n',
    "OPR105": CALL.format(URL, '"Bearer sk-proj-8Jq2mVx0Lr4TzKp1Wd7NcYb5Hg3Fs6Ae"'),
    "OPR202": CALL.replace("Authorization", "Authorisation").format(URL, RIGHT_VALUE),
    "OPR203": CALL.replace("Authorization", "api-key").format(URL, VALUE),
    "OPR302": CALL.format(URL, RIGHT_VALUE.replace("Bearer ", "Bearer")),
    "OPR303": CALL.format(URL, '"Bearer {api_key}"'),
    "OPR401": f'requests.post("{URL}", cookies={{"key": {VALUE}}}, json={{}})\n',
    "OPR402": f'requests.post("{URL}", {{"Authorization": {RIGHT_VALUE}}})\n',
    "OPR601": CALL.format(URL.replace("/api", ""), RIGHT_VALUE),
    "OPR602": CALL.format(URL.replace("https", "http"), RIGHT_VALUE),
    "OPR604": f'from openai import OpenAI\nOpenAI(base_url="https://openrouter.ai/api/v1", api_key={RIGHT_VALUE})\n',
}


@pytest.mark.parametrize("code", FOUND)
def test_what_is_wrong_in_a_snippet_is_found(code: str) -> None:
    assert code in codes(block(HEAD + FOUND[code].replace("@LIVE@", live_key())))


TOLERATED = {
    "await at the top": "await start()\n" + BARE,
    "return at the top": BARE + "return 1\n",
    "others in a call": BARE.replace("json={}", "json={},\n    ...,\n"),
    "others in headers": BARE.replace("}, json", ", ...}, json"),
    "a line of dots": "...\n" + BARE + "...\n",
    "a place for the reader": BARE.replace("json={}", 'json={"model": <MODEL NAME>}'),
    "a command": "!pip install requests\n" + BARE,
    "a command of a shell": "$ pip install requests\n" + BARE,
    "a magic": "%load_ext autoreload\n" + BARE,
    "a body of comments": "def rest():\n    # the rest of it\n\n" + BARE,
    "a sentence": "And then we call it:\n" + BARE,
    "a call that is cut off": BARE + "\nprint(\n    1,\n",
    "another function that is cut off": "def load(:\n    pass\n\n" + BARE,
}


@pytest.mark.parametrize("code", TOLERATED.values(), ids=TOLERATED)
def test_what_is_no_whole_program_is_read_as_far_as_it_is_one(code: str) -> None:
    (finding,) = found(block(code))
    assert (finding.code, finding.span.text) == ("OPR301", VALUE)
    assert fixed(block(code), unsafe=True) == block(code.replace(VALUE, RIGHT_VALUE))


UNCERTAIN = {
    "a part about headers": BARE + "headers[ = f'Bearer {key}'\n",
    "a call that is cut off": HEAD + CALL.format(URL, VALUE).rstrip(")\n") + "\n",
    "text": "Authorization is what you send.\n" + BARE,
}


@pytest.mark.parametrize("code", UNCERTAIN.values(), ids=UNCERTAIN)
def test_what_a_part_that_is_no_code_may_change_is_silent(code: str) -> None:
    assert codes(block(code)) == []
    assert codes(block(code + f"# {live_key()}\n")) == ["OPR101"]


def test_all_that_is_written_otherwise_is_as_long() -> None:
    for code in TOLERATED.values():
        assert len(tolerance.completed(code)) == len(code)
    assert tolerance.completed('"# ... <A>"  # ...') == '"# ... <A>"  # ...'


def test_a_fix_that_needs_an_import_is_not_made() -> None:
    text = block(f'KEY = "{live_key()}"\n')
    result = fix_source(text.encode(), "README.md", configuration=ISOLATED, unsafe=True)
    assert result.data.decode() == text
    assert [reason for _, reason in result.dropped] == ["it needs an import, and a snippet shows only what it is about"]
    assert fixed(block(f'import os\nKEY = "{live_key()}"\n'), unsafe=True) == block(f"import os\nKEY = {VALUE}\n")


def test_a_fix_of_several_lines_begins_each_as_the_block_does() -> None:
    call = f'requests.post(\n    "{URL}",\n    cookies={{"key": {VALUE}}},\n    json={{}},\n)\n'
    for prefix in ("", "> ", "   "):
        text = indented(block(HEAD + call), prefix)
        after = fixed(text, unsafe=True)
        assert codes(after) == []
        assert all(line.startswith(prefix.rstrip()) for line in after.splitlines())
        assert after.replace(f"\n{prefix}", "\n").replace(prefix, "", 1) == fixed(block(HEAD + call), unsafe=True)


def test_what_another_block_reads_is_not_fixed_safely() -> None:
    first = f'{HEAD}headers = {{"Authorization": {VALUE}}}\nrequests.post("{URL}", headers=headers, json={{}})\n'
    alone, read = block(first), block(first) + "\n" + block('print(headers["Authorization"])\n')
    assert fixed(alone) == alone.replace(VALUE, RIGHT_VALUE)
    assert fixed(read) == read
    assert fixed(read, unsafe=True) == read.replace(VALUE, RIGHT_VALUE)
    written = block(first) + "\n" + block("headers = {}\n")
    assert fixed(written) == written.replace(VALUE, RIGHT_VALUE)


def test_other_files_are_of_no_account(tmp_path: Path) -> None:
    (tmp_path / "settings.py").write_text('KEY = f"Bearer {1}"\n', encoding="utf-8")
    (tmp_path / "app.py").write_text("import README\nREADME.headers\n", encoding="utf-8")
    (tmp_path / "__init__.py").write_text("", encoding="utf-8")
    code = f'{HEAD}headers = {{"Authorization": {VALUE}}}\nrequests.post("{URL}", headers=headers, json={{}})\n'
    place = tmp_path / "README.md"
    place.write_text(block(code), encoding="utf-8")
    assert fixed(block(code), str(place)) == block(code).replace(VALUE, RIGHT_VALUE)


def test_many_blocks_take_their_time_once() -> None:
    """Without the bounds each of these took a time that grew with the square of its length."""
    many = 20_000
    assert len(list(fences.blocks("> ```\n" + "> ```python\n" * many))) == 1
    assert codes("```python\nx = 1\n```\n" * 2000) == []
    assert codes("- " * many + "\n" + "> " * many + "\n" + "#" * many + "\n" + "text\n" * many) == []
    assert codes(block("(" * many)) == []


def test_in_a_text_of_many_blocks_keys_alone_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "_MOST", 3)
    assert codes(block() * 3) == ["OPR301"] * 3
    assert codes(f"{block() * 4}\n{live_key()}\n") == ["OPR101"]
