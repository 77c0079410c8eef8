"""The app's pages and the navigation between them; the rest of ``geo`` decides what they show."""

from __future__ import annotations

import streamlit as st

from geo.app import gazetteer_page, import_page, map_page, records_page, review_page
from geo.app.shared import with_project
from geo.maps.bundle import page_style


def main() -> None:
    """Show the page in the address; Streamlit calls this on every run."""
    st.set_page_config(page_title="Dispatch Atlas", page_icon="🗺️", layout="wide")
    st.html(f"<style>{page_style()}</style>")
    pages = [
        st.Page(lambda: with_project(map_page.show), title="Map", icon=":material/map:", url_path="map", default=True),
        st.Page(
            lambda: with_project(review_page.show),
            title="Review an article",
            icon=":material/rate_review:",
            url_path="review",
        ),
        st.Page(
            lambda: with_project(records_page.show), title="Records", icon=":material/table_rows:", url_path="records"
        ),
        st.Page(
            lambda: with_project(import_page.show),
            title="Import a table",
            icon=":material/table_view:",
            url_path="import",
        ),
        st.Page(
            lambda: with_project(gazetteer_page.show),
            title="Gazetteer",
            icon=":material/edit_location_alt:",
            url_path="gazetteer",
        ),
    ]
    st.navigation(pages).run()
