"""Whatever the file holds, the reader does not fail, and takes its bounds seriously."""

from __future__ import annotations

import ast
import random
import sysconfig
import warnings
from pathlib import Path

import pytest
from cases import DEFAULT, codes, codes_of
from counting import lines

from flake8_openrouter.languages.python.inference import evaluator
from flake8_openrouter.languages.python.language import PYTHON
from flake8_openrouter.languages.python.syntax import decoding
from flake8_openrouter.model import Document
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.project.not_rules import INTERNAL_ERROR
from flake8_openrouter.run.analysis import analyse

HEAD = (
    'import os, requests\nU = "https://openrouter.ai/api/v1/chat/completions"\nK = os.environ["OPENROUTER_API_KEY"]\n'
)
CALL = 'requests.post(U, headers={"Authorization": x})\n'


def standard_library(count: int) -> list[Path]:
    """Return files of the running interpreter, its tests among them where they are there, from a fixed seed."""
    files = sorted(Path(sysconfig.get_path("stdlib")).rglob("*.py"))
    files = [file for file in files if "site-packages" not in file.parts]
    return random.Random(2026).sample(files, min(count, len(files)))


def test_the_standard_library_is_read_without_an_internal_error() -> None:
    looked_at = 0
    for file in standard_library(150):
        try:
            text = decoding.decode(file.read_bytes())
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse(text)
        except (ValueError, SyntaxError, RecursionError):
            continue
        looked_at += 1
        program = PYTHON.program(Document(str(file), text, PYTHON.notation), tree)
        findings = analyse(program, Configuration()).findings
        assert INTERNAL_ERROR not in codes_of(findings), file
    assert looked_at > 75


def cost(program: str, configuration: Configuration = DEFAULT) -> int:
    """Return how many lines of the package a check runs."""
    found: list[str] = []
    count = lines(lambda: found.extend(codes(program, configuration)))
    assert INTERNAL_ERROR not in found
    return count


#: How many lines of the package a node of the tree may cost; where nothing runs away, it is a fifth of it at most, but
#: where each of 300 lines has two values for the next.
MOST = 1500


@pytest.mark.parametrize(
    "program",
    [
        "x = " + " or ".join(["K"] * 1000),
        "x = " + " + ".join(["K"] * 500),
        "x = " + "".join(f"K if {number} else " for number in range(80)) + "K",
        "x = " + '{"a": ' * 80 + "K" + "}" * 80,
        "if K:\n    x = 1\n" + "".join(f"elif K == {number}:\n    x = {number}\n" for number in range(900)),
        "x = {}\n" + "".join(f'x["h{number}"] = K\n' for number in range(400)),
        "x = {}\nx['a'] = x\n",
        "def f(x): return g(x)\ndef g(x): return f(x)\nx = f(K)\n",
        "def f(a):\n    return f(a + 'x')\nx = f(K)\n",
        "class A(A): pass\nclass B(A):\n    @property\n    def k(self): return self.k\nx = B().k\n",
        "class C:\n    def __init__(self): self.c = self\nx = C().c.c.c.c\n",
        "x = x\n",
        "x = (lambda x: x)(x)\n",
        "x = K\n" + "x = x + 'a' if x else x\n" * 300,
        "x = f'" + "{K}" * 500 + "'\n",
        'x = "\\udcff\\N{SNOWMAN}" + K\n',
        "def f(*a, **k):\n    requests.post(*a, **k)\nx = f(*[U], **{'headers': K})\n",
        "é = K\nx = é\n",
        "\fx = K\n",
    ],
)
def test_odd_programs_neither_fail_nor_run_away(program: str) -> None:
    text = f"{HEAD}{program}\n{CALL}"
    assert cost(text) < MOST * sum(1 for _ in ast.walk(ast.parse(text)))


