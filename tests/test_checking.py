"""What is checked, by however many processes, and what becomes of what can't be; baselines."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from command_line import BARE, BARE_FOUND, BROKEN, LABEL, LEAK, MENDED, command, concise, project, write
from harness import live_key

from flake8_openrouter.command import progress
from flake8_openrouter.command.main import main
from flake8_openrouter.disk import files
from flake8_openrouter.languages import Program
from flake8_openrouter.project import config
from flake8_openrouter.run import analysis, outcomes, pool, processes, reading

__all__ = ["project"]


@pytest.mark.parametrize("jobs", ["1", "2", "5"])
def test_the_output_is_the_same_however_many_processes(
    jobs: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [f"{folder}/m{number}.py" for folder in ("b", "a") for number in range(12)]
    write(project, {name: BARE if number % 3 else LEAK for number, name in enumerate(names)})
    assert main((*concise("--jobs", jobs), "b", "a")) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in lines] == sorted(names)


def test_processes_start_when_there_is_enough_to_do(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(pool, "_pool", lambda workers, known: asked.append(workers))
    monkeypatch.setattr(processes, "processors", lambda: 4)
    write(project, {f"m{number}.py": BARE for number in range(9)})
    assert main(("check", "--quiet")) == 1
    assert asked == []
    write(project, {f"m{number}.py": BARE + "#" * 40_000 for number in range(9)})
    assert main(("check", "--quiet")) == 1
    assert asked == [4]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (BROKEN, "2:7: OPR901 can't be parsed (invalid syntax): only keys were looked for"),
        (b'x = "openrouter \xff"\n', "1:1: OPR901 can't be decoded"),
        (b"\x80\x81 = 1\n", "1:1: OPR901 can't be decoded"),
        (b"# coding: klingon\nopenrouter = 1\n", "1:1: OPR901 can't be decoded (unknown encoding: klingon"),
        (b"\x7fELF\0\0\0", "1:1: OPR901 binary data: only keys were looked for"),
        ("openrouter = 1\n".encode("utf-16"), "1:1: OPR901 text in UTF-16, which Python does not read"),
        ("openrouter = " + "(" * 5000 + ")" * 5000 + "\n", "OPR901 "),
        ("openrouter = " + "-" * 100_000 + "1\n", "OPR901 "),
    ],
)
def test_a_file_that_is_no_python(
    content: str | bytes, message: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {"bad.py": content, "app.py": BARE})
    assert main(concise()) == 1
    app, bad = capsys.readouterr().out.splitlines()
    assert app + "\n" == BARE_FOUND
    assert bad.startswith("bad.py:")
    assert message in bad


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "latin-1"])
def test_keys_are_found_in_what_is_no_python(encoding: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = f"é = (\nKEY = {live_key()}\n"
    write(project, {"bad.py": text.encode(encoding)})
    assert main(concise()) == 1
    output = capsys.readouterr().out
    assert "OPR901" in output
    assert LABEL in output
    assert live_key() not in output


#: Programs that parse as Python, and are of no language, with what is before them.
NOT_PYTHON = {
    "script": "",
    "run.rb": "#!/usr/bin/ruby\n",
    "run": "#!/usr/bin/env ruby\n",
    "a.py.bak": "",
    "a.py~": "",
    "a.PY2": "# -*- coding: utf-16 -*-\n",
    "wide.txt": "utf-16",
    "pythonic": "#!/opt/pythonic/bin/ruby\n",
    "comment": "# #!/usr/bin/python\n",
    "late": "\n#!/usr/bin/python\n",
}


@pytest.mark.parametrize("name", NOT_PYTHON)
@pytest.mark.parametrize("options", [(), ("--fix", "--unsafe-fixes"), ("--diff", "--unsafe-fixes"), ("--jobs", "2")])
def test_a_named_file_of_no_language_is_searched_for_keys_and_never_written(
    name: str, options: tuple[str, ...], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head, text = NOT_PYTHON[name], BARE + LEAK
    data = text.encode("utf-16") if head == "utf-16" else (head + text).encode()
    write(project, {name: data})
    assert main(("check", "--no-cache", *options, name)) == (0 if "--diff" in options else 1)
    output = capsys.readouterr()
    assert (project / name).read_bytes() == data
    assert ("OPR101" in output.out) is ("--diff" not in options)
    assert "OPR301" not in output.out
    assert live_key() not in output.out + output.err
    assert output.err == f"{name}: only keys were looked for\n"


@pytest.mark.parametrize("name", ["config.json", "notebook.ipynb", ".env", "README.md", "a.yaml", "a.toml", "a.ini"])
@pytest.mark.parametrize("options", [("--fix", "--unsafe-fixes"), ("--jobs", "2")])
def test_what_is_python_in_a_file_of_another_language_is_nothing_to_it(
    name: str, options: tuple[str, ...], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {name: BARE + LEAK})
    assert main(("check", "--no-cache", *options, name)) == 1
    output = capsys.readouterr()
    assert (project / name).read_text(encoding="utf-8") == BARE + LEAK
    assert "OPR101" in output.out
    assert "OPR301" not in output.out
    assert live_key() not in output.out + output.err


@pytest.mark.parametrize("options", [(), ("-q",), ("--fix", "--unsafe-fixes"), ("--output-format", "json")])
@pytest.mark.parametrize("content", [BARE, BROKEN, "# sk-or- keys\n", "", b"\x89PNG\0\r\n", "é".encode("latin-1")])
def test_a_named_file_of_no_language_is_never_passed_over_as_clean(
    content: str | bytes, options: tuple[str, ...], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {"notes.txt": content})
    for _ in range(2):  # nor when it is known from the run before
        assert main(("check", *options, "notes.txt")) == 0
        output = capsys.readouterr()
        assert output.out == ("[]\n" if "json" in options else "")
        assert output.err == "notes.txt: only keys were looked for\n"


def test_many_files_of_no_language_are_one_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [f"{number:02}.txt" for number in range(80)]
    write(project, {**dict.fromkeys(names, "x = 1\n"), "app.py": BARE, "70.txt": LEAK})
    assert main(concise("app.py", *names[:2])) == 1
    assert capsys.readouterr() == (BARE_FOUND, "only keys were looked for in 00.txt and 01.txt\n")
    assert main(concise("app.py", *names)) == 1
    output = capsys.readouterr()
    assert output.out.splitlines()[0].startswith("70.txt:3:8: OPR101 ")
    assert output.out.splitlines()[1:] == BARE_FOUND.splitlines()
    assert output.err == ("only keys were looked for in 00.txt, 01.txt, 02.txt, 03.txt, 04.txt and 75 more\n")


@pytest.mark.parametrize(
    "line",
    [
        "#!/usr/bin/env python3",
        "#!/usr/bin/python",
        "#! /usr/local/bin/python3.12 -I",
        "#!/usr/bin/env -S python3 -u",
        "#!/usr/bin/env -S uv run python",
        "#!/usr/bin/env pypy3",
        "#!C:\\Python\\python.exe\r",
    ],
)
@pytest.mark.parametrize("name", ["tool", "tool.cgi", ".tool"])
def test_a_first_line_that_names_python_makes_a_file_python(line: str, name: str, project: Path) -> None:
    write(project, {name: f"{line}\n{BARE}"})
    assert main(concise("--fix", name)) == 0
    assert (project / name).read_bytes().decode() == f"{line}\n{MENDED}"


@pytest.mark.parametrize(
    ("arguments", "stdout", "code"),
    [
        (("-",), MENDED, 0),
        (("-", "--stdin-filename", "a.pyi"), MENDED, 0),
        (("-", "--stdin-filename", "a.txt"), BARE, 0),
        (("-", "--stdin-filename", "a"), BARE, 0),
    ],
)
def test_standard_input_is_python_unless_its_name_says_otherwise(
    arguments: tuple[str, ...], stdout: str, code: int, tmp_path: Path
) -> None:
    run = command(tmp_path, "check", "--fix", *arguments, stdin=BARE.encode())
    assert (run.stdout.decode(), run.returncode) == (stdout, code)
    said = b"only keys were looked for"
    assert (said in run.stderr) is (stdout == BARE)
    leaked = command(tmp_path, *concise(*arguments), stdin=LEAK.encode())
    assert b"OPR101" in leaked.stdout
    assert leaked.returncode == 1


def test_what_is_not_python_is_judged_by_the_name_that_is_given(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {"config.json": BARE, "app.py": BARE})
    (project / "x.py").symlink_to("config.json")
    (project / "x.txt").symlink_to("app.py")
    assert main(concise("x.py", "x.txt")) == 1
    assert capsys.readouterr() == (BARE_FOUND.replace("app", "x"), "x.txt: only keys were looked for\n")
    assert main(concise("--fix", "x.py", "x.txt")) == 1
    said = f"not fixed: it is a link to {project.resolve() / 'config.json'}, which is not a Python file"
    assert capsys.readouterr().out.splitlines()[0] == f"x.py:1:1: OPR901 {said}"
    assert (project / "config.json").read_text(encoding="utf-8") == BARE


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "cp037", "utf_16_le"])
def test_a_key_is_found_whatever_encoding_a_file_says(
    encoding: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {"bad.py": f"# coding: {encoding}\n{LEAK}"})
    assert main(concise()) == 1
    output = capsys.readouterr().out
    assert "OPR901" in output
    assert LABEL in output


def test_opr901_may_be_ignored(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"bad.py": BROKEN})
    assert main(("check", "--quiet", "--ignore", "OPR901")) == 0
    assert main(("check", "--quiet", "--select", "OPR1")) == 1
    table = '[tool.flake8-openrouter.per-file-ignores]\n"bad.py" = ["OPR901"]\n'
    write(project, {"pyproject.toml": table})
    config.for_folder.cache_clear()
    assert main(("check", "--quiet")) == 0


def test_a_file_that_can_not_be_read(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project, {"app.py": BARE, "secret.py": BARE})
    real = files.read

    def refuse(path: str | Path, *most: int) -> bytes:
        if path == "secret.py":
            raise PermissionError(13, "Permission denied")
        return real(path, *most)

    monkeypatch.setattr(files, "read", refuse)
    assert main(concise()) == 1
    assert capsys.readouterr().out == BARE_FOUND + "secret.py:1:1: OPR901 can't be read: Permission denied\n"


@pytest.mark.alike
def test_a_line_of_50_megabytes(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = f'openrouter = "{live_key()}' + "x," * 25_000_000 + '"\n'
    write(project, {"long.py": line})
    assert main(concise()) == 1
    output = capsys.readouterr().out
    assert "OPR901 larger than 8 MB: only keys were looked for" in output
    assert len(output) < 1000


@pytest.mark.parametrize("name", ["data.json", "data.yaml", "prod.env", "a.md", "a.csv"])
def test_data_that_is_too_large_to_be_read_whole_is_searched_for_keys(
    name: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "openrouter: 1\n" * (files.LARGE // 10)
    write(project, {name: text})
    assert main(concise()) == 0
    assert capsys.readouterr() == ("", "")
    write(project, {name: f"{text}{live_key()}\n"})
    assert main(concise()) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert "OPR101" in line


def test_what_is_no_file_and_no_python(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "empty").mkdir()
    assert main(("check", "empty")) == 0
    assert capsys.readouterr() == ("", "empty: no files to check in it\n")
    os.mkfifo(project / "pipe.py")
    write(project, {"app.py": BARE})
    assert main(concise(".")) == 1
    assert capsys.readouterr() == (BARE_FOUND, "pipe.py: a FIFO, not a file: not checked\n")
    assert main(concise("pipe.py", "app.py")) == 2
    assert capsys.readouterr() == (BARE_FOUND, "pipe.py: a FIFO, not a file: not checked\n")


def test_a_folder_without_python_is_named_beside_others(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "empty").mkdir()
    write(project, {"app.py": BARE})
    assert main(concise("empty", "app.py")) == 1
    assert capsys.readouterr() == (BARE_FOUND, "empty: no files to check in it\n")


@pytest.mark.alike
def test_processes_end_with_the_command_that_started_them(tmp_path: Path) -> None:
    program = (
        "import os, time\nfrom flake8_openrouter.run import pool\n"
        "workers = pool._pool(2)\n"
        "print(*{workers.submit(os.getpid).result() for _ in range(20)}, flush=True)\ntime.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    workers = [int(number) for number in process.stdout.readline().split()]
    process.kill()
    process.communicate()
    assert workers
    for _ in range(100):
        if not any(map(_runs, workers)):
            return
        time.sleep(0.1)
    raise AssertionError(f"{workers} run on")


_SPAWNED = """\
import gc, multiprocessing
from flake8_openrouter.run import processes

