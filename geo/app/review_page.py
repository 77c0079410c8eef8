"""Review an article: the text on the left, one suggestion at a time on the right, the map below."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import streamlit as st

from geo.activity import CONFIDENCES, PRECISIONS, STATUSES, Record
from geo.activity.draft import Draft, drafts_of
from geo.activity.review import Review
from geo.activity.suggestions import POSSIBLE
from geo.app.article import marked
from geo.app.pickers import pick_one, pick_several, place_labels, term_labels
from geo.app.shared import load_component, watch
from geo.dates import PRECISIONS as DATE_PRECISIONS
from geo.folder import root
from geo.gazetteer.editing import propose
from geo.maps import View, payload
from geo.maps.component import component_data
from geo.project import Project
from geo.reports import ENDINGS, Documents, Report, new_report
from geo.scan import Mention, missing
from geo.tables.sheets import Sheet

HEIGHT = 560
EARLIEST = date(1900, 1, 1)


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


def decide(project: Project, report: Report, by: str) -> None:
    """Show the article and the next suggestion, and record the decision."""
    mentions, drafts = scanned(project, report)
    review = Review.open(root(), report, drafts)
    # those folded away come last
    pending = sorted(review.pending(), key=lambda one: one.doubtful)
    at = min(st.session_state.get("at", 0), max(len(pending) - 1, 0))
    draft = pending[at] if pending else None
    left, right = st.columns([1, 1], gap="medium")
    with left, st.container(height=HEIGHT, border=True):
        st.subheader(report.title, anchor=False)
        st.html(marked(report.body, mentions, draft.record.evidence if draft else ()))
    with right:
        done = len(review.drafts) - len(pending)
        doubtful = sum(one.doubtful for one in pending)
        st.caption(
            f"{len(pending)} to decide, {done} decided. {f'{doubtful} are doubtful and come last. ' * bool(doubtful)}"
            "Suggestions become records only when you accept them."
        )
        if draft:
            show_draft(project, review, draft, by.strip(), at, len(pending))
        else:
            st.success("You have decided on all suggestions.")
        if st.button("Undo", shortcut="u", icon=":material/undo:") and review.undo():
            # new fields for the restored cells: the old ones would change them again
            st.session_state["undone"] = st.session_state.get("undone", 0) + 1
            st.rerun()
        show_missing(project, mentions)
    sent = payload(
        project, review.shown(project.records, draft), View(title="Accepted records and the current suggestion")
    )
    load_component()(key="review map", data=component_data(sent), height=520, on_selected_change=lambda: None)


def show_draft(  # noqa: PLR0913, PLR0917 - what a decision needs
    project: Project, review: Review, draft: Draft, by: str, at: int, total: int
) -> None:
    """Show a suggestion to correct, and the buttons to decide on it."""
    with st.container(height=HEIGHT - 140, border=True):
        st.caption(f"{draft.likely:.0%} likely: {'; '.join(draft.reasons)}")
        edited = show_fields(project, draft)
    # each correction is saved as it is made
    if edited != draft.record:
        changes = {one.name: getattr(edited, one.name) for one in fields(edited)}
        review.correct(draft.key, by, **changes)
        st.rerun()
    columns = st.columns(4)
    if columns[0].button("Accept", type="primary", shortcut="a", disabled=not by, help="Enter your name first."):
        review.accept(draft.key, by)
        st.rerun()
    if columns[1].button("Reject", shortcut="x"):
        review.reject(draft.key, by)
        st.rerun()
    one_place = len(draft.record.place_id) == 1
    if columns[2].button("Split", shortcut="s", disabled=one_place, help="Make one suggestion per place"):
        review.split(draft.key, by)
        st.rerun()
    if columns[3].button("Next", shortcut="n", disabled=total < 2):  # noqa: PLR2004 - one has no next
        st.session_state["at"] = (at + 1) % total
        st.rerun()


def show_fields(project: Project, draft: Draft) -> Record:
    """Show the fields of a suggestion, and return its record as they have it."""
    record = draft.record
    key = f"{draft.key}-{st.session_state.get('undone', 0)}"
    labels = place_labels(project, project.gazetteer)
    kinds, groups = term_labels(project.kinds), term_labels(project.actors)
    # a field refuses what is not among its options, and a correction may name what has gone since
    places = pick_several("Places", labels, default=[one for one in record.place_id if one in labels], key=f"p{key}")
    kind = pick_one("Activity", kinds, index=[*kinds, record.kind].index(record.kind) % len(kinds), key=f"k{key}")
    actors = pick_several("Actors", groups, default=[one for one in record.actors if one in groups], key=f"a{key}")
    columns = st.columns(3)
    low = columns[0].number_input("At least", 0, value=record.count_low, step=1, key=f"l{key}")
    high = columns[1].number_input("At most", 0, value=record.count_high, step=1, key=f"h{key}")
    edited = replace(
        record,
        place_id=tuple(places) or record.place_id,  # a record has a place
        kind=str(kind),
        actors=tuple(actors),
        unit=columns[2].text_input("Unit", record.unit, key=f"u{key}"),
        claimed_by=st.text_input("According to", record.claimed_by, key=f"s{key}"),
        disputed_by=st.text_input("Disputed by", record.disputed_by, key=f"d{key}"),
        status=choose("Status", STATUSES, record.status, f"status{key}"),
        location_precision=choose("Location precision", PRECISIONS, record.location_precision, f"precision{key}"),
        confidence=choose("Confidence", CONFIDENCES, record.confidence, f"confidence{key}"),
    )
    begin, end = st.columns(2)
    first = begin.date_input("From", record.date_from, EARLIEST, key=f"f{key}")
    last = end.date_input("To", record.date_to, EARLIEST, key=f"t{key}")
    edited = replace(edited, note=st.text_input("Note", record.note, key=f"n{key}"))
    # bounds are saved only in their order: the table refuses others
    if low is not None and high is not None and high < low:
        st.error("“At most” is less than “At least”.")
    else:
        edited = replace(edited, count_low=low, count_high=high)
    if last < first:
        st.error("“To” is before “From”.")
    else:
        edited = replace(edited, date_from=first, date_to=last)
    return edited


def choose(label: str, words: Iterable[str], value: str, key: str) -> str:
    """Show a field for one word of a closed list, and return it."""
    options = list(words)
    return str(st.selectbox(label, options, options.index(value), key=key))


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
