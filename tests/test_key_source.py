"""The setting ``key-source``: one expression wherever it is put in, or a sentence that says why it can be none."""

from __future__ import annotations

import ast
import warnings
from pathlib import Path

import pytest
from cases import BASE, BEARER, ENV, HEAD, U, fixed, result
from harness import live_key

from flake8_openrouter.languages.python.language import PYTHON
from flake8_openrouter.project.config import Configuration, ConfigurationError, parse, with_options
from flake8_openrouter.run.analysis import check_source

KEY = live_key()
SECRET = "read at run time"

#: Expressions as a user may write them, and as they are written; each reads SECRET with NAMES.
SOURCES = {
    "a call": ('vault("K")', 'vault("K")'),
    "in single quotes": ("vault('K')", "vault('K')"),
    "a comment": ('vault("K")  # from vault', 'vault("K")'),
    "a comment before": ('# from vault\nvault("K")', 'vault("K")'),
    "or": ('missing("K") or vault("K")', '(missing("K") or vault("K"))'),
    "or, in brackets": ('((missing("K") or vault("K")))', '(missing("K") or vault("K"))'),
    "a condition": ("KEY if KEY else None", "(KEY if KEY else None)"),
    "a sum": ("KEY[:4] + KEY[4:]", "(KEY[:4] + KEY[4:])"),
    "a sum that begins and ends in brackets": ("(KEY[:4]) + (KEY[4:])", "((KEY[:4]) + (KEY[4:]))"),
    "an element of a tuple": ("(KEY, 1)[0]", "(KEY, 1)[0]"),
    "an entry of a dict": ('{"K": KEY}["K"]', '{"K": KEY}["K"]'),
    "a lambda, called": ("(lambda: KEY)()", "(lambda: KEY)()"),
    "a lambda in a condition": ("KEY if (lambda: 1) else 0", "(KEY if (lambda: 1) else 0)"),
    "a slice": ("KEY[0:]", "KEY[0:]"),
    "unequal": ('vault("K" if KEY != 1 else "")', 'vault("K" if KEY != 1 else "")'),
    "a generator": ("next(key for key in (KEY,))", "next(key for key in (KEY,))"),
    "an f-string": ('f"{KEY}"', 'f"{KEY}"'),
    "text of both quotes": ('vault("it\'s")', 'vault("it\'s")'),
    "text with a quote in three": ('vault("""a"b""")', 'vault("""a"b""")'),
    "text with braces": ('vault("{x}")', 'vault("{x}")'),
    "text with a number sign": ('vault("#1")', 'vault("#1")'),
    "text with a backslash": ('vault("a\\\\b")', 'vault("a\\\\b")'),
    "several lines": ('vault(\n    "K",  # the name\n)\r\n', "vault('K')"),
    "a line continued": ('missing("K") or \\\n  vault("K")', "(missing('K') or vault('K'))"),
    "a tab": ('vault(\t"K")', "vault('K')"),
    "what moves the cursor": ('vault("\x1b[2J")', "vault('\\x1b[2J')"),
    "what turns the direction": ('vault("\u202e")', "vault('\\u202e')"),
    "letters of another script": ('хранилище("ключ")', 'хранилище("ключ")'),
    "an escape that means nothing": (r'vault("\d")', r"vault('\\d')"),
}


def vault(name: str) -> str:
    return SECRET


NAMES = {"vault": vault, "хранилище": vault, "missing": lambda name: None, "KEY": SECRET}

