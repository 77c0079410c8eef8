"""Places to other gazetteers and from them: Linked Places as TSV and as GeoJSON, dumps of GeoNames."""

from geo.gazetteer.exchange.draft import as_csv
from geo.gazetteer.exchange.terms import BASE
from geo.gazetteer.exchange.transfer import (
    EXPORT_FORMATS,
    IMPORT_FORMATS,
    Arrival,
    ExportFormat,
    Hints,
    ImportFormat,
    bring,
    export,
    records,
)

__all__ = [
    "BASE",
    "EXPORT_FORMATS",
    "IMPORT_FORMATS",
    "Arrival",
    "ExportFormat",
    "Hints",
    "ImportFormat",
    "as_csv",
    "bring",
    "export",
    "records",
]
