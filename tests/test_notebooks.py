"""Notebooks: what is read of them, what is found, and that fixes change nothing but the sources of cells."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from command_line import concise, project
from harness import live_key
from hypothesis import given
from hypothesis import strategies as st
from notebooks import JUPYTER, POST, Style, code, content, markdown, sources, written

from flake8_openrouter import check_source
from flake8_openrouter.languages.notebook import cells, magics
from flake8_openrouter.model import Finding
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.run.fixing import FixResult, fix_source

__all__ = ["project"]

PATH = "book.ipynb"
IMPORTS = "import os\nimport requests"
KEY = 'key = os.environ["OPENROUTER_API_KEY"]'
BARE = 'headers = {"X-Title": "naïve 😀\\t\\u00e9", "Authorization": key}'
RIGHT = BARE.replace(": key}", ': f"Bearer {key}"}')
WRONG = (IMPORTS, KEY, BARE, POST)

STYLES = [
    Style(*choice)
    for choice in product((1, 2, 4, None), (True, False), (True, False), (True, False), ("\n", "\r\n"))
    if choice[-1] == "\n" or choice[0] is not None
] + [Style(mark=b"\xef\xbb\xbf"), Style(windows=True), Style(as_list=False, windows=True, ascii_only=True)]


def found(*book: str | dict[str, Any], **options: Any) -> list[Finding]:
    return check_source(written(*book, **options), PATH, Configuration())


def places(*book: str | dict[str, Any], **options: Any) -> list[str]:
    return [f"{finding.where} {finding.code}" for finding in found(*book, **options)]


def fixed(data: bytes, *, unsafe: bool = False) -> FixResult:
    return fix_source(data, PATH, unsafe=unsafe, configuration=Configuration())


# Bytes


@pytest.mark.parametrize("style", STYLES, ids=str)
def test_a_fix_leaves_all_other_bytes(style: Style) -> None:
    book = (markdown("# Kärtchen"), *WRONG[:3], code(POST, [{"output_type": "stream", "text": ["ü\n"]}], tags=["a"]))
    result = fixed(written(*book, style=style))
    assert [finding.where for finding in result.fixed] == ["cell 4:1:59"]
    assert result.data == written(*(RIGHT if cell == BARE else cell for cell in book), style=style)


@pytest.mark.parametrize("style", STYLES, ids=str)
def test_an_import_is_added_within_a_string(style: Style) -> None:
    book = (
        markdown("first"),
        "# Title",
        f'"""Says."""\nimport requests\nheaders = {{"Authorization": "{live_key()}"}}',
        POST,
    )
    before = written(*book, style=style)
    after = fixed(before, unsafe=True).data
    changed = json.loads(after.decode("utf-8-sig"))
    source = "".join(changed["cells"][2]["source"]).replace("\r\n", "\n")
    assert source.startswith('"""Says."""\nimport os\nimport requests\n')
    assert "\\r\\n" not in after.decode() or style.windows
    original = json.loads(before.decode("utf-8-sig"))
    assert len(changed["cells"][2]["source"]) == len(original["cells"][2]["source"]) or not style.as_list
    changed["cells"][2]["source"] = original["cells"][2]["source"]
    assert changed == original
    assert after.endswith(before[-40:])


def test_a_text_without_mistakes_is_given_back() -> None:
    data = written(IMPORTS, KEY, RIGHT, POST)
    assert fixed(data, unsafe=True).data == data


@pytest.mark.parametrize("ascii_only", [True, False])
def test_what_a_fix_writes_is_spelt_as_the_file_spells(ascii_only: bool) -> None:
    book = (IMPORTS, 'schlüssel = os.environ["OPENROUTER_API_KEY"]', 'headers = {"Authorization": schlüssel}', POST)
    style = Style(ascii_only=ascii_only)
    after = fixed(written(*book, style=style), unsafe=True).data
    assert after.isascii() == ascii_only
    assert after == written(*book[:2], 'headers = {"Authorization": f"Bearer {schlüssel}"}', POST, style=style)


def test_numbers_that_python_would_write_otherwise_stay() -> None:
    data = written(*WRONG).replace(
        b'"nbformat": 4', b'"x": [1.50, 1E5, NaN, -0, 12345678901234567890e400], "nbformat": 4'
    )
    assert fixed(data).data == data.replace(b": key}", rb": f\"Bearer {key}\"}").replace(b'\\": key', b'\\": key')


# Names and order


def test_names_are_shared_in_order() -> None:
    assert places(*WRONG) == ["cell 3:1:59 OPR301"]
    assert places(IMPORTS, KEY, RIGHT, POST) == []
    assert places(IMPORTS, KEY, BARE, RIGHT, POST) == []


def test_cells_are_counted_with_those_that_are_no_code() -> None:
    assert places(markdown("a"), {"cell_type": "raw", "metadata": {}, "source": ""}, *WRONG) == ["cell 5:1:59 OPR301"]


def test_a_notebook_of_another_kernel_is_searched_for_keys() -> None:
    assert places(*WRONG, f"k <- '{live_key()}'", language="R") == ["cell 5:1:7 OPR101"]
    assert places(*WRONG, language="python3") == ["cell 3:1:59 OPR301"]
    data = json.dumps({"cells": content(*WRONG)["cells"]}).encode()
    assert [finding.code for finding in check_source(data, PATH, Configuration())] == ["OPR301"]


@pytest.mark.parametrize(
    "broken",
    ["x = = 1", "headers = {", '"""never closed', "    indented = 1", "def f(:\n    pass", "x = 1\n  y = 2", "a \\"],
)
@pytest.mark.parametrize("place", range(len(WRONG) + 1))
def test_a_broken_cell_loses_no_other(broken: str, place: int) -> None:
    book = [*WRONG[:place], broken, *WRONG[place:]]
    number = book.index(BARE) + 1
    assert places(*book) == [f"cell {number}:1:59 OPR301"]
    book[number - 1] = RIGHT
    assert sources(fixed(written(*[BARE if cell == RIGHT else cell for cell in book])).data) == book


