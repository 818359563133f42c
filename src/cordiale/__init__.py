"""Cordiale reads news pages about states and keeps the record of their relations."""

__version__ = "0.1.0"