if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    gc.set_threshold(99_999)
    with processes.pool(1) as pool:
        print(pool.submit(gc.get_threshold).result(timeout=60)[0])
"""


def test_a_process_that_is_not_forked_collects_as_rarely_as_the_command(tmp_path: Path) -> None:
    script = tmp_path / "spawned.py"
    script.write_text(_SPAWNED, encoding="utf-8")
    assert subprocess.run([sys.executable, script], capture_output=True, text=True).stdout == "99999\n"


def test_processes_run_on_where_the_command_ignores_an_interruption(tmp_path: Path) -> None:
    program = (
        "import os, signal\nfrom flake8_openrouter.run import pool\n"
        "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "workers = pool._pool(2)\n"
        "workers.submit(os.getpid).result()\nos.killpg(0, signal.SIGINT)\nprint(workers.submit(abs, -3).result())\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, start_new_session=True
    )
    assert (run.stdout, run.stderr) == ("3\n", "")


#: Fixes two files in two processes, of which each says so and waits before its copy takes a file's place.
WAITING = """
import os, sys, time
from pathlib import Path
from flake8_openrouter.disk import copies
from flake8_openrouter.command.main import main

def waits(copy, file):
    Path(file.parent, f"{file.name}.waits").touch()
    time.sleep(60)

