"""Many processes scan articles as one does: the same bytes, whoever dies on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from geo.cli import main
from geo.cluster import connected, output_of, run
from geo.cluster.articles import ScanJob, lines_of, problems_of
from geo.cluster.opened import Opened
from geo.folder import root
from geo.reports.content import files_of
from geo.reports.parts import parts_of
from tests.conftest import ROOT

LEAST = 0.33
PLACES = ("Darzab", "Qush Tepa", "Jurm", "Achin", "Nad Ali", "Chahar Dara")


def article(number: int) -> dict[str, str]:
    place = PLACES[number % len(PLACES)]
    text = f"Officials said on Monday that {number + 10} Taliban fighters were in {place} district, near road {number}."
    return {"text": text, "title": f"Report {number}", "publisher": "Pajhwok", "date": "2017-12-12"}


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with lists of articles: some told twice, some of no use."""
    folder = tmp_path_factory.mktemp("articles")
    rows = [json.dumps(article(number), ensure_ascii=False) for number in range(60)]
    # the same story in another part; a separator that str.splitlines cuts at; half a character; no JSON
    rows[40] = rows[3]
    rows[41] = json.dumps({"text": "Fighters came to\u2028Darzab district."}, ensure_ascii=False)
    rows[42] = r'{"text": "Fighters \ud800 left Jurm district."}'
    rows[43] = "no JSON"
    (folder / "a.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    table = pa.Table.from_pylist([article(number) for number in (5, *range(60, 80))])
    pq.write_table(table, folder / "b.parquet", row_group_size=7)
    (folder / "c.txt").write_text(article(90)["text"], encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    with connected(workers=2) as found:
        yield found


@pytest.fixture(scope="module")
def jobs(articles: Path) -> list[ScanJob]:
    opened = Opened.of(root())
    return [ScanJob(part, opened, None, LEAST) for part in parts_of(files_of([articles]), 1_500)]


@pytest.fixture(scope="module")
def expected(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return what a single process writes."""
    out = tmp_path_factory.mktemp("single") / "found.jsonl"
    assert geo("scan", articles, "--out", out).exit_code == 1
    return out.read_bytes()


def geo(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_a_worker_that_is_killed_changes_nothing(
    jobs: list[ScanJob], expected: bytes, client: Any, tmp_path: Path
) -> None:
    victims = [info["pid"] for info in client.run(_about).values()]
    killed: list[int] = []

    def advance(_: int) -> None:
        if not killed:
            killed.append(victims[0])
            os.kill(victims[0], signal.SIGKILL)

    assert run(jobs, tmp_path, client, advance) == []
    assert killed
    outputs = [output_of(tmp_path, number) for number in range(1, len(jobs) + 1)]
    assert len(outputs) > 8
    lines = "".join(f"{line}\n" for line in lines_of(outputs))
    assert lines.encode() == expected
    assert [problem.row for problem in problems_of(outputs)] == [44]


def _about() -> dict[str, int]:
    return {"pid": os.getpid()}


def test_what_is_finished_is_not_done_again(jobs: list[ScanJob], client: Any, tmp_path: Path) -> None:
    assert run(jobs[:3], tmp_path, client, lambda _: None) == []
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    # another threshold for the third: it is another job
    again = [*jobs[:2], ScanJob(jobs[2].part, jobs[2].opened, None, 0.9), jobs[3]]
    assert run(again, tmp_path, client, lambda _: None) == []
    after = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert [path.name for path in sorted(before) if before[path] != after[path]] == ["part-00003.parquet"]
    assert len(after) == 4


def test_a_part_that_fails_is_named_and_the_others_are_kept(jobs: list[ScanJob], client: Any, tmp_path: Path) -> None:
    elsewhere = Opened(str(tmp_path / "nowhere"), "")
    broken = ScanJob(jobs[1].part, elsewhere, None, LEAST)
    (failure,) = run([jobs[0], broken, jobs[2]], tmp_path / "parts", client, lambda _: None)
    assert failure.job is broken
    assert "is not a project folder on this worker" in failure.reason
    assert [path.name for path in sorted((tmp_path / "parts").iterdir())] == [
        "part-00001.parquet",
        "part-00003.parquet",
    ]


def test_the_command_joins_a_scheduler_and_writes_the_same_file(
    articles: Path, expected: bytes, client: Any, tmp_path: Path
) -> None:
    out = tmp_path / "found.jsonl"
    told = geo("scan", articles, "--scheduler", client.scheduler.address, "--out", out)
    assert (told.exit_code, out.read_bytes()) == (1, expected)
    assert "a.jsonl, row 44: 'no JSON' is not a JSON object with a text" in told.stderr
    # what somebody else wrote is not written over
    other = tmp_path / "other.jsonl"
    other.write_text("mine\n")
    assert "other.jsonl exists; name another file" in geo("scan", articles, "--workers", 2, "--out", other).output
    assert other.read_text() == "mine\n"


def test_a_scheduler_that_is_not_there_is_told(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.cluster.jobs.PATIENCE", 0.2)
    told = geo("scan", articles, "--scheduler", "tcp://127.0.0.1:9", "--out", tmp_path / "found.jsonl")
    assert told.exit_code == 1
    assert "the scheduler tcp://127.0.0.1:9 cannot be reached; start one with: dask scheduler" in told.output
    assert "--workers and --scheduler need --out" in geo("scan", articles, "--workers", 2).output


def test_without_dask_the_message_says_how_to_install_it(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    told = geo("scan", articles, "--workers", 2, "--out", tmp_path / "found.jsonl")
    assert "needs distributed; run: pip install 'dispatch-atlas[cluster]'" in told.output


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_an_interruption_keeps_the_finished_parts(articles: Path, tmp_path: Path) -> None:
    many = tmp_path / "many"
    many.mkdir()
    text = (articles / "a.jsonl").read_text(encoding="utf-8")
    for number in range(40):
        (many / f"{number}.jsonl").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "geo.cli", "scan", str(many), "--workers", "1", "--out", str(tmp_path / "f.jsonl")]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        folder = tmp_path / "f.jsonl.parts"
        while process.poll() is None and not list(folder.glob("part-*.parquet")):
            time.sleep(0.02)
        # to all of its processes, as a terminal does
        os.killpg(process.pid, signal.SIGINT)
        assert process.stderr is not None
        told = process.stderr.read()
    assert process.returncode == 1
    assert "Traceback" not in told
    assert "run the same command again to go on from there" in told
    assert pq.read_table(folder / "part-00001.parquet").num_rows == 59
