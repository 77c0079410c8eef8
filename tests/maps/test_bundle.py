"""The browser's modules are joined into one script that a page can run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.maps import bundle


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return an empty folder that modules are joined from."""
    monkeypatch.setattr(bundle, "_FOLDER", tmp_path)
    bundle.script.cache_clear()
    bundle._source.cache_clear()
    yield tmp_path
    bundle.script.cache_clear()
    bundle._source.cache_clear()


def test_an_import_may_take_several_lines(modules: Path) -> None:
    (modules / "low.js").write_text("export const one = 1;\nexport const two = 2;\n")
    (modules / "timemap.js").write_text('import {\n  one,\n  two,\n} from "./low.js";\nconsole.log(one, two);\n')
    assert bundle.script() == "const one = 1;\nconst two = 2;\nconsole.log(one, two);\n"


@pytest.mark.parametrize(
    "line", ['import { one as other } from "./low.js";', 'import "./low.js";', "export { one };", "export * from 'x';"]
)
def test_what_cannot_be_joined_is_refused(modules: Path, line: str) -> None:
    (modules / "low.js").write_text("export const one = 1;\n")
    (modules / "timemap.js").write_text(f"{line}\n")
    with pytest.raises(SyntaxError, match="cannot be joined"):
        bundle.script()


def test_modules_that_import_each_other_are_refused(modules: Path) -> None:
    (modules / "timemap.js").write_text('import { one } from "./low.js";\n')
    (modules / "low.js").write_text('import { two } from "./timemap.js";\n')
    with pytest.raises(RecursionError, match="imports itself"):
        bundle.script()


def test_data_becomes_a_constant_without_its_notes(modules: Path) -> None:
    (modules / "rules.json").write_text('{"note": "for people", "sounds": {"note": "likewise", "k": "q"}}')
    (modules / "timemap.js").write_text(
        'import RULES from "./rules.json" with { type: "json" };\nconsole.log(RULES);\n'
    )
    assert bundle.script() == 'const RULES = {"sounds":{"k":"q"}};\nconsole.log(RULES);\n'
