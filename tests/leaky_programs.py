"""Programs with keys in them, whole and in pieces, and what tells whether an output shows a key."""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import unquote

from harness import live_hex
from leak_shapes import SPELLINGS

#: So many characters of a key in a row are too many.
WINDOW = 20

HEAD = 'import base64\nimport os\n\nimport requests\n\nURL = "https://openrouter.ai/api/v1/chat/completions"\n'

#: The part of a line of GitHub's format that is ours.
_COMMAND = re.compile(r"^::(?:error|warning|notice) title=OPR\d{3} [a-z-]+,file=[^,:]*,line=\d+[^:]*::")


WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight")


def pieces(text: str, size: int) -> list[str]:
    return [text[at : at + size] for at in range(0, len(text), size)]


PAIR = '("{}", "{}")'


def paired(texts: list[str], pair: str) -> str:
    return ", ".join(pair.format(WORDS[at % len(WORDS)], text) for at, text in enumerate(texts))


def quoted(texts: list[str]) -> list[str]:
    return [f'"{text}"' for text in texts]


def named(texts: list[str], names: str) -> tuple[str, list[str]]:
    """Return statements that give each text a name, and the names."""
    given = [names.format(number=number) for number in range(len(texts))]
    return "".join(f'{name} = "{text}"\n' for name, text in zip(given, texts, strict=True)), given


#: Statements that are before a key, and the expression that it is, for the key and the size of its pieces.
Form = Callable[[str, int], tuple[str, str]]


def _of_names(joined: Callable[[list[str]], str], names: str = "PART_{number}") -> Form:
    def build(key: str, size: int) -> tuple[str, str]:
        statements, given = named(pieces(key, size), names)
        return statements, joined(given)

    return build


def _in_class(key: str, size: int) -> tuple[str, str]:
    statements, given = named(pieces(key, size), "p{number}")
    body = "".join(f"    {line}\n" for line in statements.splitlines())
    return f"class Parts:\n{body}", " + ".join(f"Parts.{name}" for name in given)


def _mixed_up(key: str, size: int) -> tuple[str, str]:
    """Each piece far from the next, in the wrong order, with other texts between."""
    statements, given = named(pieces(key, size), "TAIL_{number}")
    lines = [f'{line}\nother = "nothing of it", {number}\n' for number, line in enumerate(statements.splitlines())]
    return "".join(reversed(lines)), " + ".join(given)


def _accumulated(key: str, size: int) -> tuple[str, str]:
    first, *rest = quoted(pieces(key, size))
    return f"key = {first}\n" + "".join(f"key += {piece}\n" for piece in rest), "key"


def _escaped(key: str, size: int) -> tuple[str, str]:
    forms = ("\\x{:02x}", "\\u{:04x}", "\\{:03o}", "\\N{{{}}}")
    form = forms[size % len(forms)]
    filled = (form.format(unicodedata.name(char) if "N" in form else ord(char)) for char in key)
    return "", f'"{"".join(filled)}"'


def _encoded(key: str, size: int) -> tuple[str, str]:
    text = base64.b64encode(key.encode()).decode()
    return "", f"base64.b64decode({' '.join(quoted(pieces(text, max(size, 4))))}).decode()"


def _encoded_with_names(key: str, size: int) -> tuple[str, str]:
    statements, given = named(pieces(base64.b64encode(key.encode()).decode(), max(size, 4)), "part{number}")
    return statements, f"base64.b64decode({' + '.join(given)}).decode()"


def _in_text(spelling: str) -> Form:
    """Return what writes a key in a text of several lines, as another language or a terminal would."""

    def build(key: str, size: int) -> tuple[str, str]:
        written = SPELLINGS[spelling].written(key)
        return f'TEXT = """\n{written}\n"""\n', "decoded(TEXT)"

    return build


def _plain(expression: Callable[[list[str]], str]) -> Form:
    return lambda key, size: ("", expression(pieces(key, size)))


