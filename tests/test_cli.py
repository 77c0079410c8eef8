"""The command does what the README says, and reports what users can fix in one line."""

from __future__ import annotations

import inspect
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from keyword import iskeyword
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from geo.cli import COMMANDS, GROUPS, main
from tests.conftest import ROOT
from tests.helpers.example import RECORDS, chosen
from tests.helpers.exported import carried, texts


def geo(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_resolve_names_the_place_and_says_why() -> None:
    told = geo("resolve", "Darzab district of Jowzjan")
    assert told.exit_code == 0
    assert "af.jowzjan.darzab  Darzab, district in Jowzjan, Afghanistan" in told.output
    assert "it lies in Jowzjan, which is named beside it" in told.output


def test_resolve_is_honest_about_what_it_cannot_tell() -> None:
    ambiguous, unknown = geo("resolve", "Kohistan"), geo("resolve", "Springfield")
    assert (ambiguous.exit_code, unknown.exit_code) == (1, 1)
    assert "“Kohistan” could mean any of these places:" in ambiguous.output
    assert "Say which place you mean with --in, --near, --kind or --date" in ambiguous.stderr
    assert "“Springfield” is not in the gazetteer" in unknown.output
    assert "--in" not in unknown.output
    assert geo("resolve", "Kohistan", "--in", "Faryab").exit_code == 0
    assert "af.kunduz.kunduz.kunduz" in geo("resolve", "Kunduz", "--kind", "city").output


def test_resolve_prints_json_for_other_programs() -> None:
    (darzab, muqur) = json.loads(geo("resolve", "--json", "Darzab", "Muqur").stdout)
    assert (darzab["verdict"], darzab["place_id"]) == ("resolved", "af.jowzjan.darzab")
    assert (muqur["verdict"], muqur["place_id"]) == ("ambiguous", None)
    assert muqur["candidates"][0]["reasons"]
    (kunduz,) = json.loads(geo("resolve", "--json", "Kunduz province").stdout)
    assert kunduz["candidates"][0]["codes"] == [{"scheme": "iso_3166_2", "code": "AF-KDZ", "edition": ""}]


def test_a_table_is_resolved_and_safe_in_a_spreadsheet(tmp_path: Path) -> None:
    table, out = tmp_path / "events.csv", tmp_path / "out.csv"
    table.write_text("n;where;admin1\n1;=Muqur;Ghazni\n2;Kondoz;\n3;Springfield;\n", encoding="utf-8")
    told = geo("resolve-table", str(table), "--out", str(out), "--name", "where", "--province", "admin1")
    assert told.exit_code == 0
    assert "2 resolved, 1 unknown" in told.stdout
    rows = out.read_text(encoding="utf-8-sig").splitlines()
    assert rows[0].startswith("n,where,admin1,place_id,place_name")
    assert rows[1].startswith("1,=Muqur,Ghazni,af.ghazni.muqur,Muqur,district,resolved")
    told = geo("resolve-table", str(table), "--out", str(out), "--name", "where", "--codes", "iso_3166_2")
    assert told.exit_code == 0
    assert out.read_text(encoding="utf-8-sig").splitlines()[2].endswith(",AF-KDZ")
    told = geo("resolve-table", str(table), "--out", str(out), "--name", "where", "--codes", "gadm")
    assert "no place has a code in 'gadm'; choose from iso_3166_2, geonames, wikidata" in " ".join(told.output.split())
    assert geo("resolve-table", str(table), "--out", str(out), "--name", "place").exit_code == 1
    missing = geo("resolve-table", str(table), "--out", str(out), "--name", "place").output
    assert "events.csv, row 1, place: is missing; add a column with this name" in missing


def test_scan_tells_places_with_offsets_and_goes_on_after_a_bad_file(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text("Clashes in Darzab district of Jowzjan.", encoding="utf-8")
    bad.write_bytes("جرم".encode("cp1256"))
    told = geo("scan", str(bad), str(tmp_path / "gone.txt"), str(good))
    assert told.exit_code == 1
    assert "bad.txt, row 1: is not UTF-8; save it as UTF-8 text" in told.output
    assert "gone.txt: cannot be read (No such file or directory); check its name" in told.output
    assert "11-26  Darzab district: af.jowzjan.darzab" in told.output
    assert "it lies in Jowzjan, which is named beside it" in geo("scan", "--why", str(good)).output
    (line,) = geo("scan", "--json", str(good)).stdout.splitlines()
    assert [place["place_id"] for place in json.loads(line)["places"]] == ["af.jowzjan.darzab", "af.jowzjan"]


def test_scan_tells_what_it_left_out_of_an_article(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Fighters are in Darzab district.\nRelated: Snow in Jurm\nShare\n")
    told = geo("scan", "--json", str(page))
    assert "2 lines that are not the article were left out" in told.stderr
    assert json.loads(told.stdout)["left_out"] == ["Related: Snow in Jurm", "Share"]
    assert "Jurm" not in geo("scan", str(page)).stdout


def test_scan_suggests_into_a_file_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    out, articles = tmp_path / "suggestions.jsonl", tmp_path / "articles"
    articles.mkdir()
    for number, place in enumerate(["Darzab district", "Achin district"]):
        text = f"Officials said that more than 40 Daesh fighters are present in {place}."
        (articles / f"{number}.txt").write_text(text, encoding="utf-8")
    assert geo("scan", str(articles / "0.txt"), "--out", str(out)).exit_code == 0
    told = geo("scan", str(articles), "--out", str(out))
    assert f"{out}: 2 articles" in told.output
    assert "0.txt, 1 suggestions" not in told.output
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["suggestions"][0]["places"] for line in lines] == [["af.jowzjan.darzab"], ["af.nangarhar.achin"]]
    assert lines[0]["suggestions"][0]["counts"] == [
        {"what": "fighters", "who": "Daesh fighters", "low": 40, "high": None}
    ]
    assert "? Presence in Achin: Islamic State Khorasan" in geo("scan", "--suggest", str(articles)).output
    out.write_text("no JSON\n")
    assert (
        "row 1: 'no JSON' was not written by this command; delete this line"
        in geo("scan", str(articles), "--out", str(out)).output
    )


def test_scan_reads_reports_with_their_date() -> None:
    told = geo("scan", str(ROOT / "data" / "reports" / "newarab-jowzjan-darzab.md"))
    assert told.exit_code == 0
    assert "Qushtepa: af.jowzjan.qush-tepa" in told.output


def test_villages_are_looked_up_only_where_asked_for() -> None:
    assert geo("resolve", "Farghamunj of Jurm").exit_code == 1
    assert "af.badakhshan.jurm.fargha-munj" in geo("resolve", "--villages", "Fargha Munj of Jurm").output


def test_a_direction_is_told_as_what_it_is() -> None:
    assert "only its northern part is meant" in geo("resolve", "northern Badakhshan").output


def test_map_writes_one_file_with_what_the_filters_choose(tmp_path: Path) -> None:
    out = tmp_path / "maps" / "jowzjan.html"
    told = geo(
        "map", "--out", str(out), "--place", "Jowzjan", "--status", "planned", "--unit", "year", "--title", "Mine"
    )
    assert told.exit_code == 0
    assert f"2 of {RECORDS} records" in told.output
    page = out.read_text(encoding="utf-8")
    assert "<title>Mine</title>" in page
    chosen = texts(carried(page), "id")
    assert "newarab-planned-clearing" in chosen
    assert "newarab-french-darzab" not in chosen


def test_a_map_opens_where_it_was_told_to(tmp_path: Path) -> None:
    out = tmp_path / "map.html"
    assert geo("map", "--out", str(out), "--open", "2017-12").exit_code == 0
    opened = carried(out.read_text(encoding="utf-8"))
    assert opened["time"] == {"unit": "month", "mode": "range", "from": "2017-12-01", "to": "2017-12-31"}
    assert len(opened["records"]["date_from"]) == RECORDS
    told = geo("map", "--out", str(out), "--open", "soon")
    assert told.exit_code == 2
    assert "'soon' is not a time; write 2017" in told.output


@pytest.mark.parametrize(
    ("arguments", "choice"),
    [
        (["--actor", "IS-K"], {"actors": frozenset({"islamic-state-khorasan"})}),
        (["--kind", "income"], {"kinds": frozenset({"income"})}),
        (["--precision", "near"], {"precisions": frozenset({"near"})}),
        (["--from", "2017-12-01", "--to", "2017-12-31"], {"first": date(2017, 12, 1), "last": date(2017, 12, 31)}),
        (["--place", "af.badakhshan"], {"places": frozenset({"af.badakhshan"})}),
    ],
)
def test_map_has_the_filters_of_the_page(tmp_path: Path, arguments: list[str], choice: dict[str, object]) -> None:
    told = geo("map", "--out", str(tmp_path / "map.html"), *arguments)
    assert 0 < chosen(**choice) < RECORDS
    assert f" {chosen(**choice)} of {RECORDS} records" in told.output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--actor", "Nobody"], "'Nobody' is not one of islamic-state-khorasan"),
        (["--place", "Kohistan"], "'Kohistan' could mean several places; try af.badakhshan.kohistan"),
        (["--place", "Springfield"], "'Springfield' is not in the gazetteer"),
        (["--from", "2018-01-01", "--to", "2017-01-01"], "is before --from 2018-01-01; swap the two"),
        (["--from", "yesterday"], "does not match the format"),
    ],
)
def test_map_says_what_is_wrong_with_a_filter(tmp_path: Path, arguments: list[str], told: str) -> None:
    result = geo("map", "--out", str(tmp_path / "map.html"), *arguments)
    assert result.exit_code == 2
    assert told in " ".join(result.output.split())
    assert not (tmp_path / "map.html").exists()


