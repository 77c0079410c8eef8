"""Toponyms in running text, with offsets: found in one pass, resolved in their context."""

from geo.scan.cues import Cues, load_cues
from geo.scan.scan import Mention, Scanner

__all__ = ["Cues", "Mention", "Scanner", "load_cues"]
