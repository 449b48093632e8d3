"""What JavaScript's expressions are evaluated to: variables in all their spellings, and values in general."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from flake8_openrouter.languages.javascript.inference.evaluator import Evaluator
from flake8_openrouter.languages.javascript.inference.expressions import HANDLERS
from flake8_openrouter.languages.javascript.inference.values import (
    Absent,
    Built,
    Expression,
    Flag,
    Frame,
    Object,
    Reference,
    Value,
)
from flake8_openrouter.languages.javascript.syntax.module import Module, field
from flake8_openrouter.languages.javascript.syntax.modules import Modules
from flake8_openrouter.languages.trees.source import Source
from flake8_openrouter.model import Document, Literal, Text, Unknown, Variable


def shown(text: str, path: str = "app.ts", root: Path | None = None) -> list[str]:
    """Return the values of what is given to ``show``: of each call in the file, in a notation of the tests."""
    grammar = "typescript" if path.endswith(".ts") else "tsx"
    module = Module(Source(Document(path, text), grammar))
    evaluator = Evaluator(HANDLERS, Modules(root), frozenset({"OPENROUTER_API_KEY"}))
    found: list[str] = []
    for node in module.at((b"show",)):
        call = node.parent
        arguments = field(call, "arguments") if call is not None and call.type == "call_expression" else None
        argument = arguments.named_child(0) if arguments is not None else None
        if argument is not None:
            values = evaluator.evaluate(Expression(argument, Frame(module)))
            found.append(" | ".join(_shown(value, evaluator) for value in values))
    return found


def _shown(value: Value, evaluator: Evaluator) -> str:
    if isinstance(value, Text):
        return " ".join(map(_part, value.parts))
    if isinstance(value, Object):
        entries = [f"{entry.key}: {'|'.join(_shown(each, evaluator) for each in evaluator.evaluate(entry.value))}"
                   for entry in value.entries]  # fmt: skip
        return "{" + ", ".join([*entries, *([] if value.complete else ["..."])]) + "}"
    if isinstance(value, Reference | Built):
        return f"{'@' if isinstance(value, Reference) else 'new '}{value.dotted}"
    if isinstance(value, Absent | Flag):
        return str(value[0]).lower()
    return type(value).__name__


def _part(part: Literal | Variable | Unknown) -> str:
    if isinstance(part, Literal):
        return repr(part.text)
    if isinstance(part, Unknown):
        return f"?{part.names[-1] if part.names else ''}"
    default = "".join(f" else {' '.join(map(_part, text.parts))}" for text in part.default)
    return f"${part.name}{'!' if part.required else ''}{default}"


NAMES = ("OPENROUTER_API_KEY", "OPENROUTER_KEY", "NEXT_PUBLIC_OPENROUTER_API_KEY", "AI_TOKEN")

#: Ways to read a variable: what is before, and the expression; NAME is the variable, and what is read is ``show``n.
READS = {
    "process": ("", "process.env.NAME"),
    "quoted": ("", 'process.env["NAME"]'),
    "single": ("", "process.env['NAME']"),
    "backticks": ("", "process.env[`NAME`]"),
    "optional": ("", "process?.env?.NAME"),
    "cast": ("", "(process.env as any).NAME"),
    "imported process": ('import process from "node:process";', "process.env.NAME"),
    "imported env": ('import { env } from "process";', "env.NAME"),
    "renamed env": ('import { env as settings } from "node:process";', "settings.NAME"),
    "required env": ('const { env } = require("process");', "env.NAME"),
    "global": ("", "globalThis.process.env.NAME"),
    "aliased": ("const env = process.env;", "env.NAME"),
    "aliased by another name": ("const cfg = process.env;", "cfg.NAME"),
    "aliased twice": ("const a = process.env; const b = a;", "b['NAME']"),
    "destructured": ("const { NAME } = process.env;", "NAME"),
    "destructured and renamed": ("const { NAME: key } = process.env;", "key"),
    "destructured env": ("const { env } = process;", "env.NAME"),
    "destructured deeply": ("const { env: { NAME: key } } = process;", "key"),
    "assigned by a pattern": ("let key; ({ NAME: key } = process.env);", "key"),
    "computed": ('const name = "NAME";', "process.env[name]"),
    "concatenated name": ('const end = "NAME".slice(0); const name = "" + "NAME";', "process.env[name]"),
    "vite": ("", "import.meta.env.NAME"),
    "vite destructured": ("const { NAME } = import.meta.env;", "NAME"),
    "vite's config": ('import { loadEnv } from "vite"; const env = loadEnv(mode, process.cwd(), "");', "env.NAME"),
    "deno": ("", 'Deno.env.get("NAME")'),
    "deno aliased": ("const env = Deno.env;", 'env.get("NAME")'),
    "deno's all": ("const all = Deno.env.toObject();", "all.NAME"),
    "bun": ("", "Bun.env.NAME"),
    "netlify": ("", 'Netlify.env.get("NAME")'),
    "worker": ("export default { async fetch(request, env) {", "env.NAME"),
    "worker destructured": ("async function f(request, env) { const { NAME } = env;", "NAME"),
    "hono": ('app.post("/", async (c) => {', "c.env.NAME"),
    "hono destructured": ('app.post("/", async (c) => { const { NAME } = c.env;', "NAME"),
    "hono's adapter": ('import { env } from "hono/adapter"; app.get("/", (c) => { const { NAME } = env(c);', "NAME"),
    "pages": ("export async function onRequest(context) {", "context.env.NAME"),
    "sveltekit platform": ("export async function POST({ platform }) {", "platform?.env?.NAME"),
    "sveltekit dynamic": ('import { env } from "$env/dynamic/private";', "env.NAME"),
    "sveltekit dynamic renamed": ('import { env as mine } from "$env/dynamic/public";', "mine.NAME"),
    "cloudflare": ('import { env } from "cloudflare:workers";', "env.NAME"),
    "expo's dotenv": ('import { NAME } from "@env";', "NAME"),
    "react native config": ('import Config from "react-native-config";', "Config.NAME"),
    "nest": ("class A { constructor(private configService: ConfigService) {} f() {", 'this.configService.get("NAME")'),
    "nest typed": ("function f(config: ConfigService) {", 'config.get<string>("NAME")'),
    "env-var": ('import env from "env-var";', 'env.get("NAME").asString()'),
    "an unresolved module": ('import { env } from "@/env";', "env.NAME"),
    "an unresolved default": ('import env from "../lib/env";', "env.NAME"),
    "angular": ('import { environment } from "../environments/environment";', "environment.NAME"),
    "a getter": ("function read(name: string) { return process.env[name]; }", 'read("NAME")'),
    "a getter with a check": (
        "const read = (name) => { const value = process.env[name]; if (!value) throw new Error(name); return value; };",
        'read("NAME")',
    ),
    "an object": ("const config = { ai: { key: process.env.NAME } };", "config.ai.key"),
    "an object destructured": ("const config = { key: process.env.NAME }; const { key: mine } = config;", "mine"),
    "a frozen object": ("const config = Object.freeze({ key: process.env.NAME });", "config.key"),
    "a class": ("class Config { static key = process.env.NAME; }", "Config.key"),
    "a field": ("class C { key = process.env.NAME; f() {", "this.key"),
    "a private field": ("class C { #key = process.env.NAME; f() {", "this.#key"),
    "a constructor": ("class C { constructor() { this.key = process.env.NAME; } f() {", "this.key"),
    "a function": ("function key() { return process.env.NAME; }", "key()"),
    "an arrow": ("const key = () => process.env.NAME;", "key()"),
    "an awaited function": ("async function key() { return process.env.NAME; }", "await key()"),
}

#: What leaves a value as it is.
AROUND = ("{}", "({})", "{}!", "{} as string", "({} as string).trim()", "String({})", "{}.toString()", "`${{{}}}`")

#: Reads that can't be missing at run time.
REQUIRED = {
    "sveltekit": ('import { NAME } from "$env/static/private";', "NAME"),
    "sveltekit renamed": ('import { NAME as key } from "$env/static/public";', "key"),
    "sveltekit all": ('import * as env from "$env/static/private";', "env.NAME"),
    "astro": ('import { NAME } from "astro:env/server";', "NAME"),
    "t3": ('import { createEnv } from "@t3-oss/env-nextjs"; const env = createEnv({ server: { NAME: z.string() } });',
           "env.NAME"),
    "envalid": ('import { cleanEnv, str } from "envalid"; const e = cleanEnv(process.env, { NAME: str() });', "e.NAME"),
    "zod": ("const schema = z.object({ NAME: z.string() }); const env = schema.parse(process.env);", "env.NAME"),
    "zod by another name": ("const c = z.object({ NAME: z.string() }).parse(process.env);", "c.NAME"),
    "nest": ("function f(configService) {", 'configService.getOrThrow("NAME")'),
    "env-var": ('import env from "env-var";', 'env.get("NAME").required().asString()'),
}  # fmt: skip


def program(before: str, expression: str, name: str) -> str:
    text = f"{before}\nshow({expression});\n" + "}" * (before.count("{") - before.count("}"))
    return text.replace("NAME", name)


@pytest.mark.parametrize(("way", "name"), list(product(READS, NAMES[:2])))
def test_a_variable_is_read_in_any_way(way: str, name: str) -> None:
    before, expression = READS[way]
    assert shown(program(before, expression, name)) == [f"${name}"]


@pytest.mark.parametrize(("way", "around"), list(product(("process", "vite", "deno", "nest", "destructured"), AROUND)))
def test_what_is_around_a_read_changes_nothing(way: str, around: str) -> None:
    before, expression = READS[way]
    assert shown(program(before, around.format(expression), NAMES[2])) == [f"${NAMES[2]}"]


@pytest.mark.parametrize("way", READS)
def test_a_read_may_have_a_default(way: str) -> None:
    before, expression = READS[way]
    for operator, default in product(("||", "??"), ('""', '"sk-none"')):
        text = program(before, f"{expression} {operator} {default}", "OPENROUTER_API_KEY")
        wanted = default.replace('"', "'")
        assert shown(text) == [f"$OPENROUTER_API_KEY else {wanted}"], text


@pytest.mark.parametrize("way", REQUIRED)
def test_a_read_that_fails_without_the_variable(way: str) -> None:
    before, expression = REQUIRED[way]
    assert shown(program(before, expression, "OPENROUTER_API_KEY")) == ["$OPENROUTER_API_KEY!"]


@pytest.mark.parametrize(
    "before",
    [
        "const env = z.object({ NAME: z.string().optional() }).parse(process.env);",
        "const env = z.object({ OTHER: z.string() }).parse(process.env);",
        'import { cleanEnv } from "envalid"; const env = cleanEnv(process.env, { NAME: str({ default: "" }) });',
        'import { createEnv } from "@t3-oss/env-core"; const env = createEnv({ server: { NAME: a.nullish() } });',
    ],
)
def test_a_schema_that_lets_a_variable_be_missing(before: str) -> None:
    assert shown(program(before, "env.NAME", "OPENROUTER_API_KEY")) == ["$OPENROUTER_API_KEY"]


def test_defaults_in_patterns() -> None:
    assert shown('const { A_KEY = "x", B_KEY: b = "y" } = process.env; show(A_KEY); show(b);') == [
        "$A_KEY else 'x'",
        "$B_KEY else 'y'",
    ]
    assert shown("function f({ key = process.env.A_KEY }) { show(key); }") == ["?key"]
    assert shown('configService.x; function f(configService) { show(configService.get("A_KEY", "d")); }') == [
        "$A_KEY else 'd'"
    ]


def test_settings_of_nuxt() -> None:
    text = """
    const config = useRuntimeConfig();
    show(config.openrouterApiKey); show(config.openRouter.apiKey); show(config.public.openrouterApiKey);
    const { openrouterKey, public: { aiToken } } = useRuntimeConfig();
    show(openrouterKey); show(aiToken); show(config.public.siteName);
    """
    assert shown(text)[:5] == [
        *("$NUXT_OPENROUTER_API_KEY", "$NUXT_OPEN_ROUTER_API_KEY", "$NUXT_PUBLIC_OPENROUTER_API_KEY"),
        *("$NUXT_OPENROUTER_KEY", "$NUXT_PUBLIC_AI_TOKEN"),
    ]
    assert "$" not in shown(text)[5]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('const env = { A_KEY: "x" }; show(env.A_KEY);', "'x'"),
        ("const env = {}; show(env.A_KEY);", "undefined"),
        ('import { env } from "./env"; show(env.model);', "@./env.env.model"),
        ("function f(settings) { show(settings.A_KEY); }", "?settings.A_KEY"),
        ('function f(map) { show(map.get("A_KEY")); }', "?map.get()"),
        ('show(localStorage.getItem("A_KEY"));', "new localStorage.getItem"),
        ("show(process.argv[2]);", "?"),
    ],
)
def test_what_is_no_variable_for_certain(text: str, found: str) -> None:
    assert shown(text) == [found]


def test_a_module_of_settings_gives_its_variables(tmp_path: Path) -> None:
    files = {
        "src/config.ts": "export const config = { key: process.env.A_KEY };\nexport const { B_KEY } = process.env;\n",
        "src/env.ts": "export const env = z.object({ A_KEY: z.string() }).parse(process.env);\n",
        "src/index.ts": "export * from './config';\nexport { env as default } from './env';\n",
        "src/common.cjs": "module.exports = { key: process.env.C_KEY };\n",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    text = """
    import { config, B_KEY } from "./config"; import { env } from "@/env";
    import all, { config as again } from "./index"; const { key } = require("./common.cjs");
    show(config.key); show(B_KEY); show(env.A_KEY); show(all.A_KEY); show(again.key); show(key);
    """
    (tmp_path / "src/app.ts").write_text(text, encoding="utf-8")
    found = shown(text, str(tmp_path / "src/app.ts"), tmp_path)
    assert found == ["$A_KEY", "$B_KEY", "$A_KEY!", "$A_KEY!", "$A_KEY", "$C_KEY"]


#: Expressions and their values, with what is before them.
VALUES = [
    ("", "'a' + `b${'c'}d`", "'a' 'b' 'c' 'd'"),
    ("", r"'a\u0041\x42\'\u{43}'", '"aAB\'C"'),
    ("", "'Bearer ' + key", "'Bearer ' ?key"),
    ("const key = 'k';", "`Bearer ${key}`", "'Bearer ' 'k'"),
    ("let a; a = 'x';", "a", "'x'"),
    ("let a = 'x'; a = 'y';", "a", "'y'"),
    ("let a = 'x'; if (c) a = 'y';", "a", "'x' | 'y'"),
    ("let a;", "a", "undefined"),
    ("", "c ? 'x' : 'y'", "'x' | 'y'"),
    ("", "null ?? 'x'", "'x'"),
    ("", "'' || 'x'", "'x'"),
    ("", "'' ?? 'x'", "''"),
    ("", "undefined || 'x'", "'x'"),
    ("", "'a' || 'x'", "'a'"),
    ("", "given || 'x'", "@given | 'x'"),
    ("", "localStorage.getItem('k') ?? 'x'", "new localStorage.getItem | 'x'"),
    ("", "c && 'x'", "'x'"),
    ("const o = { a: { b: 'x' } };", "o.a.b", "'x'"),
    ("const o = { a: { b: 'x' } };", "o?.a?.['b']", "'x'"),
    ("const o = { 'a-b': 'x' };", "o['a-b']", "'x'"),
    ("const n = 'k'; const o = { [n]: 'x' };", "o.k", "'x'"),
    ("const o = { a: 'x' };", "o.b", "undefined"),
    ("const o = { a: 'x', ...rest };", "o.b", "?o.b"),
    ("const a = { x: '1' }; const o = { ...a, y: '2' };", "o", "{x: '1', y: '2'}"),
    ("const a = { x: '1' }; const o = { x: '0', ...a };", "o.x", "'1'"),
    ("const o = {}; o.x = '1'; o['y'] = '2';", "o", "{x: '1', y: '2'}"),
    ("const o = Object.assign({}, { x: '1' });", "o.x", "'1'"),
    ("const h = new Headers(); h.set('A', 'x');", "h", "{A: 'x'}"),
    ("", "new Headers([['A', 'x']])", "{A: 'x'}"),
    ("const { a: { b = 'd' } = {} } = { a: {} };", "b", "'d'"),
    ("const [a, b] = ['x', 'y'];", "b", "'y'"),
    ("", "['x', 'y'][1]", "'y'"),
    ("", "['a', 'b'].join('/')", "'a' '/' 'b'"),
    ("", "'a'.concat('b')", "'a' 'b'"),
    ("", "' a '.trim()", "'a'"),
    ("const f = (x) => `<${x}>`;", "f('a')", "'<' 'a' '>'"),
    ("function f(x = 'd') { return x; }", "f()", "'d'"),
    ("function f({ a }) { return a; }", "f({ a: 'x' })", "'x'"),
    ("function f(x) { if (x) return 'a'; return 'b'; }", "f(1)", "'a' | 'b'"),
    ("class A { static u = 'x'; }", "A.u", "'x'"),
    ("class A { u = 'x'; get v() { return this.u; } }", "new A().v", "'x'"),
    ("class A { constructor(private key: string) {} }", "new A('k').key", "'k'"),
    ("class A { constructor(key) { this.key = key; } }", "new A('k').key", "'k'"),
    ("", "new URL('/v1', 'https://a.example/x')", "'https://a.example' '/v1'"),
    ("", "('x' as string)!", "'x'"),
    ("", "('x' satisfies string)", "'x'"),
    ("enum E { A = 'x' }", "E.B", "?E.B"),
    ("", "axios.create", "@axios.create"),
    ("import axios from 'axios';", "axios.create", "@axios.create"),
    ("import * as a from 'axios';", "a.create", "@axios.create"),
    ("const { create: make } = require('axios');", "make", "@axios.create"),
    ("function f(x) { return f(x); }", "f('a')", "?f()"),
    ("const a = b, b = a;", "a", "?a"),
]


@pytest.mark.parametrize(("before", "expression", "found"), VALUES)
def test_an_expression_has_its_values(before: str, expression: str, found: str) -> None:
    assert shown(f"{before}\nshow({expression});\n") == [found]


@pytest.mark.parametrize(("before", "expression", "found"), [case for case in VALUES if case[0].startswith("const ")])
def test_a_value_is_the_same_within_a_function(before: str, expression: str, found: str) -> None:
    assert shown(f"async function outer() {{\n{before}\nshow({expression});\n}}\n") == [found]
    assert shown(f"{before}\nconst inner = () => {{ show({expression}); }};\n") == [found]