copies.carries_all = waits
main(["check", "--fix", "--no-cache", "--jobs", "2"])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the processes do not know what was replaced")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_processes_that_end_take_their_copies_away(number: int, tmp_path: Path) -> None:
    names = ["a.py", "b.py"]
    write(tmp_path, dict.fromkeys(names, BARE + "#" * 60000))
    process = subprocess.Popen([sys.executable, "-c", WAITING], cwd=tmp_path)
    waited = [tmp_path / f"{name}.waits" for name in names]
    while not all(path.exists() for path in waited):
        assert process.poll() is None
        time.sleep(0.05)
    assert len(list(tmp_path.glob(".*"))) == 2
    process.send_signal(number)
    process.wait()
    for _ in range(100):
        if not list(tmp_path.glob(".*")):
            break
        time.sleep(0.1)
    assert sorted(path.name for path in tmp_path.glob("*.py")) == names
    assert list(tmp_path.glob(".*")) == []
    assert all((tmp_path / name).read_text(encoding="utf-8").startswith(BARE) for name in names)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_check_never_writes(tmp_path: Path) -> None:
    write(tmp_path, {"app.py": BARE, "leak.py": LEAK, "a/broken.py": BROKEN})
    before = {path: (path.stat().st_mtime_ns, path.is_file() and path.read_bytes()) for path in tmp_path.rglob("*")}
    for arguments in ((), ("--diff", "--unsafe-fixes"), ("--unsafe-fixes",), ("--show-fixes",)):
        command(tmp_path, "check", *arguments)
    assert {path: (path.stat().st_mtime_ns, path.is_file() and path.read_bytes()) for path in tmp_path.rglob("*")} == (
        before
    )


