"""What a file of settings gives a program that reads it, as far as that may be told: URLs, names, placeholders.

A text of another kind may be a secret: it is left out, and is unknown to whoever asks for it.
"""

from __future__ import annotations

import configparser
import json
import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from flake8_openrouter.languages.settings import ini, json_files, toml, yaml
from flake8_openrouter.languages.settings.entries import Entry, Path
from flake8_openrouter.languages.settings.names import Role, meaning
from flake8_openrouter.openrouter import keys
from flake8_openrouter.openrouter.credentials import Shape, classify
from flake8_openrouter.openrouter.variable_names import snake

#: Values of one file that are read.
MAX_ENTRIES = 2_000

#: What stands for any placeholder, whatever its words are.
PLACEHOLDER = "your-api-key"
_SCHEME = "Bearer "

#: A URL that says no more than a place: no user, no query, and nothing as long as a secret.
_URL = re.compile(r"https?://[\w.:-]+(?:/[\w.~-]{0,24})*", re.ASCII)
_MODEL = re.compile(r"[A-Za-z][\w.:/@-]{0,100}", re.ASCII)
_SERVICE = re.compile(r"(?:^|_)(?:provider|vendor|platform|service|backend|engine|model)(?:_(?:name|id|type))?$")
#: The name of a variable, where a name says that there is one.
#: What settings call the name of a variable.
_VARIABLES = re.compile(r"env|env_?var(?:iable)?|env_?(?:key|name)|variable")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*_(?:KEY|TOKEN|SECRET)")
#: Names of a value that is a header with a key.
_HEADER = re.compile(r"(?:x_)?(?:authori[sz]ation|api_?key)")
#: What is no text where it has no quotes.
_NO_TEXT = re.compile(r"[-+]?[\d._]+(?:[eE][-+]?\d+)?|true|false|null|none|yes|no|on|off|~", re.IGNORECASE)
#: The section of an INI file whose options all others have.
_COMMON = "DEFAULT"


class Value(NamedTuple):
    """A text that may be told, and the 1-based line on which it is."""

    text: str
    line: int


#: Names that lead to values, lists of them, and None for what is in a list and may not be told.
Tree = dict[str, Any] | list[Any] | Value | None


def read(form: str, text: str) -> dict[str, Any] | None:
    """Return the values of a text, by their names; None for what is broken, and what is no mapping.

    ``form`` is one of ``json``, ``yaml``, ``toml`` and ``ini``.
    """
    entries, is_sound = _FORMS[form]
    try:
        if not is_sound(text):
            return None
    except (ValueError, RecursionError, configparser.Error):
        return None
    found = list(islice(entries(text), MAX_ENTRIES + 1))
    if len(found) > MAX_ENTRIES:
        return None
    root: dict[str | int, Any] = {}
    for entry in found:
        _put(root, _path(entry, form), _told(entry, text, form))
    if form == "ini":
        common = root.get(_COMMON, {})
        root = {section: {**common, **options} for section, options in root.items() if isinstance(options, dict)}
    made = _made(root)
    return made if isinstance(made, dict) else None


def _path(entry: Entry, form: str) -> Path:
    """Return the names that lead to a value as a program has them: an INI file's options are in lower case."""
    section, *option = entry.path
    return (section, ".".join(map(str, option)).lower()) if form == "ini" and option else entry.path


def _put(root: dict[str | int, Any], path: Path, value: Value | None) -> None:
    """Put a value under the names that lead to it; what is there twice is not known."""
    within: Any = root
    for step in path[:-1]:
        within = within.setdefault(step, {})
        if not isinstance(within, dict):
            return
    if path:
        within[path[-1]] = None if path[-1] in within else value


def _made(node: object) -> Tree:
    """Return a mapping or a list of what is under names or numbers; None where it is neither."""
    if not isinstance(node, dict):
        return node if isinstance(node, Value) else None
    if node and all(isinstance(step, int) for step in node):
        return [_made(node.get(number)) for number in range(len(node))]
    if any(isinstance(step, int) for step in node):
        return None
    made = {name: _made(below) for name, below in node.items()}
    return {name: below for name, below in made.items() if below is not None}


def _told(entry: Entry, text: str, form: str) -> Value | None:
    """Return what may be told of a value; None for nothing."""
    told = None if _is_made(entry, text, form) else _text(entry.value, snake(entry.own_name))
    return None if told is None else Value(told, text.count("\n", 0, entry.start) + 1)


def _text(value: str, name: str) -> str | None:
    if keys.PREFIX in value:
        return PLACEHOLDER if _is_placeholder(value) else None
    if _URL.fullmatch(value):
        return value
    if _HEADER.fullmatch(name) and value.startswith(_SCHEME):
        return _SCHEME + PLACEHOLDER if _is_placeholder(value.removeprefix(_SCHEME)) else None
    if _VARIABLE.fullmatch(value):
        is_named_so = _VARIABLES.fullmatch(name) or meaning(name).role in (Role.KEY, Role.KEY_NAME)
        return value if is_named_so else None
    if meaning(name).role is Role.KEY or _HEADER.fullmatch(name):
        return PLACEHOLDER if _is_placeholder(value) else None
    return value if _SERVICE.search(name) and _MODEL.fullmatch(value) else None


def _is_made(entry: Entry, text: str, form: str) -> bool:
    """Tell whether what is written is no text, or something makes another one of it: an alias, a tag, a comment."""
    if form == "ini":
        end = text.find("\n", entry.end)
        rest = text[entry.end : end if end >= 0 else len(text)]
        return bool(entry.quote or "%" in entry.value or rest.strip())
    if not entry.quote and (form != "yaml" or _NO_TEXT.fullmatch(entry.value)):
        return True
    if form == "yaml":
        return (not entry.quote and entry.value[:1] in "*&!|>@`%") or "!" in text[entry.name[1] : entry.start]
    return False


def _is_placeholder(value: str) -> bool:
    """Tell whether a text that is where a key belongs is one that somebody was to replace; an empty one is none yet."""
    return bool(value) and classify(value) is Shape.PLACEHOLDER


def _is_json(text: str) -> bool:
    return isinstance(json.loads(text), dict)


def _is_toml(text: str) -> bool:
    import tomli  # 16 ms

    return isinstance(tomli.loads(text), dict)


def _is_ini(text: str) -> bool:
    configparser.RawConfigParser().read_string(text)
    return True


def _is_yaml(text: str) -> bool:
    return "<<:" not in text


#: What reads a form, and what tells whether it is sound.
_FORMS: dict[str, tuple[Callable[[str], Iterator[Entry]], Callable[[str], bool]]] = {
    "json": (json_files.read, _is_json),
    "yaml": (yaml.read, _is_yaml),
    "toml": (toml.read, _is_toml),
    "ini": (ini.read, _is_ini),
}
