"""Catalogues: each message of the doctor and of ``explain`` is translated, and what is read is what is written."""

from __future__ import annotations

import gettext
import re
from pathlib import Path
from string import Formatter

import draw_catalogues
import pytest

from flake8_openrouter.doctor import catalogue
from flake8_openrouter.doctor.catalogue import _, language_of, said

pytestmark = pytest.mark.alike

CATALOGUES = draw_catalogues.catalogues()
MESSAGES = list(dict.fromkeys(draw_catalogues.messages()))

#: What is not to be translated: it is written as it is in a program, a shell or a URL.
_KEPT = re.compile(
    r"https?://(?:[\w./-]*[\w/])?|OPENROUTER_API_KEY|[A-Z]+_[A-Z_]+|--\w+|sk-or-v1-|\.env|POST /[a-z/0-9]+|[A-Za-z_]+=",
    re.ASCII,
)
#: A command, or one word of a file's format.
_AS_IT_IS = re.compile(r"(?:export|unset|direnv) |[{]scheme[}] |URL$")


def slots(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def test_there_is_one_for_each_language_but_english() -> None:
    assert [path.parent.parent.name for path in CATALOGUES] == [name for name in catalogue.LANGUAGES.values() if name]
    assert len(MESSAGES) > 100


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_a_catalogue_has_all_messages_and_no_others(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == draw_catalogues.drawn(path, MESSAGES), "run docs/draw_catalogues.py"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_no_message_lacks_a_translation(path: Path) -> None:
    written = draw_catalogues.read(path)
    translated = {message: written.get(message) for message in MESSAGES}
    assert [message for message, found in translated.items() if not found or not found.string or found.fuzzy] == []
    for message, found in translated.items():
        assert found is not None
        text = str(found.string)
        assert text != message or _AS_IT_IS.match(message)
        assert slots(text) == slots(message)
        assert sorted(_KEPT.findall(text)) == sorted(_KEPT.findall(message)), message


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_what_is_read_is_what_is_written(path: Path) -> None:
    with path.with_suffix(".mo").open("rb") as file:
        read = gettext.GNUTranslations(file)
    assert {message: read.gettext(message) for message in MESSAGES} == {
        message.id: message.string for message in draw_catalogues.read(path) if message.id
    }
    assert path.with_suffix(".mo").read_bytes().count(b"\0") >= 2 * len(MESSAGES)


def test_a_message_is_said_in_each_language_with_what_it_is_about() -> None:
    assert said(_("line {line}", line="3"), "en") == "line 3"
    assert said(_("line {line}"), "zh", line="3") == "第 3 行"
    assert said(_("looked at by {what}", what=_("line {line}", line="{x}")), "zh") == "检查工具\uff1a第 {x} 行"
    assert said("{as it is}", "zh") == "{as it is}"
    assert said(_(""), "zh") == said("", "zh") == ""


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LANG": "zh"}, "zh"),
        ({"LANG": "zh-Hans"}, "zh"),
        ({"LANG": "zhx_CN"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "\udcff/../.."}, "en"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "en"}, "zh"),
    ],
)
def test_the_locale_tells_the_language(environment: dict[str, str], language: str) -> None:
    assert language_of(environment) == language
