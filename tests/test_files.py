"""Files as they are read and written: never waited for, whole or not at all."""

from __future__ import annotations

import os
import re
import signal
import stat
import subprocess
import sys
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest

from flake8_openrouter.disk.copies import tidy
from flake8_openrouter.disk.files import ChangedMeanwhile, State, read, walk, write
from flake8_openrouter.disk.latest import latest

OLD, NEW = b"a" * 300_000, b"b" * 300_000
#: Writes the one, then the other, until it is killed.
WRITER = """
import sys
from pathlib import Path

from flake8_openrouter.disk.files import write

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
    with pytest.raises(ChangedMeanwhile, match="changed during the run"):
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


def fill_the_disk(monkeypatch: pytest.MonkeyPatch, file: Path, *, times: int) -> None:
    """Let so many writes into a file itself stop in the middle, as on a disk that is full then."""
    real, left = os.write, [times]

    def write_some(descriptor: int, data: bytes) -> int:
        if left[0] and os.fstat(descriptor).st_ino == file.stat().st_ino:
            left[0] -= 1
            real(descriptor, bytes(data)[: len(data) // 2])
            raise OSError(28, "No space left on device")
        return real(descriptor, data)

    monkeypatch.setattr(os, "write", write_some)


@pytest.mark.parametrize("new", [b"new", b"a new text that is longer than the old one", b"OLD TEXT"])
def test_a_full_disk_tears_no_file_with_hard_links(new: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, other = tmp_path / "a.py", tmp_path / "b.py"
    file.write_bytes(b"old text")
    os.link(file, other)
    fill_the_disk(monkeypatch, file, times=1)
    with pytest.raises(OSError, match=r"No space left on device$"):
        write(file, b"old text", new)
    assert file.read_bytes() == other.read_bytes() == b"old text"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.py", "b.py"]


def test_what_can_not_be_put_back_is_in_a_copy_until_the_next_writer_does_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, other = tmp_path / "a.py", tmp_path / "b.py"
    file.write_bytes(b"old text")
    os.link(file, other)
    with monkeypatch.context() as patched:
        fill_the_disk(patched, file, times=2)
        with pytest.raises(OSError, match=r"the file is half written, and what it held is in (.*)$") as caught:
            write(file, b"old text", b"the new text")
    said = Path(str(caught.value.strerror).partition("what it held is in ")[2])
    assert said.read_bytes() == b"old text"
    write(tmp_path / "c.py", None, b"")
    assert file.read_bytes() == other.read_bytes() == b"old text"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.py", "b.py", "c.py"]


def test_a_file_that_holds_the_new_bytes_already_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(b"new")
    before = file.stat()
    write(file, b"old", b"new")
    after = file.stat()
    assert (file.read_bytes(), after.st_ino, after.st_mtime_ns) == (b"new", before.st_ino, before.st_mtime_ns)


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


#: Sends itself a signal when a file's bytes are on the disk: those of its copy, or of what is written itself.
SIGNALLED = """
import os, signal, sys
from pathlib import Path

from flake8_openrouter.disk.files import write

file, number, at = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
real, synced = os.fsync, []
def fsync(descriptor):
    synced.append(descriptor)
    real(descriptor)
    if len(synced) == at:
        os.kill(os.getpid(), number)
