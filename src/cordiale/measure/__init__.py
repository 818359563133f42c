"""Record to series: the relation index, its turning points, volume, the network of states and their alliances."""

from cordiale.measure.acts import Told, count_acts, count_remarks
from cordiale.measure.alliances import find_ties
from cordiale.measure.changes import find_changes
from cordiale.measure.index import Choice, RelationIndex, measure_index, suits_weeks
from cordiale.measure.indices import INDICES, Asked
from cordiale.measure.network import Network, changed_sides, measure_network, moves
from cordiale.measure.state import Motion, StateModel
from cordiale.measure.volume import measure_volume

__all__ = [
    "INDICES",
    "Asked",
    "Choice",
    "Motion",
    "Network",
    "RelationIndex",
    "StateModel",
    "Told",
    "changed_sides",
    "count_acts",
    "count_remarks",
    "find_changes",
    "find_ties",
    "measure_index",
    "measure_network",
    "measure_volume",
    "moves",
    "suits_weeks",
]
