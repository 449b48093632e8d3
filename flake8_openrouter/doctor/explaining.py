"""What a pasted text says: the messages in it that are known, and the keys that it shows to whoever reads it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from flake8_openrouter.doctor.causes import Cause
from flake8_openrouter.doctor.client_messages import AFTERWARDS, CONNECTIONS, CONSTRUCTORS, HEADERS
from flake8_openrouter.doctor.known import Known, Phrase
from flake8_openrouter.doctor.messages import ANSWERS, SENT, STATUSES
from flake8_openrouter.doctor.others_messages import OTHERS
from flake8_openrouter.openrouter import keys, masking, needles
from flake8_openrouter.openrouter.leaks import leaks

#: All messages that are known, in the order in which they are explained.
KNOWN: tuple[Known, ...] = (*SENT, *OTHERS, *ANSWERS, *HEADERS, *CONSTRUCTORS, *CONNECTIONS, *STATUSES, *AFTERWARDS)

#: What others say as well counts in a text of so many characters, which is all that was asked about, and so near to one
#: of these words.
_SHORT, _NEAR = 300, 1000
_ABOUT = ("openrouter", "sk-or-", "openai", "anthropic", "litellm", "langchain")
#: The host of a URL, and those that may be anybody's.
_HOST = re.compile(r"https?://([\w.-]+)")
_OF_ANYBODY = ("localhost", "127.", "0.0.0.0", "host.docker.internal")
#: How many places of one phrase are looked at.
_MOST = 200

#: What is put into a text by terminals and by those who quote it.
_COLOURS = re.compile(r"\x1b\[[0-9;:?]*[ -/]*[@-~]|\x1b\][^\x07\x1b\n]{0,200}(?:\x07|\x1b\\)")
_LINE_END = re.compile(r"\r\n?")
_ESCAPED = re.compile(r"(?<!\\)\\+(?:(?P<quote>[\"'`])|(?P<end>[rn])|u00(?P<hex>[2-7][0-9a-fA-F])|/)")
_ENTITIES = {
    "&quot;": '"',
    "&#34;": '"',
    "&#39;": "'",
    "&apos;": "'",
    "&gt;": ">",
    "&lt;": "<",
    "&amp;": "&",
    "&#x27;": "'",
}
_ENTITY = re.compile("|".join(_ENTITIES))
#: How a line of a text within a text ends: it is white space, and no line of its own.
_INNER_END = "\v"

#: Other providers' keys, which are shown in the text as well.
_OTHERS = re.compile(r"(?<![\w-])(?:sk-(?:proj|ant)-[\w-]{20,}|AIza[\w-]{30,}|gsk_\w{20,}|hf_\w{20,}|xai-[\w-]{20,})")
PROVIDERS = (
    ("sk-proj-", "OpenAI"),
    ("sk-ant-", "Anthropic"),
    ("AIza", "Google"),
    ("gsk_", "Groq"),
    ("hf_", "Hugging Face"),
    ("xai-", "xAI"),
)


class Recognised(NamedTuple):
    """A message of a text: how it is printed, its first line, from 1, and the causes that it leaves open."""

    known: Known
    printed: str
    line: int
    causes: tuple[Cause, ...]


class Shown(NamedTuple):
    """A key that a text shows, by its label; the SHA-256 of an OpenRouter key, or else whose it is."""

    label: str
    digest: str
    provider: str


class Explanation(NamedTuple):
    """What was understood of a text."""

    messages: tuple[Recognised, ...]
    keys: tuple[Shown, ...]


def explain(text: str) -> Explanation:
    """Return what a text says, first what explains most, and which keys it shows."""
    found = tuple(_messages(plain(text)))
    replaced = {name for message in found for name in message.known.replaces}
    found = tuple(message for message in found if message.known.name not in replaced)
    if any(message.known in SENT for message in found):
        found = tuple(message._replace(causes=()) if message.known.of_sending else message for message in found)
    return Explanation(found, tuple(dict.fromkeys(_shown(text))))


def together(parts: Iterable[tuple[Explanation, int]]) -> Explanation:
    """Return what the parts of a text come to, each of which is after so many lines; a message is told once."""
    messages: dict[str, Recognised] = {}
    shown: dict[Shown, None] = {}
    for part, before in parts:
        shown.update(dict.fromkeys(part.keys))
        for message in part.messages:
            messages.setdefault(message.known.name, message._replace(line=message.line + before))
    is_particular = any(not message.known.general for message in messages.values())
    left = (message for message in messages.values() if not (is_particular and message.known.general))
    return Explanation(tuple(sorted(left, key=lambda message: KNOWN.index(message.known))), tuple(shown))


def plain(text: str) -> str:
    """Return a text without colours, and with the quotes and line ends that are escaped in it; its lines stay."""
    text = _LINE_END.sub("\n", _COLOURS.sub("", text))
    if "\\" in text:
        text = _ESCAPED.sub(_unescaped, text)
    return _ENTITY.sub(lambda match: _ENTITIES[match[0]], text) if "&" in text else text


def _unescaped(match: re.Match[str]) -> str:
    if match["hex"]:
        return chr(int(match["hex"], 16))
    return match["quote"] or (_INNER_END if match["end"] else "/")


def _messages(text: str) -> Iterator[Recognised]:
    lowered, explained = text.lower(), False
    for known in KNOWN:
        if known.general and explained:
            continue
        found = _first(known, text, lowered)
        if found is not None:
            explained = explained or not known.general
            yield found


def _first(known: Known, text: str, lowered: str) -> Recognised | None:
    """Return the first place of a message in a text, by the first of its phrases that is there."""
    for phrase, loose in known.ways():
        if not all(needle in lowered for needle in phrase.needles):
            continue
        for start in _places(phrase, text):
            if not loose or _is_about(lowered, start):
                return Recognised(known, phrase.shown, text.count("\n", 0, start) + 1, known.causes)
    return None


def _places(phrase: Phrase, text: str) -> Iterator[int]:
    return (match.start() for match in islice(phrase.pattern.finditer(text), _MOST))


def _is_about(lowered: str, at: int) -> bool:
    """Tell whether what others say as well is about OpenRouter: nothing else was asked, or it is named near by."""
    if len(lowered) <= _SHORT:
        return True
    near = lowered[max(at - _NEAR, 0) : at + _NEAR]
    return needles.has_any(near, _ABOUT) and not _names_another_host(lowered, at)


def _names_another_host(lowered: str, at: int) -> bool:
    """Tell whether all URLs of a line are another's, as in a log of many requests."""
    line = lowered[lowered.rfind("\n", max(at - _NEAR, 0), at) + 1 : at + _NEAR].partition("\n")[0]
    hosts = _HOST.findall(line)
    return bool(hosts) and not any(host.startswith(_OF_ANYBODY) or needles.has_any(host, _ABOUT) for host in hosts)


def _shown(text: str) -> Iterator[Shown]:
    for leak in leaks(text):
        yield Shown(keys.label(leak.key), keys.key_hash(leak.key), "")
    for match in _OTHERS.finditer(text):
        provider = next(name for prefix, name in PROVIDERS if match[0].startswith(prefix))
        yield Shown(masking.mask(match[0], (match[0],)), "", provider)
