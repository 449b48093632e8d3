"""OPR702: who looks whether a response is an answer, where a check may be put, and that it costs a line what it is."""

from __future__ import annotations

import ast
import gc
import random
from collections.abc import Callable

import pytest
from cases import ALL, DEFAULT, codes, fixed, result
from counting import calls
from every_rule import WITHOUT_RESPONSES

from flake8_openrouter.languages.python.language import PYTHON
from flake8_openrouter.languages.python.sites import handlers, responses
from flake8_openrouter.languages.python.syntax.scopes import Scope
from flake8_openrouter.model import Document
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.run import analysis
from flake8_openrouter.run.analysis import check_source

HEAD = """\
import json
import logging
import os
import time

import aiohttp
import httpx
import requests
from checks import examine

U = "https://openrouter.ai/api/v1/chat/completions"
H = {"Authorization": f"Bearer {os.environ['OPENROUTER_API_KEY']}"}

"""
POST = "requests.post(U, headers=H, json={})"


def program(text: str) -> str:
    return HEAD + text.replace("POST", POST)


def lines(text: str) -> list[int]:
    """Return the lines of a program after the head where OPR702 is."""
    above = HEAD.count("\n")
    found = check_source(program(text), "app.py", ALL)
    assert {finding.code for finding in found} <= {"OPR702"}
    return [finding.line - above for finding in found]


