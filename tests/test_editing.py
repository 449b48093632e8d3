"""Edits of values and names, and what is refused with why."""

from __future__ import annotations

import ast

import pytest
from cases import ASKED, BASE, BEARER, ENV, HEAD, U, fixed, get, reasons

#: Values of the header before and after, all of them by safe fixes.
VALUES = {
    "name": ("K", 'f"Bearer {K}"'),
    "f-string": ('f"{K}"', 'f"Bearer {K}"'),
    "single quotes": ("f'{K}'", "f'Bearer {K}'"),
    "triple quotes": ('f"""{K}"""', 'f"""Bearer {K}"""'),
    "raw": ('rf"{K}"', 'rf"Bearer {K}"'),
    "implicit concatenation": ('f"{K}" ""', 'f"Bearer {K}" ""'),
    "concatenation": ('"" + K', '"Bearer " + K'),
    "percent": ('"%s" % K', '"Bearer %s" % K'),
    "format": ('"{}".format(K)', '"Bearer {}".format(K)'),
    "str": ("str(K)", 'f"Bearer {str(K)}"'),
    "call with quotes": ('os.environ["OPENROUTER_API_KEY"]', "f\"Bearer {os.environ['OPENROUTER_API_KEY']}\""),
    "call with single quotes": ("os.environ['OPENROUTER_API_KEY']", "f\"Bearer {os.environ['OPENROUTER_API_KEY']}\""),
    "scheme without space": ('f"Bearer{K}"', 'f"Bearer {K}"'),
    "another scheme": ("'Token ' + K", "'Bearer ' + K"),
    "brackets": ('f"Bearer <{K}>"', 'f"Bearer {K}"'),
    "lower case": ('f"bearer {K}"', 'f"Bearer {K}"'),
    "no f": ('"Bearer {K}"', 'f"Bearer {K}"'),
    "doubled braces": ('f"Bearer {{K}}"', 'f"Bearer {K}"'),
    "quotes round the key": ("f\"Bearer '{K}'\"", 'f"Bearer {K}"'),
    "backticks round the key": ('f"Bearer `{K}`"', 'f"Bearer {K}"'),
    "quotes by concatenation": ('"Bearer \'" + K + "\'"', '"Bearer " + K'),
    "percent, no space": ('"Bearer%s" % K', '"Bearer %s" % K'),
    "percent, brackets": ('"Bearer <%s>" % K', '"Bearer %s" % K'),
    "percent, a tuple": ('"bearer %s" % (K,)', '"Bearer %s" % (K,)'),
    "format, lower case": ('"bearer {}".format(K)', '"Bearer {}".format(K)'),
    "format, a name": ('"Bearer:{key}".format(key=K)', '"Bearer {key}".format(key=K)'),
    "doubled braces without f": ('"Bearer {{K}}"', 'f"Bearer {K}"'),
    "shown as text": ('f"{K!s}"', 'f"Bearer {K!s}"'),
    "a line end before it": ('f"\\n{K}"', 'f"Bearer {K}"'),
    "brackets and no scheme": ('f"<{K}>"', 'f"Bearer {K}"'),
    "a tab after the scheme": ('f"Bearer\\t{K}"', 'f"Bearer {K}"'),
    "spaces in a raw literal": ('rf"Bearer  {K}"', 'rf"Bearer {K}"'),
    "the second piece": ('f"" f"bearer {K}"', 'f"" f"Bearer {K}"'),
}


@pytest.mark.parametrize(("before", "after"), VALUES.values(), ids=VALUES)
def test_a_headers_value(before: str, after: str) -> None:
    assert fixed(HEAD + get(f'"Authorization": {before}'), unsafe=False) == HEAD + get(f'"Authorization": {after}')


#: An SDK's key before and after. A value that may be no text stays within one.
KEYS = {
    "f-string": ('f"Bearer {K}"', "K"),
    "f-string, the variable itself": (
        "f\"Bearer {os.environ['OPENROUTER_API_KEY']}\"",
        "os.environ['OPENROUTER_API_KEY']",
    ),
    "concatenation": (f'"Bearer " + {ENV}', ENV),
    "white space after the scheme": (f'"Bearer  " + {ENV}', ENV),
    "percent": ('"Bearer %s" % K', "K"),
    "format": ('"Bearer {}".format(K)', "K"),
    "may be None": (
        "f\"Bearer {os.getenv('OPENROUTER_API_KEY', None)}\"",
        "f\"{os.getenv('OPENROUTER_API_KEY', None)}\"",
    ),
    "an argument": ('f"Bearer {openrouter_api_key}"', 'f"{openrouter_api_key}"'),
}


