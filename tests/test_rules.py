"""Every rule is a module: its page, its fixture folder, its edits."""

from __future__ import annotations

import ast
import functools
import re
from pathlib import Path
from types import ModuleType

import harness
import pytest
from cases import codes
from every_rule import WITHOUT_FIX

from flake8_openrouter import rules
from flake8_openrouter.model import Document, Finding, Severity, Span
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.rules import _registry
from flake8_openrouter.rules._pages import page
from flake8_openrouter.rules._registry import all_rules
from flake8_openrouter.rules._rule import Rule

pytestmark = pytest.mark.alike

RULES = all_rules()
LEAST_CASES = 6
#: Of GitHub's scale: from here on.
MEDIUM, CRITICAL = 4.0, 9.0

by_rule = pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])


def test_every_module_is_a_rule_of_its_own() -> None:
    modules = sorted(path.name for path in Path(rules.__path__[0]).glob("*.py") if not path.name.startswith("_"))
    assert [f"{rule.code.lower()}_{rule.name.replace('-', '_')}.py" for rule in RULES] == modules
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_what_a_rule_says_of_itself() -> None:
    assert any(not rule.default for rule in RULES)
    assert _registry.key_leaks() < _registry.places_of_keys() < {rule.code for rule in RULES}
    assert all(rule.score is not None and rule.score >= CRITICAL for rule in RULES if rule.leaks_key)
    assert all(rule.score is None or MEDIUM <= rule.score <= 10 for rule in RULES)


@by_rule
def test_the_name_is_in_kebab_case(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)


@by_rule
def test_the_examples_fire_this_rule_and_no_other(rule: Rule) -> None:
    for example in page(rule).examples:
        assert set(codes(example.wrong, Configuration(extend_select=(rule.code,)), example.path)) == {rule.code}


@by_rule
def test_use_instead_is_silent(rule: Rule) -> None:
    for example in page(rule).examples:
        if example.path.endswith(".py"):
            ast.parse(example.right)
        assert codes(example.right, Configuration(extend_select=(rule.code,)), example.path) == []


@by_rule
def test_the_fixtures_hold_enough_cases_and_near_misses(rule: Rule) -> None:
    projects = [project for project in harness.projects() if project.code == rule.code]
    expectations = [harness.expected(project, path) for project in projects for path in project.files]
    hits = sum(code == rule.code for errors, _, _ in expectations for _, code in errors)
    assert hits >= LEAST_CASES
    assert sum(near for _, _, near in expectations) >= LEAST_CASES


def test_no_fixture_proves_nothing() -> None:
    for project in harness.projects():
        expectations = [harness.expected(project, path) for path in project.files]
        if project.name.startswith("silent/"):  # the folder says what is expected
            assert not any(errors for errors, _, _ in expectations), project.name
        else:
            assert any(errors or near for errors, _, near in expectations), project.name


def test_every_fixture_folder_is_a_rules_or_says_what_it_is_for() -> None:
    folders = {folder.name for folder in harness.FIXTURES.iterdir()}
    assert folders == {rule.code.lower() for rule in RULES} | {"precedence", "silent"}


def fixture_findings(tmp_path: Path) -> list[Finding]:
    found: list[Finding] = []
    for number, project in enumerate(harness.projects()):
        folder = tmp_path / str(number)
        folder.mkdir()
        project.write(folder)
        for path, text in project.files.items():
            found += harness.findings(folder, path, text)
    return found


@functools.cache
def slots() -> set[str]:
    """Return the names of all slots that messages have: those of every template, and those that rules fill."""
    names = {"bearer", "key_source"}
    for file in Path(rules.__path__[0]).glob("opr*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Message":
                names |= {keyword.arg for keyword in node.keywords if keyword.arg}
    return names


def unfilled(finding: Finding) -> list[str]:
    """Return what is in braces in a message and is no name of the program."""
    names = set(re.findall(r"\w+", finding.span.document.text))
    return [slot for slot in sorted(slots() - names) if f"{{{slot}}}" in finding.message]


def test_messages_are_one_line_and_show_no_key(tmp_path: Path) -> None:
    for finding in fixture_findings(tmp_path):
        assert finding.message == " ".join(finding.message.split())
        assert not re.search(r"[0-9a-f]{16}", finding.message)
        assert "{{" not in finding.message
        assert unfilled(finding) == []
        assert finding.severity in Severity


def test_a_slot_that_is_not_filled_is_noticed() -> None:
    span = Span(Document("app.py", "key = 1\n"), 0, 3)
    assert {"bearer", "key_source", "label", "read", "variable", "text"} <= slots()
    assert [unfilled(Finding(span, f"write {{{slot}}}")) for slot in ("bearer", "read", "key")] == [
        ["bearer"],
        ["read"],
        [],
    ]


def test_edits_lie_in_the_document_and_every_rule_with_a_fix_has_some(tmp_path: Path) -> None:
    fixed: set[str] = set()
    for finding in fixture_findings(tmp_path):
        if finding.fix is None:
            continue
        fixed.add(finding.code)
        for edit in finding.fix.edits:
            spans = [value for value in edit if isinstance(value, Span)]
            assert spans
            for span in spans:
                assert span.document is (finding.inner or finding.span).document
                assert 0 <= span.start < span.end <= len(span.document.text)
    assert fixed == {rule.code for rule in RULES} - WITHOUT_FIX


def test_a_taken_or_malformed_code_stops_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = RULES[0]
    for wrong in (rule, rule._replace(code="OPR1")):
        module = ModuleType("wrong")
        module.check = wrong  # type: ignore[attr-defined]
        monkeypatch.setattr(_registry.importlib, "import_module", lambda name, module=module: module)
        all_rules.cache_clear()
        with pytest.raises(ValueError, match="malformed or taken"):
            all_rules()
        monkeypatch.undo()
        all_rules.cache_clear()


def test_a_page_without_its_sections_is_refused() -> None:
    rule = RULES[0]
    broken = rule._replace(page=rule.page.replace("## Why", "## Y"))
    with pytest.raises(ValueError, match="sections"):
        page(broken)
