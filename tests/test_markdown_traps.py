"""Documents that look wrong and are right, or the other way round."""

from __future__ import annotations

import pytest
from harness import live_key
from test_markdown import BARE, CALL, HEAD, RIGHT_VALUE, URL, VALUE, block, codes, fixed, indented

CLIENT = "client = OpenAI(base_url='https://openrouter.ai/api/v1', api_key={})\n"
LABELS = [
    "You might be tempted to write:",
    "What not to do",
    "Not like this:",
    "This is the bug:",
    "Old code:",
    "Non-working example:",
    "Does **not** work:",
    "### Symptoms",
    "## Steps to reproduce",
    "Error:",
    "This raises an error:",
    "You'll see `No auth credentials found` if you write:",
    "Using the key without `Bearer`:",
    "Without the prefix:",
    "If you forget the prefix:",
    "**Problem**:",
    "Naive version:",
    "### Invalid",
    "Falsch:",
    "错误示例：",  # noqa: RUF001
    "Неправильно:",
    "Incorrecto:",
    "Not recommended:",
    "No longer works:",
    "Here's an example of what NOT to do:",
    "It was sent to a place that no longer exists:",
    "The header used to be written like this:",
    "Old:",
    "**Old** (0.x):",
    "This raises `AuthenticationError`:",
    "It throws an APIError:",
    "Why do I get a 404? Because of this line:",
    "Our linter flags:",
    "OPR301 reports:",
    "This is flagged by CI:",
    "Unlike other APIs, which want the bare key:",
    "## Troubleshooting",
    "## Known issues",
]
USUAL = [
    "## Error handling",
    "To avoid rate limits, send your key:",
    "Use it without the SDK:",
    "The problem this solves: routing.\n\n## Use",
    "No configuration is needed:",
    "## 错误处理",
    "It's not hard:",
    "A header used to authenticate:",
    "Set the flags, then call it:",
    "## Older models\n\nUse one:",
    "Use the tool, and report:",
]
INFOS = ("python Bad", 'python title="wrong.py"', "py {2} ❌", "python # don't")


@pytest.mark.parametrize("label", LABELS)
def test_a_label_says_that_it_is_wrong_in_whatever_words(label: str) -> None:
    assert codes(f"{label}\n\n{block()}") == []
    assert codes(f"{label}\n\n{block(f'KEY = {live_key()!r}' + chr(10))}") == ["OPR101"]


@pytest.mark.parametrize("info", INFOS)
def test_the_title_of_a_block_says_that_it_is_wrong(info: str) -> None:
    text = block()
    assert text.startswith("```python\n")
    assert codes(text.replace("python", info, 1)) == []
    assert codes(text.replace("python", 'python title="ask.py" {2}', 1)) == ["OPR301"]


def test_a_reference_in_a_block_of_settings_is_no_placeholder() -> None:
    text = '```json\n{"url": "https://openrouter.ai/api/v1/key", "headers": {"Authorization": "%s"}}\n```\n'
    assert codes(text % "${OPENROUTER_API_KEY}") == ["OPR301"]
    assert codes(text % "<your key>") == codes(text % "") == []


@pytest.mark.parametrize("label", USUAL)
def test_what_sounds_like_one_is_no_label(label: str) -> None:
    assert codes(f"{label}\n\n{block()}") == ["OPR301"]


HIDDEN = {
    "in a comment": (f"<!--\n{block()}-->\n", "README.md"),
    "in a comment that says that it is right": (f"<!--\n{block(f'# Correct{chr(10)}{BARE}')}-->\n", "README.md"),
    "in a comment with two": (f"<!--\n{block()}\n{block()}-->\n", "README.md"),
    "in a comment that is not closed": (f"<!--\n{block()}", "README.md"),
    "in a comment of a component": (f"{{/*\n{block()}*/}}\n", "page.mdx"),
    "in a comment of reStructuredText": (
        f"..\n   .. code-block:: python\n\n{indented(BARE, '      ')}\n",
        "README.rst",
    ),
    "in a comment with words": (f".. Old:\n   .. code-block:: python\n\n{indented(BARE, '      ')}\n", "README.rst"),
}
SHOWN = {
    "after a comment": (f"<!--\n{block()}-->\n\n{block()}", "README.md"),
    "after a comment of one line": (f"<!-- prettier-ignore -->\n{block()}", "README.md"),
    "after a mark within a line": (f"Write `<!--` to begin.\n\n{block()}", "README.md"),
    "after a comment that a block closes": (f"<!--\n{block('x = 1  # -->' + chr(10))}\n{block()}", "README.md"),
    "after an empty comment": (f"..\n\n.. code-block:: python\n\n{indented(BARE, '   ')}", "README.rst"),
    "after a target": (f".. _here:\n.. code-block:: python\n\n{indented(BARE, '   ')}", "README.rst"),
    "in a note": (f".. note::\n   .. code-block:: python\n\n{indented(BARE, '      ')}", "README.rst"),
    "after front matter": (f"---\ntitle: It was wrong\n---\n\n{block()}", "README.md"),
}


