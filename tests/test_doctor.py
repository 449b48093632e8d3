"""The doctor: each thing that it looks at, in worlds of files, homes and variables."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from command_line import write
from doctor_scenarios import (
    BESIDE,
    CLIENT,
    CURL,
    FETCHING,
    GETENV,
    GIVEN,
    KEY,
    LOADED,
    NAME,
    OTHER,
    OVERRIDDEN,
    OWN,
    PAIRS,
    PLAIN,
    REQUIRED,
    ROUTED,
    SCENARIOS,
    SETTINGS,
    UNLOADED_FETCH,
    line,
    repaired,
)

from flake8_openrouter.doctor import examination
from flake8_openrouter.doctor.catalogue import said
from flake8_openrouter.doctor.results import Result, Status
from flake8_openrouter.doctor.world import World
from flake8_openrouter.project import config


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    config.for_folder.cache_clear()
    yield
    config.for_folder.cache_clear()


def examined(
    folder: Path,
    files: Mapping[str, str],
    environment: Mapping[str, str] | None = None,
    home: Mapping[str, str] | None = None,
) -> list[Result]:
    """Return what the doctor says of a project of some files, in a world of its own."""
    project, at_home = folder / "home" / "project", folder / "home"
    project.mkdir(parents=True, exist_ok=True)
    write(project, dict(files))
    write(at_home, dict(home or {}))
    world = World(environment or {}, project, at_home)
    return examination.examined(examination.subject(world, str(project)))


def of(results: list[Result], check: str) -> list[Result]:
    return [each for each in results if each.check == check]


def told(result: Result) -> str:
    return "\n".join(said(each, "en") for each in (result.message, *result.detail))


def problems(results: list[Result]) -> list[str]:
    return [f"{each.check}: {told(each)}" for each in results if each.status is Status.PROBLEM]


@pytest.mark.parametrize("name", SCENARIOS)
def test_what_is_wrong_is_said_with_what_to_do(name: str, tmp_path: Path) -> None:
    files, check, words, repair, environment, home, _ = SCENARIOS[name]
    found = of(examined(tmp_path, files, environment, home), check)
    assert [each.status for each in found] == [Status.PROBLEM], found
    assert words in told(found[0])
    assert repair in said(found[0].repair, "en")


@pytest.mark.parametrize("name", SCENARIOS)
def test_once_that_is_done_nothing_is_said(name: str, tmp_path: Path) -> None:
    mended = repaired(SCENARIOS[name])
    assert problems(examined(tmp_path, mended.files, mended.environment, mended.home)) == []


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_problem_has_a_repair(name: str, tmp_path: Path) -> None:
    scenario = SCENARIOS[name]
    for result in examined(tmp_path, scenario.files, scenario.environment, scenario.home):
        # What all requests send is put right by putting right their keys.
        assert result.status is not Status.PROBLEM or result.repair or result.check == "requests"


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_two_causes_are_both_told_and_put_right(first: str, second: str, tmp_path: Path) -> None:
    scenario, beside = SCENARIOS[first], BESIDE[second]
    both = ({**scenario.environment, **beside.environment}, {**scenario.home, **beside.home})
    found = examined(tmp_path / "both", scenario.files, *both)
    assert scenario.said in "\n".join(map(told, of(found, scenario.check)))
    assert beside.said in "\n".join(map(told, of(found, beside.check)))
    mended = repaired(scenario)
    one_left = ({**mended.environment, **beside.environment}, {**mended.home, **beside.home})
    left = [
        each.check for each in examined(tmp_path / "left", mended.files, *one_left) if each.status is Status.PROBLEM
    ]
    assert left == [beside.check]


#: Worlds in which all is well, though something is as in one where it is not.
WELL: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "the shell has the key": ({"app.py": PLAIN}, {NAME: KEY}),
    "the file has the key": ({"app.py": LOADED, ".env": line(KEY)}, {}),
    "both have the same": ({"app.py": LOADED, ".env": line(KEY)}, {NAME: KEY}),
    "the shell's beats a placeholder": ({"app.py": LOADED, ".env": line("your-key-here")}, {NAME: KEY}),
    "the file's overrides what is empty": ({"app.py": OVERRIDDEN, ".env": line(KEY)}, {NAME: ""}),
    "CRLF and quotes": ({"app.py": LOADED, ".env": f'{NAME}="{KEY}"\r\n'}, {}),
    "a comment after it": ({"app.py": LOADED, ".env": line(f"{KEY} # mine")}, {}),
    "export before it": ({"app.py": LOADED, ".env": "export " + line(KEY)}, {}),
    "the same twice": ({"app.py": LOADED, ".env": line(KEY) * 2}, {}),
    "another variable twice": ({"app.py": LOADED, ".env": line(KEY) + "A=1\nA=2\n"}, {}),
    "a near name beside it": ({"app.py": LOADED, ".env": line(KEY) + line(OTHER, "OPENROUTER_KEY")}, {}),
    "a file above": ({"src/app.py": LOADED, ".env": line(KEY)}, {}),
    "JavaScript": ({"app.mjs": FETCHING, ".env": line(KEY)}, {}),
    "a default in the source": ({"app.py": PLAIN.replace('_KEY")', '_KEY", "x")')}, {}),
    "two variables, the second is set": (
        {"app.py": PLAIN.replace('_KEY")', '_KEY") or os.getenv("OR_KEY")')},
        {"OR_KEY": KEY},
    ),
    "two variables, the first is empty": (
        {"app.py": PLAIN.replace('_KEY")', '_KEY") or os.getenv("OR_KEY")')},
        {"OR_KEY": KEY, NAME: ""},
    ),
    "the prefix of pydantic-settings": (
        {
            "app.py": SETTINGS.format(files='".env"')
            .replace("SettingsConfigDict(", "dict(")
            .replace('dict(env_file=".env")', '{"env_prefix": "APP_", "env_file": ".env"}')
            .replace(' = Field(alias="OPENROUTER_API_KEY")', ""),
            ".env": line(KEY, "APP_OPENROUTER_API_KEY"),
        },
        {},
    ),
    "the key is written in the source": ({"app.py": GIVEN.replace(REQUIRED, f'"{KEY}"')}, {}),
    "the script itself takes the carriage return off": (
        {"run.sh": CURL.format(head="set -a; source .env; set +a"), ".env": f"{NAME}={KEY}\r\n"},
        {},
    ),
    "two programs with files of their own": (
        {"a/app.py": LOADED, "a/.env": line(KEY), "b/app.py": LOADED, "b/.env": line(OTHER)},
        {},
    ),
    "the client's own variable has our key": ({"app.py": CLIENT}, {"OPENAI_API_KEY": KEY}),
    "OpenAI's key, and no URL": ({"app.py": PLAIN}, {NAME: KEY, "OPENAI_API_KEY": "sk-proj-1234567890abcdef"}),
    "Anthropic's own host": ({}, {"ANTHROPIC_BASE_URL": "https://api.anthropic.com", "ANTHROPIC_API_KEY": "sk-ant-1"}),
    "a host that only contains the name": ({}, {"OPENAI_BASE_URL": "https://openrouter.ai.example/v1"}),
    "certificates that are there": ({"app.py": PLAIN}, {NAME: KEY, "SSL_CERT_FILE": __file__}),
    "Docker without a file": ({"app.py": LOADED, ".env": line(f'"{KEY}"'), "README.md": "docker run image\n"}, {}),
    "a script that reads another file": (
        {"app.py": LOADED, ".env": f"{NAME}={KEY}\r\n", "run.sh": ". ./functions.sh\n"},
        {},
    ),
    "secrets that no Streamlit reads": ({"app.py": PLAIN, ".streamlit/secrets.toml": f'{NAME} = "x"\n'}, {NAME: KEY}),
    "a client that reads our variable by itself": ({"app.py": OWN}, {NAME: KEY}),
    "litellm's second variable": ({"app.py": ROUTED}, {"OR_API_KEY": KEY}),
    "a newline that is stripped": ({"app.py": PLAIN.replace(GETENV, f"{REQUIRED}.strip()")}, {NAME: f"{KEY}\n"}),
    "a newline that fetch takes off": ({"app.mjs": UNLOADED_FETCH}, {NAME: f"{KEY}\n"}),
    "a value with its scheme": ({"app.py": PLAIN.replace('f"Bearer {KEY}"', "KEY")}, {NAME: f"Bearer {KEY}"}),
    "a store that is not here": (
        {
            "app.py": PLAIN.replace(GETENV, "userdata.get('K')").replace(
                "os", "os\nfrom google.colab import userdata", 1
            )
        },
        {},
    ),
    "Django's settings": (
        {"app.py": PLAIN.replace(GETENV, "settings.K_E").replace("os", "os\nfrom django.conf import settings", 1)},
        {},
    ),
    "set by the program": (
        {"app.py": f"import getpass\nimport os\n\nos.environ[{NAME!r}] = getpass.getpass()\n{GIVEN}"},
        {},
    ),
    "a base for a client that has its key": (
        {"app.py": f"import os\n\nfrom openai import OpenAI\n\nclient = OpenAI(api_key={REQUIRED})\n"},
        {NAME: KEY, "OPENAI_BASE_URL": "https://openrouter.ai/api/v1"},
    ),
    "a script whose file runs a command": (
        {"run.sh": CURL.format(head="source .env"), ".env": "export OPENROUTER_API_KEY=$(pass openrouter)\n"},
        {},
    ),
    "a script whose file refers to the shell's": (
        {"run.sh": CURL.format(head="source .env"), ".env": "export OPENROUTER_API_KEY=$MY_KEY\n"},
        {"MY_KEY": KEY},
    ),
    "a test without a key": ({"app.py": LOADED, ".env": line(KEY), "tests/test_app.py": PLAIN.replace(NAME, "T")}, {}),
}


@pytest.mark.parametrize("name", WELL)
def test_what_is_well_is_no_problem(name: str, tmp_path: Path) -> None:
    files, environment = WELL[name]
    assert problems(examined(tmp_path, files, environment)) == []


def test_a_framework_may_let_its_local_file_win(tmp_path: Path) -> None:
    files = {".env": line(KEY), ".env.local": line(OTHER), "package.json": '{"dependencies": {"next": "15"}}'}
    code = FETCHING.partition("\n")[2]
    (result,) = of(examined(tmp_path, {"app.mjs": code, **files}), "key")
    assert result.status is Status.NOTE
    assert "from .env.local:1 is used, and hides key" in told(result)


def test_a_word_in_a_text_is_no_import(tmp_path: Path) -> None:
    files = {"app.py": f"# requests\n{CLIENT}", "other.py": "import requests\n"}
    assert (
        problems(examined(tmp_path, files, {"OPENAI_API_KEY": KEY}, {".netrc": "default login a password b\n"})) == []
    )


def test_a_check_that_fails_is_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(subject: object) -> Iterator[Result]:
        raise ValueError(KEY)
        yield

    monkeypatch.setattr(examination, "CHECKS", (fails, *examination.CHECKS))
    first, *others = examined(tmp_path, {"app.py": PLAIN}, {NAME: KEY})
    assert first.status is Status.UNKNOWN
    assert KEY not in told(first)
    assert others


@pytest.mark.parametrize("host", ["github.com", "openrouter.ai.example"])
def test_a_netrc_for_others_is_none_of_ours(host: str, tmp_path: Path) -> None:
    netrc = {".netrc": f"machine {host} login me password secret\n"}
    assert problems(examined(tmp_path, {"app.py": PLAIN}, {NAME: KEY}, netrc)) == []
    assert (
        problems(
            examined(tmp_path, {"app.py": CLIENT}, {"OPENAI_API_KEY": KEY}, {".netrc": "default login a password b"})
        )
        == []
    )


def test_what_does_not_count_is_a_detail(tmp_path: Path) -> None:
    (result,) = of(examined(tmp_path, {"app.py": LOADED, ".env": line("your-key")}, {NAME: KEY}), "key")
    assert result.status is Status.OK
    assert ".env:1 has a placeholder, which does not count" in told(result)


@pytest.mark.parametrize("reverse", [False, True])
def test_the_order_of_lines_and_variables_changes_nothing(tmp_path: Path, reverse: bool) -> None:
    lines = ["A=1\n", line(KEY), "# a comment\n", "B='two words'\n", 'C="x\ny"\n']
    order = lines[::-1] if reverse else lines
    found = examined(tmp_path, {"app.py": LOADED, ".env": "".join(order)}, {NAME: OTHER, "Z": "1"})
    assert [each.check for each in found if each.status is Status.PROBLEM] == ["key"]
    assert "hides key" in problems(found)[0]


def test_the_last_of_two_overriding_files_wins_and_the_first_of_others(tmp_path: Path) -> None:
    files = {"a.env": line(KEY), "b.env": line(OTHER)}
    for option, wins in (("", "a.env:1"), (", override=True", "b.env:1")):
        calls = "".join(f'load_dotenv("{name}"{option})\n' for name in files)
        code = PLAIN.replace("import requests\n", f"import requests\nfrom dotenv import load_dotenv\n\n{calls}")
        (result,) = of(examined(tmp_path, {"app.py": code, **files}), "key")
        assert f"from {wins} is used, and hides" in told(result)


def test_what_cannot_be_read_is_a_line(tmp_path: Path) -> None:
    found = examined(tmp_path, {"app.py": LOADED})
    env = tmp_path / "home" / "project" / ".env"
    for make in (lambda: os.mkfifo(env), lambda: env.mkdir(), lambda: env.write_bytes(b"A=1\n" * 400_000)):
        make()
        found = examined(tmp_path, {"app.py": LOADED})
        assert [each.status for each in of(found, "files")] == [Status.UNKNOWN]
        env.rmdir() if env.is_dir() else env.unlink()
    env.symlink_to(env)
    assert problems(examined(tmp_path, {"app.py": LOADED}, {NAME: KEY})) == []


def test_an_empty_folder_has_one_helpful_line(tmp_path: Path) -> None:
    (result,) = examined(tmp_path, {})
    assert (result.check, result.status) == ("requests", Status.NOTE)


def test_no_home_is_no_trouble(tmp_path: Path) -> None:
    write(tmp_path, {"app.py": PLAIN})
    found = examination.examined(examination.subject(World({NAME: KEY}, tmp_path), str(tmp_path)))
    assert problems(found) == []


@pytest.mark.parametrize(
    ("package", "version", "trap"),
    [("openai", "1.30.1", "an empty api_key"), ("openai", "3.0.0", ""), ("anthropic", "1.0", "")],
)
def test_versions_are_read_from_metadata_alone(tmp_path: Path, package: str, version: str, trap: str) -> None:
    folder = f".venv/lib/python3.12/site-packages/{package}-{version}.dist-info"
    files = {
        "app.py": CLIENT,
        f"{folder}/METADATA": f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n",
        f".venv/lib/python3.12/site-packages/{package}/__init__.py": "raise SystemExit\n",
        ".venv/pyvenv.cfg": "",
    }
    found = of(examined(tmp_path, files, {"OPENAI_API_KEY": KEY}), "versions")
    assert [trap in told(each) for each in found] == ([True] if trap else [])


def test_a_proxy_is_named_by_its_variable_alone(tmp_path: Path) -> None:
    proxy = {"HTTPS_PROXY": "http://me:secret@proxy.inside.example:3128", NAME: KEY}
    (result,) = of(examined(tmp_path, {"app.py": PLAIN}, proxy), "proxies")
    assert "HTTPS_PROXY" in told(result)
    assert "inside" not in told(result)
    assert (
        of(examined(tmp_path, {"app.py": PLAIN}, {**proxy, "NO_PROXY": "a.example, .openrouter.ai"}), "proxies") == []
    )


def test_what_two_readers_come_to_is_said_once(tmp_path: Path) -> None:
    files = {"app.py": PLAIN, "app.mjs": UNLOADED_FETCH}
    found = of(examined(tmp_path, files, {NAME: "sk-or-v1-your-key-here"}), "key")
    assert [told(each) for each in found] == [f"{NAME} from environment is a placeholder"]


@pytest.mark.parametrize("statement", ["import requests", "import json, requests", "import json; import requests"])
def test_requests_is_known_however_it_is_imported(statement: str, tmp_path: Path) -> None:
    files = {"app.py": PLAIN.replace("import requests", statement)}
    found = of(examined(tmp_path, files, home={".netrc": "machine openrouter.ai login a password b\n"}), "netrc")
    assert [each.status for each in found] == [Status.PROBLEM]


@pytest.mark.parametrize("target", [".env", "secrets/none"])
def test_a_link_that_leads_nowhere_is_a_line(target: str, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "project"
    folder.mkdir(parents=True)
    (folder / ".env").symlink_to(target)
    (result,) = of(examined(tmp_path, {"app.py": LOADED}), "files")
    assert (result.status, told(result)) == (Status.UNKNOWN, ".env can't be read: it is a link that leads nowhere")


def test_what_stops_is_not_said_to_send(tmp_path: Path) -> None:
    found = examined(tmp_path, {"app.py": GIVEN})
    assert "OpenAI stops before it sends anything" in told(of(found, "requests")[0])
    assert "the program would stop there" in told(of(found, "key")[0])


def test_each_program_has_what_it_loads_itself(tmp_path: Path) -> None:
    files = {"a/app.py": LOADED, "a/.env": line(KEY), "b/app.py": LOADED, "b/.env": line("")}
    found = of(examined(tmp_path, files), "key")
    assert [told(each).partition("\n")[0] for each in found] == [
        f"{NAME}: key {KEY[:12]}...{KEY[-4:]}, from a/.env:1",
        f"{NAME} from b/.env:1 is nothing: it is empty",
    ]
    assert "line 1 of b/.env" in said(found[1].repair, "en")
