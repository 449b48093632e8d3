"""JavaScript that is read: other files of a project, broken and huge files, and the cost of what is asked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from flake8_openrouter.languages.javascript.inference import evaluator
from flake8_openrouter.languages.javascript.language import JAVASCRIPT
from flake8_openrouter.languages.trees import source
from flake8_openrouter.model import Document
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.run.analysis import analyse, check_source

URL = "https://openrouter.ai/api/v1/chat/completions"

#: Another file, how it is imported, and what is then the URL and the headers.
MODULES = {
    "named": ("src/config.js", "import { URL, HEADERS } from './config';"),
    "suffix": ("src/config.js", "import { URL, HEADERS } from './config.js';"),
    "TypeScript by its name to be": ("src/config.ts", "import { URL, HEADERS } from './config.js';"),
    "TypeScript": ("src/config.ts", "import { URL, HEADERS } from './config';"),
    "index": ("src/config/index.ts", "import { URL, HEADERS } from './config';"),
    "above": ("config.mjs", "import { URL, HEADERS } from '../config.mjs';"),
    "alias @": ("src/config.ts", "import { URL, HEADERS } from '@/config';"),
    "alias ~": ("app/config.ts", "import { URL, HEADERS } from '~/config';"),
    "alias $lib": ("src/lib/config.ts", "import { URL, HEADERS } from '$lib/config';"),
    "renamed": ("src/config.js", "import { URL as U, HEADERS as H } from './config'; const URL = U, HEADERS = H;"),
    "namespace": ("src/config.js", "import * as config from './config'; const { URL, HEADERS } = config;"),
    "required": ("src/config.js", "const { URL, HEADERS } = require('./config');"),
    "required whole": ("src/config.js", "const c = require('./config'); const URL = c.URL, HEADERS = c.HEADERS;"),
    "loaded": ("src/config.js", "const { URL, HEADERS } = await import('./config.js');"),
}

#: Ways to export two names.
EXPORTS = {
    "declared": "export const URL = '{url}';\n"
    "export const HEADERS = {{ Authorization: process.env.OPENROUTER_API_KEY }};\n",
    "listed": "const U = '{url}';\nconst HEADERS = {{ Authorization: process.env.OPENROUTER_API_KEY }};\n"
    "export {{ U as URL, HEADERS }};\n",
    "common": "module.exports = {{ URL: '{url}', HEADERS: {{ Authorization: process.env.OPENROUTER_API_KEY }} }};\n",
    "common, each": "exports.URL = '{url}';\n"
    "module.exports.HEADERS = {{ Authorization: process.env.OPENROUTER_API_KEY }};\n",
}

CALL = "\n// openrouter\nexport const ask = () => fetch(URL, { method: 'POST', headers: HEADERS });\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / "pyproject.toml").write_text("[tool.flake8-openrouter]\n")
    (tmp_path / "src").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(project: Path, path: str, text: str) -> Path:
    file = project / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def codes(file: Path) -> list[tuple[int, str]]:
    return [(finding.line, finding.code) for finding in check_source(file.read_text(), file)]


@pytest.mark.parametrize("way", MODULES)
@pytest.mark.parametrize("export", EXPORTS)
def test_other_files_of_the_project_are_read(project: Path, way: str, export: str) -> None:
    path, statement = MODULES[way]
    write(project, path, EXPORTS[export].format(url=URL))
    file = write(project, "src/app.ts", statement + CALL)
    assert codes(file) == [(3, "OPR301")]


def test_a_package_is_no_file_of_the_project(project: Path) -> None:
    write(project, "node_modules/config/index.js", EXPORTS["declared"].format(url=URL))
    file = write(project, "src/app.js", "import { URL, HEADERS } from 'config';" + CALL)
    assert codes(file) == []


def test_what_is_passed_on_is_followed(project: Path) -> None:
    write(project, "src/deep.js", EXPORTS["declared"].format(url=URL))
    write(project, "src/config.js", "export * from './deep';\nexport { URL as OTHER } from './deep';\n")
    file = write(project, "src/app.js", "import { OTHER as URL, HEADERS } from './config';" + CALL)
    assert codes(file) == [(3, "OPR301")]


def test_files_that_import_each_other_end(project: Path) -> None:
    write(project, "src/a.js", "export * from './app';\nexport { URL, HEADERS } from './app';\n")
    file = write(project, "src/app.js", "export * from './a';\nimport { URL, HEADERS } from './a';" + CALL)
    assert codes(file) == []


def test_a_link_out_of_the_project_is_not_followed(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "config.js"
    outside.write_text(EXPORTS["declared"].format(url=URL))
    (project / "src/config.js").symlink_to(outside)
    file = write(project, "src/app.js", "import { URL, HEADERS } from './config';" + CALL)
    assert codes(file) == []


WRONG = f'fetch("{URL}", {{ method: "POST", headers: {{ Authorization: process.env.OPENROUTER_API_KEY }} }});\n'


@pytest.mark.parametrize(
    "text",
    [
        "<<<<<<< HEAD\nconst a = 1;\n=======\nconst a = 2;\n>>>>>>> other\n" + WRONG,
        "%PDF rubbish ((( }} \n" + WRONG,
        WRONG + "export function half(a, b) {\n  if (a) {\n    return fetch(",
        "#!/usr/bin/env node\n" + WRONG,
        "\ufeff" + WRONG,
        WRONG.replace("\n", "\r\n"),
        "const s = 'é😀漢';\n" + WRONG,
        "export default <T,>(p: T) => p;\n" + WRONG,
    ],
    ids=["merged", "rubbish", "cut", "hashbang", "mark", "CRLF", "wide", "generic"],
)
def test_what_can_be_found_in_a_broken_file_is_found(text: str) -> None:
    line = text.removeprefix("\ufeff")[: text.index("fetch")].count("\n") + 1
    assert [(finding.line, finding.code) for finding in check_source(text, "app.ts")] == [(line, "OPR301")]


def test_a_name_of_a_block_is_not_the_imported_one() -> None:
    block = "{\n" + CALL.replace("export ", "").replace("URL,", "HOST,") + "}\n"
    shadowed = block.replace("{\n", f"{{\nconst HOST = '{URL}', HEADERS = {{}};\n", 1)
    found = check_source("import { HOST, HEADERS } from './config';\nHOST;\n" + shadowed, "app.js")
    assert [finding.code for finding in found] == ["OPR501"]
    assert not check_source("import { HOST, HEADERS } from './config';\n" + block, "app.js")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (WRONG + "x;" * (source.LARGEST // 2), "larger than 1 million characters"),
        (WRONG + "x();" * 6_000, "has a line of more than 20,000 characters"),
        (WRONG + "{a:[\n" * 6_000, "nested too deeply to be parsed"),
    ],
    ids=["large", "long line", "deep"],
)
def test_what_nobody_wrote_is_not_parsed_and_that_is_said(text: str, reason: str) -> None:
    program = JAVASCRIPT.program(Document("app.js", text, JAVASCRIPT.notation))
    assert program.failure is not None
    assert program.failure.reason == reason


def test_many_brackets_that_are_not_within_each_other_are_parsed() -> None:
    assert JAVASCRIPT.program(Document("app.js", "f(g({}));\n" * 6_000, JAVASCRIPT.notation)).failure is None


HOSTILE = {
    "names": "let key = 'a';\n" + "key = 'b'; f(key);\n" * 2_000,
    "shadows": "{ const key = 'a'; f(key); }\n" * 2_000,
    "puts": "const H = {};\n" + "H['x'] = 'a';\n" * 2_000,
    "chain": "".join(f"const a{i + 1} = a{i} + 'x';\n" for i in range(2_000)),
    "calls": "".join(f"function f{i}(k) {{ return f{i + 1}(k) + f{i + 1}(k); }}\n" for i in range(1_000)),
    "spreads": "".join(f"const o{i + 1} = {{ ...o{i}, ...o{i} }};\n" for i in range(1_000)),
    "classes": "class C { constructor(k) { this.k = k; } }\n" + "new C('a');\n" * 2_000,
    "ternaries": "const key = " + "a ? 'x' : " * 1_000 + "'y';\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_the_steps_of_a_file_are_bounded(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = 0
    evaluate = evaluator.Evaluator._distinct

    def counted(self: evaluator.Evaluator, *given: object) -> object:
        nonlocal steps
        steps += 1
        return evaluate(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(evaluator.Evaluator, "_distinct", counted)
    uses = "".join(
        f"fetch('{URL}', {{ headers: {{ Authorization: {each} }} }});\n" for each in ("key", "a9", "f0(H)", "o9")
    )
    text = HOSTILE[name] + uses * 100
    analyse(JAVASCRIPT.program(Document("app.js", text, JAVASCRIPT.notation)), Configuration(root=Path.cwd()))
    assert 0 < steps <= evaluator.MAX_STEPS


@pytest.mark.parametrize(("text", "is_loaded"), [("fetch('https://api.example.com/v1');\n", False), (WRONG, True)])
def test_a_grammar_is_loaded_for_a_file_that_may_concern_us_alone(project: Path, text: str, is_loaded: bool) -> None:
    for name in ("src/app.ts", "run.sh", "Dockerfile", "page.html"):
        write(project, name, text if name.endswith(".ts") else "echo hello\n")
    program = (
        "import sys; from flake8_openrouter.command.main import main; "
        "main(['check', '--no-cache', '-q', '-j1']); print('tree_sitter' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=project, capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == str(is_loaded)


KEY = "process.env.OPENROUTER_API_KEY"

#: Ways of the key to the header, each with the name by which it gets there.
WAYS = {
    "a loop": (f"for (const k of [{KEY}]) {{ CALL }}", "k"),
    "an assigned pattern": ("let k; ({ OPENROUTER_API_KEY: k } = process.env); CALL", "k"),
    "an array's pattern": (f"const [k] = [{KEY}]; CALL", "k"),
    "an element": (f"const list = ['a', {KEY}]; CALL", "list[1]"),
    "a pattern within one": (f"const {{ a: {{ k }} }} = {{ a: {{ k: {KEY} }} }}; CALL", "k"),
    "a default in a pattern": (f"const {{ k = {KEY} }} = {{}}; CALL", "k"),
    "a static field": (f"class C {{ static key = {KEY}; }} CALL", "C.key"),
    "a getter": (f"class C {{ get key() {{ return {KEY}; }} }} const c = new C(); CALL", "c.key"),
    "a class without a name": (f"const C = class {{ key = {KEY}; }}; const c = new C(); CALL", "c.key"),
    "a named function": (f"const f = function g() {{ return {KEY}; }}; CALL", "f()"),
    "an arrow": (f"const f = () => {KEY}; CALL", "f()"),
    "a parameter's default": (f"function f(k = {KEY}) {{ CALL }} f();", "k"),
    "a parameter's pattern": (f"function f({{ k }}) {{ CALL }} f({{ k: {KEY} }});", "k"),
    "an arrow's parameter": (f"const f = k => {{ CALL }}; f({KEY});", "k"),
    "a property put by brackets": (f"const o = {{}}; o['k'] = {KEY}; CALL", "o.k"),
    "Object.assign": (f"const o = Object.assign({{}}, {{ k: {KEY} }}); CALL", "o.k"),
    "Object.freeze": (f"const o = Object.freeze({{ k: {KEY} }}); CALL", "o['k']"),
    "Object.fromEntries": (f"const o = Object.fromEntries([['k', {KEY}]]); CALL", "o.k"),
    "var": (f"if (a) {{ var k = {KEY}; }} CALL", "k"),
    "a later assignment": (f"let k; k = {KEY}; CALL", "k"),
    "a name of the same in another scope": (f"const k = {KEY}; {{ const k = 'a'; }} CALL", "k"),
    "String": ("CALL", f"String({KEY})"),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_key_is_followed(way: str) -> None:
    program, name = WAYS[way]
    call = f'fetch("{URL}", {{ method: "POST", headers: {{ ["Authorization"]: {name} }} }});'
    codes = {finding.code for finding in check_source(program.replace("CALL", call), "app.ts")}
    assert codes == {"OPR301"}


@pytest.mark.parametrize(
    "program",
    ["try { f(); } catch (k) { CALL }", "for (const k in keys) { CALL }", "for (const k of keys) { CALL }", "CALL"],
)
def test_what_is_not_known_is_silent(program: str) -> None:
    call = f'fetch("{URL}", {{ method: "POST", headers: {{ Authorization: k }} }});'
    assert check_source(program.replace("CALL", call), "app.ts") == []


def test_a_large_file_is_read_in_pieces() -> None:
    assert [finding.code for finding in check_source(WRONG + "call();\n" * 50_000, "app.ts")] == ["OPR301"]


def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "_LONGEST", -1)
    program = JAVASCRIPT.program(Document("app.js", WRONG + "call();\n" * 50_000, JAVASCRIPT.notation))
    assert program.failure is not None
    assert program.failure.reason == "takes too long to be parsed"


_OPTIONS = "{ apiKey: process.env.OPENROUTER_API_KEY, baseURL: 'http://openrouter.ai/api/v1' }"


@pytest.mark.parametrize(
    ("text", "is_parsed"),
    [
        ("// fetch openrouter models\nconsole.log('OpenRouter (1.0) is used');\n", False),
        ("throw new Error('no OpenRouter');\n/**\n * A new client of axios\n */\n", False),
        ("const named = RegExp(`^${openrouter}$`);\n", False),
        ("require('child_process');\nconst openrouter = /^o/.exec(line);\n", False),
        ("import { Log, type Client as Own } from './openrouter';\nnew Log('a');\nnew Own({ apiKey: key });\n", False),
        (
            "import Client from '@/openrouter';\nclass Log {}\nexport const made = [new Client(1), new Log('a')];\n",
            False,
        ),
        ("class Log<T> implements Own<T> { openrouter = 1 }\nnew Log();\nnew Chart(1);\nnew toasts.Toast(2);\n", False),
        (f"const sdk = require('some-sdk');\nnew sdk.Client({_OPTIONS});\n", True),
        (f"import {{ Client }} from 'some-sdk';\nnew Client({_OPTIONS});\n", True),
        (f"// class Client {{}}\nimport {{ Log, Client }} from 'some-sdk';\nnew Client({_OPTIONS});\n", True),
        (f"import * as own from './own';\nimport Sdk from 'some-sdk';\nnew Sdk.Client({_OPTIONS});\n", True),
        ("console.log('the key :)', process.env.OPENROUTER_API_KEY);\n", True),
        (WRONG, True),
    ],
)
def test_what_says_nothing_of_a_request_is_not_parsed(
    text: str, is_parsed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[bytes] = []
    parse = source._parsed
    monkeypatch.setattr(source, "_parsed", lambda data, grammar: parsed.append(data) or parse(data, grammar))
    found = check_source(text, "app.js")
    assert bool(parsed) == bool(found) == is_parsed


@pytest.mark.parametrize(
    "shown",
    [
        *("apiKey", "'a :)', apiKey", "'a (', apiKey", "`)`, apiKey", "f(g(h(1))), apiKey", "'it\\'s)', apiKey"),
        *("\n    'a',\n    apiKey,\n  ", "{ a: f(')'), apiKey }", "/* don't) */ apiKey"),
    ],
)
def test_what_is_shown_is_found_whatever_brackets_are_beside_it(shown: str) -> None:
    text = f"const apiKey = process.env.OPENROUTER_API_KEY;\nconsole.log({shown});\n"
    assert [finding.code for finding in check_source(text, "app.js")] == ["OPR701"]
