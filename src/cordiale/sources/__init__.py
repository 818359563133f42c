"""The publishers and agencies we know."""

from cordiale.sources.agencies import agencies_credited
from cordiale.sources.owners import house_of

__all__ = ["agencies_credited", "house_of"]
