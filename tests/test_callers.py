"""What other files of a project give a function or an object: it counts where all that call are seen, and agree."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from cases import DEFAULT
from command_line import command, concise, project, write

from flake8_openrouter.disk.files import State
from flake8_openrouter.languages import Shared
from flake8_openrouter.languages.python.syntax import importers
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.run import pool, processes
from flake8_openrouter.run.analysis import check_source
from flake8_openrouter.run.inspection import inspect
from flake8_openrouter.run.tasks import Task

__all__ = ["project"]

pytestmark = pytest.mark.alike

WRAPPER = """\
    # openrouter
    import openai

    def complete(base_url, api_key, text="Hi"):
        client = openai.OpenAI(base_url=base_url, api_key=api_key)
        return client.chat.completions.create(model="auto", messages=[{"role": "user", "content": text}])
    """
CALL = 'complete("https://openrouter.ai/api/v1", "your-key-here")\n'
MAIN = f"from wrapper import complete\n{CALL}"

CLIENT = """\
    # openrouter
    import requests

    class Client:
        def __init__(self, key, base="https://openrouter.ai/api/v1"):
            self.key = key
            self.base = base

        def ask(self, body):
            url = self.base + "/chat/completions"
            return requests.post(url, headers={"Authorization": self.key}, json=body)
    """
BUILT = 'import os\nfrom wrapper import Client\nClient(os.environ["OPENROUTER_API_KEY"]).ask({})\n'

SETTINGS = """\
    import os
    from dataclasses import dataclass

    @dataclass
    class Settings:
        key: str
        base: str

        @classmethod
        def read(cls):
            return cls(key=os.environ["OPENROUTER_API_KEY"], base="https://openrouter.ai/api/v1")
    """
SERVICE = """\
    # openrouter
    import requests
    from settings import Settings

    class Service:
        def __init__(self, settings: Settings):
            self.settings = settings

        def ask(self, body):
            url = self.settings.base + "/chat/completions"
            return requests.post(url, headers={"Authorization": self.settings.key}, json=body)
    """


def found(files: dict[str, str], folder: Path, name: str = "wrapper.py") -> list[str]:
    """Return the codes of what is found in a file of a project that others call."""
    (folder / "pyproject.toml").touch()
    write(folder, {path: dedent(text) for path, text in files.items()})
    importers.forget()
    path = folder / name
    return [item.code for item in check_source(path.read_text(encoding="utf-8"), path, Configuration(root=folder))]


#: Other files of a project in which the wrapper is called with a placeholder.
CALLING = {
    "by name": {"main.py": MAIN},
    "by keywords": {
        "main.py": "from wrapper import complete\n"
        'complete(api_key="your-key-here", base_url="https://openrouter.ai/api/v1")\n'
    },
    "by another name": {"main.py": f"from wrapper import complete as ask\n{CALL.replace('complete', 'ask')}"},
    "by its module": {"main.py": f"import wrapper\nwrapper.{CALL}"},
    "as a package has it": {
        "pkg/__init__.py": "from wrapper import complete\n",
        "main.py": f"from pkg import complete\n{CALL}",
    },
    "from a function": {"main.py": f"from wrapper import complete\ndef run():\n    return {CALL}"},
    "with constants": {
        "main.py": "from wrapper import complete\nfrom keys import KEY, URL\ncomplete(URL, KEY)\n",
        "keys.py": 'KEY = "your-key-here"\nURL = "https://openrouter.ai/api/v1"\n',
    },
    "through another function": {
        "main.py": "from between import ask\nask('your-key-here')\n",
        "between.py": "from wrapper import complete\n"
        'def ask(key):\n    return complete("https://openrouter.ai/api/v1", key)\n',
    },
    "by several that agree": {"main.py": MAIN, "other.py": f"{MAIN}{CALL}"},
    "by tests in another way": {
        "main.py": MAIN,
        "test_wrapper.py": 'from wrapper import complete\ncomplete("http://localhost", "k")\n',
        "tests/wrapping.py": 'from wrapper import complete\ncomplete("http://localhost", "k")\n',
    },
    "beside one of that name": {"main.py": MAIN, "other.py": 'from elsewhere import complete\ncomplete("a", "b")\n'},
}


@pytest.mark.parametrize("files", CALLING.values(), ids=CALLING)
def test_what_callers_in_other_files_give_is_known(files: dict[str, str], tmp_path: Path) -> None:
    assert found({"wrapper.py": WRAPPER, **files}, tmp_path) == ["OPR104"]


#: Those in which it may be called otherwise as well.
UNSEEN = {
    "nobody": {},
    "two that disagree": {"main.py": MAIN, "other.py": MAIN.replace("your-key-here", "another-key-here")},
    "one that nobody knows": {"main.py": MAIN, "other.py": "from wrapper import complete\ncomplete(*input())\n"},
    "given away": {"main.py": f"{MAIN}register(complete)\n"},
    "kept": {"main.py": f"{MAIN}TOOLS = [complete]\n"},
    "asked for by a text": {"main.py": f'import wrapper\n{MAIN}getattr(wrapper, "complete")(1, 2)\n'},
    "a notebook": {"main.py": MAIN, "a.ipynb": '{"cells": [{"source": ["import os\\n", "import wrapper, complete"]}]}'},
    "no program": {"main.py": MAIN, "other.py": "from wrapper import complete\ncomplete(\n"},
    "tests alone": {"test_wrapper.py": MAIN},
    "a module that is not found": {"main.py": MAIN, "other.py": "from far.wrapper import complete\ncomplete(1, 2)\n"},
}


@pytest.mark.parametrize("files", UNSEEN.values(), ids=UNSEEN)
def test_what_not_all_callers_are_seen_to_give_is_unknown(files: dict[str, str], tmp_path: Path) -> None:
    assert found({"wrapper.py": WRAPPER, **files}, tmp_path) == []


def test_callers_of_the_file_itself_are_asked_first(tmp_path: Path) -> None:
    own = f'{dedent(WRAPPER)}complete("https://openrouter.ai/api/v1", os.environ["OPENROUTER_API_KEY"])\n'
    assert found({"wrapper.py": f"import os\n{own}", "main.py": MAIN}, tmp_path) == []


def test_a_decorator_may_give_something_else(tmp_path: Path) -> None:
    wrapped = dedent(WRAPPER).replace("def complete", "@route\ndef complete")
    assert found({"wrapper.py": wrapped, "main.py": MAIN}, tmp_path) == []


@pytest.mark.parametrize(
    ("main", "codes"),
    [
        (BUILT, ["OPR301"]),
        (BUILT.replace("Client(", "Client(key=", 1).replace("import Client(key=", "import Client("), ["OPR301"]),
        (f"{BUILT}def ask(client: Client): client.ask(0)\n", ["OPR301"]),
        (f"{BUILT}isinstance(input, Client)\n", ["OPR301"]),
        (f'{BUILT}Client(os.getenv("OPENROUTER_API_KEY"))\n', ["OPR301"]),
        (f'{BUILT}Client(os.getenv("OPENROUTER_API_KEY", "your-key-here"))\n', ["OPR301"]),
        (f'{BUILT}Client("Bearer " + os.getenv("OPENROUTER_API_KEY"))\n', []),
        (f"{BUILT}Client(token())\n", []),
        (f"{BUILT}class Mine(Client): ...\n", []),
        (f'{BUILT}PROVIDERS = {{"a": Client}}\n', []),
        (f"{BUILT}Client.made()\n", []),
        (BUILT.replace("os.environ", "*os.environ"), []),
    ],
)
def test_how_objects_are_built_elsewhere_is_known(main: str, codes: list[str], tmp_path: Path) -> None:
    assert found({"wrapper.py": CLIENT, "main.py": main}, tmp_path) == codes


@pytest.mark.parametrize(
    ("change", "more", "codes"),
    [
        (("", ""), "", ["OPR301"]),
        (("cls(key=", "Settings(key="), "", ["OPR301"]),
        (("key=os", "os"), "", ["OPR301"]),
        (('key=os.environ["OPENROUTER_API_KEY"], base=', 'os.environ["OPENROUTER_API_KEY"], '), "", ["OPR301"]),
        (("cls(key=", "cls(**input(), key="), "", []),
        (("key: str", "key: str = ''"), "", ["OPR301"]),
        (("", ""), "from settings import Settings\nSettings.read().key = token()\n", []),
        (("", ""), "from settings import Settings\nreplace(Settings.read(), key=token())\n", ["OPR301"]),
        (("", ""), "from settings import Settings\nSettings(token(), '')\n", []),
    ],
)
def test_settings_of_a_factory_elsewhere_are_known(
    change: tuple[str, str], more: str, codes: list[str], tmp_path: Path
) -> None:
    settings = dedent(SETTINGS).replace(*change)
    files = {"settings.py": settings, "service.py": SERVICE, "more.py": more}
    assert found(files, tmp_path, "service.py") == codes


def test_an_object_of_a_class_whose_base_is_elsewhere(tmp_path: Path) -> None:
    base, _, rest = dedent(CLIENT).partition("    def ask")
    heir = f"# openrouter\nimport requests\nfrom base import Client\n\nclass Mine(Client):\n    def ask{rest}"
    files = {"base.py": base, "wrapper.py": heir, "main.py": BUILT.replace("Client", "Mine")}
    assert found(files, tmp_path) == ["OPR301"]


def test_what_a_method_is_given_and_keeps_is_not_what_each_object_has(tmp_path: Path) -> None:
    wrapper = """\
        import requests

        class Client:
            verified = True

            def set_verified(self, verified):
                self.verified = verified

            def models(self):
                return requests.get("https://openrouter.ai/api/v1/models", verify=self.verified)

        CLIENT = Client()
        """
    asked = "from wrapper import CLIENT\nif unsafe():\n    CLIENT.set_verified(False)\n"
    assert found({"wrapper.py": wrapper, "main.py": asked}, tmp_path) == []
    given = wrapper.replace("self):", "self, verified):").replace("self.verified)", "verified)")
    assert found({"wrapper.py": given, "main.py": "from wrapper import CLIENT\nCLIENT.models(False)\n"}, tmp_path) == [
        "OPR602"
    ]


def test_fixes_of_what_others_give_are_not_safe(tmp_path: Path) -> None:
    assert found({"wrapper.py": CLIENT, "main.py": BUILT}, tmp_path) == ["OPR301"]
    path = tmp_path / "wrapper.py"
    (finding,) = check_source(path.read_bytes(), path, DEFAULT._replace(root=tmp_path))
    assert finding.fix is None or finding.fix.safety.value == "unsafe"


def test_inspect_knows_where_a_wrapper_goes(tmp_path: Path) -> None:
    found({"wrapper.py": WRAPPER, "main.py": MAIN}, tmp_path)
    path = tmp_path / "wrapper.py"
    (site,) = inspect(path.read_text(encoding="utf-8"), str(path), Configuration(root=tmp_path))
    assert (site.host, site.keys) == ("openrouter.ai", ("literal, placeholder",))


def test_a_clean_file_is_checked_anew_where_another_one_comes_to_call_it(project: Path) -> None:
    write(project, {"pyproject.toml": "", "wrapper.py": dedent(WRAPPER)})
    assert command(project, *concise(".")).returncode == 0
    write(project, {"main.py": MAIN})
    assert b"wrapper.py:5" in command(project, *concise(".")).stdout


def test_processes_are_told_what_the_first_one_found_of_a_project(tmp_path: Path) -> None:
    root = str(tmp_path)
    found = importers.Index({}, complete=False, state=State(1, 2, 3))
    workers = processes.pool(1, [Shared(importers.know, (root, found))])
    assert workers is not None
    with workers:
        assert workers.submit(importers.index, root).result() == found
    tasks = [Task(str(path), b"", Configuration(root=tmp_path), language="python") for path in range(3)]
    assert pool._known(tasks) == [Shared(importers.know, (root, importers.index(root)))]


@pytest.mark.parametrize("bound", ["MAX_IMPORTING"])
def test_too_many_files_that_import_are_not_looked_at(
    bound: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importers, bound, 1)
    files = {"wrapper.py": WRAPPER, "main.py": MAIN}
    assert found(files, tmp_path) == ["OPR104"]
    assert found({**files, "other.py": "import wrapper\n"}, tmp_path) == []


def test_who_calls_does_not_depend_on_who_asks_first() -> None:
    others = "".join(f"    queues[{number}].parts.first.NAME('a')\n" for number in range(60))
    text = (
        "import os, requests\n"
        "class Client:\n"
        "    def send(self, url):\n"
        "        self.url = url\n"
        "    def ask(self):\n"
        '        headers = {"Authorization": os.environ["LLM_KEY"]}\n'
        "        requests.post(self.url, headers=headers, json={}).raise_for_status()\n"
        f"def forward(url):\n    Client().send(url)\n"
        f"def main(queues):\n{others.replace('NAME', 'send')}{others.replace('NAME', 'forward')}"
        '    forward("https://openrouter.ai/api/v1/chat/completions")\n'
        'OTHER = "https://api.openai.com/v1"\n'
    )
    assert [finding.code for finding in check_source(text, "app.py", DEFAULT)] == ["OPR301"]
