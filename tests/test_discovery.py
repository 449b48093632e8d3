"""Which files are found in folders, and which are left out."""

from __future__ import annotations

import os
import random
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from command_line import command

from flake8_openrouter.project import gitignore
from flake8_openrouter.project.config import Configuration, ConfigurationError, for_folder
from flake8_openrouter.project.discovery import File, Skipped, discover, is_excluded
from flake8_openrouter.project.left_out import EXCLUDED
from flake8_openrouter.project.walking import Selection

NOTHING = Configuration()


def plain(folder: str) -> Configuration:
    return NOTHING


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    for_folder.cache_clear()
    yield tmp_path
    for_folder.cache_clear()


def write(folder: Path, *paths: str, text: str = "") -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


ALL = Selection(plain)


#: Files that say what is left out: found as all others are, and not what the tests are about.
_SAYING = (".gitignore", "pyproject.toml", "pyvenv.cfg")


def found(*paths: str, selection: Selection = ALL) -> list[str]:
    files = [item.path.replace(os.sep, "/") for item in discover(paths, selection) if isinstance(item, File)]
    return [path for path in files if not path.endswith(_SAYING)]


def skipped(*paths: str) -> list[Skipped]:
    return [item for item in discover(paths, ALL) if isinstance(item, Skipped)]


def test_files_of_a_folder_by_name(project: Path) -> None:
    write(project, "b.py", "a/z.pyi", "a/b/c.pyw", "c.txt", ".env", "py", "a/picture.PNG", "a/b/tool.so", "a/data.db")
    assert found(".") == [".env", "b.py", "c.txt", "py", "a/z.pyi", "a/b/c.pyw"]
    assert found("./a/") == found("a") == ["a/z.pyi", "a/b/c.pyw"]
    write(project, ".gitignore", "pyproject.toml")
    assert {item.path for item in discover(["."], ALL)} >= {".gitignore", "pyproject.toml"}


def test_what_holds_no_text_by_its_name_is_not_found(project: Path) -> None:
    write(project, "a.png", "b.TAR", "c.mp4", "png", ".zip", "d.png.txt", "e.zip/f.txt")
    assert found(".") == [".zip", "d.png.txt", "png", "e.zip/f.txt"]
    assert found("a.png") == ["a.png"]


def test_each_file_once(project: Path) -> None:
    write(project, "a/b.py")
    (project / "link.py").symlink_to(project / "a" / "b.py")
    assert found("a/b.py", "a", ".", str(project)) == ["a/b.py"]


def test_a_name_of_another_kind_hides_no_other(project: Path) -> None:
    write(project, "a.py")
    for name in ("a.txt", "b.py", "b.txt"):
        (project / name).symlink_to("a.py")
    assert found("a.txt", "b.txt", "b.py", "a.py") == ["a.txt", "b.py"]
    assert found("a.py", "a.txt") == ["a.py", "a.txt"]
    assert found("a.txt", "b.txt") == ["a.txt"]


@pytest.mark.parametrize("folder", sorted(EXCLUDED))
def test_usual_folders_are_left_out(folder: str, project: Path) -> None:
    write(project, f"{folder}/a.py", f"src/{folder}/b.py", "src/c.py")
    assert found(".") == ["src/c.py"]


def test_a_virtual_environment_of_any_name_is_left_out(project: Path) -> None:
    write(project, "mine/pyvenv.cfg", "mine/lib/a.py", "src/b.py")
    assert found(".") == ["src/b.py"]
    assert found("mine") == ["mine/lib/a.py"]


def test_what_is_in_a_virtual_environment_is_left_out_where_that_is_forced(project: Path) -> None:
    write(project, "mine/pyvenv.cfg", "mine/lib/a.py", "src/b.py")
    forced = Selection(plain, force=True)
    assert found("mine/lib/a.py", "mine", "src/b.py", selection=forced) == ["src/b.py"]
    assert found("mine/lib/a.py", "mine") == ["mine/lib/a.py"]
    assert is_excluded("mine/lib/new.py", forced)


def test_what_is_named_is_checked_unless_forced(project: Path) -> None:
    write(project, "build/a.py", "src/b.py")
    assert found("build/a.py", "src") == ["build/a.py", "src/b.py"]
    assert found("build") == ["build/a.py"]
    forced = Selection(plain, force=True)
    assert found("build/a.py", "build", "src", selection=forced) == ["src/b.py"]
    assert is_excluded("build/a.py", forced)
    assert not is_excluded("src/b.py", forced)


