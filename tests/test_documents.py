"""Documents of all common kinds are read, cleaned, dated if possible, and deduplicated; bad ones are reported."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.project import Project
from geo.reports import Document, Documents

STORY = (
    "Officials in Jowzjan said that fighters came to Darzab district in the night and took the road. "
    "The governor asked for help, and elders of Qushtepa met to talk about the harvest and the snow. "
)
PAGE = f"""<html><head><title>Night in Darzab</title><meta property="og:site_name" content="The Paper">
<meta property="article:published_time" content="2017-12-12T10:00:00Z"><script>alert("Kabul")</script></head>
<body><nav><a href="/">Home</a> Badakhshan news</nav><article><h1>Night in Darzab</h1><p>{STORY}</p><p>{STORY[:90]}</p>
</article><div class="share">Share this post</div><footer>Contact us in Kandahar</footer></body></html>"""


def read(path: Path, project: Project) -> tuple[list[Document], list[str]]:
    reader = Documents(project.tables.furniture)
    return list(reader.read([path])), [str(problem) for problem in reader.problems]


def test_a_saved_page_gives_its_article_title_publisher_and_date(tmp_path: Path, project: Project) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (document,), problems = read(tmp_path / "page.html", project)
    assert problems == []
    assert (document.title, document.publisher, document.published) == (
        "Night in Darzab",
        "The Paper",
        date(2017, 12, 12),
    )
    assert "Darzab district" in document.text
    for furniture in ("alert", "Kandahar", "Badakhshan", "Share this"):
        assert furniture not in document.text


def test_furniture_and_what_a_page_says_twice_are_left_out(tmp_path: Path, project: Project) -> None:
    text = f"Night in Darzab\n\n{STORY}\n\nShare this post\n\n{STORY}\n\nComment this post\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (document,), _ = read(tmp_path / "a.txt", project)
    assert document.title == "Night in Darzab"
    assert document.text == f"Night in Darzab\n\n{STORY.strip()}"
    assert document.published is None  # asked for later, never invented


def test_a_text_tells_its_date_and_source_on_lines_of_their_own(tmp_path: Path, project: Project) -> None:
    (tmp_path / "a.txt").write_text(
        f"Night in Darzab\n12 December, 2017\n{STORY}\nSource: The Agency\n", encoding="utf-8"
    )
    (tmp_path / "b.txt").write_text(f"Another\nIt began on 12 December 2017 in {STORY[::-1]}", encoding="utf-8")
    first, second = read(tmp_path, project)[0]
    assert (first.published, first.publisher) == (date(2017, 12, 12), "The Agency")
    assert (second.published, second.publisher) == (None, "")


def test_a_list_has_an_article_per_line_and_bad_lines_are_told(tmp_path: Path, project: Project) -> None:
    good = {"text": STORY, "title": "Night", "publisher": "The Paper", "date": "2017-12-12"}
    (tmp_path / "many.jsonl").write_text(f"{json.dumps(good)}\nno JSON\n\n{{}}\n", encoding="utf-8")
    (document,), problems = read(tmp_path / "many.jsonl", project)
    assert (document.source, document.published) == (f"{tmp_path / 'many.jsonl'}:1", date(2017, 12, 12))
    assert [problem.split(": ")[0].rpartition(", ")[2] for problem in problems] == ["row 2", "row 4"]


def test_the_same_story_of_two_publishers_is_recognised(tmp_path: Path, project: Project) -> None:
    other = (
        "Snow fell on the passes of Badakhshan, and the road to Wakhan was closed for a week, drivers said at noon. "
        * 2
    )
    for name, text in (("a", STORY * 3), ("b", f"The Agency: {STORY * 3} (The Other Paper)"), ("c", other)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    documents, _ = read(tmp_path, project)
    assert [Path(document.duplicate_of).name for document in documents] == ["", "a.txt", ""]


def test_an_upload_is_told_by_its_own_name_and_recognised(tmp_path: Path, project: Project) -> None:
    (tmp_path / "known.txt").write_text(STORY * 2, encoding="utf-8")
    (tmp_path / "broken.txt").write_bytes(b"")
    reader = Documents(project.tables.furniture)
    reader.remember([tmp_path])
    assert reader.problems == []
    (document,) = reader.read_data("night.txt", f"Night\n{STORY * 2}\nShare this post\n".encode())
    assert (document.source, document.title) == ("night.txt", "Night")
    assert Path(document.duplicate_of).name == "known.txt"
    assert list(reader.read_data("night.md", b"+++\ntitle = 3\n")) == []
    assert [problem.file for problem in reader.problems] == ["night.md"]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.txt", b"", "is empty; save the article again"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0", "is not text; save the article as text"),
        ("a.txt", "در جرم".encode("cp1256"), "row 1: is not UTF-8; save it as UTF-8 text"),
        (
            "a.txt",
            "ولسوالی جرم".encode().decode("cp1252", "replace").encode(),
            "is UTF-8 that was read as Windows-1252",
        ),
        ("a.txt", b"a" * 10_000_001, "is larger than 10 MB; articles are shorter"),
        (
            "a.html",
            b"<html><body><script>alert(1)</script></body></html>",
            "has no text; check that the whole page was",
        ),
    ],
)
def test_what_cannot_be_read_is_told_and_the_rest_goes_on(
    tmp_path: Path, project: Project, name: str, data: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z.txt").write_text(STORY, encoding="utf-8")
    documents, problems = read(tmp_path, project)
    assert [Path(document.source).name for document in documents] == ["z.txt"]
    assert len(problems) == 1
    assert told in problems[0]


def test_utf_16_with_its_mark_is_read(tmp_path: Path, project: Project) -> None:
    (tmp_path / "a.txt").write_bytes(STORY.encode("utf-16"))
    (document,), _ = read(tmp_path / "a.txt", project)
    assert document.text == STORY.strip()


@given(st.binary(max_size=400), st.sampled_from([".txt", ".md", ".html", ".jsonl"]))
@settings(deadline=None, max_examples=60)
def test_any_bytes_are_read_or_told(tmp_path_factory: pytest.TempPathFactory, data: bytes, ending: str) -> None:
    path = tmp_path_factory.mktemp("bytes") / f"a{ending}"
    path.write_bytes(data)
    reader = Documents()
    assert len(list(reader.read([path]))) + len(reader.problems) <= max(
        1, data.count(b"\n") + 1, len(data.splitlines())
    )
