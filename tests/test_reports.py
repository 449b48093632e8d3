"""The reports: each format against findings as the engine makes them, and no key in any of them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from every_rule import OFF
from harness import live_hex, live_key

from flake8_openrouter.model import Document, Finding, Fix, Replacement, Safety, Severity, Span
from flake8_openrouter.model.replacing import Replaced
from flake8_openrouter.openrouter import keys, masking
from flake8_openrouter.openrouter.masking import applied as put_on
from flake8_openrouter.openrouter.masking import mask, masks, moved, secrets
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.reports import FORMATS, Report, github, render, sarif
from flake8_openrouter.reports.snippet import LIMIT, snippet
from flake8_openrouter.reports.terminal import width
from flake8_openrouter.rules._pages import page
from flake8_openrouter.rules._registry import all_rules
from flake8_openrouter.run.analysis import check_source
from flake8_openrouter.run.fixing import fix_source, replacements

SCHEMA = Path(__file__).parent / "schemas" / "sarif-2.1.0.json"
ROOT = Path("/project")
PROJECT = Configuration(root=ROOT)
KEY = live_key()
LABEL = f"{KEY[:12]}...{KEY[-4:]}"

HEAD = 'import os, requests\nURL = "https://openrouter.ai/api/v1/chat/completions"\n'
PROGRAM = f"""\
{HEAD}KEY = os.environ["OPENROUTER_API_KEY"]
OLD = "{KEY}"
requests.post(URL, headers={{"Authorization": KEY}}, json={{}})
requests.post(URL, headers={{"authorization": f"Bearer {{KEY}}"}}, json={{}})
"""
BARE = HEAD + 'KEY = os.environ["OPENROUTER_API_KEY"]\nrequests.post(URL, headers={"Authorization": KEY}, json={})\n'
INSECURE = f'requests.post(URL, headers={{"Authorization": "Bearer {KEY}"}}, verify=False, json={{}})\n'


def found(text: str, path: str = "app.py", configuration: Configuration = PROJECT) -> list[Finding]:
    return check_source(text, str(ROOT / path), configuration)


def report(findings: list[Finding], **settings: Any) -> Report:
    return Report(tuple(findings), ROOT, **{"fixes": replacements, **settings})


def shown(text: str, format_name: str, path: str = "app.py", **settings: Any) -> str:
    return "".join(render(report(found(text, path), **settings), format_name))


def made(message: str, severity: Severity = Severity.ERROR, code: str = "OPR301", path: str = "app.py") -> Finding:
    return Finding(Span(Document(str(ROOT / path), "call(x)\n"), 5, 6), message, None, code, severity)


def applied(text: str, edits: list[dict[str, Any]]) -> str:
    document = Document("", text)

    def at(place: dict[str, int]) -> int:
        return document.offset(place["line"], 0) + place["column"] - 1

    for edit in sorted(edits, key=lambda edit: at(edit["start"]), reverse=True):
        text = text[: at(edit["start"])] + edit["text"] + text[at(edit["end"]) :]
    return text


def test_concise_is_what_flake8_prints() -> None:
    assert shown(PROGRAM, "concise").splitlines() == [
        f"/project/app.py:4:8: OPR101 hardcoded OpenRouter key {LABEL}: revoke it (it stays in Git history) "
        'and use os.environ["OPENROUTER_API_KEY"]',
        '/project/app.py:5:46: OPR301 Authorization value lacks the "Bearer " prefix: use f"Bearer {KEY}"',
        '/project/app.py:6:29: OPR201 use "Authorization" instead of "authorization": '
        "HTTP ignores case, but some clients then send both",
    ]


def test_text_shows_the_line_the_place_and_the_sums() -> None:
    assert shown(BARE, "text") == (
        '/project/app.py:4:46: OPR301 [*] Authorization value lacks the "Bearer " prefix\n'
        f"    3 | {BARE.splitlines()[2]}\n"
        '    4 | requests.post(URL, headers={"Authorization": KEY}, json={})\n'
        "      |                                              ^^^\n"
        '      = help: use f"Bearer {KEY}"\n'
        "\n"
        "Found 1 error in 1 file. 1 can be fixed: 1 with --fix.\n"
    )


def test_text_shows_fixes_where_asked() -> None:
    lines = shown(PROGRAM, "text", show_fixes=True).splitlines()
    assert [line for line in lines if line[6:7] in ("-", "+", "=")] == [
        '      = help: revoke it (it stays in Git history) and use os.environ["OPENROUTER_API_KEY"]',
        f"      = key: https://openrouter.ai/keys/{keys.key_hash(KEY)}",
        "      = unsafe fix:",
        f'    4 - OLD = "{LABEL}"',
        '    4 + OLD = os.environ["OPENROUTER_API_KEY"]',
        '      = help: use f"Bearer {KEY}"',
        "      = safe fix:",
        '    5 - requests.post(URL, headers={"Authorization": KEY}, json={})',
        '    5 + requests.post(URL, headers={"Authorization": f"Bearer {KEY}"}, json={})',
        "      = safe fix:",
        '    6 - requests.post(URL, headers={"authorization": f"Bearer {KEY}"}, json={})',
        '    6 + requests.post(URL, headers={"Authorization": f"Bearer {KEY}"}, json={})',
    ]
    assert " fix:" not in shown(PROGRAM, "text")


def test_a_fix_that_adds_a_line_shows_that_line_alone() -> None:
    text = 'URL = "https://openrouter.ai/api/v1"\nAPI_KEY = "sk-or-v1-abc123def456"\n'
    edits = (Replacement(0, 0, "import os\n"), Replacement(text.index('"sk'), len(text) - 1, "os.environ[NAME]"))
    lines = shown(text, "text", show_fixes=True, fixes=lambda finding: edits).splitlines()
    assert [line for line in lines if line[6:8] in ("- ", "+ ")] == [
        "    1 + import os",
        '    2 - API_KEY = "sk-or-v1-abc..."',
        "    3 + API_KEY = os.environ[NAME]",
    ]


AGENT = f"""\
app.py:4:8: OPR101 hardcoded OpenRouter key {LABEL}: revoke it (it stays in Git history) and use os.environ["OPENROUTER_API_KEY"]
unsafe fix:
--- app.py
+++ app.py
@@ -3,3 +3,3 @@
 KEY = os.environ["OPENROUTER_API_KEY"]
