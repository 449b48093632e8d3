"""How a text spells a character of a key, and what it may write between two of them."""

from __future__ import annotations

import re

#: Characters by their numbers: the base, and the pattern. A text within a text doubles backslashes and ampersands.
#: All repetitions are bounded, for a text may be nothing but backslashes.
_NUMBERS = (
    (16, r"\\{1,8}(?:[xX]|U000000|[uU]00)NUMBER"),
    (16, r"\\{1,8}[uUx]\{0{0,6}NUMBER\}"),
    (16, r"%(?:25){0,3}NUMBER"),
    (16, r"=NUMBER"),
    (16, r"&(?:amp;){0,3}#[xX]0{0,6}NUMBER(?:;|(?![0-9a-fA-F]))"),
    (10, r"&(?:amp;){0,3}#0{0,6}NUMBER(?:;|(?![0-9]))"),
    (8, r"\\{1,8}NUMBER"),
)
_BASES = tuple(base for base, _ in _NUMBERS)
#: By base, how numbers are written, and the pattern of any that a character of ASCII has.
_FORMATS = {8: "03o", 10: "d", 16: "02x"}
_ANY = {8: "([01][0-7]{2})", 10: "([0-9]{2,3})", 16: "([0-9a-fA-F]{2})"}

#: A key's dash as Markdown and expressions write it; and those of typography, which whoever copies it puts right.
_ESCAPED_DASH = r"\\{1,8}-"
OTHER_DASH = r"[\u2010-\u2014\u2212]|\\{1,8}u(?:201[0-4]|2212)"

#: A character of a key that is spelt by its number, or a dash.
ESCAPE = "|".join((*(pattern.replace("NUMBER", _ANY[base]) for base, pattern in _NUMBERS), _ESCAPED_DASH, OTHER_DASH))

#: What shows nothing: colours of a terminal, as it takes them or as a text writes them, and characters without width.
UNSEEN = (
    r"(?:\x1b|\\{1,8}(?:u001[bB]|x1[bB]|033|e))\[[0-9;:]{0,40}[A-Za-z]",
    r"[\u00ad\u200b-\u200f\u2060\ufeff]|\\{1,8}u(?:200[b-fB-F]|2060|[fF][eE][fF]{2}|00[aA][dD])",
    r"<wbr\s?/?>|&(?:shy|ZeroWidthSpace|#173|#8203|#[xX]200[bB]);",
)
_LINE_END = r"(?:\r\n?|\n|\\{1,8}r\\{1,8}n|\\{1,8}n)"
#: Where a line begins: its indent, and the signs of a comment, a quotation or a diff, but for one that is a dash.
_SIGNS = r"[#>|*+;%!]{1,4}(?![#>|*+;%!])|/{2,4}(?!/)|REM\b"
_INDENT = r"(?:\\{1,8}t){0,8}[ \t]*"
_MARGIN = rf"{_INDENT}(?:(?:{_SIGNS})[ \t]*){{0,4}}"
_ANY_MARGIN = rf"{_INDENT}(?:(?:{_SIGNS}|-{{1,4}}(?!-))[ \t]*){{0,4}}"
#: Between a literal and the next one: nothing that is seen, a line that goes on in the next, or that of a diff.
_SPACE = r"(?:\s|\\{1,8}[nrt]){0,200}"
_GAP = rf"{_SPACE}(?:\\{{1,8}}\s+|(?<=[\nn])[+-]{{1,2}}\s+)?"
_JOINED = (
    # A line goes on in the next: shells, C, TOML, YAML, PowerShell, Windows, mail.
    rf"[\\`^=]{{1,8}}{_LINE_END}{_MARGIN}",
    # A literal goes on in the next, with or without what joins them.
    rf"\\{{0,8}}[\"'`]{_GAP}(?:(?:\+\+?|\.\.?|&|<>|<<|\|\||~){_GAP}(?:_{_SPACE})?)?"
    r"(?:(?:u8|[bBfFrRuUL@$]{1,2})(?=[\"'`\\]))?\\{0,8}[\"'`]",
    # So does a text in XML, or a line.
    r"\]\]>\s?<!\[CDATA\[|<br\s?/?>",
)
_LISTED = rf"\\{{0,8}}[\"'],{_SPACE}\\{{0,8}}[\"']"


#: A text is folded, and says so nowhere. What goes on after an empty line is another one.
_FOLD = rf"(?:(?<![ \t\r\n])[ \t]*|[\\`^=]{{1,8}}){_LINE_END}{_ANY_MARGIN}"


def _between(*patterns: str) -> str:
    return f"(?:{'|'.join(patterns)}){{0,4}}"


#: What is between two characters of a key. What is folded has begun with some digits.
BETWEEN = _between(*UNSEEN, rf"(?<=[0-9a-fA-F]{{4}}){_FOLD}", *_JOINED)
#: What is between two characters of its Base64. Its lines may be a list: nothing else decodes to a key.
IN_BASE64 = _between(*UNSEEN, _FOLD, *_JOINED, _LISTED)


def plain(text: str) -> str:
    """Return a pattern of a text whose letters are of either case."""
    return "".join(f"[{char}{char.upper()}]" if char.isalpha() else re.escape(char) for char in text)


def spelt(char: str) -> str:
    """Return a pattern of a character, in either case, however it is spelt."""
    ways = [plain(char)]
    for base, pattern in _NUMBERS:
        cases = sorted({format(ord(case), _FORMATS[base]) for case in (char, char.upper())})
        ways.append(pattern.replace("NUMBER", f"(?i:{'|'.join(cases)})"))
    if char == "-":
        ways += [_ESCAPED_DASH, OTHER_DASH]
    return f"(?:{'|'.join(ways)})"


def character(escape: re.Match[str]) -> str:
    """Return the character that a match of ``ESCAPE`` spells; the groups of another pattern may come first."""
    numbers = [(base, escape[index]) for index, base in enumerate(_BASES, start=escape.re.groups - len(_BASES) + 1)]
    return next((chr(int(number, base)) for base, number in numbers if number), "-")
