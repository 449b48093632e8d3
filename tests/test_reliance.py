"""Programs that never say OpenRouter's name, and get the URL or the key from a file that does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from cases import codes_of
from command_line import command, concise, project, write
from counting import lines

from flake8_openrouter import languages
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.run import reliance
from flake8_openrouter.run.analysis import check_source

__all__ = ["project"]

SETTINGS = 'import os\nURL = "https://openrouter.ai/api/v1/key"\nKEY = os.environ["OPENROUTER_API_KEY"]\n'
AGENT = 'import requests\n{}\nrequests.get({}URL, headers={{"Authorization": {}KEY}})\n'

IMPORTS = {
    "names": (AGENT.format("from settings import KEY, URL", "", ""), "settings.py"),
    "names in brackets": (
        AGENT.format("from settings import (\n    KEY,  # the key\n    URL,\n)", "", ""),
        "settings.py",
    ),
    "a module": (AGENT.format("import settings", "settings.", "settings."), "settings.py"),
    "a module by another name": (AGENT.format("import os, settings as s", "s.", "s."), "settings.py"),
    "a module of a package": (AGENT.format("from pkg import settings", "settings.", "settings."), "pkg/settings.py"),
    "a dotted module": (AGENT.format("from pkg.settings import *", "", ""), "pkg/settings.py"),
    "a module beside it": (AGENT.format("from .settings import KEY, URL", "", ""), "settings.py"),
    "the module beside it": (AGENT.format("from . import settings", "settings.", "settings."), "settings.py"),
}


@pytest.mark.parametrize(("agent", "place"), IMPORTS.values(), ids=IMPORTS)
def test_a_program_that_imports_what_names_openrouter_is_looked_at(agent: str, place: str, tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "", "agent.py": agent, place: SETTINGS})
    found = check_source(agent, tmp_path / "agent.py", Configuration(root=tmp_path))
    assert codes_of(found) == ["OPR301"]
    assert found[0].fix is not None


@pytest.mark.parametrize("files", [{"settings.py": "URL = KEY = ''\n"}, {"pkg/settings.py": SETTINGS}, {}])
def test_other_programs_are_not(files: dict[str, str], tmp_path: Path) -> None:
    agent = IMPORTS["names"][0]
    write(tmp_path, {"agent.py": agent, **files})
    root = Configuration(root=tmp_path)
    assert not relies(agent.encode(), tmp_path)
    assert check_source(agent, tmp_path / "agent.py", root) == []


DEFINED = {
    "a constant": 'URL = "https://openrouter.ai/api/v1"',
    "one with a type": 'URL: Final[str] = "https://openrouter.ai/api/v1"',
    "of another one": 'HOST = "https://openrouter.ai"\nURL = HOST + "/api/v1"',
    "of one that follows": 'def URL():\n    return HOST\nHOST = "https://openrouter.ai"',
    "a class": '@dataclass\nclass URL:\n    host: str = "https://openrouter.ai"',
    "a function": 'async  def URL(path):\n    return (\n"https://openrouter.ai"\n)',
    "one of two": 'HOST, URL = "x", "https://openrouter.ai"',
    "in a block": 'if sys.platform:\n    HOST = URL = "https://openrouter.ai"\nelse:\n    x = 1',
    "in the other arm": 'try:\n    x = 1\nexcept E:\n    URL = "https://openrouter.ai"',
    "by an import": "from .openrouter import (\n    HOST,\n    URL,\n)",
    "by its name": "from .addresses import OPENROUTER_URL as URL",
    "filled later": 'URL = {}\nURL["host"] = "https://openrouter.ai"',
    "updated": 'URL = {}\nURL.update(host="https://openrouter.ai")',
}


def relies(data: bytes, folder: Path) -> bool:
    return reliance.relies(str(folder / "agent.py"), data, languages.LANGUAGES[0], folder, (b"openrouter",))


@pytest.mark.parametrize("definition", DEFINED.values(), ids=DEFINED)
def test_names_count_that_have_to_do_with_openrouter(definition: str, tmp_path: Path) -> None:
    settings = f'"""Settings for openrouter."""\nimport os\n{definition}\n# openrouter\nTIMEOUT = 5\n'
    write(tmp_path, {"settings.py": settings})
    assert relies(b"import requests\nfrom settings import TIMEOUT, URL\n", tmp_path)
    assert relies(b"import requests, settings\n", tmp_path)
    assert not relies(b"import requests\nfrom settings import TIMEOUT, os, sys\n", tmp_path)


def test_a_file_that_only_speaks_of_openrouter_gives_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"settings.py": '"""For openrouter."""\n\n# And openrouter\nTIMEOUT = 5\n'})
    assert not relies(b"import requests\nfrom settings import *\n", tmp_path)


def test_what_sends_no_request_is_not_looked_at(tmp_path: Path) -> None:
    write(tmp_path, {"settings.py": SETTINGS})
    for text, found in (("import requests\n", True), ("import os\n", False)):
        assert relies(f"{text}from settings import KEY\n".encode(), tmp_path) is found


def test_what_can_send_a_request_is_all_that_the_tables_have() -> None:
    assert [name for name in languages.clients() if not reliance.can_send(name.encode())] == []


@pytest.mark.parametrize("arguments", [(".",), ("agent.py",), ("agent.py", "settings.py")])
def test_the_command_and_flake8_look_at_it(arguments: tuple[str, ...], project: Path) -> None:
    write(project, {"pyproject.toml": "", "agent.py": IMPORTS["names"][0], "settings.py": SETTINGS})
    for _ in range(2):  # the second time by the cache
        assert b"agent.py:3:" in command(project, *concise(*arguments)).stdout
    run = [sys.executable, "-m", "flake8", "--isolated", "--select=OPR", *arguments]
    assert b"agent.py:3:" in subprocess.run(run, capture_output=True, check=False, cwd=project).stdout


def test_a_clean_one_is_remembered_until_what_it_imports_changes(project: Path) -> None:
    agent = IMPORTS["names"][0].replace(": KEY", ': f"Bearer {KEY}"')
    write(project, {"pyproject.toml": "", "agent.py": agent, "settings.py": SETTINGS})
    assert [command(project, *concise(".")).returncode for _ in range(2)] == [0, 0]
    write(project, {"settings.py": SETTINGS.replace("openrouter.ai/api", "openrouter.ai")})
    assert b"agent.py:3:" in command(project, *concise(".")).stdout


def test_one_that_cannot_be_parsed_is_silent(project: Path) -> None:
    write(project, {"pyproject.toml": "", "agent.py": IMPORTS["names"][0] + "def f(\n", "settings.py": SETTINGS})
    assert command(project, *concise(".")).returncode == 0


def test_what_a_whole_library_holds_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, {"settings.py": SETTINGS + "# more\n" * 5000})
    assert not relies(IMPORTS["names"][0].encode(), tmp_path)


def test_twice_as_many_names_cost_twice_as_much(tmp_path: Path) -> None:
    def steps(count: int) -> int:
        chain = "".join(f"a{number} = a{number + 1}\n" for number in range(count))
        write(tmp_path, {"settings.py": f'{chain}a{count} = "openrouter"\n'})
        return lines(lambda: relies(b"import requests\nfrom settings import a0\n", tmp_path))

    assert steps(1000) < 2.25 * steps(500) + 100


def test_what_sends_a_request_by_a_client_of_another_file(project: Path) -> None:
    client = 'import httpx\nclient = httpx.Client(base_url="https://openrouter.ai/api/v1")\n'
    agent = 'from web import client\nclient.post("/chat/completions", json={})\n'
    write(project, {"pyproject.toml": "", "web.py": client, "agent.py": agent})
    assert b"agent.py:2:1: OPR501" in command(project, *concise(".")).stdout


POST = """\
import requests

