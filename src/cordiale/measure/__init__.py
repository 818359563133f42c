"""Record to series: the relation index, its turning points, volume, the network of states and their alliances."""

from cordiale.measure.acts import Told, count_acts, count_remarks
from cordiale.measure.index import Choice, RelationIndex, measure_index
from cordiale.measure.state import Motion, StateModel

__all__ = ["Choice", "Motion", "RelationIndex", "StateModel", "Told", "count_acts", "count_remarks", "measure_index"]