#: Ways to write a key: statements before it, and the expression that it is.
FORMS: dict[str, Form] = {
    "whole": lambda key, size: ("", f'"{key}"'),
    "bytes": lambda key, size: ("", f'b"{key}".decode()'),
    "implicit": _plain(lambda parts: f"({' '.join(quoted(parts))})"),
    "implicit on lines": _plain(lambda parts: "(" + "\n    ".join(quoted(parts)) + ")"),
    "plus": _plain(lambda parts: " + ".join(quoted(parts))),
    "plus with comments": _plain(lambda parts: "(" + "  # more\n    + ".join(quoted(parts)) + ")"),
    "join of a list": _plain(lambda parts: f'"".join([{", ".join(quoted(parts))}])'),
    "join of a tuple on lines": _plain(lambda parts: '"".join((\n    ' + ",\n    ".join(quoted(parts)) + ",\n))"),
    "join of a text": _plain(lambda parts: f'"".join("{" ".join(parts)}".split())'),
    "format": _plain(lambda parts: f'"{"{}" * len(parts)}".format({", ".join(quoted(parts))})'),
    "format by name": _plain(
        lambda parts: '"{}".format({})'.format(
            "".join(f"{{a{number}}}" for number in range(len(parts))),
            ", ".join(f'a{number}="{part}"' for number, part in enumerate(parts)),
        )
    ),
    "percent": _plain(lambda parts: f'"{"%s" * len(parts)}" % ({", ".join(quoted(parts))},)'),
    "f-string of names": _of_names(lambda names: 'f"' + "".join(f"{{{name}}}" for name in names) + '"'),
    "f-string of literals": _plain(lambda parts: 'f"' + "".join(f"{{'{part}'}}" for part in parts) + '"'),
    "sum of names": _of_names(" + ".join),
    "sum of names that read as digits": _of_names(" + ".join, "a{number}"),
    "join of names": _of_names(lambda names: f'"".join([{", ".join(names)}])'),
    "attributes": _in_class,
    "far from each other": _mixed_up,
    "accumulated": _accumulated,
    "list with a name": lambda key, size: (f"PARTS = [{', '.join(quoted(pieces(key, size)))}]\n", '"".join(PARTS)'),
    "dict": lambda key, size: (
        "PARTS = {" + ", ".join(f'"{number}": "{part}"' for number, part in enumerate(pieces(key, size))) + "}\n",
        '"".join(PARTS.values())',
    ),
    "dict with words": lambda key, size: (
        "PARTS = {" + paired(pieces(key, size), '"{}": "{}"') + "}\n",
        '"".join(PARTS.values())',
    ),
    "pairs": _plain(lambda parts: f'"".join(text for _, text in [{paired(parts, PAIR)}])'),
    "nested lists": _plain(
        lambda parts: '"".join(sum([{}], []))'.format(", ".join(f'[{at}, "{part}"]' for at, part in enumerate(parts)))
    ),
    "percent by name": _plain(
        lambda parts: '"{}" % {{{}}}'.format(
            "".join(f"%(p{at})s" for at in range(len(parts))),
            ", ".join(f'"p{at}": "{part}"' for at, part in enumerate(parts)),
        )
    ),
    "a template": _plain(
        lambda parts: 'string.Template("{}").substitute({})'.format(
            "".join(f"${{p{at}}}" for at in range(len(parts))),
            ", ".join(f'p{at}="{part}"' for at, part in enumerate(parts)),
        )
    ),
    "words of a text": _plain(lambda parts: f'"{" ".join(parts)}".replace(" ", "")'),
    "Base64 with names": _encoded_with_names,
    "in capitals": lambda key, size: ("", f'"{key.upper()}".lower()'),
    "bytes in pieces": _plain(lambda parts: f"({' '.join(f'b{part}' for part in quoted(parts))}).decode()"),
    "raw": _plain(lambda parts: f"({' '.join(f'r{part}' for part in quoted(parts))})"),
    "continued": _plain(lambda parts: '"' + "\\\n".join(parts) + '"'),
    "escaped": _escaped,
    "Base64": _encoded,
    **{f"a text with {spelling}": _in_text(spelling) for spelling in SPELLINGS},
    "backwards": lambda key, size: ("", f'"{key[::-1]}"[::-1]'),
}

