"""Environment variables by which clients are told their key and where to go; a new family of clients is a row.

Source: the packages' own code, as for ``sdks.py``; Claude Code's documentation of its variables.
"""

# Annotations are objects here: the texts of so many would be compiled, each time that this is imported.

from typing import NamedTuple

from flake8_openrouter.model import Base
from flake8_openrouter.openrouter import api


class Family(NamedTuple):
    """Clients that read the same variables: those for the key, the first that wins first, and those for the endpoint.

    ``host`` is where they go without an endpoint, ``base`` what they make of one. ``doubles``: they put ``Bearer ``
    before the key. ``wins``: a further key, which is sent instead of the others unless it is empty.
    """

    host: str
    keys: tuple[str, ...]
    endpoints: tuple[str, ...]
    base: Base
    doubles: bool = True
    wins: str = ""


FAMILIES = (
    Family("api.openai.com", ("OPENAI_API_KEY",), ("OPENAI_BASE_URL", "OPENAI_API_BASE"), Base.OPENAI),
    Family(
        "api.anthropic.com",
        ("ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_API_KEY"),
        ("ANTHROPIC_BASE_URL",),
        Base.ANTHROPIC,
        wins="ANTHROPIC_API_KEY",
    ),
    # What programs call their own URL of OpenRouter may be a base or whole: as it is used it is judged.
    Family(
        api.HOST,
        api.VARIABLES,
        ("OPENROUTER_BASE_URL", "OPENROUTER_API_BASE", "OPENROUTER_API_BASE_URL"),
        Base.REQUEST,
        doubles=False,
    ),
)

#: All of them.
NAMES = frozenset(name for family in FAMILIES for name in (*family.keys, *family.endpoints))

#: What starts a program, or describes one that is to be started, by the last name of what is called.
STARTING = frozenset(
    (
        *("run", "Popen", "call", "check_call", "check_output", "create_subprocess_exec", "create_subprocess_shell"),
        *("spawn", "popen_spawn", "StdioServerParameters", "StdioTransport", "MCPServerStdio", "MCPServer"),
        *("StdioMCPServer", "StdioMCPServerConnection", "StdioConnection", "ClaudeAgentOptions", "ClaudeCodeOptions"),
    )
)

#: The arguments by which it is given its environment.
ENVIRONMENT_ARGUMENTS = ("env", "environment")

#: Functions that are given an environment in its place.
POSITIONAL = {"execve": 2, "execvpe": 2, "spawnve": 3, "spawnvpe": 3, "posix_spawn": 2, "posix_spawnp": 2}

#: Options for Claude Code, which is told by the variables of ``anthropic`` where to go.
CLAUDE_OPTIONS = frozenset(("ClaudeAgentOptions", "ClaudeCodeOptions"))
CLAUDE_PACKAGES = frozenset(("claude_agent_sdk", "claude_code_sdk"))
CLAUDE = "claude"
