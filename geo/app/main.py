"""The page's parts, and the way from one to another; what they show is decided in the rest of ``geo``."""

from __future__ import annotations

import streamlit as st

from geo.app import gazetteer_page, map_page, review_page
from geo.app.shared import with_project
from geo.maps.bundle import page_style


def main() -> None:
    """Show the page that the address names; Streamlit calls this anew at each run."""
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
            lambda: with_project(gazetteer_page.show),
            title="Gazetteer",
            icon=":material/edit_location_alt:",
            url_path="gazetteer",
        ),
    ]
    st.navigation(pages).run()
