"""Edits to replacements: how each change is written in Python. Nothing here runs before a fix is asked for."""
