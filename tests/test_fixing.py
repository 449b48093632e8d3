"""Fixes: what they write, that they converge, and that nothing else is touched."""

from __future__ import annotations

import ast
from collections.abc import Iterable

import harness
import pytest
from edited import analysed
from hypothesis import given, settings
from hypothesis import strategies as st

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.model import Finding
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.run.analysis import check_source
from flake8_openrouter.run.fixing import Analysed, _Fixing, fix_source, replacements

NOWHERE = Configuration()
ALL = Configuration(extend_select=("OPR107", "OPR606", "OPR702", "OPR703"))
HEAD = "import os\nimport requests\n\n"
CALL = 'requests.get("https://openrouter.ai/api/v1/key", headers={})\n'


def fixed(text: str, *, unsafe: bool = True, configuration: Configuration = ALL) -> str:
    return fix_source(text.encode(), "app.py", unsafe=unsafe, configuration=configuration).data.decode()


def get(headers: str) -> str:
    return f'requests.get("https://openrouter.ai/api/v1/key", headers={{{headers}}}).raise_for_status()\n'


#: Values of the header before and after, as they stand behind the colon.
VALUES = {
    "name": ("KEY", 'f"Bearer {KEY}"'),
    "f-string": ('f"{KEY}"', 'f"Bearer {KEY}"'),
    "single quotes": ("f'{KEY}'", "f'Bearer {KEY}'"),
    "triple quotes": ('f"""{KEY}"""', 'f"""Bearer {KEY}"""'),
    "raw": ('rf"{KEY}"', 'rf"Bearer {KEY}"'),
    "implicit concatenation": ('f"{KEY}" ""', 'f"Bearer {KEY}" ""'),
    "concatenation": ('"" + KEY', '"Bearer " + KEY'),
    "percent": ('"%s" % KEY', '"Bearer %s" % KEY'),
    "format": ('"{}".format(KEY)', '"Bearer {}".format(KEY)'),
    "str": ("str(KEY)", 'f"Bearer {str(KEY)}"'),
    "call with quotes": ('os.environ["OPENROUTER_API_KEY"]', "f\"Bearer {os.environ['OPENROUTER_API_KEY']}\""),
    "call with single quotes": ("os.environ['OPENROUTER_API_KEY']", "f\"Bearer {os.environ['OPENROUTER_API_KEY']}\""),
    "scheme without space": ('f"Bearer{KEY}"', 'f"Bearer {KEY}"'),
    "another scheme": ("'Token ' + KEY", "'Bearer ' + KEY"),
    "brackets": ('f"Bearer <{KEY}>"', 'f"Bearer {KEY}"'),
    "lower case": ('f"bearer {KEY}"', 'f"Bearer {KEY}"'),
    "no f": ('"Bearer {KEY}"', 'f"Bearer {KEY}"'),
    "doubled braces": ('f"Bearer {{KEY}}"', 'f"Bearer {KEY}"'),
}


@pytest.mark.parametrize(("before", "after"), VALUES.values(), ids=VALUES)
def test_a_headers_value(before: str, after: str) -> None:
    head = f'{HEAD}KEY = os.environ["OPENROUTER_API_KEY"]\n'
    assert fixed(head + get(f'"Authorization": {before}'), unsafe=False) == head + get(f'"Authorization": {after}')


