"""What the doctor and ``explain`` say, in English and Chinese: templates, and their translations in catalogues.

English is the source. ``locales/<language>/LC_MESSAGES/flake8-openrouter.po`` has the translations, and the ``.mo``
beside it is what is read; ``python docs/draw_catalogues.py`` makes it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from flake8_openrouter.model import Message

if TYPE_CHECKING:
    from gettext import NullTranslations

    from flake8_openrouter.model.message import Value

DOMAIN = "flake8-openrouter"
LOCALES = os.path.join(os.path.dirname(os.path.dirname(__file__)), "locales")

#: The languages that ``--lang`` takes, and the catalogue of each; English needs none.
LANGUAGES: Mapping[str, str] = {"en": "", "zh": "zh_CN"}
ENGLISH = "en"

#: Variables that tell the user's language; the first that is set counts.
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def _(template: str, **values: Value) -> Message:
    """Return a message that is translated where it is shown: so a table can have it. ``{name}`` is a value's place."""
    return Message(template, "", **values)


def language_of(environment: Mapping[str, str]) -> str:
    """Return the language that an environment asks for, English where there is no catalogue of it."""
    locale = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    wanted = locale[:2].lower() if locale[2:3] in ("", "_", "-", ".", "@") else ""
    return wanted if wanted in LANGUAGES else ENGLISH


def said(message: str, language: str, **more: str) -> str:
    """Return a message in a language, with its values and ``more`` in it; messages among them are translated too."""
    if not message:  # the empty text is a catalogue's own heading
        return ""
    if not isinstance(message, Message):
        return message
    values = {
        name: said(value, language) if isinstance(value, str) else value for name, value in message.values.items()
    }
    return _translations(language).gettext(str(message)).format_map(values | more)


@cache
def _translations(language: str) -> NullTranslations:
    import gettext

    if not LANGUAGES[language]:
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, LOCALES, [LANGUAGES[language]])
