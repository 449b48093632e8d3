"""Commands that run another one in a container: ``docker exec app …``, ``kubectl exec pod -- …``."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CONTAINERS = frozenset(("docker", "docker-compose", "podman", "podman-compose", "nerdctl", "kubectl", "oc"))
_RUNS = ("exec", "run")
_BEFORE = frozenset(("sudo", "doas", "compose", "container", "time", "-T", "-E"))
#: Options without a value in the next word.
_FLAGS = re.compile(
    r"-[itdTq]+|--(?:\S+=\S*|rm|interactive|tty|detach|privileged|init|no-deps|no-TTY|stdin|quiet|read-only)"
)


def leads_to(words: Sequence[str], is_image: bool) -> bool:
    """Tell whether some words run what comes after them in a container.

    ``is_image``: that is the name of an image, which the program in it has as well.
    """
    at = next((number for number, each in enumerate(words) if each in _CONTAINERS), None)
    run = next((number for number, each in enumerate(words) if each in _RUNS), None)
    if at is None or run is None or run < at or not _BEFORE.issuperset({*words[:at], *words[at + 1 : run]}):
        return False
    rest = words[run + 1 :]
    if "--" in rest:
        return rest[-1] == "--"
    names = [each for before, each in zip(["", *rest], rest, strict=False) if not _is_option(before, each)]
    return len(names) == (0 if is_image else 1) and not (rest and _takes(rest[-1]))


def _is_option(before: str, each: str) -> bool:
    return each.startswith("-") or _takes(before)


def _takes(option: str) -> bool:
    """Tell whether the word after an option is its value."""
    return option.startswith("-") and _FLAGS.fullmatch(option) is None
