"""The readers of settings: which names lead to which values, and where each is written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from counting import lines
from hypothesis import given
from hypothesis import strategies as st

from flake8_openrouter import languages
from flake8_openrouter.languages.settings import dotenv, ini, json_files, toml, yaml
from flake8_openrouter.languages.settings.entries import Entry, Path

pytestmark = pytest.mark.alike

Reader = Callable[[str], Iterator[Entry]]
READERS: dict[str, Reader] = {
    "dotenv": dotenv.read,
    "ini": ini.read,
    "json": json_files.read,
    "toml": toml.read,
    "yaml": yaml.read,
}


def values(reader: Reader, text: str) -> list[tuple[Path, str]]:
    """Return the paths and values of a text, each of which must be where its entry says, and as its pieces say."""
    found = list(reader(text))
    for entry in found:
        spelt = text[entry.start : entry.end]
        assert entry.pieces or spelt == entry.value
        assert "".join(text[piece.outer_start : piece.outer_end] for piece in entry.pieces) == (
            spelt if entry.pieces else ""
        )
        assert not entry.quote or text[: entry.start].rstrip("\r\n").endswith(entry.quote)
        assert not entry.own_name or text[slice(*entry.name)].strip("\"'").endswith(str(entry.own_name)) or entry.pieces
    return [(entry.path, entry.value) for entry in found]


DOTENV = {
    "A=b": "b",
    "A = b": "b",
    " export\tA=b ": "b",
    "A: b": "b",
    "A=": "",
    'A="b c"': "b c",
    "A='b # c' # d": "b # c",
    "A=`b`": "b",
    "A=b # c": "b",
    "A=b#c": "b#c",
    "A=#c": "",
    'A="b" # c': "b",
    'A="b\\"c"': 'b"c',
    'A="b\\nc"': "b\nc",
    'A="b\nc"': "b\nc",
    "A=b\r\nB=c": "b",
    "\ufeffA=b": None,  # whatever has the mark: no reader of bytes leaves it there
    'A="b': '"b',
    'A="b\nB="c"': '"b',
    "A='b\"": "'b\"",
    'A="b"c': '"b"c',
    "A=“b”": "“b”",
    "A={b}": "{b}",
    "A=https://c/d?e=f": "https://c/d?e=f",
    "# A=b": None,
    "A b=c": None,
    "A:b": None,
    "1A=b": None,
    "A": None,
}


@pytest.mark.parametrize("text", DOTENV, ids=repr)
def test_variables_are_read_as_all_readers_of_such_files_read_them(text: str) -> None:
    found = dict(values(dotenv.read, text))
    assert found.get(("A",)) == DOTENV[text]


YAML: dict[str, list[tuple[Path, str]]] = {
    "a: b": [(("a",), "b")],
    "a:b": [((), "a:b")],
    "a : b # c": [(("a",), "b")],
    "a: b#c": [(("a",), "b#c")],
    "'a b': \"c\\td\"": [(("a b",), "c\td")],
    "a: 'b''c'": [(("a",), "b'c")],
    "a:\n  b: c\n  d: e\nf: g": [(("a", "b"), "c"), (("a", "d"), "e"), (("f",), "g")],
    "a:\n- b\n- c: d\n  e: f": [(("a", 0), "b"), (("a", 1, "c"), "d"), (("a", 1, "e"), "f")],
    "a:\n  - - b\n    - c": [(("a", 0, 0), "b"), (("a", 0, 1), "c")],
    "a:\n  - B=c": [(("a", "B"), "c")],
    'a:\n  - "B=c"': [(("a", "B"), "c")],
    "a: {b: c, d: [e, f]}": [(("a", "b"), "c"), (("a", "d", 0), "e"), (("a", "d", 1), "f")],
    'a: {"b":"c","d":1}': [(("a", "b"), "c"), (("a", "d"), "1")],
    '{"b":"c"}': [(("b",), "c")],
    "a:\n  {b: c}\nd: e": [(("a", "b"), "c"), (("d",), "e")],
    "a: # c\n\n  [b]": [(("a", 0), "b")],
    'a:\n  "b"\nd: e': [(("a",), "b"), (("d",), "e")],
    "a:\n  b:\nc": [],
    "a:\nb: c": [(("b",), "c")],
    "a: b\n  c": [(("a",), "b")],
    "- a\n-\n  b": [((0,), "a"), ((1,), "b")],
    "a: {b: ${C}, d: {{ e }}, f: ${{ g.h }}}": [
        (("a", "b"), "${C}"),
        (("a", "d"), "{{ e }}"),
        (("a", "f"), "${{ g.h }}"),
    ],
    "a: {b: https://c/d}": [(("a", "b"), "https://c/d")],
    "a: {b: c,\n  d: e}\nf: g": [(("a", "b"), "c"), (("a", "d"), "e"), (("f",), "g")],
    "a: |\n  b: c\n\n  d: e\nf: g": [(("f",), "g")],
    "a: >-\n  b: c\nd: e": [(("d",), "e")],
    "- a: |\n    b: c\n  d: e": [((0, "d"), "e")],
    "a: &b c\nd: !e f\ng: *b\n": [(("a",), "c"), (("d",), "f"), (("g",), "*b")],
    "a: &b\n  c: d\ne:\n  <<: *b": [(("a", "c"), "d"), (("e", "<<"), "*b")],
    "a: !secret b": [(("a",), "b")],
    "a: {{ b }}\nc: d": [(("a",), "{{ b }}"), (("c",), "d")],
    "a: {b}\nc: d": [(("a",), "{b}"), (("c",), "d")],
    "{{- if a }}\nb: c\n{{- end }}": [(("b",), "c")],
    "{% if a %}\nb: c\n{% endif %}": [(("b",), "c")],
    "{# a: b #}\nb: c": [(("b",), "c")],
    "a: b\n---\nc: d\n...\ne: f": [(("a",), "b"), ((1, "c"), "d"), ((2, "e"), "f")],
    "---\na: b\n...\n---\nc: d": [(("a",), "b"), ((1, "c"), "d")],
    "\ta: b": [(("a",), "b")],
    "a: b\r\nc: d\r\n": [(("a",), "b"), (("c",), "d")],
    "a: \"b\nc: 'd": [(("a",), '"b'), (("c",), "'d")],
    "a: [b\nc: d": [(("a", 0), "b"), (("a", 0), "c")],
    "# a: b\n%YAML 1.2\n": [],
    "env:\n- name: A\n  value: b": [(("env", 0, "name"), "A"), (("env", 0, "value"), "b")],
}
TOML: dict[str, list[tuple[Path, str]]] = {
    'a = "b"': [(("a",), "b")],
    "a='b\\c' # d": [(("a",), "b\\c")],
    'a.b."c.d" = 1': [(("a", "b", "c.d"), "1")],
    '[a.b]\nc = "d"\n[e]\nf = "g"': [(("a", "b", "c"), "d"), (("e", "f"), "g")],
    '[[a]]\nb = "c"\n[[a]]\nb = "d"': [(("a", 0, "b"), "c"), (("a", 1, "b"), "d")],
    'a = { b = "c", d.e = "f", "g.h" = 1 }': [(("a", "b"), "c"), (("a", "d", "e"), "f"), (("a", "g.h"), "1")],
    'a = [\n  "b", # c\n  "d",\n]\ne = "f"': [(("a", 0), "b"), (("a", 1), "d"), (("e",), "f")],
    'a = """\nb\nc = "d"\n"""\ne = "f"': [(("a",), 'b\nc = "d"\n'), (("e",), "f")],
    "a = '''b\nc'''": [(("a",), "b\nc")],
    'a = "b\\u002dc"': [(("a",), "b-c")],
    'a = ["B=c"]': [(("a", "B"), "c")],
    '# a = "b"': [],
    'a = "b\nc = "d"': [(("a",), '"b'), (("c",), "d")],
    'a = "b"\r\nc = true\r\n': [(("a",), "b"), (("c",), "true")],
}
JSON: dict[str, list[tuple[Path, str]]] = {
    '{"a": {"b": ["c", {"d": "e"}]}}': [(("a", "b", 0), "c"), (("a", "b", 1, "d"), "e")],
    '{"a": "b\\/c\\u2019\\""}': [(("a",), 'b/c’"')],
    '{"a": 1, "b": null}': [(("a",), "1"), (("b",), "null")],
    '{// "a": "b"\n/* "c": "d" */ "e": "f",}': [(("e",), "f")],
    "{a: 'b'}": [(("a",), "b")],
    '["A=b"]': [(("A",), "b")],
    '{"a": "b\n"c": "d"}': [(("c",), "d")],
    '\ufeff{"a": "b"}': [((), "\ufeff"), (("a",), "b")],
}
INI: dict[str, list[tuple[Path, str]]] = {
    "[a]\nb = c\nd: e ; f": [(("a", "b"), "c"), (("a", "d"), "e")],
    "a.b-c = d": [(("a", "b-c"), "d")],
    "a=https\\://b\\=c": [(("a",), "https://b=c")],
    "a = 'b'\n; c = d\n# e = f\n": [(("a",), "b")],
    "a =\r\nb = c\r\n": [(("a",), ""), (("b",), "c")],
    "a=b#c": [(("a",), "b#c")],
}
TABLES = {"yaml": YAML, "toml": TOML, "json": JSON, "ini": INI}
CASES = [(name, text) for name, table in TABLES.items() for text in table]


@pytest.mark.parametrize(("name", "text"), CASES, ids=repr)
def test_values_are_read_with_the_names_that_lead_to_them(name: str, text: str) -> None:
    assert values(READERS[name], text) == TABLES[name][text]


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x85\u2028\u2029"), max_size=12)
DATA = st.recursive(
    TEXT, lambda each: st.lists(each, max_size=3) | st.dictionaries(TEXT, each, max_size=3), max_leaves=8
)


def leaves(data: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for name, each in data.items():
            yield from leaves(each, (*path, name))
    elif isinstance(data, list):
        for number, each in enumerate(data):
            yield from leaves(each, (*path, number))


@given(DATA, st.sampled_from([None, 1, 4]), st.booleans())
def test_what_json_writes_is_read_back(data: object, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(data, indent=indent, ensure_ascii=ascii_only)
    assert [(entry.path, entry.value) for entry in json_files.every(text)] == list(leaves(data))


@given(st.text("AB=:'\"`#\\ \t\r\n-|>{}[],$&*!%<é\ufeff", max_size=40), st.sampled_from(sorted(READERS)))
def test_no_text_is_refused(text: str, name: str) -> None:
    values(READERS[name], text)


HOSTILE = {
    "quotes that nothing closes": "A: \"'`\n",
    "quotes in one line": "\"'",
    "brackets": "[",
    "braces": "{",
    "braces with names": "{a: ",
    "braces with equals signs": "a = { ",
    "closing brackets": "]}",
    "list in a list": "- ",
    "names": "a: ",
    "dots": "a.",
    "tables": "[a]\n",
    "lines of equals signs": "=\n",
    "white space": " \t",
    "line ends": "\r",
    "backslashes": "\\",
    "dollars": "${",
    "long quotes": '"""\n',
    "names without a value": "a:\n",
    "exports": "export ",
    "comments": "a #",
    "blocks": "a: |\n",
    "tags": "!a ",
}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_cost_no_stack_and_grow_evenly(text: str, name: str) -> None:
    few, many = (
        lines(lambda count=count: sum(1 for _ in READERS[name](f"a = {text * count}\n{text * count}")))
        for count in (500, 2000)
    )
    assert many <= 5 * few + 2000


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("opening", ["[", "{", '{"a":', "{a: ", "- ", "a: {"])
def test_nesting_is_read_however_deep_it_is(name: str, opening: str) -> None:
    assert sum(1 for _ in READERS[name](f"a: {opening * 100_000}b\n")) <= 100_002


