"""Programs that nobody wrote: from a grammar of what concerns us, and from programs that somebody wrote, damaged."""

from __future__ import annotations

import functools
import itertools
import keyword
import re

import harness
from hypothesis import strategies as st

Programs = st.SearchStrategy[str]

KEYS = (
    'os.environ["OPENROUTER_API_KEY"]',
    "os.getenv('OPENROUTER_API_KEY')",
    'os.environ.get("OPENROUTER_API_KEY", "sk-or-v1-abc123def456")',
    '"sk-or-v1-abc123def456"',
    "'''sk-or-v1-abc123def456'''",
    'b"sk-or-v1-abc123def456"',
    '"YOUR_API_KEY"',
    '"  sk-or-v1-abc123def456\\n"',
    '"Bearer " "sk-or-v1-abc123def456"',
    'os.getenv("OPENAI_API_KEY")',
    'open("key.txt").read()',
)
NAMES = ("KEY", "api_key", "self.key", "é", "headers", "U", "client", "x", "C['k']", "settings.openrouter_api_key", "B")
URLS = (
    '"https://openrouter.ai/api/v1/chat/completions"',
    "'https://openrouter.ai/api/v1/models'",
    '"http://openrouter.ai/v1/key"',
    '"https://api.openai.com/v1/models"',
    'f"{BASE}/key"',
    'f"https://openrouter.ai/api/v1/key?key={KEY}"',
    'BASE + "/credits"',
    '"https://openrouter.ai/%s" % "api/v1/key"',
    "U",
)
HEADERS = ('"Authorization"', "'authorization'", '"AUTHORIZATION"', '"Autorization"', '"X-Api-Key"', '"api-key"', "N")
QUOTES = ('"', "'", '"""', "'''")
PREFIXES = ("f", "F", "rf", "fR", "", "r", "b", "u")
HEADS = ("Bearer ", "Bearer", "bearer ", "", "Token ", "Bearer <", "\\x42earer ", "{{", "Bearer\\u0020", "é ")
SPACES = ("", " ", "  ", "\t", "\\\n", " \\\n  ")
GAPS = ("", " ", "\n", "\n    ", "  # why\n", "\n# a comment\n\n", "\f", "\t")
TEMPLATES = (
    "{a} + {b}",
    "({a})",
    "{a} or {b}",
    "{a} if x else {b}",
    "'%s%s' % ({a}, {b})",
    "'Bearer %s' % {a}",
    "'Bearer {{}}'.format({a})",
    "'{{k}}'.format(k={a})",
    "''.join([{a}, {b}])",
    "str({a})",
    "{a}.strip()",
    "{a}.encode()",
    "f({a})",
    "(lambda x: {a})({b})",
    "[{a}][0]",
    "{{'k': {a}}}['k']",
    "(y := {a})",
    "{a} {b}",
    "await {a}",
    "*{a},",
)
CALLS = (
    "requests.post({u}, headers={h})",
    "requests.get({u},{g}headers={h},{g})",
    "requests.request('POST', {u}, {g}headers={h})",
    "requests.post({u})",
    "requests.post(url={u},{g}json={{}},{g})",
    "requests.get({u}, params={{'key': {v}}})",
    "requests.get({u}, cookies={{'key': {v}}})",
    "requests.get({u}, auth=({v}, ''))",
    "httpx.Client(base_url={u}, headers={h}).get('/key')",
    "httpx.get({u}, **{{'headers': {h}}})",
    "urllib.request.Request({u}, headers={h})",
    "OpenAI(api_key={v},{g}base_url={u})",
    "OpenAI(base_url={u})",
    "OpenAI(**{{'api_key': {v}, 'base_url': {u}}})",
    "print({v}, {h})",
    "session.headers.update({h})",
    "ask({u}, {v})",
    "litellm.completion(model='openrouter/x', api_key={v})",
)
STATEMENTS = (
    "KEY ={s}{v}",
    "U ={s}{u}",
    "BASE ={s}{u}",
    "B ={s}{v}",
    "headers ={s}{h}",
    "headers[{n}] ={s}{v}",
    "headers.update({{{n}: {v}}})",
    "del headers[{n}]",
    "session = requests.Session()",
    "r = {c}",
    "return {c}",
    "{c}",
    "{c};{s}{c}",
    "C = {{'k':{s}{v}, 'u': {u}}}",
    "x: str = {v}",
    "assert {v}",
    "global KEY",
    "os.environ['OPENAI_API_KEY'] = {v}",
    "from config import KEY",
    "KEY += {v}",
    "match {v}:\n    case KEY: {c}",
)
BLOCKS = (
    "def ask(U, api_key={v}):",
    "async def f(headers, *a, **k):",
    "class C:",
    "if KEY:",
    "if x: return\nelse:",
    "if not KEY: KEY = {v}\nelif {v} == x:",
    "for KEY in [{v}]:",
    "with {c} as x:",
    "try: {c}\nexcept Exception:",
    "try: x\nfinally:",
    "while x:",
    "@property\ndef key(self):",
    "def __init__(self, key: str = {v}) -> None:",
)
HEAD = 'import os, requests, httpx  # openrouter\nfrom openai import OpenAI\nN = "Authorization"\n'


def filled(template: str, **parts: Programs) -> Programs:
    """Return texts of a template with each of its ``{place}`` drawn from a strategy."""
    needed = {name: part for name, part in parts.items() if f"{{{name}}}" in template.replace("{{", "")}
    return st.fixed_dictionaries(needed).map(lambda drawn: template.format(**drawn))


