"""Hooks of coding agents: where each has them, what it tells one that is run, and how the answer gets to its model."""
