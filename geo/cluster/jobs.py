"""Doing jobs on Dask workers: each output is written as a whole, and a job whose output is there is not done again."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from geo import __version__
from geo.errors import GeoError
from geo.extras import optional
from geo.files import write

#: how often a job that failed is tried again
RETRIES: Final = 2
#: how long to wait for a scheduler, in seconds
PATIENCE: Final = 20
_KEY: Final = b"dispatch_atlas_job"
# this computer only, on any free port
_HERE: Final = "127.0.0.1:0"


class Job(Protocol):
    """One piece of work: a frozen dataclass, so that it can be sent to a worker."""

    @property
    def size(self) -> int:
        """How much there is to do, for showing progress."""

    def about(self) -> Mapping[str, Any]:
        """Return what the output depends on, the SHA-256 of the input included."""

    def table(self) -> pa.Table:
        """Do the work."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A job that failed every time.

    Parameters
    ----------
    job : Job
        The job.
    reason : str
        Why, in one line.
    """

    job: Job
    reason: str


@contextmanager
def connected(workers: int | None = None, scheduler: str | None = None) -> Iterator[Any]:
    """Connect to a Dask scheduler, or start worker processes on this machine.

    Parameters
    ----------
    workers : int, optional
        How many processes to start here.
    scheduler : str, optional
        The address of a scheduler that runs, such as ``tcp://10.0.0.5:8786``; then nothing is started.

    Yields
    ------
    distributed.Client
        The connection.

    Raises
    ------
    ExtraError
        When Dask is not installed.
    GeoError
        When the scheduler cannot be reached.
    """
    dask = optional("distributed", "cluster", "Working with --workers or --scheduler")
    with ExitStack() as stack:
        if scheduler is None:
            here = dask.LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                # without an address Dask serves its status to the whole network, on a port that another may have
                dashboard_address=_HERE,
                worker_dashboard_address=_HERE,
                host=_HERE.partition(":")[0],
                silence_logs=logging.CRITICAL,
                preload=["geo.cluster.quiet"],
            )
            yield stack.enter_context(dask.Client(stack.enter_context(here)))
            return
        try:
            client = stack.enter_context(dask.Client(scheduler, timeout=PATIENCE))
        except (OSError, TimeoutError, ValueError) as error:
            raise GeoError(
                f"the scheduler {scheduler} cannot be reached; start one with: dask scheduler, and give the address "
                "that it prints"
            ) from error
        yield client


def output_of(folder: Path, number: int) -> Path:
    """Return the file that the output of a job is written to.

    Examples
    --------
    >>> output_of(Path("found.parts"), 7).name
    'part-00007.parquet'
    """
    return folder / f"part-{number:05}.parquet"


def run(
    jobs: Sequence[Job], folder: Path, client: Any, advance: Callable[[int], object], first: int = 1
) -> list[Failure]:
    """Do jobs on workers, each unless its output is there already.

    A job that fails is tried again, and one whose worker dies is given to another. When this process is interrupted,
    what is finished stays.

    Parameters
    ----------
    jobs : sequence of Job
        The work.
    folder : pathlib.Path
        Where the outputs are written (see :func:`output_of`); every worker must reach it by this path.
    client : distributed.Client
        As :func:`connected` yields it.
    advance : callable
        Called with the size of each job that is finished.
    first : int, default 1
        The number of the first job's output.

    Returns
    -------
    list of Failure
        The jobs that failed every time, in order.
    """
    dask = optional("distributed", "cluster", "Working with --workers or --scheduler")
    folder.mkdir(parents=True, exist_ok=True)
    futures = {
        client.submit(do, job, output_of(folder.absolute(), number), retries=RETRIES, pure=False): number
        for number, job in enumerate(jobs, start=first)
    }
    failed: dict[int, Failure] = {}
    try:
        for future in dask.as_completed(futures):
            number = futures[future]
            job = jobs[number - first]
            if (error := future.exception()) is not None:
                failed[number] = Failure(job, (str(error).splitlines() or [type(error).__name__])[0])
            advance(job.size)
            future.release()
    finally:
        client.cancel(list(futures))
    return [failed[number] for number in sorted(failed)]


def do(job: Job, output: Path) -> bool:
    """Do a job and write its output, unless it is there already, made of the same input.

    Parameters
    ----------
    job : Job
        The job.
    output : pathlib.Path
        The file.

    Returns
    -------
    bool
        Whether there was anything to do.
    """
    about = json.dumps({**job.about(), "version": __version__}, sort_keys=True, default=str)
    key = hashlib.sha256(about.encode()).hexdigest().encode()
    if _key_of(output) == key:
        return False
    table = job.table()
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), _KEY: key})
    buffer = pa.BufferOutputStream()
    pq.write_table(table, buffer, compression="zstd")
    write(output, buffer.getvalue().to_pybytes())
    return True


def _key_of(output: Path) -> bytes | None:
    """Return the key that an output was written with; None if there is none that can be read."""
    try:
        return (pq.read_schema(output).metadata or {}).get(_KEY)
    except (OSError, ValueError):
        return None