#: Somebody looks at the outcome, or may.
LOOKED_AT = {
    "the function that encloses the one that asks": (
        "def ask():\n    def send():\n        r = POST\n        return r.json()\n\n    data = send()\n"
        '    while "error" in data and data["error"]["code"] == 429:\n        data = send()\n'
        '    return data["choices"]\n'
    ),
    "a caller tests the error": (
        'def send():\n    return POST.json()\ndef ask():\n    d = send()\n    if "error" in d:\n'
        "        raise ValueError\n"
    ),
    "a caller asks for the choices": 'def send():\n    return POST.json()\nprint(send().get("choices"))\n',
    "a caller's caller": (
        "def send():\n    return POST.json()\ndef ask():\n    return send()\n"
        'def main():\n    if "choices" not in ask():\n        raise SystemExit\n'
    ),
    "a caller of a method": (
        "class C:\n    def send(self):\n        r = POST\n        return r.json()\n    def ask(self):\n"
        '        d = self.send()\n        return d.get("error") or d["choices"]\n'
    ),
    "a caller of an object's method": (
        "class C:\n    def send(self):\n        return POST.json()\nc = C()\nd = c.send()\nassert 'error' not in d\n"
    ),
    "a caller of an inherited method": (
        "class B:\n    def send(self):\n        return POST.json()\nclass C(B):\n    def ask(self):\n"
        "        d = self.send()\n        if d.get('error'):\n            return None\n        return d['choices']\n"
    ),
    "a caller of an asynchronous function": (
        "async def send(session):\n    async with session.post(U, headers=H) as r:\n        return await r.json()\n"
        'async def ask(s):\n    d = await send(s)\n    if "error" in d:\n        return None\n    return d["choices"]\n'
    ),
    "a caller of a lambda": 'send = lambda: POST.json()\nd = send()\nif "error" in d:\n    raise SystemExit\n',
    "a caller gets a pair": 'def f():\n    return POST.json(), 1\nd, n = f()\nif "error" in d:\n    raise SystemExit\n',
    "the response is returned": (
        "def send():\n    r = POST\n    return r\nr = send()\nif r.ok:\n    print(r.json()['x'])\n"
    ),
    "a property": (
        "class C:\n    @property\n    def answer(self):\n        return POST.json()\n"
        "    def ask(self):\n        d = self.answer\n        return None if 'error' in d else d['choices']\n"
    ),
    "a helper that is given the response": (
        "def f(r):\n    r.raise_for_status()\nr = POST\nf(r)\nprint(r.json()['x'])\n"
    ),
    "a helper that is given it by keyword": "def f(*, it):\n    if it.ok: ...\nr = POST\nf(it=r)\nx = r.json()['x']\n",
    "a helper that is given the body": (
        "def text(d):\n    if 'error' in d:\n        raise ValueError\n    return d['choices']\n"
        "d = POST.json()\ntext(d)\n"
    ),
    "a helper's own helper": (
        "def g(d):\n    assert 'choices' in d\ndef f(d):\n    g(d)\n    return d['choices']\nprint(f(POST.json()))\n"
    ),
    "a helper that takes the body out": (
        "def body(r):\n    return r.json()\nr = POST\nd = body(r)\nif 'error' in d:\n"
        "    raise SystemExit\nr.json()['x']\n"
    ),
    "another file's helper": "r = POST\nexamine(r)\nprint(r.json()['x'])\n",
    "another file's helper for the body": "d = POST.json()\nexamine(d)\nprint(d['x'])\n",
    "a method that is not shown": (
        "class C(B):\n    def f(self):\n        r = POST\n        self.g(r)\n        r.json()['x']\n"
    ),
    "the response as a truth": "r = POST\nif r:\n    print(r.json()['x'])\n",
    "the response as no truth": "r = POST\nif not r:\n    raise SystemExit\nprint(r.json()['x'])\n",
    "bool": "r = POST\ngood = bool(r)\nprint(r.json()['x'])\n",
    "and": "r = POST\nd = r and r.json()['x']\n",
    "an assertion of the response": "r = POST\nassert r\nprint(r.json()['x'])\n",
    "an assertion of ok": "r = POST\nassert r.ok\nprint(r.json()['x'])\n",
    "a pattern": "r = POST\nmatch r.status_code:\n    case 200:\n        print(r.json()['x'])\n",
    "a pattern of the body": "d = POST.json()\nmatch d:\n    case {'choices': c}:\n        print(d['choices'])\n",
    "a code": "r = POST\nif r.status_code == requests.codes.ok:\n    print(r.json()['x'])\n",
    "a walrus": "if (r := POST).ok:\n    print(r.json()['x'])\n",
    "a walrus of the body": "if 'error' in (d := POST.json()):\n    raise SystemExit\nprint(d['x'])\n",
    "with": "with POST as r:\n    d = r.json()\n    if 'error' in d:\n        raise SystemExit\n    print(d['x'])\n",
    "an alias": "r = POST\nanswer = r\nanswer.raise_for_status()\nprint(r.json()['x'])\n",
    "an attribute": (
        "class C:\n    def f(self):\n        self.r = POST\n        if self.r.ok:\n"
        "            return self.r.json()['x']\n"
    ),
    "an attribute, in another method": (
        "class C:\n    def f(self):\n        self.r = POST\n        self.g()\n        return self.r.json()['x']\n"
        "    def g(self):\n        self.r.raise_for_status()\n"
    ),
    "a closure": (
        "def f():\n    r = POST\n    def g():\n        r.raise_for_status()\n    g()\n    return r.json()['x']\n"
    ),
    "httpx": "r = httpx.post(U, headers=H)\nif r.is_error:\n    raise SystemExit\nprint(r.json()['x'])\n",
    "a hook of the call": "r = requests.post(U, headers=H, hooks={'response': examine})\nprint(r.json()['x'])\n",
    "a hook of the client": (
        "c = httpx.Client(event_hooks={'response': [examine]})\nr = c.post(U, headers=H)\nprint(r.json()['x'])\n"
    ),
    "a hook that is added": (
        "s = requests.Session()\ns.hooks['response'].append(examine)\nr = s.post(U, headers=H)\nprint(r.json()['x'])\n"
    ),
    "a hook that is set": (
        "c = httpx.Client()\nc.event_hooks = {'response': [examine]}\nr = c.post(U, headers=H)\nprint(r.json()['x'])\n"
    ),
    "the text is asked": "r = POST\nif 'error' in r.text:\n    raise SystemExit\nprint(r.json()['x'])\n",
    "a text that is parsed": "d = json.loads(POST.text)\nif 'error' in d:\n    raise SystemExit\nprint(d['x'])\n",
    "the error is read": "d = POST.json()\nif d['error']:\n    raise SystemExit\nprint(d['x'])\n",
    "the keys": "d = POST.json()\nif 'choices' in d.keys():\n    print(d['choices'])\n",
    "a choice": "d = POST.json()\nprint(d['x'] if 'x' in d else d)\n",
    "a comprehension": "rs = [POST for _ in 'ab']\nprint([r.json()['x'] for r in rs if r.ok])\n",
    "a retry by the result": (
        "import backoff\n@backoff.on_predicate(backoff.expo, lambda d: 'error' in d)\ndef f():\n"
        "    return POST.json()\n"
    ),
    "a name of the module": (
        "data = None\ndef send():\n    global data\n    data = POST.json()\n"
        "def ask():\n    send()\n    return None if 'error' in data else data['choices']\n"
    ),
    "a name of the function around": (
        "def ask():\n    data = None\n    def send():\n        nonlocal data\n        data = POST.json()\n"
        "    send()\n    return None if 'error' in data else data['choices']\n"
    ),
    "a list": "ds = [POST.json() for _ in 'ab']\nfor d in ds:\n    if 'error' not in d:\n        print(d['x'])\n",
    "a list that is added to": (
        "ds = []\nfor _ in 'ab':\n    ds.append(POST.json())\nprint([d['x'] for d in ds if 'error' not in d])\n"
    ),
    "a mapping": "def f():\n    return {'data': POST.json()}\nd = f()\nassert 'error' not in d['data']\n",
    "a pool": (
        "def f(x):\n    return POST.json()\nfor d in pool.map(f, 'ab'):\n    if 'error' not in d:\n"
        "        print(d['x'])\n"
    ),
    "the next round": (
        "r = None\nwhile True:\n    if r is not None and r.status_code == 200:\n        break\n    r = POST\n"
        "    d = r.json()\n"
    ),
    "the body is only printed": "r = POST\nprint(r.text)\n",
    "the body is only printed, parsed": "print(POST.json())\n",
    "the body is only printed, as a name": "d = POST.json()\nprint(json.dumps(d, indent=2))\n",
    "the body is only printed, in a text": "r = POST\nprint(f'answer: {r.text}')\nprint('answer: %s' % r.text)\n",
    "the body is only logged": "r = POST\nlogging.info('answer: %s', r.json())\n",
    "the body is only raised": "r = POST\nraise SystemExit(r.text)\n",
    "only headers": "r = POST\nprint(r.headers['x-request-id'])\n",
    "a stream": "r = POST\nfor line in r.iter_lines():\n    print(line)\n",
    "public": 'r = requests.get("https://openrouter.ai/api/v1/models")\nprint(len(r.json()["data"]))\n',
    "public, with the key": (
        'r = requests.get("https://openrouter.ai/api/v1/models", headers=H)\nprint(r.json()["data"])\n'
    ),
    "public, any method": (
        'r = requests.request("GET", "https://openrouter.ai/api/v1/providers")\nprint(r.json()["data"])\n'
    ),
    "public, in part unknown": (
        'r = requests.get(f"https://openrouter.ai/api/v1/models/{x}/endpoints")\nr.json()["data"]\n'
    ),
}


