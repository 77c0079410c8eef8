"""Write measured figures into the documents that quote them: ``python -m tests.benchmarks.report``.

Documents mark the position of each figure, and the figure between the marks is replaced::

    <!-- figure scanning: articles of 3,000 characters -->1,100 a second<!-- /figure -->

    <!-- figures scanning -->
    (a table of all figures of that benchmark)
    <!-- /figures -->
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tests.benchmarks.results import Results, load
from tests.conftest import ROOT

DOCUMENTS = (ROOT / "README.md", ROOT / "CONTRIBUTING.md")
_FIGURE = re.compile(r"(<!-- figure (\w+): (.+?) -->).*?(<!-- /figure -->)", re.DOTALL)
_TABLE = re.compile(r"(<!-- figures (\w+) -->\n).*?(<!-- /figures -->)", re.DOTALL)


def filled(text: str, results: Mapping[str, Results]) -> str:
    """Return a document with the figures that were measured last.

    Raises
    ------
    KeyError
        When it quotes what was not measured.
    """
    text = _FIGURE.sub(lambda mark: mark[1] + results[mark[2]].figures[mark[3]] + mark[4], text)
    return _TABLE.sub(lambda mark: mark[1] + table(results[mark[2]]) + mark[3], text)


def table(results: Results) -> str:
    """Return all figures of a benchmark as a Markdown table, with how to measure them again below it."""
    rows = [f"| {what} | {figure} |" for what, figure in results.figures.items()]
    source = f"`{results.command}`, {results.measured}, {results.machine}"
    return "\n".join(["| measured | |", "|---|---|", *rows, "", source, ""])


def main() -> None:
    """Write the documents."""
    results = load()
    for path in DOCUMENTS:
        path.write_text(filled(path.read_text(encoding="utf-8"), results), encoding="utf-8")


if __name__ == "__main__":
    main()
