"""Texts of many types with a key in them, however it is spelt, and texts in which there is none.

``@KEY@`` is where a key goes, or what is none. No key is written here: each is made from a seed when a test runs.
"""

from __future__ import annotations

import base64
import random
import textwrap
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from harness import live_hex, live_key

from flake8_openrouter.openrouter.keys import PUBLISHED
from flake8_openrouter.openrouter.leaks import Form

SLOT = "@KEY@"

#: What the key in a template is put into, by the name of the file.
FILES: dict[str, tuple[str, ...]] = {
    ".env": ("OPENROUTER_API_KEY=@KEY@\n", 'export OPENROUTER_API_KEY="@KEY@"\n', "KEY='@KEY@' # mine\n"),
    ".env.local": ("A=1\r\nOPENROUTER_API_KEY=@KEY@\r\nB=2\r\n", "# OPENROUTER_API_KEY=@KEY@"),
    ".envrc": ("export OPENROUTER_API_KEY=@KEY@", "dotenv_if_exists\nexport K=$(echo @KEY@)\n"),
    ".npmrc": ("//registry.test/:_authToken=@KEY@\n",),
    ".netrc": ("machine openrouter.ai login me password @KEY@\n",),
    ".zsh_history": (": 1700000000:0;curl -H 'Authorization: Bearer @KEY@' https://openrouter.ai/api/v1/key\n",),
    "Dockerfile": ("ENV OPENROUTER_API_KEY=@KEY@\n", "ARG KEY=@KEY@\nRUN true\n", 'CMD ["run", "--key", "@KEY@"]\n'),
    "Makefile": ("run:\n\tOPENROUTER_API_KEY=@KEY@ python app.py\n", "KEY := @KEY@\n"),
    "Procfile": ("web: OPENROUTER_API_KEY=@KEY@ gunicorn app\n",),
    "app.c": ('#define KEY "@KEY@"\n', 'static const char key[] = "@KEY@";\n'),
    "App.cs": ('const string Key = "@KEY@";\n', 'client.DefaultRequestHeaders.Add("Authorization", "Bearer @KEY@");\n'),
    "app.clj": ('(def api-key "@KEY@")\n',),
    "app.conf": ('proxy_set_header Authorization "Bearer @KEY@";\n',),
    "app.dart": ("const apiKey = '@KEY@';\n",),
    "app.ex": ('config :app, openrouter_key: "@KEY@"\n',),
    "app.go": ('const key = "@KEY@"\n', 'req.Header.Set("Authorization", `Bearer @KEY@`)\n'),
    "app.ini": ("[openrouter]\nkey = @KEY@\n", "key: @KEY@ ; comment\n"),
    "App.java": ('private static final String KEY = "@KEY@";\n', "// @KEY@\n", "/* <@KEY@> */\n"),
    "app.js": ("const key = '@KEY@';\n", "fetch(url, {headers: {Authorization: `Bearer @KEY@`}})\n", "x={key:'@KEY@'}"),
    "app.jsx": ('<Chat apiKey="@KEY@" />\n', "<Chat apiKey={'@KEY@'}/>"),
    "App.kt": ('val key = "@KEY@"\n',),
    "app.lua": ("local key = '@KEY@'\n",),
    "app.php": ("<?php $key = '@KEY@';\n", "define('KEY', \"@KEY@\");\n"),
    "app.pl": ("my $key = '@KEY@';\n",),
    "app.ps1": ('$env:OPENROUTER_API_KEY = "@KEY@"\n',),
    "app.r": ('Sys.setenv(OPENROUTER_API_KEY = "@KEY@")\n',),
    "app.rb": ("KEY = '@KEY@'\n", 'OpenRouter.configure { |c| c.access_token = "@KEY@" }\n'),
    "app.rs": ('const KEY: &str = "@KEY@";\n',),
    "app.scala": ('val key = "@KEY@"\n',),
    "app.sh": (
        'curl -H "Authorization: Bearer @KEY@" https://openrouter.ai\n',
        "KEY=@KEY@ ./run\n",
        "run --key=@KEY@&\n",
    ),
    "app.sql": ("INSERT INTO keys VALUES (1, '@KEY@');\n",),
    "app.swift": ('let key = "@KEY@"\n',),
    "app.ts": ("export const KEY: string = '@KEY@'\n", "const o = {apiKey: '@KEY@', model};\n"),
    "app.vue": ("<script>const k = '@KEY@'</script>\n",),
    "appsettings.json": ('{"OpenRouter": {"Key": "@KEY@"}}\n', '{"k":"Bearer @KEY@"}'),
    "bat.cmd": ("set OPENROUTER_API_KEY=@KEY@\r\n",),
    "book.ipynb": (
        '{"cells": [{"source": ["key = \\"@KEY@\\"\\n"]}]}\n',
        '{"outputs": [{"text": ["{\'key\': \'@KEY@\'}\\n"]}]}\n',
        '{"traceback": ["\\u001b[31mError\\u001b[39m: @KEY@\\u001b[0m"]}\n',
    ),
    "config.toml": ('[openrouter]\nkey = "@KEY@"\n', "key = '@KEY@'\n", 'o = {key="@KEY@"}\n'),
    "config.xml": ("<key>@KEY@</key>\n", '<add key="openrouter" value="@KEY@"/>\n', "<!-- @KEY@ -->"),
    "config.yaml": ("key: @KEY@\n", "o: {key: @KEY@}\n", "o: [@KEY@, b]\n", "- 'Bearer @KEY@'\n", "key: @KEY@ # old\n"),
    "docker-compose.yml": ("services:\n  a:\n    environment:\n      - OPENROUTER_API_KEY=@KEY@\n", "  K: @KEY@\n"),
    "index.html": ("<script>key='@KEY@'</script>\n", "<a href='?key=@KEY@&amp;x=1'>x</a>\n", "<code>@KEY@</code>\n"),
    "keys.csv": ("name,key\nmine,@KEY@\n", "@KEY@,mine\n", "a;@KEY@;b\n"),
    "log.txt": ("2026-01-02 ERROR key @KEY@, 401\n", "GET /api?key=@KEY@&x=1 200\n", "«@KEY@»\n"),
    "mail.eml": ("Subject: key\n\nHere it is: @KEY@\n",),
    "main.tf": ('variable "key" {\n  default = "@KEY@"\n}\n', 'key = "@KEY@"\n'),
    "mcp.json": ('{"mcpServers": {"a": {"env": {"OPENROUTER_API_KEY": "@KEY@"}}}}\n',),
    "page.rst": ("``@KEY@``\n", ".. code:: sh\n\n   export K=@KEY@\n"),
    "README.md": (
        "Use `@KEY@`.\n",
        "| key | @KEY@ |\n",
        "[x](https://a.test/?key=@KEY@)\n",
        "> @KEY@\n",
        "**@KEY@**\n",
    ),
    "request.http": ("GET https://openrouter.ai/api/v1/key\nAuthorization: Bearer @KEY@\n\n",),
    "terraform.tfvars": ('openrouter_key="@KEY@"\n',),
    "workflow.yml": ("jobs:\n  a:\n    env:\n      OPENROUTER_API_KEY: ${{ secrets.K || '@KEY@' }}\n", "    K: @KEY@"),
}