#: Whole programs before and after.
PROGRAMS = {
    "import behind the docstring and the future": (
        '"""A program."""\nfrom __future__ import annotations\nKEY = "sk-or-v1-abc123def456"\n',
        '"""A program."""\nfrom __future__ import annotations\n\nimport os\n\nKEY = os.environ["OPENROUTER_API_KEY"]\n',
    ),
    "import before the first one": (
        'import sys\nKEY = "sk-or-v1-abc123def456"\n',
        'import os\nimport sys\nKEY = os.environ["OPENROUTER_API_KEY"]\n',
    ),
    "import that is there under another name": (
        'import os as o\nKEY = "sk-or-v1-abc123def456"\n',
        'import os as o\nKEY = o.environ["OPENROUTER_API_KEY"]\n',
    ),
    "import not inside TYPE_CHECKING": (
        'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import os\nKEY = "sk-or-v1-abc123def456"\n',
        "import os\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import os\n"
        'KEY = os.environ["OPENROUTER_API_KEY"]\n',
    ),
    "one import for a key that stands twice": (
        'A = "sk-or-v1-abc123def456"\nB = "sk-or-v1-abc123def456"\n',
        'import os\n\nA = os.environ["OPENROUTER_API_KEY"]\nB = os.environ["OPENROUTER_API_KEY"]\n',
    ),
    "key in a longer literal": (
        "import os\nH = {'a': 'Bearer sk-or-v1-abc123def456'}\n",
        "import os\nH = {'a': f'Bearer {os.environ[\"OPENROUTER_API_KEY\"]}'}\n",
    ),
    "a key with something round it": (
        "import os\nKEY = '<sk-or-v1-abc123def456> '\n",
        'import os\nKEY = os.environ["OPENROUTER_API_KEY"]\n',
    ),
    "variable's name": (
        'import os\nKEY = os.getenv("sk-or-v1-abc123def456")\n',
        'import os\nKEY = os.getenv("OPENROUTER_API_KEY")\n',
    ),
    "default": (
        'import os\nKEY = os.getenv("MY_KEY") or "sk-or-v1-abc123def456"\n',
        'import os\nKEY = os.environ["MY_KEY"]\n',
    ),
    "name of a keyword": (
        HEAD + get('**dict(authorization=f"Bearer {os.environ}")'),
        HEAD + get('**dict(Authorization=f"Bearer {os.environ}")'),
    ),
    "no header, one argument a line": (
        f'{HEAD}requests.get(\n    "https://openrouter.ai/api/v1/key",\n    timeout=3,\n).raise_for_status()\n',
        f'{HEAD}requests.get(\n    "https://openrouter.ai/api/v1/key",\n    timeout=3,\n'
        '    headers={"Authorization": f"Bearer {os.environ[\'OPENROUTER_API_KEY\']}"},\n).raise_for_status()\n',
    ),
    "no such host, /v1 is missing as well": (
        "from openai import OpenAI\nfrom anthropic import Anthropic\n"
        'OpenAI(base_url="https://api.openrouter.ai/api", api_key=k)\n'
        'Anthropic(base_url="https://api.openrouter.ai/api", auth_token=k)\n',
        "from openai import OpenAI\nfrom anthropic import Anthropic\n"
        'OpenAI(base_url="https://openrouter.ai/api/v1", api_key=k)\n'
        'Anthropic(base_url="https://openrouter.ai/api", auth_token=k)\n',
    ),
    "no header in a dict that has a name": (
        f'{HEAD}def ask():\n    headers = {{"X-Title": "a"}}\n'
        '    requests.get("https://openrouter.ai/api/v1/key", headers=headers).raise_for_status()\n',
        f'{HEAD}def ask():\n    headers = {{"X-Title": "a", '
        '"Authorization": f"Bearer {os.environ[\'OPENROUTER_API_KEY\']}"}\n'
        '    requests.get("https://openrouter.ai/api/v1/key", headers=headers).raise_for_status()\n',
    ),
    "no header, a comment stays": (
        f'{HEAD}requests.get(\n    "https://openrouter.ai/api/v1/key",  # the key\'s own page\n).raise_for_status()\n',
        f'{HEAD}requests.get(\n    "https://openrouter.ai/api/v1/key",  # the key\'s own page\n'
        '    headers={"Authorization": f"Bearer {os.environ[\'OPENROUTER_API_KEY\']}"},\n).raise_for_status()\n',
    ),
    "a mended URL shows a missing header": (
        f'{HEAD}requests.get("https://openrouter.ai/v1/key").raise_for_status()\n',
        f'{HEAD}requests.get("https://openrouter.ai/api/v1/key", '
        'headers={"Authorization": f"Bearer {os.environ[\'OPENROUTER_API_KEY\']}"}).raise_for_status()\n',
    ),
    "a key of a client": (
        'import os\nfrom openai import OpenAI\nOpenAI(base_url="https://openrouter.ai/api/v1", **extra)\n'
        'OpenAI(base_url="https://openrouter.ai/api/v1", api_key=None)\n',
        'import os\nfrom openai import OpenAI\nOpenAI(base_url="https://openrouter.ai/api/v1", **extra)\n'
        'OpenAI(base_url="https://openrouter.ai/api/v1", api_key=os.environ["OPENROUTER_API_KEY"])\n',
    ),
}


