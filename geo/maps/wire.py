"""How the payload is encoded for the browser: tables as columns, and the whole compressed in a page."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

Payload = dict[str, Any]
Column = list[Any] | dict[str, list[Any]]


def column(values: Sequence[Any]) -> Column:
    """Return a column unchanged, or as codes for its distinct values when these are few.

    Parameters
    ----------
    values : sequence
        Anything that JSON can hold.

    Returns
    -------
    list or dict
        The values; or the distinct ``values``, in order of first occurrence, and ``codes`` for them.

    Examples
    --------
    >>> column(["district"] * 4 + ["province"])
    {'values': ['district', 'province'], 'codes': [0, 0, 0, 0, 1]}
    >>> column([1, 2, 3])
    [1, 2, 3]
    """
    texts = [value for value in values if isinstance(value, str)]
    if len(texts) < len(values) or 2 * len(set(texts)) > len(texts):
        return list(values)
    codes: dict[str, int] = {}
    coded = [codes.setdefault(text, len(codes)) for text in texts]
    return {"values": list(codes), "codes": coded}


def table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> dict[str, Column]:
    """Return rows as columns; missing values are None.

    Examples
    --------
    >>> table([{"id": "af.kabul", "lat": 34.5}, {"id": "af.kunduz"}], ["id", "lat"])
    {'id': ['af.kabul', 'af.kunduz'], 'lat': [34.5, None]}
    """
    return {name: column([row.get(name) for row in rows]) for name in columns}


# deflate's best level takes five times as long as its default and saves a few percent: too slow for a file this large
_LARGE: Final = 4_000_000  # bytes


def compress(text: str, *, quick: bool = False) -> str:
    """Return a text in a form that is safe anywhere in HTML: compressed by zlib, as Base64.

    Parameters
    ----------
    text : str
        Any text. None of its characters reaches the page unencoded, so that none can close the surrounding
        element or act as a command in folium's templates.
    quick : bool, default False
        For a page on this computer, where a few megabytes more take no time.

    Returns
    -------
    str
        Letters, digits, ``+``, ``/`` and ``=``.

    Examples
    --------
    >>> zlib.decompress(base64.b64decode(compress("</script>")))
    b'</script>'
    """
    data = text.encode()
    level = 1 if quick else 9 if len(data) < _LARGE else 6
    return base64.b64encode(zlib.compress(data, level)).decode()


def as_json(value: Any) -> str:
    """Return a value as compact JSON.

    Examples
    --------
    >>> as_json({"name": "جرم", "rows": [1, 2]})
    '{"name":"جرم","rows":[1,2]}'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
