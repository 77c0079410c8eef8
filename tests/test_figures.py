"""The figures in the documents are the measured ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.report import DOCUMENTS, filled
from tests.benchmarks.results import load, save
from tests.conftest import ROOT


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_documents_quote_what_was_measured(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert filled(text, load()) == text, "run: python -m tests.benchmarks.report"


def test_every_result_can_be_measured_again() -> None:
    for name, results in load().items():
        assert results.command.startswith(f"python -m tests.benchmarks.{name}")
        assert (ROOT / "tests" / "benchmarks" / f"{name}.py").exists()


def test_a_figure_is_replaced_where_it_is_marked(tmp_path: Path) -> None:
    save("scanning", {"articles": "1,100 a second", "memory": "310 MB"}, folder=tmp_path)
    results = load(tmp_path)
    text = "It scans <!-- figure scanning: articles -->900 a second<!-- /figure -->, offline."
    assert filled(text, results) == text.replace("900", "1,100")
    told = filled("<!-- figures scanning -->\n<!-- /figures -->", results)
    assert "| memory | 310 MB |" in told
    assert "`python -m tests.benchmarks.scanning`, 20" in told
    assert filled(told, results) == told


def test_what_was_never_measured_is_not_quoted(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="dreaming"):
        filled("<!-- figure dreaming: sheep -->7<!-- /figure -->", load(tmp_path))
