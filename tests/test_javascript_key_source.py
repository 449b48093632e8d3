"""How JavaScript reads the key: as the file reads its environment, or as a project says, with what that imports."""

from __future__ import annotations

from pathlib import Path

import pytest
from javascript_edits import Node, edited

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages.javascript import key_source, spelling
from flake8_openrouter.languages.javascript.language import JAVASCRIPT
from flake8_openrouter.languages.trees import grammars
from flake8_openrouter.model import (
    Argument,
    AuthorizationEntry,
    BearerKey,
    Headers,
    Interpolation,
    KeyRead,
    NotInterpolated,
    RequiredVariable,
    Slot,
    Span,
    StatusCheck,
    StripCall,
    UseKeySource,
    VariableName,
)
from flake8_openrouter.project.config import ConfigurationError, parse

KEY = "OPENROUTER_API_KEY"
IN_BROWSER = "[the file runs in the browser, which must not have the key]"


def use(span: Span) -> UseKeySource:
    return UseKeySource(span, "sk-or-1")


#: Expressions as a user may write them, as they are written, and the variable that they read.
SOURCES = {
    "env.K": ("env.K", "K"),
    "process.env.K!;": ("process.env.K!", "K"),
    "process.env['K']": ("process.env['K']", "K"),
    'Deno.env.get("K")': ('Deno.env.get("K")', "K"),
    "key()": ("key()", ""),
    "a ?? b": ("(a ?? b)", ""),
    "(a ?? b)": ("(a ?? b)", ""),
    "a ? b : c": ("(a ? b : c)", ""),
    "a as string": ("(a as string)", ""),
    "new Key()": ("(new Key())", ""),
    "{ a }.a": ("({ a }.a)", ""),
    "`${a}`": ("`${a}`", ""),
    "a['//']": ("a['//']", ""),
}
_NOT = "an expression without {}, which is not allowed everywhere"
REFUSED = {
    "await key()": _NOT.format("'await'"),
    "key = 1": _NOT.format("'='"),
    "a, b": _NOT.format("','"),
    "f(": "a JavaScript expression",
    "a)(b": "a JavaScript expression",
    "a; b": "a JavaScript expression",
    "a // b": "a JavaScript expression",
    "a\nb": "a JavaScript expression of one line",
    '"sk-or-v1-abc"': "an expression that reads the key",
    "": "a non-empty string",
}


def read(expression: object, import_: str = "") -> KeySource:
    value = {"javascript": {"expression": expression, "import": import_} if import_ else expression}
    return parse({"key-source": value}, Path("pyproject.toml")).key_source(JAVASCRIPT)


@pytest.mark.parametrize("text", SOURCES)
def test_an_expression_is_read_once_and_stays_one(text: str) -> None:
    expression, variable = SOURCES[text]
    assert read(text) == KeySource(expression, "", variable)
    assert read(expression) == KeySource(expression, "", variable)
    for before, after in {
        "const k = «'sk-or-1'»": f"const k = {expression}",
        "f('' + «'sk-or-1'» + '')": f"f('' + {expression} + '')",
        "const f = () => «'sk-or-1'»": f"const f = () => {expression}",
        "f(«'a sk-or-1'»)": f"f(`a ${{{expression}}}`)",
    }.items():
        assert edited(before, use, "app.ts", read(text)) == after


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_expression_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        read(text)
    assert f"expected {REFUSED[text]}" in str(raised.value)
    assert "sk-or-v1-abc" not in str(raised.value)


@pytest.mark.parametrize(
    "import_", ["env", 'import "env"', "import {", 'import type { A } from "a"', 'f(); import "a"']
)
def test_what_brings_nothing_is_no_import(import_: str) -> None:
    with pytest.raises(ConfigurationError, match="expected an import statement"):
        read("env.K", import_)


def test_without_the_grammar_an_expression_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammars, "is_installed", lambda name: False)
    assert read("await (", "from nowhere") == KeySource("await (", "from nowhere")
    with pytest.raises(ConfigurationError, match="holds it"):
        read('"sk-or-v1-abc"')


