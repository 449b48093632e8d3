"""Mappings that configure a framework's client: each mistake is found in them, and correct ones are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from configured_programs import BASE, FORMS, MAPPINGS, MISTAKES, READ, WAYS
from every_rule import EVERY

from flake8_openrouter.model import Safety
from flake8_openrouter.run.analysis import check_source
from flake8_openrouter.run.fixing import fix_source

_PAIRS = [(way, mistake) for way in WAYS for mistake in MISTAKES]


def _fixed(program: str) -> str:
    return fix_source(program.encode(), "app.py", unsafe=True).data.decode()


def _codes(source: str) -> list[str]:
    return [finding.code for finding in check_source(source, "app.py", EVERY)]


@pytest.mark.parametrize("way", WAYS)
def test_what_is_right_is_left_alone(way: str) -> None:
    assert _codes(WAYS[way].source()) == []


@pytest.mark.parametrize(("way", "mistake"), _PAIRS, ids=[f"{way}, {mistake}" for way, mistake in _PAIRS])
def test_a_mistake_is_found(way: str, mistake: str) -> None:
    made = MISTAKES[mistake]
    expected = [] if mistake in WAYS[way].silent else [made.code]
    assert _codes(WAYS[way].source(made.key, made.base)) == expected


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("way", MAPPINGS)
@pytest.mark.parametrize("mistake", [None, "nokey", "optional", "nobase", "apihost", "placeholder"])
def test_a_mapping_is_followed(way: str, form: str, mistake: str | None) -> None:
    written = MISTAKES[mistake] if mistake else None
    source = FORMS[form](WAYS[way], written)
    is_silent = written is None or mistake in WAYS[way].silent
    assert _codes(source) == ([] if is_silent or written is None else [written.code])


#: What gives a mapping its key where it has no name of its own, or may.
FILLED = {
    "by its keys": 'config["embedder"]["config"]["api_key"] = os.environ["OPENROUTER_API_KEY"]',
    "by another name": 'inner = config["embedder"]["config"]\ninner["api_key"] = os.environ["OPENROUTER_API_KEY"]',
    "by update": 'config["embedder"]["config"].update(api_key=os.environ["OPENROUTER_API_KEY"])',
    "by setdefault": 'config["embedder"].get("config").setdefault("api_key", os.environ["OPENROUTER_API_KEY"])',
    "by a merge": 'config["embedder"]["config"] |= {"api_key": os.environ["OPENROUTER_API_KEY"]}',
    "by a loop": 'for part in (config["embedder"],):\n    part["config"]["api_key"] = os.environ["OPENROUTER_API_KEY"]',
    "by its items": 'for _, part in config.items():\n    part["config"]["api_key"] = os.environ["OPENROUTER_API_KEY"]',
    "by a function": (
        "def fill(given):\n    given['embedder']['config']['api_key'] = os.environ['OPENROUTER_API_KEY']\nfill(config)"
    ),
}


@pytest.mark.parametrize("key", ["", '"api_key": "your-api-key-here", '])
@pytest.mark.parametrize("filled", FILLED)
def test_a_key_that_is_put_into_a_mapping_below_counts(filled: str, key: str) -> None:
    inner = f'{{{key}"openai_base_url": "https://openrouter.ai/api/v1"}}'
    config = f'config = {{"embedder": {{"provider": "openai", "config": {inner}}}}}'
    program = f"import os\nfrom mem0 import Memory\n{config}\n{FILLED[filled]}\nMemory.from_config(config)\n"
    assert _codes(program) == []


@pytest.mark.parametrize(
    "statement",
    [
        "fill(config)",
        'fill(config["embedder"]["config"])',
        "config = completed(config)",
        "holder.settings = config",
        'extra = {}\nextra["api_key"] = key\nconfig["embedder"]["config"] = {**config["embedder"]["config"], **extra}',
    ],
)
def test_a_mapping_that_is_handed_on_may_have_got_its_key(statement: str) -> None:
    inner = '{"openai_base_url": "https://openrouter.ai/api/v1"}'
    config = f'config = {{"embedder": {{"provider": "openai", "config": {inner}}}}}'
    program = f"from mem0 import Memory\n{config}\n{statement}\nMemory.from_config(config)\n"
    assert _codes(program) == []


def test_elements_that_a_loop_fills_have_their_key() -> None:
    config_list = 'config_list = [{"model": "m", "base_url": "https://openrouter.ai/api/v1"}]'
    loop = 'for entry in config_list:\n    entry["api_key"] = os.environ["OPENROUTER_API_KEY"]'
    agent = 'AssistantAgent("a", llm_config={"config_list": config_list})'
    program = f"import os\nfrom autogen import AssistantAgent\n{config_list}\n"
    assert _codes(f"{program}{agent}\n") == ["OPR502"]
    assert _codes(f"{program}{loop}\n{agent}\n") == []


#: Programs that are right, or of which too little is known, though something is missing in a mapping.
SILENT = {
    "another provider's entry": (
        "import os\nfrom autogen import AssistantAgent\nAssistantAgent('a', llm_config={'config_list': ["
        "{'api_type': 'azure', 'api_key': os.environ['OPENROUTER_API_KEY'], 'model': 'm'}]})\n"
    ),
    "a provider that is not known": (
        "import os\nfrom mem0 import Memory\nMemory.from_config({'embedder': {'provider': os.environ['P'], "
        "'config': {'openai_base_url': 'https://openrouter.ai/api/v1'}}})\n"
    ),
    "a key of the whole list": (
        "import os\nfrom autogen import OpenAIWrapper\nOpenAIWrapper(config_list=[{'base_url': "
        "'https://openrouter.ai/api/v1'}], api_key=os.environ['OPENROUTER_API_KEY'])\n"
    ),
    "a variable that litellm reads": (
        "from litellm import Router\nRouter(model_list=[{'model_name': 'm', 'litellm_params': {'model': "
        "'openrouter/openai/gpt-5-mini', 'api_key': 'os.environ/OPENROUTER_API_KEY'}}])\n"
    ),
    "a variable that crawl4ai reads": (
        "from crawl4ai import LLMConfig\nLLMConfig('openrouter/openai/gpt-5-mini', 'env:OPENROUTER_API_KEY')\n"
    ),
    "a file that is read": (
        "import json\nfrom autogen import AssistantAgent\n# openrouter\n"
        "AssistantAgent('a', llm_config={'config_list': json.load(open('x.json'))})\n"
    ),
    "a class of the same name": (
        "class RLM:\n    def __init__(self, backend_kwargs): ...\n"
        "RLM(backend_kwargs={'base_url': 'https://openrouter.ai/api/v1'})\n"
    ),
    "a list that is replaced later": (
        "import os\nfrom autogen import AssistantAgent\nmodels = [{'api_key': os.environ['OPENROUTER_API_KEY']}]\n"
        "models.clear()\nAssistantAgent('a', llm_config={'config_list': models})\n"
    ),
}


@pytest.mark.parametrize("program", SILENT.values(), ids=SILENT)
def test_what_is_not_known_is_silent(program: str) -> None:
    assert _codes(program) == []


def test_what_is_missing_becomes_an_entry() -> None:
    program = WAYS["rlm"].source(base=None)
    (finding,) = check_source(program, "app.py")
    assert finding.message.endswith('add "base_url": "https://openrouter.ai/api/v1"')
    fixed = _fixed(program)
    assert fixed == WAYS["rlm"].source().replace('"base_url": "https://openrouter.ai/api/v1", ', "").replace(
        f"{READ}}}", f'{READ}, "base_url": "https://openrouter.ai/api/v1"}}'
    )


def test_a_key_that_is_missing_is_asked_for_where_the_endpoint_is() -> None:
    program = WAYS["strands"].source(key=None)
    (finding,) = check_source(program, "app.py")
    assert finding.span.text == '"base_url"'
    assert f'"api_key": {READ}' in _fixed(program)


def test_another_file_has_the_mapping(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.flake8-openrouter]\n")
    (tmp_path / "settings.py").write_text(
        'LLM = {"model": "m", "base_url": "https://openrouter.ai/v1", "api_key": "your-api-key-here"}\n'
    )
    program = (
        'from autogen import AssistantAgent\nfrom settings import LLM\nAssistantAgent("openrouter", llm_config=LLM)\n'
    )
    findings = check_source(program, tmp_path / "app.py")
    assert [finding.code for finding in findings] == ["OPR104", "OPR601"]
    assert {finding.span.text for finding in findings} == {"llm_config=LLM"}


def test_who_else_reads_a_mapping_makes_the_fix_of_its_endpoint_unsafe() -> None:
    inline = WAYS["autogen llm_config"].source(base='"https://openrouter.ai/v1"')
    settings = WAYS["autogen llm_config"].entries(READ, '"https://openrouter.ai/v1"')
    agent = "autogen.ConversableAgent('a', llm_config=SETTINGS)"
    held = f"import os\nimport autogen\nSETTINGS = {settings}\n{agent}\nshow(SETTINGS)\n"
    found = [finding.fix for program in (inline, held) for finding in check_source(program, "app.py")]
    assert [fix.safety for fix in found if fix is not None] == [Safety.SAFE, Safety.UNSAFE]


@pytest.mark.parametrize("mistake", [None, "nokey", "nobase", "placeholder"])
def test_what_is_appended_to_a_list_is_in_it(mistake: str | None) -> None:
    way, made = WAYS["autogen config_list"], MISTAKES[mistake or ""] if mistake else None
    entries = way.entries(made.key, made.base) if made else way.entries(READ, f'"{BASE}"')
    program = (
        f"import os\nfrom autogen import AssistantAgent\nmodels = []\nif x:\n    models.append({entries})\n"
        'AssistantAgent("a", llm_config={"config_list": models})\n'
    )
    assert _codes(program) == ([made.code] if made else [])
