"""Programs that repeat one thing: what they cost may grow with the number of repetitions, and no faster.

In a text ``$n`` is the number of the repetition, ``$m`` that of the one before (``_`` before the first), ``$key`` a
live-shaped key of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from typing import NamedTuple

_REPEATED = re.compile("«(.*?)»", re.DOTALL)
_MARK = re.compile(r"\$(?:n|m|key)")

HEAD = (
    "import os, requests\nfrom openai import OpenAI\n"
    'U = "https://openrouter.ai/api/v1/chat/completions"\nK = os.environ["OPENROUTER_API_KEY"]\n'
    'OK = {"Authorization": f"Bearer {K}"}\n'
)


class Program(NamedTuple):
    """``body`` is what is repeated. ``most``: how often Python's own parser still takes it."""

    body: str
    before: str = ""
    after: str = ""
    between: str = ""
    most: int = 4000

    def text(self, count: int) -> str:
        """Return the program with ``count`` repetitions of its body, and of what is in guillemets round it."""

        def repeated(piece: re.Match[str]) -> str:
            return self.between.join(_numbered(piece[1], number) for number in range(count))

        return HEAD + _REPEATED.sub(repeated, f"{self.before}«{self.body}»{self.after}")


def _numbered(body: str, number: int) -> str:
    return _MARK.sub(lambda mark: _MARKS[mark[0]](number), body)


_MARKS: dict[str, Callable[[int], str]] = {
    "$n": str,
    "$m": lambda number: str(number - 1) if number else "_",
    "$key": lambda number: f"sk-or-v1-{sha256(str(number).encode()).hexdigest()}",
}

_SENT = "requests.post(U, headers=h, json={})\n"
_POST = 'requests.post(U, headers={"Authorization": f"Bearer {K}"}, json={})\n'
_SESSION = "s = requests.Session()\n"
_ASK = "s.post(U, json={})\n"

