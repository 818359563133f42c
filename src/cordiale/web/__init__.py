"""The record in the browser: pages made by the server, each with a machine's twin; no framework, no third party."""

from cordiale.web.app import make_app
from cordiale.web.guard import Access

__all__ = ["Access", "make_app"]
