"""Each claim is run: the linter finds the mistake, the program fails as is said, and the fixed one is answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openrouter.runner import run
from openrouter.server import Double, running

from proof import environments, page_claims, results
from proof.claim import ENVIRONMENTS, HTTP, MISSED, RIGHT, SILENT, Claim, described, executed, prove, write_keys

ALL = list(environments.claims())
HERE = [claim for claim in ALL if claim.environment_name in environments.here()]
INSTEAD = [
    (code, program)
    for code, client, program in page_claims.instead()
    if ENVIRONMENTS.get(client, HTTP) in environments.here()
]


@pytest.fixture(scope="module")
def double(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Double]:
    with running(tmp_path_factory.mktemp("double")) as double:
        yield double


@pytest.mark.parametrize("claim", HERE, ids=map(str, HERE))
def test_a_claim_holds(claim: Claim, double: Double, tmp_path: Path) -> None:
    proof = prove(claim, double, tmp_path)
    # A key that is in the program is a finding of its own.
    assert set(proof.codes) - ({"OPR101"} - {claim.rule}) == (
        set() if claim.fixed in (SILENT, MISSED) else {claim.rule}
    )
    assert (proof.seen, proof.fixed) == (claim.seen, claim.fixed)
    assert not claim.ends or proof.ends == claim.ends


@pytest.mark.parametrize(("code", "program"), INSTEAD, ids=[code for code, _ in INSTEAD])
def test_what_to_use_instead_is_answered(code: str, program: str, double: Double, tmp_path: Path) -> None:
    in_file = "load_dotenv" in program
    write_keys(double.keys, tmp_path, variables_file=in_file)
    ran = run(program, double, tmp_path, {} if in_file else {"OPENROUTER_API_KEY": double.keys.valid})
    assert described(ran, double.keys) == RIGHT
    assert ran.returncode == 0


@pytest.mark.skipif(environments.present() != HTTP, reason="it needs no SDK")
def test_a_check_by_key_tells_a_wrong_key(double: Double, tmp_path: Path) -> None:
    program = next(program for code, _, program in page_claims.instead() if code == "OPR703")
    assert run(program, double, tmp_path, {"OPENROUTER_API_KEY": double.keys.unknown}).output == "False\n"


@pytest.mark.parametrize("claim", [claim for claim in HERE if claim.impostor], ids=str)
def test_an_impostor_gets_nothing_from_the_fixed_program(claim: Claim, double: Double, tmp_path: Path) -> None:
    unchecked = re.compile(r", verify=False|, ssl=False|, rejectUnauthorized: false|-k |--insecure ")
    fixed, count = unchecked.subn("", claim.program)
    assert count == 1
    ran = executed(replace(claim, program=fixed), double, tmp_path)
    assert ran.returncode != 0
    assert ran.seen == ()


def test_every_rule_has_claims() -> None:
    assert {claim.rule for claim in ALL} >= {rule.code for rule in page_claims.of_programs()}


@pytest.mark.parametrize("environment", environments.here())
def test_the_page_shows_what_was_seen(environment: str) -> None:
    """The results of all environments are kept beside each other; those of this one are what its claims say."""
    assert results.kept(environment)["claims"] == results.rows(environment, ALL)
    assert results.PAGE.read_text(encoding="utf-8") == results.page()