def _base64(before: str, after: str = "", *, urlsafe: bool = False) -> Callable[[str], str]:
    encode = base64.urlsafe_b64encode if urlsafe else base64.b64encode
    return lambda key: encode(f"{before}{key}{after}".encode()).decode()


def _unpadded(before: str) -> Callable[[str], str]:
    return lambda key: _base64(before)(key).rstrip("=")


def _wrapped(before: str, width: int, line_end: str) -> Callable[[str], str]:
    """Return what writes the Base64 of a longer text on lines."""
    return lambda key: line_end.join(textwrap.wrap(_base64(before, " and more of it")(key), width))


def _in_escapes(form: str, chars: str = "") -> Callable[[str], str]:
    """Return what writes the characters of a key, or some of them, by their numbers."""
    return lambda key: "".join(form.format(ord(char)) if char in chars or not chars else char for char in key)


def _dashed(dash: str, key: str) -> str:
    return key.replace("-", dash)


def _with(joint: str, *places: int) -> Callable[[str], str]:
    """Return what writes something into a key, after so many of its characters."""

    def write(key: str) -> str:
        ends = (0, *places, len(key))
        return joint.join(key[start:end] for start, end in pairwise(ends))

    return write


class Spelling(NamedTuple):
    """A way to write a key."""

    form: Form
    written: Callable[[str], str]


