"""Values that a program takes from its project's files, the environment by any name, its options, and tables.

``value_sources/`` holds the programs: ``=== name``, then each file after ``--- path`` (``app.py`` where none is named),
with what is expected beside each line.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import harness
import pytest
from every_rule import SETTINGS

from flake8_openrouter.languages.settings import values
from flake8_openrouter.project.config import for_file
from flake8_openrouter.run.analysis import analyse, check_source
from flake8_openrouter.run.fixing import fix_source
from flake8_openrouter.run.inspection import inspect

FOLDER = Path(__file__).parent / "value_sources"
_ERROR = re.compile(r"#\s*error:\s*(.*)")


class Case(NamedTuple):
    name: str
    files: dict[str, str]


def _cases() -> Iterator[Case]:
    for file in sorted(FOLDER.glob("*.txt")):
        for block in re.split(r"^=== ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            name, _, text = block.partition("\n")
            first, *rest = re.split(r"^--- (.*)\n", text, flags=re.MULTILINE)
            files = dict(zip(rest[::2], rest[1::2], strict=True))
            yield Case(f"{file.stem}: {name}", {"app.py": first, **files} if first.strip() else files)


CASES = list(_cases())


def written(files: dict[str, str], folder: Path) -> None:
    for path, text in {**files, "pyproject.toml": SETTINGS}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def found(folder: Path, path: str, text: str) -> set[tuple[int, str]]:
    place = str(folder / path)
    return {(finding.span.line, finding.code) for finding in check_source(text, place, for_file(place))}


def expected(text: str) -> set[tuple[int, str]]:
    numbered = enumerate(text.splitlines(), start=1)
    return {(number, code) for number, line in numbered if (match := _ERROR.search(line)) for code in match[1].split()}


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_what_is_wrong_is_found_where_it_is_used(case: Case, tmp_path: Path) -> None:
    written(case.files, tmp_path)
    for path, text in case.files.items():
        if path.endswith(".py"):
            assert found(tmp_path, path, text) == expected(text)


STORED = [case for case in CASES if case.name.startswith("stored_files") and "fallback" not in case.name]


@pytest.mark.parametrize("case", STORED, ids=[case.name for case in STORED])
def test_nothing_that_a_file_of_settings_says_is_fixed_safely(case: Case, tmp_path: Path) -> None:
    written(case.files, tmp_path)
    for path, text in case.files.items():
        if path.endswith(".py"):
            place = str(tmp_path / path)
            assert fix_source(text.encode(), place, unsafe=False, configuration=for_file(place)).data.decode() == text


READER = """\
import json, os
from openai import OpenAI
config = json.load(open("config.json"))
client = OpenAI(base_url=config["base_url"], api_key=os.environ["OPENROUTER_API_KEY"])
"""
WRONG = '{"base_url": "https://openrouter.ai/v1"}'


def codes(folder: Path) -> list[str]:
    return [code for _, code in sorted(found(folder, "app.py", READER))]


def test_the_message_says_where_the_value_is(tmp_path: Path) -> None:
    written({"app.py": READER, "config.json": '{\n  "base_url": "https://openrouter.ai/v1"\n}'}, tmp_path)
    place = str(tmp_path / "app.py")
    (finding,) = check_source(READER, place, for_file(place))
    assert finding.span.stands_for.endswith("config.json:2")


def _link_out(folder: Path) -> None:
    (folder / "project").mkdir()
    (folder / "config.json").write_text(WRONG)
    os.symlink(folder / "config.json", folder / "project" / "config.json")


def _large(folder: Path) -> None:
    written({"config.json": WRONG.replace("}", ', "x": "' + "y" * 100_000 + '"}')}, folder / "project")


def _binary(folder: Path) -> None:
    written({}, folder / "project")
    (folder / "project" / "config.json").write_bytes(WRONG.encode() + b"\xff\xfe")


def _folder(folder: Path) -> None:
    (folder / "project" / "config.json").mkdir(parents=True)


@pytest.mark.parametrize("make", [_link_out, _large, _binary, _folder])
def test_a_file_that_is_not_a_small_one_of_the_project_is_unknown(make: Callable[[Path], None], tmp_path: Path) -> None:
    make(tmp_path)
    written({"app.py": READER}, tmp_path / "project")
    assert not codes(tmp_path / "project")
    (tmp_path / "project" / "config.json").rename(tmp_path / "elsewhere")
    written({"config.json": WRONG}, tmp_path / "project")
    assert codes(tmp_path / "project") == ["OPR601"]


def test_what_was_found_rests_on_the_file(tmp_path: Path) -> None:
    """A file that comes, goes or changes is looked at again."""
    from flake8_openrouter import languages
    from flake8_openrouter.model import Document

    written({"app.py": READER}, tmp_path)
    place = str(tmp_path / "app.py")
    language = languages.of_text(place)

    def consulted() -> dict[str, object]:
        program = language.program(Document(place, READER, language.notation))
        return dict(analyse(program, for_file(place)).consulted)

    path = str(tmp_path / "config.json")
    assert consulted()[path] is None
    (tmp_path / "config.json").write_text(WRONG)
    first = consulted()[path]
    assert first is not None
    (tmp_path / "config.json").write_text('{"base_url": "https://openrouter.ai/api/v1"}')
    assert consulted()[path] != first


SECRETS = ("hunter2-and-more", harness.live_key(7), "sk-ant-REDACTED", "correct horse")


@pytest.mark.parametrize("form", ["json", "yaml", "toml", "ini"])
def test_a_secret_does_not_leave_the_reader(form: str) -> None:
    names = ("password", "api_key", "authorization", "name", "token", "model_secret", "url", "base")
    sign = {"json": '"{}": "{}",\n', "yaml": "{}: {}\n", "toml": '{} = "{}"\n', "ini": "{} = {}\n"}[form]
    for secret in SECRETS:
        body = "".join(sign.format(name, secret) for name in names)
        whole = {"json": f'{{"a": {{{body.rstrip()[:-1]}}}}}', "yaml": body}.get(form, f"[a]\n{body}")
        told = values.read(form, whole)
        assert told is not None
        assert secret not in repr(told)


def test_a_secret_of_a_file_is_shown_nowhere(tmp_path: Path) -> None:
    key = harness.live_key(7)
    stored = f'{{"base_url": "https://openrouter.ai/v1", "api_key": "{key}", "url": "https://u:{key}@x.org/"}}'
    text = READER.replace('os.environ["OPENROUTER_API_KEY"]', 'config["api_key"]')
    written({"app.py": text, "config.json": stored}, tmp_path)
    place = str(tmp_path / "app.py")
    said = repr(check_source(text, place, for_file(place))) + repr(inspect(text, place, for_file(place)))
    assert "OPR601" in said
    assert key not in said


def test_a_broken_file_is_unknown() -> None:
    for form, text in (("json", "{"), ("toml", "a = "), ("ini", "a = b"), ("json", "[" * 100_000), ("json", "[1]")):
        assert not values.read(form, text)
