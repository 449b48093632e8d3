"""systemd, files of variables: what a service, or a container that is started by hand, gets of a key."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import write
from surrounded import KEY, NAME, found, subject, text

from flake8_openrouter.doctor import surroundings
from flake8_openrouter.doctor.readers import systemd as reader
from flake8_openrouter.doctor.results import Status
from flake8_openrouter.doctor.surroundings import Asked

UNITS: dict[str, tuple[str, dict[str, str], list[tuple[str, Status]]]] = {
    "nothing": ("ExecStart=/usr/bin/python app.py", {}, [("systemd-unit", Status.PROBLEM)]),
    "set": (f"Environment={NAME}={KEY}", {}, [("systemd-unit", Status.OK)]),
    "quoted as a whole": (f"Environment=A=b \"{NAME}={KEY}\" 'C=d e'", {}, [("systemd-unit", Status.OK)]),
    "quoted in part": (f'Environment={NAME}="{KEY}"', {}, [("systemd-unit", Status.OK)]),
    "of the shell": (f"Environment={NAME}=${NAME}", {}, [("systemd-unit", Status.PROBLEM)]),
    "empty": (f"Environment={NAME}=", {}, [("systemd-unit", Status.PROBLEM)]),
    "taken away again": (f"Environment={NAME}={KEY}\nEnvironment=", {}, [("systemd-unit", Status.PROBLEM)]),
    "unset": (f"Environment={NAME}={KEY}\nUnsetEnvironment={NAME}", {}, [("systemd-unit", Status.PROBLEM)]),
    "in another section": (f"[Install]\nEnvironment={NAME}={KEY}", {}, [("systemd-unit", Status.PROBLEM)]),
    "on two lines": (f"Environment=A=b \\\n# why\n  {NAME}={KEY}", {}, [("systemd-unit", Status.OK)]),
    "a file": ("EnvironmentFile=@/app.env", {"app.env": f'{NAME}="{KEY}"\n'}, [("systemd-unit", Status.OK)]),
    "a file counts more": (
        f"EnvironmentFile=@/app.env\nEnvironment={NAME}={KEY}",
        {"app.env": f"{NAME}=your-key-here\n"},
        [("systemd-unit", Status.PROBLEM)],
    ),
    "a comment after a value": (
        "EnvironmentFile=@/app.env",
        {"app.env": f"{NAME}={KEY} # mine\n"},
        [("systemd-unit", Status.PROBLEM)],
    ),
    "export": (
        "EnvironmentFile=@/app.env",
        {"app.env": f"export {NAME}={KEY}\n"},
        [("systemd-export", Status.PROBLEM)],
    ),
    "a file that may be elsewhere": ("EnvironmentFile=/opt/app/no.env", {}, [("systemd-unit", Status.UNKNOWN)]),
    "a file that need not be, and is": (
        "EnvironmentFile=-@/app.env",
        {"app.env": f"{NAME}={KEY}\n"},
        [("systemd-unit", Status.OK)],
    ),
    "a path that is not whole": ("EnvironmentFile=.env", {}, [("systemd-environment-file", Status.PROBLEM)]),
    "the home folder": (
        "EnvironmentFile=%h/project/app.env",
        {"app.env": f"{NAME}={KEY}\n"},
        [("systemd-unit", Status.OK)],
    ),
    "another specifier": ("EnvironmentFile=/etc/%i.env", {}, [("systemd-unit", Status.UNKNOWN)]),
    "a specifier in the key": (f"Environment={NAME}=%i", {}, [("systemd-unit", Status.UNKNOWN)]),
    "a specifier beside the key": (f"Environment=HOST=%H {NAME}={KEY}", {}, [("systemd-unit", Status.OK)]),
    "several files": ("EnvironmentFile=@/*.env", {}, [("systemd-unit", Status.UNKNOWN)]),
    "of systemd's own": (f"PassEnvironment={NAME}", {}, [("systemd-unit", Status.UNKNOWN)]),
    "a shell": ("ExecStart=/bin/bash -lc 'python app.py'", {}, [("systemd-unit", Status.UNKNOWN)]),
    "something that loads": ("ExecStart=/usr/bin/dotenv run python app.py", {}, [("systemd-unit", Status.UNKNOWN)]),
}


@pytest.mark.parametrize("name", UNITS)
def test_what_a_unit_gives_its_program(name: str, tmp_path: Path) -> None:
    lines, files, expected = UNITS[name]
    project = subject(tmp_path, files)
    unit = "[Unit]\nDescription=x\n[Service]\n" + lines.replace("@", str(project.world.folder)) + "\n"
    write(project.world.folder, {"deploy/app.service": unit})
    results = list(surroundings.on_request(project, Asked("app")))
    assert found(results) == expected, text(results)
    assert KEY[12:-4] not in text(results)
    assert str(tmp_path) not in text(results)


@pytest.mark.parametrize(("sign", "check"), [("", "systemd-environment-file"), ("-", "systemd-unit")])
def test_a_unit_that_is_installed_has_its_files(sign: str, check: str, tmp_path: Path) -> None:
    project = subject(tmp_path, {})
    unit = f"[Service]\nEnvironmentFile={sign}{tmp_path}/no.env\n"
    write(tmp_path / "home", {".config/systemd/user/app.service": unit})
    results = list(surroundings.on_request(project, Asked("app")))
    assert found(results) == [(check, Status.PROBLEM)]
    assert "~/.config/systemd/user/app.service" in text(results)


def test_drop_ins_come_after_their_unit_in_the_order_of_their_names(tmp_path: Path) -> None:
    files = {
        "app.service": f"[Service]\nEnvironment={NAME}=x\n",
        "app.service.d/20-b.conf": f"[Service]\nEnvironment={NAME}={KEY}\n",
        "app.service.d/10-a.conf": "[Service]\nEnvironment=\n",
    }
    assert found(list(surroundings.on_request(subject(tmp_path, files), Asked("app.service")))) == [
        ("systemd-unit", Status.OK)
    ]


def test_of_drop_ins_of_one_name_the_first_folders_counts(tmp_path: Path) -> None:
    project = subject(
        tmp_path, {"app.service": "[Service]\n", "app.service.d/10-a.conf": f"[Service]\nEnvironment={NAME}=your-key\n"}
    )
    at_home = "home/.config/systemd/user/app.service.d/10-a.conf"
    write(tmp_path, {at_home: f"[Service]\nEnvironment={NAME}={KEY}\n"})
    assert found(list(surroundings.on_request(project, Asked("app")))) == [("systemd-unit", Status.OK)]


def test_the_last_of_them_counts_wherever_it_is(tmp_path: Path) -> None:
    project = subject(
        tmp_path, {"app.service": "[Service]\n", "app.service.d/10-a.conf": f"[Service]\nEnvironment={NAME}=your-key\n"}
    )
    last = f"[Service]\nEnvironment={NAME}={KEY}\n"
    write(tmp_path, {"home/.config/systemd/user/app.service.d/20-b.conf": last})
    assert found(list(surroundings.on_request(project, Asked("app")))) == [("systemd-unit", Status.OK)]


def test_a_template_is_the_unit_of_each_of_its_instances(tmp_path: Path) -> None:
    files = {"app@.service": f"[Service]\nEnvironment={NAME}={KEY}\n"}
    assert found(list(surroundings.on_request(subject(tmp_path, files), Asked("app@one")))) == [
        ("systemd-unit", Status.OK)
    ]


@pytest.mark.parametrize("name", ["gone", "../app", "a/b", "", "a\nb", "\x1b[2J"])
def test_a_unit_that_is_nowhere_is_a_line(name: str, tmp_path: Path) -> None:
    results = list(surroundings.on_request(subject(tmp_path, {"app.service": ""}), Asked(name)))
    assert found(results) == ([("systemd-unit", Status.UNKNOWN)] if name else [])


#: What systemd's own reader of such files was seen to make of a line.
LINES = {
    f"{NAME}={KEY}": KEY,
    f"{NAME} = {KEY}  ": KEY,
    f"{NAME}={KEY}\r": KEY,
    f"{NAME}='{KEY}'": KEY,
    f'{NAME}="{KEY}" # c': f"{KEY}# c",
    f"{NAME}={KEY} # c": f"{KEY} # c",
    f"{NAME}=a\\\nb": "ab",
    f'{NAME}="a\\\nb\\"c\\x"': 'ab"c\\x',
    f"{NAME}=a\\ ": "a ",
    f"{NAME}=x'y'": "x'y'",
    f"{NAME}='a' 'b'c": "abc",
    f"; {NAME}=a": None,
    f"# c\\\n{NAME}=a": "a",
    f"export {NAME}=a": None,
    f"\ufeff{NAME}=a": None,
    NAME: None,
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_is_read_as_systemd_does(line: str) -> None:
    read = {each.name: each.value for each in reader.read(f"A=b\n{line}\nC=d\n", {})}
    assert read.get(NAME) == LINES[line]
    assert read["C"] == "d"


ENV_FILES: dict[str, tuple[str, list[tuple[str, Status]]]] = {
    "plain": (f"{NAME}={KEY}\n", [("env-file", Status.OK)]),
    "of Windows": (f"{NAME}={KEY}\r\n", [("env-file", Status.OK)]),
    "quoted": (f'{NAME}="{KEY}"\n', [("env-file", Status.PROBLEM)]),
    "a comment": (f"{NAME}={KEY} # mine\n", [("env-file", Status.PROBLEM)] * 2),
    "exported": (f"export {NAME}={KEY}\n", [("env-file", Status.PROBLEM), ("systemd-export", Status.PROBLEM)]),
    "another variable": ("A=b\n", [("env-file", Status.PROBLEM)]),
    "empty": ("", [("env-file", Status.PROBLEM)]),
}


@pytest.mark.parametrize("name", ENV_FILES)
def test_what_those_who_start_programs_take_of_a_file(name: str, tmp_path: Path) -> None:
    content, expected = ENV_FILES[name]
    project = subject(tmp_path, {"app.env": content})
    results = list(surroundings.on_request(project, Asked(env_file=project.world.folder / "app.env")))
    assert found(results) == expected, text(results)


def test_a_comment_that_is_none_is_said(tmp_path: Path) -> None:
    project = subject(tmp_path, {"app.env": f'{NAME}="{KEY}" # mine\n'})
    results = list(surroundings.on_request(project, Asked(env_file=project.world.folder / "app.env")))
    assert text(results).count("the comment after it is a part of it") == 2


def test_a_file_that_is_none_is_a_line(tmp_path: Path) -> None:
    project = subject(tmp_path, {"folder/x": ""})
    for path in ("folder", "gone"):
        results = list(surroundings.on_request(project, Asked(env_file=project.world.folder / path)))
        assert found(results) == [("env-file", Status.UNKNOWN)]


@pytest.mark.parametrize("where", ["project/app.service", "elsewhere/app.service"])
@pytest.mark.parametrize("absolute", [True, False])
def test_a_unit_may_be_named_by_its_file(
    where: str, absolute: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = subject(tmp_path, {"x": ""})
    path = project.world.folder.parent / where
    write(path.parent, {path.name: "[Service]\nExecStart=x\n"})
    monkeypatch.chdir(path.parent)
    asked = Asked(str(path) if absolute else "./app.service")
    (result,) = surroundings.on_request(project, asked)
    assert (result.check, result.status) == ("systemd-unit", Status.PROBLEM)
    assert text([result]).startswith("the unit app.service has no OPENROUTER_API_KEY")
    assert "write in" in text([result])
    write(path.parent, {f"{path.name}.d/key.conf": f"[Service]\nEnvironment={NAME}={KEY}\n"})
    assert found(list(surroundings.on_request(project, asked))) == [("systemd-unit", Status.OK)]
    path.unlink()
    (result,) = surroundings.on_request(project, asked)
    assert result.status is Status.UNKNOWN
    assert text([result]).startswith("there is no file ")
    assert str(tmp_path) not in text([result])
