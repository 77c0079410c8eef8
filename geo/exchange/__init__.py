"""Exchange of places with other gazetteers: Linked Places as TSV and as GeoJSON, dumps of GeoNames."""

from geo.exchange.concepts import BASE
from geo.exchange.incoming import as_csv
from geo.exchange.transfer import (
    EXPORT_FORMATS,
    IMPORT_FORMATS,
    Arrival,
    ExportFormat,
    Hints,
    ImportFormat,
    bring,
    export,
    linked_places,
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
    "linked_places",
]