@pytest.mark.parametrize(("before", "after"), PROGRAMS.values(), ids=PROGRAMS)
def test_a_program(before: str, after: str) -> None:
    assert fixed(before) == after


def test_the_configured_key_source_brings_its_import() -> None:
    key = KeySource('vault.read("openrouter")', "from company import vault")
    configuration = Configuration(key_sources=(("python", key),))
    before = 'import sys\nKEY = "sk-or-v1-abc123def456"\n'
    after = 'from company import vault\nimport sys\nKEY = vault.read("openrouter")\n'
    assert fixed(before, configuration=configuration) == after
    assert fixed(after, configuration=configuration) == after


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ('KEY = b"sk-or-v1-abc123def456"\n', "bytes"),
        (
            HEAD + 'requests.get("https://openrouter.ai/api/v1/key", headers=H,\n    cookies={"a": K},  # why\n)\n',
            "a comment stands beside it",
        ),
    ],
)
def test_what_can_not_be_mended_says_why(program: str, reason: str) -> None:
    result = fix_source(program.encode(), "app.py", unsafe=True, configuration=NOWHERE)
    assert result.data == program.encode()
    assert [why for _, why in result.dropped if reason in why]
    assert not result.fixed


def test_headers_that_another_destination_shares_are_not_edited() -> None:
    program = (
        f'{HEAD}H = {{"authorization": "Bearer " + os.environ["OPENROUTER_API_KEY"]}}\n'
        'requests.get("https://openrouter.ai/api/v1/key", headers=H).raise_for_status()\n'
        'requests.get("https://api.example.org/v1/x", headers=H).raise_for_status()\n'
    )
    assert [finding.fix for finding in check_source(program, "app.py", NOWHERE)] == [None]
    result = fix_source(program.encode(), "app.py", configuration=NOWHERE)
    assert [reason for _, reason in result.dropped] == ["another destination shares it"]
    assert fixed(program) == program


def test_a_noqa_line_is_not_touched() -> None:
    program = 'KEY = "sk-or-v1-abc123def456"  # noqa: OPR101\n'
    assert fixed(program) == program


def test_a_source_that_does_not_parse_is_given_back() -> None:
    program = f'KEY = "{harness.live_key()}"\nx = (\n'
    assert fixed(program) == program


def test_unsafe_fixes_are_made_only_when_asked_for() -> None:
    program = 'KEY = "sk-or-v1-abc123def456"\n'
    assert fixed(program, unsafe=False) == program
    assert fixed(program) != program


BROKEN = (
    'KEY = "sk-or-v1-abc123def456"',
    'A = "é"; H = {"authorization": "Bearer " + K}; requests.get("https://openrouter.ai/api/v1/key", headers=H)',
    'requests.get("https://openrouter.ai/v1/key")',
    'requests.get("https://openrouter.ai/api/v1/key", cookies={"a": K})',
)
PLAIN = (
    "import os",
    "import requests",
    "",
    "\f",
    "x = 1  # é",
    "\tif False else 0",
    "K = os.environ['K']",
    "s = '''\n a\n'''",
)


#: Encodings that do not give back what they took, each with a text in which that shows.
NOT_GIVING_BACK = {
    "idna": 'x = "..a"',
    "idna of long names": "# openrouter " + "a" * 80,
    "iso2022_kr": "# \x1b$)C",
    "utf-7": 'x = "+AOk-+AOk-"',
    "unicode_escape": 'x = "\\\\x41"',
    "iso2022_jp": 'x = "\x1b(J\x1b(B"',
    "hz": 'x = "~{~}"',
    "shift_jis": "x = 1",
}


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("name", NOT_GIVING_BACK)
def test_an_encoding_that_does_not_give_back_what_it_took_is_a_reason(name: str, unsafe: bool) -> None:
    encoding = name.split()[0]
    program = f'# coding: {encoding}\n{NOT_GIVING_BACK[name]}\n{HEAD}KEY = "sk-or-v1-abc123def456"\n' + get(
        '"Authorization": KEY'
    )
    data = program.encode()
    assert codes(check_source(data, "app.py", NOWHERE)) == ["OPR101", "OPR301"]
    result = fix_source(data, "app.py", unsafe=unsafe, configuration=NOWHERE)
    if encoding == "shift_jis":  # which gives it back
        assert (result.data == data, result.dropped) == (False, ())
        return
    assert (result.data, result.fixed) == (data, ())
    assert codes(result.left) == ["OPR101", "OPR301"]
    reason = f"its encoding, {encoding}, does not give back the bytes that it took"
    dropped = ["OPR101", "OPR301"] if unsafe else ["OPR301"]
    assert [(finding.code, why) for finding, why in result.dropped] == [(code, reason) for code in dropped]


def codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("encoding", "expression"),
    [
        ("latin-1", "os.environ['КЛЮЧ']"),
        ("latin-1", "os.environ['€']"),
        ("ascii", "os.environ['SCHLÜSSEL']"),
        ("cp1252", "schlüssel.読む()"),
        ("iso-8859-15", "os.environ['🔑']"),
    ],
)
def test_a_fix_that_the_files_encoding_can_not_write_is_dropped_and_the_others_are_made(
    encoding: str, expression: str
) -> None:
    program = f'# coding: {encoding}\n{HEAD}x = "é"\nKEY = "sk-or-v1-abc123def456"\n'
    program += 'H = {"authorization": f"Bearer {KEY}"}\n'
    program += 'requests.get("https://openrouter.ai/api/v1/key", headers=H)\n'
    data = program.replace("é", "e" if encoding == "ascii" else "é").encode(encoding)
    configuration = Configuration(key_sources=(("python", KeySource(expression)),))
    result = fix_source(data, "app.py", unsafe=True, configuration=configuration)
    assert result.data == data.replace(b'"authorization"', b'"Authorization"')
    assert codes(result.fixed) == ["OPR201"]
    assert codes(result.left) == ["OPR101"]
    ((finding, reason),) = result.dropped
    assert finding.code == "OPR101"
    assert reason.endswith(", the file's encoding")


def test_a_key_source_that_the_files_encoding_can_write_is_written() -> None:
    data = '# coding: latin-1\nimport os\nKEY = "sk-or-v1-abc123def456"  # é\n'.encode("latin-1")
    configuration = Configuration(key_sources=(("python", KeySource("os.environ['SCHLÜSSEL']")),))
    result = fix_source(data, "app.py", unsafe=True, configuration=configuration)
    assert result.data.decode("latin-1").splitlines()[2] == "KEY = os.environ['SCHLÜSSEL']  # é"


@given(
    lines=st.lists(st.sampled_from(BROKEN + PLAIN), min_size=1, max_size=12),
    ends=st.lists(st.sampled_from(["\n", "\r\n", "\r"]), min_size=12, max_size=12),
    codec=st.sampled_from(["utf-8", "utf-8-sig", "latin-1", "cp1252"]),
    last=st.booleans(),
)
@settings(max_examples=120, deadline=None)
def test_bytes_outside_the_replacements_stay(lines: list[str], ends: list[str], codec: str, last: bool) -> None:
    cookie = f"# coding: {codec}" if codec in ("latin-1", "cp1252") else "# a program"
    text = "".join(line + end for line, end in zip([cookie, *lines], ["\n", *ends], strict=False))
    data = (text if last else text.rstrip("\r\n")).encode(codec)
    result = fix_source(data, "app.py", unsafe=True, configuration=NOWHERE)
    if not result.fixed:
        assert result.data == data
        return
    ast.parse(result.data)
    kept = [
        line
        for line in data.splitlines(keepends=True)
        if not any(word in line for word in (b"KEY", b"openrouter", b"H ="))
    ]
    remains = iter(result.data.splitlines(keepends=True))
    assert all(line in remains for line in kept[:-1]), "in their order, each once"


def test_replacements_of_one_finding() -> None:
    program = 'import os\nKEY = "sk-or-v1-abc123def456"\n'
    (finding,) = check_source(program, "app.py", NOWHERE)
    (replacement,) = replacements(finding)
    assert (program[replacement.start : replacement.end], replacement.text) == (
        '"sk-or-v1-abc123def456"',
        'os.environ["OPENROUTER_API_KEY"]',
    )


