"""The parts of the server that need no client: places, names, settings, edits, comments, offers, what is shown."""

from __future__ import annotations

import asyncio
import itertools
import os
import random
import threading
from pathlib import Path

import pytest
from command_line import BARE, LABEL, LEAK, MENDED, write
from harness import live_key
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from server_edits import position
from server_texts import checked

from flake8_openrouter import check_paths, languages
from flake8_openrouter.disk import files
from flake8_openrouter.project import discovery
from flake8_openrouter.project.discovery import File
from flake8_openrouter.run import inspection, outcomes
from flake8_openrouter.server import (
    actions,
    checking,
    client_settings,
    code_actions,
    completion,
    disabling,
    edits,
    everywhere,
    hovering,
    names,
    pulling,
)
from flake8_openrouter.server.buffers import Buffer
from flake8_openrouter.server.client_settings import ClientSettings
from flake8_openrouter.server.notebooks import CODE, Notebook, NotebookCell
from flake8_openrouter.server.positions import ENCODINGS, Lines, Position, Range
from flake8_openrouter.server.server import Server
from flake8_openrouter.server.session import Seen, Session
from flake8_openrouter.server.workspace import Workspace

#: What counts as several units, or for a line end to others than the protocol.
WIDE = st.text(alphabet="a\t\n\r éß漢𝔘😀\u0301\u2028\x0b\x0c\x1c\x85\ufeff", max_size=40)


@given(WIDE, st.sampled_from(ENCODINGS))
def test_each_offset_has_a_place_and_each_place_its_offset(text: str, encoding: str) -> None:
    lines = Lines(text, encoding)
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] == "\r\n":
            continue  # no editor's cursor is within a line end
        place = lines.at(offset)
        assert place._asdict() == position(text, offset, encoding)
        assert lines.offset(place) == offset


def test_a_place_beyond_a_line_or_a_text_is_its_end() -> None:
    lines = Lines("ab\r\nc😀\n", "utf-16")
    assert [lines.offset(Position(*place)) for place in ((0, 9), (1, 2), (1, 9), (2, 5), (7, 0))] == [2, 5, 6, 7, 7]


@given(st.text("ab\n\r😀", max_size=60), st.text("ab\n\r😀", max_size=60))
def test_edits_make_one_text_of_another_and_touch_each_other_nowhere(before: str, after: str) -> None:
    found = edits.between(before, after)
    assert edits.applied(before, found) == after
    assert all(one.end < other.start for one, other in itertools.pairwise(found))


def test_a_buffer_takes_what_is_typed_whatever_its_place_is() -> None:
    buffer = Buffer("file:///a.py", "/a.py", "one\ntwo\n", 1, "utf-16")
    buffer.change("2", Range(Position(1, 0), Position(1, 3)))
    assert buffer.text == "one\n2\n"
    buffer.change("x", Range(Position(5, 0), Position(0, 0)))
    assert buffer.text == "one\n2\nx"
    buffer.change("whole")
    assert (buffer.text, buffer.lines.text, buffer.held) == ("whole", "whole", b"whole")


@pytest.mark.parametrize(
    ("uri", "language", "path", "is_file"),
    [
        ("file:///a%20b/%C3%A9.py", "python", "/a b/é.py", True),
        ("file://localhost/a.py", "", "/a.py", True),
        ("untitled:Untitled-1", "typescriptreact", "/folder/Untitled-1.tsx", False),
        ("untitled:/x/y z", "dockerfile", "/folder/Dockerfile", False),
        ("untitled:a", "cobol", "/folder/a.txt", False),
        ("inmemory://model/1", "python", "/folder/1.py", False),
        ("git:/a.py?x", "python", "", False),
        ("https://example.com/a.py", "python", "", False),
        ("file://[", "python", "", False),
        ("", "python", "", False),
    ],
)
def test_what_is_open_has_a_path(uri: str, language: str, path: str, is_file: bool) -> None:
    found = names.of_uri(uri, language, "/folder")
    assert found == (path, is_file)


def test_each_language_has_a_name_in_editors() -> None:
    known = {languages.by_name(end if end[0].isalpha() else f"a{end}").name for end in names._NAMES.values()}
    assert known == {language.name for language in languages.LANGUAGES} - {"text"}


