"""Fixes in settings: what is written, that every other byte stays, and what is never touched."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from cases import ALL
from harness import live_key
from settings_files import RIGHT, WRONG

from flake8_openrouter.languages.settings import readers
from flake8_openrouter.model import Safety
from flake8_openrouter.run.analysis import check_source
from flake8_openrouter.run.fixing import FixResult, fix_source

KEY = live_key()
OURS = "https://openrouter.ai/api/v1"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that the files would be in: nothing in it reads a variable."""
    readers.forget()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fixed(text: str | bytes, path: str, *, unsafe: bool = False) -> FixResult:
    data = text.encode() if isinstance(text, str) else text
    return fix_source(data, path, unsafe=unsafe, configuration=ALL)


SAFE: dict[str, tuple[str, str, str]] = {
    "/api is missing": (".env", "OPENROUTER_URL=https://openrouter.ai/v1 # a\n", f"OPENROUTER_URL={OURS} # a\n"),
    "a path is kept": ("a.yaml", "url: 'https://openrouter.ai/v1/key'\n", f"url: '{OURS}/key'\n"),
    "no such host": ("a.toml", 'base_url = "https://api.openrouter.ai/v1"\n', f'base_url = "{OURS}"\n'),
    "a stranger's host": ("a.ini", "[a]\nurl = https://openrouter.io/api/v1\n", f"[a]\nurl = {OURS}\n"),
    "not encrypted": (".env", "LLM_BASE_URL = http://openrouter.ai/api/v1\n", f"LLM_BASE_URL = {OURS}\n"),
    "two mistakes": (".env", "LLM_BASE_URL=http://openrouter.ai/v1\n", f"LLM_BASE_URL={OURS}\n"),
    "an operation": (".env", f'OPENAI_BASE_URL="{OURS}/chat/completions"\n', f'OPENAI_BASE_URL="{OURS}"\n'),
    "an Anthropic base": (
        "a.json",
        f'{{"env": {{"ANTHROPIC_BASE_URL": "{OURS}"}}}}',
        '{"env": {"ANTHROPIC_BASE_URL": "https://openrouter.ai/api"}}',
    ),
    "slashes with backslashes": (
        "a.json",
        '{"url": "https:\\/\\/openrouter.ai\\/v1\\/key"}',
        '{"url": "https://openrouter.ai/api/v1\\/key"}',
    ),
    "a colon with a backslash": ("a.properties", "a.url=https\\://openrouter.ai/v1\n", f"a.url={OURS}\n"),
    "a default": ("compose.yaml", "url: ${URL:-https://openrouter.ai/v1}\n", f"url: ${{URL:-{OURS}}}\n"),
    "a line of its own": ("a.yaml", "url:\r\n  https://openrouter.ai/v1\r\n", f"url:\r\n  {OURS}\r\n"),
    "quotes in the value": (
        "compose.yaml",
        "environment:\n  - OPENROUTER_API_KEY='${OPENROUTER_API_KEY}' # a\n",
        "environment:\n  - OPENROUTER_API_KEY=${OPENROUTER_API_KEY} # a\n",
    ),
    "no scheme": (
        "a.json",
        f'{{"url": "{OURS}/key", "headers": {{"Authorization": "${{OPENROUTER_API_KEY}}"}}}}',
        f'{{"url": "{OURS}/key", "headers": {{"Authorization": "Bearer ${{OPENROUTER_API_KEY}}"}}}}',
    ),
    "no space": (
        "a.yaml",
        f"url: {OURS}/key\nheaders: {{Authorization: Bearer$OPENROUTER_API_KEY}}\n",
        f"url: {OURS}/key\nheaders: {{Authorization: Bearer $OPENROUTER_API_KEY}}\n",
    ),
}


@pytest.mark.parametrize("name", SAFE)
def test_a_safe_fix_writes_what_is_right(name: str) -> None:
    path, before, after = SAFE[name]
    done = fixed(before, path)
    assert done.data.decode() == after
    assert list(check_source(after, path, ALL)) == []
    assert fixed(after, path, unsafe=True).data.decode() == after