#: Files without a key source of their own, and how they read the key then.
FILES = {
    "const k = «'sk-or-1'»": f"process.env.{KEY}",
    "f(process.env.A, import.meta.env.B, «'sk-or-1'»)": f"process.env.{KEY}",
    "f(process.env['A'], «'sk-or-1'»)": f"process.env['{KEY}']",
    "f(process.env['A'], process.env.B, «'sk-or-1'»)": f"process.env.{KEY}",
    "f(Deno.env.get('A'), «'sk-or-1'»)": f"Deno.env.get('{KEY}')",
    "f(Bun.env.A, «'sk-or-1'»)": f"Bun.env.{KEY}",
    "f('Deno.env', /Bun.env.A/, «'sk-or-1'») // Deno.env": f"process.env.{KEY}",
    f'import {{ {KEY} as k }} from "$env/static/private"; f(«"sk-or-1"»)': "k",
    'import { env } from "$env/dynamic/private"; f(«"sk-or-1"»)': f"env.{KEY}",
    'import { env } from "cloudflare:workers"; f(«"sk-or-1"»)': f"env.{KEY}",
    'import { env } from "$env/dynamic/public"; f(«"sk-or-1"»)': f"process.env.{KEY}",
    f'import {{ env }} from "~/env"; f(env.{KEY}, «"sk-or-1"»)': f"env.{KEY}",
    'import { env } from "~/env"; f(env.A, «"sk-or-1"»)': f"process.env.{KEY}",
    "export default { async fetch(request, env) { f(«'sk-or-1'») } }": f"env.{KEY}",
    "export const onRequest = ({ request, env }) => f(«'sk-or-1'»)": f"env.{KEY}",
    "app.get('/', (c) => { c.env.DB; return f(«'sk-or-1'») })": f"c.env.{KEY}",
    "app.get('/', (c) => c.env.DB); f(«'sk-or-1'»)": f"process.env.{KEY}",
    "import process from 'node:process'; f(«'sk-or-1'»)": f"process.env.{KEY}",
}
NO_FILES = {
    "f(import.meta.env.VITE_URL, «'sk-or-1'»)": "[the file reads import.meta.env, which the build copies into pages]",
    "const process = 1; f(«'sk-or-1'»)": "[the file uses the name process for something else]",
    "// c\n'use client';\nf(«'sk-or-1'»)": IN_BROWSER,
}


@pytest.mark.parametrize("before", FILES)
def test_the_key_is_read_as_the_file_reads_its_environment(before: str, node: Node) -> None:
    start, end = before.index("«"), before.index("»") + 1
    after = edited(before, use)
    assert after == before[:start] + FILES[before] + before[end:]
    assert node.takes(after)


@pytest.mark.parametrize("before", NO_FILES)
def test_no_key_is_read_where_none_may_be(before: str) -> None:
    assert edited(before, use) == NO_FILES[before]