os.fsync = fsync
signal.signal(number, signal.SIG_DFL)  # whatever runs the tests may ignore it
write(file, b"old", b"new")
print("written")
"""


@pytest.mark.parametrize("links", [1, 2])
@pytest.mark.parametrize("at", [1, 2, 3])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_takes_the_copies_away_at_once(number: int, at: int, links: int, tmp_path: Path) -> None:
    file, names = tmp_path / "a.py", ["a.py", "b.py"][:links]
    file.write_bytes(b"old")
    if links == 2:
        os.link(file, tmp_path / "b.py")
    run = subprocess.run([sys.executable, "-c", SIGNALLED, str(file), str(int(number)), str(at)], capture_output=True)
    is_reached = at == 1 or links == 2
    assert (run.returncode, run.stdout) == ((-number, b"") if is_reached else (0, b"written\n"))
    assert file.read_bytes() == (b"old" if is_reached else b"new")
    assert sorted(path.name for path in tmp_path.iterdir()) == names


def test_a_signal_that_somebody_waits_for_is_theirs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    received: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: received.append(number))
    try:
        real = os.fsync
        monkeypatch.setattr(os, "fsync", lambda descriptor: (real(descriptor), os.kill(os.getpid(), signal.SIGTERM)))
        write(tmp_path / "a.py", None, b"new")
    finally:
        signal.signal(signal.SIGTERM, before)
    assert received == [signal.SIGTERM]
    assert (tmp_path / "a.py").read_bytes() == b"new"


@pytest.mark.parametrize("pause", [0.01, 0.02, 0.05, 0.08, 0.13])
@pytest.mark.parametrize("links", [1, 2])
def test_the_next_writer_takes_away_what_a_killed_one_left(links: int, pause: float, tmp_path: Path) -> None:
    file, names = tmp_path / "a.py", ["a.py", "b.py"][:links]
    file.touch()
    if links == 2:
        os.link(file, tmp_path / "b.py")
    killed_writing(file, pause)
    write(tmp_path / "c.py", None, b"")
    assert file.read_bytes() in (OLD, NEW)
    assert sorted(path.name for path in tmp_path.iterdir()) == [*names, "c.py"]


@pytest.mark.parametrize(
    ("old", "new", "found", "after"),
    [
        (b"old", b"new", b"old", b"old"),
        (b"old", b"new", b"new", b"new"),
        (b"old", b"new", b"nld", b"old"),
        (b"old", b"new", b"ned", b"old"),
        (b"old", b"a longer one", b"a longe", b"old"),
        (b"the old one", b"new", b"nee old one", b"the old one"),
        (b"the old one", b"new", b"new old one", b"the old one"),
        (b"the ", b"new", b"the old one", b"the old one"),
        (b"", b"new", b"old", b"old"),
    ],
)
def test_a_file_that_a_killed_writer_half_wrote_gets_back_what_it_held(
    old: bytes, new: bytes, found: bytes, after: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(found)
    leave_copies(file, old, new)
    tidy(tmp_path)
    assert (file.read_bytes(), list(tmp_path.iterdir())) == (after, [file])


@pytest.mark.parametrize("found", [b"edited", b"", b"ow", b"newer"])
def test_a_file_that_somebody_has_changed_since_is_left_alone(found: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(found)
    leave_copies(file, b"old", b"new")
    tidy(tmp_path)
    assert (file.read_bytes(), len(list(tmp_path.iterdir()))) == (found, 3)


def leave_copies(file: Path, old: bytes, new: bytes) -> None:
    for holds, data in (("old", old), ("new", new)):
        file.with_name(f".{file.name}.0123456789abcdef.flake8-openrouter-{holds}").write_bytes(data)


def test_the_copies_of_a_writer_that_lives_are_left_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(b"old")
    os.link(file, tmp_path / "b.py")
    real, seen = os.fsync, []

    def fsync(descriptor: int) -> None:
        real(descriptor)
        subprocess.run([sys.executable, "-c", TIDY, str(tmp_path)], check=True)
        seen.append(len(list(tmp_path.iterdir())))

    monkeypatch.setattr(os, "fsync", fsync)
    write(file, b"old", b"new")
    assert seen == [3, 4, 4]
    assert len(list(tmp_path.iterdir())) == 2


TIDY = "import pathlib, sys; from flake8_openrouter.disk.copies import tidy; tidy(pathlib.Path(sys.argv[1]))"


def test_links_and_other_files_are_no_copies(tmp_path: Path) -> None:
    (tmp_path / "victim").write_bytes(b"old")
    (tmp_path / ".a.py.0123456789abcdef.flake8-openrouter-new").symlink_to("victim")
    (tmp_path / "b.py").symlink_to("victim")
    leave_copies(tmp_path / "b.py", b"xxx", b"old")
    (tmp_path / ".c.py.flake8-openrouter-new").touch()
    os.mkfifo(tmp_path / ".d.py.0123456789abcdef.flake8-openrouter-new")
    before = sorted(tmp_path.iterdir())
    tidy(tmp_path)
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "victim").read_bytes() == b"old"


def has_attributes(folder: Path) -> bool:
    try:
        os.setxattr(folder, "user.test", b"x")
    except (AttributeError, OSError):
        return False
    os.removexattr(folder, "user.test")
    return True


#: An access list: owner rw, user 1 rw, group r, mask rw, others none.
ACCESS = bytes.fromhex("0200000001000600ffffffff020006000100000004000400ffffffff10000600ffffffff20000000ffffffff")


@pytest.mark.parametrize("name", ["user.mime_type", "user.deep.name", "system.posix_acl_access"])
def test_writing_keeps_extended_attributes_and_access_lists(name: str, tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(b"old")
    file.chmod(0o600)
    value = ACCESS if name.startswith("system.") else b"text/x-python"
    if not has_attributes(tmp_path):
        pytest.skip("no extended attributes here")
    os.setxattr(file, name, value)
    before = (file.stat().st_mode, {known: os.getxattr(file, known) for known in os.listxattr(file)})
    write(file, b"old", b"new")
    assert (file.stat().st_mode, {known: os.getxattr(file, known) for known in os.listxattr(file)}) == before
    assert file.read_bytes() == b"new"


def test_what_a_folder_gives_to_new_files_is_not_added(tmp_path: Path) -> None:
    if not has_attributes(tmp_path):
        pytest.skip("no extended attributes here")
    file = tmp_path / "a.py"
    file.write_bytes(b"old")
    os.setxattr(tmp_path, "system.posix_acl_default", ACCESS)
    write(file, b"old", b"new")
    assert os.listxattr(file) == []


@pytest.mark.parametrize("refused", ["chown", "setxattr", "listxattr", "chmod"])
def test_a_file_whose_copy_can_not_have_all_that_it_has_is_written_itself(
    refused: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not has_attributes(tmp_path):
        pytest.skip("no extended attributes here")
    file = tmp_path / "a.py"
    file.write_bytes(b"old")
    file.chmod(0o640)
    os.setxattr(file, "user.name", b"value")
    real = os.stat
    if refused == "chown":
        os.chown(file, 1, 1)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, refused, refuse)
    before = real(file)
    write(file, b"old", b"new")
    after = real(file)
    assert (after.st_ino, after.st_uid, after.st_gid, after.st_mode) == (
        before.st_ino,
        before.st_uid,
        before.st_gid,
        before.st_mode,
    )
    assert file.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["a.py"]


def test_writing_keeps_the_owner(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root gives files away")
    file = tmp_path / "a.py"
    file.write_bytes(b"old")
    os.chown(file, 1, 2)
    write(file, b"old", b"new")
    assert (file.stat().st_uid, file.stat().st_gid) == (1, 2)


def test_where_nothing_tells_a_files_attributes_it_is_written_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "listxattr", raising=False)
    file = tmp_path / "a.py"
    file.write_bytes(b"old")
    inode = file.stat().st_ino
    write(file, b"old", b"new")
    assert (file.stat().st_ino, file.read_bytes()) == (inode, b"new")


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(30, "Read-only file system")])
def test_a_folder_that_can_not_be_written_is_named(
    error: OSError, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(b"old")
    real = os.open

    def refuse(path: str | Path, flags: int, *mode: int) -> int:
        if flags & os.O_CREAT:
            raise error
        return real(path, flags, *mode)

    monkeypatch.setattr(os, "open", refuse)
    said = f"can't create a file in its folder {tmp_path}: {error.strerror}"
    with pytest.raises(OSError, match=re.escape(said)):
        write(file, b"old", b"new")


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with open(tmp_path / "a.py", "wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(OSError, match="larger than 100 MB"):
        read(tmp_path / "a.py")


@pytest.mark.alike
def test_a_file_that_grows_without_an_end_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.py").write_bytes(b"x")
    monkeypatch.setattr(os, "read", lambda _, size: b"x" * min(size, 1 << 20))
    with pytest.raises(OSError, match="larger than 100 MB"):
        read(tmp_path / "a.py")


def test_a_walk_names_no_file_to_which_a_link_leads_out(tmp_path: Path) -> None:
    (tmp_path / "in" / "b").mkdir(parents=True)
    for name in ("outside.py", "in/a.py", "in/b/c.py"):
        (tmp_path / name).touch()
    for name, target in (("in/out.py", "../outside.py"), ("in/b/in.py", "../a.py"), ("link", "in")):
        (tmp_path / name).symlink_to(target)
    for root in ("in", "link"):
        walked = walk(str(tmp_path / root))
        assert [sorted(names) for _, _, names in walked] == [["a.py"], ["c.py", "in.py"]]


def test_of_a_file_that_changes_only_what_was_found_last_is_kept() -> None:
    class Found:
        """What can be told to be gone."""

    asked: list[tuple[str, int]] = []

    @latest(2)
    def found(path: str, state: State | None, word: str) -> Found:
        asked.append((path, state.size if state else -1))
        return Found()

    seen = [weakref.ref(found("a", State(0, 0, size), "word")) for size in (1, 2, 3, 3)]
    assert [each() is None for each in seen] == [True, True, False, False]
    assert asked == [("a", 1), ("a", 2), ("a", 3)]
    for path in ("b", "c"):
        found(path, None, "word")
    assert seen[-1]() is None