HEAD = (
    'import os\nimport requests\nfrom openai import OpenAI\nKEY = os.environ["OPENROUTER_API_KEY"]\n'
    'U = "https://openrouter.ai/api/v1/chat/completions"\nB = f"Bearer {KEY}"\nOK = {"Authorization": B}\n'
)

#: What a safe fix once broke: none of these may be touched without being asked for.
UNTOUCHED = {
    "shown by its name": 'requests.post(U, headers={"Authorization": f"{KEY=}"})\n',
    "bytes": 'requests.post(U, headers={"Authorization": KEY.encode()})\n',
    "one of two values": 't = KEY\nif x:\n    t = "Bearer " + KEY\nrequests.post(U, headers={"Authorization": t})\n',
    "a choice": 't = KEY if x else f"Bearer {KEY}"\nrequests.post(U, headers={"Authorization": t})\n',
    "deleted by its old name": 'h = {"authorization": B}\nrequests.post(U, headers=h)\ndel h["authorization"]\n',
    "spread into a call": 'h = {"authorization": f"Bearer {KEY}"}\nrequests.post(U, headers=h)\nuse(**h)\n',
    "formatted": (
        'h = {"authorization": f"Bearer {KEY}"}\nrequests.post(U, headers=h)\n"{authorization}".format_map(h)\n'
    ),
    "read by its old name": 'h = {"api-key": KEY}\nrequests.post(U, headers=h)\nuse(h["api-key"])\n',
    "value compared": 'h = {"Authorization": KEY}\nrequests.post(U, headers=h)\nassert h["Authorization"] == KEY\n',
    "a base that a request uses too": "B = U\nOpenAI(api_key=KEY, base_url=B)\nrequests.post(B, headers=OK)\n",
    "or None": 'requests.post(U, headers={"Authorization": os.getenv("OPENROUTER_API_KEY") or None})\n',
    "awaited": 'async def f(api_key):\n    requests.post(U, headers={"Authorization": await api_key})\n',
    "shown by its repr": 'requests.post(U, headers={"Authorization": f"{KEY!r}"})\n',
    "a file's text used otherwise": (
        'r = open("k").read()\nuse(r)\nrequests.post(U, headers={"Authorization": "Bearer " + r})\n'
    ),
    "a scheme of two uses": ('T = "Token " + KEY\nuse(T)\nrequests.post(U, headers={"Authorization": T})\n'),
    "a scheme in a dict": (
        'C = {"s": "Token "}\nuse(C["s"])\nrequests.post(U, headers={"Authorization": C["s"] + KEY})\n'
    ),
    "a scheme that a function returns": (
        'def s():\n    return "Token "\nuse(s())\nrequests.post(U, headers={"Authorization": s() + KEY})\n'
    ),
    "a protocol of two URLs": (
        'C = {"p": "http://"}\nuse(C["p"] + "localhost")\n'
        'requests.post(C["p"] + "openrouter.ai/api/v1/key", headers=OK)\n'
    ),
    "a base in a dict": ('C = {"u": U}\nOpenAI(api_key=KEY, base_url=C["u"])\nrequests.post(C["u"], headers=OK)\n'),
    "a base as a default": (
        'V = os.getenv("V", "https://openrouter.ai/api/v1/chat/completions")\n'
        "OpenAI(api_key=KEY, base_url=V)\nrequests.post(V, headers=OK)\n"
    ),
    "a file's text that a function returns": (
        'def read(p):\n    return open(p).read()\nuse(read("p"))\n'
        'requests.post(U, headers={"Authorization": "Bearer " + read("k")})\n'
    ),
    "spread into a client": (
        'C = {"api_key": "Bearer " + KEY, "base_url": "https://openrouter.ai/api/v1"}\nOpenAI(**C)\n'
        'requests.post(U, headers={"Authorization": C["api_key"]})\n'
    ),
    "bound later": ('def f():\n    requests.post(U, headers={"Authorization": "Bearer {LATER}"})\nf()\nLATER = KEY\n'),
    "bound in the class": (
        'class C:\n    k = KEY\n    def f(self):\n        requests.post(U, headers={"Authorization": "Bearer {k}"})\n'
    ),
    "bound in a branch": ('if x:\n    own = KEY\nrequests.post(U, headers={"Authorization": "Bearer {own}"})\n'),
    "an attribute that is not there": (
        'class C:\n    def f(self):\n        requests.post(U, headers={"Authorization": "Bearer {self.own}"})\n'
    ),
    "a template that is filled elsewhere": (
        'own = KEY\nT = "Bearer {own}"\nrequests.post(U, headers={"Authorization": T})\nuse(T.format(own=KEY))\n'
    ),
    "a module in braces": 'requests.post(U, headers={"Authorization": "Bearer {os}"})\n',
    "two spellings that lie over each other": (
        'def call(more):\n    h = {"authorization": B}\n    h.update(more)\n    requests.post(U, headers=h)\n'
        'call({"authorization": "Bearer sk-or-v1-abc123def456"})  # noqa: OPR101\n'
    ),
    "looked for by a constant": (
        'N = "authorization"\nh = {"authorization": B}\nuse(N in h)\nrequests.post(U, headers=h)\n'
    ),
    "looked for in a set": (
        'S = {"authorization", "cookie"}\nh = {"authorization": B}\nuse([k for k in h if k in S])\n'
        "requests.post(U, headers=h)\n"
    ),
    "one of two destinations": (
        'V = U if x else "https://api.example.org/v1"\nrequests.post(V, headers={"authorization": B})\n'
        'requests.post(V, headers={"Authorization": "Token " + KEY})\n'
    ),
}


