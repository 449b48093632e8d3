"""What a text says of the code after it: an example of what is wrong, or of what is right, or nothing that is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum


class Label(Enum):
    WRONG = "wrong"
    DOUBTED = "probably wrong"
    RIGHT = "right"
    HIDDEN = "hidden"
    NONE = "nothing"


#: The same in other languages.
_ELSEWHERE = (
    r"\b(?:falsch\w*|fehlerhaft\w*|nicht so|incorrect[oae]s?|incorreto|errado|sbagliato|errato|mauvais)\b"
    r"|错误(?!处理)|不正确|錯誤(?!處理)|間違|悪い例|잘못|неправильн|неверн|не так"
)
#: What says so by itself, wherever it is.
_SURELY_WRONG = re.compile(
    r"[❌✗✘✖🚫⛔👎❎]|:x:|\b(?:wrong|incorrect(?:ly)?|bad|broken|anti-?pattern|vulnerable|insecure(?:ly)?"
    r"|do(?:n['’]?t| not)\s+do|not to (?:do|use|write|send)|not recommended|discouraged"
    r"|no longer (?:works?|exists?|valid|supported)|used to (?:be|look|live|work)"
    r"|non-?working|(?:returns?|gives?|gets?|causes?|answered with|fails with|results? in|leads? to)"
    r"\s+(?:an?\s+|you\s+)?(?:http\s+)?(?:error\s+)?40[1345]|(?:does(?:n['’]?t| not)|won['’]?t|will not) work)\b"
    rf"|{_ELSEWHERE}",
    re.IGNORECASE,
)
#: What says so of the code that comes next.
_WRONG = re.compile(
    r"(?<!\byou )(?<!\bwe )(?<!\bthey )\b(?:do(?:n['’]?t| not)|never)\s+(?!forget|worry|hesitate|miss\b|need)\w"
    r"|\bdon['’]?ts?\W*$|(?<!\bto )\bavoid(?:ed|ing|s)?\b"
    r"|\b(?:mistakes?|mistaken|pitfalls?|gotchas?|fails?|failed|failing|failure"
    r"|(?:the|common) (?:errors?|problems?|issues?)|buggy|bugs?|problematic|omits?|omitted|forgets|forgot|forgotten"
    r"|missing|lacks?|lacking|unauthorized|rejected|40[1345]|deprecated|legacy|obsolete|old way|previously|instead of"
    r"|rather than|unsafe|danger(?:ous)?|typo|leaks?|leaked|leaking|misconfigured|malformed|invalid|na[iï]ve"
    r"|tempt(?:ed|ing)|old (?:code|style|syntax|version)|not (?:like this|working)|reproduc(?:e|es|ing|tion)|symptoms?"
    r"|if you forget|(?:raises?|throws?) (?:an? )?\w*(?:error|exception)|no (?:cookie )?auth credentials"
    r"|missing authentication"
    r"|without (?:(?:the|a|an|its|any) )?(?:prefix|bearer|scheme|header|authorization))\b"
    r"|\b(?:unlike|troubleshooting|changelog|release notes|known issues|flag(?:s|ged|ging)? (?:this|these|here|by|when)"
    r"|(?:linter|rule|check|checker|plugin|tool|opr\d+) (?:\w+ )?(?:flags|reports|finds|detects|catches|warns))\b"
    r"|\b(?:error|problem)\W*$|^\W*(?:the )?problem\b"
    r"|^\W*(?:before|old)\W*$|^\W*(?:before|old)\W*[:(\u2013\u2014-]|\bbefore the (?:fix|change|migration)\b",
    re.IGNORECASE,
)
_RIGHT = re.compile(
    r"[✅✔☑👍]|:white_check_mark:|:heavy_check_mark:|^\W*(?:the )?(?:correct(?:ly|ed)?|right|good|proper(?:ly)?|fixed"
    r"|better|recommended|do this|use this|do\W*$|(?:after|new)\W*$|(?:after|new)\W*[:(\u2013\u2014-])"
    r"|\bafter the (?:fix|change|migration)\b"
    r"|\b(?:instead|correctly|(?:correct|right|fixed|working) (?:way|version|code|form|example)|should be)\W*$",
    re.IGNORECASE,
)
_CHECK = re.compile(r"\b(?:test|verify|check|validate|confirm|ensure|make sure|diagnose)\b", re.IGNORECASE)
#: What only changes how words look.
_EMPHASIS = re.compile(r"[*`]")
_SIGNS = re.compile(r"[❌✗✘✖🚫⛔👎❎]|:x:"), re.compile(r"[✅✔☑👍]|:white_check_mark:|:heavy_check_mark:")


def of_near(text: str) -> Label:
    """Return what the text next to a block says of it: a heading, the paragraph before it, a comment in its head."""
    text = _EMPHASIS.sub("", text)
    if _SURELY_WRONG.search(text):
        return _decided(text, Label.WRONG)
    return _decided(text, Label.DOUBTED if _WRONG.search(text) else Label.NONE)


def of_far(text: str) -> Label:
    """Return what a text says that may be about something else: only what says so by itself counts."""
    text = _EMPHASIS.sub("", text)
    return _decided(text, Label.WRONG if _SURELY_WRONG.search(text) else Label.NONE)


def asks_to_check(text: str) -> bool:
    """Tell whether a text asks to find out something with what comes next, which is no example then."""
    return _CHECK.search(text) is not None


def _decided(text: str, said: Label) -> Label:
    """Return the one that is said; of a text that says both, what its signs say, else that something is wrong."""
    if not _RIGHT.search(text):
        return said
    wrong, right = (bool(sign.search(text)) for sign in _SIGNS)
    return Label.RIGHT if said is Label.NONE or (right and not wrong) else said


def first(found: Iterable[Label]) -> Label:
    """Return the first that says anything."""
    return next((label for label in found if label is not Label.NONE), Label.NONE)
