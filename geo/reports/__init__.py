"""Reports on disk, and documents that may become reports."""

from geo.reports.content import ENDINGS
from geo.reports.documents import Document, Documents
from geo.reports.report import Report, as_markdown, load, new_report, parse, read

__all__ = ["ENDINGS", "Document", "Documents", "Report", "as_markdown", "load", "new_report", "parse", "read"]
