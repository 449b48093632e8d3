"""Sessions: ``nox`` runs the tests on every interpreter that is there."""

from __future__ import annotations

import nox

nox.options.sessions = ["tests"]
nox.options.error_on_missing_interpreters = False


@nox.session(python=["3.10", "3.11", "3.12", "3.13"])
def tests(session: nox.Session) -> None:
    """Run the tests against the installed package."""
    session.install(".[test]")
    session.run("pytest", *session.posargs)
