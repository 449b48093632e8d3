"""Run before and after its safe fixes, a program shows nothing else than what the rules' pages promise.

``DIFFERENTIAL_PROGRAMS`` says how many programs are run that have safe fixes, ``DIFFERENTIAL_SEED`` which is the first;
``nox --session differential`` runs thousands, others each time.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from differential import recipes
from differential.choosing import rows
from differential.programs import files
from differential.recipes import MISTAKES, QUESTIONS, Recipe
from differential.running import Outcome, compared, executed, observed, outcomes, smallest
from harness import live_key

pytestmark = pytest.mark.alike

PROGRAMS = int(os.environ.get("DIFFERENTIAL_PROGRAMS", "200"))
SEED = int(os.environ.get("DIFFERENTIAL_SEED", "0"))
BATCHES = 4
KEY = live_key(1)


def assert_nothing_worse(found: list[Outcome], folder: Path) -> None:
    failed = [outcome for outcome in found if outcome.worse]
    if failed:
        first = smallest(failed[0], folder / "smallest", KEY)
        said = f"{len(failed)} of {len(found)} programs are worse after their safe fixes; the first, shrunk:\n{first}\n"
        others = [f"{outcome.worse[0]}\n    {outcome.recipe}" for outcome in failed]
        pytest.fail("\n".join([said, *others]), pytrace=False)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_generated_programs(batch: int, tmp_path: Path) -> None:
    found = executed(SEED + batch * 100_000, PROGRAMS // BATCHES, tmp_path, KEY)
    assert len(found) == PROGRAMS // BATCHES
    assert_nothing_worse(found, tmp_path)


@pytest.mark.skipif(PROGRAMS < 2000, reason="`nox --session differential` runs it")
@pytest.mark.parametrize("code", MISTAKES)
def test_each_mistake_beside_each_other_answer(code: str, tmp_path: Path) -> None:
    found = outcomes(list(recipes.beside(MISTAKES[code])), tmp_path, KEY)
    assert_nothing_worse(found, tmp_path)


@pytest.mark.parametrize("code", MISTAKES)
def test_each_mistake_has_a_safe_fix_where_nothing_else_is_there(code: str, tmp_path: Path) -> None:
    (outcome,) = outcomes([Recipe(**MISTAKES[code])], tmp_path, KEY)
    assert outcome.is_fixed, outcome


def test_each_answer_is_possible() -> None:
    every = [recipe for mistake in ({}, *MISTAKES.values()) for recipe in recipes.beside(mistake)]
    for question, file in QUESTIONS.items():
        assert {getattr(recipe, question) for recipe in every} == set(rows(file)), question
    assert {name for recipe in every for name, _ in recipe.readers} == set(rows("readers"))


def test_each_sender_is_answered(tmp_path: Path) -> None:
    values = ("right", "bare")
    senders = [Recipe(sender=name, value=value, mapping="constant") for name in rows("senders") for value in values]
    runs = observed([files(recipe) for recipe in senders], tmp_path, KEY)
    answered = {
        recipe.sender
        for recipe, run in zip(senders, runs, strict=True)
        if all(part["error"] == "" for part in run[0]) and "200" in str(run[0]) and "401" not in str(run[0])
    }
    assert answered == set(rows("senders")) - {"openai_value_and_requests"}, "no value is right for both of it"


PROGRAM = """
import os, requests
def part_ask():
    headers = {"Authorization": "Bearer " + os.environ["OPENROUTER_API_KEY"], "X-Title": "t"}
    response = requests.post("https://openrouter.ai/api/v1/chat/completions", headers=headers, json={})
    print("id" in response.json())
    requests.get("https://api.other.example/v1", headers={"Authorization": "other"})
    return response.status_code
def part_other():
    print("other")
"""
#: What a fix may do, as replacements in the program before; or in the program after, where it is wrong before.
HARMLESS = {
    "casing of the name": ('"Authorization": "Bearer', '"authorization": "Bearer'),
    "casing of the scheme": ("Bearer", "bearer"),
    "white space after the value": ('_API_KEY"]', '_API_KEY"] + " "'),
    "a failure has gone": ("Bearer", "Token"),
    "a failure at a wrong address has gone": ("/api/v1/chat", "/v1/chat"),
    "an exception has gone": ('"Bearer "', '"\\nBearer "'),
}
#: What it may not.
HARMFUL = {
    "another name": ('"Authorization": "Bearer', '"X-Authorization": "Bearer'),
    "another scheme": ("Bearer", "Token"),
    "another header": ('"X-Title"', '"X-Name"'),
    "another value": ('"X-Title": "t"', '"X-Title": "u"'),
    "a header less": (', "X-Title": "t"', ""),
    "another address": ("chat/completions", "embeddings"),
    "another method": ("requests.post", "requests.put"),
    "another body": ("json={}", "json={1: 1}"),
    "another result": ("return response.status_code", "return 0"),
    "no result": ("    return response.status_code\n", ""),
    "an exception": ("return response.status_code", "raise KeyError"),
    "another output": ('"other")', '"another")'),
    "casing of another host's header": ('"Authorization": "other"', '"authorization": "other"'),
    "nothing for another host": ("    requests.get", "    0 and requests.get"),
    "another request": ("    print(", "    requests.get('https://openrouter.ai/api/v1/models'); print("),
    "a part less": ("def part_other", "def other"),
    "no import": ("import os", "import nothing, os"),
}


def test_what_the_pages_promise_is_no_difference(tmp_path: Path) -> None:
    versions = [({"app.py": PROGRAM.replace(*change)}, {"app.py": PROGRAM}) for change in HARMLESS.values()]
    assert dict(zip(HARMLESS, compared(versions, tmp_path, KEY), strict=True)) == dict.fromkeys(HARMLESS, ())


def test_all_else_is_a_difference(tmp_path: Path) -> None:
    versions = [({"app.py": PROGRAM}, {"app.py": PROGRAM.replace(*change)}) for change in HARMFUL.values()]
    found = dict(zip(HARMFUL, compared(versions, tmp_path, KEY), strict=True))
    assert [name for name, worse in found.items() if not worse] == []


def test_after_a_failure_that_has_gone_nobody_else_loses(tmp_path: Path) -> None:
    wrong = PROGRAM.replace("Bearer", "Token")
    unlike = {"app.py": PROGRAM.replace('"other"}', '"another"}')}
    ((worse, *_),) = compared([({"app.py": wrong}, unlike)], tmp_path, KEY)
    assert worse == "part_ask: another host is sent something else"
