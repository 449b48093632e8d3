"""``fleet report --online``: each key is read again by its hash, and asked about once. OpenRouter is the double."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from gits import Made
from harness import live_key
from openrouter.server import Double, running
from test_doctor_online import ToDouble, answering, described, refused
from test_fleet_repositories import read

from flake8_openrouter.command.main import main
from flake8_openrouter.command.usage import FAILED
from flake8_openrouter.doctor.online import Line
from flake8_openrouter.fleet import cloning, live_keys, rows
from flake8_openrouter.fleet.cloning import Limits
from flake8_openrouter.fleet.liveness import Liveness, State
from flake8_openrouter.fleet.rows import HistoryKey, Row
from flake8_openrouter.fleet.sources import sources
from flake8_openrouter.openrouter import keys

ONE, OTHER = live_key(1), live_key(2)


@pytest.fixture(scope="module")
def double(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Double]:
    with running(tmp_path_factory.mktemp("double")) as found:
        yield found


@pytest.fixture
def made(tmp_path: Path) -> Made:
    made = Made(tmp_path / "made")
    made.commit({"one.env": f"OPENROUTER_API_KEY={ONE}\n", "two.env": f"KEY={OTHER}\nSAME={ONE}\n"})
    made.commit({"one.env": None, "two.env": None})
    return made


class Sent(list[str]):
    """The keys that were sent, and what is answered to each."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        super().__init__()
        self.waits: list[float] = []
        self._inner = answering(*answers)
        self.line = Line(httpx.MockTransport(self._handle), self.waits.append)

    def _handle(self, request: httpx.Request) -> httpx.Response:
        self.append(request.headers["Authorization"].removeprefix("Bearer "))
        return self._inner.handle_request(request)


def asked(found: list[Row], line: Line, cache: Path = Path("/nowhere")) -> dict[str, Liveness]:
    return dict(live_keys.asked(found, Limits(str(cache)), lambda done: None, line))


def test_openrouter_itself_is_asked_with_the_key_alone(tmp_path: Path, double: Double) -> None:
    made = Made(tmp_path / "made")
    made.commit({"one.env": f"KEY={double.keys.valid}\n", "two.env": f"KEY={double.keys.unknown}\n"})
    before = len(double.seen)
    answers = asked(read(tmp_path, made.folder), Line(ToDouble(double, double.port), lambda seconds: None))
    assert {key_hash: answer.state for key_hash, answer in answers.items()} == {
        keys.key_hash(double.keys.valid): State.LIVE,
        keys.key_hash(double.keys.unknown): State.REFUSED,
    }
    assert len(double.seen) == before + 2 + 1  # a refusal is asked for once more


def test_each_key_is_asked_about_once_and_slowly(made: Made, tmp_path: Path) -> None:
    sent = Sent(described())
    answers = asked(read(tmp_path, made.folder), sent.line)
    assert sorted(sent) == sorted([ONE, OTHER])
    assert sent.waits == [live_keys.PAUSE]
    assert {answer.state for answer in answers.values()} == {State.LIVE}


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (described(), State.LIVE),
        (refused(401, "User not found."), State.REFUSED),
        (refused(401, "No auth credentials found"), State.UNKNOWN),
        (refused(402, "Insufficient credits"), State.LIVE),
        (refused(403, "Key limit exceeded"), State.LIVE),
        (httpx.Response(403, text="<html>blocked</html>"), State.UNKNOWN),
        (httpx.Response(200, text="<html>sign in</html>"), State.UNKNOWN),
        (httpx.Response(302, headers={"Location": "https://example.com"}), State.UNKNOWN),
        (refused(429, "slow down"), State.UNKNOWN),
        (refused(500), State.UNKNOWN),
        (httpx.ConnectTimeout("late"), State.UNKNOWN),
    ],
)
def test_only_openrouter_says_that_a_key_is_live_or_not(
    made: Made, tmp_path: Path, answer: httpx.Response | Exception, state: State
) -> None:
    found = [row for row in read(tmp_path, made.folder) if not isinstance(row, HistoryKey) or row.path == "one.env"]
    (answered,) = asked(found, Sent(answer).line).values()
    assert answered.state is state
    assert ONE not in answered.reason


def test_what_is_not_the_key_of_the_hash_is_never_sent(made: Made, tmp_path: Path) -> None:
    found = read(tmp_path, made.folder)
    sent = Sent(described())
    wrong = [row if isinstance(row, rows.Repository) else _with(row, key_hash="0" * 64) for row in found]
    assert {answer.state for answer in asked(wrong, sent.line).values()} == {State.UNKNOWN}
    hostile = [row if isinstance(row, rows.Repository) else _with(row, blob="--help") for row in found]
    assert {answer.state for answer in asked(hostile, sent.line).values()} == {State.UNKNOWN}
    made.folder.rename(tmp_path / "moved")
    assert {answer.state for answer in asked(found, sent.line).values()} == {State.UNKNOWN}
    assert sent == []


def _with(row: Row, **values: str) -> Row:
    return replace(row, **values)  # type: ignore[arg-type]


def test_a_key_at_a_head_alone_is_read_there(tmp_path: Path) -> None:
    made = Made(tmp_path / "made")
    made.commit({"app.py": f'KEY = "{ONE}"\n'})
    sent = Sent(described())
    asked(read(tmp_path, made.folder, history=False), sent.line)
    assert sent == [ONE]


def test_the_keys_of_a_url_are_read_from_its_clone(made: Made, tmp_path: Path) -> None:
    url, cache = f"file://{made.folder}", tmp_path / "cache"
    found = read(cache, url)
    (source,) = sources([url])
    shape = cloning.shape(Limits(str(cache)), history=True, branches=False)
    assert cloning.kept(source, Limits(str(cache)), shape)
    made.folder.rename(tmp_path / "gone")
    sent = Sent(described())
    asked(found, sent.line, cache)
    assert sorted(sent) == sorted([ONE, OTHER])


def test_nothing_is_asked_without_the_switch(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    results = tmp_path / "results.jsonl"
    results.write_text("".join(map(rows.written, read(tmp_path, made.folder))))
    calls: list[object] = []

    def noted(*arguments: object) -> dict[str, Liveness]:
        calls.append(arguments)
        return {keys.key_hash(ONE): Liveness(State.LIVE)}

    monkeypatch.setattr(live_keys, "asked", noted)
    main(["fleet", "report", str(results), "--output-format", "markdown"])
    assert calls == []
    main(["fleet", "report", str(results), "--output-format", "markdown", "--online"])
    assert len(calls) == 1
    assert "1 of them live" in capsys.readouterr().out


def test_httpx_is_needed_for_it(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    results = tmp_path / "results.jsonl"
    results.write_text("".join(map(rows.written, read(tmp_path, made.folder))))
    monkeypatch.setattr("flake8_openrouter.command.fleet_report.find_spec", lambda name: None)
    assert main(["fleet", "report", str(results), "--online"]) == FAILED
    assert 'pip install "flake8-openrouter[online]"' in capsys.readouterr().err
