"""The plugin of python-lsp-server: as that server runs it, and its parts with that server's own objects."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import BARE, LABEL, LEAK, command, write
from editor import PYLSP, Editor, Object, editor
from harness import Project, fixed, live_key, projects
from pylsp.config.config import Config
from pylsp.workspace import Workspace
from server_edits import position
from test_server import WHOLE, applied, codes

from flake8_openrouter import check_paths
from flake8_openrouter.pylsp import NAME, answers
from flake8_openrouter.server import checking

#: A line that is too long for flake8. Characters of two units are before what is found in it.
_LONG = f'KEY}}, json={{"漢": "{"-" * 80}"}}'
WIDE = BARE.replace("KEY}, json={}", _LONG).replace('{"Auth', '{"x🙂é": "1", "Auth').replace("\n", "\r\n")

FIXTURES = {project.name: project for project in projects()}


def plugins(**settings: Object) -> Object:
    return {"pylsp": {"plugins": {"pycodestyle": {"enabled": False}, **settings}}}


def told(found: list[Object]) -> list[tuple[str, str]]:
    return [(each["code"], each["source"]) for each in found]


def test_a_finding_is_shown_once_and_fixed_whether_flake8_looks_as_well_or_not(tmp_path: Path) -> None:
    uri = (tmp_path / "app.py").as_uri()
    with editor(tmp_path, command=PYLSP) as client:
        client.start({"workspace": {"workspaceEdit": {"documentChanges": True}}})
        client.configure(plugins())
        client.open(uri, WIDE)
        (found,) = client.published(uri)
        at = WIDE.index(": KEY") + 2
        assert found["range"] == {"start": position(WIDE, at, "utf-16"), "end": position(WIDE, at + 3, "utf-16")}
        assert (told([found]), "data" in found) == ([("OPR301", "flake8-openrouter")], False)

        client.configure(plugins(flake8={"enabled": True}))
        assert told(client.published(uri)) == [("E501", "flake8"), ("OPR301", "flake8-openrouter")]
        client.configure(plugins(flake8={"enabled": True}, **{NAME: {"enabled": False}}))
        assert told(client.published(uri)) == [("OPR301", "flake8"), ("E501", "flake8")]
        assert client.actions(uri, WHOLE) == []

        client.configure(plugins())
        assert client.published(uri) == [found]
        fix, *_, every = client.actions(uri, found["range"], diagnostics=[found])
        assert (fix["isPreferred"], fix["kind"], every["kind"]) == (True, "quickfix", "source.fixAll.openrouter")
        (tmp_path / "app.py").write_bytes(WIDE.encode())
        assert command(tmp_path, "check", "--fix", "app.py").returncode == 0
        for action in (fix, every):
            (change,) = action["edit"]["documentChanges"]
            assert change["textDocument"] == {"uri": uri, "version": 1}
            assert applied(WIDE, change["edits"]).encode() == (tmp_path / "app.py").read_bytes() != WIDE.encode()
        assert client.end() == 0


def _messages(client: Editor) -> list[str]:
    return [each["params"]["message"] for each in client.seen if each.get("method") == "window/showMessage"]


def test_settings_are_the_projects_and_the_clients_and_what_is_wrong_is_said(tmp_path: Path) -> None:
    write(tmp_path, {"app.py": "", "shared.py": 'import os\nKEY = os.environ["OPENROUTER_API_KEY"]\n'})
    importing = BARE.replace('KEY = os.environ["OPENROUTER_API_KEY"]', "from shared import KEY").replace(
        "import os\n", ""
    )
    uri, shared = ((tmp_path / name).as_uri() for name in ("app.py", "shared.py"))
    with editor(tmp_path, command=PYLSP) as client:
        client.start({"window": {"showDocument": {"support": True}}})
        client.configure(
            plugins(**{NAME: {"select": ["OPR1"], "fixAl": "off", "codeAction": {"disableRuleComment": False}}})
        )
        client.open(uri, importing)
        assert client.published(uri) == []
        client.configure(plugins(**{NAME: {"codeAction": {"disableRuleComment": False}}}))
        assert codes(client.published(uri)) == ["OPR301"]
        titles = [each["title"].partition(":")[2] for each in client.actions(uri, WHOLE)]
        assert titles == [' use f"Bearer {KEY}"', " show the rule", " make all safe fixes"]
        assert _messages(client) == [f"pylsp.plugins.{NAME}: there is no setting 'fixAl' (did you mean fixAll?)"]

        # What another file says counts as it is typed, and settings once something is saved.
        client.open(shared, f'KEY = "Bearer {live_key()}"\n')
        assert codes(client.published(shared)) == ["OPR101"]
        client.change(uri, 2, {"text": f"{importing}\n"})
        assert client.published(uri) == []
        (tmp_path / "pyproject.toml").write_text('[tool.flake8-openrouter]\nignore = ["OPR1"]\n', encoding="utf-8")
        client.notify("textDocument/didSave", {"textDocument": {"uri": shared}})
        assert client.published(shared) == []
        (tmp_path / "pyproject.toml").write_text("[tool.flake8-openrouter]\nignore = 1\n", encoding="utf-8")
        client.notify("textDocument/didSave", {"textDocument": {"uri": shared}})
        client.receive(lambda message: message.get("method") == "window/showMessage" and len(_messages(client)) > 1)
        assert "expected a list of strings, got 1" in _messages(client)[-1]
        assert client.end() == 0


def test_an_address_of_ours_is_opened_and_no_other(tmp_path: Path) -> None:
    uri = (tmp_path / "app.py").as_uri()
    with editor(tmp_path, command=PYLSP) as client:
        client.start({"window": {"showDocument": {"support": True}}})
        client.open(uri, LEAK)
        found = [each for each in client.published(uri) if each["source"] == "flake8-openrouter"]
        assert LABEL in found[0]["message"]
        shown = [each["command"] for each in client.actions(uri, WHOLE) if "command" in each]
        assert len(shown) == 2
        for each in ({"command": shown[0]["command"], "arguments": ["https://example.com"]}, *shown):
            client.request("workspace/executeCommand", {"command": each["command"], "arguments": each["arguments"]})
        opened = [each["params"]["uri"] for each in client.seen if each.get("method") == "window/showDocument"]
        assert opened == [each["arguments"][0] for each in shown]
        assert live_key() not in json.dumps(client.seen)


def test_the_server_starts_without_what_finds_anything() -> None:
    loaded = "import sys, pylsp.config.config; known = set(sys.modules)\nimport flake8_openrouter.pylsp.hooks\n"
    shown = "print(*sorted(set(sys.modules) - known))"
    found = subprocess.run([sys.executable, "-c", loaded + shown], capture_output=True, text=True, check=True)
    parts = ("", "._version", ".pylsp", ".pylsp.hooks", ".server", ".server.commands")
    assert found.stdout.split() == [f"flake8_openrouter{part}" for part in parts]


class Client:
    """What python-lsp-server tells its client."""

    def __init__(self) -> None:
        self.told: list[Object] = []

    def notify(self, method: str, params: Object) -> None:
        self.told.append(params)


def _workspace(folder: Path) -> Workspace:
    config = Config(folder.as_uri(), {}, None, {})
    return Workspace(folder.as_uri(), Client(), config)


@pytest.mark.parametrize("project", list(FIXTURES.values())[::30], ids=lambda project: project.name)
def test_findings_and_fixes_of_a_fixture(project: Project, tmp_path: Path) -> None:
    project.write(tmp_path)
    workspace, expected = _workspace(tmp_path), check_paths(tmp_path)
    answers.forget()
    for path, text in project.files.items():
        uri = (tmp_path / path).as_uri()
        workspace.put_document(uri, text)
        document = workspace.get_document(uri)
        found = answers.diagnostics(workspace._config, workspace, document)
        wanted = [each for each in expected if each.path == str(tmp_path / path)]
        assert [(each["code"], each["message"]) for each in found] == [(each.code, each.message) for each in wanted]
        assert [each["range"]["start"]["line"] for each in found] == [each.line - 1 for each in wanted]
        made = answers.actions(workspace._config, workspace, document, WHOLE, {"only": ["source.fixAll"]})
        after = applied(text, made[0]["edit"]["changes"][uri]) if made else text
        assert after.encode() == fixed(tmp_path, path, text, unsafe=False).data
        workspace.rm_document(uri)


def test_an_error_of_ours_takes_away_nothing_of_what_others_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*given: object) -> None:
        raise ValueError(live_key())

    monkeypatch.setattr(checking, "check", fails)
    workspace = _workspace(tmp_path)
    uri = (tmp_path / "app.py").as_uri()
    workspace.put_document(uri, BARE + "import json\n")
    with caplog.at_level(logging.ERROR):
        document = workspace.get_document(uri)
        lint = workspace._config.plugin_manager.hook.pylsp_lint
        found = lint(config=workspace._config, workspace=workspace, document=document, is_saved=True)
    assert any("json" in each["message"] for plugin in found for each in plugin)
    assert live_key() not in caplog.text
    assert "ValueError at" in caplog.text


def test_no_text_of_a_notebook_is_taken_for_a_program(tmp_path: Path) -> None:
    workspace = _workspace(tmp_path)
    workspace.put_notebook_document((tmp_path / "a.ipynb").as_uri(), "jupyter-notebook", [])
    workspace.put_document("0b6d", BARE)  # what python-lsp-server makes of all cells
    assert answers.diagnostics(workspace._config, workspace, workspace.get_document("0b6d")) == []
    workspace.put_document("untitled:Untitled-1", BARE)
    found = answers.diagnostics(workspace._config, workspace, workspace.get_document("untitled:Untitled-1"))
    assert codes(found) == ["OPR301"]
