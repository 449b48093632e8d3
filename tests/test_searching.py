"""A second process that searches files: the same answers, in the same order, whatever becomes of it."""

from __future__ import annotations

import io
import marshal
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import BARE, LEAK, command, write

from flake8_openrouter import languages
from flake8_openrouter.languages.python.language import PYTHON
from flake8_openrouter.run import processes, searching
from flake8_openrouter.run.searching import Wanted, holds, holds_key, serve, sifted

WORDS = (b"openrouter", b"sk-or-")
KEYS = (b"sk-or-",)
FORKS = hasattr(os, "fork") and sys.platform != "darwin"

#: Sifts the names 0 to 999, every tenth of which is to be read, and says which are, and how many were asked for.
_PROGRAM = """
import os, sys
from flake8_openrouter.run import processes, searching
asked = []
takes = searching._Searcher.takes
def counted(self, chunk):
    taken = takes(self, chunk)
    asked.append(taken)
    {meanwhile}
    return taken
searching._Searcher.takes = counted
processes.processors = lambda: {processors}
{before}
found = list(searching.sifted(iter(range(1000)), lambda item: (f"{{item}}.py", (b"openrouter",)) if item % 7 else None))
print([item for item, is_wanted in found] == list(range(1000)), sum(asked) > 1)
print(*(item for item, is_wanted in found if is_wanted))
"""
_HOLDING = [number for number in range(1000) if number % 7 == 0 or number % 10 == 0]


@pytest.fixture
def numbered(tmp_path: Path) -> Path:
    """A folder with 999.py and those before it, every tenth of which holds our word."""
    write(tmp_path, {f"{number}.py": "x = 1\n" if number % 10 else "x = OpenRouter\n" for number in range(1000)})
    return tmp_path


def _said(folder: Path, meanwhile: str = "pass", processors: int = 2, before: str = "") -> tuple[str, list[int]]:
    program = _PROGRAM.format(meanwhile=meanwhile, processors=processors, before=before)
    run = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, timeout=60)
    assert run.stderr == ""
    first, second = run.stdout.splitlines()
    return first, [int(number) for number in second.split()]


@pytest.mark.skipif(not FORKS, reason="no processes are forked here")
def test_two_processes_share_the_files(numbered: Path) -> None:
    assert _said(numbered) == ("True True", _HOLDING)


def test_one_processor_searches_nothing_twice(numbered: Path) -> None:
    assert _said(numbered, processors=1) == ("True False", list(range(1000)))


@pytest.mark.skipif(not FORKS, reason="no processes are forked here")
@pytest.mark.parametrize("when", [1, 2, 5])
def test_what_a_process_that_is_gone_was_asked_for_is_read(when: int, numbered: Path) -> None:
    kill = (
        f"if len(asked) == {when}: os.kill(self.process, 9); os.waitid(os.P_PID, self.process, os.WEXITED | os.WNOWAIT)"
    )
    said, found = _said(numbered, kill)
    assert said.startswith("True ")
    assert set(_HOLDING) <= set(found)
    assert found == sorted(found)


@pytest.mark.skipif(not FORKS, reason="no processes are forked here")
def test_where_most_files_hold_their_words_the_rest_is_not_searched(tmp_path: Path) -> None:
    write(tmp_path, {f"{number}.py": "x = OpenRouter\n" for number in range(1000)})
    assert _said(tmp_path, "assert len(asked) < 12")[1] == list(range(1000))


@pytest.mark.skipif(not FORKS, reason="no processes are forked here")
@pytest.mark.parametrize(
    "before",
    [
        "import signal; signal.signal(signal.SIGCHLD, signal.SIG_IGN)",
        "import contextlib, signal\n"
        "def reap(*_):\n"
        "    with contextlib.suppress(ChildProcessError): os.waitpid(-1, os.WNOHANG)\n"
        "signal.signal(signal.SIGCHLD, reap)",
        "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (1200, 1200))"
        "; held = [open(os.devnull) for _ in range(1100)]",
    ],
    ids=["children are reaped by the system", "by a handler", "many open files"],
)
def test_whatever_the_program_does_with_its_processes_and_files(before: str, numbered: Path) -> None:
    assert _said(numbered, before=before) == ("True True", _HOLDING)


@pytest.mark.skipif(not FORKS, reason="no processes are forked here")
@pytest.mark.parametrize("left", [1, 2, 3])
def test_with_few_files_that_may_be_open_one_searches_alone(left: int, numbered: Path) -> None:
    few = f"import resource; most = os.dup(0) + {left}; os.close(most - {left})"
    few += "; resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))"
    assert _said(numbered, before=few) == ("True False", list(range(1000)))


