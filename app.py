"""The script that Streamlit runs: ``geo app``, or ``streamlit run app.py`` in the checkout."""

from geo.app.main import main

main()
