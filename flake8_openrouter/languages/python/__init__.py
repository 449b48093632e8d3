"""Python: its syntax, what its values can be, where it calls OpenRouter, and how an edit is written in it."""