def test_a_key_in_a_broken_cell_is_found() -> None:
    assert places(f"x = = '{live_key()}'") == ["cell 1:1:8 OPR101"]


def test_await_stands_outside_of_functions() -> None:
    post = POST.replace("requests", "client")
    call = f"async with httpx.AsyncClient() as client:\n    await {post}"
    book = ("import os\nimport httpx", KEY, BARE, call)
    assert places(*book) == ["cell 3:1:59 OPR301"]
    assert sources(fixed(written(*book)).data)[2] == RIGHT


# Magics

MAGICS = [
    ("!ls", "0  "),
    ("!!ls -l", "0      "),
    ("x = !ls", "x = _  "),
    ("x = %env A", "x = _     "),
    ("a, b = !ls", "a, b = _  "),
    ("d['a'] = !ls", "d['a'] = _  "),
    ("if x:\n    !ls\ny = 1", "if x:\n    0  \ny = 1"),
    ("!ls \\\n  -l\nx = 1", "0    \n    \nx = 1"),
    ("!echo '\nx = 1", "0      \nx = 1"),
    ("%matplotlib inline\nx = 1", "0                 \nx = 1"),
    ("?len", "0   "),
    ("len?", "0   "),
    ("os.path??", "0        "),
    ("len?  # what", "0           "),
    ("%time x = 1", "0;    x = 1"),
    ("%timeit -n 3 -r2 f(x)", "0;               f(x)"),
    ("%time for x in y: pass", "0                     "),
    ("x = '''\n!ls\n%time\n'''\n!ls", "x = '''\n!ls\n%time\n'''\n0  "),
    ("x = '''\n!ls\n%time\n'''", "x = '''\n!ls\n%time\n'''"),
    ("f(1,\n%s\n)", None),
    ("x = 7 \\\n  % 2\n!ls", "x = 7 \\\n  % 2\n0  "),
    ("x = (7\n% 2)\n!ls", "x = (7\n% 2)\n0  "),
    ("x = {\n'a': '!',\n}\n!ls", "x = {\n'a': '!',\n}\n0  "),
    ("# it's\n!ls", "# it's\n0  "),
    ("%%time\nx = 1", "      \nx = 1"),
    ("\n%%time\nx = 1", "\n      \nx = 1"),
    ("%%capture out\n%%time\nx = 1", "             \n      \nx = 1"),
    ("%%time\n!ls", "      \n0  "),
    ("%%bash\nls", None),
    ("%%sh\nls", None),
    ("%%script python\nx = 1", None),
    ("%%writefile a.py\nx = 1", None),
    ("%%html\n<p>", None),
    ("%%javascript\nx", None),
    ("%%sql\nselect 1", None),
    ("%%somebodys\nx = 1", None),
    ("/f x", "0   "),
    ("!ls\r\nx = 1\r\n", "0  \r\nx = 1\r\n"),
    ("x = 'ü'; y = 1\n!ü", "x = 'ü'; y = 1\n0 "),
]


