"""A page saved, pasted, printed or mailed gives its article: whole, without what stood around it."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import UTC, date, datetime
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import docx
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.project import Project
from geo.reports import Document, Documents
from geo.reports.furniture import blank

ARTICLE = [
    "Fighters leave two villages of Darzab district",
    "Published: 3 March 2015 | 10:30",
    "SHEBERGHAN (Pajhwok) - Some 30 fighters left two villages of Darzab district on Monday, the governor said.",
    "Residents of Qushtepa district had asked the elders to talk to them, and the elders went there on foot.",
    "Two policemen were wounded near the bazaar, a doctor in Sheberghan said, adding that both would live.",
]
PASTED = """Skip to main content
Home
News
Kandahar
Politics
Security
Sport
Home > News > Herat
We use cookies to improve your visit to our office in Kandahar.
Accept all

{0}
By Staff Reporter
{1}
Share
Tweet
0 Comments

{2}

Elders on the road in Badakhshan. (Photo: The Paper)

Related: Flood closes the road to Jurm

{3}
Read also:
Snow in Wardoj keeps schools closed
Blast in Lashkar Gah wounds three

{4}

Tags: Helmand, Nangarhar
More from Security
Governor of Takhar visits Kabul
Sign up for our newsletter from Khost
3 Comments
Ahmad says:
My cousin saw the same in Marjah, and nobody wrote of it there either, neither in spring nor in autumn.
Leave a reply
© 2015 The Paper. All rights reserved.
Our office: Street 4, Kandahar
"""


def read(name: str, data: bytes, project: Project) -> tuple[Document, list[str]]:
    reader = Documents(project.tables.furniture)
    documents = list(reader.read_data(name, data))
    told = [str(problem) for problem in reader.problems]
    return (documents[0] if documents else Document("", "")), told


def pdf(lines: list[str], about: str = "/Title (Snow in Jurm) /CreationDate (D:20150304100000Z)") -> bytes:
    """Return a PDF of one page, as small as one can be."""
    escape = str.maketrans({"(": r"\(", ")": r"\)"})
    shown = " ".join(f"({line.translate(escape)}) Tj T*" for line in lines)
    stream = f"BT /F1 10 Tf 12 TL 50 700 Td {shown} ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        f"<< {about} >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer\n<< /Size 7 /Root 1 0 R /Info 6 0 R >>\nstartxref\n{len(data)}\n%%EOF"
    return data + f"xref\n0 7\n0000000000 65535 f \n{table}{trailer}".encode()


def encrypted() -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf(["Secret"])))
    writer.encrypt("password", algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def word(paragraphs: list[str]) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.add_table(1, 2).rows[0].cells[0].text = "Jurm district"
    about = document.core_properties
    about.title, about.author, about.created = "Statement on Jurm", "The Office", datetime(2015, 3, 4, tzinfo=UTC)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def bomb() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * 31_000_000)
    return file.getvalue()


def mail(subject: str, body: str, subtype: str = "plain") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = "The Agency <news@example.org>", subject
    message["Date"] = "Tue, 3 Mar 2015 23:30:00 +0430"
    message.set_content(body, subtype=subtype)
    return message


def test_a_pasted_page_gives_its_whole_article_and_no_place_from_around_it(project: Project) -> None:
    pasted = PASTED.format(*ARTICLE)
    document, told = read("pasted text", pasted.encode(), project)
    assert told == []
    assert document.tidied().replace("\n\n", "\n").split("\n") == [*ARTICLE[:1], "By Staff Reporter", *ARTICLE[1:]]
    assert (document.title, document.publisher, document.published) == (ARTICLE[0], "Pajhwok", date(2015, 3, 3))
    alone = [(one.text, one.resolution.place) for one in project.scan("\n".join(ARTICLE))]
    assert len(alone) > 2
    assert [(one.text, one.resolution.place) for one in project.scan(document.text)] == alone
    # offsets are those of what was pasted, and what is missing can be listed
    for mention in project.scan(document.text):
        assert pasted[mention.start : mention.end] == mention.text
    gone = [line.strip() for line in pasted.split("\n") if line.strip() and line.strip() not in document.text]
    assert sorted(gone) == sorted(document.left_out)


@pytest.mark.parametrize(
    "line",
    [
        "بیشتر بخوانید: برف در جرم",
        "مطالب مرتبط\nبرف راه جرم را بست\nسیلاب در واخان",
        "همچنان بخوانید:\nبرف راه جرم را بست",
        "نور ولولئ: په جرم کې واوره",
        "اړوند خبرونه\nپه جرم کې واوره",
        "برچسب‌ها: کابل، هرات",
        "عکس: آژانس",
        "تمامی حقوق محفوظ است. کابل",
    ],
)
def test_furniture_in_dari_and_pashto_is_left_out(line: str) -> None:
    article = "والی جوزجان گفت که جنگجویان شب گذشته از دو قریهٔ ولسوالی درزاب بیرون شدند و راه دوباره باز است."
    text, left_out = blank(f"{article}\n\n{line}\n\n{article[:-1]} نیز.")
    assert text.split() == f"{article} {article[:-1]} نیز.".split()
    assert list(left_out) == line.split("\n")


@pytest.mark.parametrize(
    "line",
    [
        "Affected districts:\nJurm\nKhash\nBaharak\nWardoj",
        "Officials said that reports of comments by the governor, which were shared in Herat, were not true.",
        "Related attacks were reported in Helmand on Tuesday, and two people died in them, officials said.",
        "Sources in Kunduz photographed the men, the officials said (the pictures were not published).",
        "Home to 20,000 people, Jurm lies on the Kokcha. News from there takes days to reach Kabul.",
    ],
)
def test_what_only_resembles_furniture_stays(line: str) -> None:
    text = "\n".join([*ARTICLE, line, ARTICLE[-1].replace("Two", "Three")])
    assert blank(text) == (text, ())


def test_a_headline_below_a_link_stays() -> None:
    text = "Latest News\n" + "\n".join(ARTICLE)
    assert blank(text)[1] == ("Latest News",)


def test_a_link_to_comments_above_an_article_ends_nothing() -> None:
    text = "\n".join([ARTICLE[0], "3 Comments", *ARTICLE[2:]])
    assert blank(text)[1] == ("3 Comments",)


@given(st.lists(st.sampled_from([*PASTED.split("\n"), *ARTICLE, "Comments", "Related:", "x" * 400, "\t|\t", "© 2015"])))
@settings(deadline=None)
def test_no_character_moves_and_nothing_is_lost_without_a_trace(lines: list[str]) -> None:
    text = "\n".join(lines)
    kept, left_out = blank(text)
    assert len(kept) == len(text)
    assert all(new in {old, " "} for new, old in zip(kept, text, strict=True))
    assert sum(len(re.sub(r"\s", "", part)) for part in (kept, *left_out)) == len(re.sub(r"\s", "", text))


def test_a_web_page_read_again_and_again_keeps_its_text_and_gets_no_date_from_its_footer(project: Project) -> None:
    body = "".join(f"<p>{line}</p>" for line in (*ARTICLE[2:], "Related: Snow in Jurm", "(Photo: Kabul agency)"))
    page = (
        f'<html><head><title>T</title><link rel="canonical" href="https://example.org/darzab"></head><body><article>'
        f"<h1>{ARTICLE[0]}</h1>{body}</article><footer>© 2014 The Paper</footer></body></html>"
    )
    reader = Documents(project.tables.furniture)
    documents = [one for _ in range(5) for one in reader.read_data("a.html", page.encode())]
    assert len({one.text for one in documents}) == 1
    assert len(documents) == 5
    assert documents[0].published is None
    assert documents[0].url == "https://example.org/darzab"
    assert all(line in documents[0].text for line in ARTICLE[2:])
    assert documents[0].left_out == ("Related: Snow in Jurm", "(Photo: Kabul agency)")


def test_a_pdf_gives_its_paragraphs_on_one_line_and_a_date_only_as_a_proposal(project: Project) -> None:
    lines = [
        "Snow closes the road between Baharak and Jurm, and elders ask the",
        "governor in Faizabad for help. Trucks have waited at the bridge for",
        "three days, drivers said, and flour is getting dear in all of Badakh-",
        "shan, as it did last year.",
        "Page 1 of 1",
    ]
    document, told = read("wire.pdf", pdf(lines), project)
    assert told == []
    assert document.text == " ".join(lines[:4]).replace("Badakh- shan", "Badakhshan")
    assert (document.title, document.published, document.saved) == ("Snow in Jurm", None, date(2015, 3, 4))
    assert document.left_out == ("Page 1 of 1",)
    printed, _ = read("print.pdf", pdf(lines, "/Producer (Skia/PDF m120) /CreationDate (D:20240304100000Z)"), project)
    assert printed.saved is None  # the day on which a browser printed it


def test_a_word_file_gives_its_paragraphs_and_tables(project: Project) -> None:
    document, told = read("STATEMENT.DOCX", word([ARTICLE[2], "<script>Kabul</script>"]), project)
    assert told == []
    assert document.text == f"{ARTICLE[2]}\n<script>Kabul</script>\nJurm district"
    assert (document.title, document.publisher) == ("Statement on Jurm", "The Office")
    assert (document.published, document.saved) == (None, date(2015, 3, 4))


def test_an_e_mail_gives_sender_subject_and_day(project: Project) -> None:
    body = "\n\n".join([*ARTICLE[2:], "To unsubscribe, write to our office in Kandahar"])
    document, told = read("a.eml", mail("Two villages", body).as_bytes(), project)
    assert told == []
    assert (document.title, document.publisher, document.published) == ("Two villages", "The Agency", date(2015, 3, 3))
    assert all(line in document.text for line in ARTICLE[2:])
    assert "Kandahar" not in document.text
    html, _ = read("b.eml", mail("Two", "".join(f"<p>{x}</p>" for x in ARTICLE[2:]), "html").as_bytes(), project)
    assert all(line in html.text for line in ARTICLE[2:])


def test_a_forwarded_e_mail_has_the_day_of_the_original(project: Project) -> None:
    head = (
        "---------- Forwarded message ---------\nFrom: The Paper <a@example.org>\nDate: Mon, 2 Feb 2015 at 09:00\n"
        "Subject: Snow in Kabul\nTo: <me@example.org>\n\n"
    )
    document, _ = read("a.eml", mail("Fwd: Fw: x", head + "\n".join(ARTICLE[2:])).as_bytes(), project)
    assert (document.title, document.publisher, document.published) == (
        "Snow in Kabul",
        "The Paper",
        date(2015, 2, 2),
    )
    assert "Kabul" not in document.text
    without, _ = read("b.eml", mail("FW: Snow", "\n".join(ARTICLE[2:])).as_bytes(), project)
    assert without.published is None  # it was sent on that day, and written on an earlier one
    outer = mail("See this", "Look")
    outer.add_attachment(mail("Two villages", ARTICLE[2]))
    attached, _ = read("c.eml", outer.as_bytes(), project)
    assert attached.title == "Two villages"


def test_a_page_that_a_browser_saved_as_one_file_has_its_address(project: Project) -> None:
    html = f"<html><body><article>{''.join(f'<p>{x}</p>' for x in ARTICLE[2:])}</article></body></html>"
    message = mail("Two villages", html, "html")
    message["Snapshot-Content-Location"] = "https://example.org/two"
    document, _ = read("a.mhtml", message.as_bytes(), project)
    assert (document.title, document.url) == ("Two villages", "https://example.org/two")
    assert document.published is None  # the browser tells when it was saved


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.pdf", encrypted(), "is encrypted; open it with its password"),
        ("a.pdf", pdf([]), "has pages but no text; it is probably scanned"),
        ("a.pdf", b"%PDF-1.4\nhalf of", "is not a PDF that can be read; save or download it again"),
        ("a.docx", b"PK\x03\x04 half of", "is not a Word document that can be read"),
        ("a.docx", b"\xd0\xcf\x11\xe0 old", "is encrypted, or in the format of Word before 2007; open it in Word"),
        ("a.docx", bomb(), "unpacks to more than 30 MB of text"),
        ("a.eml", b"From nowhere", "has no e-mail headers; save the message again"),
        ("a.eml", b"Subject: a\n\n" + b"a" * 40_000_000, "is larger than 40 MB; save it without pictures and attach"),
        ("a.eml", b"Subject: a\nContent-Type: text/plain; charset=none\n\nJurm", "is not an e-mail that can be read"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_fix(project: Project, name: str, data: bytes, told: str) -> None:
    document, problems = read(name, data, project)
    assert document.text == ""
    assert [problem.startswith(f"{name}: ") and told in problem for problem in problems] == [True]


@given(st.binary(max_size=300), st.sampled_from(["pdf", "docx", "eml", "mhtml"]), st.booleans())
@settings(deadline=None, max_examples=60)
def test_any_bytes_are_read_or_told_of(data: bytes, ending: str, whole: bool) -> None:
    if whole:  # a good file with a part overwritten
        good = {"pdf": pdf(ARTICLE), "docx": word(ARTICLE)}.get(ending) or mail("a", "b").as_bytes()
        data = good[: len(good) // 2] + data + good[len(good) // 2 + len(data) :]
    reader = Documents()
    assert len(list(reader.read_data(f"a.{ending}", data))) + len(reader.problems) == 1


def test_offsets_count_in_the_text_of_a_list(project: Project) -> None:
    text = f"\n\n{ARTICLE[0]}\r\n\r\nShare\r\n{ARTICLE[2]}\r\n"
    document, _ = read("a.jsonl", json.dumps({"text": text, "url": "https://example.org/a"}).encode(), project)
    assert document.url == "https://example.org/a"
    mentions = project.scan(document.text)
    assert mentions
    assert all(text[one.start : one.end] == one.text for one in mentions)


def test_a_folder_gives_files_of_all_kinds(tmp_path: Path, project: Project) -> None:
    for name, data in (("a.pdf", pdf(ARTICLE)), ("b.DOCX", word(ARTICLE)), ("c.eml", mail("a", ARTICLE[2]).as_bytes())):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "d.png").write_bytes(b"\x89PNG")
    reader = Documents(project.tables.furniture)
    assert [Path(one.source).name for one in reader.read([tmp_path])] == ["a.pdf", "b.DOCX", "c.eml"]
    assert reader.problems == []
