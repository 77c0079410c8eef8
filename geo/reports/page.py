"""The article of a web page."""

from __future__ import annotations

from typing import Any

from geo.dates import leading_day
from geo.extras import optional
from geo.reports.extract import Extract


def read_page(data: bytes | str, *, mail: bool = False) -> Extract:
    """Read a web page.

    Parameters
    ----------
    data : bytes or str
        Its HTML.
    mail : bool, default False
        Whether it is the body of an e-mail, which has less structure and says nothing of itself.

    Returns
    -------
    Extract
        Its article, by :func:`trafilatura.bare_extraction`; empty when it has none.
    """
    trafilatura = optional("trafilatura", "articles", "Reading web pages")
    page: Any = trafilatura.bare_extraction(
        # the extractor itself finds out which encoding the page is in
        data,
        with_metadata=not mail,
        include_comments=False,
        favor_recall=mail,
        # it would count paragraphs over all pages of a run, and drop those of a story that many publish
        deduplicate=False,
        # the extensive search takes "© 2015" for the 1st of January
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if page is None or not page.text:
        return Extract("")
    site = page.sitename or page.hostname or ""
    return Extract(page.text, page.title or "", site, page.url or "", leading_day(page.date))
