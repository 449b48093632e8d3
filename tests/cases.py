"""How tests say what is found in a program and what fixing makes of it: a program and its codes, or before and after.

The beginnings of programs are here as well.
"""

from __future__ import annotations

from collections.abc import Iterable

from every_rule import EVERY

from flake8_openrouter.languages.python.language import PYTHON
from flake8_openrouter.model import Document, Finding
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.run.analysis import analyse, check_source
from flake8_openrouter.run.fixing import Analysed, FixResult, fix_source

#: The rules that are on where nothing is configured, and all rules.
DEFAULT = Configuration()
ALL = EVERY
ENV = 'os.environ["OPENROUTER_API_KEY"]'
BEARER = "f\"Bearer {os.environ['OPENROUTER_API_KEY']}\""
U = '"https://openrouter.ai/api/v1/key"'
HEAD = f"import os\nimport requests\nfrom openai import OpenAI\n\nK = {ENV}\n"
ASKED = f'{HEAD}r = requests.get({U}, headers={{"Authorization": f"Bearer {{K}}"}})\n'
BASE = 'base_url="https://openrouter.ai/api/v1"'


def get(headers: str) -> str:
    return f'requests.get("https://openrouter.ai/api/v1/key", headers={{{headers}}}).raise_for_status()\n'


def codes(text: str | bytes, configuration: Configuration = DEFAULT, path: str = "app.py") -> list[str]:
    """Return the codes of what is found in a program, in the order of the places."""
    return codes_of(check_source(text, path, configuration))


def codes_of(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def result(text: str | bytes, configuration: Configuration = ALL, *, unsafe: bool = True) -> FixResult:
    data = text.encode() if isinstance(text, str) else text
    return fix_source(data, "app.py", unsafe=unsafe, configuration=configuration)


def fixed(text: str, configuration: Configuration = ALL, *, unsafe: bool = True) -> str:
    """Return what all fixes make of a program, or the safe ones."""
    return result(text, configuration, unsafe=unsafe).data.decode()


def reasons(text: str | bytes, configuration: Configuration = ALL, *, unsafe: bool = True) -> list[str]:
    """Return why fixes were not made."""
    return [reason for _, reason in result(text, configuration, unsafe=unsafe).dropped]


def analysed(text: str, configuration: Configuration = ALL) -> Analysed:
    """Return a Python program with what is to be reported of it."""
    program = PYTHON.program(Document("app.py", text, PYTHON.notation))
    return Analysed(program, analyse(program, configuration))