@pytest.mark.parametrize(
    ("given_settings", "expected", "wrong"),
    [
        (None, ClientSettings(), ()),
        ([], ClientSettings(), ()),
        ({"codeAction.disableRuleComment": False}, ClientSettings(disables=False), ()),
        ({"codeAction": {"disableRuleComment": False}}, ClientSettings(disables=False), ()),
        ({"select": ["opr1"], "fixAll": "unsafe"}, ClientSettings(select=("OPR1",), fix_all="unsafe"), ()),
        ({"select": [], "log": None, "codeAction": None}, ClientSettings(), ()),
        ({"fixAll": True}, ClientSettings(), ("fixAll: expected 'safe', 'unsafe', 'off', got True",)),
        ({"select": ["OPR9999"]}, ClientSettings(), ("select: there is no rule OPR9999",)),
        ({"configuration": 1}, ClientSettings(), ("configuration: expected the path of a file, got 1",)),
        ({live_key(): 1}, ClientSettings(), (f"there is no setting '{LABEL}'",)),
    ],
)
def test_settings_are_read_and_what_is_wrong_is_said(
    given_settings: object, expected: ClientSettings, wrong: tuple[str, ...]
) -> None:
    found, said = client_settings.read(given_settings)
    assert found == expected
    assert [each.partition(" (did")[0] for each in said] == list(wrong)


KEY = live_key()

#: Files with one finding each, and the file with it silenced; None where there can be no comment.
SILENCED = {
    "app.py": (f'KEY = "{KEY}"\n', f'KEY = "{KEY}"  # noqa: OPR101\n'),
    "typed.py": (f'KEY = "{KEY}"  # type: ignore\n', f'KEY = "{KEY}"  # type: ignore  # noqa: OPR101\n'),
    "some.py": (f'KEY = "{KEY}"  # noqa: E501\r\n', f'KEY = "{KEY}"  # noqa: E501, OPR101\r\n'),
    "ours.py": (
        f'KEY = "{KEY}"  # flake8-openrouter: ignore[OPR301]\n',
        f'KEY = "{KEY}"  # flake8-openrouter: ignore[OPR301, OPR101]\n',
    ),
    "last.py": (f'KEY = "{KEY}"', f'KEY = "{KEY}"  # noqa: OPR101'),
    "long.py": (f'KEY = """{KEY}\n"""\n', None),
    "continued.py": (f'KEY = "{KEY}" \\\n    + ""\n', None),
    "app.ts": (f'const key = "{KEY}";\n', f'const key = "{KEY}";  // flake8-openrouter: ignore[OPR101]\n'),
    "template.ts": (f"const text = `\n{KEY}\n`;\n", None),
    "run.sh": (f"export KEY={KEY}\n", f"export KEY={KEY}  # flake8-openrouter: ignore[OPR101]\n"),
    "here.sh": (f"cat <<END\n{KEY}\nEND\n", None),
    ".env": (f"KEY={KEY}\n", f"# flake8-openrouter: ignore[OPR101]\nKEY={KEY}\n"),
    "a.yaml": (f"a:\n  key: {KEY}\n", f"a:\n  key: {KEY}  # flake8-openrouter: ignore[OPR101]\n"),
    "block.yaml": (f"a: |\n  {KEY}\n  more\n", None),
    "a.toml": (f'key = "{KEY}"\n', f'key = "{KEY}"  # flake8-openrouter: ignore[OPR101]\n'),
    "a.ini": (f"[a]\r\nkey = {KEY}\r\n", f"[a]\r\n# flake8-openrouter: ignore[OPR101]\r\nkey = {KEY}\r\n"),
    "a.json": (f'{{"key": "{KEY}"}}\n', None),
    "a.jsonc": (f'{{\n "key": "{KEY}"\n}}\n', f'{{\n "key": "{KEY}"  // flake8-openrouter: ignore[OPR101]\n}}\n'),
    "Dockerfile": (f"ENV KEY={KEY}\n", f"# flake8-openrouter: ignore[OPR101]\nENV KEY={KEY}\n"),
    "book.md": (f"# A\n\nUse {KEY}.\n", f"# A\n\n<!-- flake8-openrouter: ignore[OPR101] -->\nUse {KEY}.\n"),
    "block.md": (f"```python\nKEY = '{KEY}'\n```\n", f"```python\nKEY = '{KEY}'  # noqa: OPR101\n```\n"),
    "text.md": (f"```\n{KEY}\n```\n", f"<!-- flake8-openrouter: ignore[OPR101] -->\n```\n{KEY}\n```\n"),
    "note.txt": (f"{KEY}\n", None),
}


