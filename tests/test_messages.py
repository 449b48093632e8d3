"""What a finding says, and how safe its fix is, where a rule decides between several."""

from __future__ import annotations

import pytest
from cases import BASE, BEARER, ENV, HEAD, U, codes, fixed
from harness import live_key

from flake8_openrouter.model import Rename
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.run.analysis import check_source

ASKED = Configuration(extend_select=("OPR107", "OPR703"))
GETENV = 'os.getenv("OPENROUTER_API_KEY")'
SAFE, UNSAFE, NONE = "safe", "unsafe", ""


def post(headers: str) -> str:
    return f"requests.post(U, headers={{{headers}}})"


#: The program after ``U``, and of its only finding: the code, what the message holds, the safety of its fix.
MESSAGES = {
    "an unset variable in a header": (
        post(f'"Authorization": f"Bearer {{{GETENV}}}"'.replace('"OPEN', "'OPEN").replace('KEY")', "KEY')")),
        ("OPR107", 'which sends "Bearer None"', UNSAFE),
    ),
    "an unset variable of a client that has another": (
        f"OpenAI({BASE}, api_key={GETENV})",
        ("OPR107", "which sends your OPENAI_API_KEY instead", UNSAFE),
    ),
    "an unset variable of a client that has none": (
        f"from openrouter import OpenRouter\nOpenRouter(api_key={GETENV})",
        ("OPR107", "which sends no key at all", UNSAFE),
    ),
    "a known name in a header": (post('"Authorization": "Bearer {K}"'), ("OPR303", 'use f"Bearer {K}"', SAFE)),
    "an unknown name in a header": (post('"Authorization": "Bearer ${KEY}"'), ("OPR303", f"use {BEARER}", UNSAFE)),
    "a known name in a client": (f'OpenAI({BASE}, api_key="{{K}}")', ("OPR303", "use K", SAFE)),
    "an unknown name in a client": (f'OpenAI({BASE}, api_key="$KEY")', ("OPR303", f"expand it: use {ENV}", UNSAFE)),
    "a scheme with one use": (post('"Authorization": f"bearer {K}"'), ("OPR304", '"bearer "', SAFE)),
    "a scheme with two uses": (
        f'B = f"bearer {{K}}"\nuse(B)\n{post(""""Authorization": B""")}',
        ("OPR304", '"bearer "', UNSAFE),
    ),
    "a scheme that is read back": (
        'h = {"Authorization": f"bearer {K}"}\nuse(h["Authorization"])\nrequests.post(U, headers=h)',
        ("OPR304", '"bearer "', UNSAFE),
    ),
    "a malformed scheme that is read back": (
        'h = {"Authorization": f"Token {K}"}\nuse(h["Authorization"])\nrequests.post(U, headers=h)',
        ("OPR302", '"Token" is not a scheme', UNSAFE),
    ),
    "a cookie with the key beside the header": (
        'requests.post(U, headers={"Authorization": f"Bearer {K}"}, cookies={"key": K})',
        ("OPR401", "ignores this cookie, which holds the key: remove it", UNSAFE),
    ),
    "another cookie beside the header": (
        'requests.post(U, headers={"Authorization": f"Bearer {K}"}, cookies={"session": "x"})',
        ("OPR401", "ignores this cookie: remove it", UNSAFE),
    ),
    "a base for Anthropic's SDK": (
        'from anthropic import Anthropic\nAnthropic(base_url="https://openrouter.ai/api/v1", auth_token=K)',
        ("OPR601", "(the SDK adds /v1 itself): use https://openrouter.ai/api", SAFE),
    ),
    "a misspelt header beside the right one": (
        post('"Autorization": f"Bearer {K}", "Authorization": f"Bearer {K}"'),
        ("OPR202", "OpenRouter ignores the header", NONE),
    ),
    "a key of another form": (f'OpenAI({BASE}, api_key="abc4def")', ("OPR105", "it has another form", NONE)),
    "a damaged key": (
        post('"Authorization": "Bearer sk-or-v1-abc 123def456"'),
        ("OPR105", "exactly as issued, sk-or-v1-abc...", UNSAFE),
    ),
    "a damaged key after a malformed scheme": (
        post('"Authorization": "Bearer:sk-or-v1-abc 123def456"'),
        ("OPR105", "exactly as issued", UNSAFE),
    ),
    "a call of the public list": (
        'H = {"Authorization": f"Bearer {K}"}\n'
        'def check_key():\n    return requests.get("https://openrouter.ai/api/v1/models", headers=H).ok',
        ("OPR703", "GET /models is public", UNSAFE),
    ),
    "a blank before a key with two uses": (
        f'B = f" {{K}}"\nuse(B)\n{post(""""Authorization": B""")}',
        ("OPR301", "lacks the ", UNSAFE),
    ),
    "a blank before a key with two uses under another name": (
        f'B = f" {{K}}"\nuse(B)\n{post(""""api-key": B""")}',
        ("OPR203", 'use "Authorization": f"Bearer {K}"', UNSAFE),
    ),
    "a value with a scheme under another name": (
        f'B = f"Bearer {{K}}"\nuse(B)\n{post(""""api-key": B""")}',
        ("OPR203", 'use "Authorization": f"Bearer {K}"', SAFE),
    ),
    "another scheme under another name": (post('"api-key": f"Token {K}"'), ("OPR203", "ignores the header", SAFE)),
    "a scheme that may be malformed": (
        f'H = f"Token {{K}}" if a else f"Bearer {{K}}"\n{post(""""Authorization": H""")}',
        ("OPR302", '"Token" is not a scheme', SAFE),
    ),
    "a scheme that may be in lower case": (
        f'H = f"bearer {{K}}" if a else f"Bearer {{K}}"\n{post(""""Authorization": H""")}',
        ("OPR304", '"bearer "', SAFE),
    ),
    "http in pieces": (
        'S = "http"\nrequests.get(S + "://openrouter.ai/api/v1/key", headers={"Authorization": f"Bearer {K}"})',
        ("OPR602", "plain http", NONE),
    ),
    "http before an unknown path": (
        'def f(p):\n    requests.get("http://openrouter.ai" + p, headers={"Authorization": f"Bearer {K}"})',
        ("OPR602", "plain http", SAFE),
    ),
    "an operation of its own for an SDK": (
        'OpenAI(base_url="https://openrouter.ai/api/v1/chat/completions", api_key=K)',
        ("OPR601", "(the SDK adds the operation itself): use https://openrouter.ai/api/v1", SAFE),
    ),
    "a scheme in a client's key with two uses": (
        f'B = f"Bearer {{K}}"\nuse(B)\nOpenAI({BASE}, api_key=B)',
        ("OPR604", 'adds "Bearer " itself: remove it from api_key', UNSAFE),
    ),
    "the public list with a slash": (
        'H = {"Authorization": f"Bearer {K}"}\n'
        'def check_key():\n    return requests.get("https://openrouter.ai/api/v1/models/", headers=H).ok',
        ("OPR703", "use GET /key", UNSAFE),
    ),
}


