"""Notebooks that look wrong and are right, or the other way round, and what fixes leave of any notebook."""

from __future__ import annotations

from typing import Any

import pytest
from harness import live_key
from hypothesis import given
from hypothesis import strategies as st
from notebooks import POST, Style, code, markdown, sources, written
from test_notebooks import BARE, IMPORTS, KEY, RIGHT, WRONG, fixed, found, places

from flake8_openrouter.languages.notebook.cells import NotANotebook, read

pytestmark = pytest.mark.alike

GOOD = (IMPORTS, KEY, RIGHT, POST)
CLIENT = 'from openai import OpenAI\nclient = OpenAI(base_url="https://openrouter.ai/api/v1", api_key={})'
COLAB = 'from google.colab import userdata\nkey = userdata.get("OPENROUTER_API_KEY")'

SILENT = {
    "a form": ('OPENROUTER_API_KEY = "" #@param {type:"string"}', CLIENT.format("OPENROUTER_API_KEY")),
    "a secret of Colab": (COLAB, CLIENT.format("key")),
    "a key that is asked for": (
        f'{IMPORTS}\nfrom getpass import getpass\nif "OPENROUTER_API_KEY" not in os.environ:\n'
        '    os.environ["OPENROUTER_API_KEY"] = getpass("Key: ")',
        *GOOD,
    ),
    "a scrubbed key": (IMPORTS, 'key = ""', RIGHT, POST),
    "a file that is written": (*GOOD, "%%writefile app.py\n" + "\n".join(WRONG)),
    "another language": (*GOOD, f"%%R\n{BARE}"),
    "another process": (*GOOD, '%%python\nimport os\nprint(os.environ["OPENROUTER_API_KEY"])'),
    "a page": (*GOOD, "%%html\n<script>fetch('/', {headers: {Authorization: key}})</script>"),
    "questions": (*GOOD, "headers?", "?headers", "requests.post??"),
    "a part of the key": (*GOOD, "key[:8] + '...'", "key is not None", "bool(key)", "key.startswith('sk-or-')"),
    "magics in a string": (*GOOD, 's = """\n%env OPENROUTER_API_KEY="sk-or-v1-abc"\n!curl\n"""'),
    "headers that are bound anew": (IMPORTS, KEY, BARE, RIGHT, POST),
    "a label in an output": (code("x", [{"data": {"text/plain": ["{'label': 'sk-or-v1-0fa...240'}"]}}]),),
    "an answer in an output": (code("x", [{"text": ["{'error': {'message': 'No auth credentials found'}}"]}]),),
    "a read that is not shown": ('import os\nos.getenv("OPENROUTER_API_KEY");',),
    "another variable": ('import os\nos.environ.get("OPENROUTER_MODEL")',),
    "whether it is set": ('import os\n"OPENROUTER_API_KEY" in os.environ',),
}
FOUND = {
    "a secret of Colab without its scheme": ((f"import requests\n{COLAB}", BARE, POST), ["OPR301"]),
    "a cell that ends in a question": ((*WRONG, "what is this?"), ["OPR301"]),
    "a cell that returns": ((*WRONG, "return 1"), ["OPR301"]),
    "a magic after a comment": ((IMPORTS, KEY, BARE, f"#@title Run\n%%time\n{POST}"), ["OPR301"]),
    "a cell that is captured": ((IMPORTS, KEY, f"%%capture --no-stderr out\n{BARE}", POST), ["OPR301"]),
    "a command within a branch": (
        (IMPORTS, f"{KEY}\nif True:\n    !pip install x\nelse:\n    pass", BARE, POST),
        ["OPR301"],
    ),
    "headers that are right too late": ((*WRONG, RIGHT), ["OPR301"]),
    "a call that was copied without its headers": ((*GOOD, POST.replace("headers=headers, ", "")), ["OPR501"]),
    "a base in another cell": (
        ('BASE = "https://openrouter.ai/v1"', CLIENT.format("key").replace('"https://openrouter.ai/api/v1"', "BASE")),
        ["OPR601"],
    ),
    "a key that is read and shown": (('import os\nos.environ.get("OPENROUTER_API_KEY")',), ["OPR701"]),
    "a key that a function reads and shows": (('import os\nos.getenv("OPENROUTER_API_KEY")',), ["OPR701"]),
    "a secret of Colab that is shown": ((COLAB.replace("key = ", ""),), ["OPR701"]),
}


@pytest.mark.parametrize("book", SILENT.values(), ids=SILENT)
def test_what_only_looks_wrong_is_silent(book: tuple[str | dict[str, Any], ...]) -> None:
    assert places(*book) == []


@pytest.mark.parametrize(("book", "codes"), FOUND.values(), ids=FOUND)
def test_what_only_looks_right_is_found(book: tuple[str, ...], codes: list[str]) -> None:
    assert [finding.code for finding in found(*book)] == codes