MAPPINGS = {
    "headers: entries": Program('"X-$n": "a", ', "requests.post(U, headers={", "}, json={})\n"),
    "headers: entries that hold the key": Program('"X-Key-$n": K, ', "requests.post(U, headers={", "}, json={})\n"),
    "headers: one name again": Program('"Authorization": K, ', "requests.post(U, headers={", "}, json={})\n"),
    "headers: lines of entries": Program('    "X-$n": K,\n', "h = {\n", f"}}\n{_SENT}"),
    "headers: keywords": Program("x$n=K, ", "requests.post(U, headers=dict(", "), json={})\n"),
    "headers: pairs": Program('("X-$n", K), ', "requests.post(U, headers=[", "], json={})\n"),
    "headers: spread": Program("**OK, ", "requests.post(U, headers={", "}, json={})\n"),
    "headers: merged": Program('{"X-$n": K}', "h = ", f"\n{_SENT}", " | ", most=800),
    "headers: items set": Program('h["X-$n"] = K\n', "h = {}\n", _SENT),
    "headers: one item set": Program('h["Authorization"] = K\n', "h = {}\n", _SENT),
    "headers: items set, sent each time": Program(f'h["X-$n"] = K\n{_SENT}', "h = {}\n"),
    "headers: updates": Program('h.update({"X-$n": K})\n', "h = {}\n", _SENT),
    "headers: pops": Program('h.pop("X-$n", None)\n', 'h = {"Authorization": K}\n', _SENT),
    "headers: setdefault": Program('h.setdefault("X-$n", K)\n', "h = {}\n", _SENT),
    "headers: in place": Program('h |= {"X-$n": K}\n', "h = {}\n", _SENT),
    "headers: copies": Program("h$n = h$m\nrequests.post(U, headers=h$n)\n", "h_ = OK\n"),
    "headers: dicts of their own": Program('h$n = {"Authorization": K}\nrequests.post(U, headers=h$n, json={})\n'),
    "headers: dicts nobody sends": Program('h$n = {"Authorization": K}\n'),
    "headers: dicts in a list": Program('{"Authorization": K, "Accept": "a"}, ', "x = [", "]\n"),
    "headers: dicts in a dict": Program('"a$n": {"Authorization": K, "url": U}, ', "x = {", "}\n"),
    "headers: of a class": Program(
        f'    def f$n(self):\n        self.h["X-$n"] = K\n        {_SENT.replace("=h", "=self.h")}',
        "class C:\n    def __init__(self):\n        self.h = {}\n",
    ),
    "headers: sent by each function": Program(
        "def f$n():\n    h = {}\n    h['Authorization'] = K\n    requests.post(U, headers=h)\n"
    ),
    "headers: one name, bound and set again": Program("h = {}\nh['Authorization'] = K\nrequests.post(U, headers=h)\n"),
    "headers: arms": Program(
        "    case 'a$n':\n        h['X'] = K\n        requests.post(U, headers=h)\n", "h = {}\nmatch K:\n"
    ),
    "headers: alternatives": Program(f'if a$n:\n    h = {{"Authorization": K}}\n{_SENT}', "h = {}\n"),
    "dict: entries": Program('"k$n": $n, ', "x = {", "}\n"),
    "shown: a name bound again": Program("if a$n:\n    x = f(x, $n)\nprint(x)\n"),
    "shown: what callers hand on": Program("def f$n(a):\n    print(a)\n    f$m(a)\n", after="f_ = print\nf1(1)\n"),
    "asked: a name bound again": Program("if a$n:\n    x = f(x, $n)\ns.get(x)\ns.put(x, 1)\n"),
    "asked: one table": Program("d.get(t['a$n'])\n", before="t = {«'a$n': $n, »}\n"),
    "dict: entries, one asked for": Program('"k$n": K, ', "x = {", '}\nrequests.post(U, headers={"a": x["k0"]})\n'),
    "dict: entries, all asked for": Program(
        'requests.post(U, headers={"Authorization": x["k$n"]}, json={})\n', 'x = {«"k$n": K, »}\n'
    ),
    "dict: nested": Program('"k$n": {"a": {"b": {"c": K}}}, ', "x = {", "}\n"),
    "dict: nested dicts written out": Program('x["a"]["b$n"] = K\n', 'x = {"a": {}}\n', "print(x)\n"),
    "session: updates": Program('s.headers.update({"X-$n": K})\n', _SESSION, _ASK),
    "session: items": Program('s.headers["X-$n"] = K\n', _SESSION, _ASK),
    "session: updates and requests": Program(f's.headers.update({{"X-$n": K}})\n{_ASK}', _SESSION),
    "session: headers": Program(f"s.headers = OK\n{_ASK}", _SESSION),
    "session: cookies": Program('s.cookies["c$n"] = K\n', _SESSION, _ASK),
    "session: requests": Program(_ASK, _SESSION),
    "session: auth": Program(f's.auth = ("a", K)\n{_ASK}', _SESSION),
    "session: sessions": Program('s$n = requests.Session()\ns$n.headers["Authorization"] = K\ns$n.post(U)\n'),
    "session: below a base": Program(
        's.get("/key")\n', 'import httpx\ns = httpx.Client(base_url="https://openrouter.ai/api/v1", headers=OK)\n'
    ),
    "session: with": Program(f"with requests.Session() as s:\n    s.headers.update(OK)\n    {_ASK}"),
    "request: add_header": Program(
        'r.add_header("X-$n", K)\n',
        "import urllib.request\nr = urllib.request.Request(U)\n",
        "urllib.request.urlopen(r)\n",
    ),
    "request: built and sent": Program(
        'r = Request(U, headers={"authorization": K})\nr.add_header("X-A", K)\nurlopen(r)\n',
        "from urllib.request import Request, urlopen\n",
    ),
}

