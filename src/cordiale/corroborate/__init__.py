"""From mentions and judgements to the record: same thing across pages, independence of sources, standing."""

from cordiale.corroborate.assemble import Place, assemble, places_of
from cordiale.corroborate.merging import standing_judgements

__all__ = ["Place", "assemble", "places_of", "standing_judgements"]