@pytest.mark.parametrize("text", LOOKED_AT.values(), ids=LOOKED_AT)
def test_a_response_that_somebody_looks_at(text: str) -> None:
    assert lines(text) == []


#: Nobody looks at this response: what is asked of another one is no test of it. With the lines of the findings.
NOT_LOOKED_AT = {
    "another response of the name": ("r = POST\nr.raise_for_status()\nr = POST\nprint(r.json()['x'])\n", [4]),
    "another response of the name, before": ("r = POST\nprint(r.json()['x'])\nr = POST\nprint(r.ok)\n", [2]),
    "another function's name": (
        "def f():\n    r = POST\n    return r.json()['x']\ndef g():\n    r = POST\n    r.raise_for_status()\n",
        [3],
    ),
    "another function's error": (
        "def f():\n    data = POST.json()\n    return data['x']\ndef g(data):\n    return 'error' in data\n",
        [2],
    ),
    "another body's error": (
        "def f(stored):\n    data = POST.json()\n    if 'error' in stored:\n        return None\n"
        "    return data['x']\n",
        [2],
    ),
    "another body of the name": (
        "data = json.load(open('x'))\nif 'error' in data:\n    raise SystemExit\ndata = POST.json()\n"
        "print(data['x'])\n",
        [4],
    ),
    "a comment and a docstring": (
        "def f():\n    '''if \"error\" in data'''\n    data = POST.json()  # if 'error' in data\n"
        "    return data['x']\n",
        [3],
    ),
    "an element's error": ("data = POST.json()\nprint([c['x'] for c in data['choices'] if 'error' in c])\n", [1]),
    "another call of the helper": (
        "def body(r):\n    return r.json()\nd = body(POST)\nassert 'error' in d\nr = POST\nbody(r)\n"
        "print(r.json()['x'])\n",
        [7],
    ),
    "another class's method": (
        "class A:\n    def send(self):\n        return POST.json()\n    def ask(self):\n"
        "        return self.send()['x']\n"
        "class B:\n    def send(self):\n        return {}\n    def ask(self):\n        return 'error' in self.send()\n",
        [3],
    ),
    "another function of the name": (
        "def f():\n    def send():\n        return POST.json()\n    return send()['x']\n"
        "def g():\n    def send():\n        return {}\n    return 'error' in send()\n",
        [3],
    ),
    "a helper that does not look": ("def f(r):\n    print(r.url)\nr = POST\nf(r)\nprint(r.json()['x'])\n", [5]),
    "the other arm": (
        "if U:\n    r = POST\n    r.raise_for_status()\nelse:\n    r = POST\n    print(r.json()['x'])\n",
        [6],
    ),
    "printed, and used": ("r = POST\nprint(r.text)\nprint(r.json()['x'])\n", [3]),
    "unknown path": (
        "def f(path):\n    r = requests.get(f'https://openrouter.ai/api/v1/{path}', headers=H)\n    r.json()['x']\n",
        [3],
    ),
    "a key's own models": (
        'r = requests.get("https://openrouter.ai/api/v1/models/user", headers=H)\nr.json()["x"]\n',
        [2],
    ),
}


