"""``%env NAME=value`` and ``%set_env``: what a notebook puts into its environment, as it is written, quotes and all."""

from __future__ import annotations

import re
from typing import NamedTuple

from flake8_openrouter.languages._protocol import Settings
from flake8_openrouter.languages.notebook.magics import Magic
from flake8_openrouter.model import Credential, Destination, Document, Literal, Reach, Site, Span, Text
from flake8_openrouter.openrouter import api
from flake8_openrouter.openrouter.credentials import Shape, classify

_SETTING = re.compile(r"%(?:env|set_env)[ \t]+(?P<name>\w+)(?:[ \t]*=[ \t]*|[ \t]+)(?P<value>\S(?:.*\S)?)[ \t]*")
_FILLED = re.compile(r"[{$]")
_READER = Reach(("whatever reads the variable, and may take off itself what is around the key",))


class Setting(NamedTuple):
    """A variable, and the place of what it is set to."""

    name: str
    value: Span


def setting(document: Document, magic: Magic, start: int) -> Setting | None:
    """Return what a magic of the cell at ``start`` sets a variable to; None where it isn't known, or sets none."""
    match = _SETTING.fullmatch(magic.text)
    if match is None or _FILLED.search(match["value"]):
        return None
    at = start + magic.start
    return Setting(match["name"], Span(document, at + match.start("value"), at + match.end("value")))


def site(found: Setting, settings: Settings) -> Site | None:
    """Return the credential that a variable of OpenRouter's is set to, where that is a key with more around it."""
    value = found.value
    is_ours = found.name in settings.env_names or api.mentions(found.name)
    if not is_ours or classify(value.text) is not Shape.DAMAGED:
        return None
    text = Text((Literal(value.text, value, reach=_READER),), value)
    destination = Destination(evidence=f"variable {found.name}")
    return Site((Credential(text, text, found.name, value, destination, settings.in_tests),))
