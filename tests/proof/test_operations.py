"""The table of operations is what the official SDK's package says, as it is installed."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "docs" / "operations_table.py"


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("operations_table", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def test_the_table_is_drawn_from_the_installed_sdk(script: ModuleType) -> None:
    try:
        _, folder = script.installed()
    except ModuleNotFoundError:
        pytest.skip("openrouter is not installed")
    module = script.MODULE.read_text(encoding="utf-8")
    assert f"\n{script.table(script.operations(folder))}\n" in module, "run: python docs/operations_table.py"


def test_the_module_says_of_which_version_it_is(script: ModuleType) -> None:
    module = script.MODULE.read_text(encoding="utf-8")
    drawn = script.drawn(module, "9.8.7", [script.Operation("/api/v1/x", "GET", True)])
    assert "the official SDK's package, openrouter 9.8.7." in drawn
    assert '_PROTECTED = {\n    "/api/v1/x": "GET",\n}\n\n_PUBLIC = {\n}\n# operations: end\n' in drawn


METHOD = """
def {name}(self):
    base_url = {server}
    request = self._build_request(method="{method}", path="{path}", base_url=base_url)
    response = self.do_request(request)
    if utils.match_response(response, "200", "application/json"):
        return response
    if utils.match_response(response, {statuses}, "application/json"):
        raise errors.Refused(response)
"""


def test_what_is_read_of_an_sdk(script: ModuleType, tmp_path: Path) -> None:
    methods = [
        {"name": "send", "method": "POST", "path": "/chat/{id}", "statuses": '"401"', "server": "self.url()"},
        {"name": "list", "method": "GET", "path": "/models", "statuses": '["4XX", "400"]', "server": "self.url()"},
        {"name": "new", "method": "POST", "path": "/api/beta/x", "statuses": '["401"]', "server": "op.X_SERVERS[0]"},
    ]
    (tmp_path / "chat.py").write_text("".join(METHOD.format(**method) for method in methods), encoding="utf-8")
    assert [tuple(operation) for operation in script.operations(tmp_path)] == [
        ("/api/beta/x", "POST", True),
        ("/api/v1/chat/*", "POST", True),
        ("/api/v1/models", "GET", False),
    ]


def test_a_package_of_another_form_is_refused(script: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "chat.py").write_text("class Chat: ...\n", encoding="utf-8")
    with pytest.raises(ValueError, match="documents a 401"):
        script.operations(tmp_path)