CODE = {
    "requests: right": Program(_POST),
    "requests: without a header": Program("requests.post(U, json={})\n"),
    "requests: without a scheme": Program('requests.post(U, headers={"Authorization": K}, json={})\n'),
    "requests: misspelt": Program('requests.post(U, headers={"Autorization": f"Bearer {K}"}, json={})\n'),
    "requests: lower case": Program('requests.post(U, headers={"authorization": f"bearer {K}"}, json={})\n'),
    "requests: in one function": Program(f"    {_POST}", "def f():\n"),
    "requests: in functions": Program(f"def f$n():\n    {_POST}"),
    "requests: in functions, without a header": Program("def f$n():\n    requests.post(U, json={})\n"),
    "requests: in methods": Program(f"    def f$n(self):\n        {_POST}", "class C:\n"),
    "requests: in classes": Program(f"class C$n:\n    def f(self):\n        {_POST}"),
    "requests: wrong base": Program('requests.get("https://openrouter.ai/v1/key", headers=OK)\n'),
    "requests: http": Program('requests.get("http://openrouter.ai/api/v1/key", headers=OK, verify=False)\n'),
    "requests: elsewhere": Program('requests.get("https://api.openai.com/v1/models", headers=OK)\n'),
    "requests: to names": Program("u$n = U\nrequests.post(u$n, headers=OK, json={})\n"),
    "responses: used": Program("r = requests.post(U, headers=OK, json={})\nprint(r.json())\n"),
    "responses: checked": Program("r = requests.post(U, headers=OK)\nr.raise_for_status()\nprint(r.json())\n"),
    "responses: names": Program("r$n = requests.post(U, headers=OK)\nprint(r$n.json())\n"),
    "responses: in a function": Program(
        "    r$n = requests.post(U, headers=OK)\n    print(r$n.json())\n", "def f():\n"
    ),
    "responses: asked for an error": Program(
        'def f$n():\n    r = requests.post(U, headers=OK)\n    if "error" in r.json():\n        raise ValueError(1)\n'
    ),
    "responses: tests that expect a 401": Program(
        "def test_$n():\n    r = requests.post(U, json={})\n    assert r.status_code == 401\n"
    ),
    "carrier: cookies": Program('requests.get(U, cookies={"key": K})\n'),
    "carrier: query": Program('requests.get(U, params={"api_key": K})\n'),
    "carrier: body": Program('requests.post(U, json={"api_key": K, "model": "m"})\n'),
    "carrier: entries of one body": Program('"a$n": K, ', "requests.post(U, json={", "})\n"),
    "carrier: in a URL": Program('requests.get(f"https://openrouter.ai/api/v1/key?api_key={K}")\n'),
    "carrier: user part": Program('requests.get(f"https://{K}@openrouter.ai/api/v1/key")\n'),
    "carrier: auth": Program('requests.get(U, auth=("", K))\n'),
    "carrier: a Cookie header": Program('requests.get(U, headers={"Cookie": f"key={K}"})\n'),
    "carrier: two spellings": Program('requests.get(U, headers={"authorization": K, "Authorization": K})\n'),
    "clients: right": Program('OpenAI(base_url="https://openrouter.ai/api/v1", api_key=K)\n'),
    "clients: without a key": Program('OpenAI(base_url="https://openrouter.ai/api/v1")\n'),
    "clients: without an endpoint": Program("OpenAI(api_key=K)\n"),
    "clients: in functions": Program("def f$n():\n    return OpenAI(api_key=K)\n"),
    "clients: in one function": Program("    OpenAI(api_key=K)\n", "def f():\n"),
    "clients: in branches": Program("    if a$n:\n        OpenAI(api_key=K)\n", "def f():\n"),
    "clients: bearer": Program('OpenAI(base_url="https://openrouter.ai/api/v1", api_key=f"Bearer {K}")\n'),
    "clients: headers": Program('OpenAI(base_url="https://openrouter.ai/api/v1", api_key=K, default_headers=OK)\n'),
    "clients: of subclasses": Program(
        "class C$n(OpenAI):\n    def __init__(self):\n        super().__init__(api_key=K)\n"
    ),
    "clients: globals": Program('openai.api_base = "https://openrouter.ai/api/v1"\nOpenAI()\n', "import openai\n"),
    "callers: of one function": Program("f(K)\n", f"def f(k):\n    {_POST}"),
    "callers: of one function, asked each time": Program(
        "    f(K)\n    requests.post(U, headers={'Authorization': k})\n", "def f(k):\n    pass\ndef g(k):\n", "g(K)\n"
    ),
    "callers: of each function": Program(f"def f$n(k):\n    {_POST.replace('{K}', '{k}')}f$n(K)\n"),
    "callers: of one name": Program("class C$n:\n    def f(self, k):\n        print(k)\nx.f(K)\n"),
    "callers: a function each": Program("def f$n(k=K):\n    return g(k)\n", f"def g(k):\n    {_POST}"),
    "callers: a chain": Program("def f$n(k):\n    return f$m(k)\n", "def f_(k):\n    return k\n", "x = f0(K)\n"),
    "classes: attributes": Program(
        "        self.a$n = K\n", "class C:\n    def __init__(self):\n", "requests.get(U, headers={'a': C().a0})\n"
    ),
    "classes: one attribute": Program(
        "        self.a = K\n", "class C:\n    def __init__(self):\n", "requests.get(U, headers={'a': C().a})\n"
    ),
    "classes: one attribute, in methods": Program(
        "    def f$n(self):\n        self.a = K\n        requests.get(U, headers={'a': self.a})\n", "class C:\n"
    ),
    "classes: attributes, all read": Program(
        "    def f$n(self):\n        self.a$n = K\n        requests.get(U, headers={'a': self.a$n})\n", "class C:\n"
    ),
    "classes: methods that call each other": Program(
        "    def f$n(self):\n        return self.f$m()\n", "class C:\n    def f_(self):\n        return K\n"
    ),
    "classes: subclasses": Program(
        f"class C$n(B):\n    def f(self):\n        {_SENT.replace('=h', '=self.h')}", "class B:\n    h = OK\n"
    ),
    "classes: a line of subclasses": Program(
        f"class C$n(C$m):\n    def f(self):\n        {_SENT.replace('=h', '=self.h')}", "class C_:\n    h = OK\n"
    ),
    "classes: __init__ of each": Program(
        f"class C$n:\n    def __init__(self, k):\n        self.k = k\n    def f(self):\n        {_POST}C$n(K).f()\n"
    ),
    "classes: super().__init__": Program(
        "class C$n(B):\n    def __init__(self, k):\n        super().__init__(api_key=k)\n"
        "    def f(self):\n        print(self.api_key)\n"
    ),
    "classes: settings": Program(
        "    a$n: str = 'a'\n",
        "from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n",
        "requests.get(U, headers={'a': S().a0})\n",
    ),
    "classes: settings, all read": Program(
        "requests.get(U, headers={'a': S().a$n})\n",
        "from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n«    a$n: str = 'a'\n»",
    ),
    "environment: writes": Program('os.environ["V$n"] = "a"\n'),
    "environment: writes and reads": Program('os.environ["V$n"] = "a"\nx$n = os.getenv("V$n")\nprint(x$n)\n'),
    "environment: one variable": Program('os.environ["OPENAI_API_KEY"] = K\nOpenAI()\n'),
    "environment: clients": Program('os.environ["OPENAI_BASE_URL"] = U\nOpenAI(api_key=K)\n'),
    "environment: defaults": Program('k$n = os.getenv("OPENROUTER_API_KEY", "sk-or-v1-abc123def$n")\n'),
    "output: print": Program("print(K)\n"),
    "output: log": Program('logger.info("%s", K)\n', "import logging\nlogger = logging.getLogger()\n"),
    "output: raised": Program("def f$n():\n    raise ValueError(K)\n"),
    "output: arguments of one call": Program("K, ", "print(", ")\n"),
}

