"""Keys that are the default of a variable that is read, in a text of whatever language: told by what is before them."""

from __future__ import annotations

import re
from typing import NamedTuple

from flake8_openrouter.model import Use
from flake8_openrouter.openrouter.leaks import Leak

_NAME = "([A-Za-z_][A-Za-z0-9_]{0,80})"
_QUOTE = r"\\{0,8}[\"'`]"
_QUOTED = rf"{_QUOTE}{_NAME}{_QUOTE}"
#: What takes the next value where one is missing.
_ELSE = r"\s*(?:\|\||\?\?|\?:|//|\bor\b)"
#: Where the key's own literal begins, if it has one.
_BEGIN = rf"\s*(?:{_QUOTE}(?:Bearer )?)?"

#: What is right before a key that is a default.
_DEFAULTS = (
    # Shells, Docker's Compose, make
    rf"\$\{{{_NAME}:?[-=]{_BEGIN}",
    rf"^[ \t]*{_NAME}[ \t]*\?=[ \t]*",
    # JavaScript, workers, GitHub's workflows
    rf"\b(?:env|secrets|vars)\??\.{_NAME}{_ELSE}{_BEGIN}",
    # and Ruby, Python, PHP; Perl; PowerShell
    rf"(?:\benv|\bENV|\benviron|\$_ENV|\$_SERVER)(?:\?\.)?\[{_QUOTED}\]{_ELSE}{_BEGIN}",
    rf"\$ENV\{{{_QUOTE}?{_NAME}{_QUOTE}?\}}{_ELSE}{_BEGIN}",
    rf"\$env:{_NAME}{_ELSE}{_BEGIN}",
    # Python, PHP, Java, Kotlin, C#, Elixir, Deno: none, or the default as an argument
    rf"(?:\bgetenv|\bget_env|\bGetEnvironmentVariable|\b(?:env|environ)\.get)\({_QUOTED}\){_ELSE}{_BEGIN}",
    rf"(?:\bENV\.fetch|\bgetenv|\bget_env|\b(?:env|environ)\.get|\bgetOrDefault|\benv)\({_QUOTED},{_BEGIN}",
    # Rust
    rf"\benv::var\({_QUOTED}\)\s?\.unwrap_or(?:_else)?\((?:\|_?\|\s?)?(?:String::from\()?{_BEGIN}",
    # Go; Ruby's block; R; templates of Helm, and of Ansible
    rf"\bcmp\.Or\(os\.Getenv\({_QUOTED}\),{_BEGIN}",
    rf"\bENV\.fetch\({_QUOTED}\)\s?\{{{_BEGIN}",
    rf"\bSys\.getenv\({_QUOTED},\s?unset\s?={_BEGIN}",
    rf"\benv {_QUOTED}\s?\|\s?default{_BEGIN}",
    rf"\blookup\({_QUOTE}env{_QUOTE},\s?{_QUOTED}\)\s?\|\s?default\({_BEGIN}",
)
_DEFAULT = re.compile(rf"(?:{'|'.join(_DEFAULTS)})\Z", re.MULTILINE)

#: Characters before a key in which a read is looked for.
_NEAR = 300


class LeakUse(NamedTuple):
    """What a key is used for, and the variable whose default it is; empty for another use."""

    use: Use
    variable: str = ""


def use_of(text: str, leak: Leak) -> LeakUse:
    """Tell what a key in a text of no language is used for, as far as what is before it tells."""
    match = _DEFAULT.search(text[max(0, leak.start - _NEAR) : leak.start])
    if match is None:
        return LeakUse(Use.COMMENT)
    return LeakUse(Use.DEFAULT, next(filter(None, match.groups())))
