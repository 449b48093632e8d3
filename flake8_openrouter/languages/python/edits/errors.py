"""What stops an edit."""

from __future__ import annotations


class CannotEdit(Exception):
    """An edit that can't be written here; its text is the reason, for the user."""
