"""What the Python front end resolves: the forms in which people write a URL, headers and a key."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from cases import DEFAULT, codes, codes_of

from flake8_openrouter.disk import files
from flake8_openrouter.languages.python.sites import http_calls
from flake8_openrouter.languages.python.syntax.scopes import CallSite
from flake8_openrouter.model import Safety
from flake8_openrouter.project.config import Configuration, for_file
from flake8_openrouter.run.analysis import check_source
from flake8_openrouter.run.pool import check_paths

IMPORTS = """\
import os
import posixpath
import aiohttp
import httpx
import requests
import requests as rq
import streamlit as st
import urllib.request
import urllib3
import http.client
from dataclasses import dataclass, field
from os import environ, getenv
from urllib.parse import urljoin
from decouple import config as decoupled
from dotenv import dotenv_values
from environs import Env
from httpx import AsyncClient as C
from pydantic_settings import BaseSettings
BASE = "https://openrouter.ai/api/v1"
"""


#: Programs that call a protected operation with no credential: OPR501 says that method, URL and headers are known.
URLS = {
    "literal": 'requests.post("https://openrouter.ai/api/v1/chat/completions", json={})',
    "alias of a module": 'rq.post(BASE + "/chat/completions", json={})',
    "constant and f-string": 'requests.post(f"{BASE}/chat/completions", json={})',
    "percent": 'requests.post("%s/chat/completions" % BASE, json={})',
    "percent with names": 'requests.post("%(base)s/chat/completions" % {"base": BASE}, json={})',
    "format": 'requests.post("{}/chat/completions".format(BASE), json={})',
    "format with names": 'requests.post("{base}/{path}".format(base=BASE, path="chat/completions"), json={})',
    "join": 'requests.post("/".join([BASE, "chat", "completions"]), json={})',
    "str": "requests.post(str(BASE) + '/chat/completions', json={})",
    "rstrip": 'requests.post((BASE + "/").rstrip("/") + "/chat/completions", json={})',
    "strip": 'requests.post(" https://openrouter.ai/api/v1/chat/completions ".strip(), json={})',
    "urljoin": 'requests.post(urljoin("https://openrouter.ai/api/v1/", "chat/completions"), json={})',
    "os.path.join": 'requests.post(os.path.join(BASE, "chat/completions"), json={})',
    "posixpath.join": 'requests.post(posixpath.join(BASE, "chat/completions"), json={})',
    "or": 'requests.post((None or BASE) + "/chat/completions", json={})',
    "conditional": 'requests.post(BASE + ("/chat/completions" if STREAM else "/chat/completions"), json={})',
    "walrus": 'if (url := BASE + "/chat/completions"):\n    requests.post(url, json={})',
    "under if": 'if DEBUG:\n    U = BASE + "/key"\nelse:\n    U = BASE + "/credits"\nrequests.get(U)',
    "under try": 'try:\n    U = BASE + "/chat/completions"\nexcept ValueError:\n    raise\nrequests.post(U, json={})',
    "under with": 'with LOCK:\n    U = BASE + "/chat/completions"\nrequests.post(U, json={})',
    "default of a read": 'requests.post(os.getenv("OPENROUTER_URL", BASE) + "/chat/completions", json={})',
    "method by name": 'requests.request("POST", BASE + "/chat/completions", json={})',
    "loop over a list": 'for path in ["/key", "/credits"]:\n    requests.get(BASE + path)',
    "attribute": """
        class A:
            url = BASE
            def ask(self):
                requests.post(self.url + "/chat/completions", json={})
        """,
    "attribute of a base": """
        class B:
            url = BASE
        class A(B):
            def ask(self):
                requests.post(f"{self.url}/chat/completions", json={})
        """,
    "assigned in __init__": """
        class A:
            def __init__(self, base=BASE):
                self.base = base.rstrip("/")
            def ask(self):
                requests.post(f"{self.base}/chat/completions", json={})
        """,
    "property": """
        class A:
            @property
            def url(self):
                return BASE + "/chat/completions"
            def ask(self):
                requests.post(self.url, json={})
        """,
    "method": """
        class A:
            def url(self, path):
                return BASE + path
            def ask(self):
                requests.post(self.url("/chat/completions"), json={})
        """,
    "function": """
        def url(path):
            return f"{BASE}{path}"
        requests.post(url("/chat/completions"), json={})
        """,
    "dataclass": """
        @dataclass
        class Settings:
            url: str = BASE
        def ask(settings: Settings):
            requests.post(settings.url + "/chat/completions", json={})
        """,
    "pydantic settings": """
        class Settings(BaseSettings):
            openrouter_url: str = BASE
        settings = Settings()
        requests.post(settings.openrouter_url + "/chat/completions", json={})
        """,
    "parameter with a default": """
        def ask(url=BASE + "/chat/completions"):
            requests.post(url, json={})
        """,
    "parameter that callers fill": """
        def send(path, body):
            return requests.post(BASE + path, json=body)
        send("/chat/completions", {})
        """,
    "session": 's = requests.Session()\ns.headers.update({"X-Title": "a"})\ns.get(BASE + "/key")',
    "session in with": 'with requests.Session() as s:\n    s.post(BASE + "/chat/completions", json={})',
    "session of self": """
        class A:
            def __init__(self):
                self.session = requests.Session()
            def ask(self):
                self.session.post(BASE + "/chat/completions", json={})
        """,
    "client with a base": 'c = httpx.Client(base_url=BASE)\nc.post("/chat/completions", json={})',
    "imported client": """
        async def ask():
            async with C(base_url=BASE, headers={"X-Title": "a"}) as client:
                await client.post("/chat/completions", json={})
        """,
    "aiohttp": """
        async def ask():
            async with aiohttp.ClientSession() as session:
                async with session.post(BASE + "/chat/completions", json={}) as response:
                    return response
        """,
    "urllib": 'urllib.request.urlopen(urllib.request.Request(BASE + "/chat/completions", b"{}", method="POST"))',
    "urllib3": 'http_ = urllib3.PoolManager()\nhttp_.request("POST", BASE + "/chat/completions", body="{}")',
    "http.client": 'c = http.client.HTTPSConnection("openrouter.ai")\nc.request("GET", "/api/v1/key")',
}

#: Headers with a lowercase name: OPR201 says that they were seen to be sent.
LOWER = '"authorization": "Bearer " + os.environ["OPENROUTER_API_KEY"]'
HEADERS = {
    "literal": f"requests.post(BASE, headers={{{LOWER}}})",
    "dict()": 'requests.post(BASE, headers=dict(authorization="Bearer " + os.environ["OPENROUTER_API_KEY"]))',
    "merged by stars": f'C1 = {{{LOWER}}}\nrequests.post(BASE, headers={{**C1, "X-Title": "a"}})',
    "merged by |": f'C1 = {{{LOWER}}}\nrequests.post(BASE, headers=C1 | {{"X-Title": "a"}})',
    "copied": f"C1 = {{{LOWER}}}\nh = C1.copy()\nrequests.post(BASE, headers=h)",
    "item": 'h = {}\nh["authorization"] = "Bearer " + os.environ["OPENROUTER_API_KEY"]\nrequests.post(BASE, headers=h)',
    "update": f"h = {{}}\nh.update({{{LOWER}}})\nrequests.post(BASE, headers=h)",
    "setdefault": 'h = {}\nh.setdefault("authorization", f"Bearer {KEY}")\nrequests.post(BASE, headers=h)',
    "pairs": 'httpx.post(BASE, headers=[("authorization", "Bearer " + os.environ["OPENROUTER_API_KEY"])])',
    "httpx.Headers": f"httpx.post(BASE, headers=httpx.Headers({{{LOWER}}}))",
    "session": f"s = requests.Session()\ns.headers.update({{{LOWER}}})\ns.post(BASE, json={{}})",
    "session item": 's = requests.Session()\ns.headers["authorization"] = f"Bearer {KEY}"\ns.post(BASE, json={})',
    "client": f"httpx.Client(base_url=BASE, headers={{{LOWER}}})",
    "helper": f"def headers():\n    return {{{LOWER}}}\nrequests.post(BASE, headers=headers())",
    "build_request": f'c = httpx.Client()\nc.build_request("POST", BASE, headers={{{LOWER}}})',
    "requests.Request": f'requests.Request("POST", BASE, headers={{{LOWER}}})',
    "add_header": 'r = urllib.request.Request(BASE)\nr.add_header("authorization", f"Bearer {KEY}")',
    "putheader": 'c = http.client.HTTPSConnection("openrouter.ai")\nc.putheader("authorization", f"Bearer {KEY}")',
    "name of the header": 'NAME = "authorization"\nrequests.post(BASE, headers={NAME: f"Bearer {KEY}"})',
}

#: Reads of a variable: a bare one in the header is OPR301, and safe to mend, since it is seen to be the key.
READS = {
    "getenv": 'os.getenv("OPENROUTER_API_KEY")',
    "environ item": 'os.environ["OPENROUTER_API_KEY"]',
    "environ get": 'os.environ.get("OPENROUTER_API_KEY", "")',
    "from os import environ": 'environ["OPENROUTER_API_KEY"]',
    "from os import getenv": 'getenv("OPENROUTER_API_KEY")',
    "decouple": 'decoupled("OPENROUTER_API_KEY")',
    "environs": 'Env().str("OPENROUTER_API_KEY")',
    "environs called": 'Env()("OPENROUTER_API_KEY")',
    "streamlit": 'st.secrets["OPENROUTER_API_KEY"]',
    "dotenv_values": 'dotenv_values()["OPENROUTER_API_KEY"]',
    "dotenv_values get": 'dotenv_values(".env").get("OPENROUTER_API_KEY")',
    "settings": "settings.OPENROUTER_API_KEY",
    "another spelling": 'os.environ["OPEN_ROUTER_API_KEY"]',
}


@pytest.mark.parametrize("program", URLS.values(), ids=URLS)
def test_a_url_is_resolved(program: str) -> None:
    assert "OPR501" in codes(IMPORTS + dedent(program))


@pytest.mark.parametrize("program", HEADERS.values(), ids=HEADERS)
def test_headers_are_seen(program: str) -> None:
    assert "OPR201" in codes(IMPORTS + program)


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_a_read_of_the_environment_is_known(read: str) -> None:
    program = f'{IMPORTS}requests.get(BASE + "/key", headers={{"Authorization": {read}}})\n'
    (finding,) = check_source(program, "app.py", DEFAULT)
    assert finding.code == "OPR301"
    assert finding.fix is not None
    assert finding.fix.safety is Safety.SAFE


def test_a_key_known_by_its_name_alone_is_unsafe_to_mend() -> None:
    program = f'{IMPORTS}def ask(api_key):\n    requests.get(BASE + "/key", headers={{"Authorization": api_key}})\n'
    (finding,) = check_source(program, "app.py", DEFAULT)
    assert finding.fix is not None
    assert finding.fix.safety is Safety.UNSAFE


@pytest.mark.parametrize(
    ("statement", "url"),
    [
        ("from settings import URL", "URL"),
        ("import settings", "settings.URL"),
        ("import settings as s", "s.URL"),
        ("from settings import *", "URL"),
        ("from package.constants import URL", "URL"),
        ("from package import constants", "constants.URL"),
        ("from package.constants import Settings", "Settings().url"),
    ],
)
def test_constants_of_other_files_are_read_and_never_run(statement: str, url: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "__init__.py").touch()
    text = 'URL = "https://openrouter.ai/api/v1/key"\nclass Settings:\n    url = URL\nraise SystemExit("run")\n'
    for path in (tmp_path / "settings.py", tmp_path / "package" / "constants.py"):
        path.write_text(text, encoding="utf-8")
    app = str(tmp_path / "app.py")
    program = f"# openrouter\nimport requests\n{statement}\nrequests.get({url})\n"
    assert codes(program, for_file(app), app) == ["OPR501"]


CONSTANT = 'URL = "https://openrouter.ai/api/v1/key"\n'
#: Imports of app.py in the folder package of a project, and what links there are in the project, with where they lead.
LEAVING: dict[str, tuple[str, dict[str, str]]] = {
    "relative import": ("from ...outside.constants import URL", {}),
    "relative import of a module": ("from ...outside import constants\nURL = constants.URL", {}),
    "relative import beside the root": ("from ...constants import URL", {}),
    "link to a file": ("from package.constants import URL", {"package/constants.py": "../../outside/constants.py"}),
    "link to a folder": ("from lib.constants import URL", {"lib": "../outside"}),
    "link to a package": ("from .lib import URL", {"package/lib": "../../outside"}),
    "link as src": ("from constants import URL", {"src": "../outside"}),
    "link by way of another": ("from first import URL", {"first.py": "second.py", "second.py": "../constants.py"}),
}


@pytest.mark.parametrize("name", LEAVING)
def test_constants_are_not_looked_up_outside_of_the_project(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    statement, links = LEAVING[name]
    for path in ("outside/constants.py", "outside/__init__.py", "constants.py"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(CONSTANT, encoding="utf-8")
    package = tmp_path / "project" / "package"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (tmp_path / "project" / "pyproject.toml").touch()
    for link, target in links.items():
        (tmp_path / "project" / link).symlink_to(target)
    read: list[str] = []
    real = files.read
    monkeypatch.setattr(files, "read", lambda path: read.append(os.path.realpath(path)) or real(path))
    app = str(package / "app.py")
    program = f"# openrouter\nimport requests\n{statement}\nrequests.get(URL)\n"
    assert check_source(program, app, for_file(app)) == []
    assert [path for path in read if not path.startswith(f"{tmp_path.resolve()}/project/")] == []


@pytest.mark.parametrize(
    "links",
    [{"package/constants.py": "../real.py"}, {"package/constants.py": "other.py", "package/other.py": "../real.py"}],
)
def test_constants_are_looked_up_by_links_within_the_project(links: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "project" / "package").mkdir(parents=True)
    (tmp_path / "link").symlink_to("project")
    for path, text in (("pyproject.toml", ""), ("real.py", CONSTANT), ("package/__init__.py", "")):
        (tmp_path / "project" / path).write_text(text, encoding="utf-8")
    for link, target in links.items():
        (tmp_path / "project" / link).symlink_to(target)
    program = "# openrouter\nimport requests\nfrom .constants import URL\nrequests.get(URL)\n"
    for root in ("project", "link"):
        app = str(tmp_path / root / "package" / "app.py")
        assert codes(program, for_file(app), app) == ["OPR501"]


def test_a_file_outside_of_the_root_has_the_constants_beside_it_alone(tmp_path: Path) -> None:
    for path in ("beside.py", "../above.py"):
        (tmp_path / "elsewhere" / "inner").mkdir(parents=True, exist_ok=True)
        (tmp_path / "elsewhere" / "inner" / path).write_text(CONSTANT, encoding="utf-8")
    app, configuration = str(tmp_path / "elsewhere" / "inner" / "app.py"), Configuration(root=tmp_path / "project")
    for statement, found in (("from .beside", ["OPR501"]), ("from beside", ["OPR501"]), ("from ..above", [])):
        program = f"# openrouter\nimport requests\n{statement} import URL\nrequests.get(URL)\n"
        assert codes(program, configuration, app) == found


def test_a_relative_import_and_a_place_in_another_file(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "__init__.py").touch()
    (tmp_path / "package" / "keys.py").write_text('\nKEY = "your-key-here"\n', encoding="utf-8")
    app = str(tmp_path / "package" / "app.py")
    call = 'OpenAI(base_url="https://openrouter.ai/api/v1", api_key=KEY)'
    program = f"from openai import OpenAI\nfrom .keys import KEY\n{call}\n"
    (finding,) = check_source(program, app, for_file(app))
    assert (finding.code, finding.line, finding.fix) == ("OPR104", 3, None)
    assert finding.headline.endswith("(defined at package/keys.py:2)")


def test_of_several_star_imports_the_last_one_that_brings_a_name_is_its(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "first.py").write_text('URL = "https://example.com/v1"\n', encoding="utf-8")
    (tmp_path / "last.py").write_text(
        'import requests\nURL = "https://openrouter.ai/api/v1/credits"\n', encoding="utf-8"
    )
    app = str(tmp_path / "app.py")
    for text, found in (
        ("from first import *\nfrom last import *\nrequests.get(URL)\n", ["OPR501"]),
        ("from last import *\nfrom first import *\nrequests.get(URL)\n", []),
        ("from last import *\nfrom first import *\nfrom last import *\nrequests.get(URL)\n", ["OPR501"]),
    ):
        assert codes(f"# openrouter\n{text}", Configuration(root=tmp_path), app) == found


#: A constant of the one file is used in the other, and nothing says where their project begins.
UNMARKED = {
    "settings.py": 'KEY = "your-key-here"\n',
    "inner/app.py": "from openai import OpenAI\nfrom settings import KEY\n"
    'OpenAI(base_url="https://openrouter.ai/api/v1", api_key=KEY)\n',
}


def test_the_folder_that_is_checked_is_the_root_where_nothing_marks_one(tmp_path: Path) -> None:
    for path, text in UNMARKED.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert codes_of(check_paths(tmp_path)) == ["OPR104"]
    assert codes_of(check_paths(tmp_path / "inner")) == []
    run = [sys.executable, "-m", "flake8", "--isolated", "--select=OPR", "--format=%(code)s", str(tmp_path)]
    assert subprocess.run(run, capture_output=True, check=False, cwd=tmp_path).stdout.split() == [b"OPR104"]


def test_a_file_of_no_project_has_the_constants_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path, text in UNMARKED.items():
        (tmp_path / Path(path).name).write_text(text, encoding="utf-8")
    app = str(tmp_path / "app.py")
    assert codes(UNMARKED["inner/app.py"], DEFAULT, app) == ["OPR104"]
    assert codes_of(check_paths(app)) == ["OPR104"]
    monkeypatch.chdir(tmp_path)
    assert codes(UNMARKED["inner/app.py"], DEFAULT, "<string>") == []


TALKER = """\
import requests
from types import MethodType