def one_of(templates: tuple[str, ...], **parts: Programs) -> Programs:
    return st.one_of([filled(template, **parts) for template in templates])


def literals(inner: Programs) -> Programs:
    pieces = st.tuples(
        st.sampled_from(PREFIXES),
        st.sampled_from(QUOTES),
        st.sampled_from(HEADS),
        inner,
        st.sampled_from(("", "!r", "=")),
    )
    return pieces.map(lambda drawn: "{0}{1}{2}{{{3}{4}}}{1}".format(*drawn))


def values() -> Programs:
    atoms = st.sampled_from((*KEYS, *NAMES))
    return st.recursive(atoms, lambda inner: literals(inner) | one_of(TEMPLATES, a=inner, b=inner), max_leaves=4)


def mappings(value: Programs) -> Programs:
    name = st.sampled_from(HEADERS)
    gap = st.sampled_from(GAPS)
    entry = filled("{g}{n}:{v}", g=gap, n=name, v=value) | st.sampled_from(("**headers", "'X-Title': 't'"))
    shown = st.lists(entry, max_size=3).map(lambda entries: f"{{{','.join(entries)}}}")
    called = filled("dict(authorization={v})", v=value) | filled("[({n}, {v})]", n=name, v=value)
    return shown | called | st.sampled_from(("headers", "None", "{**headers}", "headers | {}"))


@st.composite
def of_our_domain(draw: st.DrawFn) -> str:
    """Draw a program of requests, headers and keys; most of them parse."""
    value = values()
    parts = {"v": value, "u": st.sampled_from(URLS), "h": mappings(value), "n": st.sampled_from(HEADERS)}
    parts["g"], parts["s"] = st.sampled_from(GAPS), st.sampled_from(SPACES)
    parts["c"] = one_of(CALLS, **parts)
    lines, depth = [HEAD], 0
    for _ in range(draw(st.integers(1, 7))):
        depth = draw(st.integers(0, depth))
        if depth < 3 and draw(st.integers(0, 3)) == 0:
            block = draw(one_of(BLOCKS, **parts))
            lines.append(_indented(block, depth) + "\n")
            depth += 1
        lines.append(_indented(draw(one_of(STATEMENTS, **parts)), depth) + draw(st.sampled_from(("", "  # é"))) + "\n")
    return "".join(lines)


def _indented(text: str, depth: int) -> str:
    return "\n".join("    " * depth + line for line in text.split("\n"))


@functools.cache
def written() -> tuple[str, ...]:
    """Return the programs that somebody wrote: the fixtures."""
    return tuple(text for project in harness.python_projects() for text in project.files.values() if text.strip())


_TOKEN = re.compile(r"\w+|[^\S\n]+|\n|[^\w\s]")


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Draw some lines of a written program with tokens renamed, deleted, doubled, swapped or put in; or cut off."""
    tokens = _TOKEN.findall(draw(_stretches()))
    for _ in range(draw(st.integers(1, 3))):
        if len(tokens) < 2:
            break
        at = draw(st.integers(0, len(tokens) - 1))
        end = min(len(tokens), at + draw(st.sampled_from((1, 1, 2, 5, 20))))
        how = draw(st.sampled_from(("rename", "rename", "delete", "double", "swap", "put in", "cut off")))
        if how == "rename":
            words = [number for number, token in enumerate(tokens) if token.isidentifier()]
            if words:
                tokens[draw(st.sampled_from(words))] = tokens[draw(st.sampled_from(words))]
        elif how == "delete":
            del tokens[at:end]
        elif how == "double":
            tokens[at:at] = tokens[at:end]
        elif how == "swap":
            other = draw(st.integers(0, len(tokens) - 1))
            tokens[at], tokens[other] = tokens[other], tokens[at]
        elif how == "put in":
            tokens.insert(at, draw(st.sampled_from((" or ", "+", "(", "f", "**", "\\", "'", "{", "é"))))
        elif how == "cut off" and draw(st.integers(0, 5)) == 0:
            del tokens[at:]
    return "".join(tokens)


@st.composite
def _stretches(draw: st.DrawFn) -> str:
    lines = draw(st.sampled_from(written())).splitlines(keepends=True)
    start = draw(st.integers(0, max(0, len(lines) - 25)))
    return "".join([*lines[: min(start, 12)], *lines[start : start + 25]])


#: Names for those of a program that has none of ours.
WORDS = ("requests", "post", "headers", "Authorization", "OpenAI", "api_key", "base_url", "os", "environ", "KEY", "U")
_NAME = re.compile(r"\b[^\W\d]\w*\b")


def of_any_syntax() -> Programs:
    """Return programs of Python's whole grammar, by hypothesmith, in which names are ours."""
    from hypothesmith import from_grammar

    words = st.sampled_from((*WORDS, *KEYS[:4], *URLS[:2]))
    return st.builds(_renamed, from_grammar(), st.lists(words, min_size=5, max_size=5))


def _renamed(program: str, words: list[str]) -> str:
    names = [name for name in dict.fromkeys(_NAME.findall(program)) if not keyword.iskeyword(name)]
    renamed = dict(zip(names, itertools.cycle(words)))
    return HEAD + _NAME.sub(lambda match: renamed.get(match[0], match[0]), program)