#: Places in which a key is put in; each binds VALUE, and TAIL after it.
PLACES = {
    "alone": "VALUE = 'KEY'; TAIL = 1",
    "after a plus": "VALUE = 'Bearer ' + 'KEY'; TAIL = 1",
    "before a plus": "VALUE = 'KEY' + '/x'; TAIL = 1",
    "between": "VALUE = 'a' + 'KEY' + '/x'; TAIL = 1",
    "within a literal": "VALUE = 'Bearer KEY'; TAIL = 1",
    "within a literal in double quotes": 'VALUE = "Bearer KEY"; TAIL = 1',
    "within one in three quotes": 'VALUE = """Bearer KEY"""; TAIL = 1',
    "within a raw one": "VALUE = r'Bearer KEY'; TAIL = 1",
    "within an f-string": "VALUE = f'Bearer KEY {1}'; TAIL = 1",
    "beside braces": "VALUE = 'KEY{}'.format(1); TAIL = 1",
    "before a method": "VALUE = 'KEY'.strip(); TAIL = 1",
    "in an f-string's braces": "VALUE = f\"Bearer {'KEY'}\"; TAIL = 1",
    "in the other quotes' braces": "VALUE = f'Bearer {\"KEY\"}'; TAIL = 1",
    "in braces, converted": "VALUE = f\"Bearer {'KEY'!s}\"; TAIL = 1",
    "in braces between three quotes": 'VALUE = f"""Bearer {"KEY"}"""; TAIL = 1',
    "in braces of two f-strings": 'VALUE = f"""{f\'{"KEY"}\'}"""; TAIL = 1',
    "in braces of the second piece": "VALUE = f'a' f\"{'KEY'}\"; TAIL = 1",
    "an argument": "VALUE = str('KEY'); TAIL = 1",
    "an argument by name": "VALUE = dict(key='KEY')['key']; TAIL = 1",
    "returned, without a space": "def f():\n    return'KEY'\nVALUE = f(); TAIL = 1",
    "a percent sign": "VALUE = 'Bearer %s' % 'KEY'; TAIL = 1",
    "in a condition": "VALUE = 'KEY'if 1 else'x'; TAIL = 1",
    "an entry": "VALUE = {'a': 'KEY'}['a']; TAIL = 1",
    "several lines": "VALUE = (\n    'KEY'\n); TAIL = 1",
}


def configured(expression: str, import_: str = "") -> Configuration:
    """Return what a table makes of a key source."""
    table = {"expression": expression, "import": import_} if import_ else expression
    return parse({"key-source": table}, Path("pyproject.toml"))._replace(root=Path("/nowhere"))


def run(program: str) -> dict[str, object]:
    names: dict[str, object] = dict(NAMES)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        exec(compile(program, "app.py", "exec", dont_inherit=True), names)
    return names


@pytest.mark.parametrize(("written", "read"), SOURCES.values(), ids=SOURCES)
def test_an_expression_is_read_once_and_stays_one(written: str, read: str) -> None:
    assert configured(written).key_source(PYTHON).expression == read
    assert with_options(Configuration(), None, written).key_source(PYTHON).expression == read
    assert configured(read).key_source(PYTHON).expression == read
    assert eval(f"'a' + {read}.strip()", dict(NAMES)) == f"a{SECRET}"


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("written", [written for written, _ in SOURCES.values()], ids=SOURCES)
def test_a_key_source_is_put_in_as_one_expression_or_not_at_all(written: str, place: str) -> None:
    program = place.replace("KEY", KEY) + "\n"
    fixes = result(program, configured(written))
    if fixes.data == program.encode():
        assert [reason for _, reason in fixes.dropped if "f-string" in reason]
        return
    before, after = run(program), run(fixes.data.decode())
    assert after["VALUE"] == before["VALUE"].replace(KEY, SECRET)
    assert after["TAIL"] == 1
    assert "from vault" not in fixes.data.decode()


#: What is no expression that can be put in, and a word of why.
REFUSED = {
    "await": ("await vault()", "'await'"),
    "await in brackets": ("(await vault()).key", "'await'"),
    "yield": ("(yield)", "'yield'"),
    "yield from": ("vault((yield from keys))", "'yield'"),
    "a name bound": ("(key := vault())", "':='"),
    "a name bound inside": ("vault(key := 1)", "':='"),
    "an asynchronous comprehension": ("[key async for key in keys][0]", "'async for'"),
    "starred": ("*keys", "a Python expression"),
    "a bare generator": ("key for key in keys", "a Python expression"),
    "two statements": ("vault(); vault()", "a Python expression"),
    "two lines": ("vault()\nvault()", "a Python expression"),
    "a statement": ("key = vault()", "a Python expression"),
    "a bracket that closes another": ("a) or (b", "a Python expression"),
    "a comment alone": ("# vault()", "a Python expression"),
    "an argument twice": ("vault(a=1, a=2)", "a Python expression"),
    "a null": ("vault()\0", "a Python expression"),
    "half a character": ("vault('\udcff')", "a Python expression"),
    "nested too deeply": ("(" * 300 + ")" * 300, "a Python expression"),
    "a key": (f'vault("{KEY}")', "one that holds it"),
    "a key that was made up": ('"sk-or-v1-abc123def456"', "one that holds it"),
    "nothing": (" \n", "a non-empty string"),
    "no text": (3, "a non-empty string"),
}


