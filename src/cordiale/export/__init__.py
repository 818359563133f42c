"""EXPORTERS: the record in formats that other programs read."""

from cordiale.export.exporters import EXPORTERS, Exporter
from cordiale.export.selection import Relations, Selection

__all__ = ["EXPORTERS", "Exporter", "Relations", "Selection"]
