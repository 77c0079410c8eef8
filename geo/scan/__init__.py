"""Toponyms in running text, with offsets: found in one pass, resolved in their context."""

from geo.scan.cues import Cues, load_cues
from geo.scan.missing import Missing, missing
from geo.scan.scan import Mention, Scanner

__all__ = ["Cues", "Mention", "Missing", "Scanner", "load_cues", "missing"]