@pytest.mark.parametrize(("program", "wanted"), MESSAGES.values(), ids=MESSAGES)
def test_a_message(program: str, wanted: tuple[str, str, str]) -> None:
    (finding,) = check_source(f"{HEAD}U = {U}\n{program}\n", "app.py", ASKED)
    code, said, safety = wanted
    assert (finding.code, finding.fix.safety.value if finding.fix else NONE) == (code, safety)
    assert said in finding.message


TOLD = "cannot tell whether the request also sends Authorization"
ELSEWHERE = "the name is built elsewhere"

#: Programs whose only finding has no fix, and why.
REASONS = {
    "a name in lower case in pieces": ('N = "author"\n' + post('N + "ization": f"Bearer {K}"'), ELSEWHERE),
    "another name in pieces": ('N = "api"\n' + post('N + "-key": K'), ELSEWHERE),
    "a key in the query beside unknown headers": (
        f'def f(h):\n    requests.get({U}, headers=h, params={{"api_key": K}})',
        TOLD,
    ),
    "a key as Basic beside unknown headers": (f'def f(h):\n    requests.get({U}, headers=h, auth=("", K))', TOLD),
    "a key in a cookie beside unknown headers": (
        f'def f(h):\n    requests.get({U}, headers=h, cookies={{"key": K}})',
        TOLD,
    ),
    "a wrong name that is right": (post('"Authorization": f"Bearer {K}"').replace("Auth", "auth"), ""),
}


@pytest.mark.parametrize(("program", "reason"), REASONS.values(), ids=REASONS)
def test_why_there_is_no_fix(program: str, reason: str) -> None:
    (finding,) = check_source(f"{HEAD}U = {U}\n{program}\n", "app.py", ASKED)
    assert (finding.fix is None, finding.unfixable) == (bool(reason), reason)


