"""Styles with which QGIS opens a layer: places coloured by their number of records, as on our own map."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise
from typing import Final, Literal
from xml.etree import ElementTree as ET

from geo.maps.scale import scale

Symbol = Literal["fill", "marker"]

_HEAD: Final = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_LAYERS: Final = {"fill": "SimpleFill", "marker": "SimpleMarker"}
# as on our map: white for what nobody asserts
_NONE: Final = "#ffffff"
_OUTLINE: Final = "110,110,110,255"
_MOST: Final = 1e9


def graduated(numbers: Iterable[float], symbol: Symbol, *, column: str = "records") -> str:
    """Return a style in QGIS's format (QML) that colours features by a whole number.

    Parameters
    ----------
    numbers : iterable of float
        The numbers of the layer.
    symbol : {"fill", "marker"}
        For areas or for points.
    column : str, default "records"
        Where the numbers are.

    Returns
    -------
    str
        XML with the classes and colours of :func:`geo.maps.scale.scale`.

    Examples
    --------
    >>> style = graduated([1, 3, 12], "fill")
    >>> style.count("<range "), 'attr="records"' in style
    (5, True)
    """
    classes = scale(numbers)
    edges = [0, *classes.breaks, math.inf]
    root = ET.Element("qgis", version="3.22", styleCategories="Symbology")
    renderer = ET.SubElement(
        root, "renderer-v2", type="graduatedSymbol", attr=column, graduatedMethod="GraduatedColor", symbollevels="0",
        enableorderby="0", forceraster="0",
    )  # fmt: skip
    ranges, symbols = ET.SubElement(renderer, "ranges"), ET.SubElement(renderer, "symbols")
    for at, (low, above) in enumerate(pairwise(edges)):
        label = f"{low} or more" if above == math.inf else f"{low}" if above - low == 1 else f"{low} to {above - 1}"
        # between whole numbers, so that none is in two classes
        bounds = {"lower": f"{low - 0.5:.6f}", "upper": f"{min(above - 0.5, _MOST):.6f}"}
        ET.SubElement(ranges, "range", bounds, symbol=str(at), label=label, render="true")
        _symbol(symbols, str(at), symbol, (_NONE, *classes.colors)[at])
    return _HEAD + ET.tostring(root, encoding="unicode")


def _symbol(symbols: ET.Element, name: str, symbol: Symbol, color: str) -> None:
    """Add a symbol of one colour."""
    parts = [str(int(color[at : at + 2], 16)) for at in (1, 3, 5)]
    settings = {"color": ",".join([*parts, "255"]), "outline_color": _OUTLINE, "outline_width": "0.2"}
    settings |= {"style": "solid"} if symbol == "fill" else {"name": "circle", "size": "3"}
    one = ET.SubElement(symbols, "symbol", type=symbol, name=name, alpha="0.8", clip_to_extent="1")
    layer = ET.SubElement(one, "layer", {"class": _LAYERS[symbol], "enabled": "1", "pass": "0", "locked": "0"})
    options = ET.SubElement(layer, "Option", type="Map")
    for key, value in settings.items():
        ET.SubElement(options, "Option", name=key, type="QString", value=value)