@pytest.mark.parametrize(("source", "text"), MAGICS, ids=repr)
def test_magics_are_blank_at_their_places(source: str, text: str | None) -> None:
    read = magics.code(source)
    assert (read and read.text) == text
    assert read is None or len(read.text) == len(source)


@pytest.mark.parametrize("magic", [source for source, text in MAGICS if text])
def test_what_is_beside_magics_is_found_and_fixed(magic: str) -> None:
    book = (f"{magic}\n{IMPORTS}", magic, f"{magic}\n{KEY}", f"{magic}\n{BARE}\n", POST)
    data = written(*book)
    (finding,) = [finding for finding in check_source(data, PATH, Configuration()) if finding.code == "OPR301"]
    assert finding.where == f"cell 4:{len(f'{magic}{chr(10)}'.splitlines()) + 1}:59"
    assert sources(fixed(data).data) == [*book[:3], f"{magic}\n{RIGHT}\n", POST]


@given(st.text("%!?x='\"\\(){}[]#\n\r ü", max_size=30))
def test_whatever_a_cell_is_its_places_are_kept(source: str) -> None:
    read = magics.code(source)
    if read is not None:
        assert len(read.text) == len(source)
        assert [char for char in read.text if char in "\r\n"] == [char for char in source if char in "\r\n"]


def test_what_a_command_is_given_is_seen_by_it() -> None:
    for line in (
        "!curl -H 'Authorization: {headers}'",
        "x = !curl $headers",
        "%store headers {headers}",
        "%%time {headers}",
    ):
        (finding,) = found(*WRONG, line)
        assert (finding.code, finding.fix and finding.fix.safety.value) == ("OPR301", "unsafe"), line
    (finding,) = found(*WRONG, "!curl headers")
    assert finding.fix is not None
    assert finding.fix.safety.value == "safe"


@pytest.mark.parametrize("magic", ["env", "set_env"])
@pytest.mark.parametrize("between", ["=", " = ", " "])
def test_a_variable_keeps_its_quotes(magic: str, between: str) -> None:
    line = f'%{magic} OPENROUTER_API_KEY{between}"{live_key()}"'
    assert {finding.code for finding in found(line)} == {"OPR101", "OPR105"}
    assert sources(fixed(written(line), unsafe=True).data) == [line.replace('"', "")]
    assert {finding.code for finding in found(line.replace('"', ""))} == {"OPR101"}


@pytest.mark.parametrize(
    "line",
    [
        "%env",
        "%env OPENROUTER_API_KEY",
        "%env OPENROUTER_API_KEY=$KEY",
        "%env OPENROUTER_API_KEY={key}",
        '%env OPENROUTER_API_KEY="your-key"',
        '%env OPENAI_MODEL="sk-or-thing"',
        'print("""\n%env OPENROUTER_API_KEY="sk-or-v1-abc123def456"\n""")',
    ],
)
def test_a_variable_of_which_nothing_is_known(line: str) -> None:
    assert places(line) == []


def test_a_variable_that_a_magic_sets_is_set() -> None:
    client = "from openai import OpenAI\nclient = OpenAI(base_url='https://openrouter.ai/api/v1')"
    assert places(client) == ["cell 1:2:10 OPR502"]
    assert places("%env OPENAI_API_KEY=abc", client) == []


# Fixes


@pytest.mark.parametrize(
    ("book", "place"),
    [
        (("import requests", f'%%time\nkey = "{live_key()}"'), 0),
        (('"""Says."""', f'%%time\nkey = "{live_key()}"'), 1),
        ((f'%%time\nimport requests\nkey = "{live_key()}"',), 0),
        ((f'%%time\n\nkey = "{live_key()}"',), 0),
        (("!pip install requests", f'key = "{live_key()}"'), 0),
    ],
)
def test_an_import_comes_after_the_magic_of_its_cell(book: tuple[str, ...], place: int) -> None:
    after = sources(fixed(written(*book), unsafe=True).data)
    assert "import os\n" in after[place]
    assert after[place].startswith("%%") == book[place].startswith("%%")
    assert 'key = os.environ["OPENROUTER_API_KEY"]' in after[-1]


def test_no_import_is_put_where_nobody_sees_it() -> None:
    result = fixed(written("%%timeit\nimport requests", f'key = "{live_key()}"'), unsafe=True)
    assert [reason for _, reason in result.dropped] == [
        "the cell that it would be imported in keeps its names for itself"
    ]


