"""From mentions and judgements to the record: same thing across pages, independence of sources, standing."""

from cordiale.corroborate.assemble import assemble

__all__ = ["assemble"]
