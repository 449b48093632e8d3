"""Programs that run curl and its like in a shell, and mistakes that are made in their text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from mutation.made_up import KEY_LIKE, LIVE, foreign
from mutation.texts import Form, Kind, Mutate, Operator, replacing

_FOLDER = Path(__file__).parent / "shell_programs"
_LITERAL, _VARIABLE_URL, _POSITION = "literal", "variable", "template of a function"
_ENV, _VARIABLE, _FILE, _GUARDED = "environment", "variable", "file", "environment, guarded"

#: ``client`` is the kind of file that the shell's words are in.
FORMS = (
    Form("bearer_option", "script", _LITERAL, _ENV, "credits.sh"),
    Form("chat_script", "script", _LITERAL, _GUARDED),
    Form("compose_command", "compose file", _LITERAL, _ENV),
    Form("dockerfile", "Dockerfile", _LITERAL, _ENV),
    Form("function_array", "script", _POSITION, _GUARDED),
    Form("heredoc_body", "script", _LITERAL, _GUARDED),
    Form("key_check", "script", _LITERAL, _ENV, "check_key.sh"),
    Form("key_from_file", "script", _LITERAL, _FILE),
    Form("makefile", "Makefile", _VARIABLE_URL, _GUARDED),
    Form("package_script", "package.json", _LITERAL, _ENV),
    Form("readme", "Markdown", _LITERAL, _ENV),
    Form("variables", "script", _VARIABLE_URL, _VARIABLE),
    Form("wget_script", "script", _LITERAL, _ENV),
    Form("workflow", "workflow", _LITERAL, _ENV),
    Form("zsh_loop", "script", _VARIABLE_URL, _ENV, "batch.zsh"),
)

#: The header as a word in double quotes, which JSON escapes.
_HEADER = re.compile(
    r'(?P<quote>\\?")(?P<name>Authorization): (?P<scheme>Bearer )'
    r"(?P<key>\$\$?(?:\w+|\{[^}]+\}|\(\w+\)))(?P=quote)"
)
#: The option with it, and what joins it to the next line.
_OPTION = re.compile(rf" *(?:-H |--header[ =]){_HEADER.pattern}(?: \\\n)?")
_RAN = re.compile(r"\bcurl(?= -| \"?(?:https|\$))")
_URL = re.compile(r"https://openrouter\.ai/api/v1")
_HOST = re.compile(r"(?<=https://)openrouter\.ai(?=/api/v1)")


def _header(template: str) -> Mutate:
    """Write the word of the header otherwise: ``QUOTE`` is its quotes, ``%KEY%`` the variable in it."""

    def written(match: re.Match[str]) -> str:
        return template.replace("QUOTE", match["quote"]).replace("%KEY%", match["key"])

    return replacing(_HEADER, written)


def _value(value: str) -> Mutate:
    return _header(f"QUOTEAuthorization: {value}QUOTE")


def _single(match: re.Match[str]) -> str | None:
    """Put the header in single quotes, which keep the variable from the shell; what make puts in, they don't."""
    if match["key"].startswith("$("):
        return None
    return f"'Authorization: Bearer {match['key']}'"


def _escaped(match: re.Match[str]) -> str | None:
    if match["key"].startswith("$(") or "\\" in match["quote"]:
        return None
    return match[0].replace(match["key"], f"\\{match['key']}")


def _defaulted(default: str) -> Mutate:
    def written(match: re.Match[str]) -> str | None:
        name = match["key"].lstrip("$").strip("{}")
        dollars = "$" * (len(match["key"]) - len(match["key"].lstrip("$")))
        return match[0].replace(match["key"], f"{dollars}{{{name}:-{default}}}") if name.isidentifier() else None

    return replacing(_HEADER, written)


def _in_url(text: str) -> Iterator[str]:
    """Put the key in the query of the URL that is written out, and leave its header away."""
    for option in _OPTION.finditer(text):
        without = text[: option.start()] + text[option.end() :]
        quote = option["quote"]
        url = re.compile(rf"{re.escape(quote)}?(https://openrouter\.ai/api/v1/[\w/]+){re.escape(quote)}?")
        near = [match for match in url.finditer(without) if abs(match.start() - option.start()) < 200]
        if near:
            match = min(near, key=lambda match: abs(match.start() - option.start()))
            yield f"{without[: match.start()]}{quote}{match[1]}?api_key={option['key']}{quote}{without[match.end() :]}"


def _echoed(template: str) -> Mutate:
    """Show the key after the first line of a script."""

    def mutate(text: str) -> Iterator[str]:
        end = text.index("\n") + 1
        yield text[:end] + template + "\n" + text[end:]

    return mutate


def _is(*clients: str) -> Callable[[Form], bool]:
    return lambda form: form.client in clients


def _but(*clients: str) -> Callable[[Form], bool]:
    return lambda form: form.client not in clients


_SCRIPT = _is("script")
#: What a snippet leaves to its reader is not judged.
_WHOLE = _but("Markdown")
_FOREIGN = (("sk-proj-", 40), ("sk-ant-api03-", 40), ("gsk_", 48), ("AIzaSy", 33))


def _shell_default(form: Form) -> bool:
    """Tell whether ``${X:-…}`` is the shell's there, and not make's."""
    return form.client not in ("Makefile",)


def _runs_curl(form: Form) -> bool:
    return form.program != "wget_script"


