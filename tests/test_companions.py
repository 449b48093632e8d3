"""Which files of a project may run in one process with a file: who imports it is told by the whole of an import."""

from __future__ import annotations

from pathlib import Path

import pytest
from cases import codes_of
from command_line import write

from flake8_openrouter.project.config import Configuration
from flake8_openrouter.run.analysis import check_source

CHAT = """\
import os
from dotenv import load_dotenv
from openai import OpenAI
key = os.getenv("OPENROUTER_API_KEY")
load_dotenv()
client = OpenAI(base_url="https://openrouter.ai/api/v1", api_key=key)
"""
LOADING = "from dotenv import load_dotenv\nload_dotenv()\n"

MAY = {
    "by its package": {"main.py": "from app.chat import client"},
    "as a module": {"main.py": "import app.chat as c, os"},
    "of its package": {"main.py": "from app import (\n    chat,\n)"},
    "its package, which another file imports": {"app/__init__.py": "from . import chat", "main.py": "import app.other"},
    "beside it": {"app/main.py": "import chat"},
    "relatively": {"app/main.py": "from .chat import client"},
    "in a folder that is added": {"tools/main.py": "from chat import client"},
    "as part of a folder that is added": {"tools/main.py": "from app.chat import client"},
    "by a call": {"main.py": "import importlib\nimportlib.import_module('app.chat')"},
    "through another file": {"app/more.py": "from .chat import client", "main.py": "from app.more import client"},
}
MAY_NOT = {
    "of another package": {"other/chat.py": "", "main.py": "from other.chat import client"},
    "of one that is installed": {"main.py": "from telegram.chat import Chat"},
    "a name of one that is installed": {"main.py": "from telegram import chat"},
    "beside another file": {"other/chat.py": "", "other/main.py": "from .chat import client"},
    "its package, which is none of its own": {"main.py": "from app.other import client"},
    "tests": {"test_chat.py": "from app.chat import client"},
}


def _codes(files: dict[str, str], folder: Path) -> list[str]:
    *others, last = files
    written = {**{name: files[name] for name in others}, last: f"{LOADING}{files[last]}\n"}
    write(folder, {"pyproject.toml": "", "app/chat.py": CHAT, **written})
    return codes_of(check_source(CHAT, folder / "app/chat.py", Configuration(root=folder)))


@pytest.mark.parametrize("files", MAY.values(), ids=MAY)
def test_who_may_import_a_file_may_load_the_environment_before(files: dict[str, str], tmp_path: Path) -> None:
    assert _codes(files, tmp_path) == []


@pytest.mark.parametrize("files", MAY_NOT.values(), ids=MAY_NOT)
def test_who_imports_another_one_of_its_name_does_not(files: dict[str, str], tmp_path: Path) -> None:
    assert _codes(files, tmp_path) == ["OPR109"]


SETTINGS = """\
class Settings:
    key = "your-api-key"

settings = Settings()
"""
CLIENT = """\
from app.settings import settings
from openai import OpenAI
client = OpenAI(base_url="https://openrouter.ai/api/v1", api_key=settings.key)
"""
SETTING = {
    "by its module": ({"main.py": "from app.settings import settings as chosen\nchosen.key = input()\n"}, []),
    "as another package brings it": (
        {
            "core/__init__.py": "from app.settings import settings\n",
            "main.py": "from core import settings\nsettings.key = input()\n",
        },
        [],
    ),
    "of another package": (
        {"core/settings.py": SETTINGS, "main.py": "from core.settings import settings\nsettings.key = input()\n"},
        ["OPR104"],
    ),
}


@pytest.mark.parametrize(("files", "codes"), SETTING.values(), ids=SETTING)
def test_who_sets_a_value_imports_the_file_that_has_it(files: dict[str, str], codes: list[str], tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "", "app/settings.py": SETTINGS, "app/client.py": CLIENT, **files})
    assert codes_of(check_source(CLIENT, tmp_path / "app/client.py", Configuration(root=tmp_path))) == codes
