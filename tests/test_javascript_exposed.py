"""Variables that a build publishes, in permutations of names, spellings and uses; and keys that are shown."""

from __future__ import annotations

from itertools import product

import pytest

from flake8_openrouter.model import Finding
from flake8_openrouter.openrouter import variable_names
from flake8_openrouter.openrouter.variable_names import PUBLIC, PUBLIC_WORDS
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.run.analysis import check_source

NAMES = ("OPENROUTER_API_KEY", "OPEN_ROUTER_KEY", "MY_OPENROUTER_TOKEN", "OPENROUTER_SECRET")
PREFIXES = tuple(prefix for prefix in PUBLIC if prefix != "PUBLIC_")

#: Ways to read NAME.
READS = (
    *("process.env.NAME", 'process.env["NAME"]', "import.meta.env.NAME", "(process.env as any).NAME"),
    *("process?.env?.NAME", "process.env.NAME!", "(import.meta.env.NAME as string)", "process.env[`NAME`]"),
)  # fmt: skip

#: Uses of a value that goes on.
USES = (
    *("const key = {};", "export const key = {};", "const key = {} || '';", "const key = {} ?? stored;", "ask({});"),
    *(
        "const c = {{ apiKey: {} }};",
        "const h = `Bearer ${{{}}}`;",
        "export default () => {};",
        "const k = ({}).trim();",
    ),
    *("const key = {};\nif (!key) throw new Error('none');\nask(key);", "class A {{ key = {}; }}", "return_({});"),
    "const key = isDev ? {} : stored;",
    "const key = {};\nexport const ask = () => key ? send(key) : none();",
)

#: Uses that only ask.
ASKED = (
    *("const has = !!{};", "if ({}) start();", "const s = {} ? 'set' : 'missing';", "if ({} === 'none') stop();"),
    *(
        "const n = {}.length;",
        "const is = typeof {};",
        "const b = Boolean({});",
        "{} && start();",
        "if (!{} || x) stop();",
    ),
    *("const key = {};\nconst has = !!key && key !== '';", "const key = {};\nif (!key) stop();", "while ({}) stop();"),
    "const ok = Boolean({}) && {} !== '' && {}?.startsWith('sk-');",
)


def found(text: str, path: str = "src/app.ts", code: str = "OPR108") -> list[Finding]:
    findings = check_source(text.encode(), path, Configuration())
    return [finding for finding in findings if finding.code == code]


def test_a_word_of_each_prefix_is_looked_for() -> None:
    assert all(any(word in prefix for word in PUBLIC_WORDS) for prefix in PUBLIC)
    assert variable_names.prefix("NEXT_PUBLIC_A") == "NEXT_PUBLIC_"


@pytest.mark.parametrize("prefix", PREFIXES)
def test_each_name_is_found_in_each_spelling(prefix: str) -> None:
    for read, name in product(READS, NAMES):
        text = f"// OpenRouter\nconst key = {read.replace('NAME', prefix + name)};\n"
        assert [each.line for each in found(text)] == [2], text


@pytest.mark.parametrize(("use", "read"), list(product(USES, READS)))
def test_a_value_that_goes_on_is_found(use: str, read: str) -> None:
    text = use.format(read.replace("NAME", "VITE_OPENROUTER_API_KEY"))
    (finding,) = found(text + "\n")
    assert finding.severity.value == "error"
    assert finding.fix is None


@pytest.mark.parametrize(("use", "read"), list(product(ASKED, READS)))
def test_a_value_that_is_only_asked_for_is_not(use: str, read: str) -> None:
    spelt = read.replace("NAME", "VITE_OPENROUTER_API_KEY")
    assert found(use.format(*[spelt] * use.count("{}")) + "\n") == []


@pytest.mark.parametrize(
    "name",
    [
        *(
            "VITE_OPENROUTER_MODEL",
            "VITE_OPENROUTER_BASE_URL",
            "NEXT_PUBLIC_OPENROUTER_SITE_NAME",
            "OPENROUTER_API_KEY",
        ),
        *("VITE_SUPABASE_ANON_KEY", "NEXT_PUBLIC_FIREBASE_API_KEY", "REACT_APP_OPENROUTER_MAX_TOKENS", "VITE_API_KEY"),
        *("NEXT_PUBLIC_HAS_OPENROUTER_KEY", "PUBLIC_OPENROUTER_API_KEY", "MY_VITE_OPENROUTER_API_KEY"),
    ],
)
def test_another_name_is_silent(name: str) -> None:
    text = "".join(f"const k{number} = {read.replace('NAME', name)};\n" for number, read in enumerate(READS[:2]))
    assert found(f"// OpenRouter\n{text}") == []


