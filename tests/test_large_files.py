"""Files of which no more than a piece is held: their keys, and how many of them are reported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from command_line import concise, project
from harness import live_key

from flake8_openrouter.command.main import main
from flake8_openrouter.disk import files, windows
from flake8_openrouter.model import Document
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.project.discovery import File
from flake8_openrouter.project.overrides import Overrides
from flake8_openrouter.run import large
from flake8_openrouter.run.reading import read
from flake8_openrouter.run.tasks import Task

pytestmark = pytest.mark.alike

__all__ = ["project"]


def text_of(size: int, *keys: str) -> str:
    """Return lines of a log, so many bytes at least, with a line for each key at its end."""
    line = "a request was served\n"
    return line * (size // len(line) + 1) + "".join(f"key {key}, 401\n" for key in keys)


def task(path: Path) -> Task:
    (found,) = read(iter([File(str(path), str(path))]), Overrides(Configuration()))
    assert isinstance(found, Task)
    return found


@pytest.mark.parametrize(("name", "is_held"), [("service.log", False), ("app.py", True)])
def test_a_large_text_is_not_held_while_it_waits(name: str, is_held: bool, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text_of(windows.SIZE, live_key()), encoding="utf-8")
    assert (task(path).data != b"") is is_held
    path.write_text(text_of(100, live_key()), encoding="utf-8")
    assert task(path).data != b""


def test_a_text_that_may_be_in_utf_16_is_held(tmp_path: Path) -> None:
    path = tmp_path / "service.log"
    path.write_text(text_of(windows.SIZE, live_key()), encoding="utf-16")
    assert task(path).data != b""


@pytest.mark.parametrize("held", [2, 3, 4])
def test_of_many_keys_the_first_are_reported(
    held: int, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(large, "MOST", held)
    (project / "a.log").write_text(text_of(windows.SIZE, *map(live_key, range(3))), encoding="utf-8")
    assert main(concise()) == 1
    output = capsys.readouterr().out
    assert output.count("OPR101") == min(held, 3)
    assert output.count(f"OPR901 only the first {held} keys are reported") == (held < 3)


@pytest.mark.parametrize(
    ("name", "remedy"),
    [("a.log", "the environment variable"), ("a.json", "a variable such as"), ("a.py", "os.environ")],
)
@pytest.mark.parametrize("size", [0, files.LARGE])
def test_the_remedy_is_the_one_of_the_kind_of_file(
    size: int, name: str, remedy: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the size; a name tells it where the text does not."""
    (project / name).write_text(f"# {text_of(size)!r}\nopenrouter = '{live_key()}'\n", encoding="utf-8")
    assert main(concise()) == 1
    assert f"and use {remedy}" in capsys.readouterr().out


def test_no_piece_after_the_first_keys_is_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "MOST", 1)
    searched: list[int] = []
    holds = large.holds
    monkeypatch.setattr(large, "holds", lambda data, *rest: searched.append(len(data)) or holds(data, *rest))
    path = tmp_path / "a.log"
    path.write_text("".join(f"{live_key(number)}\n" for number in range(2)) + text_of(4 * windows.SIZE))
    found = large.keys_in(str(path), (b"sk-or-",), Configuration())
    assert (len(found.kept.findings), found.are_all) == (1, False)
    assert [size // 1000 for size in searched] == [windows.SIZE // 1000]


#: Texts that are before a key, as often as it takes to fill two pieces.
BEFORE = {
    "ASCII": ("abc def\n", "utf-8"),
    "several bytes": ("é🔑 déf\n", "utf-8"),
    "Windows": ("é🔑 déf\r\n", "utf-8"),
    "CR alone": ("abc déf\r", "utf-8"),
    "one line": ("é🔑", "utf-8"),
    "one byte a character": ("é d ", "latin-1"),
    "mark": ("é🔑", "utf-8-sig"),
    "two bytes a character": ("名 é\n", "utf-16"),
    "two bytes a character on one line": ("a名", "utf-16"),
    "four bytes a character": ("🔑 é\r\n", "utf-32"),
}


@pytest.mark.parametrize("name", BEFORE)
@pytest.mark.parametrize("more", range(4))
def test_the_place_of_a_key_is_counted_as_in_a_small_file(name: str, more: int, tmp_path: Path) -> None:
    line, encoding = BEFORE[name]
    text = "x" * more + line * (2 * windows.SIZE // len(line.encode(encoding.replace("-sig", "")))) + live_key() + "\n"
    path = tmp_path / "a.log"
    path.write_bytes(text.encode(encoding))
    (finding,) = large.keys_in(str(path), (b"sk-or-",), Configuration()).kept.findings
    start = text.index("sk-or-")
    assert (finding.line, finding.column) == Document("a.log", text).position(start)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16", "utf-32-be"])
@pytest.mark.parametrize("text", ["é", "é\n", "a\rb\r\ncdé", "\n\n\0é\n\r", "\r\n"])
def test_where_a_piece_ends_is_where_its_document_ends(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    read = large.searchable(data)
    assert large._after(data, (3, 4)) == Document("", read, origin=(3, 4)).position(len(read))


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("char", ["a", "é", "名", "🔑"])
def test_pieces_are_cut_between_characters_and_make_the_file(char: str, line_end: str, tmp_path: Path) -> None:
    data = (char * 3 + line_end).encode() * 40
    path = tmp_path / "a.log"
    for size in range(40, 60):
        path.write_bytes(data)
        pieces = list(windows.windows(str(path), size, 16))
        assert b"".join(piece.data[: piece.own] for piece in pieces) == data
        assert all(piece.data.decode() and piece.data[: piece.own].decode() for piece in pieces)
        assert not any(one.data[: one.own].endswith(b"\r") and line_end == "\r\n" for one in pieces)


def test_a_large_file_without_a_key_loads_no_rules(project: Path) -> None:
    (project / "a.log").write_text(text_of(files.LARGE))
    program = (
        "import sys\nfrom flake8_openrouter.command.main import main\n"
        "assert main(['check', '--isolated', '--no-cache', '-q', '.']) == 0\n"
        "print('flake8_openrouter.run.analysis' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=project, capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
