"""How pages come in: files, folders, JSON Lines and standard input, one capture at a time."""

from cordiale.capture.load import load

__all__ = ["load"]