SERVERS = (
    *("app/api/chat/route.ts", "src/routes/api/+server.ts", "src/routes/+page.server.ts", "pages/api/chat.js"),
    *("functions/chat.ts", "server/index.js", "src/server/ask.ts", "src/lib/ask.server.ts", "middleware.ts"),
    *("api/chat.ts", "./api/chat.js"),
)  # fmt: skip


@pytest.mark.parametrize("path", SERVERS)
def test_on_a_server_it_is_a_warning_with_a_fix(path: str) -> None:
    (finding,) = found("const key = process.env.NEXT_PUBLIC_OPENROUTER_API_KEY;\n", path)
    assert finding.severity.value == "warning"
    assert finding.fix is not None
    assert finding.fix.safety.value == "unsafe"
    assert "OPENROUTER_API_KEY" in finding.help


@pytest.mark.parametrize(
    ("beginning", "severity"),
    [
        *(("'use server';", "warning"), ('"use server"', "warning"), ("// what\n/* is */\n'use server'", "warning")),
        *(("import 'server-only';", "warning"), ('import { headers } from "next/headers";', "warning")),
        *(("const express = require('express');", "warning"), ("'use client';", "error"), ("", "error")),
        *(("const note = 'use server';", "error"), ("import x from './express';", "error")),
    ],
)
def test_a_file_says_that_it_is_a_servers(beginning: str, severity: str) -> None:
    (finding,) = found(f"{beginning}\nconst key = process.env.NEXT_PUBLIC_OPENROUTER_API_KEY;\n")
    assert finding.severity.value == severity


BUILDS = {
    "vite.config.ts": "export default defineConfig(({{ mode }}) => {{ const env = loadEnv(mode, '.', '');\n"
    "return {{ define: {{ 'process.env.K': {} }} }}; }});",
    "vite.config.js": "const env = loadEnv('', '.');\nconst define = {{ __K__: {} }};\nexport default {{ define }};",
    "webpack.config.js": "const webpack = require('webpack'); const env = process.env;\n"
    "module.exports = {{ plugins: [new webpack.DefinePlugin({{ K: {} }})] }};",
    "next.config.js": "const env = process.env;\nmodule.exports = {{ env: {{ K: {} }} }};",
    "nuxt.config.ts": "const env = process.env;\n"
    "export default defineNuxtConfig({{ runtimeConfig: {{ public: {{ ai: {{ k: {} }} }} }} }});",
    "app.config.ts": "const env = process.env;\nexport default {{ expo: {{ extra: {{ k: {} }} }} }};",
    "scripts/build.mjs": "import esbuild from 'esbuild'; const env = process.env;\n"
    "await esbuild.build({{ define: {{ K: {} }} }});",
}
PUBLISHED = (
    *("JSON.stringify(env.NAME)", "JSON.stringify(env.NAME || '')", "JSON.stringify(env.NAME?.trim())", "env.NAME"),
    *("`${{env.NAME}}`", "JSON.stringify(env['NAME'] ?? '')", "'\"' + env.NAME + '\"'", "String(env.NAME)"),
)


@pytest.mark.parametrize(("path", "value"), list(product(BUILDS, PUBLISHED)))
def test_what_a_build_publishes_is_found(path: str, value: str) -> None:
    written = value.replace("{{", "{").replace("}}", "}")
    for name, count in (
        ("OPENROUTER_API_KEY", 1),
        ("MY_OPENROUTER_TOKEN", 1),
        ("OPENROUTER_MODEL", 0),
        ("OTHER_KEY", 0),
    ):
        text = f"// openrouter\n{BUILDS[path].format(written.replace('NAME', name))}\n"
        assert len(found(text, path)) == count, text