@pytest.mark.parametrize(("value", "said"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("in_table", [False, True], ids=["a text", "a table"])
def test_what_can_not_be_put_in_is_refused_with_a_sentence(value: object, said: str, in_table: bool) -> None:
    given = {"expression": value} if in_table else value
    with pytest.raises(ConfigurationError) as caught:
        parse({"key-source": given}, Path("pyproject.toml"))
    message = str(caught.value)
    assert message.startswith("pyproject.toml: [tool.flake8-openrouter] key-source: ")
    assert said in message
    assert message.isprintable()
    assert "sk-or-" not in message
    if isinstance(value, str):
        with pytest.raises(ConfigurationError, match="--openrouter-key-source: "):
            with_options(Configuration(), None, value)


#: A key source, the import that is given with it, and the imports that it is put in with.
IMPORTS = {
    "os, used": ('os.environ["K"]', "", "import os"),
    "os, used inside": ('vault(os.environ["K"])', "", "import os"),
    "os, used last": ('vault() or os.getenv("K")', "", "import os"),
    "os in an f-string": ('f"{os.environ[name]}"', "", "import os"),
    "os itself": ("getenv(os)", "", "import os"),
    "another name that begins so": ("oslo.key()", "", ""),
    "an attribute": ("vault.os.environ['K']", "", ""),
    "an argument's name": ("vault(os=1)", "", ""),
    "a text": ("vault('os.environ')", "", ""),
    "a comment": ("vault()  # os.environ", "", ""),
    "a name of its own": ("[os.key for os in vaults][0]", "", ""),
    "a parameter of its own": ("(lambda os: os.key)(vault)", "", ""),
    "os beside what is given": ('vault(os.environ["K"])', "import vault", "import os\nimport vault"),
    "os by another import": ("os.key()", "import company as os", "import company as os"),
    "os from elsewhere": ("os.key()", "from company import os", "from company import os"),
    "given twice": ("vault.key()", "import vault; import vault", "import vault"),
    "given twice in one": ("vault.key()", "import vault, vault", "import vault"),
    "two in one": ("a.b(c)", "import a, c", "import a\nimport c"),
    "two lines": ("a.b(c)", "import a\nfrom x import c, d", "import a\nfrom x import c, d"),
    "a comment after": ("vault.key()", "import vault  # the team's", "import vault"),
    "several lines": ("key()", "from vault import (\n    key,\n)", "from vault import key"),
    "a relative one": ("key()", "from .vault import key", "from .vault import key"),
}


@pytest.mark.parametrize(("expression", "given", "wanted"), IMPORTS.values(), ids=IMPORTS)
def test_the_imports_of_a_key_source(expression: str, given: str, wanted: str) -> None:
    assert configured(expression, given).key_source(PYTHON).import_ == wanted


NO_IMPORTS = (
    "from vault import *",
    "from __future__ import annotations",
    "# import vault",
    "if 1: import vault",
    0,
    [],
)


@pytest.mark.parametrize("given", NO_IMPORTS)
def test_an_import_that_is_none_is_refused(given: object) -> None:
    with pytest.raises(ConfigurationError, match=r"key-source: expected (an import statement|a non-empty string)"):
        parse({"key-source": {"expression": "vault.key()", "import": given}}, Path("pyproject.toml"))


#: A key source and its import; a file's imports before, and all of the file after.
BY_NAMES = {
    "two imports at once": ("a.b(c.d)", "import a; import c", "", "import a\nimport c\n\nKEY = a.b(c.d)\n"),
    "one of them is there": ("a.b(c.d)", "import a, c", "import a\n", "import c\nimport a\nKEY = a.b(c.d)\n"),
    "two at once, after a docstring": (
        "a.b(c.d)",
        "import a; import c",
        '"""Doc."""; ',
        '"""Doc."""; import a; import c; KEY = a.b(c.d)\n',
    ),
    "by another name": ("a.b('a.c')", "import a", "import a as x\n", "import a as x\nKEY = x.b('a.c')\n"),
    "an attribute by its name": ("a.b(c.a.d)", "import a", "import a as x\n", "import a as x\nKEY = x.b(c.a.d)\n"),
    "the module itself": ("b(a)", "import a", "import a as x\n", "import a as x\nKEY = b(x)\n"),
    "an alias of its own": ("x.b()", "import a as x", "import a\n", "import a\nKEY = a.b()\n"),
    "a dotted module": ("a.b.c()", "import a.b", "import a.b as x\n", "import a.b as x\nKEY = x.c()\n"),
    "a dotted module by an alias": ("x.c()", "import a.b as x", "import a.b\n", "import a.b\nKEY = a.b.c()\n"),
    "its function": ("x.c()", "import a as x", "from a import c\n", "from a import c\nKEY = c()\n"),
    "its function and it itself": (
        "a.c(a)",
        "import a",
        "from a import c\n",
        "import a\nfrom a import c\nKEY = a.c(a)\n",
    ),
    "letters of another script": (
        "f('é') or a.b()",
        "import a",
        "import a as x\n",
        "import a as x\nKEY = (f('é') or x.b())\n",
    ),
}


@pytest.mark.parametrize(("expression", "given", "head", "wanted"), BY_NAMES.values(), ids=BY_NAMES)
def test_the_names_that_the_file_has(expression: str, given: str, head: str, wanted: str) -> None:
    assert fixed(f'{head}KEY = "{KEY}"\n', configured(expression, given)) == wanted
    ast.parse(wanted)


def test_a_name_in_an_f_string_is_not_renamed() -> None:
    program = f'import a as x\nKEY = "{KEY}"\n'
    fixes = result(program, configured('f"{a.b}"', "import a"))
    assert fixes.data.decode() == program
    assert [reason for _, reason in fixes.dropped] == [
        "the file imports a name in the key source's f-string as another"
    ]


def test_a_dotted_module_needs_its_first_name_free() -> None:
    program = f'import a.b\na = 1\nKEY = "{KEY}"\n'
    fixes = result(program, configured("a.b.c()", "import a.b"))
    assert fixes.data.decode() == program
    assert [reason for _, reason in fixes.dropped] == ["the file uses the name a for something else"]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        (ENV, BEARER),
        ("vault()  # the team's", 'f"Bearer {vault()}"'),
        ("a or b", 'f"Bearer {(a or b)}"'),
        ('{"K": key}["K"]', "f\"Bearer { {'K': key}['K'] }\""),
        ('vault("it\'s")', '"Bearer " + vault("it\'s")'),
        (r'vault("\\")', '"Bearer " + vault("\\\\")'),
    ],
)
def test_a_header_that_is_added_is_what_the_message_says(expression: str, value: str) -> None:
    program = f"{HEAD}requests.get({U}).raise_for_status()\n"
    (finding,) = check_source(program, "app.py", configured(expression))
    assert finding.message.endswith(f'add headers={{"Authorization": {value}}}')
    after = fixed(program, configured(expression))
    assert f'requests.get({U}, headers={{"Authorization": {value}}}).raise_for_status()\n' in after


