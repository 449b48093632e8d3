"""What a list of repositories stands for: paths, folders, URLs and files of such, hostile ones among them."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from flake8_openrouter.fleet.chunks import chunks
from flake8_openrouter.fleet.sources import Source, sources


def bare(folder: Path) -> Path:
    """Make what looks like a bare repository."""
    for name in ("objects", "refs"):
        (folder / name).mkdir(parents=True)
    (folder / "HEAD").write_text("ref: refs/heads/main\n")
    return folder


def worktree(folder: Path) -> Path:
    bare(folder / ".git")
    return folder


def names(*words: object) -> list[str]:
    return [source.name for source in sources(map(str, words))]


def test_a_folder_stands_for_the_repositories_in_it_and_not_for_those_in_repositories(tmp_path: Path) -> None:
    bare(tmp_path / "mirrors" / "host" / "team" / "a.git")
    worktree(tmp_path / "mirrors" / "b")
    bare(tmp_path / "mirrors" / "b" / "vendored")
    (tmp_path / "mirrors" / "docs").mkdir()
    assert names(tmp_path / "mirrors") == ["b", "host/team/a.git"]


def test_a_link_in_a_folder_is_not_followed(tmp_path: Path) -> None:
    bare(tmp_path / "elsewhere" / "a.git")
    (tmp_path / "mirrors").mkdir()
    (tmp_path / "mirrors" / "link").symlink_to(tmp_path / "elsewhere")
    [source] = sources([str(tmp_path / "mirrors")])
    assert source.failure == "no repository is in this folder"


def test_a_repository_that_is_named_has_the_name_that_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worktree(tmp_path / "a")
    monkeypatch.chdir(tmp_path)
    assert names("a/") == ["a"]
    monkeypatch.chdir(tmp_path / "a")
    assert names(".") == ["a"]


def test_a_list_has_comments_empty_lines_and_paths_from_its_folder_on(tmp_path: Path) -> None:
    bare(tmp_path / "a.git")
    text = "\ufeff# all of them\r\n\r\n  a.git \r\nhttps://example.com/team/b.git\r\nmore.txt\n"
    (tmp_path / "list.txt").write_text(text)
    (tmp_path / "more.txt").write_text("a.git\n")
    found = {source.name: source.failure for source in sources([str(tmp_path / "list.txt")])}
    assert found == {"a.git": "", "example.com/team/b": "", "more.txt": "not a repository"}


def test_a_list_may_come_by_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"https://example.com/a\n")))
    assert names("-") == ["example.com/a"]


def test_what_is_listed_twice_is_read_once_and_names_are_told_apart(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        bare(tmp_path / folder / "a.git")
    one, two = tmp_path / "one", tmp_path / "two"
    assert names(one, one / "a.git", one / "../one", two) == ["a.git", "a.git (2)"]


@pytest.mark.parametrize(
    ("url", "name", "shown", "scheme"),
    [
        ("https://user:secret@example.com/team/a.git", "example.com/team/a", "https://example.com/team/a.git", "https"),
        ("ssh://git@example.com:22/a", "example.com:22/a", "ssh://example.com:22/a", "ssh"),
        ("git@example.com:team/a.git", "example.com/team/a", "ssh://example.com/team/a.git", "ssh"),
        ("file:///srv/a.git", "srv/a", "file:///srv/a.git", "file"),
    ],
)
def test_a_url_is_shown_without_credentials(url: str, name: str, shown: str, scheme: str) -> None:
    [source] = sources([url])
    assert (source.name, source.shown, source.location, source.scheme) == (name, shown, url, scheme)
    assert not source.failure


@pytest.mark.parametrize(
    "url",
    [
        *("http://example.com/a", "git://example.com/a", "ext::sh -c whoami", "fd::17", "ssh://-oProxyCommand=x/a"),
        *("ssh://user@-oProxyCommand=x/a", "-u:a", "https://example.com/a\nb", "HTTPS+ext://x", "git@example.com:-x"),
    ],
)
def test_a_hostile_url_is_never_handed_on(url: str) -> None:
    [source] = sources([url])
    assert source.failure
    assert "\n" not in source.name + source.shown + source.failure


@pytest.mark.skipif(os.name == "nt", reason="no such names")
def test_names_show_no_key_and_nothing_that_a_terminal_obeys(tmp_path: Path) -> None:
    key = "sk-or-v1-" + "0123456789abcdef" * 4
    bare(tmp_path / "a\nb\x1b[31m")
    bare(tmp_path / key)
    for source in sources([str(tmp_path)]):
        assert source.name.isprintable()
        assert key not in "".join((source.name, source.shown))


def test_a_path_that_is_not_there_is_said(tmp_path: Path) -> None:
    [source] = sources([str(tmp_path / "gone")])
    assert source.failure == "No such file or directory"


def of_sizes(*sizes: int) -> list[Source]:
    return [Source(f"{number:04}", "", "", size) for number, size in enumerate(sizes)]


def test_the_largest_come_first_and_alone_and_small_ones_together() -> None:
    found = list(chunks(of_sizes(*[1000] * 640, 90_000_000, 30_000_000), workers=2))
    assert [[source.size for source in chunk] for chunk in found[:2]] == [[90_000_000], [30_000_000]]
    assert {len(chunk) for chunk in found[2:-1]} == {16}
    assert sorted(source for chunk in found for source in chunk) == sorted(
        of_sizes(*[1000] * 640, 90_000_000, 30_000_000)
    )


def test_there_are_chunks_for_all_workers() -> None:
    assert len(list(chunks(of_sizes(*[1000] * 30), workers=4))) == 30