def test_check_finds_no_problems_in_the_data() -> None:
    told = geo("check")
    assert told.exit_code == 0
    assert re.match(r"No problems found: \d,\d{3} places, ", told.output)
    assert json.loads(geo("check", "--json").stdout)["problems"] == []


def test_check_groups_problems_by_cause_and_counts_the_rest(copied: Path) -> None:
    activity = copied / "data" / "activity.csv"
    header, *rows = activity.read_text(encoding="utf-8").splitlines()
    first = [f"{row.split(',')[0]}x{n},af.nowhere,{row.split(',', 2)[2]}" for n in range(800) for row in rows[:5]]
    activity.write_text("\n".join([header, *first]), encoding="utf-8")
    told = geo("check")
    assert told.exit_code == 1
    assert len(told.output.splitlines()) < 10
    assert "data/activity.csv, rows 2, 3, 4, 5 and 3,996 more, place_id: 'af.nowhere' " in told.output
    assert "4,000 problems, 0 warnings" in told.stderr
    assert sum("af.nowhere" in line for line in geo("check", "--all").output.splitlines()) == 4000
    found = json.loads(geo("check", "--json").stdout)["problems"]
    assert len(found) == 4000
    assert found[0].keys() == {"file", "row", "column", "value", "message", "fix"}
    # whatever reads the same file says it as briefly
    assert len(geo("map", "--out", str(copied / "map.html")).output.splitlines()) < 10


