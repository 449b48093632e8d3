"""Why mistakes are missed, or fixed and not answered, as far as it is known: the first row that fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

UNEXPLAINED = "not explained"


class Made(Protocol):
    """A mistake, as of whatever kind of file it is one."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...


class Mutant(Protocol):
    """A mistake that was made, and the name of what it was made in."""

    @property
    def operator(self) -> Made: ...
    @property
    def origin(self) -> str: ...


@dataclass(frozen=True)
class Reason:
    """Holds for the mutants of an origin (every one, where it is empty) whose code begins so, of a mistake if named."""

    origin: str
    codes: tuple[str, ...]
    text: str
    mistake: str = ""

    def fits(self, mutant: Mutant) -> bool:
        is_ours = self.origin in ("", mutant.origin) and self.mistake in ("", mutant.operator.name)
        return is_ours and mutant.operator.code.startswith(self.codes)


REASONS = (
    Reason(
        "constant_argparse",
        ("OPR",),
        "The key is an attribute that a function puts on an object of another library (`args.api_key`): it is not "
        "followed out of the function, and what is unknown is silent.",
    ),
    Reason(
        "auth_object_requests",
        ("OPR",),
        "What an object for `auth=` writes is judged by the file alone: which request it signs, and whether another "
        "header signs it, is not told to the rules that want to be certain of the destination.",
    ),
    Reason(
        "attribute_session",
        ("OPR403",),
        "A session of requests takes a header's name in any case for one: the later value replaces the first.",
    ),
    Reason(
        "environment_openai",
        ("OPR403",),
        "Where the key comes from a variable that the program sets, the client has no argument that a header could "
        "contradict.",
    ),
    Reason(
        "environment_openai",
        ("OPR701",),
        "What is read back from a variable that the program sets is not taken for the key.",
    ),
    Reason("globals_openai", ("OPR701",), "What is read back from a package's own settings is not taken for the key."),
    Reason("inherited_provider", ("OPR109",), "The file that reads the key too early is not the one that sends it."),
    Reason(
        "partial_post",
        ("OPR104", "OPR603", "OPR606", "OPR608"),
        "The key is an attribute of a `SimpleNamespace`, which anybody may set: the rule wants to be certain of every "
        "alternative.",
    ),
    Reason(
        "inherited_provider",
        ("OPR702",),
        "A method of a base class in another file looks at the status of whatever response it is given; that file "
        "says nothing of OpenRouter.",
    ),
    Reason(
        "literal_validate_key",
        ("OPR104", "OPR105", "OPR107"),
        "A condition asks a function of the program whether the key is good, and the program stops if not: that is "
        "taken for a guard.",
    ),
    Reason(
        "parameter_default_url",
        ("OPR104", "OPR107"),
        "`if api_key is None:` in front of the read is taken for a guard of what is read: guards are looked for "
        "without regard to order.",
    ),
    Reason(
        "parameter_default_url",
        ("OPR603", "OPR606", "OPR608", "OPR701"),
        "The key is a parameter or the environment's: the rule wants to be certain of every alternative.",
    ),
    Reason(
        "constant_aiohttp_gather",
        ("OPR501",),
        "The session is passed to the function that uses it: somebody may have given it headers on the way.",
    ),
    Reason(
        "default_environment_url",
        ("OPR402",),
        "The URL is the default of a read of the environment, and defaults are not searched for a key.",
    ),
    Reason(
        "option_default", ("OPR402",), "The URL is the default of an option, and defaults are not searched for a key."
    ),
    Reason(
        "local_add_header",
        ("OPR104",),
        "The placeholder is the default of a read that is itself another read's default.",
    ),
    Reason(
        "local_add_header",
        ("OPR608",),
        "The variable is the default of a read of another one: the rule looks at the first alone.",
    ),
    Reason(
        "unresolved_config_file",
        ("OPR401",),
        "Where the destination is not resolved, the rule wants to see the key itself in the cookie.",
    ),
    Reason(
        "Claude Code",
        ("OPR105",),
        "64 digits alone may be anybody's token where the variable's own name does not say whose key it is.",
        mistake="the digits alone",
    ),
    Reason(
        "",
        ("OPR303",),
        "In a document a name in capitals and braces, which the code does not bind, is a place for the reader's key.",
        mistake="braces for an SDK",
    ),
    Reason(
        "angular_service",
        ("OPR",),
        "Angular's client is not known for one where `inject(HttpClient)` gives it to a field: what is said of the "
        "header is said by evidence alone.",
    ),
    Reason(
        "axios_defaults",
        ("OPR",),
        "`axios.defaults` is not followed: neither the base URL nor the header that every request then has.",
    ),
    Reason(
        "axios_interceptor",
        ("OPR",),
        "A header that an interceptor sets is judged by evidence alone: its client's base URL is not told to it.",
    ),
    Reason("axios_create", ("OPR403",), "`auth` among the settings of `axios.create` is not looked at."),
    Reason(
        "axios_config",
        ("OPR107",),
        "The guard of another function that reads the same variable into the same name is taken for this one's.",
    ),
    Reason(
        "bun_script",
        ("OPR501", "OPR601"),
        "The path is a parameter of the function that sends: the operation is not told by its callers, nor is what is "
        "before it judged.",
    ),
    Reason(
        "sveltekit_server",
        ("OPR501",),
        "`fetch` is what SvelteKit gives to the handler, a parameter: what it adds to a request is not known.",
    ),
    Reason(
        "svelte_component",
        ("OPR",),
        "The key is a variable that begins empty and is set by the component's markup, which is not read.",
    ),
    Reason(
        "xhr_page",
        ("OPR",),
        "A header of `XMLHttpRequest` is judged by evidence alone: it is not told where `open` sends the request.",
    ),
    Reason("t3_env", ("OPR606",), "What a schema makes of the environment is named as the schema names it."),
    Reason(
        "commonjs_module",
        ("OPR104", "OPR606"),
        "The key comes through an exported function that another file calls: the rule wants to be certain of every "
        "caller.",
    ),
    Reason(
        "validate_key",
        ("OPR104", "OPR603", "OPR606", "OPR701"),
        "The key comes through an exported function that another file calls: the rule wants to be certain of every "
        "caller.",
    ),
    Reason(
        "",
        ("OPR104",),
        "The default is that of another variable, which is then sent by its name.",
        mistake="as a default",
    ),
    Reason(
        "key_from_file",
        ("OPR",),
        "The key is what a command prints: that it is one is told by the name `key` alone, which is not enough.",
    ),
    Reason(
        "zsh_loop",
        ("OPR105",),
        "The header is in a variable: what is after the first space of its value is a command of its own then.",
        mistake="typographic quotes",
    ),
    Reason("variables", ("OPR501",), "The body is made by a command that is run in the call: it is not all known."),
    Reason("compose_command", ("OPR103",), "It is found, as OPR101: Compose writes the shell's dollar twice."),
)


UNANSWERED = (
    Reason(
        "",
        ("OPR403",),
        "the second credential could not be taken away, and OPR606 (off by default) then puts the same key into both, "
        "which is no conflict; the double does not say what OpenRouter answers to that",
    ),
)


def reason(mutant: Mutant) -> str:
    return _first(REASONS, mutant)


def why_unanswered(mutant: Mutant) -> str:
    return _first(UNANSWERED, mutant)


def _first(rows: tuple[Reason, ...], mutant: Mutant) -> str:
    return next((row.text for row in rows if row.fits(mutant)), UNEXPLAINED)