@pytest.mark.parametrize(("text", "expected"), NOT_LOOKED_AT.values(), ids=NOT_LOOKED_AT)
def test_a_response_that_nobody_looks_at(text: str, expected: list[int]) -> None:
    assert lines(text) == expected


USED = "print(r.json()['x'])\n"
TRY = "try:\n    r = POST\n    print(r.json()['x'])\n"
#: Why no check is put there: what the code after it does is lost otherwise, or nothing can be there.
UNFIXABLE = {
    **{
        f"except {kind}": (f"{TRY}except {kind}:\n    pass\n", handlers.CAUGHT)
        for kind in (
            "KeyError",
            "Exception",
            "IndexError",
            "(TypeError, KeyError)",
            "requests.HTTPError",
            "ValueError as error",
            "requests.RequestException",
        )
    },
    "except": (f"{TRY}except:\n    pass\n", handlers.CAUGHT),
    "except, round what is made of it": (
        "r = POST\ndata = r.json()\ntry:\n    print(data['x'])\nexcept KeyError:\n    print('none')\n",
        handlers.CAUGHT,
    ),
    "except, further out": (
        "try:\n    with open('x'):\n        r = POST\n        if U:\n            print(r.json()['x'])\n"
        "except KeyError:\n    pass\n",
        handlers.CAUGHT,
    ),
    "suppress": (f"import contextlib\nr = POST\nwith contextlib.suppress(KeyError):\n    {USED}", handlers.CAUGHT),
    "except, round a call": (
        "def f():\n    r = POST\n    return r.json()['x']\ntry:\n    f()\nexcept KeyError:\n    pass\n",
        handlers.CAUGHT,
    ),
    "except, round a call's call": (
        "def f():\n    r = POST\n    return r.json()['x']\ndef g():\n    return f()\n"
        "def main():\n    try:\n        g()\n    except KeyError:\n        pass\n",
        handlers.CAUGHT,
    ),
    "except, round a method's call": (
        "class C:\n    def f(self):\n        r = POST\n        return r.json()['x']\n    def g(self):\n        try:\n"
        "            return self.f()\n        except KeyError:\n            return None\n",
        handlers.CAUGHT,
    ),
    "except, round the construction": (
        "class C:\n    def __init__(self):\n        r = POST\n        self.x = r.json()['x']\n"
        "try:\n    C()\nexcept KeyError:\n    pass\n",
        handlers.CAUGHT,
    ),
    "except, round the awaited call": (
        "async def f():\n    r = await httpx.AsyncClient().post(U, headers=H)\n    return r.json()['x']\n"
        "async def g():\n    try:\n        return await f()\n    except KeyError:\n        return None\n",
        handlers.CAUGHT,
    ),
    "gathered exceptions": (
        "import asyncio\nasync def f():\n    r = await httpx.AsyncClient().post(U, headers=H)\n"
        "    return r.json()['x']\n"
        "async def g():\n    return await asyncio.gather(f(), f(), return_exceptions=True)\n",
        handlers.CAUGHT,
    ),
    "while": ("done = False\nwhile not done:\n    r = POST\n    done = r.json()['done']\n", handlers.REPEATED),
    "attempts": ("for attempt in range(3):\n    r = POST\n    print(r.json()['x'])\n", handlers.REPEATED),
    "tenacity, as a loop": (
        "from tenacity import Retrying\nfor attempt in Retrying():\n    with attempt:\n        r = POST\n"
        "        r.json()['x']\n",
        handlers.REPEATED,
    ),
    "the first that answers": (
        "for model in 'ab':\n    r = POST\n    x = r.json()['x']\n    if x:\n        break\n",
        handlers.REPEATED,
    ),
    "a caller's loop": (
        "def f():\n    r = POST\n    return r.json()\nx = None\nwhile not x:\n    x = f()['x']\n",
        handlers.REPEATED,
    ),
    "tenacity": (
        "import tenacity\n@tenacity.retry\ndef f():\n    r = POST\n    return r.json()['x']\n",
        handlers.DECORATED,
    ),
    "tenacity, called": (
        "from tenacity import retry, wait_fixed\n@retry(wait=wait_fixed(1))\ndef f():\n    r = POST\n"
        "    return r.json()['x']\n",
        handlers.DECORATED,
    ),
    "backoff": (
        "import backoff\n@backoff.on_exception(backoff.expo, KeyError)\ndef f():\n    r = POST\n"
        "    return r.json()['x']\n",
        handlers.DECORATED,
    ),
    "a caller's decorator": (
        "import backoff\ndef f():\n    r = POST\n    return r.json()['x']\n"
        "@backoff.on_exception(backoff.expo, KeyError)\ndef g():\n    return f()\n",
        handlers.DECORATED,
    ),
    "handed on": ("def f():\n    r = POST\n    return r.json()['x']\nexamine(f)\n", handlers.GIVEN_AWAY),
    "printed after": ("r = POST\ndata = r.json()\nprint(data)\nprint(data['x'])\n", responses.SHOWN),
    "logged after": ("r = POST\nx = r.json()\nlogging.debug('%s', r.text)\nprint(x['x'])\n", responses.SHOWN),
    "raised after": ("r = POST\nx = r.json()['x']\nif not x:\n    raise ValueError(r.text)\n", responses.SHOWN),
    "printed after, by a helper": (
        "def show(d):\n    print(d)\nr = POST\nd = r.json()\nshow(d)\nd['x']\n",
        responses.SHOWN,
    ),
    "printed first, tried then": (
        "r = POST\nprint('Raw answer:')\nprint(r.text)\ntry:\n    print(r.json()['x'])\nexcept KeyError:\n    pass\n",
        handlers.CAUGHT,
    ),
    "returned whole": ("def f():\n    r = POST\n    return r.json()\n", responses.HANDED_ON),
    "kept whole": ("r = POST\njson.dump(r.json(), open('x', 'w'))\n", responses.HANDED_ON),
    "no name": ("print(POST.json()['x'])\n", responses.UNNAMED),
    "no name in time": ("print((r := POST).json()['x'])\n", responses.UNNAMED),
    "a name in the same statement": ("if (r := POST) is not None and r.json()['x']:\n    pass\n", responses.TOO_LATE),
    "a name that another response may have": (
        "r = POST\nif U:\n    r = requests.get('https://example.com')\nprint(r.json()['x'])\n",
        responses.SHARED,
    ),
    "urllib3": (
        "import urllib3\nr = urllib3.request('GET', U, headers=H)\nprint(r.json()['x'])\n",
        responses.CANNOT_RAISE,
    ),
}


