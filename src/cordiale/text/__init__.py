"""Positions in strings, with no knowledge of the world: sentences, words, quotation marks, dates, numbers."""
