"""The exported map: one HTML file that needs nothing else."""

from __future__ import annotations

import pandas as pd

from geo.contents import Contents
from geo.maps.plugin import TimeMap
from geo.maps.view import View


def export(project: Contents, records: pd.DataFrame, view: View | None = None) -> str:
    """Return a map of records as one HTML file.

    Parameters
    ----------
    project : Contents
        The places, reports, actors and kinds that the records refer to.
    records : pandas.DataFrame
        The records to show: rows of the project's table.
    view : View, optional
        How the map opens.

    Returns
    -------
    str
        As :meth:`geo.maps.TimeMap.html` returns it.

    Raises
    ------
    geo.errors.AssetError
        When Leaflet has not been fetched.

    Examples
    --------
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> export(project, project.records)[:15]
    '<!DOCTYPE html>'
    """
    return TimeMap.of_project(project, records, view).html()