#: What a program does with a key, so that one rule or another says something on its line.
USES: dict[str, str] = {
    "header in lower case": 'requests.post(URL, headers={{"authorization": "Bearer " + {key}}}, json={{}})\n',
    "no scheme": 'requests.post(URL, headers={{"Authorization": {key}}}, json={{}})\n',
    "another header": 'requests.post(URL, headers={{"api-key": {key}}}, json={{}})\n',
    "query": 'requests.post(URL + "?api_key=" + {key}, json={{}})\n',
    "body": 'requests.post(URL, json={{"api_key": {key}}})\n',
    "cookie": 'requests.post(URL, cookies={{"api_key": {key}}}, json={{}})\n',
    "printed": "print({key})\n",
    "variable name": "os.getenv({key})\n",
    "default": 'os.getenv("OPENROUTER_API_KEY", {key})\n',
    "a neighbour": 'requests.post("http://openrouter.ai/api/v1/key", headers={{"authorization": "Bearer " + {key}}})\n',
    "a silenced neighbour": 'OTHER = {key}  # noqa\nrequests.post(URL, headers={{"authorization": "x"}}, json={{}})\n',
    "a client": 'from openai import OpenAI\nOpenAI(base_url="https://openrouter.ai/v1", api_key={key})\n',
    "name of a header": 'requests.post(URL, headers={{{key}: "x", "authorization": "y"}}, json={{}})\n',
    "host": 'requests.post("https://" + {key} + ".openrouter.ai/api/v1/key", json={{}})\n',
    "does not parse": "KEY = {key}\ndef f(:\n",
}


def program(form: str, use: str, number: int, size: int) -> str:
    """Return a program that writes a key in one way and uses it in another."""
    statements, expression = FORMS[form](f"sk-or-v1-{live_hex(number)}", size)
    return HEAD + statements + USES[use].format(key=expression) + 'requests.get(URL, headers={"authorization": "z"})\n'


def leaks(output: str, number: int) -> list[str]:
    """Return what an output shows of a key: as it is, in capitals, backwards, encoded, or once its joints are gone."""
    key = f"sk-or-v1-{live_hex(number)}"
    read = (output.lower(), _read(output).lower())
    shown = "\n".join((*read, *(re.sub("[^0-9a-z]+", "", text) for text in read)))
    for text in (key, key[::-1], re.sub("[^0-9a-z]", "", key)):
        if found := [window for window in windows(text, shown) if window in shown]:
            return found
    written = f"{output}\n{re.sub('[^0-9A-Za-z]+', '', output)}"
    return [window for window in _encoded_windows(key) if window in written]


def windows(text: str, shown: str) -> list[str]:
    """Return the parts of a text that may be shown: none where nothing is of the halves that one of them has."""
    half = WINDOW // 2
    if not any(text[at : at + half] in shown for at in range(0, len(text) - half + 1, half)):
        return []
    return [text[at : at + WINDOW] for at in range(len(text) - WINDOW + 1)]


def _encoded_windows(key: str) -> Iterator[str]:
    """Yield what Base64 makes of each part of a key, wherever the encoding began."""
    for size in range(3):
        encoded = base64.b64encode(bytes(size) + key.encode()).decode()[size and 4 : -4]
        yield from (encoded[at : at + 28] for at in range(len(encoded) - 27))


def _read(output: str) -> str:
    """Return an output as somebody reads it who knows what escapes stand for, and without what shows nothing."""
    text = re.sub(r"\\+(?:x1b|u001b|033|e)\[[0-9;]*m|\x1b\[[0-9;]*m|\\+u200b|\\+xad|<wbr>|\\+n", "", output)
    text = re.sub(r"\\+(?:x|U000000|u00|u\{)([0-9a-fA-F]{2})\}?", lambda match: chr(int(match[1], 16)), text)
    text = re.sub(r"\\+([01][0-7]{2})", lambda match: chr(int(match[1], 8)), text)
    text = re.sub(r"=([0-9a-fA-F]{2})", lambda match: chr(int(match[1], 16)), text)
    return unquote(unquote(unescape(unescape(text))))


def disobedience(output: str, kept: str = "\n") -> Iterator[str]:
    """Yield what a terminal, or a CI, would obey in an output."""
    for char in output:
        if char not in kept and unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp", "Cs"):
            yield f"U+{ord(char):04X}"
    for line in output.split("\n"):
        if "##[" in line or (line.lstrip().startswith("::") and not _COMMAND.match(line)):
            yield line
