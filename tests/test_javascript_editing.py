"""Edits of JavaScript: names, values and literals, with the quotes, semicolons and comments that a file has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from javascript_edits import Make, Node, document, edited

from flake8_openrouter.languages.javascript.key_source import KEY_SOURCE
from flake8_openrouter.languages.javascript.language import JAVASCRIPT
from flake8_openrouter.languages.javascript.syntax import literals
from flake8_openrouter.model import (
    Finding,
    Interpolate,
    Message,
    NameVariable,
    Prefix,
    RemoveFromUrl,
    Rename,
    Replaced,
    RequireVariable,
    Span,
    Strip,
    Substitute,
    UseKeySource,
)
from flake8_openrouter.run import verifying

K = "process.env.OPENROUTER_API_KEY"

#: Each with an edit, and texts before and after it; in brackets is why nothing is done.
EDITS: dict[str, tuple[Make, dict[str, str]]] = {
    "rename": (
        lambda span: Rename(span, "Authorization"),
        {
            "f({«authorization»: k})": "f({Authorization: k})",
            "f({«'authorization'»: k, a: 1})": "f({'Authorization': k, a: 1})",
            'f({«"X-Auth"»: k, "Content-Type": 1})': 'f({Authorization: k, "Content-Type": 1})',
            'f({«"X-Auth"»: k, "Accept": 1})': 'f({"Authorization": k, "Accept": 1})',
            'f({«"X-Auth"»: k, method: 1})': "f({Authorization: k, method: 1})",
            'f({«"X-Auth"»: k})': "f({Authorization: k})",
            "f({«authorization», a})": "f({Authorization: authorization, a})",
            'h.set(«"authorization"», k)': 'h.set("Authorization", k)',
            "h[«`a`»] = k": "h[`Authorization`] = k",
            "h.«authorization» = k": "h.Authorization = k",
            'f({[«"a"»]: k})': 'f({["Authorization"]: k})',
            'f({[«"a"» + "b"]: k})': 'f({["Authorization"]: k})',
            "f({[«a»]: k})": "[the place is not a name]",
            'f({[«"a"» + b]: k})': "[the name is built from several strings]",
            'f({[«"a"» /* c */ + "b"]: k})': "[a comment inside would be lost]",
            "f([[«'a'», k]])": "f([['Authorization', k]])",
        },
    ),
    "rename to what needs quotes": (
        lambda span: Rename(span, "X-A"),
        {
            "f({«a»: k})": 'f({"X-A": k})',
            "f({«a»: 'k', b: 'l'})": "f({'X-A': 'k', b: 'l'})",
            "h.«a» = k": "[the name needs quotes, which can't be there]",
        },
    ),
    "prefix": (
        lambda span: Prefix(span, "Bearer "),
        {
            "f({A: «k»})": "f({A: `Bearer ${k}`})",
            'f({A: «"k"»})': 'f({A: "Bearer k"})',
            "f({A: «`${k}`»})": "f({A: `Bearer ${k}`})",
            "f({A: `${«k»}`})": "f({A: `Bearer ${k}`})",
            'f({A: «"" + k»})': 'f({A: "Bearer " + k})',
            'f({A: «(("" + k))»})': 'f({A: (("Bearer " + k))})',
            'f({A: «k + ""»})': 'f({A: `Bearer ${k + ""}`})',
            "f({«A»})": "f({A: `Bearer ${A}`})",
            "f({A: «k()?.b[0]»})": "f({A: `Bearer ${k()?.b[0]}`})",
            "f({A: «await k»})": "f({A: `Bearer ${await k}`})",
            "f({A: «a ?? b»})": "f({A: `Bearer ${a ?? b}`})",
            "f({A: «a ? b : c»})": "f({A: `Bearer ${a ? b : c}`})",
            "f({A: a ? «b» : c})": "f({A: a ? `Bearer ${b}` : c})",
            "f({A: a || «b»})": "f({A: a || `Bearer ${b}`})",
            "f({A: «a» || b})": "[the value is inside another expression]",
            "f({A: («a») ?? b})": "[the value is inside another expression]",
            "f({A: await «k»})": "[the value is inside another expression]",
            "f({A: «k».trim()})": "[the value is inside another expression]",
            "f({A: «tag`${k}`»})": "f({A: `Bearer ${tag`${k}`}`})",
            "f({A: «`${`${k}`}`»})": "f({A: `Bearer ${`${k}`}`})",
            'f({A: «"Bearer k"»})': "[it is there already]",
            "f(«{a: 1}»)": "[the value is not a text]",
            "g(/k'`/); f({A: «k»}) // 'k'": "g(/k'`/); f({A: `Bearer ${k}`}) // 'k'",
        },
    ),
    "a scheme that goes": (
        lambda span: Substitute(span, "Bearer ", ""),
        {
            f'f({{a: «"Bearer " + {K}»}})': f"f({{a: {K}}})",
            f"f({{a: «`Bearer ${{{K}}}`»}})": f"f({{a: {K}}})",
            'f({a: «"Bearer "» + k.trim()})': "f({a: k.trim()})",
            "f({a: «`Bearer ${k}`»})": "f({a: `${k}`})",
            'f({a: «"Bearer "» + k})': 'f({a: "" + k})',
            f"const k = {K}; f({{a: «`Bearer ${{k}}`»}})": f"const k = {K}; f({{a: k}})",
            "f({a: «`Bearer ${a ?? String(b)}`»})": "f({a: `${a ?? String(b)}`})",
            "f({a: «`Bearer ${k}${l}`»})": "f({a: `${k}${l}`})",
            "f({a: «'Bearer k'»})": "f({a: 'k'})",
            'f({a: «"Bearer " /* c */ + k.trim()»})': "[a comment inside would be lost]",
            "f({a: «tag`Bearer ${k}`»})": "[the place is not a plain string literal]",
        },
    ),
    "another text": (
        lambda span: Substitute(span, "Bearer", "a\"'`${\n"),
        {
            'f(«"it\'s Bearer"»)': 'f("it\'s a\\"\'`${\\n")',
            "f(«'it\\'s Bearer'»)": "f('it\\'s a\"\\'`${\\n')",
            "f(«`Bearer${k}`»)": "f(`a\"'\\`\\${\\n${k}`)",
            'f(«"B\\x65arer"»)': 'f("a\\"\'`${\\n")',
            "f(«k»)": "[the place is not a plain string literal]",
            'f(«"other"»)': "[the text is built from several literals]",
        },
    ),
    "interpolate": (
        Interpolate,
        {
            'f(«"Bearer ${k}"»)': "f(`Bearer ${k}`)",
            "f(«'Bearer {k}'»)": "f(`Bearer ${k}`)",
            'f(«"Bearer {{ a.b }} {c: 1}"»)': "f(`Bearer ${a.b} {c: 1}`)",
            "f(«`Bearer {k} ${l}`»)": "f(`Bearer ${k} ${l}`)",
            "f(«'it\\'s `\"${k}\\\\\\n'»)": "f(`it's \\`\"${k}\\\\\\n`)",
            'f(«"\\07 ${k}"»)': "[a template can't hold its escapes]",
            'f(«"$KEY"»)': "[nothing in it is to be filled in]",
            'f(«"$" + "{k}"»)': "[the place is not a plain string literal]",
            'a\n«"${k}".length»': "[the place is not a plain string literal]",
            'a\n«"${k}"»': "[a statement that begins so may go on from the line before]",
            'f({«"${k}"»: 1})': "[only a plain literal can be there]",
        },
    ),
    "the key source": (
        lambda span: UseKeySource(span, "sk-or-1"),
        {
            'const k = «"sk-or-1"»': f"const k = {K}",
            'const k = «" <sk-or-1>\\n"»': f"const k = {K}",
            "f(«`sk-or-1`»)": f"f({K})",
            'f({A: «"Bearer sk-or-1"»})': f"f({{A: `Bearer ${{{K}}}`}})",
            "f(«'it\\'s \"sk-or-1` ${x}\\\\'»)": f"f(`it's \"${{{K}}}\\` \\${{x}}\\\\`)",
            "f(«`${x}sk-or-1 ${y}`»)": f"f(`${{x}}${{{K}}} ${{y}}`)",
            'f(«"a" + "sk-or-1"»)': f'f("a" + `${{{K}}}`)',
            'function f() { return«"sk-or-1"»}': f"function f() {{ return {K}}}",
            'f({«"sk-or-1"»: 1})': "[only a plain literal can be there]",
            'import a from «"sk-or-1"»': "[only a plain literal can be there]",
            'f(«"sk-or-\\x31"»)': f"f({K})",
            'f(«"a sk-or-\\x31"»)': "[the literal does not spell out the key]",
            'a = b\n«"a sk-or-1"».length': "[a statement that begins so may go on from the line before]",
            '"use client" // c\nconst k = «"sk-or-1"»': "[the file runs in the browser, which must not have the key]",
        },
    ),
    "the key source for an expression": (
        UseKeySource,
        {
            "f({a: «process.env.OPENAI_API_KEY»})": f"f({{a: {K}}})",
            'f({a: «process.env.OPENAI_API_KEY» || "x"})': f"f({{a: {K}}})",
            "f({a: «process.env.OPENAI_API_KEY» || x})": f"f({{a: {K} || x}})",
            "f({«apiKey»})": f"f({{apiKey: {K}}})",
            "const {«apiKey»} = a": "[a name is bound there]",
            f"f(«{K}»)": "[it is part of the key source]",
            "f(«a /* c */ + b»)": "[a comment inside would be lost]",
        },
    ),
    "a variable's name": (
        lambda span: NameVariable(span, "sk-or-1", span),
        {
            'process.env[«"sk-or-1"»]': 'process.env["OPENROUTER_API_KEY"]',
            "Deno.env.get(«'sk-or-1'»)": "Deno.env.get('OPENROUTER_API_KEY')",
        },
    ),
    "a required variable": (
        lambda span: RequireVariable(span, "X"),
        {
            'const k = «process.env.X» || "sk";\nf(k);\n': "const k = process.env.X;\n"
            'if (!k) throw new Error("X is not set");\nf(k);\n',
            "{\n\tconst k = «process.env.X» ?? `sk` // c\n}": "{\n\tconst k = process.env.X // c\n"
            '\tif (!k) throw new Error("X is not set")\n}',
            "export const k = «process.env.X»;": "export const k = process.env.X;\n"
            'if (!k) throw new Error("X is not set");',
            'const k = («process.env.X» || "").trim();': "const k = process.env.X.trim();",
            'const k = «process.env.X» || "sk";\nif (!k) { g() }': "const k = process.env.X;\nif (!k) { g() }",
            "f(«process.env.X» || 'sk')": "f(process.env.X)",
            "f(«process.env.X || 'sk'»)": "f(process.env.X)",
            "const { «X» = 'sk' } = process.env": "const { X } = process.env",
            "f(«get('X', 'sk')»)": "f(get('X'))",
            "f(«process.env.X»)": "[what is to be done without the variable is for its author to say]",
            "f(«process.env.X» || /* c */ 'sk')": "[a comment inside would be lost]",
        },
    ),
    "strip": (
        Strip,
        {
            "f(«k»)": "f(k.trim())",
            "f(`Bearer ${«k»}`)": "f(`Bearer ${k.trim()}`)",
            "f(«await k»)": "f((await k).trim())",
            "f((«await k»))": "f((await k).trim())",
            "f(«a ?? b»)": "f((a ?? b).trim())",
            "f({«k»})": "f({k: k.trim()})",
            'f(«readFileSync("k")»)': 'f(readFileSync("k").toString().trim())',
            'f(«readFileSync("k", "utf8")»)': 'f(readFileSync("k", "utf8").trim())',
            "f(«await fs.readFile(p, { encoding })»)": "f((await fs.readFile(p, { encoding })).trim())",
            "a\n«await k»": "[a statement that begins so may go on from the line before]",
        },
    ),
    "the key out of a URL": (
        lambda span: RemoveFromUrl(span, "key"),
        {
            "f(«`https://a/b?key=${k}`»)": 'f("https://a/b")',
            "f('x', 'y', «`https://a/b?key=${k}&x=1`»)": "f('x', 'y', 'https://a/b?x=1')",
            "f(«`https://a/b?x=${y}&key=${k}`»)": "f(`https://a/b?x=${y}`)",
            "f(«`https://a/b?x=1&key=${k}#c`»)": 'f("https://a/b?x=1#c")',
            "f(«`//a?q='&key=${k}`»)": "f(`//a?q='`)",
            'f(«"https://a/b?key=" + k»)': 'f("https://a/b")',
            'f(«B + "?key=" + k»)': "f(B)",
            'f(«B + "?key=" + (k ?? l)»)': "f(B)",
            'f(«(B + "?key=") + k»)': "[the URL is built in another way]",
            "const B = 'b'; f(«`${B}?key=${k}`»)": "const B = 'b'; f(B)",
            "const B = 'b'; f(«`${B}?key=${k}&c=1`»)": "const B = 'b'; f(`${B}?c=1`)",
            "f(«`${b}?key=${k}`»)": "f(`${b}`)",
            'f(«"https://a/b?key=" + k + "&x=1"»)': 'f("https://a/b?x=1")',
            "f(«`https://a/b?monkey=${k}`»)": "[the URL is built in another way]",
            "f(«`https://a/b?key=${k}x`»)": "[the URL is built in another way]",
            "f(«`https://a/b?key=${k /* c */}`»)": "[a comment inside would be lost]",
            "f(«u»)": "[the URL is built in another way]",
        },
    ),
    "the key before a host": (
        lambda span: RemoveFromUrl(span, ""),
        {
            "f(«`https://${k}@a/b`»)": 'f("https://a/b")',
            "f(«`https://u:${k}@a/${b}`»)": "f(`https://a/${b}`)",
            "f(«`https://u/${k}@a`»)": "[the URL is built in another way]",
        },
    ),
}

CASES = [
    pytest.param(make, before, after, id=f"{kind}: {before}")
    for kind, (make, texts) in EDITS.items()
    for before, after in texts.items()
]

#: The same in elements of JSX, and where a compiler checks types.
TYPED: dict[str, tuple[Make, str]] = {
    'x = <A k=«"sk-or-1"» />': (lambda span: UseKeySource(span, "sk-or-1"), f"x = <A k={{{K}}} />"),
    'x = <A k=«"Bearer sk-or-1"» />': (
        lambda span: UseKeySource(span, "sk-or-1"),
        f"x = <A k={{`Bearer ${{{K}}}`}} />",
    ),
    'x = <A k=«"a&lt; sk-or-1"» />': (
        lambda span: UseKeySource(span, "sk-or-1"),
        "[a template can't hold its escapes]",
    ),
    'x = <A k=«"${k}"» />': (Interpolate, "x = <A k={`${k}`} />"),
    "x = <A k={«k»} />": (lambda span: Prefix(span, "Bearer "), "x = <A k={`Bearer ${k}`} />"),
    'x = <A k=«"k"» />': (lambda span: Prefix(span, "Bearer "), 'x = <A k="Bearer k" />'),
    'x = <A k=«"Bearer &lt;"» />': (lambda span: Substitute(span, "Bearer <", "k"), 'x = <A k="k" />'),
    'x = <A k=«"Bearer k"» />': (
        lambda span: Substitute(span, "k", '"'),
        "[an attribute would hold it in another way]",
    ),
    "f({A: «k»!})": (lambda span: Prefix(span, "Bearer "), "f({A: `Bearer ${k!}`})"),
    "f({A: `${(«k» as string)}`})": (lambda span: Prefix(span, "Bearer "), "f({A: `Bearer ${(k as string)}`})"),
    "f({A: «k» as string})": (lambda span: Prefix(span, "Bearer "), "f({A: `Bearer ${k as string}`})"),
    'const k = «"sk-or-1"» as const;': (lambda span: UseKeySource(span, "sk-or-1"), f"const k = {K};"),
    'const k: string = «"sk-or-1"»': (lambda span: UseKeySource(span, "sk-or-1"), f"const k: string = {K}!"),
    'enum E { A = «"sk-or-1"» }': (lambda span: UseKeySource(span, "sk-or-1"), "[only a plain literal can be there]"),
    f"new A({{k: «`Bearer ${{{K}}}`»}})": (lambda span: Substitute(span, "Bearer ", ""), f"new A({{k: {K}}})"),
    f"const a: C = {{k: «`Bearer ${{{K}}}`»}}": (
        lambda span: Substitute(span, "Bearer ", ""),
        f"const a: C = {{k: `${{{K}}}`}}",
    ),
    "function f(k: string) { g(«`Bearer ${k}`») }": (
        lambda span: Substitute(span, "Bearer ", ""),
        "function f(k: string) { g(k) }",
    ),
    "function f(k?: string) { g(«`Bearer ${k}`») }": (
        lambda span: Substitute(span, "Bearer ", ""),
        "function f(k?: string) { g(`${k}`) }",
    ),
    'const k = («process.env.X» || "").trim()': (
        lambda span: RequireVariable(span, "X"),
        "const k = process.env.X!.trim()",
    ),
    "f(«k as string»)": (Strip, "f((k as string).trim())"),
}


@pytest.mark.parametrize(("make", "before", "after"), CASES)
def test_an_edit(make: Make, before: str, after: str) -> None:
    assert edited(before, make) == after
    for newline in ("\n", "\r\n"):
        head = f"// ключ 🔑{newline}"
        expected = after if after.startswith("[") else head + after.replace("\n", newline)
        assert edited(head + before.replace("\n", newline), make) == expected


@pytest.mark.parametrize(("make", "before", "after"), CASES)
def test_node_takes_what_is_written(make: Make, before: str, after: str, node: Node) -> None:
    assert after.startswith("[") or node.takes(after)


@pytest.mark.parametrize("before", TYPED)
def test_an_edit_of_typescript(before: str) -> None:
    make, after = TYPED[before]
    assert edited(before, make, "app.tsx") == after


@given(st.text("a\"'`$\\{}\n\r\t\u2028é🔑/*", max_size=8), st.sampled_from("\"'`"), st.data())
def test_a_text_is_read_as_it_is_written(text: str, quote: str, data: st.DataObject) -> None:
    written = f"{quote}{literals.escaped(text, quote)}{quote}"
    assert literals.unescaped(written[1:-1]) == text
    program = JAVASCRIPT.program(document(f"f({written})"))
    assert program.failure is None
    old = data.draw(st.sampled_from(text)) if text else "x"
    after = edited(f"f(«{written}»)", lambda span: Substitute(span, old, "b"))
    if text:
        assert literals.unescaped(after[3:-2]) == text.replace(old, "b", 1)


def test_node_reads_texts_as_they_are_written(node: Node) -> None:
    for text in ("a\"'`", "${k}", "\\${k}", "\\", "a\n\r\t\u2028\u2029.", "é🔑", "//", "{$", "$$${", "`${`"):
        for quote in "\"'`":
            written = f"{quote}{literals.escaped(text, quote)}{quote}"
            assert node.value(written) == text
            before = f"«{quote}{literals.escaped(text, quote)}sk-or-1{quote}»"
            names = {"process": {"env": {"OPENROUTER_API_KEY": "sk-or-1"}}}
            after = edited(f"f({before})", lambda span: UseKeySource(span, "sk-or-1"))
            assert node.value(after.removeprefix("f"), **names) == f"{text}sk-or-1"


def test_a_name_that_is_there_already_is_not_written_again() -> None:
    text = "f({Authorization: a, 'authorization': b, c}); f({Authorization: d})"
    before = JAVASCRIPT.program(document(text))
    assert before.repeated == []
    place = Span(before.document, text.index("'"), text.index(": b"))
    taken = tuple(before.editor(KEY_SOURCE).render(Rename(place, "Authorization")))
    replaced = Replaced(text, taken)
    after = JAVASCRIPT.program(document(replaced.text))
    (places,) = after.repeated
    assert [replaced.text[start:end] for start, end in places] == ["Authorization", "'Authorization'"]
    finding = Finding(place, Message("a name"))
    assert verifying.wrong(before, after, replaced, [(finding, taken)], JAVASCRIPT.program) == [finding]
