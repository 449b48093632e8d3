"""Each mistake in a shell's call of curl, and what is none since curl or the shell puts it right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from openrouter.runtimes import SHELL

from proof.claim import NO_FIX, RIGHT, SILENT, VALID_KEY, Claim

_URL = "https://openrouter.ai/api/v1/chat/completions"
_PROGRAM = f"""\
#!/usr/bin/env bash
curl -sS {_URL} \\
  OPTIONS \\
  -H "Content-Type: application/json" \\
  -d '{{"model": "m", "messages": []}}'
"""
_RIGHT = '-H "Authorization: Bearer $OPENROUTER_API_KEY"'
_NONE = "no credential → 401"
_UNSET = {"OPENROUTER_API_KEY": None}


@dataclass(frozen=True)
class Mistake:
    """Options of curl that are wrong, and what comes of them; ``url`` takes the place of the right one."""

    rule: str
    options: str
    seen: str
    fixed: str = RIGHT
    url: str = _URL
    environment: Mapping[str, str | None] = field(default_factory=dict)
    impostor: bool = False


def _authorization(value: str) -> str:
    return f'-H "Authorization: {value}"'


MISTAKES = (
    Mistake("OPR101", _authorization(f"Bearer {VALID_KEY}"), RIGHT),
    Mistake("OPR103", _authorization(f"Bearer ${{OPENROUTER_API_KEY:-{VALID_KEY}}}"), RIGHT, environment=_UNSET),
    Mistake("OPR104", _authorization("Bearer your-api-key-here"), "authorization: Bearer your-api-key-here → 401"),
    Mistake(
        "OPR104",
        _authorization("Bearer ${OPENROUTER_API_KEY:-your-api-key-here}"),
        "authorization: Bearer your-api-key-here → 401",
        environment=_UNSET,
    ),
    # The shell takes these quotes for letters, and the header apart at its spaces.
    Mistake("OPR105", "-H “Authorization: Bearer $OPENROUTER_API_KEY”", _NONE),
    Mistake(
        "OPR105",
        _authorization("Bearer sk-proj-abc123def456"),
        "authorization: Bearer sk-proj-abc123def456 → 401",
        NO_FIX,
    ),
    Mistake("OPR106", _authorization("Bearer $(cat openrouter.key)"), RIGHT, SILENT),
    Mistake("OPR202", '-H "Authorisation: Bearer $OPENROUTER_API_KEY"', _NONE),
    Mistake("OPR202", '-H "Authentication: Bearer $OPENROUTER_API_KEY"', _NONE),
    Mistake("OPR203", '-H "api-key: $OPENROUTER_API_KEY"', _NONE),
    Mistake("OPR203", '-H "X-Auth-Token: Bearer $OPENROUTER_API_KEY"', _NONE),
    Mistake("OPR301", _authorization("$OPENROUTER_API_KEY"), "authorization: <valid key> → 401"),
    Mistake("OPR302", _authorization("Bearer$OPENROUTER_API_KEY"), "authorization: Bearer<valid key> → 401"),
    Mistake("OPR302", _authorization("Bearer: $OPENROUTER_API_KEY"), "authorization: Bearer: <valid key> → 401"),
    Mistake("OPR302", _authorization("Bearer  $OPENROUTER_API_KEY"), "authorization: Bearer  <valid key> → 401"),
    Mistake("OPR302", _authorization("Token $OPENROUTER_API_KEY"), "authorization: Token <valid key> → 401"),
    Mistake("OPR302", _authorization("Bearer <$OPENROUTER_API_KEY>"), "authorization: Bearer <<valid key>> → 401"),
    Mistake(
        "OPR303", "-H 'Authorization: Bearer $OPENROUTER_API_KEY'", "authorization: Bearer $OPENROUTER_API_KEY → 401"
    ),
    Mistake(
        "OPR303",
        "--header 'Authorization: Bearer ${OPENROUTER_API_KEY}'",
        "authorization: Bearer ${OPENROUTER_API_KEY} → 401",
    ),
    Mistake(
        "OPR303", "-H'Authorization: Bearer $OPENROUTER_API_KEY'", "authorization: Bearer $OPENROUTER_API_KEY → 401"
    ),
    Mistake(
        "OPR303", '-H "Authorization: Bearer \\$OPENROUTER_API_KEY"', "authorization: Bearer $OPENROUTER_API_KEY → 401"
    ),
    Mistake("OPR303", "-H 'Authorization: Bearer '\"$OPENROUTER_API_KEY\"", RIGHT, SILENT),
    Mistake("OPR401", '-b "api_key=$OPENROUTER_API_KEY"', _NONE, NO_FIX),
    Mistake("OPR401", '-H "Cookie: api_key=$OPENROUTER_API_KEY"', _NONE, NO_FIX),
    Mistake("OPR402", "-s", _NONE, url=f'"{_URL}?api_key=$OPENROUTER_API_KEY"'),
    Mistake("OPR403", '-u ":$OPENROUTER_API_KEY"', "authorization: Basic … → 401", NO_FIX),
    Mistake("OPR403", f'{_RIGHT} -u "x:y"', RIGHT, SILENT),
    Mistake("OPR403", '--oauth2-bearer "$OPENROUTER_API_KEY"', RIGHT, SILENT),
    Mistake("OPR501", "-s", _NONE),
    Mistake("OPR501", '-H "Authorization Bearer $OPENROUTER_API_KEY"', _NONE),
    Mistake(
        "OPR601", _RIGHT, "authorization: Bearer <valid key> → 404", url="https://openrouter.ai/v1/chat/completions"
    ),
    Mistake(
        "OPR601",
        _RIGHT,
        "api.openrouter.ai: authorization: Bearer <valid key> → 501",
        url="https://api.openrouter.ai/api/v1/chat/completions",
    ),
    Mistake(
        "OPR601",
        _RIGHT,
        "openrouter.io: authorization: Bearer <valid key> → 501",
        url="https://openrouter.io/api/v1/chat/completions",
    ),
    Mistake(
        "OPR602",
        _RIGHT,
        "in clear text: authorization: Bearer <valid key> → 501",
        url="http://openrouter.ai/api/v1/chat/completions",
    ),
    Mistake("OPR602", f"-k {_RIGHT}", RIGHT, impostor=True),
    Mistake("OPR602", f"--insecure {_RIGHT}", RIGHT, impostor=True),
    Mistake("OPR606", _authorization("Bearer $OPENAI_API_KEY"), "authorization: Bearer <openai key> → 401"),
)

_KEY_CALL = f"curl -sS https://openrouter.ai/api/v1/key {_RIGHT}\n"

#: Whole scripts: rule, title, script, what was seen, what after the fix, and what is set.
SCRIPTS: tuple[tuple[str, str, str, str, str, Mapping[str, str | None]], ...] = (
    (
        "OPR701",
        "echo $OPENROUTER_API_KEY",
        f'#!/usr/bin/env bash\necho "key: $OPENROUTER_API_KEY"\n{_KEY_CALL}',
        f"{RIGHT}, printed: <valid key>",
        NO_FIX,
        {},
    ),
    (
        "OPR703",
        "GET /models, of which the status alone is used",
        f'#!/usr/bin/env bash\ncurl -s -o /dev/null -w "%{{http_code}}" https://openrouter.ai/api/v1/models {_RIGHT}\n',
        "authorization: Bearer <unknown key> → 200",
        RIGHT,
        {"OPENROUTER_API_KEY": ":unknown"},
    ),
    (
        "OPR703",
        "GET /models with -f and &&",
        f"#!/usr/bin/env bash\ncurl -sf https://openrouter.ai/api/v1/models {_RIGHT} > /dev/null && echo valid\n",
        "authorization: Bearer <unknown key> → 200",
        RIGHT,
        {"OPENROUTER_API_KEY": ":unknown"},
    ),
    (
        "OPR301",
        "a header in a variable",
        '#!/usr/bin/env bash\nAUTH="Authorization: $OPENROUTER_API_KEY"\n'
        'curl -sS https://openrouter.ai/api/v1/key -H "$AUTH"\n',
        "authorization: <valid key> → 401",
        RIGHT,
        {},
    ),
)


def claims() -> Iterator[Claim]:
    """Yield a claim for each mistake."""
    for mistake in MISTAKES:
        yield Claim(
            mistake.rule,
            "curl",
            mistake.options + ("" if mistake.url == _URL else f", to {mistake.url}"),
            _PROGRAM.replace("OPTIONS", mistake.options).replace(_URL, mistake.url),
            mistake.seen,
            mistake.fixed,
            mistake.environment,
            mistake.impostor,
            runtime=SHELL,
        )
    for rule, title, script, seen, fixed, environment in SCRIPTS:
        yield Claim(rule, "curl", title, script, seen, fixed, environment, runtime=SHELL)