NAMES = {
    "names: assigned": Program("x = K\n", "", _POST),
    "names: assigned and read": Program(f"x = K\n{_POST.replace('{K}', '{x}')}"),
    "names: of their own": Program("x$n = K\n"),
    "names: a line": Program(f"x$n = x$m\n{_POST.replace('{K}', '{x$n}')}", "x_ = K\n"),
    "names: in place": Program("x += 'a'\n", "x = K\n", _POST.replace("{K}", "{x}")),
    "names: in place, read each time": Program(f"x += 'a'\n{_POST.replace('{K}', '{x}')}", "x = K\n"),
    "names: joined to themselves": Program(f"x = x + 'a'\n{_POST.replace('{K}', '{x}')}", "x = K\n"),
    "names: branches": Program("if a$n:\n    x = K\n", "x = K\n", _POST.replace("{K}", "{x}")),
    "names: branches, read each time": Program(f"if a$n:\n    x = K\n{_POST.replace('{K}', '{x}')}", "x = K\n"),
    "names: elif": Program("elif K == '$n':\n    x = K\n", "if K:\n    x = 1\n", _POST.replace("{K}", "{x}"), most=800),
    "names: global": Program(f"def f$n():\n    global x\n    x = K\n    {_POST.replace('{K}', '{x}')}", "x = K\n"),
    "names: unpacked": Program("x$n, y$n = K, U\nrequests.get(y$n, headers={'Authorization': x$n})\n"),
    "names: many unpacked": Program("x$n, ", "", "= «K, »\n"),
    "names: unknown": Program("requests.get(v$n, headers={'Authorization': k$n})\n"),
    "names: tested": Program("if k$n:\n    print(k$n)\n"),
    "names: loops": Program("for x in [K, U]:\n    requests.get(x, headers={'Authorization': x})\n"),
    "names: elements of one loop": Program("K, ", "for x in [", "]:\n    requests.get(U, headers={'a': x})\n"),
    "names: walrus": Program("if (x := os.getenv('V$n')):\n    print(x)\n"),
    "names: lambdas": Program("f$n = lambda k: k\nrequests.get(U, headers={'a': f$n(K)})\n"),
    "names: one lambda": Program("requests.get(U, headers={'a': f(K)})\n", "f = lambda k: k\n"),
    "names: comprehensions": Program("x$n = [requests.get(u, headers=OK) for u in [U]]\n"),
    "names: generators of one": Program("for a$n in x ", "y = [K ", "]\n", most=800),
    "names: match": Program("match K:\n    case x:\n        requests.get(U, headers={'a': x})\n"),
    "names: cases": Program("    case 'a$n':\n        x = K\n", "match K:\n", _POST.replace("{K}", "{x}")),
    "names: try": Program("try:\n    x = K\nexcept ValueError:\n    x = U\nrequests.get(U, headers={'a': x})\n"),
    "names: with": Program("with open('f') as f:\n    requests.get(U, headers={'a': f.read()})\n"),
    "names: decorators": Program(f"@d$n\ndef f$n(k):\n    {_POST}"),
    "names: decorators of one": Program("@d$n\n", "", f"def f(k):\n    {_POST}"),
    "names: parameters": Program("k$n=K, ", "def f(", f"):\n    {_POST.replace('{K}', '{k0}')}"),
    "names: arguments": Program("k$n=K, ", f"def f(**k):\n    {_POST}f(", ")\n"),
    "names: returns": Program("    if a$n:\n        return K\n", "def f():\n", "requests.get(U, headers={'a': f()})\n"),
    "names: functions one in another": Program("def f$n():\n    return K\n", "def g():\n    return f0()\n"),
    "names: nested blocks": Program("if K:\n if U:\n  if OK:\n   requests.get(U, headers=OK)\n"),
    "names: imports": Program("import a$n\n"),
    "names: imports from": Program("from a$n import b$n\nrequests.get(U, headers={'a': b$n})\n"),
    "names: stars": Program("from a$n import *\nrequests.get(U, headers={'a': k})\n"),
    "names: reads of one": Program("print(x)\n", "x = K\n"),
    "names: attributes set outside": Program("a.b$n = K\nrequests.get(U, headers={'a': a.b$n})\n"),
    "names: one attribute set outside": Program("a.b = K\nrequests.get(U, headers={'a': a.b})\n"),
}

