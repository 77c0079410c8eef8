"""The gazetteer keeps its promises, and errors are reported with one line per problem."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import DataError
from geo.gazetteer import COLUMNS, Alias, Place, load, warnings
from geo.project import Project
from geo.tables.sheets import Sheet
from tests.conftest import PLACE_ROWS, ROOT

PLACES = ROOT / "gazetteer" / "places.csv"
VILLAGES = ROOT / "gazetteer" / "villages.csv"
GOOD = """id,name,kind,parent,lat,lon,radius_km,boundary,members,valid_from,valid_to
af,Afghanistan,country,,,,,af,,,
af.kabul,Kabul,province,af,,,,af.kabul,,,
af.kabul.kabul,Kabul,city,af.kabul,34.52,69.18,15,,,,
"""


def of_kind(project: Project, kind: str) -> list[Place]:
    return [place for place in project.gazetteer.values() if place.kind == kind and place.id.startswith("af.")]


def problems(tmp_path: Path, text: str, boundaries: tuple[str, ...] = ("af", "af.kabul")) -> list[str]:
    path = tmp_path / "places.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load([path], boundaries)
    return [str(problem).removeprefix(f"{tmp_path.name}/") for problem in caught.value]


def test_it_holds_the_provinces_the_districts_and_their_neighbours(project: Project) -> None:
    assert len(of_kind(project, "province")) == 34
    assert len(of_kind(project, "district")) == 398
    assert {"pk", "ir", "tm", "uz", "tj", "cn"} <= set(project.gazetteer)


def test_provinces_and_nearly_all_districts_have_dari_and_pashto_names(project: Project) -> None:
    for kind, least in (("province", 1.0), ("district", 0.95)):
        places = of_kind(project, kind)
        named = [place for place in places if len(place.names_in("fa", "ps")) == 2]
        assert len(named) >= least * len(places)


def test_provinces_carry_their_iso_codes(project: Project) -> None:
    codes = {place.code("iso_3166_2") for place in of_kind(project, "province")}
    assert len(codes) == 34
    assert {"AF-BDS", "AF-JOW", "AF-KDZ"} <= codes


def test_the_villages_are_read_only_where_asked_for(project: Project) -> None:
    assert not of_kind(project, "village")
    villages = [place for place in load([PLACES, VILLAGES]).values() if place.kind == "village"]
    assert len(villages) == 8_826


def test_khustak_is_an_uncertain_area_and_says_how_sure_it_is(project: Project) -> None:
    khustak = project.gazetteer["af.badakhshan.jurm.khustak"]
    assert khustak.is_point
    assert "certainty" in khustak.note
    area = project.gazetteer.geometry(khustak.id, project.store)
    assert shapely.intersects(area, project.gazetteer.geometry("af.badakhshan.jurm", project.store))


def test_a_region_is_the_union_of_its_provinces(project: Project) -> None:
    east = project.gazetteer.geometry("af.eastern-afghanistan", project.store)
    provinces = project.store.layer("provinces").set_index("id").geometry
    assert shapely.covers(east, shapely.point_on_surface(provinces["af.nangarhar"]))
    assert not shapely.intersects(east, shapely.point_on_surface(provinces["af.kabul"]))
    assert project.gazetteer.contains("af.eastern-afghanistan", "af.kunar.nari")


def test_what_lies_in_what(project: Project) -> None:
    gazetteer = project.gazetteer
    assert gazetteer.where("af.badakhshan.jurm.khustak") == "Jurm, Badakhshan, Afghanistan"
    province = gazetteer.province("af.badakhshan.jurm.khustak")
    assert province is not None
    assert province.id == "af.badakhshan"
    assert gazetteer.province("af") is None
    assert not gazetteer.contains("af.badakhshan.jurm", "af.badakhshan")


def test_only_id_name_kind_parent_and_one_way_to_a_geometry_are_required(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text("id,name,kind,parent,boundary\naf,Afghanistan,country,,af\n")
    assert load([path], ["af"])["af"].name == "Afghanistan"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("parent,lat", "parents,lat", "places.csv, row 1, parent: is missing; add a column with this name"),
        ("city,af.kabul,", "city,af.kabol,", "row 4, parent: 'af.kabol' is not in the gazetteer; correct the id"),
        (
            "province,af,",
            "province,af.kabul.kabul,",
            "row 3, parent: 'af.kabul.kabul' is part of a circle (af.kabul in af",
        ),
        ("af.kabul,Kabul,prov", "af,Kabul,prov", "row 3, id: 'af' is already used in row 2; give each place its own"),
        ("34.52", "95", "row 4, lat: '95' is not a latitude; write a number from -90 to 90"),
        ("69.18", "69°70'", "row 4, lon: '69°70'' is not a longitude; write a number from -180 to 180"),
        ("69.18", "34°31'N", "row 4, lon: '34°31'N' says N instead of E or W; swap lat and lon"),
        ("34.52", "", "row 4, lat: '' is empty, while lon is not; give both, in degrees"),
        ("15,,,,", "-1,,,,", "row 4, radius_km: '-1' is not a radius in kilometres"),
        ("15,,,,", "15,,,2005-01-01,2004-01-01", "row 4, valid_to: '2004-01-01' ends before it begins, on 2005-01-01"),
        ("15,,,,", "15,,,Dec-04,", "row 4, valid_from: 'Dec-04' is not a date; write it as 2017-12-31"),
        ("15,,,,", "15,,,01.12.2004,", "row 4, valid_from: '01.12.2004' may be 2004-01-12 or 2004-12-01; write it as"),
        (
            "15,,,,",
            "15,,,38352,",
            "row 4, valid_from: '38352' is a spreadsheet's number for a day, usually 2004-12-3",
        ),
        ("15,,,,", '"1,500",,,,', "row 4, radius_km: '1,500' may be 1.5 or 1500; write it with a point, or without"),
        (
            "l,Kabul,city",
            "l,????,city",
            "row 4, name: '????' lost its letters; type it again, and save",
        ),
        ("l,Kabul,city", "l,Ú©Ø§Ø¨Ù„,city", "row 4, name: 'Ú©Ø§Ø¨Ù„' was read in the wrong encoding; it may be کابل"),
        ("l,Kabul,city", "l,#NAME?,city", "row 4, name: '#NAME?' is a spreadsheet's sign for a failed formula"),
        ("af.kabul,,,", "af.kabol,,,", "row 3, boundary: 'af.kabol' is not among the boundaries; use an id"),
        (
            "af.kabul,,,",
            "af.kabul,af.gone,,",
            "row 3, members: 'af.gone' is filled, and so is boundary; keep one of the two",
        ),
        ("af.kabul,,,", ",af.gone,,", "row 3, members: 'af.gone' is not in the gazetteer"),
        ("af.kabul,,,", ",,,", "row 3, lat: '' is empty, as are boundary and members; give the place one of them"),
        ("city,", "suburb,", "row 4, kind: 'suburb' is not one of the allowed words; write one of country, region"),
        ("af.kabul.kabul,", "Af Kabul,", "row 4, id: 'Af Kabul' is not an id; use a to z, digits, hyphens"),
        ("af.kabul.kabul,Kabul", "af.kabul.kabul,", "row 4, name: '' is empty; fill it"),
        ("city,af.kabul,", "city,,", "row 4, parent: '' is empty; write the id of the place that this one lies in"),
    ],
)
def test_a_problem_is_told_with_file_row_column_value_and_fix(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in GOOD
    found = problems(tmp_path, GOOD.replace(old, new, 1))
    assert any(told in problem for problem in found), found


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("geonames", "1,13E+06", "was rounded by a spreadsheet; look the number up again, and make the column one of"),
        ("geonames", "1.138958E6", "was rounded by a spreadsheet"),
        ("geonames", "Kabul", "is not a code; write one like 1138958"),
        ("wikidata", "5838", "is not a code; write one like Q5838"),
    ],
)
def test_codes_that_a_spreadsheet_has_mangled_are_problems(tmp_path: Path, column: str, cell: str, told: str) -> None:
    text = f"id;name;kind;parent;boundary;{column}\naf;Afghanistan;country;;af;{cell}\n"
    assert told in problems(tmp_path, text)[0]


def test_a_row_as_people_write_it_is_read_right(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "id;name;kind;parent;aliases;lat;lon;valid_from;boundary;\n# towns\naf;Afghanistan;country;;;;;;af;\n"
        'af.x;“Zebak”;town;af;"زیباک@fa؛ Zēbāk;";36°34′N;71,35;31.12.2004;;\n;;;;;;;;;\n',
        encoding="utf-8",
    )
    place = load([path], ["af"])["af.x"]
    assert (place.name, place.spellings[1:]) == ("Zebak", ("زیباک", "Zēbāk"))
    assert place.lat == pytest.approx(36.5667, abs=1e-4)
    assert place.lon == 71.35
    assert str(place.valid_from) == "2004-12-31"


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    broken = GOOD.replace("34.52", "95").replace("province", "land").replace("69.18", "east")
    assert [problem.split(":")[0] for problem in problems(tmp_path, broken)] == [
        "places.csv, row 3, kind",
        "places.csv, row 4, lat",
        "places.csv, row 4, lon",
    ]


def test_a_region_that_is_a_member_of_itself_is_a_circle(tmp_path: Path) -> None:
    rows = "af.a,A,region,af,,,,,af.b,,\naf.b,B,region,af,,,,,af.a,,\n"
    found = problems(tmp_path, GOOD + rows)
    assert found == [
        (
            "places.csv, row 5, members: 'af.b' is part of a circle (af.a of af.b of af.a); "
            "give one of these places a value outside the circle"
        )
    ]


@given(st.text(max_size=40))
def test_any_alias_is_read(text: str) -> None:
    alias = Alias.read(text)
    assert alias.text or not text.strip() or "@" in text


def test_aliases_carry_language_and_script() -> None:
    assert Alias.read("Sar-e Pol@fa-Latn") == Alias("Sar-e Pol", "fa", "Latn")
    place = Place("x", "X", "town", aliases=(Alias("Sar-e Pol", "fa", "Latn"), Alias("سرپل", "fa")))
    assert place.names_in("fa") == {"fa": "سرپل"}


def test_a_long_chain_of_parents_is_checked_without_recursion(tmp_path: Path) -> None:
    rows = [f"a{n},A,village,a{n - 1},1,1" for n in range(1, 5_000)]
    path = tmp_path / "places.csv"
    path.write_text("id,name,kind,parent,lat,lon\na0,A,country,,1,1\n" + "\n".join(rows))
    assert len(load([path])) == 5_000


def test_the_worked_example_of_the_readme_resolves(copied: Path, edit: Callable[[str, str, str], None]) -> None:
    from geo.resolve import resolve  # noqa: PLC0415 - the example ends in what the README shows next

    readme = (ROOT / "gazetteer" / "README.md").read_text(encoding="utf-8")
    example = readme.partition("<!-- example -->")[2].partition("```csv\n")[2].partition("```")[0]
    header, *rows = example.strip().splitlines()
    assert header == (ROOT / "gazetteer" / "places.csv").read_text(encoding="utf-8").partition("\n")[0]
    assert set(header.split(",")) <= set(COLUMNS)
    assert [row.split(",")[2] for row in rows] == ["valley", "village", "region"]
    with (copied / "gazetteer" / "places.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{row}\n" for row in rows)
    edit("gazetteer/places.csv", "وردوج@ps;Wurduj,", "وردوج@ps;Wurduj;Zar Dara,")
    project = Project.load()
    shown = re.findall(r'`geo resolve "([^"]+)"` \| `([^`]+)`', readme)
    assert len(shown) == 4
    for phrase, answer in shown:
        assert (resolve(phrase, project.gazetteer).place or phrase) == project.gazetteer[answer]
    assert not [
        doubt
        for doubt in warnings(project.gazetteer, project.store)
        if doubt.row in range(PLACE_ROWS + 2, PLACE_ROWS + 2 + len(rows))
    ]


@settings(max_examples=6, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 200), st.sampled_from(["Jurm", "Qala-e Naw", "", "Sangtoda", "زیباک"])), max_size=9
    )
)
def test_what_is_read_again_is_what_would_be_read_anew(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[int, str]]
) -> None:
    path = tmp_path_factory.mktemp("again") / "villages.csv"
    path.write_bytes(b"".join(VILLAGES.read_bytes().splitlines(keepends=True)[:300]))
    before = load([PLACES, path])
    assert before.near("kndz")
    for _ in range(2):
        sheet = Sheet.open(path)
        for at, name in edits:
            sheet.rows[at]["name"] = name or sheet.rows[at]["name"]
            sheet.rows[at]["aliases"] = "" if name else "Ambar Valley"
        sheet.remove("id", [sheet.rows[at]["id"] for at, _ in edits[:1]])
        sheet.save()
        again, anew = load([PLACES, path], before=before), load([PLACES, path])
        assert list(again.values()) == list(anew.values())
        assert (again.by_fold, again.by_skeleton) == (anew.by_fold, anew.by_skeleton)
        assert all(again.near(key) == anew.near(key) for key in ("sngtd", "zbk", "klnw", "klnwa", "ambr"))
        assert sum(again[key] is before.get(key) for key in again) > 1_000
        before = again


def test_rows_are_read_again_when_what_they_refer_to_changed(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text(GOOD)
    before = load([path], ["af", "af.kabul"])
    with pytest.raises(DataError, match=r"'af\.kabul' is not among the boundaries"):
        load([path], ["af"], before)
    path.write_text(GOOD.replace("lat,lon", "lon,lat"))
    assert load([path], ["af", "af.kabul"], before)["af.kabul.kabul"].lon == 34.52
    path.write_text(GOOD.replace("af,Afghanistan,country,,,,,af", "ir,Iran,country,,,,,af"))
    with pytest.raises(DataError, match=r"row 3, parent: 'af' is not in the gazetteer"):
        load([path], ["af", "af.kabul"], before)
