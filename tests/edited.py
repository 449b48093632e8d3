"""What the tests of edits share: the beginnings of programs, and what a fix makes of them."""

from __future__ import annotations

from every_rule import EVERY

from flake8_openrouter.languages.python.language import PYTHON
from flake8_openrouter.model import Document
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.run.analysis import analyse
from flake8_openrouter.run.fixing import Analysed, FixResult, fix_source

ENV = 'os.environ["OPENROUTER_API_KEY"]'
BEARER = "f\"Bearer {os.environ['OPENROUTER_API_KEY']}\""
U = '"https://openrouter.ai/api/v1/key"'
HEAD = f"import os\nimport requests\nfrom openai import OpenAI\n\nK = {ENV}\n"
ASKED = f'{HEAD}r = requests.get({U}, headers={{"Authorization": f"Bearer {{K}}"}})\n'
BASE = 'base_url="https://openrouter.ai/api/v1"'


def get(headers: str) -> str:
    return f'requests.get("https://openrouter.ai/api/v1/key", headers={{{headers}}}).raise_for_status()\n'


def result(text: str, *, unsafe: bool = True) -> FixResult:
    return fix_source(text.encode(), "app.py", unsafe=unsafe, configuration=EVERY)


def fixed(text: str, *, unsafe: bool = True) -> str:
    return result(text, unsafe=unsafe).data.decode()


def analysed(text: str, configuration: Configuration = EVERY) -> Analysed:
    """Return a Python program with what is to be reported of it."""
    program = PYTHON.program(Document("app.py", text, PYTHON.notation))
    return Analysed(program, analyse(program, configuration))


def reasons(text: str) -> list[str]:
    """Return why fixes were not made."""
    return [reason for _, reason in result(text).dropped]
