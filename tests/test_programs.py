"""Short programs that once fooled the linter, with the codes that each must get: ``### name | codes``.

Rules that are off by default count where a program names one, or says ``strict``.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flake8_openrouter.project.config import Configuration
from flake8_openrouter.run.analysis import check_source

_HEADING = re.compile(r"^### (?P<name>\S+) \|(?P<codes>.*)\n", re.MULTILINE)
_ASKED = Configuration(extend_select=("OPR107", "OPR606", "OPR702", "OPR703"))
_OFF = set(_ASKED.extend_select)


def cases() -> list[object]:
    found: list[object] = []
    for file in sorted((Path(__file__).parent / "programs").glob("*.txt")):
        head, *rest = _HEADING.split(file.read_text(encoding="utf-8"))
        assert head == ""
        for name, codes, program in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
            found.append(pytest.param(program, codes.split(), id=f"{file.stem}-{name}"))
    return found


@pytest.mark.parametrize(("program", "codes"), cases())
def test_a_program_gets_its_codes(program: str, codes: list[str]) -> None:
    ignored = set() if "strict" in codes else _OFF - set(codes)
    got = [finding.code for finding in check_source(program, "app.py", _ASKED) if finding.code not in ignored]
    assert sorted(got) == sorted(code for code in codes if code != "strict")
