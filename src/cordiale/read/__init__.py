"""From the bytes of a page to its article: text, labelled blocks, and what the page says of itself."""

from cordiale.read.page import read_page

__all__ = ["read_page"]
