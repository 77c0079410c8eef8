"""The Streamlit app: its pages. What they show is decided in ``geo``.

Start it with ``python3 -m geo.setup app``, or with ``streamlit run app.py`` where all is installed.
"""

from __future__ import annotations

import streamlit as st

from geo.app import gazetteer_page, map_page, review_page
from geo.app.shared import with_project
from geo.maps.bundle import page_style

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