@pytest.mark.parametrize("place", ["af.badakhshan.jurm", "af.badakhshan.jurm.fargha-munj", "af.nowhere"])
def test_check_and_map_agree(edit: Callable[[str, str, str], None], copied: Path, place: str) -> None:
    edit("data/activity.csv", "ariana-takeover-jurm,af.badakhshan.jurm,", f"ariana-takeover-jurm,{place},")
    assert geo("check").exit_code == geo("map", "--out", str(copied / "map.html")).exit_code


def test_check_lists_twenty_causes_and_counts_the_others(copied: Path) -> None:
    rows = "".join(f"a{n},A,village,af,,36,70,5,\n" for n in range(2))
    for n in range(30):
        (copied / "gazetteer" / f"more{n}.csv").write_text(
            f"id,name,kind,parent,aliases,lat,lon,radius_km,source\n{rows.replace('36', '95')}", encoding="utf-8"
        )
    told = geo("check")
    listed = [line for line in told.stdout.splitlines() if line.startswith("gazetteer/more")]
    assert len(listed) == 20
    assert "and 20 more problems with 10 other causes" in told.stdout
    assert "geo check --all lists every one" in told.stderr


def test_check_tells_every_problem_in_a_line(edit: Callable[[str, str, str], None]) -> None:
    edit("gazetteer/places.csv", ",36.63,71.02,", ",95,71.02,")
    edit("gazetteer/villages.csv", ",village,", ",hamlet,")
    told = geo("check")
    assert told.exit_code == 1
    lines = [line for line in told.output.splitlines() if line.startswith("gazetteer/")]
    assert [line.split(",")[0] for line in lines] == ["gazetteer/places.csv", "gazetteer/villages.csv"]
    assert "Traceback" not in told.output
    problems = json.loads(geo("check", "--json").stdout)["problems"]
    assert (problems[0]["column"], problems[0]["value"]) == ("lat", "95")