NOT_SAFE: dict[str, tuple[str, str, str]] = {
    "a key as the default": (
        "compose.yaml",
        f"environment: {{OPENROUTER_API_KEY: '${{OPENROUTER_API_KEY:-{KEY}}}'}}\n",
        "environment: {OPENROUTER_API_KEY: '${OPENROUTER_API_KEY:?}'}\n",
    ),
    "an empty default": (
        "compose.yaml",
        "environment: [OPENROUTER_API_KEY=${OPENROUTER_API_KEY:-}]\n",
        "environment: [OPENROUTER_API_KEY=${OPENROUTER_API_KEY:?}]\n",
    ),
    "another provider's variable": (
        "a.yaml",
        f"base_url: {OURS}\napi_key: ${{OPENAI_API_KEY}}\n",
        f"base_url: {OURS}\napi_key: ${{OPENROUTER_API_KEY}}\n",
    ),
}


@pytest.mark.parametrize("name", NOT_SAFE)
def test_what_depends_on_others_is_no_safe_fix(name: str) -> None:
    path, before, after = NOT_SAFE[name]
    assert fixed(before, path).data.decode() == before
    assert fixed(before, path, unsafe=True).data.decode() == after


KEPT = {
    ".env": f"OPENROUTER_API_KEY={KEY}\nexport A='{KEY}'\n# B={KEY}\nOPENROUTER_KEY=sk-or-v1-abc123def456\n",
    ".env.example": f"OPENROUTER_API_KEY={KEY}\n",
    "compose.yaml": f"environment:\n  OPENROUTER_API_KEY: {KEY}\nargs: [OPENROUTER_KEY={KEY}]\n",
    ".mcp.json": f'{{"env": {{"OPENROUTER_API_KEY": "{KEY}"}}, "args": ["--key={KEY}"]}}',
    "secrets.toml": f'OPENROUTER_API_KEY = "{KEY}"\n',
    "a.properties": f"openrouter.key={KEY}\n",
}


@pytest.mark.parametrize("path", KEPT)
def test_no_key_is_taken_out_of_a_file_of_settings(path: str) -> None:
    found = check_source(KEPT[path], path, ALL)
    assert {finding.code for finding in found} == {"OPR101"}
    assert len(found) == KEPT[path].count("sk-or-v1-")
    done = fixed(KEPT[path], path, unsafe=True)
    assert done.data.decode() == KEPT[path]
    assert KEY not in "".join(str(finding) for finding in found)


@pytest.mark.parametrize(
    ("program", "is_safe"),
    [("", True), ('base = os.environ["ANTHROPIC_BASE_URL"].removesuffix("/v1")\n', False)],
    ids=["nobody reads it", "a program reads it"],
)
def test_a_base_that_the_program_itself_reads_is_left_to_a_human(program: str, is_safe: bool, folder: Path) -> None:
    (folder / "pyproject.toml").touch()
    (folder / "sources").mkdir()
    (folder / "sources" / "app.py").write_text(program)
    text = f"ANTHROPIC_BASE_URL={OURS}\n"
    (found,) = check_source(text, ".env", ALL)
    assert found.fix is not None
    assert (found.fix.safety is Safety.SAFE) == is_safe
    assert (fixed(text, ".env").data.decode() != text) == is_safe
    assert fixed(text, ".env", unsafe=True).data.decode() != text


@pytest.mark.parametrize("path", WRONG)
@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["", "windows"])
def test_fixing_leaves_what_is_not_found(path: str, unsafe: bool, line_end: str) -> None:
    text = WRONG[path].replace("\n", line_end)
    before = check_source(text, path, ALL)
    done = fixed(text, path, unsafe=unsafe)
    after = done.data.decode()
    lines = {finding.line for finding in before if finding.fix}
    changed = difflib.SequenceMatcher(None, text.split("\n"), after.split("\n"), autojunk=False).get_opcodes()
    assert {number + 1 for kind, start, end, *_ in changed if kind != "equal" for number in range(start, end)} <= lines
    assert {finding.code for finding in check_source(after, path, ALL)} <= {finding.code for finding in before}
    assert len(check_source(after, path, ALL)) == len(before) - len(done.fixed)
    again = fixed(done.data, path, unsafe=unsafe)
    assert (again.data, again.fixed) == (done.data, ())


@pytest.mark.parametrize("path", RIGHT)
def test_what_is_right_is_not_fixed(path: str) -> None:
    assert fixed(RIGHT[path], path, unsafe=True).data.decode() == RIGHT[path]