class Talker:
    url = "https://openrouter.ai/api/v1/key"

class Other:
    url = "https://example.com/api/v1/key"

def patched(talker):
    def ask(self, body):
        return requests.get(self.url)
"""


@pytest.mark.parametrize(
    ("bound", "found"),
    [
        ("talker = Talker()\n    talker.ask = ask.__get__(talker)", ["OPR501"]),
        ("talker = Talker()\n    talker.ask = ask.__get__(talker, Talker)", ["OPR501"]),
        ("talker = Talker()\n    talker.ask = MethodType(ask, talker)", ["OPR501"]),
        ("Talker.ask = ask", ["OPR501"]),
        ("talker.ask = ask.__get__(talker)", []),
        ("talker.ask = ask", []),
        ("Talker.ask = ask\n    Other.ask = ask", []),
        ("Talker.ask = ask\n    Other.ask = ask.__get__(talker)", []),
        ("Talker.ask = patched", []),
    ],
)
def test_a_function_that_is_made_a_method_has_the_object(bound: str, found: list[str]) -> None:
    assert codes(f"{TALKER}    {bound}\n") == found


@pytest.mark.parametrize(
    ("model", "found"),
    [
        ('os.getenv("MODEL_NAME", "openrouter/google/gemini-2.5-flash")', ["OPR104"]),
        ('os.getenv("MODEL_NAME") or "openrouter/google/gemini-2.5-flash"', ["OPR104"]),
        ('os.getenv("MODEL_NAME", "gpt-4o")', []),
        ('os.environ["MODEL_NAME"]', []),
        ('os.getenv("MODEL_NAME", "openrouter/auto" if FREE else "gpt-4o")', []),
    ],
)
def test_the_default_of_a_models_name_says_where_it_goes(model: str, found: list[str]) -> None:
    call = f'completion(model={model}, messages=[], api_key="your-key-here")'
    assert codes(f"import os\nfrom litellm import completion\n{call}\n") == found


@pytest.mark.parametrize(
    ("asked", "is_request"),
    [
        ('client.get("key")', True),
        ('client.get("/key")', True),
        ('client.get("credits")', True),
        ('client.get("key", params={})', True),
        ('client.get(url="key")', True),
        ("client.get(path)", True),
        ("client.get(name)", True),
        ('client.get(f"{name}")', True),
        ("other.get(path)", True),
        ('client.request("GET", name)', True),
        ("made().request(url)", True),
        ("made().get(url)", True),
        ("made().get(url, None)", True),
        ("plain.request(url)", False),
        ("made().get(name)", False),
        ("made().get(path, None)", False),
        ('client.get("name")', False),
        ('client.get("name", None)', False),
        ("client.get(kind)", False),
        ("client.get(kind, None)", False),
        ("client.get()", False),
        ('plain.get("key")', False),
        ("plain.get(name)", False),
        ("os.environ.get(path)", False),
        ("plain.request(kind)", False),
        ("plain.request()", False),
    ],
)
def test_what_looks_up_a_name_is_not_taken_for_a_request(
    asked: str, is_request: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound = 'path = name = "key"\nkind = "name"\nplain = {}\nurl = "https://openrouter.ai/api/v1/key"'
    made = 'client = httpx.Client(base_url="https://openrouter.ai/api/v1")\nother = client'
    looked_at: list[CallSite] = []
    of = http_calls.of
    monkeypatch.setattr(http_calls, "of", lambda *given: looked_at.append(given[1]) or of(*given))
    list(check_source(f"import os\nimport httpx\n{bound}\n{made}\n{asked}\n", "ask.py"))
    assert [ast.unparse(site.node) for site in looked_at] == [asked.replace('"', "'")] * is_request


@pytest.mark.parametrize(
    "asked", ['client.get("key")', "client.get(path)", "other.get(path)", 'other.request("GET", path)']
)
def test_a_request_is_one_whatever_its_client_is_called(asked: str) -> None:
    made = f'{asked.partition(".")[0]} = httpx.Client(base_url="https://openrouter.ai/api/v1")'
    assert codes(f'import httpx\npath = "key"\n{made}\n{asked}\n') == ["OPR501"]


@pytest.mark.parametrize(
    "program",
    [
        "class Bot:\n    def __init__(self):\n        self.openai = openai\n        self.openai.api_base = {url}\n",
        "def load():\n    return openai\nit = load()\nit.api_base = {url}\n",
        "def setup(module):\n    module.api_base = {url}\nsetup(openai)\n",
        "def setup(module=openai):\n    module.api_base = {url}\nsetup()\n",
    ],
)
def test_a_setting_of_a_module_is_one_by_whatever_name_the_module_goes(program: str) -> None:
    url = '"https://openrouter.ai/api/v1/chat/completions"'
    assert "OPR601" in codes(f"import openai\n{program.format(url=url)}openai.ChatCompletion.create(messages=[])\n")


@pytest.mark.parametrize(
    "asked", ["requests.get(CREDITS)", "requests.get(conf.CREDITS)", "S.get(CREDITS)", 'S.get(U + "/key")']
)
def test_what_other_files_have_is_asked_for(asked: str, tmp_path: Path) -> None:
    base = 'U = "https://openrouter.ai/api/v1"\nCREDITS = U + "/credits"\nS = requests.Session()\n'
    (tmp_path / "conf.py").write_text(f"import requests\n{base}")
    (tmp_path / "app.py").write_text("")
    text = f'import conf\nimport requests\nfrom conf import CREDITS, S, U\nB = "https://openrouter.ai"\n{asked}\n'
    assert codes(text, path=str(tmp_path / "app.py")) == ["OPR501"]


def test_a_module_that_is_written_later_is_found(tmp_path: Path) -> None:
    app = tmp_path / "app.py"
    text = 'import requests\nfrom urls import KEY_URL\nB = "https://openrouter.ai/api/v1"\nrequests.get(KEY_URL)\n'
    app.write_text(text)
    assert codes(text, path=str(app)) == []
    (tmp_path / "urls.py").write_text('KEY_URL = "https://openrouter.ai/api/v1/key"\n')
    os.utime(tmp_path, ns=(1, 1))  # a file system may count time in steps that are longer than this test
    assert codes(text, path=str(app)) == ["OPR501"]
