"""Writing P-codes that were found into the gazetteer's files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

from geo.boundaries import Store
from geo.errors import ConflictError, DataError
from geo.gazetteer.codes import Code, code_cells
from geo.gazetteer.editing.change import Cells, Change, Key, keyed
from geo.gazetteer.editing.preview import preview
from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.load import load
from geo.gazetteer.pcodes import Finding
from geo.tables.saving import Written, save
from geo.tables.sheets import Sheet

_SCHEME = "pcode"


class OpenGazetteer:
    """Gazetteer files as they are before a change, so that nobody's work in between is lost.

    Parameters
    ----------
    paths : sequence of pathlib.Path
        The files in use.
    sheets : dict of str to Sheet
        Each as it is, by the name that problems give it.
    gazetteer : Gazetteer
        The places.
    """

    def __init__(self, paths: Sequence[Path], sheets: dict[str, Sheet], gazetteer: Gazetteer) -> None:
        self.paths, self.sheets, self.gazetteer = paths, sheets, gazetteer

    @classmethod
    def read(cls, paths: Iterable[Path]) -> Self:
        """Read the files.

        Raises
        ------
        DataError
            With every problem of them.

        Examples
        --------
        >>> len(OpenGazetteer.read([Path("gazetteer/places.csv")]).sheets)
        1
        """
        files = list(paths)
        gazetteer = load(files)
        # a file that changes between the two is refused when the codes are checked or saved
        return cls(files, {f"{path.parent.name}/{path.name}": Sheet.open(path) for path in files}, gazetteer)

    def add_codes(self, findings: Iterable[Finding], edition: str, store: Store) -> list[str]:
        """Write the P-codes that were found; everything else in the files stays as it is, to the byte.

        Parameters
        ----------
        findings : iterable of Finding
            Those that are not given are left out.
        edition : str
            Of the P-codes, or empty.
        store : geo.boundaries.Store
            The outlines, to check the files as changed.

        Returns
        -------
        list of str
            A line for each place whose P-code was another before, and remarks about the files.

        Raises
        ------
        DataError
            When the changed files would have problems, such as a P-code that another place has already; nothing is
            written.
        ConflictError
            When somebody else changed one of the files since it was read; nothing is written.

        Examples
        --------
        >>> import shutil, tempfile
        >>> darzab = Finding("district", "one to one", "af.jowzjan.darzab", "", "AF2805", "", 1, 1, True, "")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(shutil.copy("gazetteer/places.csv", folder))
        ...     _ = OpenGazetteer.read([path]).add_codes([darzab], "cod-ab-2021", Store(Path("data/boundaries")))
        ...     load([path])["af.jowzjan.darzab"].code("pcode")
        'AF2805'
        """
        cells: dict[str, dict[Key, Cells]] = {}
        replaced = []
        for found in findings:
            if not found.given:
                continue
            place, new = self.gazetteer[found.place_id], Code(_SCHEME, found.pcode, edition)
            if new in place.codes:
                continue
            old = next((code for code in place.codes if code.scheme == _SCHEME), None)
            codes = [new if code is old else code for code in place.codes] + ([] if old else [new])
            file = self.gazetteer.origins[place.id].file
            cells.setdefault(file, {})[place.id, 0] = {"codes": code_cells(codes)["codes"]}
            if old:
                replaced.append(f"{place.id}: {new} replaces {old}")
        return [*replaced, *self._write({file: Change(changed) for file, changed in cells.items()}, store)]

    def _write(self, changes: dict[str, Change], store: Store) -> list[str]:
        files: list[Written] = []
        notices = []
        for file, change in changes.items():
            sheet = self.sheets[file]
            if change.lost(keyed(sheet.rows)):
                raise ConflictError(f"{sheet.path.name} was changed by someone else; nothing was written; try again")
            checked = preview(change, sheet, self.paths, self.gazetteer, store)
            if checked.problems:
                raise DataError(checked.problems)
            files += checked.files
            notices += [checked.notice] if checked.notice else []
        save(files, "P-codes")
        return notices
