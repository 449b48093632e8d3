"""How readers of ``.env`` files take them, compared with the real ones where they are on the machine."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from dotenv import dotenv_values
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flake8_openrouter.doctor.readers import READERS, Unreadable

#: Pieces of lines: what people write, and what they get wrong.
NAMES = ("A", "B", "C")
VALUES = (
    *(
        "v",
        "a#b",
        "a #b",
        "a\t# b",
        "#",
        "",
        " ",
        "'q'",
        '"q"',
        "`q`",
        '"q"x',
        "'q' # c",
        '"a\\nb"',
        "'a\\nb'",
        '"a\\"b"',
    ),
    *(
        '"open',
        "'open",
        "two words",
        "$A",
        "${A}",
        "${X:-other}",
        '"${A}"',
        "'${A}'",
        "a=b",
        "a\\b",
        "“q”",
        "a;b",
        '""',
    ),
    *('"a\nb"', "$X", "'it''s'", "~", "a'b", 'a"b"c', '"q";'),
)
SEPARATORS = ("=", " = ", "= ", " =", "=\t")
HEADS = ("", "", "", "export ", " ", "\t", "# ", "export  ")
LINES = st.builds(
    lambda head, name, separator, value, tail: head + name + separator + value + tail,
    *(st.sampled_from(each) for each in (HEADS, NAMES, SEPARATORS, VALUES, ("", "", " ", "\t"))),
) | st.sampled_from(("", "noequals", "A", "=x", "'A'=q", "A: v", "\x0c"))
TEXTS = st.builds(
    lambda lines, end, last: end.join(lines) + last,
    st.lists(LINES, min_size=1, max_size=5),
    st.sampled_from(("\n", "\n", "\r\n")),
    st.sampled_from(("\n", "", "\r\n")),
)
ENVIRONMENT = {"X": "from outside"}


def taken(reader: str, text: str) -> dict[str, str | None]:
    """Return what one of our readers takes of a text, the last of each name."""
    return {each.name: each.value for each in READERS[reader].read(text, ENVIRONMENT)}


@settings(max_examples=400)
@given(TEXTS)
def test_python_dotenv_is_read_as_it_reads(text: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("X", ENVIRONMENT["X"])
        real = dotenv_values(stream=io.StringIO(text))
    # Between its own value and the environment's it chooses by what is loaded: here nothing is.
    assert taken("python-dotenv-override", text) == {name: value for name, value in real.items() if value is not None}


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_decouple_is_read_as_it_reads(tmp_path: Path, text: str) -> None:
    decouple = pytest.importorskip("decouple")
    path = tmp_path / ".env"
    path.write_bytes(text.encode())
    assert taken("decouple", text) == dict(decouple.RepositoryEnv(str(path)).data)


needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="needs Node")
needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="needs Bash")


def given_by_node(folder: Path, text: str) -> dict[str, str]:
    path = folder / "node.env"
    path.write_bytes(text.encode())
    script = "process.stdout.write(JSON.stringify(process.env))"
    environment = {"PATH": os.environ["PATH"], **ENVIRONMENT}
    done = subprocess.run(
        ["node", f"--env-file={path}", "-e", script], env=environment, capture_output=True, check=True
    )
    return {name: value for name, value in json.loads(done.stdout).items() if name in NAMES}


def given_by_bash(folder: Path, text: str) -> dict[str, str]:
    path = folder / "bash.env"
    path.write_bytes(text.encode())
    script = (
        f'set +H; . "{path}" 2>/dev/null; for n in A B C; do [ -n "${{!n+x}}" ] && printf "%s=%s\\0" $n "${{!n}}"; done'
    )
    done = subprocess.run(["bash", "-c", script], env=ENVIRONMENT, capture_output=True)
    pairs = (each.partition("=") for each in done.stdout.decode().split("\0") if each)
    return {name: value for name, _, value in pairs}


def compared(ours: str, real: Callable[[Path, str], dict[str, str]], folder: Path, text: str) -> None:
    known = {name: value for name, value in taken(ours, text).items() if name in NAMES}
    assert known == real(folder, text)


@needs_node
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(TEXTS)
def test_node_is_read_as_it_reads(tmp_path: Path, text: str) -> None:
    compared("node", given_by_node, tmp_path, text)


@needs_bash
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(TEXTS.filter(lambda text: "`" not in text))
def test_a_shell_is_read_as_it_reads(tmp_path: Path, text: str) -> None:
    compared("shell", given_by_bash, tmp_path, text)


def made(random: Random) -> str:
    """Return a file of a few lines, of the same pieces, by a seed: a process may be given many at once."""
    lines = [
        "".join(random.choice(each) for each in (HEADS, NAMES, SEPARATORS, VALUES, ("", "", " ", "\t")))
        for _ in range(random.randint(1, 5))
    ]
    end = random.choice(("\n", "\n", "\r\n"))
    return end.join(lines) + random.choice((end, ""))


SEED = Random(16)
FILES = [made(SEED) for _ in range(340)]

#: What has the parser of ``--env-file``, and sets no variable that is there.
LOADING_IN_NODE = """
const found = process.argv.slice(1).map((path) => {
  for (const name of ["A", "B", "C"]) delete process.env[name];
  process.loadEnvFile(path);
  return Object.fromEntries(["A", "B", "C"].filter((name) => name in process.env).map((n) => [n, process.env[n]]));
});
process.stdout.write(JSON.stringify(found));
"""


def by_node(paths: list[str]) -> list[dict[str, str]]:
    environment = {"PATH": os.environ["PATH"], **ENVIRONMENT}
    done = subprocess.run(
        ["node", "-e", LOADING_IN_NODE, *paths], env=environment, capture_output=True, check=True, timeout=60
    )
    found: list[dict[str, str]] = json.loads(done.stdout)
    return found


def by_bash(paths: list[str]) -> list[dict[str, str]]:
    return [given_by_bash(Path(path).parent, Path(path).read_bytes().decode()) for path in paths]


def by_pydantic_settings(paths: list[str]) -> list[dict[str, str]]:
    pydantic_settings = pytest.importorskip("pydantic_settings")
    sources = (
        pydantic_settings.DotEnvSettingsSource(pydantic_settings.BaseSettings, env_file=path, case_sensitive=True)
        for path in paths
    )
    return [{name: value for name, value in source.env_vars.items() if value is not None} for source in sources]


def by_environs(paths: list[str]) -> list[dict[str, str]]:
    environs = pytest.importorskip("environs")
    found = []
    for path in paths:
        environment = environs.Env()
        environment.read_env(path, recurse=False)
        found.append({name: value for name in NAMES if (value := environment.str(name, None)) is not None})
        for name in NAMES:
            os.environ.pop(name, None)
    return found


def by_dotenv(paths: list[str]) -> list[dict[str, str]]:
    return [{name: value for name, value in dotenv_values(path).items() if value is not None} for path in paths]


def by_decouple(paths: list[str]) -> list[dict[str, str]]:
    decouple = pytest.importorskip("decouple")
    return [dict(decouple.RepositoryEnv(path).data) for path in paths]


#: By our reader, what gives the real one many files.
REAL: dict[str, Callable[[list[str]], list[dict[str, str]]]] = {
    "python-dotenv-override": by_dotenv,
    "pydantic-settings": by_pydantic_settings,
    "environs": by_environs,
    "decouple": by_decouple,
    "node": by_node,
    "shell": by_bash,
}
NEEDS = {"node": "node", "shell": "bash"}


@pytest.mark.parametrize("reader", REAL)
def test_each_reader_takes_300_files_as_the_real_one(
    reader: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if reader in NEEDS and shutil.which(NEEDS[reader]) is None:
        pytest.skip(f"needs {NEEDS[reader]}")
    monkeypatch.setenv("X", ENVIRONMENT["X"])
    texts = [text for text in FILES if reader != "shell" or "`" not in text]
    assert len(texts) >= 300
    paths = [tmp_path / f"{number}.env" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_bytes(text.encode())
    real = REAL[reader](list(map(str, paths)))
    for text, want in zip(texts, real, strict=True):
        got = taken(reader, text)
        if reader in NEEDS or reader == "environs":
            got = {name: value for name, value in got.items() if name in NAMES}
        assert (got, text) == (want, text)


#: A file, and what each reader takes of its last line's variable; None where it takes nothing.
#: Sources beside what is on the machine: Docker's and Compose's own parsers.
TAKEN: dict[str, dict[str, str | None]] = {
    'K="q"\r\n': {
        "docker": '"q"',
        "compose-1": '"q"',
        "compose": "q",
        "shell": "q\r",
        "python-dotenv": "q",
        "node": "q",
    },
    "K=a#b\n": {"docker": "a#b", "compose": "a#b", "python-dotenv": "a#b", "node": "a", "shell": "a#b"},
    "K=a #b\n": {"docker": "a #b", "compose": "a", "python-dotenv": "a", "node": "a", "shell": "a", "decouple": "a #b"},
    "K= v\n": {"docker": " v", "compose-1": " v", "compose": "v", "python-dotenv": "v", "shell": None},
    "K=v \n": {"docker": "v ", "compose-1": "v", "compose": "v", "python-dotenv": "v", "shell": "v"},
    "export K=v\n": {
        "compose": "v",
        "python-dotenv": "v",
        "npm-dotenv": "v",
        "node": "v",
        "decouple": None,
        "shell": "v",
    },
    "K: v\n": {"compose": "v", "npm-dotenv": "v", "python-dotenv": None, "node": None, "shell": None},
    "\ufeffK=v\n": {"compose": "v", "docker": "v", "python-dotenv": "v", "npm-dotenv": "v", "node": None},
    "\ufeffK=w\n": {"decouple": None, "shell": None},
    "K=$X\n": {"docker": "$X", "compose": "from outside", "python-dotenv": "$X", "shell": "from outside", "node": "$X"},
    "K=${N:-d}\n": {"docker": "${N:-d}", "compose": "d", "python-dotenv": "d", "shell": "d", "node": "${N:-d}"},
    "K='${X}'\n": {"compose": "${X}", "python-dotenv": "from outside", "shell": "${X}", "node": "${X}"},
    "K=one\nK=two\n": dict.fromkeys(READERS.keys() - {"decouple-ini"}, "two"),
    '[other]\nk = 1\n[settings]\nk = "q"\n': {"decouple-ini": '"q"'},
    "K\n": {"docker": None, "compose": None, "python-dotenv": None},
}


@pytest.mark.parametrize(
    ("text", "reader"), [(text, reader) for text, known in TAKEN.items() for reader in sorted(known)]
)
def test_what_each_reader_takes(text: str, reader: str) -> None:
    assert taken(reader, text).get("K") == TAKEN[text][reader]


@pytest.mark.parametrize(
    ("reader", "text"), [("docker", "export K=v\n"), ("compose", 'K="open\n'), ("compose", "K v=1\n")]
)
def test_what_a_reader_refuses_whole(reader: str, text: str) -> None:
    with pytest.raises(Unreadable):
        taken(reader, text)


@pytest.mark.parametrize("reader", READERS)
def test_any_reader_takes_any_text(reader: str) -> None:
    for text in ("", "\0", "=" * 9000, '"' * 9000, "$" * 9000, "${" * 4000, "K=\\", "K=`", "'" * 8999, "A=1\n" * 20000):
        with suppress(Unreadable):
            taken(reader, text)


def test_a_variable_that_a_shell_does_not_export_is_said() -> None:
    def exported(text: str) -> bool:
        return next(iter(READERS["shell"].read(text, {}))).exported

    assert not exported("K=v")
    assert all(map(exported, ("export K=v", "set -a; K=v", "set -o allexport\nK=v\n", "declare -x K=v")))
    assert not exported("set -a\nset +a\nK=v")


#: Files that both packages leave to python-dotenv.
LEFT_TO_IT = (
    'K="q"\r\n',
    "K=a#b\n",
    "K=a #b\n",
    "K= v\n",
    "export K=v\n",
    "K='a b'  # c\n",
    "K=one\nK=two\n",
    "K=${X}\n",
)


@pytest.mark.parametrize("text", LEFT_TO_IT)
def test_pydantic_settings_and_environs_leave_it_to_python_dotenv(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    pydantic_settings, environs = pytest.importorskip("pydantic_settings"), pytest.importorskip("environs")
    path = tmp_path / ".env"
    path.write_bytes(text.encode())
    monkeypatch.setenv("X", ENVIRONMENT["X"])
    monkeypatch.delenv("K", raising=False)
    source = pydantic_settings.DotEnvSettingsSource(pydantic_settings.BaseSettings, env_file=path, case_sensitive=True)
    assert dict(source.env_vars) == taken("pydantic-settings", text)
    environment = environs.Env()
    environment.read_env(str(path), recurse=False)
    assert environment.str("K") == taken("environs", text)["K"]
