"""The doctor: which credential a project would really use from here, where it comes from, and what it hides."""
