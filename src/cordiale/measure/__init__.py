"""Record to series: the relation index, its turning points, volume, the network of states and their alliances."""

from cordiale.measure.acts import Told, count_acts, count_remarks
from cordiale.measure.index import Choice, RelationIndex, measure_index

__all__ = ["Choice", "RelationIndex", "Told", "count_acts", "count_remarks", "measure_index"]