@pytest.mark.parametrize(
    ("exclude", "left"),
    [
        (("gen",), ["src/a_pb2.py", "src/b.py"]),
        (("*_pb2.py",), ["gen/c.py", "src/b.py"]),
        (("src",), ["gen/c.py"]),
        (("src/b.py",), ["gen/c.py", "src/a_pb2.py"]),
        (("./src/",), ["gen/c.py"]),
        (("rc",), ["gen/c.py", "src/a_pb2.py", "src/b.py"]),
    ],
)
def test_patterns_as_flake8s(exclude: tuple[str, ...], left: list[str], project: Path) -> None:
    write(project, "src/a_pb2.py", "src/b.py", "gen/c.py")
    assert found(".", selection=Selection(plain, exclude)) == left


def test_the_tables_exclude(project: Path) -> None:
    write(project, "vendor/a.py", "b.py")
    write(project, "pyproject.toml", text='[tool.flake8-openrouter]\nexclude = ["vendor"]\n')
    assert found(".", selection=Selection(for_folder)) == ["b.py"]
    assert found("vendor/a.py", selection=Selection(for_folder)) == ["vendor/a.py"]
    assert found("vendor/a.py", selection=Selection(for_folder, force=True)) == []


def test_the_table_of_what_a_pattern_leaves_out_is_not_read(project: Path) -> None:
    write(project, "vendor/a.py", "b.py")
    write(project, "vendor/pyproject.toml", text="[tool.flake8-openrouter]\nselct = []\n")
    assert found(".", selection=Selection(for_folder, ("vendor/*",))) == ["b.py"]


def test_a_wrong_table_is_an_error(project: Path) -> None:
    write(project, "a.py")
    write(project, "pyproject.toml", text="[tool.flake8-openrouter]\nselct = []\n")
    with pytest.raises(ConfigurationError, match="selct"):
        found(".", selection=Selection(for_folder))


def test_gitignore_files_nest(project: Path) -> None:
    write(project, ".gitignore", text="*.gen.py\n/top.py\nout/\n# a comment\n!keep.gen.py\nbad\\\n")
    write(project, "sub/.gitignore", text="!special.gen.py\n/only_here.py\n")
    write(project, "a.gen.py", "keep.gen.py", "top.py", "sub/top.py", "sub/special.gen.py", "sub/only_here.py")
    write(project, "sub/deep/only_here.py", "out/x.py", "sub/out/y.py", "sub/out.py")
    assert found(".") == ["keep.gen.py", "sub/out.py", "sub/special.gen.py", "sub/top.py", "sub/deep/only_here.py"]


def test_gitignore_files_above_hold_within_a_repository(project: Path) -> None:
    write(project, ".gitignore", text="ignored.py\n")
    write(project, "repository/.gitignore", text="*_local.py\n/src/gone/\n")
    write(project, "repository/.git/info/exclude", text="private.py\n")
    write(project, "repository/src/ignored.py", "repository/src/a_local.py", "repository/src/private.py")
    write(project, "repository/src/gone/b.py", "repository/src/c.py")
    assert found("repository/src") == ["repository/src/c.py", "repository/src/ignored.py"]
    assert found("repository/src/gone") == ["repository/src/gone/b.py"]
    assert found("repository/src/a_local.py") == ["repository/src/a_local.py"]
    forced = Selection(plain, force=True)
    assert found("repository/src/a_local.py", "repository/src/gone/b.py", selection=forced) == []


def ignored(folder: Path, patterns: str, paths: list[str]) -> list[str]:
    """Return the paths that lines ignore, each with the folders that it lies in, as they are met on the way to it."""
    write(folder, ".gitignore", text=patterns)
    spec = gitignore.compiled(gitignore.lines(str(folder / ".gitignore")))

    def is_ignored(path: str) -> bool:
        folders = [f"{path[: at + 1]}" for at, letter in enumerate(path) if letter == "/"]
        return spec is not None and any(spec.check_file(step).include for step in (*folders, path))

    return [path for path in paths if is_ignored(path)]


def ignored_by_git(folder: Path, paths: list[str]) -> list[str]:
    command = ["git", "check-ignore", "--no-index", "--stdin", "-z"]
    asked = "".join(f"{path}\0" for path in paths).encode()
    return subprocess.run(command, cwd=folder, input=asked, capture_output=True).stdout.decode().split("\0")[:-1]


