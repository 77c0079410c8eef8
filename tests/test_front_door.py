"""``import geo`` is all that a notebook needs: it is quick, typed, and has few dependencies."""

from __future__ import annotations

import ast
import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

import geo
from geo import _names, extras
from geo.cli import main
from geo.contents import check
from geo.folder import new
from geo.reports.documents import Documents
from tests.conftest import ROOT
from tests.helpers.example import RECORDS


def test_importing_it_loads_nothing_that_is_installed() -> None:
    loaded = "import geo, sys; print(*{name.partition('.')[0] for name in sys.modules} - sys.stdlib_module_names)"
    told = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True)
    # what a .pth file of the environment imports is there before
    before = "import sys; print(*{name.partition('.')[0] for name in sys.modules} - sys.stdlib_module_names)"
    bare = subprocess.run([sys.executable, "-c", before], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(told.stdout.split()) - set(bare.stdout.split()) == {"geo"}


def test_completion_type_checkers_and_python_know_the_same_names() -> None:
    tree = ast.parse((ROOT / "geo" / "__init__.py").read_text(encoding="utf-8"))
    typed = {
        (alias.name, node.module)
        for block in tree.body
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert typed == set(_names.HOMES.items())
    assert {*geo.__all__, "open"} == {"__version__", *_names.HOMES}
    assert set(_names.HOMES) <= set(dir(geo))
    for name in _names.HOMES:
        assert getattr(geo, name).__doc__


def test_a_notebook_goes_from_names_to_a_map_that_shows_itself(tmp_path: Path) -> None:
    project = geo.example()
    frame = pd.DataFrame({"where": ["Darzab", "Kondoz", "Springfield"], "admin1": ["Jawzjan", "", ""]})
    events = project.resolve_table(frame, "where", province="admin1")
    assert events["verdict"].tolist() == ["resolved", "resolved", "unknown"]
    known = events[events["verdict"] == "resolved"].assign(date=["2017-12-12", "2015-05-03"])
    areas = project.store.layer("provinces").assign(name=lambda layer: layer["id"])
    made = geo.TimeMap(known[known["place_id"] == "af.kunduz"], areas, unit="year")
    assert made._repr_html_().startswith("<iframe srcdoc=")
    project.map(project.records[project.records["status"] == "denied"], unit="quarter").save(tmp_path / "map.html")
    assert (tmp_path / "map.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_project_is_scanned_with_one_scanner(project: geo.Project) -> None:
    assert project.scanner is project.scanner
    [mention] = project.scan("Fighting was reported in Panjshir.", date(2021, 9, 1))
    assert mention.resolution.place == project.resolve("Panjshir", geo.Context(day=date(2021, 9, 1))).place


def test_joining_and_mapping_take_a_choice_of_records(project: geo.Project) -> None:
    denied = project.records[project.records["status"] == "denied"]
    assert set(project.join(denied)["record_id"]) == set(denied["id"])
    assert set(project.join()["record_id"]) == set(project.records["id"])


def test_a_misspelled_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'geo' has no attribute 'timemap'"):
        _ = geo.timemap  # type: ignore[attr-defined]
    assert not hasattr(geo, "timemap")


def test_a_star_import_leaves_pythons_own_open_alone() -> None:
    names: dict[str, object] = {}
    exec("from geo import *", names)  # noqa: S102
    assert "Project" in names
    assert "open" not in names


def test_a_folder_that_is_no_project_is_refused_with_the_way_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(
        geo.GeoError, match="is not a project folder: it lacks gazetteer/ or data/; create one with: geo new"
    ):
        geo.open(tmp_path)


@pytest.mark.parametrize(("example", "records"), [(False, 0), (True, RECORDS)])
def test_a_new_project_is_sound_and_may_be_written_to(tmp_path: Path, *, example: bool, records: int) -> None:
    options = ["--example"] if example else []
    told = CliRunner().invoke(main, ["new", str(tmp_path / "atlas"), *options])
    assert told.exit_code == 0, told.output
    project = geo.open(tmp_path / "atlas")
    assert len(project.records) == records
    assert len(project.reports) == (5 if example else 0)
    assert all(path.stat().st_mode & 0o200 for path in (tmp_path / "atlas").rglob("*"))


def test_a_project_from_before_places_abroad_were_known_is_sound(tmp_path: Path) -> None:
    base = new(tmp_path / "atlas")
    (base / "gazetteer" / "foreign.csv").unlink()
    cues = base / "gazetteer" / "cues.csv"
    kept = ("id", "locative", "given-name", "title", "office", "group", "ordinary")
    rows = cues.read_text(encoding="utf-8").splitlines()
    cues.write_text("\n".join(row for row in rows if row.startswith(kept)), encoding="utf-8")
    project = geo.open(base)
    found = [one.resolution.place for one in project.scan("They left Jurm district of Badakhshan in May.")]
    assert [place.id for place in found if place] == ["af.badakhshan.jurm", "af.badakhshan"]


def test_a_project_from_before_predicates_were_tables_is_sound(tmp_path: Path) -> None:
    base = new(tmp_path / "atlas")
    for name in ("predicates.csv", "people.csv"):
        (base / "gazetteer" / name).unlink()
    rules, actors, kinds = (base / "gazetteer" / f"{name}.csv" for name in ("rules", "actors", "kinds"))
    rows = rules.read_text(encoding="utf-8").splitlines()
    older = ("id", "denied", "planned", "said,", "source", "more", "about", "most", "number", "inherit", "furniture")
    rules.write_text("\n".join(row for row in rows if row.startswith(older)), encoding="utf-8")
    actors.write_text("id,name,aliases,note\ntaliban,Taliban,Talibs;طالبان@fa,\n", encoding="utf-8")
    kinds.write_text("id,name,aliases,note\nattack,Attack,attacked;bomb*,\n", encoding="utf-8")
    project = geo.open(base)
    [found] = project.suggest("The Taliban attacked a post in Achin district, killing four soldiers.")
    assert (found.kind, found.actors, found.counts[0].low) == ("attack", ("taliban",), 4)
    # what the project has no word for is not suggested
    assert project.suggest("Police arrested four men in Achin district.", least=0) == []


def test_a_new_project_knows_places_abroad(tmp_path: Path) -> None:
    base = new(tmp_path / "atlas")
    assert "mardan" in geo.open(base).gazetteer.foreign
    path = base / "gazetteer" / "foreign.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("pk,city,", "pk,metropolis,"), encoding="utf-8")
    (problem,) = check(base).problems
    assert (problem.column, problem.value) == ("kind", "metropolis")


def test_a_new_project_replaces_nothing(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    for folder in (tmp_path, tmp_path / "notes.txt"):
        told = CliRunner().invoke(main, ["new", str(folder)])
        assert told.exit_code == 1
        assert told.output == f"Error: {folder} exists and is not an empty folder; choose a new one\n"
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    (tmp_path / "empty").mkdir()
    assert CliRunner().invoke(main, ["new", str(tmp_path / "empty")]).exit_code == 0


def test_the_project_is_the_one_around_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from geo import folder  # noqa: PLC0415 - the name is a common one

    monkeypatch.delenv(folder.ROOT_VARIABLE, raising=False)
    (tmp_path / "gazetteer").mkdir()
    (tmp_path / "data" / "reports").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "data" / "reports")
    assert folder.root() == tmp_path
    (tmp_path / "gazetteer").rmdir()
    # in a checkout, the checkout comes last
    assert folder.root() == ROOT
    monkeypatch.setattr(folder, "_CHECKOUT", tmp_path)
    with pytest.raises(geo.GeoError, match="create one with: geo new FOLDER"):
        folder.root()


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the libraries of the extras away."""
    for library in ("trafilatura", "pypdf", "docx", "mapclassify", "babel", "streamlit"):
        for name in [name for name in sys.modules if name.startswith(f"{library}.")]:
            monkeypatch.delitem(sys.modules, name)
        # Python takes None for a module that does not exist
        monkeypatch.setitem(sys.modules, library, None)


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    ("command", "extra", "library"),
    [
        (["app"], "app", "streamlit"),
        (["scan", "page.html"], "articles", "trafilatura"),
        (["scan", "page.pdf"], "articles", "pypdf"),
        (["scan", "page.docx"], "articles", "docx"),
        (["map", "--out", "map.html", "--classes", "quantiles"], "classes", "mapclassify"),
        (["boundaries", "add", "PAK"], "countries", "babel"),
    ],
)
def test_a_missing_extra_is_named_in_one_line(
    command: list[str], extra: str, library: str, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copied)
    for ending in ("html", "pdf", "docx"):
        (copied / f"page.{ending}").write_text("<p>Fighters are in Darzab.</p>")
    told = CliRunner().invoke(main, command)
    assert told.exit_code == 1
    last = told.output.splitlines()[-1]
    assert last.endswith(f"needs {library}; run: pip install 'dispatch-atlas[{extra}]'"), told.output
    assert "Traceback" not in told.output


@pytest.mark.usefixtures("bare")
def test_texts_are_read_without_any_extra() -> None:
    reader = Documents()
    assert len(list(reader.read([ROOT / "data" / "reports"]))) == 5


def test_a_library_that_is_there_but_broken_is_not_called_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "half_installed.py").write_text("import no_such_part\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="no_such_part"):
        extras.optional("half_installed", "articles", "Reading web pages")
