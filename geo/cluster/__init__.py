"""Work that is cut into parts, done by several processes or machines; Dask hands it out."""

from geo.cluster.jobs import Failure, connected, output_of, run

__all__ = ["Failure", "connected", "output_of", "run"]
