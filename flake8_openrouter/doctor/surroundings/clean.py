"""``--clean-env``: what a service, cron or launchd sees, which start programs without the variables of a shell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.results import Result, Status
from flake8_openrouter.doctor.surroundings.place import Place

#: What they set themselves (systemd.exec(5), crontab(5)).
_KEPT = ("HOME", "LANG", "LOGNAME", "PATH", "SHELL", "USER")


def environment(whole: Mapping[str, str]) -> dict[str, str]:
    """Return what is left of an environment for a program that no shell starts."""
    return {name: whole[name] for name in _KEPT if name in whole}


def check(whole: Mapping[str, str], place: Place) -> Iterator[Result]:
    """Yield the wanted variables that are only the shell's; ``whole`` is its environment."""
    gone = [variable for variable in place.wanted if whole.get(variable)]
    for variable in gone:
        message = _(
            "{variable} is set in this shell alone: a service, cron or launchd does not have it", variable=variable
        )
        status = Status.NOTE if place.loads_file else Status.PROBLEM
        repair = _(
            "give the service an EnvironmentFile=, the crontab a line with {variable}, or the program a .env",
            variable=variable,
        )
        yield Result("clean-env", status, message, (), repair)
    if not gone:
        yield Result("clean-env", Status.OK, _("nothing that the program reads comes from this shell alone"))