def post(url, headers, body):
    return requests.post(url, headers=headers, json=body)

def ready():
    return True

class Client:
    def __init__(self, base):
        self.base = base

    def ask(self, key):
        return requests.get(f"{self.base}/key", headers={"Authorization": key}).ok
"""
URL = "https://openrouter.ai/api/v1/chat/completions"
WITHOUT_KEY = f'("{URL}", {{}}, {{}})\n'

CALLING = {
    "a function": ({"main.py": f"from web.post import post\npost{WITHOUT_KEY}"}, "OPR501"),
    "of a module": ({"main.py": f"from web import post as p\np.post{WITHOUT_KEY}"}, "OPR501"),
    "that a package brings": (
        {
            "web/__init__.py": "from .post import post\n",
            "main.py": f"import web\nfrom web import post\npost{WITHOUT_KEY}",
        },
        "OPR501",
    ),
    "a class": (
        {
            "main.py": "import os\nfrom web.post import Client\n"
            'Client("https://openrouter.ai/api/v1").ask(os.environ["OPENROUTER_API_KEY"])\n'
        },
        "OPR301",
    ),
}
NOT_CALLING = {
    "with nothing": {"main.py": "from web.post import ready\nready()  # openrouter\n"},
    "that is not imported": {"main.py": f"import requests\nrequests.post{WITHOUT_KEY}"},
    "by a file without a word": {"main.py": 'from web.post import post\npost("https://example.com", {}, {})\n'},
}


@pytest.mark.parametrize(("files", "code"), CALLING.values(), ids=CALLING)
def test_a_program_that_is_called_with_what_names_openrouter_is_looked_at(
    files: dict[str, str], code: str, project: Path
) -> None:
    write(project, {"pyproject.toml": "", "web/post.py": POST, **files})
    for _ in range(2):  # the second time by the cache
        found = command(project, *concise(".")).stdout
        assert [line.split()[1] for line in found.decode().splitlines() if line.startswith("web/post.py:")] == [code]


@pytest.mark.parametrize("files", NOT_CALLING.values(), ids=NOT_CALLING)
def test_one_that_is_not_called_so_is_not(files: dict[str, str], project: Path) -> None:
    write(project, {"pyproject.toml": "", "web/post.py": POST, "key.py": "# openrouter\n", **files})
    holding = [str(project / name) for name in ("key.py", *files) if "openrouter" in (project / name).read_text()]
    assert not languages.LANGUAGES[0].callers(holding, project)(str(project / "web/post.py"), POST.encode())


def test_who_calls_is_not_asked_of_what_sends_no_request(tmp_path: Path) -> None:
    def are_callers(path: str, data: bytes) -> bool:
        raise AssertionError(path)

    for data in (b"import os\n", b"import os\ndef f(x): pass\n"):
        assert not reliance.relies("a.py", data, languages.LANGUAGES[0], tmp_path, (b"openrouter",), are_callers)
