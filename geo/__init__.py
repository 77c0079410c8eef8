"""Dispatch Atlas: reported militant activity on a map that moves through time."""

__version__ = "0.1.0"