SPELLINGS: dict[str, Spelling] = {
    "as issued": Spelling(Form.PLAIN, str),
    "capitals": Spelling(Form.UPPER, str.upper),
    "digits in capitals": Spelling(Form.UPPER, lambda key: key[:9] + key[9:].upper()),
    "half in capitals": Spelling(Form.UPPER, lambda key: key[:40] + key[40:].upper()),
    "Base64": Spelling(Form.BASE64, _base64("")),
    "Base64, one byte before": Spelling(Form.BASE64, _base64(":")),
    "Base64, two bytes before": Spelling(Form.BASE64, _base64("u:")),
    "Base64 of a header": Spelling(Form.BASE64, _base64("Authorization: Bearer ", "\nAccept: */*\n")),
    "Base64 of a login": Spelling(Form.BASE64, _base64("", ":")),
    "Base64 of JSON": Spelling(Form.BASE64, _base64('{"key":"', '"}')),
    "Base64 for URLs": Spelling(Form.BASE64, _base64("??>>", ">>??~", urlsafe=True)),
    "Base64 without padding": Spelling(Form.BASE64, _unpadded("")),
    "Base64 without padding, later": Spelling(Form.BASE64, _unpadded("a:")),
    **{
        f"Base64 on lines of {width}, {size} before": Spelling(Form.BASE64, _wrapped("x" * size, width, line_end))
        for width, line_end in (
            (76, "\n"),
            (64, "\r\n"),
            (60, "\n    "),
            (40, '" +\n  "'),
            (44, '",\n  "'),
            (48, '\\",\\n\\"'),
            (30, "\\n"),
            (50, "\\\n"),
        )
        for size in (0, 40, 46, 47, 50)
    },
    **{
        f"dashes as {form.format(45)}": Spelling(Form.ESCAPED, _in_escapes(form, "-"))
        for form in ("\\u{:04x}", "\\u{:04X}", "\\x{:02x}", "\\u{{{:x}}}", "%{:02X}", "&#{};", "&#x{:x};", "\\{:03o}")
        + ("\\\\u{:04x}", "&amp;#{};")
    },
    **{
        f"all as {form.format(115)}": Spelling(Form.ESCAPED, _in_escapes(form))
        for form in ("\\u{:04x}", "\\x{:02x}", "\\u{{{:x}}}", "&#x{:X};")
        + (
            "%{:02x}",
            "%25{:02x}",
            "={:02X}",
            "&#{};",
            "&#{}",
            "&#x{:x}",
            "&#{:04};",
            "&#x{:04X};",
            "\\{:03o}",
            "\\U{:08x}",
        )
    },
    **{
        f"dashes as {dash}": Spelling(Form.ESCAPED, partial(_dashed, dash))
        for dash in ("=2D", "%252D", "%25252d", "%2525252D", "\\-", "\\\\-")
    },
    **{
        f"dashes as {dash!a}": Spelling(Form.DASHED, partial(_dashed, dash))
        for dash in (*"\u2010\u2011\u2012\u2013\u2014\u2212", "\\u2010", "\\u2011", "\\u2012", "\\u2013", "\\u2212")
    },
    "digits as numbers": Spelling(Form.ESCAPED, _in_escapes("\\x{:02x}", "0123456789")),
    "colours": Spelling(Form.SPLIT, _with("\x1b[0m\x1b[1;36m", 9, 20)),
    "colours as JSON": Spelling(Form.SPLIT, _with("\\u001b[39m\\u001b[38;5;28m", 9, 33)),
    "colours as hex": Spelling(Form.SPLIT, _with("\\x1b[0;32m", 12)),
    "colours as octal": Spelling(Form.SPLIT, _with("\\033[1m", 7)),
    "shell": Spelling(Form.SPLIT, _with("\\\n    ", 20, 50)),
    "shell, Windows line ends": Spelling(Form.SPLIT, _with("\\\r\n\t", 9)),
    "shell in JSON": Spelling(Form.SPLIT, _with("\\\\\\n    ", 9)),
    "PowerShell": Spelling(Form.SPLIT, _with("`\n", 30)),
    "cmd": Spelling(Form.SPLIT, _with("^\r\n", 30)),
    "mail": Spelling(Form.SPLIT, _with("=\r\n", 30)),
    "folded": Spelling(Form.SPLIT, _with("\n      ", 30, 60)),
    "folded in a comment": Spelling(Form.SPLIT, _with("\n# ", 30, 60)),
    "folded in a quotation": Spelling(Form.SPLIT, _with("\r\n> ", 30)),
    "folded in a diff": Spelling(Form.SPLIT, _with("\n+    ", 44)),
    **{
        f"folded after {sign!r}": Spelling(Form.SPLIT, _with(f"\n{sign} ", 30, 60))
        for sign in (
            *(">>", "> >", "--", ";", ";;", "//", "///", "##", "%", "*", "REM", "!", "+", "-", "# >", "++", " -"),
        )
    },
    "shell in a diff": Spelling(Form.SPLIT, _with("\\\n-  ", 30)),
    "folded at once in a diff": Spelling(Form.SPLIT, _with("\n-", 30)),
    "literals in a diff": Spelling(Form.SPLIT, _with('" +\n-    "', 9, 40)),
    "literals with + in a diff": Spelling(Form.SPLIT, _with('"\n+    + "', 9, 40)),
    "literals in a diff of a merge": Spelling(Form.SPLIT, _with('" +\n++   "', 40)),
    "literals of a macro": Spelling(Form.SPLIT, _with('" \\\n    "', 9, 40)),
    "literals with <<": Spelling(Form.SPLIT, _with('" << "', 12)),
    "literals of wide characters": Spelling(Form.SPLIT, _with('" L"', 9)),
    "literals of UTF-8": Spelling(Form.SPLIT, _with('"\n u8"', 9)),
    "CDATA": Spelling(Form.SPLIT, _with("]]><![CDATA[", 20)),
    "line ends of HTML": Spelling(Form.SPLIT, _with("<br />", 40)),
    "folded in JSON": Spelling(Form.SPLIT, _with("\\n  ", 44)),
    "literals": Spelling(Form.SPLIT, _with('" "', 9, 40)),
    "literals with +": Spelling(Form.SPLIT, _with('" + "', 9, 20, 30)),
    "literals with + on lines": Spelling(Form.SPLIT, _with("'\n    + '", 9, 50)),
    "literals with .": Spelling(Form.SPLIT, _with("' . '", 9)),
    "literals with ..": Spelling(Form.SPLIT, _with("' .. '", 9)),
    "literals with &": Spelling(Form.SPLIT, _with('" & _\n  "', 9)),
    "literals with ||": Spelling(Form.SPLIT, _with("' || '", 12)),
    "literals with <>": Spelling(Form.SPLIT, _with('" <> "', 12)),
    "literals in JSON": Spelling(Form.SPLIT, _with('\\" + \\"', 9)),
    "literals of bytes": Spelling(Form.SPLIT, _with('"\n  b"', 9)),
    "no width": Spelling(Form.SPLIT, _with("\u200b", 9, 41)),
    "no width as JSON": Spelling(Form.SPLIT, _with("\\u200b", 30)),
    "a place to break": Spelling(Form.SPLIT, _with("<wbr>", 30)),
    "soft hyphens": Spelling(Form.SPLIT, _with("\u00ad", 30)),
    "colours, and a new line": Spelling(Form.SPLIT, _with("\x1b[0m\\\n\x1b[1m", 30)),
}


