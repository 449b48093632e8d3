"""Traps in settings: values that several readers have, tools whose places look alike, and what a message must say."""

from __future__ import annotations

from pathlib import Path

import pytest
from cases import ALL, codes

from flake8_openrouter.languages.settings import readers, sharing
from flake8_openrouter.languages.settings.entries import Entry
from flake8_openrouter.model import Document, Notation, Safety
from flake8_openrouter.run.analysis import check_source
from flake8_openrouter.run.fixing import fix_source

pytestmark = pytest.mark.alike

OURS = "https://openrouter.ai/api/v1"
WRONG = f"{OURS}/chat/completions"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that the files would be in: nothing in it reads a variable."""
    readers.forget()
    monkeypatch.chdir(tmp_path)
    return tmp_path


SHARED = {
    "a variable of the same file": (".env", f"ANTHROPIC_BASE_URL={OURS}\nOPENAI_BASE_URL=${{ANTHROPIC_BASE_URL}}\n"),
    "without braces": (".env", f"OPENAI_BASE_URL={OURS}/models\nMODELS_URL=$OPENAI_BASE_URL\n"),
    "with a default": (".env", f"OPENAI_BASE_URL={WRONG}\nCHAT_URL=${{OPENAI_BASE_URL:-x}}\n"),
    "a dependent variable": (
        "pod.yaml",
        "env:\n- {name: ANTHROPIC_BASE_URL, value: '" + OURS + "'}\n- {name: URL, value: $(ANTHROPIC_BASE_URL)}\n",
    ),
    "a step of a workflow": (
        "ci.yml",
        f"env:\n  OPENAI_BASE_URL: {WRONG}\njobs: {{a: {{steps: [{{run: 'curl ${{{{ env.OPENAI_BASE_URL }}}}'}}]}}}}\n",
    ),
    "a value with an anchor": (
        "compose.yaml",
        f"environment:\n  ANTHROPIC_BASE_URL: &url {OURS}\n  OPENAI_BASE_URL: *url\n",
    ),
    "a mapping with an anchor": (
        "models.yaml",
        f"x: &defaults\n  env:\n    OPENAI_BASE_URL: {WRONG}\n\nservice:\n  <<: *defaults\n",
    ),
    "a list with an anchor": (
        "compose.yaml",
        f"x: &list\n- OPENAI_BASE_URL={WRONG}\nservices: {{a: {{environment: *list}}}}\n",
    ),
    "an item with an anchor": ("config.yaml", f"models:\n- &one\n  provider: openai\n  apiBase: {WRONG}\n- <<: *one\n"),
    "a header with an anchor": (
        "a.yaml",
        f"a:\n  url: {OURS}/key\n  headers: &h\n    Authorization: $OPENROUTER_API_KEY\nb:\n  headers: *h\n",
    ),
}


@pytest.mark.parametrize("name", SHARED)
def test_what_several_settings_have_is_left_to_a_human(name: str) -> None:
    path, text = SHARED[name]
    (found,) = check_source(text, path, ALL)
    assert found.fix is not None
    assert found.fix.safety is Safety.UNSAFE
    assert fix_source(text.encode(), path, unsafe=True, configuration=ALL).data.decode() != text


NOT_SHARED = {
    "its own name": (".env", f"OPENAI_BASE_URL={WRONG}\n"),
    "given on as it is": ("compose.yaml", f"OPENAI_BASE_URL: {WRONG}\nb: [OPENAI_BASE_URL=$OPENAI_BASE_URL]\n"),
    "a longer name": (".env", f"OPENAI_BASE_URL={WRONG}\nA=$OPENAI_BASE_URL_2\nB=${{MY_OPENAI_BASE_URL}}\n"),
    "an anchor of another": ("a.yaml", f"x: &x\n  a: b\ny: *x\nz:\n  OPENAI_BASE_URL: {WRONG}\n"),
    "an anchor that nothing refers to": ("a.yaml", f"x: &x\n  OPENAI_BASE_URL: {WRONG}\n"),
    "an anchor of the item before": (
        "a.yaml",
        f"models:\n- &one\n  provider: openai\n- provider: openai\n  apiBase: {WRONG}\n- <<: *one\n",
    ),
    "no anchor in JSON": ("a.json", f'{{"a": "&x *x", "env": {{"OPENAI_BASE_URL": "{WRONG}"}}}}'),
    "a URL that leads nowhere": (".env", "OPENROUTER_URL=https://openrouter.ai/v1\nA_URL=$OPENROUTER_URL/key\n"),
}


@pytest.mark.parametrize("name", NOT_SHARED)
def test_what_one_setting_has_is_fixed(name: str) -> None:
    path, text = NOT_SHARED[name]
    after = fix_source(text.encode(), path, configuration=ALL).data.decode()
    assert after != text
    assert check_source(after, path, ALL) == []


ELSEWHERE = {
    "compose.yaml": ("environment: {CHAT_URL: '${OPENAI_BASE_URL}/x'}\n", False),
    "Makefile": ("ask:\n\tcurl $(OPENAI_BASE_URL)\n", False),
    "web/nginx.conf": ("proxy_pass ${OPENAI_BASE_URL};\n", False),
    ".github/workflows/ci.yml": ("run: curl $OPENAI_BASE_URL\n", False),
    "app/.env.local": ("CHAT_URL=$OPENAI_BASE_URL/chat/completions\n", False),
    "docker-compose.yml": ("environment:\n  - OPENAI_BASE_URL=${OPENAI_BASE_URL}\n  - OPENAI_BASE_URL\n", True),
    "chart/values.yaml": ("OPENAI_BASE_URL: https://openrouter.ai/api/v1\n", True),
    ".venv/lib/site.yaml": ("a: $OPENAI_BASE_URL\n", True),
    "notes.txt": ("$OPENAI_BASE_URL\n", True),
}


@pytest.mark.parametrize("path", ELSEWHERE)
def test_a_variable_that_another_file_refers_to_is_left_to_a_human(path: str, folder: Path) -> None:
    text, is_safe = ELSEWHERE[path]
    (folder / "pyproject.toml").touch()
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text)
    before = f"OPENAI_BASE_URL={WRONG}\n"
    assert (fix_source(before.encode(), ".env", configuration=ALL).data.decode() != before) == is_safe


OTHER_TOOLS = {
    "promptfoo's own provider": (
        "promptfooconfig.yaml",
        f"providers:\n- id: openrouter:x/y\n  config: {{apiBaseUrl: '{OURS}'}}\n",
    ),
    "a table of providers": ("providers.yaml", f"providers:\n  openrouter:\n    api_base_url: {OURS}\n"),
    "deeper than the place": ("a.json", f'{{"Providers": [{{"options": {{"api_base_url": "{OURS}"}}}}]}}'),
    "Spring AI": ("application.yml", "spring: {ai: {openai: {base-url: https://openrouter.ai/v1}}}\n"),
    "Spring AI, for chats": ("a.properties", "spring.ai.openai.chat.base-url=https://openrouter.ai/v1\n"),
}


@pytest.mark.parametrize("name", OTHER_TOOLS)
def test_a_place_that_looks_like_a_tools_is_not_judged(name: str) -> None:
    path, text = OTHER_TOOLS[name]
    assert codes(text, ALL, path) == []


def test_promptfoo_has_its_providers_wherever_they_are() -> None:
    text = f"tests: {{options: {{provider: {{id: 'openai:x', config: {{apiBaseUrl: '{WRONG}'}}}}}}}}\n"
    assert codes(text, ALL, "promptfooconfig.yaml") == ["OPR601"]


LAST = {
    ".env": f"OPENAI_BASE_URL={{}}\nOPENAI_BASE_URL={OURS}\n",
    "a.json": f'{{{{"env": {{{{"OPENAI_BASE_URL": "{{}}", "OPENAI_BASE_URL": "{OURS}"}}}}}}}}',
    "compose.yaml": f"environment:\n- OPENAI_BASE_URL={{}}\n- OPENAI_BASE_URL={OURS}\n",
}


@pytest.mark.parametrize("path", LAST)
def test_what_a_later_entry_replaces_is_not_judged(path: str) -> None:
    assert codes(LAST[path].format(WRONG), ALL, path) == []
    first, second = LAST[path].format(OURS).rsplit(OURS, 1)
    assert codes(f"{first}{WRONG}{second}", ALL, path) == ["OPR601"]


CARRIED = ('"auth": {"type": "bearer", "token": "$X"}', '"apiKey": "$OPENROUTER_API_KEY"', '"authentication": "x"')


@pytest.mark.parametrize("beside", CARRIED)
@pytest.mark.parametrize(("name", "code"), [("api-key", "OPR203"), ("Authorization", "OPR301")])
def test_headers_beside_another_carrier_are_not_judged(beside: str, name: str, code: str) -> None:
    text = f'{{"a": {{"url": "{OURS}/key", {{}}"headers": {{"{name}": "$OPENROUTER_API_KEY"}}}}}}'
    assert codes(text.replace("{}", f"{beside}, "), ALL, "a.json") == []
    assert codes(text.replace("{}", '"method": "GET", '), ALL, "a.json") == [code]


def test_a_key_beside_the_url_of_a_gateway_may_be_the_gateways() -> None:
    text = '{"provider": "openrouter", %s"api_key": "gsk_9f8e7d6c5b4a3f2e1d"}'
    assert codes(text % '"custom_host": "https://gateway.example/v1", ', ALL, "a.json") == []
    assert codes(text % "", ALL, "a.json") == ["OPR105"]
    assert codes(text % f'"custom_host": "{OURS}", ', ALL, "a.json") == ["OPR105"]


REFERENCES = {
    "${OPENROUTER_API_KEY}": "${OPENROUTER_API_KEY}",
    "$OPENROUTER_API_KEY": "$OPENROUTER_API_KEY",
    "{{env.OPENROUTER_API_KEY}}": "{{env.OPENROUTER_API_KEY}}",
    "${{ secrets.OPENROUTER_API_KEY }}": "${{ secrets.OPENROUTER_API_KEY }}",
    "%OPENROUTER_API_KEY%": "%OPENROUTER_API_KEY%",
    "{env:OPENROUTER_API_KEY}": "{env:OPENROUTER_API_KEY}",
    "os.environ/OPENROUTER_API_KEY": "${OPENROUTER_API_KEY}",
}


@pytest.mark.parametrize("written", REFERENCES)
@pytest.mark.parametrize("name", ["Authorization", "api-key"])
def test_a_message_refers_to_a_variable_as_its_file_does(written: str, name: str) -> None:
    text = f'{{"url": "{OURS}/key", "headers": {{"{name}": "{written}"}}}}'
    (found,) = check_source(text, "a.json", ALL)
    assert f'"Bearer {REFERENCES[written]}"' in found.message


def test_where_blocks_end() -> None:
    text = "a: &a\n  b:\n    - c\n  # d\nd: *a\ne: &e [f,\n  g]\nh: [*e]\n"
    shared = sharing.Shared(Document("a.yaml", text, Notation("yaml")))
    inside = [name for name in "bcdfgh" if shared.of_block(Entry((name,), (0, 0), "", text.rindex(name), 0)).readers]
    assert inside == ["b", "c", "f", "g"]
