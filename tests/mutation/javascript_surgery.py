"""What makes a mistake in the text of a file in JavaScript or TypeScript, at each place where it can be made."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mutation.texts import Mutate, closing, replacing

#: The header's value: a template, or a sum in older code.
_VALUE = re.compile(r"""`Bearer \$\{(?P<key>[^{}`]+)\}`|'Bearer ' \+ (?P<sum>\w+)""")
#: The header's name: a bare key of a mapping, a quoted one, or an argument, or a member that is set.
_NAME = re.compile(
    r"""(?P<quote>['"])Authorization(?P=quote)|(?P<bare>\bAuthorization)(?=:)|\.(?P<set>Authorization)(?= =)"""
)
#: An entry of a mapping that is the header, with its comma.
ENTRY = re.compile(r"""\s*['"]?Authorization['"]?: (?:`Bearer [^`]*`|'Bearer ' \+ \w+),?""")
#: Where the variable is read, but in a condition.
READ = re.compile(
    r"""(?<!!)\b(?:process\.env|Bun\.env|c\.env|(?<!\.)env)\.OPENROUTER_API_KEY\b"""
    r"""|process\.env\['OPENROUTER_API_KEY'\]|Deno\.env\.get\("OPENROUTER_API_KEY"\)"""
)
#: Where the variable is named, in whatever form it is read.
VARIABLE = re.compile(
    r"""(?:(?<=[^!]process\.env\.)|(?<=Bun\.env\.)|(?<=c\.env\.)|(?<=Bearer \$\{env\.)|(?<=env\[')|(?<=get\(")"""
    r"""|(?<=getOrThrow<string>\(")|(?<=required\(")|(?<=apiKeyEnv: "))OPENROUTER_API_KEY"""
)
_GUARD = re.compile(r"""^ *(?:if \((?:!|\w+ === (?:""|undefined))[^\n]*|assert\(settings[^\n]*)\n""", re.MULTILINE)
BOUND = re.compile(r"^(?P<indent> *)(?:const|var) (?P<name>\w+) = [^\n{]*OPENROUTER_API_KEY[^\n{]*\n", re.MULTILINE)
HOST = re.compile(r"(?<=https://)openrouter\.ai(?=/api)")
_FETCH = re.compile(r"(?<![\w.])fetch(?:WithRetry)?(?=\((?!\"/|url))")


def _key(match: re.Match[str]) -> str:
    return str(match["key"] or match["sum"])


def value(template: str) -> Mutate:
    """Write another value; ``%KEY%`` is the key's expression."""
    return replacing(_VALUE, lambda match: template.replace("%KEY%", _key(match)))


def defaulted(sign: str, default: str) -> Mutate:
    """Give a variable a default where it is read."""
    return replacing(READ, lambda match: f'({match[0]} {sign} "{default}")')


def scheme(head: str) -> Mutate:
    """Write another scheme, in whatever form the value is built."""
    return replacing(_VALUE, lambda match: match[0].replace("Bearer ", head, 1))


def renamed(name: str) -> Mutate:
    def changed(match: re.Match[str]) -> str:
        if match["set"]:
            return f'["{name}"]'
        return f"{match['quote'] or _QUOTE}{name}{match['quote'] or _QUOTE}"

    return replacing(_NAME, changed)


_QUOTE = '"'


def spelt(name: str) -> Mutate:
    """Write another name that needs no quotes."""
    return replacing(_NAME, lambda match: match[0].replace("Authorization", name))


def twice(match: re.Match[str]) -> str:
    """Write the header in two spellings."""
    return f"{match[0].rstrip(',')},{match[0].replace('A', 'a', 1)}"


def entry(name: str, value: str) -> Mutate:
    """Write another header, whose value has another form."""

    def mutate(text: str) -> Iterator[str]:
        for found in ENTRY.finditer(text):
            value_of_it = _VALUE.search(found[0])
            if value_of_it:
                indent = re.match(r"\s*", found[0])
                new = f"{indent[0] if indent else ''}{name}: {value.replace('%KEY%', _key(value_of_it))},"
                yield text[: found.start()] + new + text[found.end() :]

    return mutate


def without_guard(text: str) -> Iterator[str]:
    """Leave away what ends a program without its key, which then is empty."""
    for match in _GUARD.finditer(text):
        line = match[0].rstrip("\n")
        end = closing(text, match.end() - 2) + 1 if line.endswith("{") else match.end()
        if "ey" in line and "=>" not in line:
            unguarded = text[: match.start()] + text[end:].lstrip("\n")
            emptied = READ.sub(lambda read: f'({read[0]} ?? "")', unguarded, count=1)
            if emptied != unguarded:
                yield emptied


def _calls(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield the start, the end of the first argument and the end of each call of ``fetch`` that is given options."""
    for match in _FETCH.finditer(text):
        end = closing(text, match.end())
        first = re.compile(r"(?:\"[^\"]*\"|'[^']*'|`[^`]*`|[\w.]+)(?=, \{)").match(text, match.end() + 1)
        if first:
            yield first.start(), first.end(), end


def in_url(text: str) -> Iterator[str]:
    """Put the key in the query of the URL, and leave the header away."""
    for start, first, end in _calls(text):
        carried, sent = ENTRY.search(text, first, end), _VALUE.search(text, first, end)
        if carried and sent:
            url = text[start:first]
            inner = url.strip("\"'`") if url[0] in "\"'`" else f"${{{url}}}"
            changed = text[:start] + f"`{inner}?api_key=${{{_key(sent)}}}`"
            yield changed + text[first : carried.start()] + text[carried.end() :]


def in_body(text: str) -> Iterator[str]:
    """Put the key in the body, and leave the header away."""
    for _, first, end in _calls(text):
        carried, sent = ENTRY.search(text, first, end), _VALUE.search(text, first, end)
        body = re.compile(r"JSON\.stringify\(\{").search(text, first, end)
        if carried and sent and body:
            place = body.end()
            yield text[: carried.start()] + text[carried.end() : place] + f" api_key: {_key(sent)}," + text[place:]


def beside_method(text: str) -> Iterator[str]:
    """Write the header among the options, where nothing reads it."""
    for _, first, end in _calls(text):
        headers = re.compile(r"headers: \{").search(text, first, end)
        sent = _VALUE.search(text, first, end)
        if headers and sent:
            close = closing(text, headers.end() - 1)
            yield text[: headers.start()] + f"Authorization: {sent[0]}" + text[close:]


def renamed_option(text: str) -> Iterator[str]:
    for _, first, end in _calls(text):
        headers = re.compile(r"\bheaders(?=: \{)").search(text, first, end)
        if headers and _VALUE.search(text, headers.end(), end):
            yield text[: headers.start()] + "header" + text[headers.end() :]


def without_headers(text: str) -> Iterator[str]:
    """Leave all headers away where a call gives them."""
    for _, first, end in _calls(text):
        headers = re.compile(r"\s*\bheaders(?=: \{|: \w+[(,.]|,)").search(text, first, end)
        if headers:
            mapping = re.compile(r": \{").match(text, headers.end())
            close = closing(text, mapping.end() - 1) if mapping else text.index("\n", headers.end()) - 1
            yield text[: headers.start()] + text[close + 1 :]


def printed(template: str) -> Mutate:
    def shown(match: re.Match[str]) -> str:
        return f"{match[0]}{match['indent']}{template.replace('%KEY%', match['name'])}\n"

    return replacing(BOUND, shown)


def as_body(text: str) -> Iterator[str]:
    """Give axios the headers where it takes the body."""
    for match in re.compile(r"axios\.post\(").finditer(text):
        end = closing(text, match.end() - 1)
        arguments = re.compile(r"\s*(?P<body>\{ ?\n? *model.*?\},\s*)(?=\{\s*headers)", re.DOTALL)
        body = arguments.search(text, match.end(), end)
        if body:
            yield text[: body.start("body")] + text[body.end("body") :]


def beside_axios(options: str) -> Mutate:
    """Add an option of axios beside its headers."""

    def mutate(text: str) -> Iterator[str]:
        for match in re.compile(r"headers: \{").finditer(text):
            sent = _VALUE.search(text, match.end(), closing(text, match.end() - 1))
            if sent:
                yield text[: match.start()] + f"{options.replace('%KEY%', _key(sent))}, " + text[match.start() :]

    return mutate


def url(old: str, new: str) -> Mutate:
    return replacing(re.compile(re.escape(old) + r"(?=[\"'`/$])"), lambda match: new)