@pytest.mark.parametrize(("text", "reason"), UNFIXABLE.values(), ids=UNFIXABLE)
def test_a_check_that_would_break_something(text: str, reason: str) -> None:
    before = program(text)
    found = result(before)
    assert found.data.decode() == before
    assert {why for _, why in found.dropped} == {reason}
    assert {finding.code for finding in found.left} == {"OPR702"}


#: Where the check goes: before the first use, where it comes before all of them, and ``CHECK`` is.
FIXED = {
    "before the first use": "r = POST\nprint('asked')\nCHECKx = r.json()['x']\nprint(r.json()['y'])\n",
    "after a print": "r = POST\nprint(r.text)\nCHECKprint(r.json()['x'])\n",
    "before both arms": "r = POST\nCHECKif U:\n    x = r.json()['x']\nelse:\n    x = r.json()['y']\n",
    "before an arm and what follows": "r = POST\nCHECKif U:\n    x = r.json()['x']\nprint(r.json()['y'])\n",
    "in the only arm": "r = POST\nif U:\n    CHECKx = r.json()['x']\n",
    "in a try without a handler": "try:\n    r = POST\n    CHECKprint(r.json()['x'])\nfinally:\n    print('done')\n",
    "where only an interrupt is caught": (
        "try:\n    r = POST\n    CHECKprint(r.json()['x'])\nexcept KeyboardInterrupt:\n    pass\n"
    ),
    "after a try": "try:\n    r = POST\nexcept OSError:\n    raise\nCHECKprint(r.json()['x'])\n",
    "in a handler": "try:\n    pass\nexcept KeyError:\n    r = POST\n    CHECKprint(r.json()['x'])\n",
    "in a loop over data": "for p in 'ab':\n    r = POST\n    CHECKprint(r.json()['x'])\n",
    "a caller that does nothing about it": (
        "def f():\n    r = POST\n    CHECKreturn r.json()\ndef main():\n    print(f()['x'])\n"
    ),
    "in a function that is called": "def f():\n    r = POST\n    CHECKreturn r.json()['x']\nprint(f())\n",
    "before a loop": "r = POST\nCHECKfor x in r.json()['x']:\n    print(x)\n",
    "in a with": "with POST as r:\n    CHECKprint(r.json()['x'])\n",
    "before a decorated function": "r = POST\nCHECK@examine(r.json()['x'])\ndef f(): ...\n",
    "before a function that takes an answer": "r = POST\nCHECKregister(r.json())\n",
    "before a test": "r = POST\nCHECKif r.json():\n    pass\n",
}