class Text(NamedTuple):
    """A file, what is in its template's place, and which key it spells."""

    path: str
    template: str
    written: str
    key: str
    form: Form

    @property
    def text(self) -> str:
        return self.template.replace(SLOT, self.written)


def leaks() -> Iterator[Text]:
    """Yield each template with a key as it is, and with one that is spelt in some way: all ways take their turns."""
    names = [name for name in SPELLINGS if name != "as issued"]
    number = 0
    for path, templates in FILES.items():
        for template in templates:
            taken = ("as issued", *(names[(3 * number + at) % len(names)] for at in range(3)))
            for name in taken:
                number += 1
                key = live_key(number)
                yield Text(path, template, SPELLINGS[name].written(key), key, SPELLINGS[name].form)


def _digits(kind: str, number: int) -> str:
    return "".join(random.Random(f"{kind} {number}").choices(kind, k=64))


#: What is written where a key could be, and is none.
NO_KEYS: dict[str, Callable[[int], str]] = {
    "published": lambda number: f"sk-or-v1-{PUBLISHED[number % 2]}",
    "published, in capitals": lambda number: f"sk-or-v1-{PUBLISHED[number % 2]}".upper(),
    "published, in Base64": lambda number: _base64("u:")(f"sk-or-v1-{PUBLISHED[number % 2]}"),
    "published, in escapes": lambda number: _in_escapes("\\u{:04x}", "-")(f"sk-or-v1-{PUBLISHED[number % 2]}"),
    "published, split": lambda number: _with('" + "', 9)(f"sk-or-v1-{PUBLISHED[number % 2]}"),
    "published, folded": lambda number: _with("\\\n  ", 30)(f"sk-or-v1-{PUBLISHED[number % 2]}"),
    "label": lambda number: f"sk-or-v1-{live_hex(number)[:3]}...{live_hex(number)[-4:]}",
    "label in Base64": lambda number: _base64("")(f"sk-or-v1-{live_hex(number)[:3]}...{live_hex(number)[-4:]}"),
    "placeholder": lambda number: "sk-or-v1-your-api-key-here",
    "x": lambda number: "sk-or-v1-" + "x" * 64,
    "stars": lambda number: "sk-or-v1-" + "*" * 64,
    "variable": lambda number: "${OPENROUTER_API_KEY}",
    "one digit": lambda number: "sk-or-v1-" + f"{number % 16:x}" * 64,
    "few digits": lambda number: "sk-or-v1-" + _digits("abc1", number),
    "repeated digits": lambda number: "sk-or-v1-" + live_hex(number)[:16] * 4,
    "counted digits": lambda number: "sk-or-v1-" + "0123456789abcdef" * 4,
    "half of it twice": lambda number: "sk-or-v1-" + live_hex(number)[:32] * 2,
    "words twice": lambda number: "sk-or-v1-" + "deadbeefcafebabe0123456789abcdef" * 2,
    "counted bytes": lambda number: "sk-or-v1-" + bytes(range(number, number + 32)).hex(),
    "counted up and down": lambda number: "sk-or-v1-" + "0123456789abcdeffedcba9876543210" * 2,
    "counted, and another end": lambda number: "sk-or-v1-" + "0123456789abcdef" * 3 + "0123456789abcde0",
    "numbers": lambda number: "sk-or-v1-" + "".join(map(str, range(100)))[:64],
    "letters and numbers": lambda number: "sk-or-v1-" + "".join(f"{at:x}{at % 10}" for at in range(32)),
    "four of each": lambda number: "sk-or-v1-" + "".join(f"{at:x}" * 4 for at in range(16)),
    "a digit less": lambda number: live_key(number)[:-1],
    "a digit more": lambda number: live_key(number) + "a",
    "a digit more, in Base64": lambda number: _base64("")(live_key(number) + "a"),
    "a digit less, in Base64": lambda number: _base64("u:", ":")(live_key(number)[:-1]),
    "a digit less, split": lambda number: _with('" + "', 9, 30)(live_key(number)[:-1]),
    "another letter": lambda number: live_key(number)[:40] + "g" + live_key(number)[41:],
    "another version": lambda number: f"sk-or-v9-{live_hex(number)}",
    "digits alone": live_hex,
    "digest": lambda number: f"sha256:{live_hex(number)}",
    "digits after a new line": lambda number: f"sk-or-v1-\n{live_hex(number)}",
    "digits after an empty line": lambda number: _with("\n\n", 30)(live_key(number)),
    "digits in a list": lambda number: _with('", "', 9)(live_key(number)),
    "digits on a line of words": lambda number: _with("\nand then ", 30)(live_key(number)),
    "Anthropic's": lambda number: f"sk-ant-api03-{live_hex(number)}",
    "OpenAI's": lambda number: f"sk-proj-{live_hex(number)}",
    "GitHub's": lambda number: f"ghp_{live_hex(number)[:36]}",
    "commit": lambda number: live_hex(number)[:40],
    "UUID": lambda number: "-".join((live_hex(number)[:8], *(live_hex(number)[4 * at :][:4] for at in (2, 3, 4, 5)))),
    "integrity": lambda number: "sha512-" + base64.b64encode(random.Random(number).randbytes(64)).decode(),
    "image": lambda number: "data:image/png;base64," + base64.b64encode(random.Random(number).randbytes(600)).decode(),
    "escapes": lambda number: "".join(f"\\x{byte:02x}" for byte in random.Random(number).randbytes(80)),
    "words in Base64": lambda number: _base64("")("keys begin with sk-or-v1- and have 64 digits " * 3),
}

