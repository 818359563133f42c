"""How well Japanese and Chinese pages are read: `python -m evals.east_asian` prints actors, statements, dates and acts of both."""
