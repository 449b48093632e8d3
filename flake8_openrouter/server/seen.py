"""What was found in what an editor shows, where its characters were then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from flake8_openrouter.server.checking import Checked
from flake8_openrouter.server.layout import Layout


class Seen(NamedTuple):
    """What was found in what was open, where its characters were then, and the versions of its texts, by URI."""

    checked: Checked
    layout: Layout
    versions: Mapping[str, int | None]