TEXTS = {
    "text: +": Program("K", "x = ", f"\n{_POST.replace('{K}', '{x}')}", " + ", most=800),
    "text: + of literals": Program("'a$n'", "x = ", "\nrequests.get(x, headers=OK)\n", " + ", most=800),
    "text: + of keys": Program("'sk-or-v1-abc123def456'", "x = ", "\n", " + ", most=800),
    "text: or": Program("K", "x = ", f"\n{_POST.replace('{K}', '{x}')}", " or "),
    "text: f-string": Program("{K}", "x = f'", f"'\n{_POST.replace('{K}', '{x}')}"),
    "text: f-strings": Program('x$n = f"a {K} b"\n'),
    "text: literals side by side": Program("'a$n' ", "x = ", f"\n{_POST.replace('{K}', '{x}')}"),
    "text: join": Program("K, ", "x = ''.join([", f"])\n{_POST.replace('{K}', '{x}')}"),
    "text: format": Program("{}", "x = '", f"'.format(«K, »)\n{_POST.replace('{K}', '{x}')}"),
    "text: percent": Program("%s", "x = '", f"' % («K, »)\n{_POST.replace('{K}', '{x}')}"),
    "text: chained calls": Program(".strip()", "x = K", f"\n{_POST.replace('{K}', '{x}')}", most=400),
    "text: chained attributes": Program(".a", "x = K", f"\n{_POST.replace('{K}', '{x}')}", most=400),
    "text: a long string": Program("abcdefgh ", "x = '", "'\nrequests.get(U, headers={'Authorization': x})\n"),
    "text: a long string of spaces": Program(
        "        ", "x = '", "a'\nrequests.get(U, headers={'Authorization': x})\n"
    ),
    "text: a long string of braces": Program("{", "x = '", "'\nrequests.get(U, headers={'Authorization': x})\n"),
    "text: a long string of dollars": Program("$(", "x = '", "'\nrequests.get(U, headers={'Authorization': x})\n"),
    "text: a long string of bearers": Program("Bearer ", "x = '", "'\nrequests.get(U, headers={'Authorization': x})\n"),
    "text: a long string of quotes": Program("'\\\"", 'x = "', "\"\nrequests.get(U, headers={'Authorization': x})\n"),
    "text: a long key": Program("a1b2", "x = 'sk-or-v1-", "'\nrequests.get(U, headers={'Authorization': x})\n"),
    "text: a long URL": Program("/a$n", "requests.get('https://openrouter.ai", "', headers=OK)\n"),
    "text: a long host": Program("a.", "requests.get('https://", "openrouter.ai/api/v1/key', headers=OK)\n"),
    "text: a long query": Program("a=b&", "requests.get(f'https://openrouter.ai/api/v1/key?", "key={K}')\n"),
    "text: a long header name": Program("authorization", "requests.get(U, headers={'", "': K})\n"),
    "text: a long variable": Program("OPENROUTER_", "requests.get(U, headers={'a': os.environ['", "KEY']})\n"),
    "text: a long cookie": Program("a=b; ", "requests.get(U, headers={'Cookie': '", "'})\n"),
    "text: a long line of statements": Program("print(K); ", "", "\n"),
    "text: a long line of requests": Program('requests.get(U, headers={"Authorization": K})', between="; ", after="\n"),
    "text: a long line that is not ASCII": Program(
        'requests.get(U, headers={"Authorization": K, "é": "ü"})', between="; ", after="\n", most=2000
    ),
    "text: lines that are not ASCII": Program('requests.get(U, headers={"Authorization": K})  # é\n'),
    "text: strings": Program('x$n = "a $n"\n'),
    "text: one string": Program('"Authorization" in x\n', "", _POST),
    "text: URLs": Program('x$n = "https://a$n.example.io/api/v1"\n'),
    "text: docstrings": Program('def f$n():\n    """https://openrouter.ai/api/v1 sk-or-v1-abc123def456"""\n'),
}

