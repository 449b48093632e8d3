"""What a call has that sends a request, builds a client or starts a program: a last name, or an argument."""

from __future__ import annotations

from flake8_openrouter.languages.python.libraries import configs, default_parts, http, routed_sdks, sdks, variables

#: The last names of what is called.
NAMES = frozenset(
    (
        *http.CALLED,
        *http.SENDING,
        *http.CLIENTS,
        *sdks.LAST_NAMES,
        *sdks.DERIVING,
        *configs.LAST_NAMES,
        *variables.TAKING,
        "partial",  # of what builds a client
    )
)

#: The names of arguments.
ARGUMENTS = frozenset((*http.TELLING, *sdks.UNKNOWN_SDK.keys, *configs.ARGUMENTS))

#: The last names of what a program sets for a whole module.
SETTINGS = frozenset(
    (
        *(
            name.rpartition(".")[2]
            for name in (*sdks.OPENAI_GLOBALS, sdks.OPENAI_KEY, sdks.OPENAI_HEADERS, *sdks.OPENAI_OTHERWISE)
        ),
        *(name.rpartition(".")[2] for name in routed_sdks.LITELLM_SETTINGS),
        *(name for parts in default_parts.PARTS.values() if parts.elsewhere for name in parts.arguments),
    )
)
