"""Review an article: the text on the left, one suggestion at a time on the right, the map below."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from geo.activity.draft import Draft, drafts_of
from geo.activity.review import Review
from geo.activity.suggestions import POSSIBLE
from geo.app.desk import Session, desk
from geo.app.shared import draw_map, failures_shown, watch
from geo.dates import PRECISIONS as DATE_PRECISIONS
from geo.folder import root
from geo.gazetteer.editing import propose
from geo.maps import View
from geo.maps.assemble import shown
from geo.maps.base import Base
from geo.maps.payload import content
from geo.project import Project
from geo.reports import ENDINGS, Documents, Report, new_report
from geo.scan import Mention, missing
from geo.tables.sheets import Sheet

EARLIEST = date(1900, 1, 1)
MAP_HEIGHT = 520


def show(project: Project) -> None:
    """Show the page."""
    with st.sidebar:
        st.title("Dispatch Atlas", anchor=False)
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
        review(project, project.reports[reviewing])
        if st.sidebar.button("Review another article"):
            st.query_params.clear()
            st.rerun()
    else:
        take_in(project)


def take_in(project: Project) -> None:
    """Ask for an article, and for what it does not state about itself."""
    st.subheader("Add an article", anchor=False)
    st.caption(
        "A text, a saved web page, a PDF, Word or e-mail file, or a JSONL file with one article per line."
        " It stays on this computer."
    )
    given = st.file_uploader("Article", type=list(ENDINGS), label_visibility="collapsed")
    pasted = st.text_area("Or paste a page", help="Menus, captions and footers that come with it are left out.")
    if given is None and not pasted.strip():
        return
    reader = Documents(project.tables.furniture)
    reader.remember([root() / "data" / "reports"])
    documents = list(reader.read_data(*((given.name, given.getvalue()) if given else ("pasted text", pasted.encode()))))
    if reader.problems:
        st.error("Some of the file cannot be read.", icon="🛠️")
        st.code("\n".join(map(str, reader.problems)), language=None, wrap_lines=True)
    if not documents:
        return
    document = (
        st.selectbox("Article to review", documents, format_func=lambda one: one.title or one.source) or documents[0]
    )
    if document.duplicate_of:
        st.warning(f"This is the same story as {Path(document.duplicate_of).name}. Its records would be counted twice.")
    if document.left_out:
        with st.expander(f"{len(document.left_out)} lines that are not the article were left out"):
            st.code("\n".join(document.left_out), language=None, wrap_lines=True)
    with st.form("head"):
        title = st.text_input("Title", document.title)
        publisher = st.text_input("Publisher", document.publisher)
        url = st.text_input("Address", document.url)
        st.caption(
            "Date of publication: enter the same day twice, or the range that is known. Dates are never guessed."
        )
        if document.saved:
            st.caption(f"It does not say. The file was made on {document.saved}.")
        first = st.date_input("From", document.published, min_value=EARLIEST)
        last = st.date_input("To", document.published, min_value=EARLIEST)
        precision = st.selectbox("Date precision", DATE_PRECISIONS, index=0 if document.published else 3)
        if st.form_submit_button("Start review", type="primary"):
            if not (title.strip() and publisher.strip() and first and last) or last < first:
                st.error("Enter a title, a publisher and two dates, the second not before the first.")
                return
            report = new_report(
                title.strip(), publisher.strip(), first, last, precision, document.tidied(), url.strip()
            )
            Review.begin(root(), report, scanned(project, report)[1])
            st.query_params["report"] = report.id
            st.rerun()


@st.cache_resource(max_entries=20, show_spinner=False)
def _scanned(report: Report, stamp: str, _project: Project) -> tuple[list[Mention], list[Draft]]:
    del stamp  # only the cache needs it
    mentions = _project.scan(report.body, report.published_from)
    suggestions = _project.suggester.suggest(report.body, mentions, report.published, POSSIBLE)
    return mentions, drafts_of(report, suggestions, _project.gazetteer, mentions)


def scanned(project: Project, report: Report) -> tuple[list[Mention], list[Draft]]:
    """Return a report's toponyms and what its text suggests; it is scanned again when the project changes."""
    return _scanned(report, watch().now().stamp, project)


@st.cache_resource
def load_desk() -> Callable[..., Any]:
    """Register the desk once for all visitors."""
    return desk()


def review(project: Project, report: Report) -> None:
    """Show the article with what it suggests, the places that the gazetteer lacks, and the map."""
    mentions, drafts = scanned(project, report)
    show_desk(project, report, mentions, drafts)
    show_missing(project, mentions)
    show_map(project, Review.open(root(), report, drafts))


def review_session() -> Session:
    """Return what this visitor's desk has sent."""
    session: Session = st.session_state.setdefault("review session", Session())
    return session


@st.fragment
@failures_shown()
def show_desk(project: Project, report: Report, mentions: list[Mention], drafts: list[Draft]) -> None:
    """Show the desk; a decision runs only this again, and the map follows when the reader pauses."""
    session = review_session()
    key = f"desk {report.id}"

    def take() -> None:
        session.take(st.session_state[key].get("sent"), project, root(), report, drafts)

    data = session.data(project, Review.open(root(), report, drafts), mentions)
    load_desk()(key=key, data=data, on_sent_change=take)
    if session.paused:
        session.paused = False
        st.rerun()


def show_map(project: Project, opened: Review) -> None:
    """Show the accepted records and the suggestion in question."""
    session = review_session()
    kept = st.session_state.get("review map")
    # drawn anew between two keys, it would delay the answer to the second
    if kept is None or kept[0] != opened.report.id or not session.busy:
        at = next((one for one in opened.pending() if one.key == session.at), None)
        view = View(title="Accepted records and the current suggestion")
        drawn = content(project, opened.shown(project.records, at))
        kept = opened.report.id, Base.of(drawn), shown(drawn, view)
        st.session_state["review map"] = kept
    draw_map("map below", kept[1], kept[2], None, height=MAP_HEIGHT, on_selected=lambda: None)


def show_missing(project: Project, mentions: Iterable[Mention]) -> None:
    """Offer to add the places that the gazetteer lacks."""
    for place in missing(mentions, project.gazetteer):
        similar = ", ".join(place.similar) or "none"
        st.warning(f"{place.name} is not in the gazetteer. Similar names: {similar}.")
        if place.parent and st.button(f"Add {place.name} to the gazetteer", key=f"add {place.name}"):
            sheet = Sheet.open(root() / "gazetteer" / "places.csv")
            sheet.add(propose(place.name, place.kind, place.parent, project.gazetteer))
            sheet.save()
            st.rerun()
