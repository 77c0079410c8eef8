"""Editing a place by hand: previewed, saved without touching anything else, undone; nobody's work is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.boundaries import drawn, load_areas
from geo.contents import gazetteer_files
from geo.errors import ConflictError
from geo.gazetteer import survey
from geo.gazetteer.editing import Change, Entry, Preview, keyed, matching, preview
from geo.project import Project
from geo.resolve import compare, phrases_about, resolve
from geo.tables.saving import save
from geo.tables.sheets import Sheet
from tests.conftest import PLACE_ROWS, ROOT

JURM, WARDUJ = ("af.badakhshan.jurm", 0), "af.badakhshan.warduj"
TUF_SHAH = Entry(
    "Tuf Shah", "village", WARDUJ, ("Tufshah", "توف شاه@fa"), "36.8", "71.2", "2", source="own map reading"
)
LINE = "Tuf Shah,village,af.badakhshan.warduj,Tufshah;توف شاه@fa,36.8,71.2,2,,,,,,,,own map reading,"


def tried(base: Path, change: Change, name: str = "places.csv") -> Preview:
    project = Project.load(base)
    sheet = Sheet.open(base / "gazetteer" / name)
    return preview(change, sheet, gazetteer_files(base), project.gazetteer, project.store)


def new(key: str, entry: Entry) -> Change:
    return Change(added=[{"id": key, **entry.cells({})}])


def test_a_village_is_added_as_one_line_and_taken_back(copied: Path) -> None:
    path = copied / "gazetteer" / "places.csv"
    before = path.read_bytes()
    checked = tried(copied, new("af.badakhshan.warduj.tuf-shah", TUF_SHAH))
    assert (checked.problems, checked.warnings, checked.notice) == ([], [], None)
    assert [line for line in checked.difference.splitlines() if line.startswith("+")] == [
        "+++ gazetteer/places.csv, changed",
        f"+af.badakhshan.warduj.tuf-shah,{LINE}",
    ]
    assert path.read_bytes() == before
    saved = save(checked.files, "Tuf Shah added")
    assert path.read_bytes() == before + f"af.badakhshan.warduj.tuf-shah,{LINE}\n".encode()
    place = resolve("Tufshah in Warduj", Project.load(copied).gazetteer).place
    assert place
    assert place.id == "af.badakhshan.warduj.tuf-shah"
    saved.undo()
    assert path.read_bytes() == before


def test_what_other_programs_wrote_stays_as_it_is(copied: Path) -> None:
    path = copied / "gazetteer" / "mine.csv"
    written = (
        "# towns that I know\r\nid;name;kind;parent;lat;lon;mine;source\r\n"
        'af.kabul.a;"Höjrak";village;af.kabul;34,51;69,12; kept ;me\r\n'
        "# and one more\r\naf.kabul.b;Dâra;village;af.kabul;34,52;69,13;;me\r\n;;;;;;;\r\n"
    )
    path.write_bytes(written.encode("cp1252"))
    checked = tried(copied, Change({("af.kabul.b", 0): {"name": "Dâra-ye Bâla"}}), "mine.csv")
    assert checked.problems == []
    save(checked.files, "")
    assert path.read_bytes().decode("cp1252") == written.replace("Dâra", "Dâra-ye Bâla")
    # letters that the code page lacks: said before it is saved
    checked = tried(copied, Change({("af.kabul.b", 0): {"aliases": "دره@fa"}}), "mine.csv")
    assert "mine.csv is now in UTF-8" in str(checked.notice)


@pytest.mark.parametrize(
    ("entry", "column", "message"),
    [
        (TUF_SHAH._replace(lat="95"), "lat", "is not a latitude"),
        (TUF_SHAH._replace(lon=""), "lon", "is empty, while lat is not"),
        (TUF_SHAH._replace(lat="", lon=""), "lat", "is empty, as are boundary and members"),
        (TUF_SHAH._replace(radius_km="-3"), "radius_km", "is not a radius in kilometres"),
        (TUF_SHAH._replace(parent="af.nowhere"), "parent", "is not in the gazetteer"),
        (TUF_SHAH._replace(source=" "), "source", "is empty"),
        (TUF_SHAH._replace(name=""), "name", "is empty"),
    ],
)
def test_a_problem_is_told_at_its_field(copied: Path, entry: Entry, column: str, message: str) -> None:
    checked = tried(copied, new("af.x", entry))
    assert [(problem.row, problem.column, problem.message) for problem in checked.problems] == [
        (PLACE_ROWS + 2, column, message)
    ]
    assert checked.numbers == {PLACE_ROWS + 2: ("af.x", 0)}


def test_an_id_that_is_taken_and_a_circle_are_problems(copied: Path) -> None:
    assert tried(copied, new(JURM[0], TUF_SHAH)).problems[0].message.startswith("is already used in row")
    assert (
        "is part of a circle" in tried(copied, Change({("af.badakhshan", 0): {"parent": JURM[0]}})).problems[0].message
    )


def test_new_doubts_are_told_and_old_ones_are_not(copied: Path) -> None:
    far = tried(copied, new("af.x", TUF_SHAH._replace(lat="34.5", lon="69.2")))
    assert far.problems == []
    assert [problem.column for problem in far.warnings] == ["lat"]
    assert "outside Warduj" in far.warnings[0].message
    save(far.files, "")
    assert tried(copied, Change({JURM: {"note": "seen"}})).warnings == []


def test_a_file_that_changed_underneath_is_left_alone(copied: Path) -> None:
    path = copied / "gazetteer" / "places.csv"
    change = Change(
        {JURM: {"boundary": "af.drawn"}}, areas={"af.drawn": drawn([(70.8, 36.8), (70.9, 36.8), (70.9, 37)])}
    )
    checked = tried(copied, change)
    theirs = path.read_bytes() + b"# theirs\n"
    path.write_bytes(theirs)
    with pytest.raises(ConflictError, match=r"places\.csv was changed by someone else; nothing was written"):
        save(checked.files, "")
    assert path.read_bytes() == theirs
    # neither half of a save stays
    assert not (copied / "gazetteer" / "areas.geojson").exists()
    # the same change, on what they wrote
    checked = tried(copied, change)
    saved = save(checked.files, "")
    assert path.read_bytes().endswith(b"# theirs\n")
    # nor is an undo, which would undo theirs, too
    path.write_bytes(path.read_bytes() + b"# more\n")
    with pytest.raises(ConflictError, match="nothing was taken back"):
        saved.undo()
    assert path.read_bytes().endswith(b"# more\n")
    assert list(load_areas(copied / "gazetteer" / "areas.geojson")) == ["af.drawn"]


def test_a_drawn_area_is_saved_and_taken_back_with_its_row(copied: Path) -> None:
    area = drawn([(71.1, 36.7), (71.25, 36.72), (71.2, 36.85)])
    key = "af.badakhshan.warduj.tuf-shah"
    entry = TUF_SHAH._replace(radius_km="", boundary=key)
    change = Change(added=[{"id": key, **entry.cells({})}], areas={key: area})
    assert tried(copied, Change(change.cells, change.added)).problems[0].column == "boundary"
    checked = tried(copied, change)
    assert (checked.problems, checked.warnings) == ([], [])
    assert "+++ gazetteer/areas.geojson, changed" in checked.difference
    saved = save(checked.files, "")
    project = Project.load(copied)
    assert shapely.equals(project.gazetteer.geometry(key, project.store), area)
    saved.undo()
    assert not (copied / "gazetteer" / "areas.geojson").exists()
    assert key not in Project.load(copied).gazetteer


def test_a_row_that_somebody_took_out_is_told(copied: Path) -> None:
    rows = keyed(Sheet.open(copied / "gazetteer" / "places.csv").rows)
    assert Change({JURM: {}, ("af.gone", 0): {}}).lost(rows) == [("af.gone", 0)]


def test_rows_are_found_by_id_name_alias_script_and_sound(project: Project) -> None:
    rows = keyed(Sheet.open(ROOT / "gazetteer" / "places.csv").rows)

    def found(query: str) -> list[str]:
        return [key for key, _ in matching(query, rows, project.gazetteer)]

    assert "af.badakhshan.jurm" in found("badakhshan.jur")
    assert "af.badakhshan.jurm" in found("JURM")
    assert "af.badakhshan.jurm" in found("جرم")
    assert "af.badakhshan.jurm" in found("جُرم")
    assert "af.jowzjan.qush-tepa" in found("Qosh Tapa")
    assert found("no such place") == []
    assert len(found(" ")) == len(project.gazetteer)


def test_what_would_resolve_differently_is_told(copied: Path) -> None:
    before = Project.load(copied).gazetteer
    checked = tried(
        copied, new("af.takhar.darzob", TUF_SHAH._replace(name="Darzob", kind="district", parent="af.takhar"))
    )
    told = {
        shift.phrase: (shift.before, shift.after)
        for shift in compare(["Kabul", *phrases_about(before, checked.gazetteer)], before, checked.gazetteer)
    }
    assert told["Darzob, Takhar"] == ("unknown", "Darzob (district, Takhar)")
    assert told["Darzob"][1] == "Darzob (district, Takhar)"
    assert "Kabul" not in told
    # a spelling that is taken away is no name any more
    checked = tried(copied, Change({JURM: {"name": "Khash", "aliases": ""}}))
    told = {
        shift.phrase: (shift.before, shift.after)
        for shift in compare(phrases_about(before, checked.gazetteer), before, checked.gazetteer)
    }
    assert told["Jurm"] == ("Jurm (district, Badakhshan)", "Jurm (town, Badakhshan)")


# what people write, formulas and other scripts included; line ends come from pasting
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Zs", "Zl", "Zp"]), max_size=12)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(source=TEXT, note=TEXT, aliases=st.lists(TEXT, max_size=4))
def test_what_is_typed_is_what_the_gazetteer_reads(
    project: Project, tmp_path: Path, source: str, note: str, aliases: list[str]
) -> None:
    path = tmp_path / "gazetteer" / "mine.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text("id,name,kind,parent\n", encoding="utf-8")
    entry = TUF_SHAH._replace(
        parent="af.kabul", source=source, note=note, aliases=tuple(aliases), lat="34.5", lon="69.1"
    )
    row = {"id": "af.kabul.tuf-shah", **entry.cells({})}
    typed = tuple(part.strip() for alias in aliases for part in alias.split(";") if part.strip())
    assert Entry.of(row)._replace(aliases=()) == entry._replace(aliases=(), source=source.strip(), note=note.strip())
    assert Entry.of(row).aliases == typed
    assert entry.cells(row) == {}
    sheet = Sheet.open(path)
    Change(added=[row]).apply(sheet)
    sheet.save()
    gazetteer, problems = survey([ROOT / "gazetteer" / "places.csv", path], None, project.gazetteer)
    if not problems:
        place = gazetteer["af.kabul.tuf-shah"]
        assert (place.source, place.note) == (source.strip(), note.strip())
