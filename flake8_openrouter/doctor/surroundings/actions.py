"""GitHub Actions: why a variable is empty there, told by the variables of a run and by the workflows' files.

Source: GitHub's documentation of secrets, of variables, of events, and of reusable workflows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.results import Result, Status
from flake8_openrouter.doctor.surroundings import workflows
from flake8_openrouter.doctor.surroundings.place import UNREADABLE, Place
from flake8_openrouter.doctor.surroundings.workflows import Source, Workflow
from flake8_openrouter.model import Message
from flake8_openrouter.openrouter.variable_names import holds_our_key

_EMPTY = "github-actions-empty"

#: Events of a pull request that get no secrets if it comes from a fork. ``pull_request_target`` gets them.
_OF_FORKS = frozenset(("pull_request", "pull_request_review", "pull_request_review_comment"))
_PATH = re.compile(r"\.github/workflows/(?P<file>[\w.-]+)@")


def check(place: Place) -> Iterator[Result]:
    """Yield why a variable is empty in the run that this is, else what the workflows' files will make of it."""
    found = list(_workflows(place))
    if place.environment.get("GITHUB_ACTIONS") == "true":
        yield from _of_run(found, place)
        return
    for workflow in found:
        for source in workflow.sources:
            if source.variable in place.wanted or holds_our_key(source.variable):
                yield from _of_source(source, workflow, place)
        yield from _of_calls(workflow, found, place)


def _workflows(place: Place) -> Iterator[Workflow]:
    folder = place.root / workflows.FOLDER
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix in (".yml", ".yaml"))
    except OSError:
        return
    for path in paths:
        try:
            yield workflows.read(path, place.text(path))
        except UNREADABLE:
            continue


def _of_source(source: Source, workflow: Workflow, place: Place) -> Iterator[Result]:
    """Yield what is to be known of a variable before a run: nothing is wrong with it in each of them."""
    where = place.shown(workflow.path, source.line)
    if source.context == "vars":
        message = _(
            "{place}: {variable} comes from vars, which are not secret: logs show it, and a secret is not among them",
            place=where,
            variable=source.variable,
        )
        repair = Message("{variable}: ${{{{ secrets.{name} }}}}", variable=source.variable, name=source.name)
        yield Result("github-actions-vars", Status.PROBLEM, message, (), repair)
    elif source.context == "secrets" and not source.asked and not workflow.events.isdisjoint(_OF_FORKS):
        message = _(
            "{place}: {variable} is empty in a pull request from a fork, and in one of Dependabot's",
            place=where,
            variable=source.variable,
        )
        repair = Message("if: github.event.pull_request.head.repo.fork == false")
        yield Result("github-actions-fork", Status.NOTE, message, (), repair)


def _of_calls(workflow: Workflow, found: list[Workflow], place: Place) -> Iterator[Result]:
    """Yield the jobs that call a workflow of the project, which wants a secret, without passing it on."""
    for job in workflow.jobs.values():
        called = next((each for each in found if job.calls.startswith("./") and _is_at(each, job.calls)), None)
        if called is None or job.passes_secrets:
            continue
        source = next(
            (each for each in called.sources if each.context == "secrets" and each.variable in place.wanted), None
        )
        if source is not None:
            message = _(
                "{place}: the job {job} calls a workflow that takes {variable} from a secret, and passes none on",
                place=place.shown(workflow.path, job.line),
                job=job.name,
                variable=source.variable,
            )
            yield Result("github-actions-call", Status.PROBLEM, message, (), Message("secrets: inherit"))


def _is_at(workflow: Workflow, calls: str) -> bool:
    return workflow.path.as_posix().endswith(calls.partition("@")[0].removeprefix("."))


def _of_run(found: list[Workflow], place: Place) -> Iterator[Result]:
    held = [variable for variable in place.wanted if place.environment.get(variable)]
    if held:
        yield Result(_EMPTY, Status.OK, _("GitHub Actions: {variable} is set in this step", variable=held[0]))
        return
    variable = next((each for each in place.wanted if each in place.environment), place.wanted[0])
    name = (_PATH.search(place.environment.get("GITHUB_WORKFLOW_REF", "")) or {"file": ""})["file"]
    workflow = next((each for each in found if each.path.name == name), None)
    if variable in place.environment:
        yield _empty(variable, workflow, place)
    else:
        yield _absent(variable, workflow, place)