-OLD = "{LABEL}"
+OLD = os.environ["OPENROUTER_API_KEY"]
 requests.post(URL, headers={{"Authorization": KEY}}, json={{}})
app.py:5:46: OPR301 Authorization value lacks the "Bearer " prefix: use f"Bearer {{KEY}}"
safe fix:
--- app.py
+++ app.py
@@ -4,3 +4,3 @@
 OLD = "{LABEL}"
-requests.post(URL, headers={{"Authorization": KEY}}, json={{}})
+requests.post(URL, headers={{"Authorization": f"Bearer {{KEY}}"}}, json={{}})
 requests.post(URL, headers={{"authorization": f"Bearer {{KEY}}"}}, json={{}})
app.py:6:29: OPR201 use "Authorization" instead of "authorization": HTTP ignores case, but some clients then send both
safe fix:
--- app.py
+++ app.py
@@ -5,2 +5,2 @@
 requests.post(URL, headers={{"Authorization": KEY}}, json={{}})
-requests.post(URL, headers={{"authorization": f"Bearer {{KEY}}"}}, json={{}})
+requests.post(URL, headers={{"Authorization": f"Bearer {{KEY}}"}}, json={{}})
`flake8-openrouter check --fix` with the path makes the safe fixes.
"""  # noqa: E501


def test_an_agent_is_told_what_to_do_and_shown_each_fix_as_a_diff() -> None:
    assert shown(PROGRAM, "agent") == AGENT
    assert shown(PROGRAM, "agent", fixes=lambda finding: ()).splitlines() == [
        line for line in AGENT.splitlines() if line.startswith("app.py")
    ]
    assert shown("x = 1\n", "agent") == "No findings.\n"
    assert shown(PROGRAM, "agent", statistics=True).endswith("1 OPR301 missing-bearer\n")


@pytest.mark.parametrize("text", [BARE, BARE.removesuffix("\n"), BARE.replace("\n", "\r\n"), "import sys\n" + BARE * 2])
def test_what_an_agent_is_shown_can_be_applied(text: str, tmp_path: Path) -> None:
    wrong = HEAD + 'requests.post(URL, headers={"x": "y"}, json={})\n' + text.removeprefix(HEAD)
    for finding in found(wrong):
        if finding.fix is None:
            continue
        output = "".join(render(report([finding]), "agent"))
        (tmp_path / "app.py").write_bytes(wrong.encode())
        patch = output[output.index("--- ") :].partition("`flake8-openrouter")[0]
        subprocess.run(["git", "apply", "-p0", "-"], cwd=tmp_path, input=patch.encode(), check=True)
        want = Replaced(wrong, replacements(finding)).text
        assert (tmp_path / "app.py").read_bytes() == want.encode()


def test_text_counts_what_can_be_fixed_and_how() -> None:
    summary = shown(PROGRAM, "text").splitlines()[-1]
    assert summary == (
        "Found 2 errors and 1 style issue in 1 file. 3 can be fixed: 2 with --fix, 1 more with --fix --unsafe-fixes."
    )
    nothing = shown(PROGRAM, "text", fixes=lambda finding: ()).splitlines()[-1]
    assert nothing.endswith("in 1 file. None can be fixed automatically.")
    assert shown("x = 1\n", "text") == "No findings.\n"


@pytest.mark.parametrize("format_name", ["text", "concise"])
def test_statistics_where_asked(format_name: str) -> None:
    text = PROGRAM + 'requests.post(URL, headers={"Authorization": KEY}, json={})\n' * 9
    output = shown(text, format_name, statistics=True)
    start = output.index("10 OPR301 missing")
    assert output[start:].splitlines()[:3] == [
        "10 OPR301 missing-bearer",
        " 1 OPR101 hardcoded-key",
        " 1 OPR201 lowercase-authorization",
    ]
    assert " missing-bearer\n" not in shown(text, format_name)


def test_colour_only_where_asked() -> None:
    plain, colored = shown(PROGRAM, "text", show_fixes=True), shown(PROGRAM, "text", show_fixes=True, color=True)
    assert "\x1b" not in plain
    assert "\x1b[1;31mOPR301\x1b[0m" in colored
    assert "\x1b[32m    5 + requests" in colored


@pytest.mark.parametrize(
    ("line", "column", "underline"),
    [
        ('KEY = "sk-or-v1-abc123def456"', 7, 7),
        ('\tKEY = "sk-or-v1-abc123def456"', 8, 11),
        ('ab\tKEY = "sk-or-v1-abc123def456"', 10, 11),
        ('名前 = "日本", "sk-or-v1-abc123def456"', 12, 16),
        ('é = "e\u0301", "sk-or-v1-abc123def456"', 11, 10),
        ('x = "\u200b\x0c", "sk-or-v1-abc123def456"', 11, 11),
    ],
    ids=["plain", "tab", "tab inside", "wide", "combining", "unprintable"],
)
def test_the_underline_stands_below_the_place(line: str, column: int, underline: int) -> None:
    start = line.index("sk-or")
    assert start == column
    result = snippet(Span(Document("app.py", f"first\n{line}\nlast"), 6 + start, 6 + len(line) - 1))
    assert result.underline == " " * underline + "^" * len("sk-or-v1-abc...")
    assert result.text.endswith('sk-or-v1-abc..."')
    assert result.text.replace("\N{COMBINING ACUTE ACCENT}", "").isprintable()


@pytest.mark.parametrize("padding", [0, 100, 1950, 2000, 2100, 100_000])
def test_long_lines_are_cut_around_the_place(padding: int) -> None:
    line = f'x = "{"ab " * padding}"; target(); y = "{"cd " * 500}"'
    start = line.index("target")
    result = snippet(Span(Document("app.py", line), start, start + 6))
    assert (result.place, len(result.text) <= LIMIT) == ("target", True)
    assert result.text.startswith("…") is (padding > 0)
    assert result.text.endswith("…")


def test_a_place_longer_than_all_that_is_shown() -> None:
    line = f'KEYS = "{KEY * 200}"'
    result = snippet(Span(Document("app.py", line), 7, len(line)))
    assert (result.text, result.underline) == (f'KEYS = "{LABEL}…', " " * 7 + "^" * (1 + len(LABEL)))


def test_of_a_place_on_several_lines_the_first_is_shown() -> None:
    text = 'x = """one\r\ntwo"""\r\n'
    result = snippet(Span(Document("app.py", text), 4, len(text) - 2))
    assert (result.text, result.place) == ('x = """one', '"""one')


def test_what_a_terminal_would_obey_is_escaped() -> None:
    finding = made("bad \x1b[31m name", path="a\nb\x1b.py")
    for format_name in ("text", "concise"):
        output = "".join(render(report([finding]), format_name))
        assert output.startswith("/project/a\\nb\\x1b.py:1:6: OPR301 bad \\x1b[31m name\n")


def test_json_says_all_and_its_edits_can_be_applied() -> None:
    objects = json.loads(shown(PROGRAM, "json", path="sub dir/app.py"))
    assert [item["code"] for item in objects] == ["OPR101", "OPR301", "OPR201"]
    bare = objects[1]
    assert (bare["name"], bare["severity"], bare["path"]) == ("missing-bearer", "error", "sub dir/app.py")
    assert (bare["start"], bare["end"]) == ({"line": 5, "column": 46}, {"line": 5, "column": 49})
    assert bare["fix"]["safety"] == "safe"
    assert '{"Authorization": f"Bearer {KEY}"}, json={})\n' in applied(PROGRAM, bare["fix"]["edits"])
    assert objects[0]["fix"]["safety"] == "unsafe"


@pytest.mark.parametrize("depth", [1500, 3000], ids=["as deep as a path may be", "deeper"])
@pytest.mark.parametrize("format_name", FORMATS)
def test_a_path_of_many_folders(format_name: str, depth: int) -> None:
    path = "d/" * depth + "app.py"
    assert "OPR301" in "".join(render(report([made("headline", path=path)]), format_name))


def test_json_lines_are_the_same_objects() -> None:
    lines = shown(PROGRAM, "json-lines").splitlines()
    assert [json.loads(line) for line in lines] == json.loads(shown(PROGRAM, "json"))


def log(text: str, path: str = "app.py", **settings: Any) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(shown(text, "sarif", path, **settings))
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert [error.message for error in jsonschema.Draft4Validator(schema).iter_errors(content)] == []
    run: dict[str, Any] = content["runs"][0]
    return run


def test_the_schema_refuses_what_is_no_sarif() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    content = json.loads(shown(PROGRAM, "sarif"))
    content["runs"][0]["results"][0]["level"] = "style"
    assert list(jsonschema.Draft4Validator(schema).iter_errors(content))


def test_sarif_results() -> None:
    text = 'é = "日本"\n' + PROGRAM
    run = log(text, "sub dir/äpp.py")
    result = run["results"][1]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "sub%20dir/%C3%A4pp.py", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 6, "startColumn": 46, "endLine": 6, "endColumn": 49}
    assert run["columnKind"] == "unicodeCodePoints"
    assert [item["level"] for item in run["results"]] == ["error", "error", "note"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[item["ruleIndex"]]["id"] for item in run["results"]] == ["OPR101", "OPR301", "OPR201"]
    (change,) = result["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    assert change["artifactLocation"] == place["artifactLocation"]
    deleted, line = replacement["deletedRegion"], text.split("\n")[5]
    assert deleted["startLine"] == deleted["endLine"] == 6
    fixed = (
        line[: deleted["startColumn"] - 1] + replacement["insertedContent"]["text"] + line[deleted["endColumn"] - 1 :]
    )
    assert fixed == line.replace(": KEY", ': f"Bearer {KEY}"')


def test_sarif_rules_carry_their_page() -> None:
    rules = log(PROGRAM)["tool"]["driver"]["rules"]
    programs = {rule.code for rule in all_rules() if page(rule).examples[0].path.endswith(".py")}
    assert [rule["id"] for rule in rules] == [rule.code for rule in all_rules()]
    for rule in rules:
        for heading in ("What it does", "Why it fails", "Use instead", "Fix safety"):
            assert f"## {heading}\n" in rule["help"]["text"]
        assert ("```python\n" in rule["help"]["markdown"]) is (rule["id"] in programs)
        assert 0 < float(rule["properties"]["security-severity"]) <= 10
        assert rule["name"].isalnum()
        assert rule["shortDescription"]["text"].endswith(".")
        assert re.fullmatch(rf"https://[\w./-]+/rules/{rule['id'].lower()}_[a-z_]+\.py", rule["helpUri"])
    assert len({rule["helpUri"] for rule in rules}) == len(rules)
    by_code = {rule["id"]: rule["properties"] for rule in rules}
    assert "security" in by_code["OPR101"]["tags"]
    assert "security" not in by_code["OPR301"]["tags"]
    assert isinstance(by_code["OPR101"]["security-severity"], str)


def test_sarif_of_a_file_outside_the_root_and_of_one_that_is_unreadable() -> None:
    findings = [made("not text", code="OPR901", path="../other/a b.py")]
    content = json.loads("".join(render(report(findings), "sarif")))
    jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(content)
    run = content["runs"][0]
    place = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "file:///other/a%20b.py"}
    described = run["tool"]["driver"]["rules"][run["results"][0]["ruleIndex"]]
    assert described["name"] == "UnreadableFile"
    assert described["helpUri"].endswith("/flake8_openrouter/project/not_rules.py")


def test_sarif_keeps_the_worst_where_github_takes_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MOST_RESULTS", 2)
    run = log(f'requests.post(URL, headers={{"authorization": f"Bearer {{KEY}}"}})\n{PROGRAM}')
    assert [item["ruleId"] for item in run["results"]] == ["OPR101", "OPR301"]
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"] == "GitHub takes 2 results: the worst are here, 2 left out."


@pytest.mark.parametrize("format_name", ["sarif", "gitlab", "json"])
def test_fingerprints_are_unique_and_stay_when_lines_move(format_name: str) -> None:
    def fingerprints(text: str) -> list[str]:
        content = json.loads(shown(text, format_name))
        if format_name == "sarif":
            return [next(iter(item["partialFingerprints"].values())) for item in content["runs"][0]["results"]]
        return [item["fingerprint"] for item in content]

    twice = PROGRAM + PROGRAM.splitlines()[-1] + "\n" + PROGRAM.splitlines()[-1] + "\n"
    assert len(set(fingerprints(twice))) == len(fingerprints(twice)) == 5
    assert fingerprints("\n\n\n" + twice.replace("KEY = os", "KEY = \\\n  os")) == fingerprints(twice)


def test_github_annotations() -> None:
    (line,) = shown(BARE, "github", path="a,b:c/100%.py").splitlines()
    assert line == (
        "::error title=OPR301 missing-bearer,file=a%2Cb%3Ac/100%25.py,line=4,col=46,endLine=4,endColumn=49::"
        'Authorization value lacks the "Bearer " prefix: use f"Bearer {KEY}"'
    )
    (line,) = "".join(render(report([made("50% more,\r\nor: less", Severity.STYLE)]), "github")).splitlines()
    assert line.startswith("::notice ")
    assert line.endswith("::50%25 more,\\r\\nor: less")


@pytest.mark.parametrize("path", ["::error::owned.py", "a\n::error::b.py", " ::stop-commands::x.py", "##[error]x.py"])
@pytest.mark.parametrize("format_name", FORMATS)
def test_no_line_is_a_command_but_ours(path: str, format_name: str) -> None:
    findings = [made(f"##[group]e{number}", path=path) for number in range(github.SHOWN + 3)]
    for line in "".join(render(report(findings), format_name)).splitlines():
        assert "##[" not in line
        assert not line.lstrip().startswith("::") or line.startswith("::error title=OPR301 missing-bearer,file=")


def test_github_annotations_of_several_lines_have_no_columns() -> None:
    document = Document(str(ROOT / "app.py"), "call(\n  x)\n")
    (line,) = "".join(render(report([Finding(Span(document, 0, 10), "m", None, "OPR501")]), "github")).splitlines()
    assert line == "::error title=OPR501 missing-authorization,file=app.py,line=1,endLine=2::m"


def test_github_shows_the_worst_of_each_kind_and_how_many_more() -> None:
    findings = [made(f"s{number}", Severity.STYLE, "OPR201") for number in range(11)]
    findings += [made("w", Severity.WARNING, "OPR104"), *(made("e", code="OPR602") for _ in range(12))]
    findings += [made("worst", code="OPR101")]
    *lines, last = "".join(render(report(findings), "github")).splitlines()
    lines, plain = lines[:21], lines[21:]
    kinds = [line.split()[0] for line in lines]
    assert kinds == ["::error"] * github.SHOWN + ["::warning"] + ["::notice"] * github.SHOWN
    assert lines[0].endswith("::worst")
    assert plain == [*["app.py:1:6: OPR602 e"] * 3, "app.py:1:6: OPR201 s10"]
    assert last == "3 more errors, 1 more notice: not annotated, since GitHub shows 10 of a kind in a step"


def test_an_issued_key_is_named_by_its_hash_for_its_owner_alone() -> None:
    digest = keys.key_hash(KEY)
    link = f"https://openrouter.ai/keys/{digest}"
    text = shown(PROGRAM, "text").splitlines()
    assert [line for line in text if digest in line] == [f"      = key: {link}"]
    (leak, bare, _) = json.loads(shown(PROGRAM, "json"))
    assert (leak["key_hash"], leak["key_url"], bare["key_hash"], bare["key_url"]) == (digest, link, None, None)
    run = log(PROGRAM)
    first, second, _ = run["results"]
    assert digest in first["partialFingerprints"].values()
    assert first["message"]["text"].endswith(f" The key: {link}")
    assert len(second["partialFingerprints"]) == 1
    helped = {rule["id"] for rule in run["tool"]["driver"]["rules"] if "/keys/<SHA-256" in rule["help"]["markdown"]}
    assert helped == {"OPR101", "OPR102", "OPR103"}
    for name in set(FORMATS) - {"text", "json", "json-lines", "sarif"}:
        assert digest not in shown(PROGRAM, name)


@pytest.mark.parametrize("program", ['os.getenv("{key}")', 'os.getenv("K", "{key}")', '"sk-or-v1-" "{hex}"', "# {key}"])
def test_each_rule_about_a_key_names_it(program: str) -> None:
    (finding,) = found(f"{HEAD}{program.format(key=KEY, hex=HEX)}\n")
    assert finding.key_hash == keys.key_hash(KEY)
    assert [finding.key_hash for finding in found('KEY = "sk-or-v1-abc123def456"\n')] == [""]


WIDE = 'requests.post(URL, data="日本語 " * 20, headers={"authorization": f"Bearer {KEY}"}, json={"a": "b" * 100})\n'


@pytest.mark.parametrize("cells", [10, 40, 60, 80, 100, 1000])
@pytest.mark.parametrize("line", [PROGRAM.splitlines()[-1] + "\n", f"\t{WIDE}", WIDE], ids=["plain", "tab", "wide"])
def test_what_is_shown_fits_the_terminal(line: str, cells: int) -> None:
    text = f'{HEAD}KEY = os.environ["OPENROUTER_API_KEY"]\nif True:\n\t{line.lstrip()}'
    plain = shown(text, "text", width=cells, show_fixes=True).splitlines()
    widest = max(plain, key=width)
    assert width(widest) <= max(cells, 32) or " " not in widest.strip()
    colored = shown(text, "text", width=cells, show_fixes=True, color=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored).splitlines() == plain
    whole = " ".join(" ".join(plain).split())
    assert 'use "Authorization" instead of "authorization": HTTP' in whole
    assert any("^" in row for row in plain)


def test_a_message_is_wrapped_at_spaces_and_not_within_what_is_quoted() -> None:
    assert shown(BARE, "text", width=64).splitlines()[:3] == [
        "/project/app.py:4:46: OPR301 [*] Authorization value lacks the",
        '    "Bearer " prefix',
        f"    3 | {BARE.splitlines()[2]}",
    ]


def test_gitlab_issues() -> None:
    (issue,) = json.loads(shown(BARE, "gitlab", path="sub/app.py"))
    assert issue["location"] == {
        "path": "sub/app.py",
        "positions": {"begin": {"line": 4, "column": 46}, "end": {"line": 4, "column": 49}},
    }
    assert (issue["severity"], issue["check_name"]) == ("major", "OPR301 missing-bearer")
    assert issue["description"].startswith("OPR301 Authorization value")


def test_rdjson_counts_bytes() -> None:
    text = f'{HEAD}é = "日本", "sk-or-v1-abc123def456"\n'
    result = json.loads(shown(text, "rdjson"))
    (diagnostic,) = result["diagnostics"]
    line = text.splitlines()[2].encode()
    start = line.index(b"sk-or")
    assert diagnostic["location"]["range"] == {
        "start": {"line": 3, "column": start + 1},
        "end": {"line": 3, "column": len(line)},
    }
    assert (diagnostic["severity"], diagnostic["code"]) == ("ERROR", {"value": "OPR101"})
    (suggestion,) = diagnostic["suggestions"]
    assert suggestion["text"] == 'os.environ["OPENROUTER_API_KEY"]'
    assert suggestion["range"]["start"] == {"line": 3, "column": start}


def test_junit() -> None:
    odd = made('<a> & "b" \x00\x1b \ud800 é', Severity.WARNING, path="x&\x01.py")
    unreadable = made("not text", code="OPR901", path="b.py")
    suites = ElementTree.fromstring("".join(render(report([*found(PROGRAM), odd, unreadable]), "junit")))
    assert [suites.get(name) for name in ("tests", "failures", "errors")] == ["5", "4", "1"]
    assert [suite.get("name") for suite in suites] == ["app.py", "x&\\x01.py", "b.py"]
    assert suites[1][0][0].get("message") == '<a> & "b" \\x00\\x1b \\ud800 é'
    assert [case.get("line") for case in suites[0]] == ["4", "5", "6"]
    assert [detail.tag for detail in (suites[0][0][0], suites[2][0][0])] == ["failure", "error"]
    names = [case.get("name") for case in suites[0]]
    assert len(set(names)) == len(names)


def test_a_clean_run_in_every_format() -> None:
    outputs = {name: "".join(render(report([]), name)) for name in FORMATS}
    assert {name: outputs[name] for name in ("concise", "json", "json-lines", "gitlab", "github")} == {
        "concise": "",
        "json": "[]\n",
        "json-lines": "",
        "gitlab": "[]\n",
        "github": "",
    }
    assert json.loads(outputs["rdjson"])["diagnostics"] == []
    assert json.loads(outputs["sarif"])["runs"][0]["results"] == []
    suites = ElementTree.fromstring(outputs["junit"])
    assert [case.tag for case in suites.iter("testcase")] == ["testcase"]


def test_an_unknown_format_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="yaml"):
        render(report([]), "yaml")


def test_reports_do_not_load_libcst() -> None:
    modules = ", ".join(f"flake8_openrouter.reports.{module}" for module in FORMATS.values())
    code = f"import sys, {modules}; print('libcst' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "False\n"


# No key in any format.

HEX = live_hex(1)
LEAKY = {
    "plain": f'KEY = "{KEY}"\n',
    "bytes": f'KEY = b"{KEY}"\n',
    "comment": f"x = 1  # {KEY}\n",
    "docstring": f'"""One\ntwo {KEY}\n"""\n',
    "f-string": f'KEY = f"Bearer {KEY}"\n',
    "two on a line": f'KEYS = ["{KEY}", "{live_key(2)}"]\n',
    "joined": f'KEY = "{KEY[:30]}" + "{KEY[30:]}"\n',
    "joined in small pieces": "KEY = " + " + ".join(f'"{KEY[at : at + 12]}"' for at in range(0, 73, 12)) + "\n",
    "implicit": f'KEY = "{KEY[:40]}" "{KEY[40:]}"\n',
    "implicit on lines": f'KEY = ("{KEY[:40]}"  # half\n    "{KEY[40:]}")\n',
    "continued": f'KEY = "{KEY[:40]}\\\n{KEY[40:]}"\n',
    "prefix apart": f'TAIL = "{HEX}"\nKEY = "sk-or-v1-" + TAIL; requests.get("http://openrouter.ai/api/v1/key")\n',
    "escaped": f'KEY = "\\x73k-or-v1-{HEX}"\n',
    "name and default": f'KEY = os.getenv("{KEY}", "{KEY}")\n',
    "default": f'KEY = os.getenv("OPENROUTER_API_KEY") or "{KEY}"\n',
    "no scheme": f'requests.post(URL, headers={{"Authorization": "{KEY}"}}, json={{}})\n',
    "damaged": f'requests.post(URL, headers={{"Authorization": "Bearer <{KEY} >"}}, json={{}})\n',
    "damaged prefix": f'requests.post(URL, headers={{"Authorization": "Bearer Sk-or-v1-{HEX}"}}, json={{}})\n',
    "bare digits": f'requests.post(URL, headers={{"Authorization": "Bearer {HEX}"}}, json={{}})\n',
    "upper case": f'requests.post(URL, headers={{"Authorization": "Bearer {HEX.upper()}"}}, verify=False)\n',
    "broken inside": f'requests.post(URL, headers={{"Authorization": "Bearer {KEY[:40]} {KEY[40:]}"}}, json={{}})\n',
    "in a URL": f'requests.get(f"https://openrouter.ai/api/v1/key?api_key={KEY}")\n',
    "in a cookie": f'requests.get("https://openrouter.ai/api/v1/key", cookies={{"key": "{KEY}"}})\n',
    "printed": f'print("{KEY}")\n',
    "suppressed": INSECURE.replace("\n", "  # noqa: OPR101\n"),
    "not asked for": INSECURE,
    "glued": INSECURE.replace(KEY, f"{KEY}abc"),
    "a long line": f'requests.post(URL, data="{"x" * 1900} {KEY} {KEY}", headers={{"Authorization": "{KEY}"}})\n',
    "a line of keys": f'KEYS = "{KEY * 200}"; requests.post(URL, headers={{"Authorization": "{KEY}"}})\n',
    "does not parse": f'KEY = ("{KEY}"\n',
    "a client": f'from openai import OpenAI\nOpenAI(base_url="http://openrouter.ai/api/v1", api_key="Bearer {KEY}")\n',
}


def leaks(output: str) -> list[str]:
    """Return the runs of 16 digits of a live key that an output shows."""
    digits = [live_hex(number) for number in (1, 2)]
    runs = {text[at : at + 16] for text in digits for at in range(49)}
    lowered = output.lower()
    return [run for run in runs if run in lowered]


def writing_out(finding: Finding) -> tuple[Replacement, ...]:
    """A fix that puts the whole line in again, whatever is in it."""
    start = finding.span.start - finding.span.column
    line = finding.span.document.line(finding.line)
    return (Replacement(start, start + len(line), f"{line.rstrip()}  # marker {KEY}\n"),)


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("program", LEAKY.values(), ids=LEAKY)
def test_no_format_shows_a_key(program: str, format_name: str) -> None:
    text = HEAD + program
    table = Configuration(root=ROOT, extend_select=OFF)
    every = found(text, configuration=table)
    others = found(text, configuration=Configuration(root=ROOT, ignore=("OPR1",)))
    everywhere = Span(Document(str(ROOT / "app.py"), text), len(HEAD), len(text) - 1)
    whole = Finding(everywhere, f"about {KEY}", Fix(Safety.SAFE, ()), "OPR501")
    assert every or others
    for fixes in (replacements, writing_out):
        for findings in (every, others, [*every, whole], [whole]):
            settings: dict[str, Any] = {"fixes": fixes, "show_fixes": True, "statistics": True, "color": True}
            assert leaks("".join(render(report(findings, **settings), format_name))) == []


def test_that_test_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masking, "of_document", lambda document: ())
    assert leaks(shown(HEAD + LEAKY["plain"], "text"))


@pytest.mark.parametrize("format_name", ["json", "json-lines", "sarif", "rdjson"])
def test_a_fix_that_would_write_a_key_is_left_out(format_name: str) -> None:
    assert "marker" in shown(PROGRAM, format_name, fixes=lambda finding: (Replacement(0, 0, "# marker\n"),))
    assert "marker" not in shown(PROGRAM, format_name, fixes=writing_out)


MASKED: list[tuple[str, str]] = [
    (KEY, LABEL),
    (f"{KEY}abc", f"{KEY[:12]}...{KEY[-1]}abc"),
    (f'f"Bearer {KEY}"', f'f"Bearer {LABEL}"'),
    ("sk-or-v1-abc123def456", "sk-or-v1-abc..."),
    ("sk-or-v1-your-key-here", "sk-or-v1-your-key-here"),
    ('key.startswith("sk-or-v1-")', 'key.startswith("sk-or-v1-")'),
    (HEX, f"{HEX[:3]}...{HEX[-4:]}"),
    ("sk-proj-abc123def456ghi", "sk-...6ghi"),
    ("the basket-organisation", "the basket-organisation"),
    ("0xdeadbeef, 'cafe'", "0xdeadbeef, 'cafe'"),
    (LABEL, LABEL),
]


@pytest.mark.parametrize(("text", "masked"), MASKED)
def test_masking(text: str, masked: str) -> None:
    assert mask(text) == masked
    assert mask(masked) == masked


def test_what_a_finding_calls_a_key_is_masked_whatever_its_form() -> None:
    text = HEAD + 'requests.post(URL, headers={"Authorization": "Bearer s3cr3t/hunter.two"}, json={})\nx = "hunter"\n'
    findings = found(text)
    assert [finding.code for finding in findings] == ["OPR105"]
    assert secrets(findings) == {"s3cr3t/hunter.two"}
    masked = mask(text, secrets(findings))
    assert '"Bearer s3c....two"' in masked
    assert 'x = "hunter"' in masked


def test_columns_move_with_the_masks() -> None:
    line = f'a = "{KEY}"; b = "{KEY}"; call()'
    found = list(masks(line))
    masked, second = put_on(line, found), line.rindex(KEY)
    for start, end, shown in (
        (line.index("call"), len(line), "call()"),
        (second, second + len(KEY), LABEL),
        (second + 20, second + 30, LABEL),
    ):
        assert masked[moved(start, found) : moved(end, found, closing=True)] == shown
    assert masking.mask(line) == masked


@pytest.mark.parametrize("escape", ["\\x{:02x}", "\\u{:04x}"])
def test_a_key_in_escapes_is_masked(escape: str) -> None:
    spelt = "".join(escape.format(ord(char)) for char in KEY)
    assert spelt[:40] not in shown(f'KEY = "{spelt}"\n', "text")


def test_what_a_notebook_shows_of_findings_and_fixes_holds_no_key() -> None:
    program = f'import os\nKEY = "{live_key()}"\n'
    assert live_key() not in repr(check_source(program))
    assert live_key() not in repr(check_source(program)[0].fix)
    assert live_key() not in repr(fix_source(program.encode()))
