"""The text of an e-mail, or of a page that a browser saved as one file."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Final

from geo.dates import dateline
from geo.errors import DataError, Problem
from geo.extras import optional
from geo.reports.extract import Extract, reading, unwrapped
from geo.reports.page import read_page

_HEAD: Final = 5000  # characters in which the head of a forwarded message is looked for
_SENT_ON: Final = re.compile(r"(?:(?:fwd?|re|aw|wg):\s*)+", re.IGNORECASE)
_HEAD_LINE: Final = re.compile(r"^[ \t>*]*(from|sent|date|subject):[ \t*]*(\S.*)$", re.IGNORECASE | re.MULTILINE)
_DAY: Final = re.compile(r"\b(?:\d{1,2} [A-Za-z]{3,9},? \d{4}|[A-Za-z]{3,9} \d{1,2},? \d{4}|\d{4}-\d\d-\d\d)\b")
_QUOTED: Final = re.compile(r"^(?:> ?)+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Mail:
    """What the headers and the body of a message hold, as written."""

    sender: str
    subject: str
    sent: str
    page: str  # the address of a saved page
    body: str
    html: bool


def read_mail(name: str, data: bytes) -> Extract:
    """Read an e-mail (``.eml``), or a page that a browser saved as one file (``.mhtml``).

    Parameters
    ----------
    name : str
        The file.
    data : bytes
        Its content.

    Returns
    -------
    Extract
        A message that was forwarded has the sender, subject and day of the original; without that, no day.

    Raises
    ------
    DataError
        When it is not an e-mail.
    """
    with reading(name, "an e-mail"):
        mail = _parsed(name, data)
    if mail.page:
        found = read_page(mail.body)
        return replace(found, title=found.title or mail.subject, url=mail.page)
    if mail.html:
        text = read_page(mail.body, mail=True).text
        text = text or str(optional("trafilatura", "articles", "Reading e-mails").html2txt(mail.body))
    else:
        text = unwrapped(_QUOTED.sub("", mail.body.replace("\r\n", "\n")))
    sender, subject, sent = mail.sender, mail.subject, mail.sent
    if _SENT_ON.match(subject):
        # the first head in the text is that of the message that was sent on
        head: dict[str, str] = {}
        for line in _HEAD_LINE.finditer(text[:_HEAD]):
            head.setdefault(line[1].lower().replace("sent", "date"), line[2].strip())
        # when it was sent on says nothing of when it was published
        sender, subject, sent = head.get("from", sender), head.get("subject", subject), head.get("date", "")
    written, address = parseaddr(sender)
    publisher = written or address.rpartition("@")[2] or sender.strip()
    title = " ".join(_SENT_ON.sub("", subject, count=1).split())
    return Extract(text, title, publisher, published=_day(sent))


def _parsed(name: str, data: bytes) -> _Mail:
    message = message_from_bytes(data, policy=policy.default)
    if not message.keys():
        raise DataError([Problem(name, "has no e-mail headers", "save the message again as .eml")])
    attached = next((part for part in message.walk() if part.get_content_type() == "message/rfc822"), None)
    if attached is not None and isinstance(inner := attached.get_payload(0), EmailMessage):
        message = inner  # sent on as an attachment
    page = str(message.get("Snapshot-Content-Location") or "")
    part = message.get_body(("html",) if page else ("plain", "html"))
    body = str(part.get_content()) if isinstance(part, EmailMessage) else ""
    html = isinstance(part, EmailMessage) and part.get_content_subtype() == "html"
    sender, subject, sent = (str(message.get(header) or "") for header in ("From", "Subject", "Date"))
    return _Mail(sender, subject, sent, page, body, html)


def _day(text: str) -> date | None:
    """Return the day in a head: "Tue, 3 Mar 2015 09:00:00 +0430", "Tuesday, March 3, 2015 9:00 AM"."""
    found = _DAY.search(text)
    return dateline(found[0]) if found else None
