"""EXPORTERS: the record in formats that other programs read."""

from cordiale.export.exporters import EXPORTERS, Exporter, Selection

__all__ = ["EXPORTERS", "Exporter", "Selection"]
