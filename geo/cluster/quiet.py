"""Loaded by each worker process that is started here."""

from __future__ import annotations

import signal


def dask_setup(worker: object) -> None:
    """Leave Ctrl-C to the process that started the worker: a terminal sends it to all of them."""
    del worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)
