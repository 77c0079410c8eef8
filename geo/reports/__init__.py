"""Reports on disk, and documents that may become reports."""

from geo.reports.documents import Document, Documents
from geo.reports.report import Report, load, read

__all__ = ["Document", "Documents", "Report", "load", "read"]
