"""A date is read as it was meant, or refused with its possible meanings."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.dates import Span, dateline, leading_day, read_day, read_partial, read_period
from geo.errors import UnclearError


@pytest.mark.parametrize(
    "cell",
    [
        "2017-12-31",
        "2017-12-31 00:00:00",
        "2017-12-31T00:00:00Z",
        "2017/12/31",
        "20171231",
        "12/31/2017",
        "31.12.2017",
        "31/12/2017 0:00",
        "31-Dec-2017",
        "31. December 2017",
        "Dec 31, 2017",
        "۲۰۱۷-۱۲-۳۱",
        "2017–12–31",
    ],
)
def test_a_day_is_read_where_it_can_be_no_other(cell: str) -> None:
    assert read_day(cell) == date(2017, 12, 31)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("04/05/2017", "may be 2017-04-05 or 2017-05-04"),
        ("04.05.2017", "may be 2017-04-05 or 2017-05-04"),
        ("43100", "is a spreadsheet's number for a day, usually 2017-12-31"),
        ("1396/10/10", "may be a date of the Afghan calendar"),
        ("Dec-17", "is not a date"),
        ("12/31/17", "is not a date"),
        ("2017", "is not a date"),
        ("2017-12-31 14:30", "is not a date"),
        ("31.02.2017", "is not a date"),
        ("2017-02-30", "is not a date"),
        ("31 Dez 2017", "is not a date"),
    ],
)
def test_a_day_that_may_be_another_is_refused_with_the_fix(cell: str, why: str) -> None:
    with pytest.raises(UnclearError) as caught:
        read_day(cell)
    assert caught.value.message == why
    assert caught.value.fix.startswith("write it as 2017-12-31")


@given(st.dates())
def test_what_a_day_is_read_as_is_what_was_meant(value: date) -> None:
    for form in ("%m/%d/%Y", "%d.%m.%Y", "%Y/%m/%d"):
        with suppress(UnclearError):
            assert read_day(value.strftime(form)) == value


@pytest.mark.parametrize(
    ("text", "first", "last", "unit"),
    [
        ("2017", "2017-01-01", "2017-12-31", "year"),
        ("2017-Q4", "2017-10-01", "2017-12-31", "quarter"),
        ("2017-12", "2017-12-01", "2017-12-31", "month"),
        ("2017-W50", "2017-12-11", "2017-12-17", "week"),
        ("2017-12-12", "2017-12-12", "2017-12-12", "day"),
        ("2015-05..2017-12", "2015-05-01", "2017-12-31", "month"),
    ],
)
def test_times_are_read_as_addresses_write_them(text: str, first: str, last: str, unit: str) -> None:
    span, read = read_period(text)
    assert (span.first.isoformat(), span.last.isoformat(), read) == (first, last, unit)


@pytest.mark.parametrize(
    "text", ["", "soon", "2017-13", "2017-W54", "2017..2017-12", "2018..2017", "2017-02-30", "217"]
)
def test_what_is_not_a_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a time"):
        read_period(text)


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("1480", "1480-01-01", "1480-12-31", "year"),
        ("2004-02", "2004-02-01", "2004-02-29", "month"),
        ("2004-02-29", "2004-02-29", "2004-02-29", "day"),
    ],
)
def test_a_year_or_a_month_is_all_its_days(text: str, first: str, last: str, precision: str) -> None:
    assert read_partial(text) == Span(date.fromisoformat(first), date.fromisoformat(last), precision)


@pytest.mark.parametrize("text", ["", "-44", "0000", "2004-13", "2004-02-30", "2004-2", "12 December 2017"])
def test_what_is_not_a_year_month_or_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_partial(text)


@pytest.mark.parametrize(
    "line",
    [
        "12 December 2017",
        "December 12, 2017",
        "12 Dec 2017",
        "2017-12-12",
        "Tuesday, December 12, 2017",
        " 12  December 2017 ",
    ],
)
def test_a_date_alone_on_a_line_dates_an_article(line: str) -> None:
    assert dateline(f"Night in Darzab\n{line}\nOfficials said that snow fell.") == date(2017, 12, 12)


@pytest.mark.parametrize(
    "line", ["It began on 12 December 2017.", "December 2017", "31 Juin 2017", "20171212", "12/12/2017"]
)
def test_a_date_in_a_sentence_or_in_doubt_dates_no_article(line: str) -> None:
    assert dateline(f"Night in Darzab\n{line}\nOfficials said that snow fell.") is None


@given(st.text())
def test_any_text_is_read_as_a_day_or_not(text: str) -> None:
    assert leading_day(text) is None or text[:1].isdigit()
    assert dateline(text) is None or any(character.isdigit() for character in text)