def test_a_baseline_is_written_read_and_goes_stale(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"app.py": BARE, "leak.py": LEAK + LEAK, "bad.py": BROKEN})
    assert main(concise("--write-baseline", "known.json")) == 1
    output = capsys.readouterr()
    assert output.out.startswith("bad.py:2:7: OPR901 ")
    assert output.out.count("\n") == 1
    assert output.err == "Wrote 3 known findings to known.json, 3 of them new.\n"
    content = json.loads((project / "known.json").read_text(encoding="utf-8"))
    assert content["version"] == 1
    assert content["findings"] == sorted(set(content["findings"]))
    assert len(content["findings"]) == 3
    (project / "bad.py").unlink()
    assert main(concise("--baseline", "known.json")) == 0
    write(project, {"app.py": "# moved\n" * 5 + BARE, "leak.py": LEAK, "new.py": BARE})
    assert main(concise("--baseline", "known.json")) == 1
    output = capsys.readouterr()
    assert output.out == BARE_FOUND.replace("app", "new")
    assert output.err == "1 entry of the baseline no longer occurs: --write-baseline drops what is gone.\n"
    assert main(concise("--baseline", "known.json", "app.py")) == 0
    assert capsys.readouterr().err == ""
    assert main(concise("--write-baseline", "known.json")) == 0
    assert capsys.readouterr().err == (
        "Wrote 3 known findings to known.json, 1 of them new.\nDropped 1 entry that no longer occurs.\n"
    )
    assert main(concise("--baseline", "known.json")) == 0