@pytest.mark.parametrize("text", FIXED.values(), ids=FIXED)
def test_where_the_check_goes(text: str) -> None:
    lines = []
    for line in text.splitlines(keepends=True):
        indent = line[: len(line) - len(line.lstrip())]
        lines.append(line.replace("CHECK", f"r.raise_for_status()\n{indent}"))
    after = program("".join(lines))
    ast.parse(after)
    assert fixed(program(text.replace("CHECK", ""))) == after


FUNCTIONS = (
    "def send():\n    r = POST\n    return r.json()\n",
    "def ask():\n    data = send()\n    return data['choices']\n",
    "def safe():\n    data = send()\n    return None if 'error' in data else data['choices']\n",
    "def other(data):\n    return 'error' in data\n",
    "def alone():\n    r = POST\n    data = r.json()\n    return data['choices']\n",
    "def twice():\n    r = POST\n    r.raise_for_status()\n    r = POST\n    return r.json()['choices']\n",
    "class A:\n    def send(self):\n        return POST.json()\n    def ask(self):\n        return self.send()['x']\n",
    "class B:\n    def send(self):\n        return {}\n    def ask(self):\n        return 'error' in self.send()\n",
)


def test_the_order_of_functions_changes_nothing() -> None:
    outcomes = set()
    for seed in range(30):
        shuffled = random.Random(seed).sample(FUNCTIONS, len(FUNCTIONS))
        found = check_source(program("".join(shuffled)), "app.py", ALL)
        said = sorted((finding.span.document.line(finding.line), finding.unfixable) for finding in found)
        outcomes.add(tuple(said))
    assert len(outcomes) == 1
    assert len(outcomes.pop()) == 3


