"""Records for other programs: CSV, Excel, GeoJSON, GeoPackage and GeoParquet, one by one or added up."""

from geo.exports.aggregate import aggregate
from geo.exports.credits import Credit
from geo.exports.export import Exported, ExportOptions, check, export, export_records, to_bytes
from geo.exports.extract import Extract
from geo.exports.formats import FORMATS, Format, format_of

__all__ = [
    "FORMATS",
    "Credit",
    "ExportOptions",
    "Exported",
    "Extract",
    "Format",
    "aggregate",
    "check",
    "export",
    "export_records",
    "format_of",
    "to_bytes",
]