#: Where an import goes: before, and after.
IMPORTS = {
    'import a from "b";\n\nf(HERE);\n': 'import a from "b";\nimport { env } from "@/env";\n\nf(HERE);\n',
    "import a from 'b' // c\nf(HERE)\n": "import a from 'b' // c\nimport { env } from '@/env'\nf(HERE)\n",
    'import {\n  a\n} from "b"; f(HERE)': 'import {\n  a\n} from "b"; import { env } from "@/env"; f(HERE)',
    'import { env } from "@/env";\nf(HERE)': 'import { env } from "@/env";\nf(HERE)',
    "export const a = f(HERE)": 'import { env } from "@/env"\n\nexport const a = f(HERE)',
    "#!/usr/bin/env node\n// Copyright\n'use strict';\n\n// a\nexport const a = f(HERE);\n": (
        "#!/usr/bin/env node\n// Copyright\n'use strict';\n\n"
        "import { env } from '@/env';\n\n// a\nexport const a = f(HERE);\n"
    ),
    "// @ts-check\nexport const a = f(HERE)\n": (
        '// @ts-check\nimport { env } from "@/env"\n\nexport const a = f(HERE)\n'
    ),
    'const a = require("b");\nf(HERE);\n': 'const a = require("b");\nconst { env } = require("@/env");\nf(HERE);\n',
    '"use strict"\nmodule.exports = f(HERE)\n': (
        '"use strict"\nconst { env } = require("@/env")\n\nmodule.exports = f(HERE)\n'
    ),
    'const { env } = require("@/env");\nf(HERE)': 'const { env } = require("@/env");\nf(HERE)',
    'f(HERE);\nconst a = require("b")': "[the key is used before the file's imports]",
    'import { env as e } from "@/env"; f(HERE)': "[the file imports env as e]",
    'import type { env } from "@/env"; f(HERE)': "[the file uses the name env for something else]",
    "export const env = f(HERE)": "[the file uses the name env for something else]",
    "f(HERE)": "[cannot tell whether the file imports by import or by require]",
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("before", IMPORTS)
def test_an_import_goes_where_the_others_are(before: str, newline: str) -> None:
    after = IMPORTS[before].replace("HERE", "env.K").replace("\n", newline)
    if "\n" not in before and after[:1] != "[":
        after = after.replace("\r\n", "\n")
    key = read("env.K", 'import { env } from "@/env"')
    assert edited(before.replace("HERE", '«"sk-or-1"»').replace("\n", newline), use, "app.js", key) == after


@pytest.mark.parametrize(
    ("import_", "esm", "cjs"),
    [
        ('import k from "a"', 'import k from "a"', 'const k = require("a")'),
        ('import * as k from "a"', 'import * as k from "a"', 'const k = require("a")'),
        ('import { a as k } from "a"', 'import { a as k } from "a"', 'const { a: k } = require("a")'),
        ('const { k } = require("a")', 'import { k } from "a"', 'const { k } = require("a")'),
    ],
)
def test_an_import_in_either_kind_of_module(import_: str, esm: str, cjs: str) -> None:
    key = read("k()", import_)
    for path, statement in {"a.mjs": esm, "a.cjs": cjs}.items():
        assert edited('f(«"sk-or-1"»)\n', use, path, key) == f"{statement}\n\nf(k())\n"


SLOTS: dict[str, tuple[Slot, str]] = {
    "key": (KeyRead(), f"process.env.{KEY}"),
    "bearer": (BearerKey(), f"`Bearer ${{process.env.{KEY}}}`"),
    "bearer with a name": (BearerKey("apiKey"), "`Bearer ${apiKey}`"),
    "entry": (AuthorizationEntry(BearerKey("k")), "Authorization: `Bearer ${k}`"),
    "headers": (Headers(BearerKey("k")), "headers: { Authorization: `Bearer ${k}` }"),
    "headers given": (Headers(given="h"), "headers: h"),
    "argument": (Argument("apiKey", KeyRead()), f"apiKey: process.env.{KEY}"),
    "argument in a mapping": (Argument("baseURL", "https://a", in_mapping=True), 'baseURL: "https://a"'),
    "argument in an option": (Argument("a.b", "c"), 'a: { b: "c" }'),
    "argument alone": (Argument("auth"), "auth"),
    "variable": (VariableName(), f'"{KEY}"'),
    "required": (RequiredVariable("X"), "process.env.X with a guard that throws"),
    "plain quotes": (NotInterpolated("Bearer ${k}"), "only backticks fill it in"),
    "braces": (NotInterpolated("{k}"), "only ${...} between backticks is filled in"),
    "dollar": (NotInterpolated("$KEY"), "JavaScript does not expand it"),
    "percent": (NotInterpolated("%s"), "nothing fills it in"),
    "interpolation": (Interpolation(), "a template literal"),
    "strip": (StripCall(), ".trim()"),
    "status": (StatusCheck(), "throw if response.ok is false"),
}


@pytest.mark.parametrize("name", SLOTS)
def test_a_slot_of_a_message(name: str) -> None:
    slot, spelt = SLOTS[name]
    assert spelling.spell(slot, key_source.KEY_SOURCE) == spelt


def test_a_configured_key_source_is_named() -> None:
    key = KeySource("env.K", "", "K")
    assert spelling.spell(RequiredVariable("X"), key) == "env.K"
    assert spelling.spell(RequiredVariable("X", own=True), key) == "process.env.X with a guard that throws"
    assert spelling.spell(VariableName(), KeySource("key()")) == "key()"
    assert JAVASCRIPT.key_source == key_source.KEY_SOURCE
