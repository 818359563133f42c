"""The publishers and agencies we know."""

from cordiale.sources.agencies import agencies_credited

__all__ = ["agencies_credited"]