#: Whole texts without a key.
TEXTS: dict[str, str] = {
    "package-lock.json": '{"a": {"integrity": "sha512-c2stb3ItdjEtAAAA==", "resolved": "https://r.test/a.tgz"}}\n',
    "poetry.lock": 'files = [{file = "a.whl", hash = "sha256:@HEX@"}]\n',
    "go.sum": "golang.org/x/a v1.0.0 h1:c2stb3ItdjEtc2stb3ItdjEtc2stb3ItdjEtAAAAAAA=\n",
    "SHA256SUMS": "@HEX@  sk-or-v1-keys.tar.gz\n@HEX@  b.tar.gz\n",
    "docs.md": "Keys begin with `sk-or-v1-`, followed by 64 hex digits. Hide them as `sk-or-v1-0e6...1c96`.\n",
    "pattern.yaml": "regex: 'sk-or-v1-[0-9a-f]{64}'\nkeywords: [sk-or-]\n",
    "words.txt": "task-or-thing, risk-or-reward, mask-or-unmask\n",
    "escapes.js": "x = '\\x2d\\u002d\\u{2d}&#45;&#x2d;\\055 k%2dor k\\-or sk\\-or\\-v1\\-'\n",
    "log.txt": "401 for key sk-or-v1-abc\n@HEX@ is its hash\n",
}


