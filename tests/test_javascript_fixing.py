"""What Node sends before and after the fixes of programs that nobody wrote: no fix makes a request worse."""

from __future__ import annotations

from cases import ALL
from hypothesis import given
from hypothesis import strategies as st
from javascript_edits import Node

from flake8_openrouter.run.fixing import fix_source

KEY = "sk-or-v1-of-the-environment"
#: Rules after whose fixes the header is right, if nothing is found any more.
ABOUT_THE_VALUE = {"OPR301", "OPR302", "OPR303"}

NAMES = st.sampled_from(["Authorization", "authorization", '"authorization"', "'AUTHORIZATION'", "Authorisation"])
VALUES = st.sampled_from(
    (
        *("K", "`${K}`", "`Bearer ${K}`", '"Bearer " + K', "'bearer ' + K", "`bearer ${K}`", "`Bearer${K}`"),
        *("`Bearer  ${K}`", '"Bearer ${K}"', "'Bearer {K}'", "`Token ${K}`", '"" + K', 'K + ""', "(K)", "K ? K : ''"),
        *("`Bearer <${K}>`", "`Bearer ${ K }`", "`Bearer ${/* c */ K}`", "'Bearer ' +\n  K", "`Bearer ${`${K}`}`"),
        *("process.env.OPENROUTER_API_KEY", 'process.env["OPENROUTER_API_KEY"]', "String(K)", '"\\x42earer" + K'),
        *("'Bearer YOUR_API_KEY'", '"Bearer $OPENROUTER_API_KEY"', '["Bearer", K].join(" ")', "`Bearer:${K}`"),
    )
)
OBJECTS = st.sampled_from(
    (
        *("{NAME: VALUE}", '{ NAME: VALUE, "X-Title": "a" }', "{\n    a,\n    NAME: VALUE // c\n  }"),
        *("{ /* c */ NAME: VALUE /* d */ }", "new Headers({ NAME: VALUE })", "{ ...{ a }, NAME: VALUE }"),
        "{\n\tNAME: VALUE, // c\n\ta,\n}",
    )
)
CALLS = st.sampled_from(
    (
        *("fetch(URL, { headers: OBJECT })", "fetch(URL, {\n  method: 'POST',\n  headers: OBJECT,\n  body: '{}'\n})"),
        *("const headers = OBJECT;\nfetch(URL, { headers })", "fetch(new Request(URL, { headers: OBJECT }))"),
        *(
            "const made = () => (OBJECT)\nfetch(URL, { headers: made() })",
            "const h = {}\nh[QUOTED] = VALUE\nfetch(URL, {headers: h})",
        ),
        *(
            "function f() { return OBJECT }\nfetch(URL, { headers: f() });",
            "const h = OBJECT\nconst i = { headers: h }\nfetch(URL, i)",
        ),
        "const h = new Headers()\nh.set(QUOTED, VALUE)\nfetch(URL, { headers: h })",
    )
)
URLS = st.sampled_from(
    ('"https://openrouter.ai/api/v1/key"', "`https://openrouter.ai/v1/key`", "'http://openrouter.ai/api/v1' + '/key'")
)


def sent(node: Node, program: str) -> object:
    """Return the Authorization header that a program sends; nothing where it throws."""
    names = {"process": {"env": {"OPENROUTER_API_KEY": KEY}}}
    stub = 'let sent = null; const a = "a"; const fetch = (...all) => { sent = new Request(...all).headers }'
    body = f"{stub};\n{program}\n;return sent && sent.get('authorization')"
    try:
        return node.value(f"(() => {{ try {{ {body} }} catch (e) {{ return null }} }})()", **names)
    except SyntaxError:
        return "no program"


@given(NAMES, VALUES, OBJECTS, CALLS, URLS, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_no_fix_makes_a_request_worse(
    node: Node, name: str, value: str, object_: str, call: str, url: str, newline: str, unsafe: bool
) -> None:
    quoted = name if name[0] in "'\"" else f'"{name}"'
    program = call.replace("OBJECT", object_).replace("NAME", name).replace("QUOTED", quoted)
    program = program.replace("VALUE", value).replace("URL", url)
    program = f"const K = process.env.OPENROUTER_API_KEY;\n{program}\n".replace("\n", newline)
    before = sent(node, program)
    assert before != "no program"
    done = fix_source(program.encode(), "app.js", unsafe=unsafe, configuration=ALL)
    after = sent(node, done.data.decode())
    right = f"Bearer {KEY}"
    assert after == right if before == right else after != "no program"
    is_done = not {finding.code for finding in done.left} - {"OPR107"}
    if is_done and not ABOUT_THE_VALUE.isdisjoint(finding.code for finding in done.fixed):
        assert after == right
    reasons = {reason for finding, reason in done.dropped if finding.code != "OPR107"}
    assert reasons <= {"the text on both sides of the key is the same"}