@pytest.mark.parametrize("command", ["resolve Jurm", "map --out map.html", "check"])
def test_missing_files_are_told_without_a_traceback(copied: Path, command: str) -> None:
    (copied / "gazetteer" / "places.csv").unlink()
    told = geo(*command.split())
    assert told.exit_code == 1
    assert "gazetteer/places.csv: does not exist; put it back, or create it" in told.output
    assert isinstance(told.exception, SystemExit)


def test_a_missing_store_is_told_with_the_command_that_builds_it(copied: Path) -> None:
    (copied / "data" / "boundaries" / "districts-display.parquet").unlink()
    assert "build it with: geo boundaries build" in geo("check").output


def test_the_list_of_commands_loads_none_of_them() -> None:
    code = "import sys; from geo.cli import main; main(['--help'], standalone_mode=False); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    listing, _, modules = ran.stdout.rpartition("\n" if ran.stdout[-1] != "\n" else "geo.cli")
    assert "resolve-table" in listing
    assert {"geopandas", "pandas", "streamlit", "shapely"}.isdisjoint(modules.split())


def test_a_command_that_does_not_exist_is_named() -> None:
    told = geo("boundaries", "draw")
    assert told.exit_code == 2
    assert "No such command 'draw'" in told.output


def commands(group: click.Group, before: str = "") -> dict[str, click.Command]:
    """Return all commands that the command line offers, by the words that call them."""
    found: dict[str, click.Command] = {}
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        inner = commands(command, f"{before}{name} ") if isinstance(command, click.Group) else {}
        found |= inner or {f"{before}{name}": command}
    return found


def test_every_module_of_a_command_is_registered() -> None:
    shared = {"__init__", "__main__", "common", "filters", "gazetteer_common"}
    modules = {path.stem for path in (ROOT / "geo" / "cli").glob("*.py")} - shared
    named = {path.replace(" ", "_").replace("-", "_") for path in COMMANDS}
    assert modules == {f"{name}_" if iskeyword(name) else name for name in named}
    assert list(commands(main)) == list(COMMANDS)


@pytest.mark.parametrize("path", [*GROUPS, *COMMANDS])
def test_the_help_of_every_command_works(path: str) -> None:
    told = geo(*path.split(), "--help")
    assert told.exit_code == 0
    assert "\b" not in told.output
    assert (GROUPS | COMMANDS)[path] in " ".join(told.output.split())


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_is_documented(path: str) -> None:
    command = commands(main)[path]
    summary, _, rest = inspect.cleandoc(command.help or "").partition("\n")
    assert summary == COMMANDS[path]
    examples = re.findall(r"^  (geo .*)", rest, re.MULTILINE)
    assert examples
    assert all(example.startswith(f"geo {path}") for example in examples)
    lacking = [one.name for one in command.params if isinstance(one, click.Option) and not one.help]
    assert not lacking
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| `geo {path}[ `]", readme, re.MULTILINE)


@pytest.mark.parametrize("path", COMMANDS)
def test_the_examples_of_every_command_are_understood(path: str) -> None:
    command = commands(main)[path]
    for example in re.findall(r"^ *geo (.*)", command.help or "", re.MULTILINE):
        arguments = shlex.split(example)[len(path.split()) :]
        offered = {name for option in command.params for name in (*option.opts, *option.secondary_opts)}
        assert {one for one in arguments if one.startswith("--")} <= offered
