"""A module per rule: its documentation, its check, its fix. The registry finds them by walking this package."""
