"""The language server, as an editor starts it and talks to it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import BARE, LABEL, LEAK, MENDED, write
from editor import PATIENCE, Object, editor
from harness import live_key
from server_edits import position

PULLS = {"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": True}}}
WHOLE = {"start": {"line": 0, "character": 0}, "end": {"line": 10_000, "character": 0}}
NOTEBOOK_CLIENT = {"notebookDocument": {"synchronization": {}}}


FINE = '[tool.flake8-openrouter]\nselect = ["OPR"]\n'


def applied(text: str, edits: list[Object], encoding: str = "utf-16") -> str:
    """Return a text after edits of the protocol, each place found by trying all."""
    places = {tuple(position(text, at, encoding).values()): at for at in range(len(text), -1, -1)}
    for edit in sorted(edits, key=lambda edit: tuple(edit["range"]["start"].values()), reverse=True):
        start, end = (places[tuple(edit["range"][name].values())] for name in ("start", "end"))
        text = text[:start] + edit["newText"] + text[end:]
    return text


def codes(found: list[Object]) -> list[str]:
    return [each["code"] for each in found]


def test_a_finding_in_a_text_that_is_not_on_the_disk_is_shown_and_fixed(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("", encoding="utf-8")
    uri = (tmp_path / "app.py").as_uri()
    with editor(tmp_path) as client:
        client.start()
        client.open(uri, BARE)
        (found,) = client.published(uri, 1)
        assert (found["code"], found["source"], found["severity"]) == ("OPR301", "flake8-openrouter", 1)
        assert found["range"] == {"start": {"line": 6, "character": 45}, "end": {"line": 6, "character": 48}}
        assert found["codeDescription"]["href"].endswith("/rules/opr301_missing_bearer.py")
        first, *_ = client.actions(uri, found["range"])
        assert (first["isPreferred"], first["kind"]) == (True, "quickfix")
        assert applied(BARE, first["edit"]["changes"][uri]) == MENDED
        client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        assert client.published(uri) == []
        assert client.end() == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_positions_count_in_the_encoding_that_the_client_names_first(encoding: str, tmp_path: Path) -> None:
    text = (
        BARE.replace("json={}", 'json={"🙂": "é漢"}').replace("KEY}", "KEY }").replace('{"Auth', '{"x🙂é": "1", "Auth')
    )
    uri = (tmp_path / "app.py").as_uri()
    with editor(tmp_path) as client:
        found = client.start({"general": {"positionEncodings": [encoding, "utf-16"]}})
        assert found["positionEncoding"] == encoding
        client.open(uri, text)
        (shown,) = client.published(uri)
        at = text.index(": KEY ") + 2
        assert shown["range"] == {"start": position(text, at, encoding), "end": position(text, at + 3, encoding)}
        (action,) = client.actions(uri, WHOLE, only=["source.fixAll"])
        mended = applied(text, action["edit"]["changes"][uri], encoding)
        assert mended == text.replace(": KEY ", ': f"Bearer {KEY}" ')
        client.change(uri, 2, {"range": shown["range"], "text": 'f"Bearer {KEY}"'})
        assert client.published(uri, 2) == []


def test_what_is_typed_meanwhile_is_the_last_that_is_told(tmp_path: Path) -> None:
    uri = (tmp_path / "app.py").as_uri()
    with editor(tmp_path) as client:
        client.start()
        client.open(uri, MENDED)
        for version in range(2, 40):
            client.change(uri, version, {"text": BARE if version % 2 else MENDED + f"# {version}\n"})
        assert codes(client.published(uri, 39)) == ["OPR301"]
        versions = [message["params"]["version"] for message in client.seen if "version" in message.get("params", {})]
        assert versions == sorted(versions)
        assert len(versions) < 10


def test_a_client_that_asks_is_told_what_changed_and_when_to_ask_again(tmp_path: Path) -> None:
    write(tmp_path, {"app.py": BARE, "leak.py": LEAK, "book.md": f"A key: {live_key()}\n"})
    uri = (tmp_path / "app.py").as_uri()
    with editor(tmp_path) as client:
        provider = client.start(PULLS)["diagnosticProvider"]
        assert provider == {
            "identifier": "flake8-openrouter",
            "interFileDependencies": True,
            "workspaceDiagnostics": True,
        }
        client.open(uri, BARE)
        first = client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})
        assert codes(first["items"]) == ["OPR301"]
        given = {"textDocument": {"uri": uri}, "previousResultId": first["resultId"]}
        assert client.request("textDocument/diagnostic", given)["kind"] == "unchanged"
        everything = client.request("workspace/diagnostic", {"previousResultIds": [], "workDoneToken": "all"})
        found = {item["uri"].rpartition("/")[2]: codes(item["items"]) for item in everything["items"]}
        assert found == {"app.py": ["OPR301"], "leak.py": ["OPR101"], "book.md": ["OPR101"]}
        shown = [each["params"]["value"]["kind"] for each in client.seen if each.get("method") == "$/progress"]
        assert (shown[0], shown[-1]) == ("begin", "end")

        previous = [{"uri": item["uri"], "value": item["resultId"]} for item in everything["items"]]
        waiting = client.ask("workspace/diagnostic", {"previousResultIds": previous})
        (tmp_path / "pyproject.toml").write_text('[tool.flake8-openrouter]\nignore = ["OPR301"]\n', encoding="utf-8")
        changed = [{"uri": (tmp_path / "pyproject.toml").as_uri(), "type": 1}]
        client.notify("workspace/didChangeWatchedFiles", {"changes": changed})
        client.receive(lambda message: message.get("method") == "workspace/diagnostic/refresh")
        kinds = {item["uri"].rpartition("/")[2]: item["kind"] for item in client.answer(waiting)["items"]}
        assert kinds == {"app.py": "full", "leak.py": "unchanged", "book.md": "unchanged"}
        assert client.request("textDocument/diagnostic", given)["items"] == []
        assert not any(message.get("method") == "textDocument/publishDiagnostics" for message in client.seen)


def test_another_file_that_is_open_counts_as_it_is_typed(tmp_path: Path) -> None:
    program = (
        "import requests\nfrom settings import HEADERS\n\n"
        'requests.post("https://openrouter.ai/api/v1/chat/completions", headers=HEADERS, json={})\n'
    )
    right = 'import os\n\nHEADERS = {"Authorization": "Bearer " + os.environ["OPENROUTER_API_KEY"]}\n'
    write(tmp_path, {"app.py": program, "settings.py": right, "pyproject.toml": ""})
    app, settings = ((tmp_path / name).as_uri() for name in ("app.py", "settings.py"))
    with editor(tmp_path) as client:
        client.start()
        client.open(app, program)
        assert client.published(app) == []
        client.open(settings, right)
        client.change(settings, 2, {"text": right.replace("Authorization", "Authorisation")})
        (found,) = client.published(app)
        assert found["code"] == "OPR202"
        client.notify("textDocument/didClose", {"textDocument": {"uri": settings}})
        assert client.published(app) == []


def test_a_call_that_is_typed_in_another_file_counts_before_it_is_saved(tmp_path: Path) -> None:
    wrapper = (
        "# openrouter\nimport openai\n\ndef complete(base_url, api_key):\n"
        "    client = openai.OpenAI(base_url=base_url, api_key=api_key)\n"
        '    return client.chat.completions.create(model="auto", messages=[])\n'
    )
    call = 'complete("https://openrouter.ai/api/v1", "your-key-here")\n'
    write(tmp_path, {"wrapper.py": wrapper, "main.py": "", "pyproject.toml": ""})
    one, other = ((tmp_path / name).as_uri() for name in ("wrapper.py", "main.py"))
    with editor(tmp_path) as client:
        client.start()
        client.open(one, wrapper)
        assert client.published(one) == []
        client.open(other, "")
        for version, (typed, expected) in enumerate(((f"from wrapper import complete\n{call}", ["OPR104"]), ("", []))):
            client.change(other, version + 2, {"text": typed})
            assert codes(client.published(one)) == expected
        client.change(other, 4, {"text": f"from wrapper import complete\n{call}"})
        assert codes(client.published(one)) == ["OPR104"]
        client.notify("textDocument/didClose", {"textDocument": {"uri": other}})
        assert client.published(one) == []


def test_what_the_command_leaves_out_is_left_out(tmp_path: Path) -> None:
    table = '[tool.flake8-openrouter]\nexclude = ["old"]\nper-file-ignores = {"b.py" = ["OPR301"]}\n'
    write(tmp_path, {"pyproject.toml": table, ".gitignore": "mine/\n", ".git/HEAD": ""})
    with editor(tmp_path) as client:
        client.start()
        for path, expected in {
            "a.py": ["OPR301"],
            "b.py": [],
            "old/a.py": [],
            "mine/a.py": [],
            "build/a.py": [],
            "c.py": ["OPR301"],
        }.items():
            uri = (tmp_path / path).as_uri()
            client.open(uri, BARE)
            assert codes(client.published(uri)) == expected, path


def test_each_folder_has_its_own_settings(tmp_path: Path) -> None:
    write(tmp_path, {"one/pyproject.toml": '[tool.flake8-openrouter]\nselect = ["OPR1"]\n', "two/x.py": ""})
    folders = [{"uri": (tmp_path / name).as_uri(), "name": name} for name in ("one", "two", "gone")]
    with editor(tmp_path) as client:
        client.start(workspaceFolders=folders)
        for name, expected in (("one", []), ("two", ["OPR301"]), ("gone", ["OPR301"])):
            uri = (tmp_path / name / "app.py").as_uri()
            client.open(uri, BARE)
            assert codes(client.published(uri)) == expected
        shutil.rmtree(tmp_path / "two")
        event = {"added": [], "removed": [folders[0]]}
        client.notify("workspace/didChangeWorkspaceFolders", {"event": event})
        uri = (tmp_path / "two" / "app.py").as_uri()
        client.change(uri, 2, {"text": LEAK})
        assert codes(client.published(uri, 2)) == ["OPR101"]


def test_the_settings_of_the_client_hold_over_those_of_the_project(tmp_path: Path) -> None:
    write(tmp_path, {"mine.toml": 'ignore = ["OPR301"]\n', "pyproject.toml": ""})
    uri = (tmp_path / "app.py").as_uri()
    both = BARE + LEAK.partition("\n\n")[2]
    with editor(tmp_path) as client:
        given = {"fixAll": "off", "codeAction": {"disableRuleComment": False}, "selekt": [], "log": 1}
        client.start(initializationOptions={"settings": given})
        assert [each["params"]["message"] for each in client.seen if "params" in each] == [
            "settings of flake8-openrouter: there is no setting 'selekt' (did you mean select?)",
            "settings of flake8-openrouter: log: expected the path of a file, got 1",
        ]
        client.open(uri, both)
        assert codes(client.published(uri)) == ["OPR301", "OPR101"]
        titles = [action["title"] for action in client.actions(uri, WHOLE)]
        assert not any("disable" in title or "make all" in title for title in titles), titles
        for settings, expected in (
            ({"select": ["OPR1"]}, ["OPR101"]),
            ({"configuration": "mine.toml"}, ["OPR101"]),
            ({"select": None}, ["OPR301", "OPR101"]),
        ):
            client.notify("workspace/didChangeConfiguration", {"settings": {"flake8-openrouter": settings}})
            assert codes(client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})["items"]) == expected
        for foreign in (None, {}, [], {"pylsp": {"plugins": {}}}, {"python": {"select": "x"}}):
            client.notify("workspace/didChangeConfiguration", {"settings": foreign})
        client.notify("workspace/didChangeConfiguration", {"settings": {"select": ["OPR1"]}})
        client.notify("workspace/didChangeConfiguration", {"settings": {"python": {}}})
        found = client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})
        assert codes(found["items"]) == ["OPR101"]
        wrong = {"configuration": "gone.toml"}
        client.notify("workspace/didChangeConfiguration", {"settings": {"flake8-openrouter": wrong}})
        client.receive(lambda message: "gone.toml" in message.get("params", {}).get("message", ""))


def test_a_client_is_asked_for_its_settings(tmp_path: Path) -> None:
    uri = (tmp_path / "app.py").as_uri()
    answers = {"workspace/configuration": [{"select": ["OPR1"]}, None]}
    with editor(tmp_path, answers) as client:
        client.start({"workspace": {"configuration": True, "didChangeWatchedFiles": {"dynamicRegistration": True}}})
        asked = client.receive(lambda message: message.get("method") == "client/registerCapability")
        (wanted,) = asked["params"]["registrations"]
        patterns = [each["globPattern"] for each in wanted["registerOptions"]["watchers"]]
        assert wanted["method"] == "workspace/didChangeWatchedFiles"
        assert all(end in patterns[0] for end in ("py,", "ipynb", "toml", "ts", "yaml"))
        assert not any("{" in pattern for pattern in patterns[1:])  # eglot takes no other sign between braces
        # Of some clients a star is one character at least.
        names = [re.compile(re.escape(each.removeprefix("**/")).replace(r"\*", ".+")) for each in patterns[1:]]
        for name in (".gitignore", ".env", ".env.local", "prod.env", "Makefile", "Dockerfile", "Dockerfile.prod"):
            assert any(pattern.fullmatch(name) for pattern in names), name
        client.receive(lambda message: message.get("method") == "workspace/configuration")
        client.open(uri, BARE)
        client.open(uri.replace("app", "leak"), LEAK)
        assert codes(client.published(uri.replace("app", "leak"))) == ["OPR101"]
        assert client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})["items"] == []


def cells(*texts: str) -> tuple[list[Object], list[Object]]:
    """Return the cells of a notebook, and their texts."""
    uris = [f"vscode-notebook-cell:/book.ipynb#{number}" for number in range(len(texts))]
    items = [
        {"uri": uri, "languageId": "python", "version": 1, "text": text} for uri, text in zip(uris, texts, strict=True)
    ]
    return [{"kind": 2, "document": uri} for uri in uris], items


def test_a_notebook_is_one_program_with_places_in_its_cells(tmp_path: Path) -> None:
    uri = (tmp_path / "book.ipynb").as_uri()
    head, _, last = BARE.rpartition("requests.post")
    given, texts = cells("# 🙂\n" + head, f'"🙂"; requests.post{last}', "x = 1")
    with editor(tmp_path) as client:
        client.start(NOTEBOOK_CLIENT)
        book = {"uri": uri, "notebookType": "jupyter-notebook", "version": 1, "cells": given}
        client.notify("notebookDocument/didOpen", {"notebookDocument": book, "cellTextDocuments": texts})
        first, second, _ = (item["uri"] for item in texts)
        assert client.published(first) == []
        (found,) = client.published(second)
        text = texts[1]["text"]
        start = text.index(": KEY}") + 2
        assert found["range"]["start"] == position(text, start, "utf-16")
        assert [action["kind"] for action in client.actions(second, WHOLE, only=["source"])] == []
        (action,) = client.actions(first, WHOLE, only=["notebook.source.fixAll"])
        assert action["kind"] == "notebook.source.fixAll.openrouter"
        edits = action["edit"]["changes"]
        assert list(edits) == [second]
        assert applied(text, edits[second]) == text.replace(": KEY}", ': f"Bearer {KEY}"}')

        change = {
            "cells": {"textContent": [{"document": {"uri": second, "version": 2}, "changes": [{"text": "pass"}]}]}
        }
        client.notify("notebookDocument/didChange", {"notebookDocument": {"uri": uri, "version": 2}, "change": change})
        assert client.published(second) == []
        new = {"uri": "vscode-notebook-cell:/book.ipynb#new", "languageId": "python", "version": 1, "text": LEAK}
        array = {"start": 1, "deleteCount": 1, "cells": [{"kind": 2, "document": new["uri"]}]}
        structure = {"array": array, "didOpen": [new], "didClose": [{"uri": second}]}
        change = {"cells": {"structure": structure}}
        client.notify("notebookDocument/didChange", {"notebookDocument": {"uri": uri, "version": 3}, "change": change})
        assert client.published(second) == []
        assert codes(client.published(str(new["uri"]))) == ["OPR101"]
        closing = {"notebookDocument": {"uri": uri}, "cellTextDocuments": [{"uri": new["uri"]}]}
        client.notify("notebookDocument/didClose", closing)
        assert client.published(str(new["uri"])) == []


def test_a_place_shows_what_was_understood_and_a_comment_offers_codes(tmp_path: Path) -> None:
    uri = (tmp_path / "app.py").as_uri()
    text = BARE.rstrip("\n") + "  # noqa: OPR3"
    at = {"textDocument": {"uri": uri}, "position": {"line": 6, "character": 30}}
    end = {**at, "position": position(text, len(text), "utf-16")}
    with editor(tmp_path) as client:
        client.start({"textDocument": {"hover": {"contentFormat": ["markdown"]}}})
        client.open(uri, text)
        shown = client.request("textDocument/hover", at)
        assert "environment variable OPENROUTER\\_API\\_KEY" in shown["contents"]["value"].replace("`", "").replace(
            "OPENROUTER_API_KEY", "OPENROUTER\\_API\\_KEY"
        )
        assert client.request("textDocument/hover", {**at, "position": {"line": 1, "character": 0}}) is None
        offered = client.request("textDocument/completion", end)["items"]
        assert {"OPR301", "OPR101", "OPR901"} <= {item["label"] for item in offered}
        assert offered[0]["textEdit"]["range"]["start"] == position(text, len(text) - 4, "utf-16")
        client.change(uri, 2, {"text": text + "01"})
        page = client.request("textDocument/hover", end)["contents"]["value"]
        assert "missing-bearer" in page
        assert "401" in page
        assert client.request("textDocument/completion", at) is None


def test_actions_open_the_page_of_a_rule_and_the_key_of_its_owner_and_nothing_else(tmp_path: Path) -> None:
    uri = (tmp_path / "app.py").as_uri()
    with editor(tmp_path, {"window/showDocument": {"success": True}}) as client:
        client.start({"window": {"showDocument": {"support": True}}})
        client.open(uri, LEAK)
        opening = [action["command"] for action in client.actions(uri, WHOLE) if "command" in action]
        addresses = [command["arguments"][0] for command in opening]
        assert [address.rpartition("/")[0].rpartition("/")[2] for address in addresses] == ["rules", "keys"]
        for command in (*opening, {**opening[0], "arguments": ["https://example.com"]}):
            given = {"command": command["command"], "arguments": command["arguments"]}
            assert client.request("workspace/executeCommand", given) is None
        client.request("textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}})
        shown = [each["params"] for each in client.seen if each.get("method") == "window/showDocument"]
        assert shown == [{"uri": address, "external": True} for address in addresses]


def test_what_takes_long_is_made_out_when_somebody_chose_it(tmp_path: Path) -> None:
    uri = (tmp_path / "app.py").as_uri()
    capabilities = {
        "textDocument": {"codeAction": {"resolveSupport": {"properties": ["edit"]}}},
        "workspace": {"workspaceEdit": {"documentChanges": True}},
    }
    twice = BARE + BARE.splitlines()[-1] + "\n"
    with editor(tmp_path) as client:
        client.start(capabilities)
        client.open(uri, twice, version=7)
        offered = {action["title"].partition(": ")[2]: action for action in client.actions(uri, WHOLE)}
        assert "edit" in offered["disable for this line"]
        for title in ("fix all 2 in this file", "make all safe fixes"):
            assert "edit" not in offered[title]
            (change,) = client.request("codeAction/resolve", offered[title])["edit"]["documentChanges"]
            assert change["textDocument"] == {"uri": uri, "version": 7}
            assert applied(twice, change["edits"]) == twice.replace(": KEY}", ': f"Bearer {KEY}"}')
        client.change(uri, 8, {"text": MENDED})
        assert "edit" not in client.request("codeAction/resolve", offered["make all safe fixes"])
        for data in (
            None,
            1,
            {"source": "flake8-openrouter"},
            {**offered["make all safe fixes"]["data"], "wanted": [1]},
        ):
            assert "edit" not in client.request("codeAction/resolve", {"title": "x", "data": data})


def test_wrong_settings_of_a_project_are_said_once_and_nothing_else_fails(tmp_path: Path) -> None:
    write(tmp_path, {"wrong/pyproject.toml": "[tool.flake8-openrouter]\nselekt = []\n", "fine/pyproject.toml": FINE})
    uri, fine = ((tmp_path / name / "app.py").as_uri() for name in ("wrong", "fine"))
    with editor(tmp_path) as client:
        client.start()
        client.open(uri, BARE)
        assert client.published(uri) == []
        assert client.actions(uri, WHOLE) == []
        client.open(fine, BARE)
        assert codes(client.published(fine)) == ["OPR301"]
        assert client.request("workspace/diagnostic", {"previousResultIds": []})["items"] != []
        said = [each["params"]["message"] for each in client.seen if each.get("method") == "window/showMessage"]
        assert len(said) == 1
        assert "selekt" in said[0]


def test_texts_that_are_no_files(tmp_path: Path) -> None:
    with editor(tmp_path) as client:
        client.start()
        for uri, language, expected in (
            ("untitled:Untitled-1", "python", ["OPR301"]),
            ("untitled:Untitled-2", "plaintext", []),
            ("untitled:Untitled-4", "klingon", []),
            ("git:/app.py?%7B%22ref%22%3A%22~%22%7D", "python", []),
            ("vscode-notebook-cell:/book.ipynb#X", "python", []),
            ("no uri at all", "python", []),
            ("file:///%00", "python", []),
            ("file:", "python", []),
        ):
            client.open(uri, BARE, language)
            assert codes(client.published(uri)) == expected, uri
        client.open("untitled:Untitled-3", f"curl -H 'x' # {live_key()}\n", "shellscript")
        assert codes(client.published("untitled:Untitled-3")) == ["OPR101"]


def test_a_client_that_sends_nonsense_is_served_all_the_same(tmp_path: Path) -> None:
    uri = (tmp_path / "app.py").as_uri()
    with editor(tmp_path) as client:
        client.start(workspaceFolders=None, rootUri=(tmp_path / "app.py").as_uri(), initializationOptions=[1, "x"])
        for body in (b"{", b"[]", b'{"jsonrpc": "2.0"}', b"\xff\xfe", b'{"jsonrpc": "2.0", "method": "$/what"}'):
            client.send_bytes(body)
        client.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": 1}, "contentChanges": []})
        client.notify("textDocument/didOpen", {"textDocument": {"uri": uri}})
        client.notify("notebookDocument/didChange", {"notebookDocument": {"uri": uri, "version": 1}, "change": {}})
        client.notify("workspace/didChangeConfiguration", {"settings": "x"})
        client.open(uri, f"# {live_key()}\n" + BARE)
        assert codes(client.published(uri, 1)) == ["OPR101", "OPR301"]
        far = {"start": {"line": 999, "character": 999}, "end": {"line": 9999, "character": 9}}
        client.change(uri, 2, {"range": far, "text": "# the end\n"})
        back = {"start": {"line": 3, "character": 4}, "end": {"line": 1, "character": 0}}
        client.change(uri, 3, {"range": back, "text": ""})
        assert codes(client.published(uri, 3)) == ["OPR101", "OPR301"]
        foreign = {"title": "x", "data": {"source": "ruff", "uri": uri, "wanted": ["fixAll", "", 0, False]}}
        assert client.request("codeAction/resolve", foreign) == foreign
        assert client.request("no/such", {})["code"] == -32601
        nowhere = {"textDocument": {"uri": "file:///gone"}, "position": far["end"]}
        assert client.request("textDocument/hover", nowhere) is None
        others = [{"range": far, "message": "x", "source": "ruff", "data": [1]}]
        assert client.actions(uri, far, diagnostics=others, only=["quickfix"]) == []
        assert client.end() == 0
        assert live_key() not in json.dumps(client.seen)
    assert live_key().encode() not in client.errors


def test_a_client_that_is_gone_ends_the_server(tmp_path: Path) -> None:
    with editor(tmp_path) as client:
        client.start()
        client.process.stdin.close()
        assert client.process.wait(PATIENCE) == 1
    with editor(tmp_path) as client:
        client.start()
        client.notify("exit")
        assert client.process.wait(PATIENCE) == 1


def test_a_log_holds_no_key_and_takes_no_other_files_place(tmp_path: Path) -> None:
    named = tmp_path / f"{live_key()}.py"
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with editor(tmp_path) as client:
        client.start(initializationOptions={"log": "server.log"})
        client.open(named.as_uri(), LEAK)
        client.published(named.as_uri())
        client.send_bytes(
            b'{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"x": "%b"}}' % live_key().encode()
        )
        client.notify("workspace/didChangeConfiguration", {"settings": {"log": str(tmp_path / "mine.txt")}})
        client.receive(lambda message: "mine.txt" in message.get("params", {}).get("message", ""))
        client.end()
    log = (tmp_path / "server.log").read_text(encoding="utf-8")
    assert log.startswith("flake8-openrouter server log\n")
    assert LABEL in log
    assert live_key() not in log
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"


def _run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE, check=False)


def test_without_its_extra_it_says_what_to_install() -> None:
    code = "import sys; sys.modules['pygls'] = None\nfrom flake8_openrouter.command.main import main"
    result = _run(f"{code}; sys.exit(main(['server']))")
    assert result.returncode == 2
    assert result.stderr == 'flake8-openrouter: the server needs pygls: pip install "flake8-openrouter[lsp]"\n'


def test_neither_a_check_nor_flake8_loads_any_of_it(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(BARE, encoding="utf-8")
    code = (
        f"import os, sys; os.chdir({os.fspath(tmp_path)!r})\n"
        "import flake8_openrouter.plugin\nfrom flake8_openrouter.command.main import main\n"
        "main(['check', '--no-cache'])\nprint(sorted(sys.modules))"
    )
    loaded = _run(code).stdout.splitlines()[-1]
    assert "flake8_openrouter.run" in loaded
    assert not any(name in loaded for name in ("flake8_openrouter.server", "pygls", "lsprotocol"))


def test_what_needs_no_editor_loads_nothing_of_the_protocol() -> None:
    modules = [
        "actions",
        "checking",
        "client_settings",
        "completion",
        "diagnostics",
        "everywhere",
        "hovering",
        "notebooks",
    ]
    code = "\n".join(f"import flake8_openrouter.server.{name}" for name in modules)
    found = _run(f"{code}\nimport sys; print([name for name in sys.modules if name.startswith(('pygls', 'lsp'))])")
    assert found.stdout == "[]\n"