def test_what_becomes_of_a_notebook_is_looked_at() -> None:
    from flake8_openrouter.languages import named
    from flake8_openrouter.model import Document

    def program(data: bytes) -> Any:
        return named("notebook").program(Document(PATH, data.decode()))

    before = written(*WRONG, markdown("a"))
    assert not program(before).is_broken_by(program(written(*WRONG[:2], RIGHT, POST, markdown("a"))))
    others = [
        written(*WRONG, markdown("b")),
        written(*WRONG, "x", markdown("a")),
        written(*WRONG[:3], code(POST, tags=["x"]), markdown("a")),
        written(*WRONG, markdown("a"), language="R"),
        written(*WRONG, markdown("a"), style=Style(as_list=False)),
        before[:-10],
    ]
    assert all(program(before).is_broken_by(program(after)) for after in others)


def test_a_cell_that_is_no_python_afterwards_is_noticed() -> None:
    from flake8_openrouter.languages import named
    from flake8_openrouter.model import Document

    programs = [
        next(iter(named("notebook").program(Document(PATH, written(*book).decode())).embedded))
        for book in (("x = 1", "y = 2"), ("x = 1", "y = 3"), ("x = 1", "y ="), ("x = 1", "y = 2; return"))
    ]
    assert [programs[0].is_broken_by(after) for after in programs[1:]] == [False, True, True]


# Rules


def test_rules_that_are_off_in_notebooks() -> None:
    book = (IMPORTS, 'headers = {"Authorization": "Bearer your-api-key"}', POST)
    assert places(*book) == []
    asked = check_source(written(*book), PATH, Configuration(extend_select=("OPR104",)))
    assert [finding.code for finding in asked] == ["OPR104"]
    assert [finding.code for finding in check_source("\n".join(book), "book.py", Configuration())] == ["OPR104"]


@pytest.mark.parametrize(
    ("last", "shown"),
    [
        ("key", True),
        ("x = 1\nkey", True),
        ("headers", True),
        ("str(key)", True),
        ('f"{key}"', True),
        ("(1, key)", True),
        ("%%time\nkey", True),
        ("%time key", True),
        ("display(key)", True),
        ("key;", False),
        ("key ;  # not shown", False),
        ("key\nx = 1", False),
        ("key\n1", False),
        ("if x:\n    key", False),
        ("len(key)", False),
        ("key[:8]", False),
        ("%%capture\nkey", False),
        ("%%timeit\nkey", False),
    ],
)
def test_what_a_cell_ends_with_is_shown(last: str, shown: bool) -> None:
    assert [finding.code for finding in found(IMPORTS, KEY, RIGHT, POST, last)] == ["OPR701"] * shown


def test_a_script_shows_nothing_that_it_ends_with() -> None:
    assert check_source("\n".join((IMPORTS, KEY, RIGHT, POST, "headers")), "app.py", Configuration()) == []


def test_a_comment_silences_its_line() -> None:
    assert places(IMPORTS, KEY, f"{BARE}  # noqa: OPR301", POST) == []
    assert places(IMPORTS, KEY, f"{BARE}  # noqa: OPR101", POST) == ["cell 3:1:59 OPR301"]
    assert places(f'key = "{live_key()}"  # gitleaks:allow', markdown("a")) == []


def test_no_comment_of_a_cell_silences_an_output() -> None:
    output = code("x = 1  # noqa  gitleaks:allow", [{"text": live_key()}])
    assert places(output, style=Style(indent=None)) == ["cell 1 output:1:1 OPR101"]


# Outputs and what else is beside cells


def test_keys_are_found_wherever_they_are() -> None:
    key = live_key()
    traceback = ["\x1b[0;31mError\x1b[0m", f"\x1b[32m---> 1\x1b[39m \x1b[33m{key[:30]}\x1b[0m\x1b[1m{key[30:]}\x1b[0m"]
    data = {"text/html": ["<p>\n", f"<b>{key}</b>"], "image/png": "iVBORw0KGgo="}
    outputs = [{"output_type": "error", "traceback": traceback}, {"output_type": "display_data", "data": data}]
    book = (code("x", outputs, tags=[key]), markdown(f"a\n{key}"), f"%%bash\nexport KEY={key}", f"!export KEY={key}")
    assert [finding.where for finding in found(*book)] == [
        *(f"{number}:{column}" for number, column in [(8, 7)]),
        "cell 1 output:2:8",
        "cell 1 output:4:4",
        "cell 2:2:1",
        "cell 3:2:12",
        "cell 4:1:13",
    ]
    result = fixed(written(*book), unsafe=True)
    read = 'export KEY="$OPENROUTER_API_KEY"'
    assert result.data == written(*book[:2], f"%%bash\n{read}", book[3])
    assert all(finding.code == "OPR101" for finding in found(*book))
    shown = [finding.span.text for finding in found(*book)]
    assert all(text.startswith("sk-or-v1-") and text[-4:] == key[-4:] for text in shown)