def none() -> Iterator[Text]:
    """Yield texts in which there is no key; each template would be a leak with one."""
    templates = [(path, template) for path, every in FILES.items() for template in every]
    number = 0
    for name, written in NO_KEYS.items():
        for _ in range(6):
            number += 1
            path, template = templates[(number * 7) % len(templates)]
            yield Text(path, template, written(number), name, Form.PLAIN)
    for path, text in TEXTS.items():
        yield Text(path, text.replace("@HEX@", live_hex(7)), "", path, Form.PLAIN)


class Shape(NamedTuple):
    """A way in which keys leak: a file, its text, and the code of what is found."""

    path: str
    text: str
    code: str = "OPR101"
    written: Callable[[str], str] = str


_FOLDED = _with('" + "', 9)

#: The shapes that secret scanners are compared by.
SHAPES: dict[str, Shape] = {
    "literal": Shape("a.py", 'KEY = "@KEY@"\n'),
    "docstring, then a comma": Shape("a.py", '"""Use @KEY@, or another one."""\n'),
    "sum of literals": Shape("a.py", 'KEY = "@KEY@"\n', written=_FOLDED),
    "literals in a row": Shape("a.py", 'KEY = ("@KEY@")\n', written=_with('" "', 9, 30)),
    "Base64": Shape("a.py", 'KEY = base64.b64decode("@KEY@")\n', written=_base64("")),
    "name of a variable": Shape("a.py", 'import os\nKEY = os.getenv("@KEY@")\n', "OPR102"),
    "default of a variable": Shape("a.py", 'import os\nKEY = os.getenv("OPENROUTER_API_KEY", "@KEY@")\n', "OPR103"),
    "angle brackets": Shape("a.py", 'KEY = "<@KEY@>"\n'),
    "braces of an f-string": Shape("a.py", 'KEY = f"Bearer {@KEY@}"\n'),
    "capitals": Shape("a.py", 'KEY = "@KEY@"\n', written=lambda key: key[:9] + key[9:].upper()),
    "query": Shape("a.py", 'URL = "https://a.test/?key=@KEY@&model=x"\n'),
    "comment": Shape("a.py", "# KEY = @KEY@\n"),
    "bytes": Shape("a.py", 'KEY = b"@KEY@"\n'),
    ".env": Shape(".env", "OPENROUTER_API_KEY=@KEY@\n"),
    ".env, quoted": Shape(".env", 'OPENROUTER_API_KEY="@KEY@"\n'),
    "notebook's source": Shape("a.ipynb", FILES["book.ipynb"][0]),
    "notebook's output": Shape("a.ipynb", FILES["book.ipynb"][1]),
    "JavaScript": Shape("a.js", 'const key = process.env.OPENROUTER_API_KEY || "@KEY@";\n', "OPR103"),
    "YAML": Shape("a.yaml", "openrouter_key: @KEY@\n"),
    "YAML in a line": Shape("a.yaml", "openrouter: {key: @KEY@, model: x}\n"),
    "Markdown": Shape("a.md", "Set it to `@KEY@`.\n"),
    "Compose": Shape("docker-compose.yml", "    environment:\n      - OPENROUTER_API_KEY=@KEY@\n"),
    "header in a shell": Shape("a.sh", 'curl -H "Authorization: Bearer @KEY@" https://openrouter.ai/api/v1/key\n'),
    "TOML": Shape("a.toml", 'openrouter_key = "@KEY@"\n'),
    "workflow": Shape("ci.yml", "env:\n  OPENROUTER_API_KEY: @KEY@\n"),
    "mcp.json": Shape("mcp.json", FILES["mcp.json"][0]),
}

