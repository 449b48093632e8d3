"""Messages are filled once: what a program holds is never taken for a slot, and a configured key source is named."""

from __future__ import annotations

import pytest
from cases import DEFAULT, fixed

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.run.analysis import check_source

HEAD = """\
import os
import requests

URL = "https://openrouter.ai/api/v1/chat/completions"
K = os.environ["OPENROUTER_API_KEY"]
"""
VAULT = Configuration(
    extend_select=("OPR107",), key_sources=(("python", KeySource('vault.read("openrouter")', "import vault")),)
)
RENAMED = Configuration(
    extend_select=("OPR107",), key_sources=(("python", KeySource('os.environ["MY_KEY"]', "import os", "MY_KEY")),)
)

SLOTS = ("{bearer}", "{key_source}", "{interpolation}", "{label}", "{0}", "{{bearer}}", "{bearer:K}")


PROGRAMS = (
    ('requests.post(URL, headers={"AuthorizationSLOT": "Bearer " + K, "auth SLOT": K})', "OPR203"),
    ('requests.post(URL, headers=dict([("api-key SLOT", K)]))', "OPR203"),
    ('s = requests.Session()\ns.headers["x-SLOT-key"] = K\ns.post(URL)', "OPR203"),
)


@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize(("program", "code"), PROGRAMS)
def test_text_of_the_program_is_never_filled_in(slot: str, program: str, code: str) -> None:
    plain, slotted = (check_source(HEAD + program.replace("SLOT", text), "app.py", DEFAULT) for text in ("xyzzy", slot))
    expected = {
        (finding.code, finding.message.replace("xyzzy", slot)) for finding in plain if "xyzzy" in finding.message
    }
    assert {found for found, _ in expected} == {code}
    assert expected <= {(finding.code, finding.message) for finding in slotted}


READS = (
    ('os.getenv("sk-or-v1-abc123def456")', "OPR102"),
    ('os.environ["sk-or-v1-abc123def456"]', "OPR102"),
    ('os.getenv("OPENROUTER_API_KEY", "sk-or-v1-abc123def456")', "OPR103"),
    ('os.getenv("OPENROUTER_API_KEY") or "sk-or-v1-abc123def456"', "OPR103"),
    ('os.environ.get("OPENROUTER_API_KEY")', "OPR107"),
)


@pytest.mark.parametrize(("read", "code"), READS)
def test_a_configured_key_source_is_named_and_written(read: str, code: str) -> None:
    program = f'{HEAD}key = {read}\nrequests.post(URL, headers={{"Authorization": f"Bearer {{key}}"}})\n'
    (finding,) = (found for found in check_source(program, "app.py", VAULT) if found.code == code)
    assert 'vault.read("openrouter")' in finding.help
    assert "OPENROUTER_API_KEY" not in finding.help
    after = fixed(program, VAULT)
    assert 'key = vault.read("openrouter")\n' in after
    assert "import vault\n" in after


@pytest.mark.parametrize(("read", "code"), READS)
def test_a_key_source_of_another_variable_is_that_variable(read: str, code: str) -> None:
    program = f'{HEAD}key = {read}\nrequests.post(URL, headers={{"Authorization": f"Bearer {{key}}"}})\n'
    (finding,) = (found for found in check_source(program, "app.py", RENAMED) if found.code == code)
    assert "MY_KEY" in finding.message
    after = fixed(program, RENAMED)
    assert "MY_KEY" in after.partition("key = ")[2].partition("\n")[0]
    assert "sk-or-" not in after
