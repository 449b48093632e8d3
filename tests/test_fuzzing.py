"""Whatever the program, check and fix keep their promises.

``pytest --hypothesis-profile=thorough`` tries thousands of programs, ``nox --session fuzz`` those of hypothesmith too.
"""

from __future__ import annotations

import ast
import warnings
from importlib.util import find_spec

import pytest
from every_rule import EVERY, OFF
from hypothesis import given
from hypothesis import strategies as st
from made_programs import damaged, of_any_syntax, of_our_domain

from flake8_openrouter.model import Finding, Safety
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.project.not_rules import INTERNAL_ERROR
from flake8_openrouter.run.analysis import check_source
from flake8_openrouter.run.fixing import fix_source

CONFIGURATIONS = (EVERY, Configuration(extend_select=OFF, scope="any"))

#: What a fix must never be dropped for: the editor would have written it wrong.
MISTAKES = {"the result is not valid Python", "the finding would remain", "the fixes undo each other"}

configurations = st.sampled_from(CONFIGURATIONS)
line_ends = st.sampled_from(("\n", "\n", "\r\n", "\r"))


def parses(data: bytes) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ast.parse(data)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
    return True


def examine(program: str, line_end: str, configuration: Configuration) -> None:
    """Hold check and fix to their promises on one program."""
    data = program.replace("\n", line_end).encode("utf-8", "replace")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the program's own strings
        findings = check_source(data, "app.py", configuration)
        assert list(map(str, check_source(data, "app.py", configuration))) == list(map(str, findings))
        for finding in findings:
            assert finding.code != INTERNAL_ERROR
            assert 0 <= finding.span.start <= finding.span.end <= len(finding.span.document.text)
            assert finding.message.isprintable()
        for unsafe in (False, True):
            examine_fix(data, unsafe, configuration)


def place(finding: Finding) -> tuple[str, int, int]:
    return finding.code, finding.span.start, finding.span.end


def examine_fix(data: bytes, unsafe: bool, configuration: Configuration) -> None:
    result = fix_source(data, "app.py", unsafe=unsafe, configuration=configuration)
    assert not {reason for _, reason in result.dropped} & MISTAKES
    assert (result.data == data) is not bool(result.fixed)
    assert parses(result.data) or not parses(data)
    refused = [place(finding) for finding, _ in result.dropped]
    for finding in result.left:
        if finding.fix is not None and (unsafe or finding.fix.safety is Safety.SAFE):
            assert place(finding) in refused, "neither fixed nor refused"
    again = fix_source(result.data, "app.py", unsafe=unsafe, configuration=configuration)
    assert again.data == result.data
    assert not again.fixed


@given(of_our_domain(), line_ends, configurations)
def test_programs_of_our_domain(program: str, line_end: str, configuration: Configuration) -> None:
    examine(program, line_end, configuration)


@given(damaged(), line_ends, configurations)
def test_damaged_programs(program: str, line_end: str, configuration: Configuration) -> None:
    examine(program, line_end, configuration)


@pytest.mark.skipif(find_spec("hypothesmith") is None, reason="hypothesmith comes with the extra `fuzz`")
def test_any_program_in_our_words() -> None:
    given(of_any_syntax(), line_ends, configurations)(examine)()