#: And those that are none.
NO_SHAPES: dict[str, Shape] = {
    "published": Shape("a.md", f"    Authorization: Bearer sk-or-v1-{PUBLISHED[0]}\n"),
    "label": Shape("a.js", "log('key sk-or-v1-0e6...1c96 was revoked')\n"),
    "repeated digits": Shape("a.py", f'KEY = "sk-or-v1-{"0123456789abcdef" * 4}"\n'),
    "digest": Shape("poetry.lock", 'hash = "sha256:@HEX@"\n'),
    "placeholder": Shape(".env", "OPENROUTER_API_KEY=sk-or-v1-your-key-here\n"),
}

#: A read of a variable with a key as its default, by language, and the variable.
DEFAULTS: dict[str, str] = {
    "shell": 'curl -H "Authorization: Bearer ${OPENROUTER_API_KEY:-@KEY@}"',
    "shell, set": ': "${OPENROUTER_API_KEY:=@KEY@}"',
    "shell, unset alone": "export K=${OPENROUTER_API_KEY-@KEY@}",
    "make": "OPENROUTER_API_KEY ?= @KEY@",
    "JavaScript": 'const k = process.env.OPENROUTER_API_KEY || "@KEY@"',
    "JavaScript, null alone": "k = process.env.OPENROUTER_API_KEY ?? '@KEY@'",
    "JavaScript, by name": "k = process.env['OPENROUTER_API_KEY'] || `Bearer @KEY@`",
    "Vite": "k = import.meta.env.OPENROUTER_API_KEY || '@KEY@'",
    "Deno": 'k = Deno.env.get("OPENROUTER_API_KEY") ?? "@KEY@"',
    "workflow": "K: ${{ secrets.OPENROUTER_API_KEY || '@KEY@' }}",
    "Ruby": 'ENV.fetch("OPENROUTER_API_KEY", "@KEY@")',
    "Ruby, or": 'ENV["OPENROUTER_API_KEY"] || "@KEY@"',
    "PHP": "getenv('OPENROUTER_API_KEY') ?: '@KEY@'",
    "PHP, superglobal": "$_ENV['OPENROUTER_API_KEY'] ?? '@KEY@'",
    "Laravel": "'key' => env('OPENROUTER_API_KEY', '@KEY@')",
    "Java": 'System.getenv().getOrDefault("OPENROUTER_API_KEY", "@KEY@")',
    "Kotlin": 'System.getenv("OPENROUTER_API_KEY") ?: "@KEY@"',
    "C#": 'Environment.GetEnvironmentVariable("OPENROUTER_API_KEY") ?? "@KEY@"',
    "Elixir": 'System.get_env("OPENROUTER_API_KEY", "@KEY@")',
    "shell, quoted": "KEY=${OPENROUTER_API_KEY:-'@KEY@'}",
    "Rust, closure": 'env::var("OPENROUTER_API_KEY").unwrap_or_else(|_| "@KEY@".to_string())',
    "Rust, String": 'env::var("OPENROUTER_API_KEY").unwrap_or_else(|_| String::from("@KEY@"))',
    "Go": 'cmp.Or(os.Getenv("OPENROUTER_API_KEY"), "@KEY@")',
    "Ruby, block": 'ENV.fetch("OPENROUTER_API_KEY") { "@KEY@" }',
    "R": 'Sys.getenv("OPENROUTER_API_KEY", unset = "@KEY@")',
    "Helm": '{{ env "OPENROUTER_API_KEY" | default "@KEY@" }}',
    "Ansible": "{{ lookup('env', 'OPENROUTER_API_KEY') | default('@KEY@', true) }}",
    "Rust": 'env::var("OPENROUTER_API_KEY").unwrap_or("@KEY@".into())',
    "Perl": "$ENV{OPENROUTER_API_KEY} // '@KEY@'",
    "PowerShell": '$env:OPENROUTER_API_KEY ?? "@KEY@"',
    "Python": 'os.environ.get("OPENROUTER_API_KEY") or "@KEY@"',
    "Python in a notebook": '"key = os.getenv(\\"OPENROUTER_API_KEY\\", \\"@KEY@\\")\\n"',
}

#: Near a read of a variable, and not its default.
NO_DEFAULTS = (
    *(
        'const k = "@KEY@"',
        "OPENROUTER_API_KEY=@KEY@",
        "process.env.OPENROUTER_API_KEY = '@KEY@'",
        "log('a' || '@KEY@')",
    ),
    *("getenv('OPENROUTER_API_KEY'), '@KEY@'", "${OPENROUTER_API_KEY:+@KEY@}", "ENV['K'] = '@KEY@'", "x ?? '@KEY@'"),
)
