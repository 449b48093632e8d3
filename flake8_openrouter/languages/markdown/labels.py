"""What a text says of the code after it: an example of what is wrong, or of what is right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum


class Label(Enum):
    WRONG = "wrong"
    RIGHT = "right"
    NONE = "nothing"


#: What says so by itself, wherever it is.
_SURELY_WRONG = re.compile(
    r"[❌✗✘✖🚫⛔👎❎]|:x:|\b(?:wrong|incorrect(?:ly)?|bad|broken|anti-?pattern|vulnerable|insecure(?:ly)?"
    r"|do(?:n['’]?t| not)\s+do|(?:returns?|gives?|gets?|causes?|answered with|fails with|results? in|leads? to)"
    r"\s+(?:an?\s+|you\s+)?(?:http\s+)?(?:error\s+)?40[13]|(?:does(?:n['’]?t| not)|won['’]?t|will not) work)\b",
    re.IGNORECASE,
)
_NOT_TO_BE_DONE = (
    r"(?<!\byou )(?<!\bwe )(?<!\bthey )(?:do(?:n['’]?t| not)|never)\s+(?!forget|worry|hesitate|miss\b|need)\w+"
)
#: What says so of the code that comes next.
_WRONG = re.compile(
    r"(?<!\byou )(?<!\bwe )(?<!\bthey )\b(?:do(?:n['’]?t| not)|never)\s+(?!forget|worry|hesitate|miss\b|need)\w"
    r"|\bdon['’]?ts?\W*$|\b(?:avoid(?:ed|ing|s)?|mistakes?|mistaken|pitfalls?|gotchas?|fails?|failed|failing|failure"
    r"|(?:the|common) (?:errors?|problems?|issues?)|buggy|problematic|omits?|omitted|forgets|forgot|forgotten|missing"
    r"|lacks?|lacking|unauthorized|rejected|40[13]|deprecated|legacy|obsolete|old way|previously|instead of|rather than"
    r"|unsafe|danger(?:ous)?|typo|leaks?|leaked|leaking|misconfigured|malformed)\b"
    r"|^\W*before\W*$|^\W*before\W*[:(\u2013\u2014-]|\bbefore the (?:fix|change|migration)\b",
    re.IGNORECASE,
)
_RIGHT = re.compile(
    r"[✅✔☑👍]|:white_check_mark:|:heavy_check_mark:|^\W*(?:the )?(?:correct(?:ly|ed)?|right|good|proper(?:ly)?|fixed"
    r"|better|recommended|do this|use this|do\W*$|after\W*$|after\W*[:(\u2013\u2014-])"
    r"|\bafter the (?:fix|change|migration)\b"
    r"|\b(?:instead|correctly|(?:correct|right|fixed|working) (?:way|version|code|form|example)|should be)\W*$",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[❌✗✘✖🚫⛔👎❎]|:x:"), re.compile(r"[✅✔☑👍]|:white_check_mark:|:heavy_check_mark:")


def of_near(text: str) -> Label:
    """Return what the text next to a block says of it: a heading, the paragraph before it, a comment in its head."""
    return _decided(text, bool(_SURELY_WRONG.search(text) or _WRONG.search(text)))


def of_far(text: str) -> Label:
    """Return what a text says that may be about something else: only what says so by itself counts."""
    return _decided(text, bool(_SURELY_WRONG.search(text)))


def _decided(text: str, is_wrong: bool) -> Label:
    """Return the one that is said; of a text that says both, what its signs say, else that something is wrong."""
    is_right = bool(_RIGHT.search(text))
    wrong, right = (bool(sign.search(text)) for sign in _SIGNS)
    if is_wrong and is_right and right and not wrong:
        return Label.RIGHT
    return Label.WRONG if is_wrong else Label.RIGHT if is_right else Label.NONE


def first(found: Iterable[Label]) -> Label:
    """Return the first that says anything."""
    return next((label for label in found if label is not Label.NONE), Label.NONE)