def test_an_output_that_says_a_mistake_is_none() -> None:
    assert places(code("x", [{"text": f"{IMPORTS}\n{KEY}\n{BARE}\n{POST}"}])) == []


def test_the_same_key_is_one_finding_at_each_place() -> None:
    assert places(f'key = "{live_key()}"') == ["cell 1:1:8 OPR101"]


def test_colours_are_taken_off() -> None:
    text = json.dumps(
        {"cells": [{"outputs": [{"text": ["a-\x1b[1;31mb\u00fc\x1b[0mc\x1b]0;title\x07d\n", "\x1b[0m-e"]}]}]}
    )
    (cell,) = cells.read(text).cells
    assert cell.output.text == "a-bücd\n-e\n"
    for piece in cell.output.pieces:
        read = json.loads(f'"{text[piece.outer_start : piece.outer_end]}"')
        assert read == cell.output.text[piece.start : piece.end] or (read == "" and piece.start >= 7)


# What is no notebook


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '"cells"',
        "{}",
        '{"cells": {}}',
        '{"cells": [1]}',
        '{"cells": [',
        "<<<<<<< HEAD\n{}",
        '{"cells": ' + "[" * 100_000,
    ],
)
def test_what_is_no_notebook_is_searched_for_keys(text: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from flake8_openrouter.command.main import main

    (project / PATH).write_text(f"{text}\n{live_key()}\n")
    assert main(concise()) == 1
    lines = [line.split(" ")[1] for line in capsys.readouterr().out.splitlines()]
    assert sorted(lines) == ["OPR101", "OPR901"]


@pytest.mark.parametrize(
    "cell",
    [
        {},
        {"cell_type": 1, "source": 1},
        {"cell_type": "code"},
        {"cell_type": "code", "source": None},
        {"cell_type": "code", "source": [["x"]]},
        {"cell_type": "code", "source": {"a": "x"}},
        {"cell_type": "code", "source": "x = '\ud800'"},
        {"cell_type": "code", "source": "x = '\0'"},
        {"cell_type": "code", "source": ["", "\n", ""]},
        {"cell_type": "code", "source": "x = 1", "outputs": {"a": None}},
        {"cell_type": "code", "source": "x = " + "(" * 300},
    ],
)
def test_a_cell_of_another_shape_loses_no_other(cell: dict[str, Any]) -> None:
    book = content(*WRONG)
    book["cells"].insert(2, cell)
    data = json.dumps(book).encode()
    assert [finding.where for finding in check_source(data, PATH, Configuration())] == ["cell 4:1:59"]
    book["cells"][3]["source"] = [RIGHT]
    assert json.loads(fixed(data).data) == book


def test_a_source_that_is_there_twice_is_not_read() -> None:
    text = (
        written(*WRONG).decode().replace('"source": [\n    "headers', '"source": ["x"],\n   "source": [\n    "headers')
    )
    assert text != written(*WRONG).decode()
    assert check_source(text, PATH, Configuration()) == []


def test_an_empty_notebook() -> None:
    assert places() == []
    assert places("", markdown("")) == []


@given(st.lists(st.sampled_from(["x = 1", "", "!ls", "%%bash\nls", "x = (", "key", "# é\n"]), max_size=6), st.randoms())
def test_cells_between_change_nothing(others: list[str], random: Any) -> None:
    book: list[str] = list(WRONG)
    for cell in others:
        book.insert(random.randrange(len(book)), cell)
    number = book.index(BARE) + 1
    assert f"cell {number}:1:59 OPR301" in places(*book)


def test_time_is_linear_in_the_number_of_cells() -> None:
    from time import process_time

    def taken(count: int) -> float:
        data = written(*WRONG, *["x = 1\n!ls\nx"] * count, code("x", [{"text": ["\x1b[31ma-b\x1b[0m\n"] * count}]))
        start = process_time()
        check_source(data, PATH, Configuration())
        return process_time() - start

    taken(10)
    few, many = min(taken(200) for _ in range(3)), taken(1600)
    assert many < 30 * few


_ = JUPYTER


def test_in_a_notebook_of_many_cells_keys_alone_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    book = ("import os, requests", KEY, BARE, POST)
    monkeypatch.setattr(cells, "_MOST", 4)
    assert [finding.code for finding in found(*book)] == ["OPR301"]
    assert [finding.code for finding in found(*book, f"x = '{live_key()}'")] == ["OPR101"]
