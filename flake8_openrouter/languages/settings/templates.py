"""Whether a tool fills in what is in braces in a file, or somebody was to: ``{api_key}`` may be either."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flake8_openrouter.languages.settings.entries import Entry

_IN_BRACES = re.compile(r"(?<![{$])\{[ ]*([A-Za-z_]\w*)[ ]*\}(?!\})")


def fills_in(entries: Iterable[Entry], judged: Entry) -> bool:
    """Tell whether other entries of a file show that a tool fills in the text of an entry.

    They do if they have another name in braces, or if they are named as it is: an input, a variable, a prompt.
    """
    name = judged.value.strip(" {}")
    others = (entry for entry in entries if entry.value != judged.value)
    return any(name in entry.path or not {name}.issuperset(_IN_BRACES.findall(entry.value)) for entry in others)
