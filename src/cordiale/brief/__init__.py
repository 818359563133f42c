"""A brief of the relation of two states: what to tell, in which order, and how it is written down."""

from cordiale.brief.compose import busiest_pair, compose
from cordiale.brief.formats import FORMATS
from cordiale.brief.word import write_docx

__all__ = ["FORMATS", "busiest_pair", "compose", "write_docx"]
