"""Edits of JavaScript's calls, objects and statements, with their commas, white space, comments and line ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from javascript_edits import Make, Node, document, edited, marked

from flake8_openrouter.languages.javascript.key_source import KEY_SOURCE
from flake8_openrouter.languages.javascript.language import JAVASCRIPT
from flake8_openrouter.model import AddArgument, AddHeader, CheckStatus, Remove, RemoveFromUrl, Replaced, Span

K = "process.env.OPENROUTER_API_KEY"
A = f"Authorization: `Bearer ${{{K}}}`"
H = f"headers: {{ {A} }}"
BASE = "https://openrouter.ai/api/v1"

#: Each with an edit, and texts before and after it; ``A`` is the header, ``H`` the headers, as they are written.
EDITS: dict[str, tuple[Make, dict[str, str]]] = {
    "a header": (
        AddHeader,
        {
            "«fetch(u)»": "fetch(u, { H })",
            "«fetch?.(u)»": "fetch?.(u, { H })",
            "«fetch(u /* c */)»": "fetch(u /* c */, { H })",
            "«fetch(\n  u,\n)»": "fetch(\n  u,\n  { H },\n)",
            '«fetch(u, { method: "POST" })»': 'fetch(u, { method: "POST", H })',
            '«fetch(u, {\n\tmethod: "POST",\n})»': 'fetch(u, {\n\tmethod: "POST",\n\tH,\n})',
            '«fetch(u, {\n  method: "POST" // c\n})»': 'fetch(u, {\n  method: "POST", // c\n  H\n})',
            "«fetch(u, {\n  a: 1, /* c\n  d */\n})»": "fetch(u, {\n  a: 1, /* c\n  d */\n  H,\n})",
            "«fetch(u, {})»": "fetch(u, { H })",
            "«fetch(u, {\n})»": "fetch(u, {\n  H,\n})",
            "{\n    «fetch(u, {\n    })»\n}": "{\n    fetch(u, {\n        H,\n    })\n}",
            "«fetch(u, {\n  // c\n})»": "fetch(u, {\n  // c\n  H,\n})",
            "«fetch(u, { /* c */ })»": "fetch(u, { /* c */ H })",
            "«fetch(u, undefined)»": "fetch(u, { H })",
            "const o = { a: 1 };\n«fetch(u, o)»": "const o = { a: 1, H };\nfetch(u, o)",
            "const o = { a: 1 };\n«fetch(u, o)»; g(o)": "[the options are built elsewhere]",
            "export const o = { a: 1 };\n«fetch(u, o)»": "[the options are built elsewhere]",
            "«fetch(u, o)»": "[the options are built elsewhere]",
            "«fetch(u, { ...o })»": "[the call may have headers already]",
            "«fetch(u, { headers })»": "[the call may have headers already]",
            "«fetch(...o)»": "[how many arguments there are is unknown]",
            "`${«fetch(u)»}`; f({ a })": "`${fetch(u, { H })}`; f({ a })",
            "«axios.get(u)»": "axios.get(u, { H })",
            "«axios.post(u)»": "axios.post(u, null, { H })",
            "«axios.post(u, {a: 1})»": "axios.post(u, {a: 1}, {headers: {A}})",
            "«this.http.post(u, b, { a: 1 })»": "this.http.post(u, b, { a: 1, H })",
            "«axios({ url })»": "axios({ url, H })",
            "«axios.request({ url })»": "axios.request({ url, H })",
            "«axios.create()»": "axios.create({ H })",
            "«ky.post(u, { json: 1 })»": "ky.post(u, { json: 1, H })",
            "«new Request(u)»": "new Request(u, { H })",
            "«https.request(u, { a: 1 }, (r) => r)»": "https.request(u, { a: 1, H }, (r) => r)",
            "«https.get(u, (r) => r)»": "https.get(u, { H }, (r) => r)",
            "f(«{ url }»)": "f({ url, H })",
        },
    ),
    "headers that are taken away elsewhere": (
        lambda span: AddHeader(span, None, "{ headers: h }"),
        {"«axios.post(u, { headers: h })»": "axios.post(u, { headers: h }, null, { headers: h })"},
    ),
    "headers by a name": (
        lambda span: AddHeader(span, None, "headers"),
        {"«fetch(u, { a: 1 })»": "fetch(u, { a: 1, headers })"},
    ),
    "an option": (
        lambda span: AddArgument(span, "apiKey"),
        {
            "«new OpenAI()»": f"new OpenAI({{ apiKey: {K} }})",
            "«new OpenAI»": f"new OpenAI({{ apiKey: {K} }})",
            "«new OpenAI({\n\tbaseURL\n})»": f"new OpenAI({{\n\tbaseURL,\n\tapiKey: {K}\n}})",
            "«new OpenAI({ baseURL, apiKey: undefined })»": f"new OpenAI({{ baseURL, apiKey: {K} }})",
            '«new OpenAI({ "baseURL": u })»': f'new OpenAI({{ "baseURL": u, "apiKey": {K} }})',
            "const o = { baseURL };\n«new OpenAI(o)»": f"const o = {{ baseURL, apiKey: {K} }};\nnew OpenAI(o)",
            "«new OpenAI({ baseURL, apiKey })»": "[the call may have the argument already]",
            "«new OpenAI({ ...o })»": "[the call may have the argument already]",
            "«new OpenAI(o)»": "[the options are built elsewhere]",
            "«new C(a, { b })»": f"new C(a, {{ b, apiKey: {K} }})",
            "f(«{ a }»)": f"f({{ a, apiKey: {K} }})",
        },
    ),
    "an option with a text": (
        lambda span: AddArgument(span, "configuration.baseURL", BASE),
        {
            "«new C()»": f'new C({{ configuration: {{ baseURL: "{BASE}" }} }})',
            "«new C({ a: 'b' })»": f"new C({{ a: 'b', configuration: {{ baseURL: '{BASE}' }} }})",
            "«new C({ configuration: { a } })»": f'new C({{ configuration: {{ a, baseURL: "{BASE}" }} }})',
            "«new C({ configuration: c })»": "[the call may have the argument already]",
        },
    ),
    "remove": (
        Remove,
        {
            "f(a, «b»)": "f(a)",
            "f(«a», b)": "[later arguments would shift]",
            "f({«a: 1», b: 2})": "f({b: 2})",
            "f({ a: 1, «b: 2» })": "f({ a: 1 })",
            "f({ a: «1», b: 2 })": "f({ b: 2 })",
            "f({ «a: 1» })": "f({})",
            "f({ «...a», b })": "f({ b })",
            "f({ x: { «a: 1» }, y })": "f({ y })",
            "f({\n  a: 1,\n  «b: 2»,\n})": "f({\n  a: 1,\n})",
            "f({\n  a: 1, // c\n  «b: 2»,\n})": "f({\n  a: 1, // c\n})",
            "f({\n  a: 1,\n  «b: 2», // c\n})": "[a comment beside it would be lost]",
            "f({ a: 1, /* c */ «b: 2» })": "[a comment beside it would be lost]",
            "f({\n  a: 1,\n  /* c */ «b: 2»,\n})": "[a comment beside it would be lost]",
            "f({ a: 1, «b: /* c */ 2» })": "[a comment inside would be lost]",
            "f({ a: 1, «b: `//${2}`» })": "f({ a: 1 })",
            "const o = { a: 1, «b: 2» }; f(o)": "const o = { a: 1 }; f(o)",
            "const o = { a: 1, «b: 2» }; f(o, o)": "[the object is read more than once]",
            'x();\n\t«h.set("a", b)»;\ny();': "x();\ny();",
            "x()\n«h.a = b»\ny()": "x()\ny()",
            "x()\n«h.a = b» // c\ny()": "[the statement can't be removed alone]",
            "x(); «h.a = b»;": "[the statement can't be removed alone]",
            "if (a)\n  «b()»\n": "[the statement can't be removed alone]",
        },
    ),
    "a status": (
        lambda span: CheckStatus(span, "r"),
        {
            "const r = await g();\n«const d = await r.json();»": "const r = await g();\n"
            "if (!r.ok) throw new Error(`OpenRouter answered ${r.status}`);\nconst d = await r.json();",
            "g().then((r) => {\n\treturn «r.json()»\n})": "g().then((r) => {\n"
            "\tif (!r.ok) throw new Error(`OpenRouter answered ${r.status}`)\n\treturn r.json()\n})",
            "g().then((r) => «r.json()»)": "[the response is used in a function without a body of statements]",
            "const r = g(); «r.json()»;": "[another statement is on the line]",
            "«var r = g(), d = r.json();»": "[the response is not known before the statement]",
        },
    ),
}

CASES = [
    pytest.param(make, before, after, id=f"{kind}: {before}")
    for kind, (make, texts) in EDITS.items()
    for before, after in texts.items()
]

#: Headers that are there, and what they are with one more.
HEADERS = {
    'fetch(u, { headers: ⟦{ "Content-Type": a }⟧ })': 'fetch(u, { headers: { "Content-Type": a, A } })',
    'fetch(u, { headers: ⟦{ "Accept": a }⟧ })': 'fetch(u, { headers: { "Accept": a, "Authorization": B } })',
    "fetch(u, { headers: ⟦{ 'Accept': a }⟧ })": "fetch(u, { headers: { 'Accept': a, 'Authorization': B } })",
    "fetch(u, { ⟦headers: {}⟧ })": "fetch(u, { headers: { A } })",
    "fetch(u, { headers: ⟦{ ...o }⟧ })": "fetch(u, { headers: { ...o, A } })",
    "fetch(u, { headers: ⟦undefined⟧ })": "fetch(u, { headers: { A } })",
    "fetch(u, { headers: ⟦new Headers()⟧ })": "fetch(u, { headers: new Headers({ A }) })",
    "fetch(u, { headers: ⟦new Headers({ a })⟧ })": "fetch(u, { headers: new Headers({ a, A }) })",
    "fetch(u, { headers: ⟦new Headers(a)⟧ })": "[the headers are built elsewhere]",
    'fetch(u, { headers: ⟦[["a", "b"]]⟧ })': 'fetch(u, { headers: [["a", "b"], ["Authorization", B]] })',
    "fetch(u, { headers: ⟦h⟧ })": "[the headers are built elsewhere]",
}


def written(text: str) -> str:
    """Return what a case says of the header and the headers as they are written."""
    value = f"`Bearer ${{{K}}}`"
    for sign, meaning in ((" H ", f" {H} "), (" H,", f" {H},"), ("\tH", f"\t{H}"), ("{A}", f"{{{A}}}")):
        text = text.replace(sign, meaning)
    for sign, meaning in (("  H\n", f"  {H}\n"), (" A ", f" {A} "), (" B ", f" {value} "), (", B]", f", {value}]")):
        text = text.replace(sign, meaning)
    return text


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(("make", "before", "after"), CASES)
def test_an_edit(make: Make, before: str, after: str, newline: str) -> None:
    assert edited(before.replace("\n", newline), make) == written(after).replace("\n", newline)


@pytest.mark.parametrize(("make", "before", "after"), CASES)
def test_node_takes_what_is_written(make: Make, before: str, after: str, node: Node) -> None:
    assert after.startswith("[") or node.takes(written(after))


@pytest.mark.parametrize("before", HEADERS)
def test_one_more_header(before: str) -> None:
    text, start, end = marked(before, "⟦", "⟧")
    after = edited(f"«{text}»", lambda span: AddHeader(span, Span(span.document, start, end)))
    assert after == written(HEADERS[before])


def test_headers_by_a_name_that_nothing_else_reads() -> None:
    def add(before: str) -> str:
        def make(span: Span) -> AddHeader:
            start = span.document.text.index("headers }")
            return AddHeader(span, Span(span.document, start, start + len("headers")))

        return edited(before, make)

    one = "function f() {\n  const headers = { a };\n  return «fetch(u, { headers })»\n}\n"
    other = "function g() {\n  const headers = { b };\n  return fetch(u, { headers })\n}\n"
    expected = one.replace("{ a }", f"{{ a, {A} }}").replace("«", "").replace("»", "")
    assert add(one) == expected
    assert add(one + other) == expected + other
    assert add(one.replace("return", "log(headers); return")) == "[the headers are built elsewhere]"


#: Calls that send a key in the only entry of their options, and that send it as a header.
MOVED = {
    "axios.get(u, { params: { k: key } })": "axios.get(u, { headers: { Authorization: `Bearer ${key}` } })",
    "axios.get(u, {\n  params: { k: key },\n})": ("axios.get(u, {\n  headers: { Authorization: `Bearer ${key}` },\n})"),
    "axios.get(u, { params: { k: key }, a })": "axios.get(u, { a, headers: { Authorization: `Bearer ${key}` } })",
    "axios.get(u, { a, params: { k: key } })": "axios.get(u, { a, headers: { Authorization: `Bearer ${key}` } })",
    "axios.get(u, { params: { k: key, a } })": (
        "axios.get(u, { params: { a }, headers: { Authorization: `Bearer ${key}` } })"
    ),
}


@pytest.mark.parametrize("before", MOVED)
def test_a_key_that_is_moved_into_a_header(before: str, node: Node) -> None:
    program = JAVASCRIPT.program(document(before))
    entry, key = before.index("k: key"), before.index("key")
    edits = (
        Remove(Span(program.document, entry, entry + len("k: key"))),
        AddHeader(Span(program.document, 0, len(before)), key=Span(program.document, key, key + len("key"))),
    )
    editor = program.editor(KEY_SOURCE)
    after = Replaced(before, (item for edit in edits for item in editor.render(edit))).text
    assert after == MOVED[before]
    assert node.takes(after)
    assert not program.is_broken_by(JAVASCRIPT.program(document(after)))


@pytest.mark.parametrize(
    "after", ["f({, a})", "f({a,, b})", "f(, a)", "f(a,, b)", "f({/* c */, a})", "f({a b})", "f(a"]
)
def test_what_node_does_not_take_is_broken(after: str, node: Node) -> None:
    assert not node.takes(after)
    assert JAVASCRIPT.program(document("f({a, b})")).is_broken_by(JAVASCRIPT.program(document(after)))


@pytest.mark.parametrize("after", ["f({a,})", "f(a,)", "f([, a,, b])", "const [, a] = b", "f({a /* , */, b})"])
def test_commas_that_node_takes_break_nothing(after: str, node: Node) -> None:
    assert node.takes(after)
    assert not JAVASCRIPT.program(document("f({a, b})")).is_broken_by(JAVASCRIPT.program(document(after)))


#: Entries of objects, and their names.
ENTRY_NAMES = {
    "a: 1": "a",
    "'b': \"//\"": "b",
    "...c": "y",
    "d: `${1}`": "d",
    "e: { f: [1, 2] }": "e",
    "g: /}\\//": "g",
}
ENTRIES = st.lists(st.sampled_from(list(ENTRY_NAMES)), max_size=4)
SPACES = st.sampled_from(["", " ", "\n", "\n  ", " /* , { */ ", " // }\n", "\n// [\n\t"])


@given(entries=ENTRIES, data=st.data())
def test_an_entry_is_all_that_changes(node: Node, entries: list[str], data: st.DataObject) -> None:
    entries = list(dict.fromkeys(entries))
    object_ = "{" + data.draw(SPACES)
    for number, entry in enumerate(entries):
        is_last = number == len(entries) - 1
        comma = data.draw(st.sampled_from(["", ","])) if is_last else ","
        object_ += entry + data.draw(SPACES) + comma + data.draw(SPACES)
    object_ += "}"
    after = edited(f"f(«{object_}»)", lambda span: AddArgument(span, "key", "sk"))
    if "...c" in entries:
        assert after == "[the call may have the argument already]"
        return
    for comment in ("/* , { */", "// }\n", "// [\n"):
        assert after.count(comment) == object_.count(comment)
    given_, now = node.value(object_, c={}), node.value(after.removeprefix("f"), c={})
    assert now == {**given_, "key": "sk"}  # type: ignore[dict-item]


@given(entries=ENTRIES, data=st.data())
def test_an_entry_that_goes_is_all_that_changes(node: Node, entries: list[str], data: st.DataObject) -> None:
    entries = list(dict.fromkeys(["z: 0", *entries]))
    gone = data.draw(st.sampled_from(entries))
    object_ = "{" + data.draw(SPACES)
    for number, entry in enumerate(entries):
        comma = data.draw(st.sampled_from(["", ","])) if number == len(entries) - 1 else ","
        text = f"«{entry}»" if entry == gone else entry
        object_ += text + data.draw(SPACES) + comma + data.draw(SPACES)
    object_ += "}"
    after = edited(f"f({object_})", Remove)
    if after.startswith("["):
        assert after in ("[a comment beside it would be lost]", "[a comment inside would be lost]")
        return
    for comment in ("/* , { */", "// }\n", "// [\n"):
        assert after.count(comment) == object_.count(comment)
    whole = node.value(object_.replace("«", "").replace("»", ""), c={"y": 1})
    assert isinstance(whole, dict)
    del whole[ENTRY_NAMES.get(gone, "z")]
    assert node.value(after.removeprefix("f"), c={"y": 1}) == whole


@given(
    st.lists(st.sampled_from(["a=1", "b=${k}", "key=${k}", "monkey=1", "c"]), min_size=1, max_size=5),
    st.sampled_from(["", "#d", "#${k}"]),
    st.booleans(),
)
def test_a_url_without_its_key_is_what_it_was(node: Node, entries: list[str], end: str, is_sum: bool) -> None:
    if entries.count("key=${k}") != 1:
        return
    url = f"https://a/b?{'&'.join(entries)}{end}"
    rest = [entry for entry in entries if entry != "key=${k}"]
    expected = f"https://a/b{'?' if rest else ''}{'&'.join(rest)}{end}"
    text = "'" + url.replace("${", "' + ").replace("}", " + '") + "'" if is_sum else f"`{url}`"
    after = edited(f"f(«{text}»)", lambda span: RemoveFromUrl(span, "key"))
    assert node.value(after.removeprefix("f"), k="K") == expected.replace("${k}", "K")


#: What is around a call, and how headers are written then.
STYLES = {
    "const c = { d };": "{ headers: { Authorization: B } }",
    "const c = {d};": "{headers: {Authorization: B}}",
    "const a = <p b={c} d={e}>{f}{g}</p>; const h = { i };": "{ headers: { Authorization: B } }",
    "import {a} from 'b'": "{headers: {Authorization: B}}",
}


@pytest.mark.parametrize("head", STYLES)
def test_headers_are_written_as_other_objects_are(head: str) -> None:
    headers = STYLES[head].replace("B", f"`Bearer ${{{K}}}`")
    assert edited(f"{head}\n«fetch(u)»", AddHeader, "app.tsx") == f"{head}\nfetch(u, {headers})"
