"""Reading what a page carries, as the format's description says, apart from the code that writes it."""

from __future__ import annotations

import base64
import json
import re
import zlib
from typing import Any


def carried(page: str) -> dict[str, Any]:
    """Return the payload that a page holds."""
    (text,) = re.findall(r'<script type="application/octet-stream"[^>]*>([^<]*)</script>', page)
    payload: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(text)))
    return payload


def values(sent: Any) -> list[Any]:
    """Read a column."""
    return sent if isinstance(sent, list) else [sent["values"][code] for code in sent["codes"]]


def rows(table: Any) -> dict[str, dict[str, Any]]:
    """Read a table as rows by id."""
    columns = {name: values(sent) for name, sent in table.items()}
    return {key: {name: column[at] for name, column in columns.items()} for at, key in enumerate(columns["id"])}