@pytest.mark.skipif(not FORKS, reason="no processes are forked here")
def test_a_process_does_not_outlive_who_asks(numbered: Path) -> None:
    program = (
        "import os\nfrom flake8_openrouter.run import processes, searching\nprocesses.processors = lambda: 2\n"
        "found = searching.sifted(iter(range(1000)), lambda item: (f'{item}.py', (b'openrouter',)))\n"
        "next(found); found.close()\ntry: os.wait()\nexcept ChildProcessError: print('none')\n"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=numbered, capture_output=True, text=True, timeout=60)
    assert (run.stdout, run.stderr) == ("none\n", "")


def test_few_files_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_started", lambda: pytest.fail("started"))
    assert list(sifted(iter("abc"), lambda _: ("", WORDS))) == [("a", True), ("b", True), ("c", True)]


def test_threads_forbid_a_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "processors", lambda: 2)
    monkeypatch.setattr(searching, "_has_threads", lambda: True)
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("forked"), raising=False)
    assert len(list(sifted(iter(range(100)), lambda _: ("", WORDS)))) == 100


def test_where_no_process_can_start_one_searches_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(processes, "processors", lambda: 2)
    monkeypatch.setattr(searching, "_has_threads", lambda: False)
    monkeypatch.setattr(os, "fork", refuse, raising=False)
    assert len(list(sifted(iter(range(100)), lambda _: ("", WORDS)))) == 100


def test_what_a_process_answers(tmp_path: Path) -> None:
    write(tmp_path, {"ours.py": "OPENROUTER = 1\n", "other.py": "x = 1\n"})
    (tmp_path / "folder.py").mkdir()
    names = ("ours.py", "other.py", "folder.py", "missing.py")
    chunk: list[Wanted | None] = [*((str(tmp_path / name), WORDS) for name in names), None]
    answers = io.BytesIO()
    serve(io.BytesIO(marshal.dumps(chunk) + marshal.dumps(chunk[:1])), answers)
    assert answers.getvalue() == b"\1\0\1\1\1" + b"\1"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"x = 'OpenRouter'", True),
        (b"SK-OR-", True),
        (b"open_router", False),
        ("é = 1".encode(), False),
        (b"x = 'sk\0'", True),
        (b"\xff", True),
        (b"# coding: latin-1\n\xff", False),
        (b"# coding: klingon\n\xff", True),
    ],
)
def test_which_files_may_concern_us(data: bytes, expected: bool) -> None:
    assert holds(data, WORDS, PYTHON) is expected


@pytest.mark.parametrize(
    "text", ["sk-or-", "SK-Or-", "k-or-", "sk-oR", "either-or-both sk-or-", "c2stb3ItdjEt", "é", ""]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-32"])
def test_a_search_for_keys_alone_tells_the_same(text: str, encoding: str) -> None:
    data = f"{text} = 1\n".encode(encoding)
    assert holds_key(data) is holds(data, KEYS, languages.TEXT)
    assert holds_key(data) is bool(text.lower().count("sk-or-") or text.startswith("c2"))


@pytest.mark.parametrize("options", [(), ("--jobs", "1"), ("--jobs", "2")])
def test_the_report_of_a_large_tree_does_not_depend_on_who_searched_it(
    options: tuple[str, ...], tmp_path: Path
) -> None:
    names = list(_names())
    write(tmp_path, dict.fromkeys(names, "x = 1\n"))
    write(tmp_path, {name: LEAK if number % 2 else BARE for number, name in enumerate(names[::27])})
    write(tmp_path, {"p7/pyproject.toml": '[tool.flake8-openrouter]\nenv-names = ["ACME"]\nselect = ["OPR301"]\n'})
    run = command(tmp_path, "check", "-q", *options)
    assert run.returncode == 1
    assert len(run.stdout.splitlines()) >= 10
    assert run.stdout == command(tmp_path, "check", "-q", *sorted(names[::27])).stdout


def _names() -> Iterator[str]:
    for number in range(400):
        yield f"p{number % 20}/m{number:03}.py"


@pytest.mark.parametrize("word", [b"OpenRouter", b"open_router", b"router = 1; x = 'SK-or-'", b"gateway"])
def test_a_word_is_found_whatever_it_shares_with_others(word: bytes) -> None:
    words = (b"openrouter", b"open_router", b"sk-or-", b"gateway")
    assert holds(b"x = 1\n" + word, words, PYTHON)
    assert not holds(b"router = open, router_open, sk_or", words, PYTHON)
