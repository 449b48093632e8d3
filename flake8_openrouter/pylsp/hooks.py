"""What python-lsp-server calls, by its names. An exception here would take away what all other plugins have to say."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from pylsp import hookimpl

from flake8_openrouter.pylsp import NAME
from flake8_openrouter.server.commands import OPEN


@hookimpl
def pylsp_settings() -> dict[str, Any]:
    return {"plugins": {NAME: {"enabled": True}}}


@hookimpl
def pylsp_commands() -> list[str]:
    return [OPEN]


@hookimpl(hookwrapper=True)
def pylsp_lint(config: Any, workspace: Any, document: Any) -> Generator[None, Any, None]:
    """Add our diagnostics to those of all plugins, in the place of what flake8 says of the same."""
    outcome = yield
    if outcome.excinfo is not None:
        return
    from flake8_openrouter.pylsp import answers

    found = answers.diagnostics(config, workspace, document)
    outcome.force_result([*answers.without(found, outcome.get_result()), found])


@hookimpl
def pylsp_code_actions(
    config: Any, workspace: Any, document: Any, range: dict[str, Any], context: dict[str, Any]
) -> list[dict[str, Any]]:
    from flake8_openrouter.pylsp import answers

    return answers.actions(config, workspace, document, range, context)


@hookimpl
def pylsp_execute_command(config: Any, workspace: Any, command: str, arguments: Any) -> None:
    if command == OPEN:
        from flake8_openrouter.pylsp import answers

        answers.open_addresses(config, workspace, arguments)


@hookimpl
def pylsp_document_did_save() -> None:
    """Look at the disk anew: settings, and what is imported, may be others."""
    from flake8_openrouter.pylsp import answers

    answers.forget()
