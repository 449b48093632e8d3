"""The language server, as an editor starts it and talks to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import BARE, MENDED
from editor import editor

pytestmark = pytest.mark.alike


def test_a_finding_in_a_text_that_is_not_on_the_disk_is_shown_and_fixed(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("", encoding="utf-8")
    uri = (tmp_path / "app.py").as_uri()
    with editor(tmp_path) as client:
        client.start()
        client.open(uri, BARE)
        (found,) = client.published(uri)
        assert (found["code"], found["source"]) == ("OPR301", "flake8-openrouter")
        assert found["range"] == {"start": {"line": 6, "character": 45}, "end": {"line": 6, "character": 48}}
        first, *_ = client.actions(uri, found["range"])
        (edit,) = first["edit"]["changes"][uri]
        line = BARE.splitlines()[edit["range"]["start"]["line"]]
        start, end = edit["range"]["start"]["character"], edit["range"]["end"]["character"]
        assert BARE.replace(line, line[:start] + edit["newText"] + line[end:]) == MENDED
        assert client.end() == 0
