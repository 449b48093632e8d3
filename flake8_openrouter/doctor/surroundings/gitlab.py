"""GitLab CI: why a variable is not there in the job that this is. Source: GitLab's documentation of CI/CD variables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.results import Result, Status
from flake8_openrouter.doctor.surroundings.place import Place
from flake8_openrouter.model import Message

_CHECK = "gitlab-ci"


def check(place: Place) -> Iterator[Result]:
    """Yield why a job of GitLab lacks what is wanted; nothing elsewhere."""
    environment = place.environment
    if environment.get("GITLAB_CI") != "true":
        return
    for variable in place.wanted:
        value = environment.get(variable, "")
        if value in (f"${variable}", f"${{{variable}}}"):
            message = _(
                "GitLab CI: {variable} holds its own name: .gitlab-ci.yml refers to a variable that is not there",
                variable=variable,
            )
            repair = _("remove it from variables: in .gitlab-ci.yml, and define it under Settings, CI/CD, Variables")
            yield Result("gitlab-ci-own-name", Status.PROBLEM, message, _reasons(environment), repair)
            return
        if value:
            yield Result(_CHECK, Status.OK, _("GitLab CI: {variable} is set in this job", variable=variable))
            return
    variable = place.wanted[0]
    message = _("GitLab CI: {variable} is not set in this job", variable=variable)
    repair = _("define it under Settings, CI/CD, Variables")
    yield Result(_CHECK, Status.PROBLEM, message, _reasons(environment), repair)


def _reasons(environment: Mapping[str, str]) -> tuple[Message, ...]:
    """Return what may keep a variable of the project from a job, as far as the job's own variables allow it."""
    source = environment.get("CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "")
    target = environment.get("CI_MERGE_REQUEST_PROJECT_ID", "")
    if source and target and source != target:
        return (_("a merge request from a fork gets none of the project's variables"),)
    found = []
    if environment.get("CI_COMMIT_REF_PROTECTED") == "false":
        found.append(_("the branch is not protected: a protected variable is not there"))
    if not environment.get("CI_ENVIRONMENT_NAME"):
        found.append(_("the job names no environment: a variable of one is not there"))
    return tuple(found)
