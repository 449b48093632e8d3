"""Files as they are read and written: never waited for, whole or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from flake8_openrouter.files import ChangedMeanwhile, read, write

OLD, NEW = b"a" * 300_000, b"b" * 300_000
#: Writes the one, then the other, until it is killed.
WRITER = """
import sys
from pathlib import Path

from flake8_openrouter.files import write

file, old, new = Path(sys.argv[1]), b"a" * 300_000, b"b" * 300_000
print("ready", flush=True)
for _ in range(100_000):
    write(file, old, new)
    write(file, new, old)
"""


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_is_not_waited_for(make: Callable[[Path], None], tmp_path: Path) -> None:
    make(tmp_path / "a.py")
    with pytest.raises(OSError, match=r"(a FIFO|a folder), not a file"):
        read(tmp_path / "a.py")


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write(tmp_path / "new", None, b"new")
    assert (tmp_path / "new").read_bytes() == b"new"
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_writing_keeps_mode_and_symlink(tmp_path: Path) -> None:
    target, link = tmp_path / "a.py", tmp_path / "b.py"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    write(link, b"old", b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.py", "b.py"]


def test_writing_keeps_hard_links(tmp_path: Path) -> None:
    first, second = tmp_path / "a.py", tmp_path / "b.py"
    first.write_bytes(b"old and longer")
    os.link(first, second)
    write(first, b"old and longer", b"new")
    assert second.read_bytes() == b"new"
    assert first.stat().st_ino == second.stat().st_ino
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.py", "b.py"]


def test_a_file_that_changed_meanwhile_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(b"changed")
    with pytest.raises(ChangedMeanwhile, match="changed meanwhile"):
        write(file, b"old", b"new")
    assert file.read_bytes() == b"changed"


def test_a_file_that_changes_while_its_copy_is_written_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", lambda _: file.write_bytes(b"edited"))
    with pytest.raises(ChangedMeanwhile):
        write(file, b"old", b"new")
    assert file.read_bytes() == b"edited"
    assert list(tmp_path.iterdir()) == [file]


def test_a_copy_stays_beside_a_file_with_hard_links_that_was_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(b"old")
    os.link(file, tmp_path / "b.py")
    synced: list[int] = []

    def full(handle: int) -> None:
        synced.append(handle)
        if len(synced) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match=r"No space left on device; what was to be written is in .*a\.py\."):
        write(file, b"old", b"new")
    (copy,) = tmp_path.glob(".a.py.*")
    assert copy.read_bytes() == b"new"


def test_a_file_that_holds_the_new_bytes_already_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"new")
    write(tmp_path / "a.py", b"old", b"new")


def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    with pytest.raises(PermissionError):
        write(file, b"old", b"new")
    assert file.read_bytes() == b"old"


def killed_writing(file: Path, pause: float) -> None:
    file.write_bytes(OLD)
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(file)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    try:
        process.wait(pause)
    except subprocess.TimeoutExpired:
        process.kill()
    process.wait()
    process.stdout.close()


@pytest.mark.parametrize("pause", [0.01, 0.02, 0.05, 0.08, 0.13])
def test_a_kill_leaves_the_old_file_or_the_new_one(pause: float, tmp_path: Path) -> None:
    killed_writing(tmp_path / "a.py", pause)
    assert (tmp_path / "a.py").read_bytes() in (OLD, NEW)


@pytest.mark.parametrize("pause", [0.01, 0.02, 0.05, 0.08, 0.13])
def test_a_kill_leaves_a_whole_copy_beside_a_file_with_hard_links(pause: float, tmp_path: Path) -> None:
    file, other = tmp_path / "a.py", tmp_path / "b.py"
    file.touch()
    os.link(file, other)
    killed_writing(file, pause)
    copies = [path.read_bytes() for path in tmp_path.glob(".a.py.*")]
    assert any(data in (OLD, NEW) for data in (file.read_bytes(), *copies))
    assert file.samefile(other)
