"""Names as parts of ids."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# letters that do not decompose to ASCII
_LETTERS: Final = str.maketrans(
    {
        "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ə": "a", "ħ": "h",
        "‘": None, "’": None, "'": None, "ʻ": None, "ʼ": None, "`": None,
    }
)  # fmt: skip


def slug(name: str) -> str:
    """Return a name as part of an id: a to z, digits and hyphens.

    Parameters
    ----------
    name : str
        In Latin script.

    Returns
    -------
    str
        Empty if nothing is left, as for a name in another script.

    Examples
    --------
    >>> slug("Khyber Pakhtunkhwa"), slug("Sar-e Pol"), slug("Đà Nẵng"), slug("Qal‘eh-ye Naw"), slug("جرم")
    ('khyber-pakhtunkhwa', 'sar-e-pol', 'da-nang', 'qaleh-ye-naw', '')
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
