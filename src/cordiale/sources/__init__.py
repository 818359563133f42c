"""The publishers and agencies we know."""

from cordiale.sources.agencies import agencies_credited
from cordiale.sources.owners import house_of, plain_name

__all__ = ["agencies_credited", "house_of", "plain_name"]