@pytest.mark.parametrize("path", SILENCED)
def test_a_line_is_silenced_in_the_form_of_its_language(path: str, tmp_path: Path) -> None:
    text, expected = SILENCED[path]
    workspace = Workspace([str(tmp_path)])
    seen = checked(tmp_path / path, text, workspace)
    (finding,) = seen.findings
    assert disabling.after(seen, finding) == expected
    if expected is not None:
        assert checked(tmp_path / path, expected, workspace).findings == ()


USUAL = ClientSettings()


def _titles(text: str, folder: Path, settings: ClientSettings = USUAL, only: tuple[str, ...] = ()) -> list[str]:
    seen = checked(folder / "app.py", text, Workspace([str(folder)]))
    return [action.title for action in actions.offered(seen, 0, len(text), settings, only)]


def test_safe_fixes_are_preferred_and_unsafe_ones_are_named_so(tmp_path: Path) -> None:
    text = (
        BARE
        + 'import openai\nopenai.OpenAI(base_url="https://openrouter.ai/api/v1", api_key=os.getenv("KEY"))\n'
        + LEAK
    )
    seen = checked(tmp_path / "app.py", text, Workspace([str(tmp_path)]))
    offered = list(actions.offered(seen, 0, len(text), ClientSettings()))
    fixing = {action.wanted.code: action for action in offered if action.wanted.verb == actions.FIX}
    assert fixing["OPR301"].is_preferred
    assert not fixing["OPR301"].wanted.unsafe
    assert "unsafe" not in fixing["OPR301"].title
    assert fixing["OPR101"].title.endswith("(unsafe fix)")
    assert not fixing["OPR101"].is_preferred


def test_all_of_a_kind_are_fixed_together_and_nothing_else_is(tmp_path: Path) -> None:
    text = BARE + BARE.splitlines()[-1].replace("KEY}", "KEY, 'Content-type': 1}") + "\n" + LEAK.partition("\n\n")[2]
    assert "OPR301: fix all 2 in this file" in _titles(text, tmp_path)
    seen = checked(tmp_path / "app.py", text, Workspace([str(tmp_path)]))
    after = actions.after(seen, actions.Wanted(actions.FIX_KIND, "OPR301"))
    assert after == text.replace(": KEY", ': f"Bearer {KEY}"')
    assert actions.after(seen, actions.Wanted("no such verb")) is None
    assert actions.after(seen, actions.Wanted(actions.FIX, "OPR301", 1)) is None


def test_offers_are_those_that_the_client_and_its_settings_want(tmp_path: Path) -> None:
    assert len(_titles(BARE, tmp_path)) == 4
    assert _titles(BARE, tmp_path, only=("source.organizeImports",)) == []
    assert _titles(BARE, tmp_path, only=("source.fixAll.openrouter",)) == _titles(BARE, tmp_path, only=("source",))
    assert len(_titles(BARE, tmp_path, only=("quickfix",))) == 3
    assert len(_titles(BARE, tmp_path, ClientSettings(fix_all="off"))) == 3
    assert len(_titles(BARE, tmp_path, ClientSettings(disables=False))) == 3
    assert _titles(MENDED, tmp_path) == []


def test_what_a_text_can_not_be_written_as_is_not_fixed(tmp_path: Path) -> None:
    text = "# coding: latin-1\n# 漢\n" + BARE
    seen = checked(tmp_path / "app.py", text, Workspace([str(tmp_path)]))
    assert [finding.code for finding in seen.findings] == ["OPR301"]
    assert seen.text[slice(*seen.places(seen.findings[0].span))] == "KEY"
    assert actions.after(seen, actions.Wanted(actions.FIX_ALL_OF_FILE)) is None


def test_a_place_is_told_by_the_narrowest_of_what_is_there(tmp_path: Path) -> None:
    seen = checked(tmp_path / "app.py", BARE.replace("KEY}", f'"{live_key()}"}}'), Workspace([str(tmp_path)]))
    at = seen.text.index("Authorization")
    found = hovering.at(seen, at)
    assert found is not None
    assert seen.text[found.start : found.end].startswith('"Authorization')
    assert LABEL in found.text
    assert live_key() not in found.text
    assert hovering.at(seen, 0) is None
    assert hovering.at(checked(tmp_path / "b.py", "def (openrouter", Workspace()), 3) is None


def test_all_places_of_a_text_are_told_by_one_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (checked(tmp_path / "app.py", BARE, Workspace([str(tmp_path)])) for _ in range(2))
    at = BARE.index("Authorization")
    found = hovering.at(first, at)
    monkeypatch.setattr(inspection, "seen", lambda *given: [])
    assert found is not None
    assert hovering.at(first, at) == found
    assert hovering.at(first, BARE.index("requests.post")) not in (None, found)
    assert hovering.at(second, at) is None  # it may rest on other files


