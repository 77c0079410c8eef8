"""Reading the payload in a page by the description of its format, independently of the code that writes it."""

from __future__ import annotations

import base64
import json
import re
import zlib
from typing import Any


def carried(page: str) -> dict[str, Any]:
    """Return the payload that a page holds."""
    core, texts = (
        json.loads(zlib.decompress(base64.b64decode(text)))
        for text in re.findall(r'<script type="application/octet-stream" id="[^>]*>([^<]*)</script>', page)
    )
    return {**core, "texts": texts}


def scripts(page: str) -> list[str]:
    """Return the scripts that a page unpacks."""
    packed = re.findall(r'<script type="application/octet-stream" data-packed>([^<]*)</script>', page)
    return [zlib.decompress(base64.b64decode(text)).decode() for text in packed]


def values(sent: Any) -> list[Any]:
    """Read a column."""
    return sent if isinstance(sent, list) else [sent["values"][code] for code in sent["codes"]]


def texts(sent: dict[str, Any], name: str) -> list[str]:
    """Read a column of texts: codes of one to four characters into the vocabulary."""
    alphabet = [chr(code) for code in range(32, 127) if chr(code) not in '"\\']
    column = sent["texts"]["columns"][name]
    words, coded = (
        sent["texts"]["words"],
        iter(map(alphabet.index, column if isinstance(column, str) else column["values"])),
    )
    found = []
    for digit in coded:
        if digit < 40:
            index = digit
        elif digit < 88:
            index = 40 + (digit - 40) * 93 + next(coded)
        elif digit < 92:
            index = 40 + 48 * 93 + ((digit - 88) * 93 + next(coded)) * 93 + next(coded)
        else:
            index = 40 + 48 * 93 + 4 * 93**2 + (next(coded) * 93 + next(coded)) * 93 + next(coded)
        found.append(words[index])
    each = "".join(found).split("\0")[:-1]
    return each if isinstance(column, str) else [each[code] for code in column["codes"]]


def rows(table: Any) -> dict[str, dict[str, Any]]:
    """Read a table as rows by id."""
    columns = {name: values(sent) for name, sent in table.items()}
    return {key: {name: column[at] for name, column in columns.items()} for at, key in enumerate(columns["id"])}
