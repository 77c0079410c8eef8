"""Reports on disk, and documents that may become reports."""

from geo.reports.documents import Document, Documents
from geo.reports.report import PRECISIONS, Report, load, read

__all__ = ["PRECISIONS", "Document", "Documents", "Report", "load", "read"]