KEYS = {
    "keys: live": Program('x$n = "$key"\n'),
    "keys: like one": Program('x$n = "sk-or-v1-abc123def$n"\n'),
    "keys: in a list": Program('"$key", ', "x = [", "]\n"),
    "keys: in a dict": Program('"k$n": "$key", ', "x = {", "}\n"),
    "keys: in a dict of dicts": Program('"k$n": {"v": "$key"}, ', "x = {", "}\n"),
    "keys: as an entry's name": Program('"$key": 1, ', "x = {", "}\n"),
    "keys: in a call": Program('"$key", ', "f(", ")\n"),
    "keys: as keywords": Program('k$n="$key", ', "f(", ")\n"),
    "keys: in one string": Program("$key ", 'x = "', '"\n'),
    "keys: in one f-string": Program("$key {K} ", 'x = f"', '"\n'),
    "keys: in a docstring": Program("$key\n", '"""\n', '"""\n'),
    "keys: in comments": Program("# $key\n"),
    "keys: in functions": Program('def f$n():\n    return "$key"\n'),
    "keys: names of variables": Program('x$n = os.getenv("$key")\n'),
    "keys: defaults": Program('x$n = os.getenv("OPENROUTER_API_KEY", "$key")\n'),
    "keys: fallbacks": Program('x$n = os.getenv("OPENROUTER_API_KEY") or "$key"\n'),
    "keys: defaults of parameters": Program('def f$n(k="$key"):\n    return k\n'),
    "keys: joined": Program('x$n = "sk-or-v1-" + "abc123def456"\n'),
    "keys: sent": Program('requests.get(U, headers={"Authorization": "Bearer $key"})\n'),
    "keys: damaged": Program('requests.get(U, headers={"Authorization": "Bearer <$key>"})\n'),
    "keys: placeholders": Program('requests.get(U, headers={"Authorization": "Bearer YOUR_API_KEY"})\n'),
    "keys: names in braces": Program('requests.get(U, headers={"Authorization": "Bearer {K}"})\n'),
    "keys: from files": Program('requests.get(U, headers={"Authorization": "Bearer " + open("k").read()})\n'),
    "keys: silenced": Program('x$n = "$key"  # noqa\n'),
    "keys: allowed": Program('x$n = "$key"  # gitleaks:allow\n'),
    "noqa: lines": Program("x$n = 1  # noqa: OPR101\n"),
    "noqa: one of many codes": Program("OPR101, ", 'x = "sk-or-v1-abc123def456"  # noqa: ', "\n"),
    "noqa: files": Program("# flake8: noqa: OPR999\n", "", 'x = "sk-or-v1-abc123def456"\n'),
    "noqa: a long statement": Program("    '$key',\n", "x = [\n", "]\n"),
    "not fixed: bytes": Program('x$n = b"$key"\n'),
    "not fixed: the name os is taken": Program('x$n = "sk-or-v1-abc123def456"\n', "def f(os):\n    return os\n"),
    "not fixed: every other": Program('x$n = "sk-or-v1-abc123def$n"\ny$n = b"sk-or-v1-abc123def$n"\n'),
}

PROGRAMS = {**MAPPINGS, **CODE, **NAMES, **TEXTS, **KEYS}
