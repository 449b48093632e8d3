"""The command's parts: what ``check``, ``rule`` and ``inspect`` say and do."""