@pytest.mark.parametrize(
    "expression", ['vault() if ready else "your-key"', 'os.getenv("K", "your-key")', 'vault(*["your-key"]) or "x"']
)
def test_a_key_source_that_is_found_wrong_is_not_put_into_itself(expression: str) -> None:
    call = f"requests.get({U}, headers={{'Authorization': VALUE}}).raise_for_status()\n"
    program = HEAD + "".join(call.replace("VALUE", value) for value in ('"Bearer your-key"', '"{K}"', '"Bearer $KEY"'))
    after = fixed(program + f"OpenAI({BASE})\n", configured(expression))
    key_source = configured(expression).key_source(PYTHON).expression.replace('"', "'")
    assert after.replace('"', "'").replace(key_source, "").count("your-key'") <= 3
    assert fixed(after, configured(expression)) == after


def test_a_key_source_that_the_files_encoding_can_not_hold() -> None:
    program = f'# coding: ascii\nA = "{KEY}"\nB = "{KEY}"\n'
    fixes = result(program, configured('хранилище("ключ")'))
    assert fixes.data == program.encode()
    assert {reason for _, reason in fixes.dropped} == {"the file's encoding, ascii, can't represent it"}
    fixes = result(program.replace("ascii", "koi8-r"), configured('хранилище("ключ")'))
    assert 'A = хранилище("ключ")\n'.encode("koi8-r") in fixes.data


@pytest.mark.parametrize(
    ("call", "wanted"),
    [
        ("f\"{requests.get('https://openrouter.ai/api/v1/key')}\"", ""),
        (f"f'{{requests.get({U})}}'", ""),
        (f"OpenAI({BASE})", f'OpenAI({BASE}, api_key=vault("K"))'),
        ("f'{OpenAI(base_url=B)}'", "f'{OpenAI(base_url=B, api_key=vault(\"K\"))}'"),
        ('f"{OpenAI(base_url=B)}"', "f\"{OpenAI(base_url=B, api_key=vault('K'))}\""),
        ("f'{f\"{OpenAI(base_url=B)}\"}'", ""),
    ],
)
def test_a_call_within_an_f_string_keeps_to_the_quotes_that_are_left(call: str, wanted: str) -> None:
    program = f'{HEAD}B = "https://openrouter.ai/api/v1"\nprint({call})\n'
    fixes = result(program, configured('vault("K")'))
    assert fixes.data.decode() == program.replace(call, wanted or call)
    assert bool(fixes.dropped) is not bool(wanted)
