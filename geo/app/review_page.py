"""Review an article: the text on the left, one suggestion at a time on the right, the map below."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pandas as pd
import streamlit as st

from geo.activity import CONFIDENCES, PRECISIONS, STATUSES, typed
from geo.activity.review import Draft, Review, new_report
from geo.app.article import marked
from geo.app.pickers import pick_one, pick_several, place_labels, term_labels
from geo.app.shared import load_component
from geo.dates import PRECISIONS as DATE_PRECISIONS
from geo.folder import root
from geo.gazetteer.editing import propose
from geo.maps import View, payload
from geo.maps.component import component_data
from geo.project import Project
from geo.reports import Document, Documents, Report
from geo.scan import Mention
from geo.tables.sheets import Sheet

HEIGHT = 560
KINDS_OF_FILES = ["txt", "md", "html", "htm", "jsonl"]


def show(project: Project) -> None:
    """Show the page."""
    with st.sidebar:
        st.title("Dispatch Atlas", anchor=False)
        by = st.text_input("Your name", key="reviewer", help="Saved with each record that you accept.")
        begun = sorted(path.stem for path in (root() / "data" / "review").glob("*.json"))
        names = {key: project.reports[key].title for key in begun if key in project.reports}
        chosen = st.selectbox(
            "Continue a review", names, index=None, format_func=names.__getitem__, placeholder="Choose an article"
        )
    if chosen and chosen != st.session_state.get("chosen"):
        st.session_state["chosen"] = chosen
        st.query_params["report"] = chosen
    # in the address, so that a reload or a bookmark returns to it
    reviewing = st.query_params.get("report", "")
    if reviewing in project.reports:
        decide(project, project.reports[reviewing], by)
        if st.sidebar.button("Review another article"):
            st.query_params.clear()
            st.rerun()
    else:
        take_in(project)


def take_in(project: Project) -> None:
    """Ask for an article, and for what it does not state about itself."""
    st.subheader("Add an article", anchor=False)
    st.caption("A text file, a saved web page, or a JSONL file with one article per line. It stays on this computer.")
    given = st.file_uploader("Article", type=KINDS_OF_FILES, label_visibility="collapsed")
    if given is None:
        return
    documents, problems = read_upload(project, given.name, given.getvalue())
    if problems:
        st.error("Some of the file cannot be read.", icon="🛠️")
        st.code("\n".join(problems), language=None, wrap_lines=True)
    if not documents:
        return
    document = (
        st.selectbox("Article to review", documents, format_func=lambda one: one.title or one.source) or documents[0]
    )
    if document.duplicate_of:
        st.warning(f"This is the same story as {Path(document.duplicate_of).name}. Its records would be counted twice.")
    with st.form("head"):
        title = st.text_input("Title", document.title)
        publisher = st.text_input("Publisher", document.publisher)
        st.caption(
            "Date of publication: enter the same day twice, or the range that is known. Dates are never guessed."
        )
        first = st.date_input("From", document.published, min_value=date(1900, 1, 1))
        last = st.date_input("To", document.published, min_value=date(1900, 1, 1))
        precision = st.selectbox("Date precision", DATE_PRECISIONS, index=0 if document.published else 3)
        if st.form_submit_button("Start review", type="primary"):
            if not (title.strip() and publisher.strip() and first and last) or last < first:
                st.error("Enter a title, a publisher and two dates, the second not before the first.")
                return
            report = new_report(title.strip(), publisher.strip(), first, last, precision, document.text)
            mentions = project.scan(report.body, report.published_from)
            suggestions = project.suggester.suggest(report.body, mentions)
            Review.begin(root(), report, suggestions, project.gazetteer, mentions)
            st.query_params["report"] = report.id
            st.rerun()


def read_upload(project: Project, name: str, data: bytes) -> tuple[list[Document], list[str]]:
    """Return the documents in an uploaded file, and its problems."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / Path(name).name
        path.write_bytes(data)
        reader = Documents(project.rules["furniture"])
        for _ in reader.read([root() / "data" / "reports"]):
            pass  # so that a story that is already in the project is recognised
        reader.problems.clear()
        documents = list(reader.read([path]))
        return documents, [str(problem).replace(f"{scratch}/", "") for problem in reader.problems]


def decide(project: Project, report: Report, by: str) -> None:
    """Show the article and the next suggestion, and record the decision."""
    review = Review.open(root(), report)
    mentions = project.scan(report.body, report.published_from)
    pending = review.pending()
    at = min(st.session_state.get("at", 0), max(len(pending) - 1, 0))
    draft = pending[at] if pending else None
    left, right = st.columns([1, 1], gap="medium")
    with left, st.container(height=HEIGHT, border=True):
        st.subheader(report.title, anchor=False)
        passage = [tuple(map(int, part.split("-"))) for part in draft["evidence"].split(";")] if draft else []
        st.html(marked(report.body, mentions, [(start, end) for start, end in passage]))
    with right:
        done = len(review.drafts) - len(pending)
        st.caption(f"{len(pending)} to decide, {done} decided. Suggestions become records only when you accept them.")
        if draft:
            show_draft(project, review, draft, by, at, len(pending))
        else:
            st.success("You have decided on all suggestions.")
        if st.button("Undo", shortcut="u", icon=":material/undo:") and review.undo():
            # new fields for the restored cells: the old ones would change them again
            st.session_state["undone"] = st.session_state.get("undone", 0) + 1
            st.rerun()
        show_unknown(project, mentions)
    show_map(project, review, draft)


