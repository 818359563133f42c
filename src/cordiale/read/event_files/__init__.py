"""From the rows of other people's event files to coded events; EVENT_FORMATS says which files can be read."""

from cordiale.read.event_files.coding import Coder, Fault
from cordiale.read.event_files.formats import EVENT_FORMATS, EventFormat

__all__ = ["EVENT_FORMATS", "Coder", "EventFormat", "Fault"]
