"""``geo app``."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from geo.cli.common import told
from geo.extras import optional
from geo.folder import ROOT_VARIABLE, bundled, root


@click.command("app")
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True, help="The port of its address.")
@click.argument("options", nargs=-1, type=click.UNPROCESSED, metavar="[-- STREAMLIT-OPTIONS]")
@told
def command(*, port: int, options: Sequence[str]) -> None:
    """Start the app for the project in the current folder.

    It opens in the browser, works offline and can only be reached from this computer. Press Ctrl+C to stop
    it. What follows -- goes to Streamlit: geo app -- --server.headless true.

    \b
    Examples:
      geo app
      geo app --port 8600
    """
    streamlit = optional("streamlit.web.cli", "app", "The app")
    os.environ[ROOT_VARIABLE] = str(root().resolve())
    script = str(bundled() / "app.py")
    streamlit.main(args=["run", script, "--server.port", str(port), *options], prog_name="streamlit")