ONLY_WHETHER = (
    *("!!env.OPENROUTER_API_KEY", "JSON.stringify(Boolean(env.OPENROUTER_API_KEY))"),
    *("env.OPENROUTER_API_KEY ? '1' : '0'", "JSON.stringify(!!env.OPENROUTER_API_KEY)"),
)


@pytest.mark.parametrize("value", ONLY_WHETHER)
@pytest.mark.parametrize("path", BUILDS)
def test_whether_a_build_has_the_key_is_silent(path: str, value: str) -> None:
    assert found(BUILDS[path].format(value) + "\n", path) == []


SHOWN = (
    *("console.log({});", "console.error('key', {});", "logger.info({{ apiKey: {} }});", "log.debug(`key ${{{}}}`);"),
    *("throw new Error('bad ' + {});", "process.stdout.write({});", "res.json({{ key: {} }});", "alert({});"),
    *("res.status(500).send({});", "this.logger.warn({});", "console.log(JSON.stringify({{ token: {} }}));"),
    *(
        "NextResponse.json({{ apiKey: {} }});",
        "console.log([{}]);",
        "console.log(x ? {} : y);",
        "console.log({} ?? '');",
    ),
)
KEYS = ("process.env.OPENROUTER_API_KEY", "key", "config.apiKey", "headers.Authorization", "this_.openrouterKey")
MASKED = (
    *("!!{}", "{} ? 'set' : 'missing'", "{}.length", "{}?.slice(0, 8)", "{}.slice(-4)", "mask({})", "typeof {}"),
    *("{}.substring(0, 4) + '...'", "{}.replace(/./g, '*')", "Boolean({})", "{} === other", "'OPENROUTER_API_KEY'"),
)
BEFORE = (
    "const key = process.env.OPENROUTER_API_KEY; const config = { apiKey: process.env.OPENROUTER_API_KEY };\n"
    "const headers = { Authorization: `Bearer ${key}` }; const this_ = { openrouterKey: key };\n"
)


@pytest.mark.parametrize(("way", "key"), list(product(SHOWN, KEYS)))
def test_a_key_that_is_shown_is_found(way: str, key: str) -> None:
    assert [finding.line for finding in found(BEFORE + way.format(key), code="OPR701")] == [3]


@pytest.mark.parametrize(("way", "masked"), list(product(SHOWN, MASKED)))
def test_what_is_said_of_a_key_is_silent(way: str, masked: str) -> None:
    for key in KEYS[:2]:
        assert found(BEFORE + way.format(masked.replace("{}", key)), code="OPR701") == []


KEY = '"sk-or-v1-abc123def456"'
READ = "import.meta.env.VITE_OPENROUTER_API_KEY"
#: What many of something leave of a file, and the codes that are found in it. What grows with their square never ends.
HOSTILE = {
    "a list": (f"const a = [\n{f'{KEY},{chr(10)}' * 3000}];", {"OPR101"}),
    "reads": (f"const k = {READ};\n" * 5000, {"OPR108"}),
    "questions": (f"const k = {READ};\n" + "if (!k) f();\n" * 8000, set()),
    "names": ("".join(f"const k{i} = process.env.VITE_OPENROUTER_{i}_KEY;\n" for i in range(5000)), {"OPR108"}),
    "logs": ("const key = process.env.OPENROUTER_API_KEY;\n" + "console.log(key);\n" * 8000, {"OPR701"}),
    "nested lists": (f"const c = {'{ apiKey: [' * 900}{KEY}{']}' * 900};\nconsole.log(c);\n", {"OPR101"}),
    "arms": (f"// openrouter\nconsole.log({'a ? b :' * 1500} c);\n", set()),
    "rubble": (f"}}}}) <<< const k = {READ}\n" * 5000, {"OPR108"}),
    "a cut file": (f"export const f = () => {{ const k = {READ};\n  return <p title={{", {"OPR108"}),
    "a merge": (f"<<<<<<< HEAD\nconst k = {READ};\n=======\nconst k = {KEY};\n>>>>>>> b\n", {"OPR101", "OPR108"}),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_read(kind: str) -> None:
    text, codes = HOSTILE[kind]
    assert {finding.code for finding in check_source(text.encode(), "src/a.tsx", Configuration())} == codes