@pytest.mark.parametrize("program", UNTOUCHED.values(), ids=UNTOUCHED)
def test_safe_fixes_leave_alone(program: str) -> None:
    assert fixed(HEAD + program, unsafe=False, configuration=NOWHERE) == HEAD + program


#: What even an unsafe fix must not do.
REFUSED = {
    "the name is taken": 'def g(os):\n    return "sk-or-v1-abc123def456"\n',
    "a comment inside": 'import os\nK = os.getenv(\n    "X",\n    "sk-or-v1-abc123def456",  # ours\n)\n',
    "put into the environment": (
        'import os\nos.environ.update(OPENROUTER_API_KEY="sk-or-v1-abc123def456")\n'
        'os.putenv("OPENROUTER_API_KEY", "sk-or-v1-abc123def456")\n'
        'os.environ |= {"OPENROUTER_API_KEY": "sk-or-v1-abc123def456"}\n'
        'os.environ.setdefault("OPENROUTER_API_KEY", "sk-or-v1-abc123def456")\n'
        'os.environ.update({"OPENROUTER_API_KEY": "sk-or-v1-abc123def456"})\n'
        'def arrange(monkeypatch):\n    monkeypatch.setenv("OPENROUTER_API_KEY", "sk-or-v1-abc123def456")\n'
    ),
    "the variable is read already": (
        'import os\nimport requests\nkey = os.getenv("OPENROUTER_API_KEY") or os.getenv("OPENAI_API_KEY")\n'
        'requests.get("https://openrouter.ai/api/v1/key", headers={"Authorization": "Bearer " + key})\n'
    ),
    "a session that may bring a key": (
        "import os, aiohttp\nasync def f(session: aiohttp.ClientSession):\n"
        '    k = os.environ["OPENROUTER_API_KEY"]\n'
        '    await session.post("https://openrouter.ai/api/v1/key", cookies={"key": k}, json={})\n'
        '    await session.post("https://openrouter.ai/api/v1/key", params={"api_key": k}, json={})\n'
        '    await session.post("https://openrouter.ai/api/v1/key", headers={"Cookie": f"key={k}"}, json={})\n'
    ),
    "a parameter in a URL": (
        "import requests\ndef f(api_key):\n"
        '    requests.get(f"https://openrouter.ai/api/v1/key?api_key={api_key}").raise_for_status()\n'
    ),
    "a chain of fallbacks": 'import os\nK = os.getenv("A") or os.getenv("B") or "sk-or-v1-abc123def456"\n',
}


