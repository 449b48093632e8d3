"""Inputs that once broke a promise, each as small as it could be made, and what is to come of them."""

from __future__ import annotations

import pytest
from cases import DEFAULT, HEAD, U, analysed, codes_of, fixed, reasons

from flake8_openrouter.model import Finding, Replaced
from flake8_openrouter.run import verifying
from flake8_openrouter.run.fixing import _Fixing
from flake8_openrouter.run.verifying import Chosen

CLIENT = f"{HEAD}OpenAI(api_key=K, base_url=URL)\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("https://openrouter.ai/v1/key", "https://openrouter.ai/api/v1"),
        ("http://openrouter.ai/v1/chat/completions/", "https://openrouter.ai/api/v1/"),
        ("https://api.openrouter.ai/v1/chat/completions", "https://openrouter.ai/api/v1"),
        ("https://api.openrouter.ai/models", "https://openrouter.ai/api/v1"),
    ],
)
def test_a_base_with_an_operation_after_a_wrong_root_is_mended_at_once(before: str, after: str) -> None:
    assert fixed(CLIENT.replace("URL", f'"{before}"')) == CLIENT.replace("URL", f'"{after}"')


def test_a_fix_that_was_left_out_for_another_is_tried_when_that_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(found: object, again: object, replaced: Replaced, chosen: list[Chosen]) -> list[Finding]:
        return [finding for finding, _ in chosen if finding.code == "OPR601"]

    monkeypatch.setattr(verifying, "standing", refused)
    text = CLIENT.replace("URL", '"http://openrouter.ai/v1"')
    before = analysed(text)
    fixing = _Fixing(before.program.document, DEFAULT, (), lambda finding: True, "utf-8")
    after, done = fixing.rounds(before)
    assert after.text == text.replace("http:", "https:")
    assert codes_of(done) == ["OPR602"]
    assert codes_of(finding for finding, _ in fixing.dropped) == ["OPR601"]


def test_a_cookie_header_that_is_one_of_several_values_is_left_alone() -> None:
    # Only the first one became the key, and what was left could not be mended any more.
    program = f'{HEAD}requests.get({U}, headers={{"Cookie": x or "key=" + K}}).raise_for_status()\n'
    assert fixed(program) == program
    assert reasons(program) == ["its value is one of several"]
