"""No cell that we write runs in a spreadsheet, and every text is read back unchanged."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from geo.gazetteer import load
from geo.tables.formulas import guarded, unguarded

TEXTS = st.text() | st.text(alphabet="'=+-@\t\r1a")


@given(TEXTS)
def test_a_guarded_text_is_no_formula_and_is_given_back(text: str) -> None:
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r")) or text[1:].strip(" ").isdecimal()
    assert unguarded(guarded(text)) == text


def test_the_gazetteer_reads_a_guarded_name_as_it_is_meant(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text("id,name,kind,parent,lat,lon,aliases\nx,'+X,country,,1,1,'-Y;'Z\n")
    place = load([path])["x"]
    assert place.spellings == ("+X", "-Y", "'Z")
