"""Programs of a shell, or of another language, that files of settings hold: what a build, a job or a container runs."""