def test_nothing_new_beside_a_baseline_is_said_so(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"app.py": BARE, "leak.py": LEAK + LEAK, "clean.py": MENDED})
    assert main(("check", "--write-baseline", "known.json")) == 0
    assert capsys.readouterr().out == "No new findings (3 known).\n"
    for arguments, said in {
        (): "No new findings (3 known).\n",
        ("leak.py",): "No new findings (2 known).\n",
        ("app.py", "clean.py"): "No new findings (1 known).\n",
        ("--fix",): "No new findings (3 known).\n",
        ("--select", "OPR3"): "No new findings (1 known).\n",
        ("clean.py",): "No findings.\n",
        ("--output-format", "json"): "[]\n",
        ("--quiet",): "",
    }.items():
        assert main(("check", "--baseline", "known.json", *arguments)) == 0
        assert capsys.readouterr().out == said
    write(project, {"pyproject.toml": '[tool.flake8-openrouter]\nbaseline = "known.json"\n'})
    config.for_folder.cache_clear()
    for _ in range(2):
        assert main(("check",)) == 0
        assert capsys.readouterr().out == "No new findings (3 known).\n"
    write(project, {"new.py": BARE})
    assert main(("check",)) == 1
    assert capsys.readouterr().out.endswith("Found 1 error in 1 file. 1 can be fixed: 1 with --fix.\n")


@pytest.mark.parametrize("narrowed", [("app.py",), ("--select", "OPR3"), ("missing.py", ".")])
def test_what_was_not_looked_at_stays_in_a_baseline(
    narrowed: tuple[str, ...], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {"app.py": BARE, "leak.py": LEAK})
    main(concise("--write-baseline", "known.json"))
    before = (project / "known.json").read_text(encoding="utf-8")
    capsys.readouterr()
    main(concise("--write-baseline", "known.json", *narrowed))
    assert "Dropped" not in capsys.readouterr().err
    assert (project / "known.json").read_text(encoding="utf-8") == before


def test_what_a_baseline_knows_is_not_fixed(project: Path) -> None:
    write(project, {"app.py": BARE})
    main(concise("--write-baseline", "known.json"))
    assert main(concise("--baseline", "known.json", "--fix")) == 0
    assert (project / "app.py").read_text(encoding="utf-8") == BARE


def test_another_file_is_not_overwritten_by_a_baseline(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"app.py": BARE})
    assert main(concise("--write-baseline", "app.py")) == 2
    assert (project / "app.py").read_text(encoding="utf-8") == BARE


def test_an_internal_error_in_a_file_is_reported_and_the_rest_is_checked(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project, {"app.py": BARE, "other.py": BARE})
    real = analysis.analyse

    def fail(program: Program, *rest: Any, **named: Any) -> object:
        if program.document.path == "other.py":
            raise KeyError(live_key())
        return real(program, *rest, **named)

    monkeypatch.setattr(outcomes.analysis, "analyse", fail)
    assert main(concise()) == 2
    output = capsys.readouterr()
    assert output.out.startswith(BARE_FOUND + "other.py:1:1: OPR900 internal error: KeyError")
    assert live_key() not in output.out + output.err


