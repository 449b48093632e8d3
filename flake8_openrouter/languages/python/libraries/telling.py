"""What a call has that sends a request, builds a client or starts a program: a last name, or an argument."""

from __future__ import annotations

from flake8_openrouter.languages.python.libraries import configs, http, sdks, variables

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
    )
)

#: The names of arguments.
ARGUMENTS = frozenset((*http.TELLING, *sdks.UNKNOWN_SDK.keys, *configs.ARGUMENTS))
