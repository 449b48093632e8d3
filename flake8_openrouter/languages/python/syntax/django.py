"""Which module Django's ``settings`` are: the one that a project's own ``manage.py`` says."""

from __future__ import annotations

import os
import re

from flake8_openrouter.disk import files
from flake8_openrouter.languages.python.syntax.places import LARGEST_STORED, Places

SETTINGS = "django.conf.settings"

#: Files that say it, beside the package of the project or in it.
_SAYING = "manage.py"
_SAID = re.compile(rb"""["']DJANGO_SETTINGS_MODULE["']\s*,\s*["']([\w.]+)["']""")


def module(places: Places, place: str) -> str:
    """Return the dotted name of the settings that a file's project has; empty where none or several are said."""
    for folder in places.upwards(os.path.dirname(place)):
        state = places.state(os.path.join(folder, _SAYING))
        if state is not None:
            said = set(_SAID.findall(_read(os.path.join(folder, _SAYING)))) if state.size <= LARGEST_STORED else set()
            return said.pop().decode() if len(said) == 1 else ""
    return ""


def _read(path: str) -> bytes:
    try:
        return files.read(path)
    except OSError:
        return b""