def show_draft(  # noqa: PLR0913, PLR0917 - what a decision needs
    project: Project, review: Review, draft: Draft, by: str, at: int, total: int
) -> None:
    """Show a suggestion to correct, and the buttons to decide on it."""
    key = draft["key"]
    with st.container(height=HEIGHT - 140, border=True):
        values = cells(project, draft)
    # each correction is saved as it is made
    if changed := {name: value for name, value in values.items() if value != draft[name]}:
        review.correct(key, **changed)
        st.rerun()
    columns = st.columns(4)
    if columns[0].button(
        "Accept", type="primary", shortcut="a", disabled=not by.strip(), help="Enter your name first."
    ):
        review.accept(key, by.strip())
        st.rerun()
    if columns[1].button("Reject", shortcut="x"):
        review.reject(key)
        st.rerun()
    if columns[2].button(
        "Split", shortcut="s", disabled=";" not in draft["place_id"], help="Make one suggestion per place"
    ):
        review.split(key)
        st.rerun()
    if columns[3].button("Next", shortcut="n", disabled=total < 2):  # noqa: PLR2004 - one has no next
        st.session_state["at"] = (at + 1) % total
        st.rerun()


def cells(project: Project, draft: Draft) -> dict[str, str]:
    """Show the fields of a suggestion, and return their values."""
    key = f"{draft['key']}-{st.session_state.get('undone', 0)}"
    labels = place_labels(project, project.gazetteer)
    places = pick_several("Places", labels, default=draft["place_id"].split(";"), key=f"p{key}")
    kinds = term_labels(project.kinds)
    kind = pick_one("Activity", kinds, index=list(kinds).index(draft["kind"]), key=f"k{key}")
    known = [actor for actor in draft["actors"].split(";") if actor]
    actors = pick_several("Actors", term_labels(project.actors), default=known, key=f"a{key}")
    low, high, unit = st.columns(3)
    values = {
        "place_id": ";".join(places) or draft["place_id"],  # a record has a place
        "kind": str(kind),
        "actors": ";".join(actors),
        "count_low": digits(low.text_input("At least", draft["count_low"], key=f"l{key}")),
        "count_high": digits(high.text_input("At most", draft["count_high"], key=f"h{key}")),
        "unit": unit.text_input("Unit", draft["unit"], key=f"u{key}"),
        "claimed_by": st.text_input("Said by", draft["claimed_by"], key=f"s{key}"),
        "disputed_by": st.text_input("Disputed by", draft["disputed_by"], key=f"d{key}"),
    }
    for name, label, words in (
        ("status", "Status", STATUSES),
        ("location_precision", "Location precision", PRECISIONS),
        ("confidence", "Confidence", CONFIDENCES),
    ):
        values[name] = str(st.selectbox(label, words, words.index(draft[name]), key=f"{name}{key}"))
    first, last = st.columns(2)
    begin = first.date_input("From", date.fromisoformat(draft["date_from"]), date(1900, 1, 1), key=f"f{key}")
    end = last.date_input("To", date.fromisoformat(draft["date_to"]), date(1900, 1, 1), key=f"t{key}")
    if isinstance(begin, date) and isinstance(end, date) and begin <= end:
        values |= {"date_from": begin.isoformat(), "date_to": end.isoformat()}
    values["note"] = st.text_input("Note", draft["note"], key=f"n{key}")
    return values


def digits(text: str) -> str:
    """Return a whole number without its commas, or nothing if the text is not one."""
    plain = text.replace(",", "").strip()
    return plain if plain.isascii() and plain.isdigit() else ""


def show_unknown(project: Project, mentions: list[Mention]) -> None:
    """Offer to add the places that the gazetteer does not have."""
    known = [one.resolution.place for one in mentions if one.resolution.place]
    parents = [province.id for place in known if (province := project.gazetteer.province(place.id))]
    for mention in {one.name: one for one in mentions if one.resolution.verdict == "unknown" and one.kind}.values():
        nearest = ", ".join(candidate.place.name for candidate in mention.resolution.candidates[:3])
        st.warning(f"{mention.name} is not in the gazetteer. Similar names: {nearest or 'none'}.")
        if parents and st.button(f"Add {mention.name} to the gazetteer", key=f"add {mention.name}"):
            row = propose(mention.name, mention.kind or "village", max(parents, key=parents.count), project.gazetteer)
            sheet = Sheet.open(root() / "gazetteer" / "places.csv")
            sheet.add(row)
            sheet.save()
            st.rerun()


def show_map(project: Project, review: Review, draft: Draft | None) -> None:
    """Show the accepted records of this report, and the current suggestion."""
    records = project.records[project.records["report_id"] == review.report.id]
    if draft:
        suggested = pd.DataFrame([draft | {"evidence": "", "note": "a suggestion, not yet decided"}])
        records = typed(pd.concat([records.astype(object), suggested[[key for key in suggested if key in records]]]))
    sent = payload(project, records, View(title="Accepted records and the current suggestion"))
    load_component()(key="review map", data=component_data(sent), height=520, on_selected_change=lambda: None)
