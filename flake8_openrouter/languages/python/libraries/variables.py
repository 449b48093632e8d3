"""What starts a program, and by which arguments it is given its environment."""

from __future__ import annotations

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

#: What starts a program, by its last name.
TAKING = STARTING | POSITIONAL.keys()

#: Options for Claude Code, which is told by the variables of ``anthropic`` where to go.
CLAUDE_OPTIONS = frozenset(("ClaudeAgentOptions", "ClaudeCodeOptions"))
CLAUDE_PACKAGES = frozenset(("claude_agent_sdk", "claude_code_sdk"))
CLAUDE = "claude"
