"""Which places fixes edit, and which they leave alone."""

from __future__ import annotations

import pytest
from cases import DEFAULT, analysed, codes_of, fixed, result

from flake8_openrouter.model import Finding
from flake8_openrouter.run.fixing import Analysed, _Fixing

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
    assert fixed(HEAD + program, DEFAULT, unsafe=False) == HEAD + program


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


@pytest.mark.parametrize("program", REFUSED.values(), ids=REFUSED)
def test_unsafe_fixes_leave_alone(program: str) -> None:
    assert fixed(program) == program


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
    assert fixed(HEAD + before, DEFAULT, unsafe=False) == HEAD + after


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
    assert fixed(HEAD + before, DEFAULT) == HEAD + after


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
    assert fixed(head + before, DEFAULT) == head + after


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
    fixes = result(HEAD + refused + wrong, DEFAULT)
    assert codes_of(fixes.fixed) == ["OPR601", "OPR501"]
    assert [(finding.code, finding.line) for finding, _ in fixes.dropped] == [("OPR501", 10)]


def test_fixes_that_undo_each_other_are_not_made() -> None:
    program = 'C = {"k": KEY}\nrequests.get(U, headers={"Authorization": C["k"]})\n'
    rounds = iter([f"{program}a = 1\n", program, f"{program}a = 1\n", program] * 3)

    class Undoing(_Fixing):
        def _round(self, before: Analysed) -> tuple[Analysed, list[Finding]] | None:
            return analysed(next(rounds)), list(before.kept.findings)

    before = analysed(HEAD + program)
    fixing = Undoing(before.program.document, DEFAULT, (), True, "utf-8")
    assert fixing.rounds(before) == (before, [])


def test_an_import_stands_before_its_use_and_after_the_future() -> None:
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