def _absent(variable: str, workflow: Workflow | None, place: Place) -> Result:
    """Return why a variable is not there at all: no ``env:`` around the step has it."""
    details: list[Message] = []
    job = place.environment.get("GITHUB_JOB", "")
    elsewhere = [each for each in workflow.sources if each.variable == variable] if workflow else []
    if workflow is not None and elsewhere:
        where = place.shown(workflow.path, elsewhere[0].line)
        details.append(_("{place}: another step or job has it", place=where))
    elif workflow is not None and job in workflow.jobs:
        where = place.shown(workflow.path, workflow.jobs[job].line)
        details.append(_("{place}: the job {job} has no env: with it", place=where, job=job))
    message = _(
        "GitHub Actions: no env: gives this step {variable}: a secret is no variable by itself", variable=variable
    )
    return Result("github-actions-env", Status.PROBLEM, message, tuple(details), _from_secret(variable, variable))


def _from_secret(variable: str, name: str) -> Message:
    return _("in the step, under env: {variable}: ${{{{ secrets.{name} }}}}", variable=variable, name=name)


def _empty(variable: str, workflow: Workflow | None, place: Place) -> Result:
    """Return why a variable is there and empty: the first reason that is seen, else those that are left."""
    environment = place.environment
    actor = environment.get("GITHUB_ACTOR", "")
    if environment.get("GITHUB_EVENT_NAME") in _OF_FORKS and _is_from_fork(
        environment.get("GITHUB_EVENT_PATH", ""), place
    ):
        message = _(
            "GitHub Actions: {variable} is empty, since a pull request from a fork gets no secrets", variable=variable
        )
        repair = Message("if: github.event.pull_request.head.repo.fork == false")
        return Result("github-actions-fork", Status.PROBLEM, message, (), repair)
    if actor == "dependabot[bot]":
        message = _(
            "GitHub Actions: {variable} is empty, since Dependabot's runs get its own secrets alone", variable=variable
        )
        repair = Message("gh secret set {variable} --app dependabot", variable=variable)
        return Result("github-actions-dependabot", Status.PROBLEM, message, (), repair)
    job = environment.get("GITHUB_JOB", "")
    sources = (
        [each for each in workflow.sources if each.variable == variable and each.job in ("", job)] if workflow else []
    )
    source = sources[-1] if sources else None
    where = place.shown(workflow.path, source.line) if workflow is not None and source is not None else ""
    return _of_expression(variable, source, where, workflow, job)


def _of_expression(variable: str, source: Source | None, where: str, workflow: Workflow | None, job: str) -> Result:
    """Return what the expression tells of a variable that is empty."""
    name = source.name if source is not None else variable
    if source is not None and source.context == "vars":
        message = _(
            "{place}: {variable} is empty: there is no variable {name}; is it a secret?",
            place=where,
            variable=variable,
            name=name,
        )
        return Result("github-actions-vars", Status.PROBLEM, message, (), _from_secret(variable, name))
    if source is not None and source.context not in ("", "secrets"):
        expression = f"{source.context}.{name}"
        message = _("{place}: {variable} is empty, since {name} is", place=where, variable=variable, name=expression)
        return Result(_EMPTY, Status.PROBLEM, message, (), _from_secret(variable, variable))
    details = [
        _("there is no secret {name} in the repository or the organization, or it is a variable (vars)", name=name)
    ]
    if workflow is None or job not in workflow.jobs or not workflow.jobs[job].environment:
        details.append(_("it belongs to an environment, and the job names none: environment: NAME"))
    if workflow is not None and "workflow_call" in workflow.events:
        details.append(_("the workflow that calls this one does not pass it on: secrets: inherit"))
    message = _(
        "GitHub Actions: {variable} is empty: the secret {name} is not there for this job", variable=variable, name=name
    )
    return Result(_EMPTY, Status.PROBLEM, message, tuple(details), Message("gh secret set {name}", name=name))


def _is_from_fork(path: str, place: Place) -> bool:
    """Tell whether the event of a run is a pull request from another repository than it goes to."""
    try:
        request = json.loads(place.text(Path(path)))["pull_request"]
        head, base = request["head"]["repo"], request["base"]["repo"]
        return head is None or bool(head["full_name"] != base["full_name"])
    except (*UNREADABLE, ValueError, KeyError, TypeError, RecursionError):
        return False
