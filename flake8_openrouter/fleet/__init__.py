"""Many repositories at once: the check of their heads and their history, as rows that are the same in every run."""
