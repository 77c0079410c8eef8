"""Importing the files of one table, each by itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geo.cluster.opened import ALONE, Opened
from geo.errors import DataError, Problem
from geo.imports import ColumnMapping, Vocabulary
from geo.imports.file_rows import FileRows, read_rows, retyped

_ABOUT: Final = b"about"
_NUMBER: Final = "row"


@dataclass(frozen=True, slots=True)
class ImportJob:
    """Reading one file of a table.

    Parameters
    ----------
    path : str
        The file, which every worker must reach by this path.
    name : str
        The import's name.
    mapping : ColumnMapping
        Which columns give what.
    opened : Opened
        The project to place the rows with.
    size : int
        Bytes of the file.
    """

    path: str
    name: str
    mapping: ColumnMapping
    opened: Opened
    size: int

    def __str__(self) -> str:
        """Name the file."""
        return Path(self.path).name

    def about(self) -> Mapping[str, Any]:
        """Return what the output depends on."""
        with Path(self.path).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        opened = asdict(self.opened) | {"folder": ""}
        return {"import": self.name, "file": str(self), "mapping": self.mapping.as_toml(), **opened, "sha256": digest}

    def table(self) -> pa.Table:
        """Read and place the rows. What makes a file unusable is kept, to be told with that of the others."""
        with ALONE:
            project = self.opened.project()
            vocabulary = Vocabulary(project.gazetteer, project.store, project.actors, project.kinds)
            try:
                found = read_rows(Path(self.path), vocabulary, self.mapping, self.name)
            except DataError as error:
                refused = json.dumps({"refused": [problem.as_dict() for problem in error.problems]})
                return pa.table({}).replace_schema_metadata({_ABOUT: refused.encode()})
        table = pa.Table.from_pandas(found.frame.assign(**{_NUMBER: found.numbers}), preserve_index=False)
        about = {
            "problems": [problem.as_dict() for problem in found.problems],
            "differences": found.differences.to_dict("split"),
            "unknown": found.unknown,
            "id_column": found.id_column,
        }
        return table.replace_schema_metadata({**(table.schema.metadata or {}), _ABOUT: json.dumps(about).encode()})

    def rows(self, output: Path) -> FileRows:
        """Return the rows from the output of the job.

        Raises
        ------
        DataError
            When the file cannot be used.
        """
        table = pq.read_table(output)
        about = json.loads(table.schema.metadata[_ABOUT])
        if "refused" in about:
            raise DataError([Problem(**one) for one in about["refused"]])
        frame = table.to_pandas()
        numbers = frame.pop(_NUMBER).to_numpy(np.int32)
        told = about["differences"]
        return FileRows(
            str(self),
            retyped(frame),
            numbers,
            tuple(Problem(**one) for one in about["problems"]),
            pd.DataFrame(told["data"], columns=told["columns"]),
            about["unknown"],
            about["id_column"],
            self.mapping,
        )