#: Programs of a size, each with what once was searched anew for every call.
GROWING: dict[str, Callable[[int], str]] = {
    "calls in one function": lambda size: "def f():\n" + "    r = POST\n    print(r.json()['x'])\n" * size,
    "calls in many functions": lambda size: "".join(
        f"def f{number}():\n    r = POST\n    return r.json()['x']\n" for number in range(size)
    ),
    "nested functions": lambda size: (
        "def f():\n"
        + "".join(
            f"    def g{number}():\n        r = POST\n        return r.json()\n    print(g{number}()['x'])\n"
            for number in range(size)
        )
    ),
    "returns": lambda size: (
        "def f(a):\n    r = POST\n"
        + "".join(f"    if a == {number}:\n        return r.json()['x']\n" for number in range(size))
    ),
    "raises": lambda size: "".join(
        f"def f{number}():\n    r = POST\n    raise ValueError(r.json()['x'])\n" for number in range(size)
    ),
    "asserts": lambda size: "".join(
        f"def test_{number}():\n    r = POST\n    assert r.status_code == 401\n" for number in range(size)
    ),
    "callers": lambda size: (
        "def f():\n    r = POST\n    return r.json()\n"
        + "".join(f"def g{number}():\n    return f()['x']\n" for number in range(size))
    ),
    "methods": lambda size: "".join(
        f"class C{number}:\n    def send(self):\n        r = POST\n        return r.json()\n"
        "    def ask(self):\n        return self.send()['x']\n"
        for number in range(size)
    ),
    "closures": lambda size: "def f():\n" + "    r = POST\n    g = lambda: r.json()['x']\n" * size,
}


def steps(text: str, configuration: Configuration) -> int:
    """Return how many functions a check calls."""
    document = Document("app.py", program(text))
    tree = ast.parse(document.text)
    return calls(lambda: analysis.analyse(PYTHON.program(document, tree), configuration))


@pytest.mark.parametrize("configuration", [DEFAULT, ALL], ids=["off", "on"])
@pytest.mark.parametrize("made", GROWING.values(), ids=GROWING)
def test_twice_the_calls_cost_twice_the_steps(made: Callable[[int], str], configuration: Configuration) -> None:
    assert steps(made(240), configuration) < 2.2 * steps(made(120), configuration)


def test_methods_of_one_name_are_told_apart_at_no_greater_cost() -> None:
    one = (
        "class C{0}:\n    def f(self):\n        r = POST\n        self.g(r)\n        print(r.json()['x'])\n"
        "    def g(self, r):\n        print(r.url)\n"
    )
    costs = []
    for size in (60, 120):
        text = "".join(map(one.format, range(size)))
        costs.append(steps(text, ALL) - steps(text, WITHOUT_RESPONSES))
    assert costs[1] < 2.2 * costs[0]


#: A call without a key, and whether a test says that it is meant: it is with the call, round it or in it.
EXPECTING = {
    "no test": ("requests.post(U)\n", ["OPR501"]),
    "the same function": ("def test_f():\n    assert requests.post(U).status_code == 401\n", []),
    "the function around": (
        "def test_f():\n    def send():\n        return requests.post(U)\n    assert send().status_code == 401\n",
        [],
    ),
    "a function in it": (
        "def test_f():\n    r = requests.post(U)\n    def look():\n        assert r.status_code == 401\n    look()\n",
        [],
    ),
    "the module itself": ("r = requests.post(U)\nassert r.status_code == 401\n", []),
    "another function": (
        "def test_f(r):\n    assert r.status_code == 401\ndef g():\n    return requests.post(U)\n",
        ["OPR501"],
    ),
    "another function, before the module's call": (
        "def test_f(r):\n    assert r.status_code == 401\nrequests.post(U)\n",
        ["OPR501"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), EXPECTING.values(), ids=EXPECTING)
def test_a_call_that_is_meant_to_be_refused(text: str, expected: list[str]) -> None:
    assert codes(HEAD + text) == expected


def test_what_was_followed_is_gone_without_the_garbage_collector() -> None:
    text = "def f():\n    for n in 'ab':\n        r = POST\n        return r.json()\nprint(f()['x'])\n"
    assert lines(text) == [4]
    gc.collect()
    before = scopes()
    gc.disable()
    try:
        lines(text)
        assert scopes() == before
    finally:
        gc.enable()


def scopes() -> int:
    return sum(isinstance(item, Scope) for item in gc.get_objects())


def test_nothing_is_followed_for_a_rule_that_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    followed: list[object] = []
    monkeypatch.setattr(responses.traces, "trace", lambda *given: followed.append(given))
    check_source(program("r = POST\nprint(r.json()['x'])\n"), "app.py", DEFAULT)
    assert followed == []