@pytest.mark.parametrize(("before", "after"), KEYS.values(), ids=KEYS)
def test_a_clients_key(before: str, after: str) -> None:
    head = f"{HEAD}def f(openrouter_api_key):\n    return OpenAI({BASE}, api_key="
    assert fixed(f"{head}{before})\n", unsafe=False) == f"{head}{after})\n"


#: Whole programs before and after.
PROGRAMS = {
    "a fallback of a read": (
        f'{HEAD}OpenAI({BASE}, api_key=os.getenv("OPENROUTER_API_KEY") or "your-key")\n',
        f"{HEAD}OpenAI({BASE}, api_key={ENV})\n",
    ),
    "an empty fallback": (
        f'{HEAD}OpenAI({BASE}, api_key=os.getenv("OPENROUTER_API_KEY") or "")\n',
        f"{HEAD}OpenAI({BASE}, api_key={ENV})\n",
    ),
    "a base in two pieces": (
        f'{HEAD}HOST = "https://openrouter.ai"\nOpenAI(base_url=f"{{HOST}}/v1", api_key=K)\n'
        'OpenAI(base_url=HOST + "/api/v1/chat/completions", api_key=K)\n',
        f'{HEAD}HOST = "https://openrouter.ai"\nOpenAI(base_url=f"{{HOST}}/api/v1", api_key=K)\n'
        'OpenAI(base_url=HOST + "/api/v1", api_key=K)\n',
    ),
    "a name in two pieces": (
        HEAD + get('"Author" + "isation": f"Bearer {K}"'),
        HEAD + get('"Authorization": f"Bearer {K}"'),
    ),
    "the key in a URL that is left without braces": (
        f'{HEAD}requests.get(f"https://openrouter.ai/api/v1/key?api_key={{K}}").raise_for_status()\n',
        f'{HEAD}requests.get({U}, headers={{"Authorization": {BEARER}}}).raise_for_status()\n',
    ),
    "after a keyword without a space": (
        'import os\n\n\ndef f():\n    return"sk-or-v1-abc123def456"\n',
        f"import os\n\n\ndef f():\n    return {ENV}\n",
    ),
    "between keywords without a space": (
        'import os\nK = "sk-or-v1-abc123def456"if os.name else"sk-or-v1-abc123def456"\n',
        f"import os\nK = {ENV}if os.name else {ENV}\n",
    ),
    "an f after a keyword without a space": (
        f'{HEAD}requests.get({U}, headers={{"Authorization": "" or"Bearer {{K}}"}}).raise_for_status()\n',
        f'{HEAD}requests.get({U}, headers={{"Authorization": "" or f"Bearer {{K}}"}}).raise_for_status()\n',
    ),
    "a decorated function": (
        f"{ASKED}@register(r.json())\ndef f(): ...\n",
        f"{ASKED}r.raise_for_status()\n@register(r.json())\ndef f(): ...\n",
    ),
    "key in a longer literal": (
        "import os\nH = {'a': 'Bearer sk-or-v1-abc123def456'}\n",
        "import os\nH = {'a': f'Bearer {os.environ[\"OPENROUTER_API_KEY\"]}'}\n",
    ),
    "a key with something round it": (
        "import os\nKEY = '<sk-or-v1-abc123def456> '\n",
        'import os\nKEY = os.environ["OPENROUTER_API_KEY"]\n',
    ),
    "variable's name": (
        'import os\nKEY = os.getenv("sk-or-v1-abc123def456")\n',
        'import os\nKEY = os.getenv("OPENROUTER_API_KEY")\n',
    ),
    "default": (
        'import os\nKEY = os.getenv("MY_KEY") or "sk-or-v1-abc123def456"\n',
        'import os\nKEY = os.environ["MY_KEY"]\n',
    ),
    "name of a keyword": (
        HEAD + get('**dict(authorization=f"Bearer {os.environ}")'),
        HEAD + get('**dict(Authorization=f"Bearer {os.environ}")'),
    ),
    "no such host, /v1 is missing as well": (
        "from openai import OpenAI\nfrom anthropic import Anthropic\n"
        'OpenAI(base_url="https://api.openrouter.ai/api", api_key=k)\n'
        'Anthropic(base_url="https://api.openrouter.ai/api", auth_token=k)\n',
        "from openai import OpenAI\nfrom anthropic import Anthropic\n"
        'OpenAI(base_url="https://openrouter.ai/api/v1", api_key=k)\n'
        'Anthropic(base_url="https://openrouter.ai/api", auth_token=k)\n',
    ),
    "no header in a dict that has a name": (
        f'{HEAD}def ask():\n    headers = {{"X-Title": "a"}}\n'
        '    requests.get("https://openrouter.ai/api/v1/key", headers=headers).raise_for_status()\n',
        f'{HEAD}def ask():\n    headers = {{"X-Title": "a", '
        '"Authorization": f"Bearer {os.environ[\'OPENROUTER_API_KEY\']}"}\n'
        '    requests.get("https://openrouter.ai/api/v1/key", headers=headers).raise_for_status()\n',
    ),
    "a mended URL shows a missing header": (
        f'{HEAD}requests.get("https://openrouter.ai/v1/key").raise_for_status()\n',
        f'{HEAD}requests.get("https://openrouter.ai/api/v1/key", '
        'headers={"Authorization": f"Bearer {os.environ[\'OPENROUTER_API_KEY\']}"}).raise_for_status()\n',
    ),
    "a key of a client": (
        'import os\nfrom openai import OpenAI\nOpenAI(base_url="https://openrouter.ai/api/v1", **extra)\n'
        'OpenAI(base_url="https://openrouter.ai/api/v1", api_key=None)\n',
        'import os\nfrom openai import OpenAI\nOpenAI(base_url="https://openrouter.ai/api/v1", **extra)\n'
        'OpenAI(base_url="https://openrouter.ai/api/v1", api_key=os.environ["OPENROUTER_API_KEY"])\n',
    ),
}