#: Checks a folder in two processes, of which each ends, or can't answer, at a file whose name says so.
ENDING = """
import os, sys
from flake8_openrouter.run import outcomes
from flake8_openrouter.command.main import main
real = outcomes.work
def work(task):
    if "killed" in task.path:
        os.kill(os.getpid(), 9)
    if "exits" in task.path:
        os._exit(3)
    outcome = real(task)
    return outcome._replace(secrets=open(task.path)) if "unsent" in task.path else outcome
outcomes.work = work
sys.exit(main(["check", "--no-cache", "-q", "--jobs", "2", *sys.argv[1:]]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the processes do not know what was replaced")
@pytest.mark.parametrize("size", [0, 60_000])
@pytest.mark.parametrize("bad", [["killed"], ["exits", "killed"], ["a_killed", "m4_exits", "z_killed"], ["unsent"]])
def test_a_process_that_is_gone_is_a_line_and_the_rest_is_checked(bad: list[str], size: int, tmp_path: Path) -> None:
    if size and sys.version_info < (3, 11, 5):
        pytest.skip("a pool that has much to send waits for ever for a process that is gone: CPython's gh-94777")
    names = [f"m{number}.py" for number in range(9)]
    write(tmp_path, dict.fromkeys([*names, *(f"{name}.py" for name in bad)], BARE + "#" * size))
    run = subprocess.run([sys.executable, "-c", ENDING], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert (run.returncode, run.stderr) == (2 if "unsent" in bad else 1, "")
    lost = [f"{name}.py:1:1: OPR901 not checked: its process was killed" for name in bad]
    lost = ["unsent.py:1:1: OPR900 internal error: TypeError"] if "unsent" in bad else lost
    said = run.stdout.splitlines()
    found = [BARE_FOUND.replace("app.py", name).rstrip() for name in names]
    assert [line for line in said if "OPR301" in line] == found
    rest = [line for line in said if line not in found]
    assert all(line.startswith(start) for line, start in zip(rest, sorted(lost), strict=True))


def test_an_internal_error_is_one_line(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "read", lambda *_, **__: 1 / 0)
    assert main(("check",)) == 2
    output = capsys.readouterr()
    assert output.err.startswith("flake8-openrouter: internal error: ZeroDivisionError at test_checking.py:")
    assert output.err.count("\n") == 1


def test_progress_is_shown_when_it_takes_long(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rich.console", None)
    assert list(progress.shown(range(3), wanted=True)) == [0, 1, 2]
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    assert list(progress.shown(range(3), wanted=False)) == [0, 1, 2]
    assert capsys.readouterr().err == ""
    assert list(progress.shown(range(3), wanted=True)) == [0, 1, 2]
    shown = capsys.readouterr().err
    assert "\rChecking [##########....................] 1/3" in shown
    assert shown.endswith("\r\x1b[K")


def test_check_paths_is_public(project: Path) -> None:
    write(project, {"a/app.py": BARE, "b.py": MENDED, "bad.py": BROKEN})
    findings = pool.check_paths([project / "a", "b.py", "bad.py"])
    assert [(Path(finding.path).name, finding.line, finding.code) for finding in findings] == [
        ("app.py", 7, "OPR301"),
        ("bad.py", 2, "OPR901"),
    ]
    assert [finding.code for finding in pool.check_paths("a")] == ["OPR301"]
    with pytest.raises(FileNotFoundError, match=r"nothing\.py"):
        pool.check_paths(["nothing.py"])


def test_check_paths_searches_what_is_not_python(project: Path) -> None:
    write(project, {"a.json": BARE + LEAK, "b.txt": BARE, "c.py": BARE})
    findings = pool.check_paths(["a.json", "b.txt", "c.py"])
    assert [(finding.path, finding.code) for finding in findings] == [("a.json", "OPR101"), ("c.py", "OPR301")]
    assert [finding.path for finding in pool.check_paths(".")] == ["a.json", "c.py"]


def test_findings_come_back_from_other_processes_whole(project: Path) -> None:
    write(project, {f"m{number}.py": BARE for number in range(4)})
    findings = pool.check_paths(["."], jobs=2)
    assert [(finding.path, finding.line, finding.span.text) for finding in findings] == [
        (f"m{number}.py", 7, "KEY") for number in range(4)
    ]


def test_a_configuration_above_the_folder_has_its_paths(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(project, {"lib/app.py": BARE, "c.toml": 'per-file-ignores = {"lib/*" = ["OPR"]}\n', "inner/x.py": ""})
    monkeypatch.chdir(project / "inner")
    assert main(concise("../lib/app.py")) == 1
    assert main(concise("../lib/app.py", "--config", "../c.toml")) == 0
