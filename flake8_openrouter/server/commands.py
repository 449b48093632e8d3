"""The commands that a client may have executed."""

#: Opens an address: its only argument.
OPEN = "flake8-openrouter.open"
