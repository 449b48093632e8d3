"""``[tool.flake8-openrouter]``: found, read, refused."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from command_line import PROJECT, command, write

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages.python.language import PYTHON
from flake8_openrouter.project import baseline, codes, config
from flake8_openrouter.project.config import Configuration, ConfigurationError, for_file, parse
from flake8_openrouter.project.not_rules import NOT_RULES
from flake8_openrouter.project.overrides import from_file
from flake8_openrouter.rules._registry import all_rules
from flake8_openrouter.run.analysis import check_source

KEY_LINE = 'KEY = "sk-or-v1-abc123def456"\n'
TABLE = "[tool.flake8-openrouter]"
#: What a TOML file may hold that ends a parser's stack, or its numbers.
BROKEN = (
    "hosts = " + "[" * 100_000,
    "hosts = " + "[" * 100_000 + "]" * 100_000,
    "key-source = " + "{a = " * 100_000,
    "a" + ".b" * 100_000 + " = 1",
    "[a" + ".b" * 100_000 + "]",
    "hosts = " + "1" * 5000,
    "scope = 0x" + "f" * 5000,
    "hosts = [0x" + "f" * 5000 + "]",
    'key-source = "' + "-" * 100_000 + '1"',
    'key-source = "' + "(" * 1000 + ")" * 1000 + '"',
)
CALL = 'import requests\nrequests.post("https://openrouter.ai/api/v1/chat/completions", json={})\n'


def project(folder: Path, table: str) -> Path:
    (folder / "pyproject.toml").write_text(f"[tool.flake8-openrouter]\n{table}\n", encoding="utf-8")
    return folder


def found(text: str, path: Path) -> list[str]:
    return [finding.code for finding in check_source(text, str(path))]


def test_it_is_found_upwards_from_the_file(tmp_path: Path) -> None:
    project(tmp_path, 'ignore = ["OPR1"]')
    inner = tmp_path / "package" / "deep"
    inner.mkdir(parents=True)
    (tmp_path / "package" / "pyproject.toml").write_text('[project]\nname = "other"\n', encoding="utf-8")
    assert found(KEY_LINE, inner / "app.py") == []
    assert for_file(str(inner / "app.py")).root == tmp_path


def test_the_nearest_table_counts(tmp_path: Path) -> None:
    project(tmp_path, 'ignore = ["OPR1"]')
    inner = tmp_path / "inner"
    inner.mkdir()
    project(inner, "")
    assert found(KEY_LINE, inner / "app.py") == ["OPR101"]


def test_the_root_without_a_table_is_where_the_project_begins(tmp_path: Path) -> None:
    (tmp_path / "setup.cfg").touch()
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert for_file(str(inner / "app.py")) == Configuration(root=tmp_path)


def test_tomli_is_not_loaded_for_a_file_that_does_not_name_us(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.other]\nbroken = \n", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "tomli", None)
    assert for_file(str(tmp_path / "app.py")).file is None


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        ('select = ["OPR1", "OPR301"]', {"select": ("OPR1", "OPR301")}),
        ('extend-select = ["OPR107"]', {"extend_select": ("OPR107",)}),
        ('ignore = ["OPR201"]', {"ignore": ("OPR201",)}),
        ('per-file-ignores = { "a/*" = ["OPR1"] }', {"per_file_ignores": (("a/*", ("OPR1",)),)}),
        ('scope = "any"', {"scope": "any"}),
        (
            "key-source = \"os.environ['K']\"",
            {"key_sources": (("python", KeySource("os.environ['K']", "import os", "K")),)},
        ),
        ('key-source = "vault.key()"', {"key_sources": (("python", KeySource("vault.key()", "")),)}),
        (
            'key-source = { expression = "vault.key()", import = "from company import vault" }',
            {"key_sources": (("python", KeySource("vault.key()", "from company import vault")),)},
        ),
        ('hosts = ["LLM.example.com"]', {"hosts": ("llm.example.com",)}),
        ('placeholder-paths = ["docs"]', {"placeholder_paths": ("docs",)}),
        ('env-names = ["TEAM_KEY"]', {"env_names": ("TEAM_KEY",)}),
        ('exclude = ["vendor"]', {"exclude": ("vendor",)}),
    ],
)
def test_each_key_is_read(table: str, wanted: dict[str, object], tmp_path: Path) -> None:
    project(tmp_path, table)
    configuration = for_file(str(tmp_path / "app.py"))
    assert configuration == Configuration(tmp_path, tmp_path / "pyproject.toml")._replace(**wanted)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"selct": []}, "has no key 'selct' (did you mean 'select'?); allowed: select, extend-select, ignore"),
        ({"select": "OPR1"}, "select: expected a list of strings, got 'OPR1'"),
        ({"select": ["OPR1X"]}, "select: expected codes such as 'OPR', 'OPR1' and 'OPR101', got 'OPR1X'"),
        ({"ignore": ["E501"]}, "ignore: expected codes such as"),
        ({"select": ["OPR391"]}, "select: there is no rule OPR391 (did you mean OPR"),
        ({"select": ["OPR1", "OPR8"]}, "select: there is no rule OPR8"),
        ({"extend-select": ["OPR701", "OPR791"]}, "extend-select: there is no rule OPR791 (did you mean OPR"),
        ({"ignore": ["OPR902"]}, "ignore: there is no rule OPR902 (did you mean OPR90"),
        ({"per-file-ignores": {"a": ["OPR1"], "b": ["OPR000"]}}, "per-file-ignores: there is no rule OPR000"),
        ({"per-file-ignores": ["a"]}, "per-file-ignores: expected a table of patterns and their codes, got ['a']"),
        ({"per-file-ignores": {"a": "OPR1"}}, "per-file-ignores: expected a list of strings"),
        ({"scope": "all"}, "scope: expected 'openrouter' or 'any', got 'all'"),
        ({"key-source": "os.environ["}, "key-source: expected a Python expression, got 'os.environ['"),
        ({"key-source": ""}, "key-source: expected a non-empty string, got ''"),
        ({"key-source": 3}, "key-source: expected a non-empty string, got 3"),
        ({"key-source": {"expr": "x"}}, "key-source: expected a table of 'expression' and 'import'"),
        ({"key-source": {"expression": "x", "import": "x = 1"}}, "expected an import statement, got 'x = 1'"),
        ({"key-source": {"expression": "x", "import": "import"}}, "expected an import statement, got 'import'"),
        ({"hosts": ["https://a.example"]}, "expected host names such as 'llm.example.com', got 'https://a.example'"),
        ({"hosts": [1]}, "hosts: expected a list of strings, got [1]"),
        ({"exclude": [""]}, "exclude: expected a list of strings, got ['']"),
        ({"baseline": []}, "baseline: expected a non-empty string, got []"),
    ],
)
def test_a_wrong_key_or_type_is_one_line_that_names_file_and_key(table: dict[str, object], said: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        parse(table, Path("some/pyproject.toml"))
    message = str(caught.value)
    assert message.startswith("some/pyproject.toml: [tool.flake8-openrouter] ")
    assert said in message
    assert "\n" not in message


def test_the_codes_that_there_are_are_the_rules() -> None:
    assert codes.known() == (*(rule.code for rule in all_rules()), *NOT_RULES)
    every = sorted({code[:end] for code in codes.known() for end in range(1, 7)})
    assert parse({"select": every, "ignore": every}, Path("pyproject.toml")).select == tuple(every)


def test_the_codes_of_a_package_in_a_zip_file(tmp_path: Path) -> None:
    package = Path(config.__file__).parent.parent
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for path in package.rglob("*.py"):
            archive.write(path, path.relative_to(package.parent))
    program = "from flake8_openrouter.project import codes; print(codes.__file__, *codes.known())"
    result = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "all.zip")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    where, *found = result.stdout.split()
    assert "all.zip" in where
    assert tuple(found) == codes.known()


def test_a_table_of_codes_and_a_key_source_loads_no_rule(tmp_path: Path) -> None:
    project(tmp_path, 'select = ["OPR1"]\nper-file-ignores = { "a" = ["OPR301"] }\nkey-source = "vault.key()"')
    (tmp_path / "app.py").write_text("x = 1\n", encoding="utf-8")
    # What measures coverage loads some of these before anything else.
    program = (
        "import sys; before = set(sys.modules); from flake8_openrouter.command.main import main; main(['check']); "
    )
    program += "print(*set(sys.modules) - before)"
    result = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    loaded = set(result.stdout.split())
    assert "flake8_openrouter.project.codes" in loaded
    assert not any(name.startswith(("flake8_openrouter.rule", "flake8_openrouter.model")) for name in loaded)
    assert loaded.isdisjoint({"inspect", "pkgutil", "difflib", "libcst"})


@pytest.mark.parametrize(
    "text",
    [
        "[tool.flake8-openrouter\n",
        "tool.flake8-openrouter = 1\n",
        "[tool.flake8_openrouter]\n",
        "x = '\xff'\n[tool.flake8-openrouter]\n",
        *(f"{TABLE}\n{text}" for text in BROKEN),
    ],
    ids=lambda text: text[:40],
)
def test_a_broken_file_names_itself(text: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(ConfigurationError, match=r"pyproject\.toml"):
        for_file(str(tmp_path / "app.py"))


@pytest.mark.parametrize("text", BROKEN, ids=lambda text: text[:20])
def test_a_broken_file_that_is_named_names_itself(text: str, tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"c\.toml"):
        from_file(tmp_path / "c.toml")


@pytest.mark.parametrize("text", BROKEN, ids=lambda text: text[:20])
def test_a_broken_table_is_one_line_of_flake8_and_of_the_command(text: str, tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": f"{TABLE}\n{text}", "app.py": KEY_LINE})
    for run in (
        subprocess.run([sys.executable, "-m", "flake8"], cwd=tmp_path, capture_output=True, timeout=60),
        command(tmp_path, "check", "--no-cache"),
    ):
        said = (run.stdout + run.stderr).decode()
        assert "Traceback" not in said
        assert run.returncode > 0
        (line,) = [line for line in said.splitlines() if "pyproject.toml" in line]
        assert len(line) < len(str(tmp_path)) + 400


def test_a_sparse_pyproject_and_one_that_is_no_file(tmp_path: Path) -> None:
    with open(tmp_path / "pyproject.toml", "wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(ConfigurationError, match=r"pyproject\.toml: it is larger than 100 MB"):
        for_file(str(tmp_path / "app.py"))
    config.for_folder.cache_clear()
    (tmp_path / "pyproject.toml").unlink()
    os.mkfifo(tmp_path / "pyproject.toml")
    assert for_file(str(tmp_path / "app.py")).file is None


@pytest.mark.alike
def test_a_path_of_more_folders_than_the_stack_is_deep(tmp_path: Path) -> None:
    project(tmp_path, 'ignore = ["OPR1"]')
    assert for_file(str(tmp_path) + "/d" * 1050 + "/app.py").ignore == ("OPR1",)


#: Files that make the settings of what lies beside them wrong.
WRONG: dict[str, dict[str, str | bytes]] = {
    "nested": {"pyproject.toml": f"{TABLE}\n{BROKEN[0]}"},
    "no TOML": {"pyproject.toml": f"{TABLE}\n]"},
    "a wrong key": {"pyproject.toml": f"{TABLE}\nslect = []\n"},
    "no UTF-8": {"pyproject.toml": f"{TABLE}\n".encode() + b"\xff"},
    "a nested baseline": {"pyproject.toml": f'{TABLE}\nbaseline = "known.json"\n', "known.json": "[" * 100_000},
    "no baseline": {"pyproject.toml": f'{TABLE}\nbaseline = "known.json"\n'},
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_settings_leave_out_what_lies_there_and_the_rest_is_checked(name: str, tmp_path: Path) -> None:
    write(
        tmp_path, {"app.py": KEY_LINE, "other/app.py": KEY_LINE, "wrong/app.py": KEY_LINE, "wrong/sub/b.py": KEY_LINE}
    )
    write(tmp_path / "wrong", WRONG[name])
    for paths in ((), ("app.py", "wrong/app.py", "wrong/sub/b.py", "other")):
        run = command(tmp_path, "check", "-q", "--no-cache", *paths)
        found = [line.split(":")[0] for line in run.stdout.decode().splitlines()]
        assert found == ["app.py", "other/app.py"]
        (said,) = run.stderr.decode().splitlines()
        assert said.endswith(": the files there were not checked")
        assert str(tmp_path / "wrong") in said
        assert run.returncode == 2
    run = command(tmp_path, "check", "--fix", "--unsafe-fixes")
    assert (run.returncode, run.stdout, run.stderr.count(b"\n")) == (2, b"", 1)
    assert (tmp_path / "app.py").read_text(encoding="utf-8") == KEY_LINE
    run = command(tmp_path, "check", "-q", "wrong")
    assert (run.returncode, run.stdout, run.stderr.count(b"\n")) == (2, b"", 1)


def test_off_by_default_needs_the_full_code() -> None:
    assert not Configuration().enables("OPR107", default=False)
    assert not Configuration(select=("OPR1",), extend_select=("OPR",)).enables("OPR107", default=False)
    assert Configuration(select=("OPR107",)).enables("OPR107", default=False)
    assert Configuration(extend_select=("OPR107",)).enables("OPR107", default=False)


def test_select_and_ignore() -> None:
    assert Configuration(select=("OPR1",)).enables("OPR101", default=True)
    assert not Configuration(select=("OPR1",)).enables("OPR301", default=True)
    assert Configuration(select=("OPR1",), extend_select=("OPR301",)).enables("OPR301", default=True)
    assert not Configuration(ignore=("OPR3",)).enables("OPR301", default=True)
    assert Configuration(ignore=("OPR3",), extend_select=("OPR301",)).enables("OPR301", default=True)


@pytest.mark.parametrize(
    ("path", "is_test"),
    [
        ("tests/app.py", True),
        ("a/test/app.py", True),
        ("test_app.py", True),
        ("a/app_test.py", True),
        ("a/conftest.py", True),
        ("docs/snippets/app.py", True),
        ("a/generated_app.py", True),
        ("app.py", False),
        ("latest/app.py", False),
        ("a/tests.py", False),
        ("src/__tests__/app.py", True),
        ("e2e/app.py", True),
        ("src/mocks.py", False),
    ],
)
def test_test_paths_are_relative_to_the_root(path: str, is_test: bool, tmp_path: Path) -> None:
    root = tmp_path / "tests" / "project"
    configuration = Configuration(root=root, placeholder_paths=("docs/", "a/generated_*"))
    assert configuration.is_test(str(root / path), PYTHON) is is_test


def test_hosts_make_a_gateway(tmp_path: Path) -> None:
    project(tmp_path, 'hosts = ["llm.example.com"]')
    text = (
        "import os, requests\n"
        'HEADERS = {"authorization": "Bearer " + os.environ["T"]}\n'
        'requests.post("https://eu.llm.example.com/v1/x", headers=HEADERS)\n'
    )
    assert found(text, tmp_path / "app.py") == ["OPR201"]
    assert found(text.replace("llm.example.com", "llm.example.org"), tmp_path / "app.py") == []


def test_env_names_add_names_and_words_of_the_prefilter(tmp_path: Path) -> None:
    project(tmp_path, 'env-names = ["TEAM_KEY"]')
    text = 'import os\nkey = os.environ["TEAM_KEY"]\nprint(key)\n'
    assert found(text, tmp_path / "app.py") == ["OPR701"]


def test_scope_any_takes_an_unresolved_destination_for_ours(tmp_path: Path) -> None:
    project(tmp_path, 'scope = "any"')
    text = (
        'import requests\ndef ask(url, api_key):\n    return requests.post(url, headers={"Authorization": api_key})\n'
    )
    assert found(text, tmp_path / "app.py") == ["OPR301"]


def test_known_findings_are_not_reported_again(tmp_path: Path) -> None:
    path = tmp_path / "app.py"
    findings = check_source(KEY_LINE + CALL, str(path))
    entries = [entry for _, entry in baseline.fingerprints(findings, "app.py")]
    (tmp_path / "known.json").write_text(baseline.written(entries), encoding="utf-8")
    config.for_folder.cache_clear()
    project(tmp_path, 'baseline = "known.json"')
    assert found("\n\n" + KEY_LINE + "\n" + CALL, path) == []
    assert found(KEY_LINE + KEY_LINE + CALL, path) == ["OPR101"]
    assert found(KEY_LINE + CALL, tmp_path / "other.py") == ["OPR101", "OPR501"]


def test_a_baseline_holds_no_secret_and_is_sorted(tmp_path: Path) -> None:
    findings = check_source(KEY_LINE + CALL, str(tmp_path / "app.py"))
    text = baseline.written(entry for _, entry in baseline.fingerprints(findings, "app.py"))
    assert "abc123" not in text
    entries = json.loads(text)["findings"]
    assert entries == sorted(entries)
    assert len(entries) == 2


@pytest.mark.parametrize(
    "content",
    [
        *(None, "nothing", "[]", '{"version": 2, "findings": []}', '{"version": 1, "findings": [1]}'),
        "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '{"version": ' * 100_000,
        '{"version": 1, "findings": ' + "1" * 5000 + "}",
    ],
    ids=lambda content: str(content)[:40],
)
def test_a_broken_baseline_names_itself(content: str | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "known.json").write_text(content, encoding="utf-8")
    project(tmp_path, 'baseline = "known.json"')
    with pytest.raises(ConfigurationError, match=r"baseline .*known\.json"):
        found(KEY_LINE, tmp_path / "app.py")


def test_the_documentation_has_every_key_of_the_table_and_no_other() -> None:
    text = (PROJECT / "docs" / "configuration.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z][a-z-]*)` \|", text, re.MULTILINE)
    assert rows == list(config._READERS)
