"""A fix is made only where its outcome is right: those that are written wrong are refused, the others are made."""

from __future__ import annotations

from typing import Any

import pytest
from cases import HEAD, U, result

from flake8_openrouter.model import Finding, Replacement
from flake8_openrouter.run import fixing

PROGRAM = f"""{HEAD}requests.get({U}, headers={{"Authorization": K}}).raise_for_status()
OpenAI(base_url="http://openrouter.ai/api/v1", api_key=K)
"""

#: What an editor might write wrong for the header's value, and why it is refused.
WRONG = {
    "no Python": ("f'Bearer {K", "the result is not valid Python"),
    "Python that does not compile": ("(yield)", "the result is not valid Python"),
    "an entry twice": ('B, "Authorization": B', "the result is not valid Python"),
    "the same again": ('(K) + ""', "the finding would remain"),
}


@pytest.mark.parametrize(("text", "reason"), WRONG.values(), ids=WRONG)
def test_a_fix_that_is_written_wrong_is_refused(text: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    render = fixing._rendered

    def written_wrong(finding: Finding, *others: Any) -> tuple[Replacement, ...]:
        found = render(finding, *others)
        return tuple(item._replace(text=text) for item in found) if finding.code == "OPR301" else found

    monkeypatch.setattr(fixing, "_rendered", written_wrong)
    outcome = result(PROGRAM)
    assert outcome.data.decode() == PROGRAM.replace("http:", "https:")
    assert [finding.code for finding in outcome.fixed] == ["OPR602"]
    assert [(finding.code, why) for finding, why in outcome.dropped] == [("OPR301", reason)]