PATHS = {
    "dotenv": (
        ".env",
        "a/.ENV",
        ".env.local",
        ".env.example",
        "prod.env",
        ".envrc",
        ".dev.vars",
        "env.example",
        "a.env.tpl",
    ),
    "yaml": ("a.yaml", "compose.YML", ".github/workflows/a.yml", ".env.yaml"),
    "toml": ("pyproject.toml", ".codex/config.toml"),
    "json": ("a.json", ".mcp.json", "tsconfig.jsonc", "a.json5", "x.code-workspace"),
    "ini": ("setup.cfg", "a.ini", "application.properties", "supervisord.conf"),
    "text": (
        *("package-lock.json", "uv.lock", "pnpm-lock.yaml", "a.min.json", "a.js.map", "openapi.yaml", "swagger.json"),
        *("a.generated.json", "environment", "makefiles", "dockerfiles.txt"),
    ),
    "dockerfile": ("Dockerfile", "a/Dockerfile.dev", "api.dockerfile", "Containerfile", "dev.Dockerfile"),
    "makefile": ("Makefile", "a/makefile", "GNUmakefile", "rules.mk", "Makefile.am"),
    "shell": ("a.sh",),
    "javascript": (".env.ts",),
    "python": ("env.py", ".env.py"),
    "markdown": (".env.md",),
}


@pytest.mark.parametrize(("language", "path"), [(name, path) for name, paths in PATHS.items() for path in paths])
def test_the_path_tells_what_a_file_is(language: str, path: str) -> None:
    found = languages.of_file(path, b"A=b\n")
    assert found is not None
    assert found.name == language


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("a.json", b'{"openapi": "3.1.0"}'),
        ("a.yaml", b"# ours\nswagger: '2.0'\n"),
        ("a.json", b'{"a": "%s"}' % (b"b" * 1_000_000)),
        ("a.yaml", b"a: b\n" * 200_001),
    ],
    ids=["OpenAPI in JSON", "Swagger in YAML", "one long line", "data"],
)
def test_data_and_descriptions_of_apis_are_searched_for_keys_alone(path: str, data: bytes) -> None:
    found = languages.of_file(path, data)
    assert found is not None
    assert found.keys_alone
    ours = languages.of_file(path, data[: len(data) // 2].replace(b"openapi", b"a").replace(b"swagger", b"a"))
    assert ours is not None
    assert not ours.keys_alone