#: Programs in which a rule is silent though all but one of its conditions hold.
SILENT = {
    "a key's check that posts": (
        'def check_key():\n    return requests.post("https://openrouter.ai/api/v1/models", headers=H).ok'
    ),
    "a function that is named the other way round": (
        'def key_check():\n    return requests.get("https://openrouter.ai/api/v1/models", headers=H).ok'
    ),
    "a key's check that asks for something else": (
        'def check_key():\n    return requests.get("https://openrouter.ai/api/v1/modelsX", headers=H).ok'
    ),
    "a base of something else": 'OpenAI(base_url="https://openrouter.ai/apiX", api_key=K)',
    "a gateway's own key": 'OpenAI(base_url="http://localhost:4000", api_key="abc4def")',
}


@pytest.mark.parametrize("program", SILENT.values(), ids=SILENT)
def test_silence(program: str) -> None:
    assert check_source(f"{HEAD}H = {{'Authorization': f'Bearer {{K}}'}}\n{program}\n", "app.py", ASKED) == []


#: Placeholders, and cookies with more than a key, before and after all fixes.
MENDED = {
    "a placeholder after its scheme": ('{"Authorization": "Bearer YOUR_API_KEY"}', f'{{"Authorization": {BEARER}}}'),
    "a default that is a placeholder": (
        "{\"Authorization\": f\"Bearer {os.getenv('OPENROUTER_API_KEY', 'YOUR_API_KEY')}\"}",
        f'{{"Authorization": {BEARER}}}',
    ),
    "a Cookie header of one key": ('{"Cookie": "k=" + K}', '{"Authorization": "Bearer " + K}'),
    "a Cookie header that is read elsewhere": ('{"Cookie": C}', f'{{"Authorization": {BEARER}}}'),
    "a Cookie header of two keys": ('{"Cookie": K + ";" + K}', f'{{"Authorization": {BEARER}}}'),
}


@pytest.mark.parametrize(("before", "after"), MENDED.values(), ids=MENDED)
def test_headers_after_all_fixes(before: str, after: str) -> None:
    program = f"{HEAD}C = 'k=' + K\nuse(C)\nrequests.get({U}, headers=HEADERS).raise_for_status()\n"
    assert fixed(program.replace("HEADERS", before)) == program.replace("HEADERS", after)


@pytest.mark.parametrize(
    ("code", "value"),
    [("OPR101", live_key()), ("OPR104", "YOUR_API_KEY"), ("OPR303", "$KEY"), ("OPR303", "${KEY}")],
    ids=["OPR101", "OPR104", "OPR303", "OPR303 in braces"],
)
def test_one_rule_alone_keeps_the_scheme_of_a_literal(code: str, value: str) -> None:
    # Without it, OPR301 would put it back in the next round.
    program = f'{HEAD}requests.get({U}, headers={{"Authorization": HERE}}).raise_for_status()\n'
    text = program.replace("HERE", f'"Bearer {value}"')
    assert fixed(text, Configuration(select=(code,))) == program.replace("HERE", BEARER)


#: Clients with a wrong base, and what it becomes; ``H`` is the host, which is right.
BASES = {
    "of Anthropic's SDK": (
        'Anthropic(base_url="https://openrouter.ai/v1", auth_token=K)',
        'Anthropic(base_url="https://openrouter.ai/api", auth_token=K)',
    ),
    "with a slash at its end": (
        'OpenAI(base_url="https://openrouter.ai/api/", api_key=K)',
        'OpenAI(base_url="https://openrouter.ai/api/v1/", api_key=K)',
    ),
    "in pieces, one of them wrong": (
        'OpenAI(base_url=H + "/v1", api_key=K)',
        'OpenAI(base_url=H + "/api/v1", api_key=K)',
    ),
    "in pieces, none of them wrong": ('OpenAI(base_url=H + "/v" + "1", api_key=K)', ""),
}


@pytest.mark.parametrize(("before", "after"), BASES.values(), ids=BASES)
def test_bases_after_all_fixes(before: str, after: str) -> None:
    head = f'{HEAD}from anthropic import Anthropic\n\nH = "https://openrouter.ai"\n'
    assert codes(f"{head}{before}\n", ASKED) == ["OPR601"]
    assert fixed(f"{head}{before}\n") == f"{head}{after or before}\n"


@pytest.mark.parametrize("header", ['"Cookie": "k=" + K', '"Autorization": f"Bearer {K}"', '"api-key": f"Bearer {K}"'])
def test_a_header_is_renamed_at_once(header: str) -> None:
    # Another wrong name would be mended too, in the next round.
    (finding,) = check_source(f"{HEAD}requests.get({U}, headers={{{header}}})\n", "app.py", ASKED)
    assert finding.fix is not None
    assert [edit.name for edit in finding.fix.edits if isinstance(edit, Rename)] == ["Authorization"]