@pytest.mark.parametrize(
    ("line", "begun"),
    [
        ("x = 1  # noqa: ", ""),
        ("x = 1  # noqa: OPR3", "OPR3"),
        ("x = 1  # noqa: E501, O", "O"),
        ("x  // flake8-openrouter: ignore[OPR101, OPR", "OPR"),
        ("x = 1  # noqa", None),
        ("x = 1  # ", None),
        ("x  // flake8-openrouter: ignore[OPR101] ", None),
    ],
)
def test_codes_are_offered_where_a_comment_lists_them(line: str, begun: str | None) -> None:
    assert completion.begun(line) == begun


def test_a_code_is_explained_only_in_a_comment_that_silences() -> None:
    found = completion.at("x = 1  # noqa: E501, OPR301", 24)
    assert found is not None
    assert (found[0].name, found[1:]) == ("missing-bearer", (21, 27))
    assert completion.at("x = OPR301", 5) is None
    assert completion.at("# noqa: OPR999", 10) is None


@pytest.mark.parametrize("folder", [".", "in", "in/deep", "logs", "inner"])
def test_what_the_walk_of_a_folder_leaves_out_is_left_out_and_nothing_else(folder: str, tmp_path: Path) -> None:
    """Whatever it is by: a name, a table, an ignore file in or above the folder, an environment, what it is in."""
    table = "[tool.flake8-openrouter]\nexclude = ['old']\ninclude = ['*.py', '*.bin']\n"
    places = ("a.py", "a.txt", "a.bin", "old/a.py", "build/a.py", "mine/pyvenv.cfg", "mine/lib/a.py", "hidden/a.py")
    folders = ("", "in/", "in/deep/", "logs/", "inner/", "inner/in/")
    own = {f"{each}{place}": "" for each in folders for place in places}
    ignored = {".gitignore": "logs\n/in/deep/\nhidden/*\n!hidden/.gitignore\n", "inner/.gitignore": "*.bin\n"}
    settings = {".git/HEAD": "", "inner/.git/HEAD": "", "in/pyproject.toml": table}
    write(tmp_path, {**own, **ignored, **settings})
    workspace = Workspace([str(tmp_path / folder)])
    inside = [path for path in (tmp_path / folder).rglob("*") if path.is_file()]
    found = discovery.discover([str(tmp_path / folder)], workspace.selection(str(tmp_path / folder)))
    walked = {item.path for item in found if isinstance(item, File)}
    assert {str(path) for path in inside if not workspace.leaves_out(str(path))} == walked
    assert walked


def test_large_texts_are_searched_for_keys_as_large_files_are(tmp_path: Path) -> None:
    line = "x = 'a line of a large program'\n"
    text = line * (8_100_000 // len(line)) + LEAK
    seen = checked(tmp_path / "app.py", text, Workspace([str(tmp_path)]))
    write(tmp_path, {"app.py": text})
    fresh = check_paths(tmp_path)
    assert [(each.code, each.line, each.column, each.message) for each in seen.findings] == [
        (each.code, each.line, each.column, each.message) for each in fresh
    ]
    assert [finding.code for finding in seen.findings] == ["OPR901", "OPR101"]
    assert seen.text[slice(*seen.places(seen.findings[1].span))] == live_key()


def test_nothing_of_a_project_is_run_and_nothing_outside_of_it_is_read(tmp_path: Path) -> None:
    trap = "import os\nos.environ['RUN'] = 'yes'\nKEY = '" + live_key(random.randint(5, 9)) + "'\n"
    write(tmp_path, {"in/config.py": trap, "outside.py": trap, "in/pyproject.toml": ""})
    (tmp_path / "in" / "linked.py").symlink_to(tmp_path / "outside.py")
    url = "https://openrouter.ai/api/v1/key"
    program = f'import requests\nfrom linked import KEY\nrequests.get("{url}", headers={{"x": KEY}})\n'
    read: list[str] = []
    before = files.read
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(files, "read", lambda path, *rest: read.append(str(path)) or before(path, *rest))
        checked(tmp_path / "in" / "app.py", program, Workspace([str(tmp_path / "in")]))
        checked(tmp_path / "in" / "app.py", program.replace("linked", "config"), Workspace([str(tmp_path / "in")]))
    assert "RUN" not in os.environ
    assert not any(Path(path).resolve() == tmp_path / "outside.py" for path in read)
    assert str(tmp_path / "in" / "config.py") in read


def test_that_we_fail_is_a_finding_and_the_keys_are_there_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: object) -> None:
        raise ZeroDivisionError(live_key())

    monkeypatch.setattr(outcomes, "understood", fail)
    seen = checked(tmp_path / "app.py", LEAK, Workspace([str(tmp_path)]))
    assert [finding.code for finding in seen.findings] == ["OPR900", "OPR101"]
    assert live_key() not in "".join(finding.message for finding in seen.findings)
    assert (actions.after(seen, actions.Wanted(actions.FIX_ALL_OF_FILE)), hovering.at(seen, 0)) == (None, None)
    assert next(actions.offered(seen, 0, 1, ClientSettings(disables=False))).wanted.verb == actions.OPEN