@pytest.mark.parametrize(
    "form",
    [
        lambda key: f'OPENROUTER_API_KEY = "{key}" #@param {{type:"string"}}',
        lambda key: 'key = "' + "".join(f"\\u{ord(char):04x}" for char in key) + '"',
        lambda key: f'key = "{key[:40]}" \\\n    "{key[40:]}"',
        lambda key: f"%%writefile .env\nOPENROUTER_API_KEY={key}",
        lambda key: markdown(f"My key is `{key}`."),
        lambda key: {"cell_type": "raw", "metadata": {}, "source": f"key: {key}"},
        lambda key: code("x", [{"data": {"application/json": {"headers": {"Authorization": f"Bearer {key}"}}}}]),
        lambda key: code("x", [{"data": {"text/plain": [f"{{'Authorization': 'Bearer {key}'}}"]}}]),
        lambda key: code("x", [{"text": [f"\x1b[31m{key[:20]}\x1b[0m{key[20:]}\n"]}]),
        lambda key: code("x", widget={"value": key}),
    ],
)
def test_a_key_is_found_in_whatever_form(form: Any) -> None:
    assert [finding.code for finding in found(form(live_key()))] == ["OPR101"]


BASE = 'import os\nfrom openai import OpenAI\nBASE = "https://openrouter.ai/api"'
BASED = 'client = OpenAI(base_url=BASE, api_key=os.environ["OPENROUTER_API_KEY"])'
SEEN = {
    "a shell that is given it": (BASE, BASED, '%%bash -s "$BASE"\ncurl $1/v1/models'),
    "another language that is given it": (BASE, BASED, "%%R -i BASE\nprint(BASE)"),
    "a text that is filled in": (BASE, BASED, "%%ai\nWhat is {BASE}/v1?"),
    "a name that another cell binds": (IMPORTS, KEY, BARE, POST, 'key = f"Bearer {key}"'),
    "a name that a branch binds": (IMPORTS, KEY, "if key:\n    key = 'Bearer ' + key", KEY, BARE, POST),
}
UNSEEN = {
    "a shell with a name of its own": (BASE, BASED, "%%bash\nBASE=x; echo BASE"),
    "a shell before it": ('%%bash -s "$BASE"\necho $1', BASE, BASED),
    "a name that is bound to the same again": (*WRONG, KEY),
    "a name that a function binds": (*WRONG, "def f():\n    key = 1\n    return key"),
    "headers that are made anew": (*WRONG, RIGHT, POST),
}


@pytest.mark.parametrize("book", SEEN.values(), ids=SEEN)
def test_what_another_cell_may_see_is_left_to_a_human(book: tuple[str, ...]) -> None:
    data = written(*book)
    assert len(found(*book)) == 1
    assert fixed(data).data == data
    assert fixed(data, unsafe=True).data != data


@pytest.mark.parametrize("book", UNSEEN.values(), ids=UNSEEN)
def test_what_no_other_cell_sees_is_fixed(book: tuple[str, ...]) -> None:
    assert len(found(*book)) == 1
    assert places(*sources(fixed(written(*book)).data)) == []


def test_an_old_notebook_is_told_from_what_is_none() -> None:
    old = '{"worksheets": [{"cells": []}], "nbformat": 3}'
    with pytest.raises(NotANotebook, match="version 3"):
        read(old)
    with pytest.raises(NotANotebook, match="no list of cells"):
        read("{}")


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
BESIDE = st.one_of(
    st.builds(markdown, TEXTS),
    st.builds(lambda text: {"cell_type": "raw", "metadata": {"a": text}, "source": text}, TEXTS),
    st.builds(lambda source, text: code(source, [{"text": [text, "\n"]}], tags=[text]), st.sampled_from("x "), TEXTS),
    st.sampled_from(["", "x = 1\n", "!ls\r\nx = 'é'", "%%bash\necho é", "x = (", "# \U0001f600 \\u00e9"]),
)
STYLES = st.builds(
    Style,
    indent=st.sampled_from([None, 0, 1, 2, 4]),
    as_list=st.booleans(),
    ascii_only=st.booleans(),
    final_newline=st.booleans(),
    mark=st.sampled_from([b"", b"\xef\xbb\xbf"]),
    windows=st.booleans(),
    line_end=st.sampled_from(["\n", "\r\n"]),
)


@given(st.lists(BESIDE, max_size=4), st.randoms(use_true_random=False), STYLES)
def test_fixes_change_their_strings_and_no_other_byte(others: list[Any], random: Any, style: Style) -> None:
    book: list[Any] = list(WRONG)
    for cell in others:
        book.insert(random.randrange(len(book) + 1), cell)
    right = [RIGHT if cell == BARE else cell for cell in book]
    assert fixed(written(*book, style=style)).data == written(*right, style=style)
