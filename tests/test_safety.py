"""When a fix is safe: who else sees what it changes, in the file and in the project, by whichever construct."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_openrouter.project.config import for_file
from flake8_openrouter.run.analysis import check_source

HEAD = """\
import json
import os
import httpx
import requests

URL = "https://openrouter.ai/api/v1/chat/completions"
K = os.environ["OPENROUTER_API_KEY"]
"""

#: A mapping ``h`` with a header in another casing that is sent, and what else is done with it.
SENT = 'h = {"authorization": "Bearer " + K}\nrequests.post(URL, headers=h)\n'

OTHER_READERS = {
    "read by its name": 'print(h["authorization"])',
    "got by its name": 'h.get("authorization")',
    "asked for its name": '"authorization" in h',
    "popped by its name": 'h.pop("authorization")',
    "deleted by its name": 'del h["authorization"]',
    "read by a name that is not known": "h[input()]",
    "matched": 'match h:\n    case {"authorization": value}:\n        print(value)',
    "gone through": "for name in h:\n    print(name)",
    "its items": "for name, value in h.items():\n    print(name)",
    "its keys": "print(sorted(h.keys()))",
    "sorted": "sorted(h)",
    "a list of it": "list(h)",
    "in a comprehension": "[name.title() for name in h]",
    "compared": 'h == {"authorization": "x"}',
    "compared from the right": '{"authorization": "x"} == h',
    "hashed": "hash(frozenset(h.items()))",
    "dumped": "json.dumps(h)",
    "printed": "print(h)",
    "put into a text": 'f"{h}"',
    "given to what is not known": "from mine import send\nsend(h)",
    "given to a function that reads it": 'def f(given):\n    return given["authorization"]\nf(h)',
    "given by keyword": 'def f(*, given):\n    return given["authorization"]\nf(given=h)',
    "given to a class": 'class C:\n    def __init__(self, given):\n        self.a = given["authorization"]\nC(h)',
    "kept in an object": "config = object()\nconfig.headers = h",
    "kept in a list": "every = [h]",
    "kept in a mapping": 'every = {"a": h}\nprint(every)',
    "by another name": 'other = h\nother["authorization"]',
    "of a copy": 'other = h.copy()\nother["authorization"]',
    "of a copy by dict": 'other = dict(h)\nother["authorization"]',
    "of a spread": 'other = {**h}\nother["authorization"]',
    "of a union": 'other = h | {"a": "b"}\nother["authorization"]',
    "spread over another": 'other = {"Authorization": "x", **h}\nrequests.get(other["a"])',
    "covered by what is not known": "def f(**extra):\n    requests.post(URL, headers={**h, **extra})",
    "covered by another entry": 'requests.post(URL, headers={**h, "authorization": "Bearer x"})',
    "laid over by update": "def f(extra):\n    h.update(extra)",
    "returned": "def f():\n    return h\nf()['authorization']",
    "read by a name of its own": 'NAME = "authorization"\nh[NAME]',
    "spread into a call": "def f(**given):\n    print(given)\nf(**h)",
    "covered in a copy": 'mine = dict(h)\nmine["Authorization"] = "Bearer x"\nprint(len(mine))',
    "covered later": 'mine = h.copy()\nmine.update({"Authorization": "Bearer x"})\nprint(len(mine))',
    "of a prepared request": "sent = requests.Request('POST', URL, headers=h).prepare()\n"
    "sent.headers['authorization'].encode()",
    "of a request that a session prepares": "sent = s.prepare_request(requests.Request('POST', URL, headers=h))\n"
    "print(sent.headers)",
    "by a global function": 'def f():\n    return h["authorization"]',
}

LEFT_ALONE = {
    "sent twice": "requests.get(URL, headers=h)",
    "another entry read": 'h["Content-Type"] = "application/json"\nprint(h["Content-Type"])',
    "another entry asked for": '"X-Title" in h',
    "its length": "len(h)",
    "whether there are any": "if h:\n    pass",
    "whether it is there": "assert h is not None",
    "sent by a copy": "requests.post(URL, headers=h.copy())",
    "sent by a copy of dict": "requests.post(URL, headers=dict(h))",
    "sent by a spread": 'requests.post(URL, headers={**h, "X-Title": "a"})',
    "sent by a union": 'requests.post(URL, headers=h | {"X-Title": "a"})',
    "sent by a function": "def f(given):\n    requests.post(URL, headers=given)\nf(h)",
    "sent by a session": "s = requests.Session()\ns.headers.update(h)\ns.post(URL)",
    "sent by a client": "with httpx.Client(headers=h) as c:\n    c.post(URL)",
    "sent by arguments": 'options = {"headers": h, "timeout": 3}\nrequests.post(URL, **options)',
    "another variable of its name": 'def f(h):\n    return h["authorization"]',
    "another mapping's entry": 'def f(event):\n    return event["headers"].get("authorization")',
    "filtered": "requests.post(URL, headers={k: v for k, v in h.items() if v})",
}


def safety(text: str, path: str = "app.py", code: str = "OPR201") -> list[str]:
    found = [finding for finding in check_source(text, path, for_file(path)) if finding.code == code]
    return [finding.fix.safety.value if finding.fix else "none" for finding in found]


@pytest.mark.parametrize("program", OTHER_READERS.values(), ids=OTHER_READERS)
def test_a_mapping_that_something_else_reads(program: str, tmp_path: Path) -> None:
    assert set(safety(HEAD + SENT + program + "\n", str(tmp_path / "app.py"))) == {"unsafe"}


@pytest.mark.parametrize("program", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_a_mapping_that_only_requests_read(program: str, tmp_path: Path) -> None:
    assert safety(HEAD + SENT + program + "\n", str(tmp_path / "app.py"))[0] == "safe"


#: Where the mapping is kept, with a request that sends it, and a reader of it.
KEPT = {
    "in a function": ("def f():\n    h = HEADERS\n    requests.post(URL, headers=h)\n", '    h["authorization"]\n'),
    "in a class": (
        "class C:\n    headers = HEADERS\n    def f(self):\n        requests.post(URL, headers=self.headers)\n",
        '    def g(self):\n        return self.headers["authorization"]\n',
    ),
    "in an object": (
        "class C:\n    def __init__(self):\n        self.headers = HEADERS\n"
        "    def f(self):\n        requests.post(URL, headers=self.headers)\n",
        'def g(c: C):\n    return c.headers["authorization"]\n',
    ),
    "in a property": (
        "class C:\n    @property\n    def headers(self):\n        return HEADERS\n"
        "    def f(self):\n        requests.post(URL, headers=self.headers)\n",
        '    def g(self):\n        return self.headers["authorization"]\n',
    ),
    "returned by a function": (
        "def headers():\n    return HEADERS\nrequests.post(URL, headers=headers())\n",
        'headers()["authorization"]\n',
    ),
    "returned by a method": (
        "class C:\n    def headers(self):\n        return HEADERS\n"
        "    def f(self):\n        requests.post(URL, headers=self.headers())\n",
        '    def g(self):\n        return self.headers()["authorization"]\n',
    ),
    "returned, its function handed on": (
        "def headers():\n    return HEADERS\nrequests.post(URL, headers=headers())\n",
        "from mine import register\nregister(headers)\n",
    ),
    "set later": (
        "def f():\n    h = {}\n    h['authorization'] = f'Bearer {K}'\n    requests.post(URL, headers=h)\n",
        "    return h['authorization']\n",
    ),
}


@pytest.mark.parametrize(("program", "reader"), KEPT.values(), ids=KEPT)
def test_a_mapping_is_followed_where_it_is_kept(program: str, reader: str, tmp_path: Path) -> None:
    program = HEAD + program.replace("HEADERS", '{"authorization": f"Bearer {K}"}')
    assert safety(program, str(tmp_path / "app.py")) == ["safe"]
    assert safety(program + reader, str(tmp_path / "app.py")) == ["unsafe"]


NAMES = {
    "an inbound look-up": 'def f(event):\n    return event["headers"].get(AUTH)',
    "another request": 'requests.get("https://example.com/x", headers={AUTH: "Basic x"})',
    "a list of names": "HIDDEN = [AUTH]",
    "a comparison": "def f(name):\n    return name == AUTH",
    "a look-up in the module": 'import sys\ngetattr(sys.modules[__name__], "AUTH")',
    "the module's names": "import sys\nvars(sys.modules[__name__])",
}


@pytest.mark.parametrize("reader", NAMES.values(), ids=NAMES)
def test_a_constant_that_is_a_name_for_others_too(reader: str, tmp_path: Path) -> None:
    program = HEAD + 'AUTH = "authorization"\nrequests.post(URL, headers={AUTH: "Bearer " + K})\n'
    assert safety(program, str(tmp_path / "app.py")) == ["safe"]
    assert safety(program + reader + "\n", str(tmp_path / "app.py")) in (["unsafe"], ["none"])


#: A file with something to be fixed, and how another one may read it.
FILES = {
    "a constant's mapping": (
        'HEADERS = {"authorization": "Bearer " + K}\nrequests.post(URL, headers=HEADERS)\n',
        'from app import HEADERS\nprint(HEADERS["authorization"])\n',
    ),
    "a constant's mapping by its module": (
        'HEADERS = {"authorization": "Bearer " + K}\nrequests.post(URL, headers=HEADERS)\n',
        'import app\nprint(app.HEADERS["authorization"])\n',
    ),
    "a name": (
        'AUTH = "authorization"\nrequests.post(URL, headers={AUTH: "Bearer " + K})\n',
        "from app import (\n    AUTH,\n)\n",
    ),
    "by getattr": (
        'AUTH = "authorization"\nrequests.post(URL, headers={AUTH: "Bearer " + K})\n',
        'import app\ngetattr(app, "AUTH")\n',
    ),
    "all names": (
        'AUTH = "authorization"\nrequests.post(URL, headers={AUTH: "Bearer " + K})\n',
        "from app import *\nprint(AUTH)\n",
    ),
    "imported by a text": (
        'AUTH = "authorization"\nrequests.post(URL, headers={AUTH: "Bearer " + K})\n',
        'import importlib\nimportlib.import_module("app").AUTH\n',
    ),
    "a class attribute": (
        "class C:\n    headers = {'authorization': f'Bearer {K}'}\n"
        "    def f(self):\n        requests.post(URL, headers=self.headers)\n",
        "from app import C\nclass D(C):\n    def g(self):\n        return self.headers['authorization']\n",
    ),
    "a returned dict": (
        "def make():\n    return {'authorization': f'Bearer {K}'}\nrequests.post(URL, headers=make())\n",
        "from app import make\nmake()['authorization']\n",
    ),
    "a method's dict": (
        "class C:\n    def make(self):\n        return {'authorization': f'Bearer {K}'}\n"
        "    def f(self):\n        requests.post(URL, headers=self.make())\n",
        "from app import C\nC().make()['authorization']\n",
    ),
}


@pytest.mark.parametrize(("program", "other"), FILES.values(), ids=FILES)
def test_other_files_of_the_project(program: str, other: str, tmp_path: Path) -> None:
    for name, text, wanted in (("apart", "import json\n", "safe"), ("together", other, "unsafe")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "other.py").write_text(text)
        (folder / "app.py").write_text(HEAD + program)
        assert safety(HEAD + program, str(folder / "app.py")) == [wanted]


@pytest.mark.parametrize(("program", "other"), FILES.values(), ids=FILES)
def test_what_a_package_shows(program: str, other: str, tmp_path: Path) -> None:
    (tmp_path / "__init__.py").touch()
    assert safety(HEAD + program, str(tmp_path / "app.py")) == ["unsafe"]


def test_what_a_package_keeps_to_itself(tmp_path: Path) -> None:
    (tmp_path / "__init__.py").touch()
    program = HEAD + '_H = {"authorization": "Bearer " + K}\ndef f():\n    requests.post(URL, headers=_H)\n'
    assert safety(program, str(tmp_path / "app.py")) == ["safe"]
    assert safety(program + '__all__ = ["f", "_H"]\n', str(tmp_path / "app.py")) == ["unsafe"]


#: Callers that disagree about a value: the right one must not be changed with the wrong one.
DISAGREEING = {
    "a scheme": ("OPR301", '"Authorization": k', "K", '"Bearer " + K'),
    "another header": ("OPR203", '"api-key": k', "K", '"Bearer " + K'),
    "an interpolated key": ("OPR302", '"Authorization": f"Bearer{k}"', "K", '" " + K'),
}


@pytest.mark.parametrize(("code", "entry", "wrong", "right"), DISAGREEING.values(), ids=DISAGREEING)
@pytest.mark.parametrize("backwards", [False, True])
def test_callers_that_disagree(code: str, entry: str, wrong: str, right: str, backwards: bool, tmp_path: Path) -> None:
    function = f"def ask(k):\n    requests.post(URL, headers={{{entry}}})\n"
    path = str(tmp_path / "app.py")
    assert safety(f"{HEAD}{function}ask({wrong})\nask({wrong})\n", path, code) == ["safe"]
    values = [right, wrong] if backwards else [wrong, right]
    calls = "".join(f"ask({value})\n" for value in values)
    assert safety(HEAD + function + calls, path, code) == ["none"]
    apart = "".join(f"def call{number}():\n    ask({value})\n" for number, value in enumerate(values))
    assert safety(HEAD + apart + function, path, code) == ["none"]


#: Values that others than the code at hand may give: a file, and another one.
GIVEN = {
    "an argument": ("def ask(k):\n    SEND\nask(K)\n", "from app import ask\nask('Bearer x')\n"),
    "an argument by the module": ("def ask(k):\n    SEND\nask(K)\n", "import app\napp.ask('Bearer x')\n"),
    "an argument, kept first": ("def ask(key):\n    k = key.strip()\n    SEND\nask(K)\n", "from app import ask\n"),
    "a constant": ("k = K\ndef ask():\n    SEND\n", "import app\napp.k = 'Bearer x'\n"),
    "a constant that is patched": ("k = K\ndef ask():\n    SEND\n", "import app\nsetattr(app, 'k', 'Bearer x')\n"),
    "an object's argument": (
        "class C:\n    def __init__(self, k):\n        self.sent = SEND\nC(K)\n",
        "from app import C\nC('Bearer x')\n",
    ),
}


@pytest.mark.parametrize(("program", "other"), GIVEN.values(), ids=GIVEN)
@pytest.mark.parametrize(("code", "entry"), [("OPR301", '"Authorization": k'), ("OPR203", '"api-key": k')])
def test_a_value_that_another_file_may_give(code: str, entry: str, program: str, other: str, tmp_path: Path) -> None:
    text = HEAD + program.replace("SEND", f"requests.post(URL, headers={{{entry}}})")
    for name, beside, wanted in (("apart", "import json\n", "safe"), ("together", other, "unsafe")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "other.py").write_text(beside)
        (folder / "app.py").write_text(text)
        assert safety(text, str(folder / "app.py"), code) == [wanted]


@pytest.mark.parametrize(
    "call", ['getattr(sys.modules[__name__], "ask")', 'globals()["ask"]', 'methodcaller("ask", "Bearer x")']
)
def test_a_value_that_a_call_by_name_may_give(call: str, tmp_path: Path) -> None:
    text = HEAD + 'def ask(k):\n    requests.post(URL, headers={"Authorization": k})\nask(K)\n'
    assert safety(text, str(tmp_path / "app.py"), "OPR301") == ["safe"]
    assert safety(f"{text}{call}\n", str(tmp_path / "app.py"), "OPR301") == ["unsafe"]


@pytest.mark.parametrize("other", ["https://example.com/v1", "https://api.other.example/v1/models"])
@pytest.mark.parametrize("backwards", [False, True])
def test_a_value_that_another_host_is_sent_as_well(other: str, backwards: bool, tmp_path: Path) -> None:
    head = HEAD + 'h = {"Authorization": "Bearer {K}"}\n'
    sent = [f"requests.post({url}, headers=h)\n" for url in ("URL", f'"{other}"')]
    assert safety(head + sent[0], str(tmp_path / "app.py"), "OPR303") == ["safe"]
    assert safety(head + "".join(sent[::-1] if backwards else sent), str(tmp_path / "app.py"), "OPR303") == ["none"]


#: Keys that have several values after one scheme, of which some can't be told, or none.
SEVERAL = {
    "no value that is known": "k = input()\n",
    "a global": "k = ''\ndef load():\n    global k\n    k = open('key.txt').read()\n",
    "a branch": "if URL:\n    k = K\nelse:\n    k = input()\n",
    "a default": "k = os.environ.get('OPENROUTER_API_KEY') or input()\n",
    "a try": "try:\n    k = K\nexcept KeyError:\n    k = open('key.txt').read()\n",
}


@pytest.mark.parametrize("above", SEVERAL.values(), ids=SEVERAL)
def test_a_scheme_in_front_of_several_values(above: str, tmp_path: Path) -> None:
    text = f'{HEAD}{above}requests.post(URL, headers={{"Authorization": f"bearer {{k}}"}})\nk = K\n'
    assert set(safety(text, str(tmp_path / "app.py"), "OPR304")) == {"safe"}