#: The value in the header is edited, never what others read as well: before and after.
AT_ITS_USE = {
    "a function": (
        'def key():\n    return KEY\nrequests.get(U, headers={"Authorization": key()})\n',
        'def key():\n    return KEY\nrequests.get(U, headers={"Authorization": f"Bearer {key()}"})\n',
    ),
    "a method": (
        "class C:\n    def key(self):\n        return KEY\n"
        '    def f(self):\n        requests.get(U, headers={"Authorization": self.key()})\n',
        "class C:\n    def key(self):\n        return KEY\n"
        '    def f(self):\n        requests.get(U, headers={"Authorization": f"Bearer {self.key()}"})\n',
    ),
    "an entry": (
        'C = {"k": KEY}\nrequests.get(U, headers={"Authorization": C["k"]})\n',
        """C = {"k": KEY}\nrequests.get(U, headers={"Authorization": f"Bearer {C['k']}"})\n""",
    ),
    "an element": (
        'C = [KEY]\nrequests.get(U, headers={"Authorization": C[0]})\n',
        'C = [KEY]\nrequests.get(U, headers={"Authorization": f"Bearer {C[0]}"})\n',
    ),
    "an entry that is asked for": (
        'C = {"k": KEY}\nrequests.get(U, headers={"api-key": C.get("k")})\n',
        """C = {"k": KEY}\nrequests.get(U, headers={"Authorization": f"Bearer {C.get('k')}"})\n""",
    ),
}


@pytest.mark.parametrize(("before", "after"), AT_ITS_USE.values(), ids=AT_ITS_USE)
def test_a_value_is_edited_where_it_is_used(before: str, after: str) -> None:
    assert fixed(HEAD + before, unsafe=False, configuration=NOWHERE) == HEAD + after


#: A key is moved as it was written: the program's own, not the environment's.
MOVED = {
    "a body": (
        'def f(api_key):\n    requests.post(U, json={"api_key": api_key, "model": "m"})\n',
        'def f(api_key):\n    requests.post(U, json={"model": "m"}, headers={"Authorization": f"Bearer {api_key}"})\n',
    ),
    "a query": (
        'def f(self):\n    requests.get(U, params={"key": self.api_key})\n',
        'def f(self):\n    requests.get(U, headers={"Authorization": f"Bearer {self.api_key}"})\n',
    ),
    "auth": (
        'def f(api_key):\n    requests.get(U, auth=("", api_key))\n',
        'def f(api_key):\n    requests.get(U, headers={"Authorization": f"Bearer {api_key}"})\n',
    ),
    "a cookie": (
        'def f(openrouter_key):\n    requests.get(U, cookies={"key": openrouter_key})\n',
        'def f(openrouter_key):\n    requests.get(U, headers={"Authorization": f"Bearer {openrouter_key}"})\n',
    ),
}


@pytest.mark.parametrize(("before", "after"), MOVED.values(), ids=MOVED)
def test_a_key_is_moved_as_it_was_written(before: str, after: str) -> None:
    assert fixed(HEAD + before, configuration=Configuration()) == HEAD + after


#: Headers that lack the key, where they are put together: before and after.
PUT_TOGETHER = {
    "in a variable": (
        'def f():\n    h = {"X-Title": "t"}\n    requests.post(U, headers=h)\n',
        'def f():\n    h = {"X-Title": "t", "Authorization": f"Bearer {KEY_SOURCE}"}\n'
        "    requests.post(U, headers=h)\n",
    ),
    "None": (
        "requests.post(U, headers=None)\n",
        'requests.post(U, headers={"Authorization": f"Bearer {KEY_SOURCE}"})\n',
    ),
    "an empty dict()": (
        "requests.post(U, headers=dict())\n",
        'requests.post(U, headers={"Authorization": f"Bearer {KEY_SOURCE}"})\n',
    ),
    "in a variable of two requests": (
        'def f():\n    h = {"X-Title": "t"}\n    requests.post(U, headers=h)\n    requests.get(EX, headers=h)\n',
        'def f():\n    h = {"X-Title": "t"}\n    requests.post(U, headers=h)\n    requests.get(EX, headers=h)\n',
    ),
}