@pytest.mark.parametrize("cookie", ["punycode", "utf-16", "rot13", "no-such", "utf-7", "idna", "latin-1"])
def test_whatever_encoding_a_text_names_each_place_stays(cookie: str, tmp_path: Path) -> None:
    text = f"# coding: {cookie}\n# 漢🙂\ud800\n{LEAK.replace('KEY = ', 'KEY漢 = ')}"
    seen = checked(tmp_path / "app.py", text, Workspace([str(tmp_path)]))
    places = [seen.places(finding.span) for finding in seen.findings if finding.code == "OPR101"]
    assert all(text[start:end] == live_key() for start, end in places)
    assert places or cookie == "utf-16"  # in which it is another text


def test_what_a_notebook_shows_nowhere_has_no_place() -> None:
    notebook = Notebook("file:///b.ipynb", "/b.ipynb", [NotebookCell("cell:1", CODE), NotebookCell("cell:2", CODE)])
    notebook.texts["cell:1"] = Buffer("cell:1", "", 'a = "\n\\"', 1, "utf-16", "python")
    layout = notebook.layout
    assert layout.uris == ("cell:1",)
    assert layout.place(0, 1) is None
    assert (layout.offset("cell:2", Position(0, 0)), layout.lines("cell:2")) == (None, None)
    offsets = [layout.offset("cell:1", layout.cells[0].text.at(at)) for at in range(len('a = "\n\\"') + 1)]
    assert [layout.place(at, at).range.start for at in offsets] == [  # type: ignore[union-attr,arg-type]
        layout.cells[0].text.at(at) for at in range(len(offsets))
    ]


def test_an_edit_of_an_older_text_is_refused() -> None:
    buffer = Buffer("file:///a.py", "/a.py", "", 1, "utf-16")
    seen = Seen(checking.Checked("/a.py", ""), buffer.layout, buffer.versions)
    code_actions._require_same(buffer, seen)
    buffer.version = 2
    with pytest.raises(JsonRpcException, match="changed meanwhile"):
        code_actions._require_same(buffer, seen)


def test_what_changed_before_its_turn_came_is_looked_at_as_it_is_then(tmp_path: Path) -> None:
    async def look() -> list[str]:
        session = Session("utf-16", [str(tmp_path)])
        opened = session.open((tmp_path / "app.py").as_uri(), "python", 1, MENDED)
        started = threading.Event()
        busy = asyncio.ensure_future(session.worked(started.wait))
        looking = asyncio.ensure_future(session.seen(opened))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        opened.change(BARE)
        session.changed()
        started.set()
        await busy
        found = (await looking).checked.findings
        session.end()
        return [finding.code for finding in found]

    assert asyncio.run(look()) == ["OPR301"]


def test_of_folders_with_too_many_files_the_first_are_checked_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {f"{name}.py": BARE for name in "abcd"})

    async def looked() -> list[str]:
        server = Server()
        server.session = Session(folders=[str(tmp_path)])
        monkeypatch.setattr(server, "window_show_message", lambda shown: said.append(shown.message))
        found = await pulling.workspace(server, types.WorkspaceDiagnosticParams([]))
        server.session.end()
        return [item.uri.rpartition("/")[2] for item in found.items]

    for most, expected in ((3, ["a.py", "b.py", "c.py"]), (5, ["a.py", "b.py", "c.py", "d.py"])):
        said: list[str] = []
        monkeypatch.setattr(everywhere, "MOST", most)
        assert asyncio.run(looked()) == expected
        assert [text.partition(":")[0] for text in said] == ["the open folders have too many files"][: most < 4]


def test_lines_that_can_not_be_compared_in_time_are_one_edit() -> None:
    before, after = "a\n" * 15_000, "b\n" + "a\n" * 14_999
    (edit,) = edits.between(before, after)
    assert (edit.start, edit.end, edit.text) == (0, 1, "b")
