"""Bytes that nobody would write, given to everything that reads what others write: by coverage (atheris), or mutated by chance."""