@pytest.mark.parametrize(("before", "after"), PROGRAMS.values(), ids=PROGRAMS)
def test_a_program(before: str, after: str) -> None:
    assert fixed(before) == after


def test_what_a_cookie_header_carried_is_sent_where_it_belongs() -> None:
    head = f"import os\nimport aiohttp\n\nK = {ENV}\n\n\nasync def f(body):\n"
    head += "    async with aiohttp.ClientSession() as s:\n"
    call = '        await s.post("https://openrouter.ai/api/v1/chat/completions", headers=HERE, json=body)\n'
    for before, after in {
        '{"Cookie": f"api_key={K}"}': '{"Authorization": f"Bearer {K}"}',
        '{"X-Title": "t", "cookie": "api_key=" + K}': '{"X-Title": "t", "Authorization": "Bearer " + K}',
        '{"Cookie": f"a=b; api_key={K}"}': '{"Authorization": f"Bearer {K}"}',
        '{"Cookie": f"api_key={K}; a=b"}': '{"Authorization": f"Bearer {K}"}',
        '{"Cookie": "key=%s;" % K}': '{"Authorization": "Bearer %s" % K}',
        '{"Cookie": K}': '{"Authorization": f"Bearer {K}"}',
        'dict(cookie=f"api_key={K}")': 'dict(Authorization=f"Bearer {K}")',
    }.items():
        assert fixed(head + call.replace("HERE", before)) == head + call.replace("HERE", after)


def test_a_cookie_header_that_two_requests_send() -> None:
    def program(header: str) -> str:
        return f"{HEAD}H = {{{header}}}\n" + f"requests.get({U}, headers=H).raise_for_status()\n" * 2

    assert fixed(program('"Cookie": f"api_key={K}"')) == program('"Authorization": f"Bearer {K}"')


#: What is refused, and why.
REFUSED = {
    "a comment in a name": (
        HEAD + get('("Author"  # c\n    "isation"): f"Bearer {K}"'),
        "a comment inside would be lost",
    ),
    "a name of which a piece is not known": (
        HEAD + get('"Authoris" + f"ation": f"Bearer {K}"'),
        "the name is built from several strings",
    ),
    "a name of which a piece is elsewhere": (
        f'{HEAD}A = "Author"\n' + get('A + "isation": f"Bearer {K}"'),
        "the name is built elsewhere",
    ),
    "a cookie by a constant": (f'{HEAD}C = "Cookie"\n' + get('C: f"api_key={K}"'), "the header's name is elsewhere"),
    "an elif": (f"{ASKED}if K == 1:\n    pass\nelif r.json():\n    pass\n", "nothing can precede elif"),
    "the same on both sides of the key": (
        HEAD + get('"Authorization": f"\'{K}\'"'),
        "the text on both sides of the key is the same",
    ),
    "a comment beside the last but one": (
        f'{HEAD}requests.get(\n    {U},  # c\n    cookies={{"api_key": K}}\n).raise_for_status()\n',
        "a comment beside it would be lost",
    ),
}


@pytest.mark.parametrize(("program", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(program: str, reason: str) -> None:
    ast.parse(program)
    assert fixed(program) == program
    assert reason in reasons(program)
