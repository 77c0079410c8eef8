"""Articles on disk, cut into parts of a few megabytes that can be read one by one, in any order, on any machine.

A list of articles (JSON lines or Parquet) may be larger than memory; other files are read whole, several to a part.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq

#: the columns of a list of articles; only the first is needed
COLUMNS: Final = ("text", "title", "publisher", "date", "url")
#: the endings of lists
LISTS: Final = (".jsonl", ".parquet")
#: bytes of a part: some thousand articles, half a minute of work
PART: Final = 8_000_000
# a longer line is no article; it is cut, so that a file without line ends does not fill the memory
_LONGEST_LINE: Final = 10_000_000
_FILES: Final = 500
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Part:
    """Some files, or a part of a list.

    Parameters
    ----------
    base : str
        The folder that relative paths start from.
    paths : tuple of str
        As the user gave them; of a list, the only one.
    start, end : int
        Which bytes of a list; both 0 for whole files.
    row : int
        The number of its first row in the list, from 1.
    groups : tuple of int
        Which row groups of a Parquet file.
    size : int
        Bytes, for showing progress.
    """

    base: str
    paths: tuple[str, ...]
    start: int = 0
    end: int = 0
    row: int = 1
    groups: tuple[int, ...] = ()
    size: int = 0

    def __str__(self) -> str:
        """Describe the part in errors."""
        if self.end:
            return f"{self.paths[0]}, from row {self.row}"
        return self.paths[0] if len(self.paths) == 1 else f"{self.paths[0]} to {self.paths[-1]}"

    def path(self, name: str) -> Path:
        """Return where a file of the part is."""
        return Path(self.base, name)

    def content(self) -> bytes:
        """Return the bytes of a part of a list."""
        with self.path(self.paths[0]).open("rb") as file:
            file.seek(self.start)
            return file.read(self.end - self.start)

    def entries(self) -> list[dict[str, Any]]:
        """Return the rows of a part of a Parquet file, by :data:`COLUMNS`."""
        with pq.ParquetFile(self.path(self.paths[0])) as file:
            present = [name for name in COLUMNS if name in file.schema_arrow.names]
            rows: list[dict[str, Any]] = file.read_row_groups(list(self.groups), columns=present).to_pylist()
        return rows

    def sha256(self) -> str:
        """Return the SHA-256 of what is in it.

        Raises
        ------
        OSError
            When a file cannot be read.
        """
        if self.end:
            return hashlib.sha256(self.content()).hexdigest()
        digest = hashlib.sha256()
        for name in self.paths:
            with self.path(name).open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest.hexdigest()


def parts_of(paths: Iterable[Path], size: int = PART) -> Iterator[Part]:
    r"""Cut files into parts; the same files give the same parts, whoever reads them.

    Parameters
    ----------
    paths : iterable of pathlib.Path
        Files, in the order in which their articles are wanted.
    size : int, optional
        Bytes of a part. A list is cut at line ends, or between row groups.

    Yields
    ------
    Part
        In the order of the paths. A file that cannot be read is in one all the same, to be reported when it is read.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "many.jsonl"
    ...     _ = path.write_text('{"text": "one"}\n{"text": "two"}\n{"text": "three"}\n')
    ...     [(part.row, part.content()) for part in parts_of([path], 20)]
    [(1, b'{"text": "one"}\n{"text": "two"}\n'), (3, b'{"text": "three"}\n')]
    """
    base = str(Path.cwd())
    whole: list[str] = []
    held = 0
    for path in paths:
        own = list(_parts_of_list(path, size, base)) if path.suffix.lower() in LISTS else []
        if whole and (own or held >= size or len(whole) >= _FILES):
            yield Part(base, tuple(whole), size=held)
            whole, held = [], 0
        yield from own
        if not own:
            whole.append(str(path))
            held += _size(path)
    if whole:
        yield Part(base, tuple(whole), size=held)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _parts_of_list(path: Path, size: int, base: str) -> Iterator[Part]:
    """Yield the parts of a list; none if it is to be read whole, or cannot be read."""
    try:
        if path.suffix.lower() == ".parquet":
            yield from _row_groups(path, size, base)
        else:
            yield from _lines(path, size, base)
    except (OSError, ValueError):
        return


def _lines(path: Path, size: int, base: str) -> Iterator[Part]:
    start, row = 0, 1
    with path.open("rb") as file:
        while block := file.read(size):
            if not start and (block.startswith(_UTF_16) or not block.strip()):
                return
            if not block.endswith(b"\n"):
                block += file.readline(_LONGEST_LINE)
            end = start + len(block)
            yield Part(base, (str(path),), start, end, row, size=len(block))
            start, row = end, row + block.count(b"\n")


def _row_groups(path: Path, size: int, base: str) -> Iterator[Part]:
    with pq.ParquetFile(path) as file:
        about = file.metadata
        if COLUMNS[0] not in file.schema_arrow.names:
            return
        row, first, held, groups = 1, 1, 0, list[int]()
        for number in range(about.num_row_groups):
            group = about.row_group(number)
            groups.append(number)
            held += group.total_byte_size
            row += group.num_rows
            if held >= size or number == about.num_row_groups - 1:
                start, end = _span(about, groups)
                yield Part(base, (str(path),), start, end, first, tuple(groups), held)
                first, held, groups = row, 0, []


def _span(about: Any, groups: Sequence[int]) -> tuple[int, int]:
    """Return the bytes that row groups of a Parquet file take up."""
    starts, ends = [], []
    for number in groups:
        group = about.row_group(number)
        for at in range(group.num_columns):
            column = group.column(at)
            begin = column.data_page_offset
            if column.has_dictionary_page:
                begin = min(begin, column.dictionary_page_offset)
            starts.append(begin)
            ends.append(begin + column.total_compressed_size)
    return min(starts), max(ends)