@pytest.mark.parametrize(("text", "path"), HIDDEN.values(), ids=HIDDEN)
def test_what_nobody_is_shown_is_silent_but_for_keys(text: str, path: str) -> None:
    assert codes(text, path) == []
    assert codes(text.replace(VALUE, f'"{live_key()}"', 1), path) == ["OPR101"]


@pytest.mark.parametrize(("text", "path"), SHOWN.values(), ids=SHOWN)
def test_what_is_shown_is_checked(text: str, path: str) -> None:
    assert codes(text, path) == ["OPR301"]
    assert codes(fixed(text, path), path) == []


SETTINGS = {
    "brackets in JSON": ("json", '{\n  "openRouterApiKey": "<your-open-router-api-key>"\n}\n'),
    "brackets in .env": ("env", "OPENROUTER_API_KEY=<your-api-key>\n"),
    "braces in .env": ("env", "OPENROUTER_API_KEY={api_key}\n"),
    "braces in YAML": ("yaml", 'openrouter:\n  api_key: "{api_key}"\n'),
    "brackets in TOML": ("toml", '[openrouter]\napi_key = "<key>"\n'),
    "a public name": ("env", "VITE_OPENROUTER_API_KEY=${OPENROUTER_API_KEY}\n"),
    "the whole operation where a tool wants it": (
        "json",
        '{"Providers": [{"name": "openrouter", "api_base_url": "https://openrouter.ai/api/v1/chat/completions"}]}\n',
    ),
    "a variable of a workflow": ("yaml", "env:\n  OPENROUTER_API_KEY: ${{ secrets.OPENROUTER_API_KEY }}\n"),
}


@pytest.mark.parametrize(("info", "text"), SETTINGS.values(), ids=SETTINGS)
def test_settings_that_are_shown_are_filled_in_by_the_reader(info: str, text: str) -> None:
    assert codes(block(text, info)) == []


def test_what_is_wrong_in_settings_that_are_shown_is_found() -> None:
    assert codes(block("OPENAI_BASE_URL=https://openrouter.ai/v1\n", "env")) == ["OPR601"]
    assert codes(f"Wrong:\n\n{block('OPENAI_BASE_URL=https://openrouter.ai/v1' + chr(10), 'env')}") == []
    assert codes(block(f"OPENROUTER_API_KEY={live_key()}\n", "env")) == ["OPR101"]


@pytest.mark.parametrize(
    "key", ["'{{API_KEY_REF}}'", "'OPENROUTER_API_KEY'", "'...'", "...", "'sk-1234'", "'sk-or-v1-…'", "'votre-clé'"]
)
def test_keys_that_are_shown_are_made_up(key: str) -> None:
    assert codes(block(CLIENT.format(key))) == []


SNIPPETS = {
    "no imports": CALL.format(URL, VALUE),
    "options of a cell": f"---\ntags: [hide-input]\n---\n{BARE}",
    "an option of a cell": f":tags: [hide-input]\n\n{BARE}",
    "an option of Quarto": f"#| echo: false\n{BARE}",
    "a place in a session's answer": ">>> import os, requests\n"
    f'>>> headers = {{"Authorization": {VALUE}}}\n'
    ">>> headers\n"
    "{'Authorization': 'sk-or-...'}\n"
    f'>>> requests.post("{URL}", headers=headers, json={{}})\n'
    "<Response [401]>\n",
    "a body that is left out": f'{HEAD}requests.post("{URL}", headers={{"Authorization": {VALUE}}}, json=...)\n',
    "a coroutine's inside": "async with aiohttp.ClientSession() as session:\n"
    f'    await session.post("{URL}", headers={{"Authorization": {VALUE}}}, json={{}})\n',
}


@pytest.mark.parametrize("code", SNIPPETS.values(), ids=SNIPPETS)
def test_snippets_of_whatever_form_are_read(code: str) -> None:
    assert codes(block(code)) == ["OPR301"]


@pytest.mark.parametrize(
    "code",
    [
        f'"""This is wrong: 401."""\n{BARE}',
        f"# Good\n{BARE.replace(VALUE, RIGHT_VALUE)}\n# Bad\n{CALL.format(URL, VALUE)}",
        "".join(f"{number:2} {line}" for number, line in enumerate(BARE.splitlines(keepends=True))),
    ],
)
def test_what_a_block_says_of_itself_is_heeded(code: str) -> None:
    assert codes(block(code)) == []