@pytest.mark.parametrize(("before", "after"), PUT_TOGETHER.values(), ids=PUT_TOGETHER)
def test_a_header_is_added_where_the_headers_are_put_together(before: str, after: str) -> None:
    head = 'import os\nimport requests\nU = "https://openrouter.ai/api/v1/chat/completions"\n'
    after = after.replace("KEY_SOURCE", "os.environ['OPENROUTER_API_KEY']")
    assert fixed(head + before, configuration=Configuration()) == head + after


def test_two_requests_under_one_name_are_two() -> None:
    program = (
        "import os\nimport urllib.request\nB = f\"Bearer {os.environ['OPENROUTER_API_KEY']}\"\n"
        'r = urllib.request.Request("https://openrouter.ai/api/v1/key")\nr.add_header("authorization", B)\n'
        "urllib.request.urlopen(r)\n"
        'r = urllib.request.Request("https://openrouter.ai/api/v1/credits")\nr.add_header("Authorization", B)\n'
        "urllib.request.urlopen(r)\n"
    )
    assert fixed(program) == program.replace("authorization", "Authorization")


def test_a_siblings_headers_are_passed_where_they_are_bound() -> None:
    sibling = 'OK = {"Authorization": f"Bearer {KEY}"}\nrequests.post(U, headers=OK)\n'
    head = HEAD.partition("B = ")[0]
    call = "requests.post(\n    U,\n    json={},\n)\n"
    assert fixed(head + sibling + call).endswith("    json={},\n    headers=OK,\n)\n")
    assert "headers={" in fixed(head + call + sibling).partition("OK =")[0]


def test_a_fix_that_is_refused_does_not_stop_another_that_looks_the_same() -> None:
    refused = "h = {}\nprint(h)\nrequests.post(\n    U,\n    headers=h,\n)\n"
    wrong = 'requests.post(\n    "https://openrouter.ai/v1/chat/completions",\n    json={},\n)\n'
    result = fix_source((HEAD + refused + wrong).encode(), "app.py", unsafe=True, configuration=NOWHERE)
    assert [finding.code for finding in result.fixed] == ["OPR601", "OPR501"]
    assert [(finding.code, finding.line) for finding, _ in result.dropped] == [("OPR501", 10)]


def test_fixes_that_undo_each_other_are_not_made() -> None:
    program = 'C = {"k": KEY}\nrequests.get(U, headers={"Authorization": C["k"]})\n'
    rounds = iter([f"{program}a = 1\n", program, f"{program}a = 1\n", program] * 3)

    class Undoing(_Fixing):
        def _round(self, before: Analysed) -> tuple[Analysed, list[Finding]] | None:
            return analysed(next(rounds)), list(before.kept.findings)

    before = analysed(HEAD + program)
    fixing = Undoing(before.program.document, NOWHERE, (), True, "utf-8")
    assert fixing.rounds(before) == (before, [])


@pytest.mark.parametrize("program", REFUSED.values(), ids=REFUSED)
def test_unsafe_fixes_leave_alone(program: str) -> None:
    assert fixed(program) == program


def test_an_import_stands_before_its_use_and_behind_the_future() -> None:
    later = 'KEY = "sk-or-v1-abc123def456"\nimport os\n'
    assert fixed(later) == 'import os\n\nKEY = os.environ["OPENROUTER_API_KEY"]\nimport os\n'
    one_line = 'from __future__ import annotations; import sys\nKEY = "sk-or-v1-abc123def456"\n'
    after = fixed(one_line)
    compile(after, "app.py", "exec", dont_inherit=True)
    assert "import os\n" in after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            """f"Bearer {os.getenv('OPENROUTER_API_KEY', 'sk-or-v1-abc123def456')}\"""",
            """f"Bearer {os.environ['OPENROUTER_API_KEY']}\"""",
        ),
        (
            """f'Bearer {os.getenv("OPENROUTER_API_KEY", "sk-or-v1-abc123def456")}'""",
            """f'Bearer {os.environ["OPENROUTER_API_KEY"]}'""",
        ),
    ],
)
def test_an_expression_in_braces_keeps_to_the_other_quotes(before: str, after: str) -> None:
    head = 'import os\nimport requests\nU = "https://openrouter.ai/api/v1/key"\n'
    call = 'requests.get(U, headers={"Authorization": VALUE}).raise_for_status()\n'
    assert fixed(head + call.replace("VALUE", before)) == head + call.replace("VALUE", after)
