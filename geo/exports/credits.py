"""Whose data an export holds, and on what terms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Credit(NamedTuple):
    """The origin of imported records.

    Parameters
    ----------
    dataset : str
        The import's name, as in the column ``dataset`` of its records.
    title : str
        The dataset's own title, with its edition.
    licence : str
        The licence's name or address.
    citation : str
        How its publisher asks to be cited.
    share : bool, default True
        Whether the licence allows passing the records on.
    """

    dataset: str
    title: str
    licence: str
    citation: str
    share: bool = True


def forbidden(credits: Iterable[Credit]) -> list[str]:  # noqa: A002 - the natural name for them
    """Return a warning for each dataset whose licence forbids passing its records on.

    Examples
    --------
    >>> acled = Credit("acled", "ACLED", "ACLED Terms of Use", "Raleigh et al. 2023", share=False)
    >>> forbidden([acled])
    ['the licence of ACLED (ACLED Terms of Use) forbids passing its records on; keep this file to yourself']
    """
    return [
        f"the licence of {credit.title} ({credit.licence}) forbids passing its records on; keep this file to yourself"
        for credit in credits
        if not credit.share
    ]
