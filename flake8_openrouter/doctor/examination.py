"""All checks of the doctor, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flake8_openrouter.doctor import code, surroundings
from flake8_openrouter.doctor.catalogue import ENGLISH, _, said
from flake8_openrouter.doctor.checks import files, keys, names, network, providers, requests, versions
from flake8_openrouter.doctor.results import Result, Status
from flake8_openrouter.doctor.subject import Subject
from flake8_openrouter.doctor.world import World

#: What looks at a subject; nothing is yielded where there is nothing to look at.
Check = Callable[[Subject], Iterator[Result]]

CHECKS: tuple[Check, ...] = (
    requests.check,
    keys.check,
    names.check_near,
    names.check_doubled,
    files.check_missing,
    files.check_readers,
    files.check_unread,
    providers.check,
    network.check_netrc,
    network.check_redirects,
    network.check_certificates,
    network.check_proxies,
    versions.check,
    surroundings.check,
)


def subject(world: World, path: str) -> Subject:
    """Return what is looked at for a path, a file's or a folder's. Raises ConfigurationError."""
    return Subject(world, code.of(path, world.shown))


def examined(looked_at: Subject) -> list[Result]:
    """Return what the checks say, once each; what one of them fails at is a line, and the others go on.

    Several readers of one variable may come to the same.
    """
    return list({_as_shown(result): result for check in CHECKS for result in _said(check, looked_at)}.values())


def _as_shown(result: Result) -> tuple[object, ...]:
    texts = (result.message, result.repair, *result.detail)
    return result.check, result.status, result.link, *(said(text, ENGLISH) for text in texts)


def _said(check: Check, looked_at: Subject) -> list[Result]:
    try:
        return list(check(looked_at))
    except Exception as error:  # its text may hold a value
        name = check.__module__.rpartition(".")[2]
        message = _(
            "internal error in the check {name}: {error}; please report it", name=name, error=type(error).__name__
        )
        return [Result(name, Status.UNKNOWN, message)]