PATTERNS = [
    *("*.py", "*_pb2.py", "/a.py", "a/", "a/b", "a/**", "**/b", "a/**/b", "a/**/", "/a/*/b.py", "[ab].py", "[!a].py"),
    *("[^a]/b.py", "a[!b]b.py", "[]a].py", "[a", "\\*.py", "\\!a.py", "#a.py", "\\#a.py", "a.py ", "a\\"),
    *("*.py\n!a.py", "a/*\n!a/b.py", "*a*b*.py", "a*b*a*b*", "**a**b**", "**/a/**/b/**/a", "*[!a]*[!b]*a*", "?*?*?*?"),
    *("a.py\r\nb.py\r", "\ufeffa.py", "a.py\x0cb.py", "*.p[xy]\n!*b*b*.py"),
]


@pytest.mark.skipif(shutil.which("git") is None, reason="no git")
def test_what_is_ignored_is_what_git_ignores(project: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)
    chosen = random.Random(2026)
    made = [
        "/".join("".join(chosen.choices("aabb*.!", k=chosen.randint(1, 6))) for _ in range(chosen.randint(1, 6)))
        for _ in range(300)
    ]
    made += [*("a.py", "b.py", "a/b", "a/b.py", "ab/b.py", "aab.py", "a/b/b.py", "a/c/b", "!a.py", "#a.py", "]a.py")]
    paths = sorted(name for name in set(made) if not {".", ".."} & set(name.split("/")))
    for patterns in PATTERNS:
        assert ignored(project, patterns, paths) == ignored_by_git(project, paths), patterns


@pytest.mark.skipif(shutil.which("git") is None, reason="no git")
def test_patterns_of_many_stars_match_as_gits(project: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)
    chosen = random.Random(2026)
    parts = ["**", "*", *["".join(chosen.choices(["a", "b", "*", "*", "?", "[ab]", "[!a]"], k=5)) for _ in range(40)]]
    paths = sorted(
        {"/".join("".join(chosen.choices("ab", k=6)) for _ in range(chosen.randint(1, 6))) for _ in range(200)}
    )
    matched = 0
    for _ in range(120):
        pattern = "/".join(chosen.choices(parts, k=chosen.randint(1, 5)))
        found = ignored(project, pattern, paths)
        assert found == ignored_by_git(project, paths), pattern
        matched += bool(found)
    assert matched > 30


#: Patterns, and paths on which a search that goes back tries every way to share the path between the stars.
SLOW = {
    "stars": ("*a" * 12 + "b", "a" * 200 + ".py"),
    "stars and brackets": ("*[!b]" * 6 + "b", "a" * 200 + ".py"),
    "stars and question marks": ("*?" * 12 + "b", "a" * 200 + ".py"),
    "stars alone": ("*" * 30 + "b", "a" * 200 + ".py"),
    "stars in a segment": ("x/" + "*a" * 12 + "b/c", "x/" + "a" * 200 + "/c.py"),
    "folders": ("**/a/" * 10 + "b", "a/" * 200 + "c.py"),
    "folders in the middle": ("a/**/a/" * 6 + "**/b", "a/" * 200 + "c.py"),
}


@pytest.mark.parametrize("name", SLOW)
def test_a_pattern_of_many_stars_takes_no_longer_than_others(name: str, project: Path) -> None:
    pattern, path = SLOW[name]
    write(project, path, text="x = 1\n")
    for settings in ({".gitignore": pattern}, {"pyproject.toml": f"[tool.flake8-openrouter]\nexclude = ['{pattern}']"}):
        for file, text in settings.items():
            write(project, file, text=text + "\n")
        assert command(project, "check", "--no-cache").returncode == 0


@pytest.mark.parametrize("pattern", ["[z-a]", "a\\", "[[:nothing:]]*", "***/***\\"])
def test_a_pattern_that_can_not_be_read_leaves_the_others(pattern: str, project: Path) -> None:
    write(project, "a.py", "b.py")
    write(project, ".gitignore", text=f"a.py\n{pattern}\n")
    assert found(".") == ["b.py"]


@pytest.mark.parametrize("place", [".gitignore", ".git/info/exclude"])
def test_an_ignore_file_that_is_no_file_ignores_nothing(place: str, project: Path) -> None:
    write(project, "a.py")
    (project / place).parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(project / place)
    assert command(project, "check", "--no-cache", "-q").returncode == 0
    assert found(".") == ["a.py"]


