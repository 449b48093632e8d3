"""What callers of the Python interface give: several forms of a path, and a sentence for what is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
from command_line import BARE, project, write

from flake8_openrouter import check_paths, check_source, fix_source

__all__ = ["project"]

WRONG: dict[str, tuple[Callable[[], object], str]] = {
    "a text to fix": (lambda: fix_source("x = 1"), "fix_source wants a source as bytes, not str"),
    "nothing to fix": (lambda: fix_source(None), "fix_source wants a source as bytes, not None"),
    "other bytes to fix": (lambda: fix_source(bytearray(b"x")), "fix_source wants a source as bytes, not bytearray"),
    "a path to fix": (lambda: fix_source(Path("app.py")), "fix_source wants a source as bytes, not "),
    "a path that is none, to fix": (lambda: fix_source(b"x", None), "fix_source wants a path as str or pathlib.Path"),
    "nothing to check": (lambda: check_source(None), "check_source wants a source as str or bytes, not None"),
    "a number to check": (lambda: check_source(3), "check_source wants a source as str or bytes, not int"),
    "lines to check": (lambda: check_source(["x = 1\n"]), "check_source wants a source as str or bytes, not list"),
    "a path of bytes": (lambda: check_source("x", b"app.py"), "check_source wants a path as str or pathlib.Path, not "),
    "no paths": (lambda: check_paths(None), "check_paths wants a path as str or pathlib.Path, not None"),
    "a number for paths": (lambda: check_paths(3), "check_paths wants a path as str or pathlib.Path, not int"),
    "bytes for paths": (lambda: check_paths(b"app.py"), "check_paths wants a path as str or pathlib.Path, not bytes"),
    "one of several": (lambda: check_paths(["app.py", 3]), "check_paths wants a path as str or pathlib.Path, not int"),
}


@pytest.mark.parametrize(("call", "said"), WRONG.values(), ids=WRONG)
def test_what_is_of_no_use_is_said_in_a_sentence(call: Callable[[], object], said: str, project: Path) -> None:
    write(project, {"app.py": BARE})
    with pytest.raises(TypeError) as caught:
        call()
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize("missing", ["missing.py", Path("missing.py"), ["app.py", "missing.py"], "", ["app.py", ""]])
def test_a_path_that_is_not_there(missing: str, project: Path) -> None:
    write(project, {"app.py": BARE})
    with pytest.raises(FileNotFoundError, match=r"^missing\.py: No such file or directory$|^a path is empty$"):
        check_paths(missing)


def test_paths_of_several_forms(project: Path) -> None:
    write(project, {"app.py": BARE})
    for paths in ("app.py", Path("app.py"), PurePosixPath("app.py"), ["app.py"], (Path("app.py"),), {"app.py": 1}):
        assert [finding.path for finding in check_paths(paths)] == ["app.py"]
    assert check_paths([]) == []
    for source in (BARE, BARE.encode()):
        (finding,) = check_source(source, Path("app.py"))
        assert (finding.path, finding.code) == ("app.py", "OPR301")
    assert [finding.path for finding in fix_source(BARE.encode(), Path("app.py")).fixed] == ["app.py"]