OPERATORS: tuple[Operator, ...] = (
    Operator("OPR101", "in the header", _value(f"Bearer {LIVE}")),
    Operator("OPR101", "tried out", _value(f"Bearer {KEY_LIKE}"), _WHOLE),
    Operator("OPR101", "exported", _echoed(f"export OPENROUTER_API_KEY={LIVE}"), _SCRIPT),
    Operator("OPR101", "in a comment", _echoed(f"# {LIVE}"), _SCRIPT, answered=True),
    Operator("OPR103", "in the header", _defaulted(LIVE), _shell_default, answered=True),
    Operator("OPR104", "in the header", _value("Bearer your-api-key"), _WHOLE),
    Operator("OPR104", "brackets", _value("Bearer <YOUR_API_KEY>"), _WHOLE),
    Operator("OPR104", "the variable's name", _value("Bearer OPENROUTER_API_KEY"), _WHOLE),
    Operator(
        "OPR104",
        "as a default",
        _defaulted("your-api-key"),
        lambda form: _WHOLE(form) and _shell_default(form),
        answered=True,
    ),
    *(Operator("OPR105", f"{head}…", _value(f"Bearer {foreign(head, size)}")) for head, size in _FOREIGN),
    Operator("OPR105", "the beginning cut off", _value(f"Bearer {LIVE[1:]}")),
    Operator("OPR105", "typographic quotes", _header("“Authorization: Bearer %KEY%”"), _WHOLE),
    *(
        Operator("OPR202", name, _header(f"QUOTE{name}: Bearer %KEY%QUOTE"))
        for name in ("Authorisation", "Autorization", "Authentication", "Auth", "Authorization ")
    ),
    *(
        Operator("OPR203", name, _header(f"QUOTE{name}: %KEY%QUOTE"))
        for name in ("api-key", "X-Auth-Token", "openrouter-api-key")
    ),
    Operator("OPR301", "the key alone", _value("%KEY%")),
    *(
        Operator("OPR302", name, _value(value))
        for name, value in {
            "nothing between": "Bearer%KEY%",
            "two spaces": "Bearer  %KEY%",
            "a colon": "Bearer: %KEY%",
            "Bearer twice": "Bearer Bearer %KEY%",
            "Token": "Token %KEY%",
            "Basic": "Basic %KEY%",
            "brackets": "Bearer <%KEY%>",
        }.items()
    ),
    Operator("OPR303", "single quotes", replacing(_HEADER, _single)),
    Operator("OPR303", "a backslash", replacing(_HEADER, _escaped)),
    Operator("OPR401", "Cookie", _header("QUOTECookie: api_key=%KEY%QUOTE")),
    Operator("OPR401", "-b", replacing(_OPTION, lambda match: _in_place(match, "-b", "api_key=")), _runs_curl),
    Operator("OPR402", "in the URL", _in_url),
    Operator("OPR403", "-u", replacing(_OPTION, lambda match: _in_place(match, "-u", ":")), _runs_curl),
    Operator("OPR501", "no header", replacing(_OPTION, lambda match: ""), _WHOLE),
    Operator("OPR501", "no colon", _header("QUOTEAuthorization Bearer %KEY%QUOTE"), _WHOLE),
    Operator("OPR601", "/api left out", replacing(_URL, "https://openrouter.ai/v1")),
    Operator("OPR601", "api.openrouter.ai", replacing(_HOST, "api.openrouter.ai")),
    *(Operator("OPR601", host, replacing(_HOST, host)) for host in ("openrouter.io", "openrouter.com")),
    Operator("OPR602", "http", replacing(re.compile(r"https(?=://openrouter\.ai/api/v1/(?!models))"), "http"), _WHOLE),
    Operator("OPR602", "-k", replacing(_RAN, "curl -k"), _WHOLE, answered=True),
    Operator("OPR602", "--insecure", replacing(_RAN, "curl --insecure"), _WHOLE, answered=True),
    Operator("OPR606", "OPENAI_API_KEY", replacing(_HEADER, lambda match: _renamed(match, "OPENAI_API_KEY"))),
    Operator("OPR606", "ANTHROPIC_API_KEY", replacing(_HEADER, lambda match: _renamed(match, "ANTHROPIC_API_KEY"))),
    Operator("OPR701", "echo", _echoed('echo "key: $OPENROUTER_API_KEY"'), _SCRIPT, answered=True),
    Operator("OPR701", "printf", _echoed("printf '%s\\n' \"$OPENROUTER_API_KEY\""), _SCRIPT, answered=True),
    Operator(
        "OPR703",
        "GET /models",
        replacing(re.compile(r"(?<=/v1/)key\b"), "models"),
        lambda form: form.program == "key_check",
        answered=True,
    ),
)


def _in_place(match: re.Match[str], option: str, head: str) -> str:
    after = " \\\n" if match[0].endswith("\\\n") else ""
    indent = match[0][: len(match[0]) - len(match[0].lstrip(" "))]
    return f"{indent}{option} {match['quote']}{head}{match['key']}{match['quote']}{after}"


def _renamed(match: re.Match[str], name: str) -> str | None:
    return match[0].replace("OPENROUTER_API_KEY", name) if "OPENROUTER_API_KEY" in match["key"] else None


SHELL = Kind(_FOLDER, FORMS, OPERATORS, re.compile(r"(?:\.(?:sh|bash|zsh|md|yml)|Dockerfile|Makefile|package\.json)$"))