def test_each_gitignore_is_compiled_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pathspec

    write(project, ".gitignore", text="x.py\n")
    write(project, *(f"a/b{number}/c.py" for number in range(20)), "a/.git/HEAD")
    compiled: list[list[str]] = []
    real = pathspec.GitIgnoreSpec.from_lines
    monkeypatch.setattr(
        pathspec.GitIgnoreSpec, "from_lines", lambda lines: compiled.append(list(lines)) or real(compiled[-1])
    )
    assert len(found(".", "a")) == 20
    assert compiled == [["x.py"]]


def test_an_ignored_folder_is_not_entered(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(project, ".gitignore", text="data/\n")
    write(project, "data/a.py", "node_modules/b.py", "c.py")
    listed: list[str] = []
    real = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: listed.append(os.path.basename(path)) or real(path))
    assert found(".") == ["c.py"]
    assert listed == [project.name]


def test_links_that_loop(project: Path) -> None:
    write(project, "a/b.py")
    (project / "a" / "again").symlink_to(project, target_is_directory=True)
    (project / "a" / "loop.py").symlink_to(project / "a" / "loop.py")
    (project / "a" / ".#b.py").symlink_to("someone@somewhere.1234")
    assert found(".") == ["a/b.py"]
    assert found("a/again") == ["a/again/a/b.py"]
    (loop,) = skipped(".")
    assert (loop.path, loop.unread, loop.named) == (os.path.join("a", "loop.py"), True, False)


def test_what_is_no_file_is_never_opened(project: Path) -> None:
    os.mkfifo(project / "pipe.py")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.py")
        assert [(item.path, item.reason, item.named) for item in skipped(".")] == [
            ("pipe.py", "a FIFO, not a file", False),
            ("socket.py", "a socket, not a file", False),
        ]
        assert [item.named for item in skipped("pipe.py", "socket.py")] == [True, True]


def test_a_path_that_is_not_there(project: Path) -> None:
    (item,) = skipped("nothing.py")
    assert (item.path, item.missing, item.named) == ("nothing.py", True, True)
    assert skipped("a\0b")[0].missing


def test_a_folder_that_can_not_be_listed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(project, "a/b.py", "c.py")
    real = os.scandir

    def refuse(path: str) -> object:
        if os.path.basename(path) == "a":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert found(".") == ["c.py"]
    assert skipped(".") == [Skipped("a", "can't be listed: Permission denied", unread=True)]


class Unknown:
    """An entry of a folder that may only be listed, on a file system that lists no kinds."""

    def __init__(self, entry: os.DirEntry[str]) -> None:
        self.name, self.path = entry.name, entry.path

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        raise PermissionError(13, "Permission denied")

    is_file = is_dir


def test_entries_of_which_nothing_can_be_known(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(project, "a/b.py", "a/c/d.py", "e.py", ".gitignore", text="x\n")
    real = os.scandir
    closed = str(project / "a")
    monkeypatch.setattr(
        os, "scandir", lambda path: [Unknown(entry) for entry in real(path)] if path == closed else real(path)
    )
    monkeypatch.setattr(os, "stat", stat_refusing(closed))
    assert found(".") == ["e.py"]
    assert skipped(".") == [Skipped(os.path.join("a", "b.py"), "can't be read: Permission denied", unread=True)]


def stat_refusing(folder: str) -> Callable[..., os.stat_result]:
    real = os.stat

    def refuse(path: str, **options: bool) -> os.stat_result:
        if str(path).startswith(folder + os.sep):
            raise PermissionError(13, "Permission denied")
        return real(path, **options)

    return refuse


def test_a_deep_tree(project: Path) -> None:
    folder = project
    for _ in range(300):
        folder = folder / "d"
    folder.mkdir(parents=True)
    (folder / "a.py").touch()
    assert len(found(".")) == 1


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege")
@pytest.mark.parametrize(
    ("name", "is_said"), [("a.py", True), ("a.ipynb", True), ("a.md", False), ("a.yaml", False), (".env", False)]
)
def test_only_a_program_is_missed_where_a_link_leads_nowhere(name: str, is_said: bool, project: Path) -> None:
    (project / name).symlink_to("nowhere")
    assert [item.path for item in skipped(".") if item.unread] == [name] * is_said


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege")
def test_a_link_is_another_file_where_its_name_is_of_another_language(project: Path) -> None:
    targets = {"A": "prod.env", "a.env": "prod.env", "b": "notes.txt", "c.log": "notes.txt"}
    write(project, *(f"z/{target}" for target in targets.values()))
    for name, target in targets.items():
        (project / name).symlink_to(project / "z" / target)
    assert found(".") == ["A", "a.env", "b"]