#: A number that Python does not write: ``str`` refuses more than 4,300 digits.
HUGE = "0x" + "f" * 5000
#: Where it may be; the key is seen all the same.
HUGE_PLACES = {
    "f-string": 'x = f"{HUGE}"',
    "f-string with a format": 'x = f"{K:{HUGE}}"',
    "negative": 'x = f"{-HUGE}"',
    "percent": 'x = "%s%d" % (K, HUGE)',
    "percent with a mapping": 'x = "%(a)s" % {HUGE: K, "a": HUGE}',
    "format": 'x = "{}".format(HUGE)',
    "a huge position": 'x = "{" + "1" * 5000 + "}"\nx = "{' + "1" * 5000 + '}".format(K)',
    "a position that is no number": 'x = "{²}".format(K)',
    "str": "x = str(HUGE)",
    "join": 'x = "".join([K, HUGE])',
    "a sum": "x = K + HUGE",
    "a name of a header": "x = K\nh = {HUGE: K, 'Authorization': K}",
    "an item": "x = K\nh = {}\nh[HUGE] = K",
    "a name of a variable": "x = os.getenv(HUGE, HUGE)",
    "an attribute": "class S:\n    k = HUGE\nx = S().k",
    "an annotation": "def f(k: HUGE = K):\n    return k\nx = f()",
    "a condition": "x = K\nif not K.startswith(HUGE):\n    x = 'Bearer ' + K",
    "a setting": "class S(BaseSettings):\n    k: str = Field(HUGE, alias=HUGE)\nx = S().k",
    "a method's name": "x = K\nrequests.request(HUGE, U)",
    "a URL": "x = K\nrequests.post(HUGE)",
    "a cookie": "x = K\nrequests.post(U, cookies={HUGE: K}, params={HUGE: HUGE}, auth=(HUGE, K), verify=HUGE)",
    "printed": "x = K\nprint(K, HUGE, f'{HUGE}', '%s' % HUGE)",
    "a client": "x = K\nOpenAI(base_url=HUGE, api_key=HUGE, default_headers={HUGE: HUGE})",
}


@pytest.mark.parametrize("name", HUGE_PLACES)
def test_a_number_of_more_digits_than_python_writes_is_unknown(name: str) -> None:
    imports = "from openai import OpenAI\nfrom pydantic import Field\nfrom pydantic_settings import BaseSettings\n"
    leak = 'LEAK = "sk-or-v1-abc123def456"\n'
    program = imports + HEAD + leak + HUGE_PLACES[name].replace("HUGE", HUGE) + "\n" + CALL
    found = codes(program)
    assert INTERNAL_ERROR not in found
    assert "OPR101" in found


#: Lines that double a value; with a use after each, what is remembered of a name is twice as large every time.
DOUBLING = {
    "sum": "x = x + x",
    "f-string": 'x = f"{x}{x}"',
    "in place": "x += x",
    "percent": 'x = "%s%s" % (x, x)',
    "format": 'x = "{}{}".format(x, x)',
    "join": 'x = "".join([x, x])',
    "upper case": "t = t.upper() + t.upper()\nx = t",
    "default": 'x = os.getenv("A", x) + os.getenv("B", x)',
    "item": 'h["a"] = x + h["a"]\nx = h["a"] + h["a"]',
}


@pytest.mark.parametrize("line", DOUBLING.values(), ids=DOUBLING)
def test_values_that_double_line_by_line_stay_bounded(line: str) -> None:
    head = f"{HEAD}x = K\nt = 'ab'\nh = {{'a': K}}\n"
    # Without a bound, the last eight lines would cost 256 times what the first eight do.
    assert cost(head + f"{line}\n{CALL}" * 16) < 4 * cost(head + f"{line}\n{CALL}" * 8)
    assert INTERNAL_ERROR not in codes(head + f"{line}\n{CALL}" * 40)


#: Lines of which each costs what all lines before it do, where something is searched anew.
REPEATED = {
    "a name read in every line": f'K = K + "a"\n{CALL.replace("x", "K")}',
    "everything imported": f"from some.package import *\n{CALL}",
}


@pytest.mark.parametrize("line", REPEATED.values(), ids=REPEATED)
def test_a_line_costs_no_more_for_the_lines_before_it(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluator, "MAX_SIZE", 20)  # up to there the value itself grows
    once, twice = (cost(HEAD + line * number, Configuration(root=tmp_path)) for number in (80, 160))
    assert twice < 2.25 * once


def test_files_that_import_each_other(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "a.py").write_text("from b import URL\n", encoding="utf-8")
    (tmp_path / "b.py").write_text("from a import URL\n", encoding="utf-8")
    (tmp_path / "openai.py").write_text("from openai import OpenAI\n", encoding="utf-8")
    for name, program in (
        ("a.py", "from b import URL\nimport requests\nrequests.get(URL)  # openrouter\n"),
        ("openai.py", 'from openai import OpenAI\nOpenAI(api_key="sk-or-v1-abc123def456")\n'),
    ):
        assert INTERNAL_ERROR not in codes(program, Configuration(root=tmp_path), str(tmp_path / name))
