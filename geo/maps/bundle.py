"""The project's JavaScript and CSS as text to embed in a page."""

from __future__ import annotations

import json
import re
from functools import cache
from os.path import normpath
from pathlib import Path
from typing import Any, Final

from geo.maps.wire import as_json

_FOLDER: Final = Path(__file__).parent / "web"
_ENTRY: Final = "timemap.js"
# a formatter may split the list of names over several lines; imports are never renamed
_NAMES: Final = r"\{\s*(?:\w+\s*,\s*)*(?:\w+\s*)?\}"
_IMPORT: Final = re.compile(rf"""^import\s*{_NAMES}\s*from\s*["'](?P<file>\.\.?/[\w/.-]+\.js)["'];?\n""", re.MULTILINE)
_DATA: Final = re.compile(
    r"""^import (?P<name>\w+) from ["'](?P<file>[\w/.-]+\.json)["'] with \{ type: "json" \};\n""", re.MULTILINE
)
_EXPORT: Final = re.compile(r"^export (?=(?:async )?(?:function|const|let|class)\b)", re.MULTILINE)
# what the patterns above do not match would fail in a page: export lists, renamed and default imports
_LEFT: Final = re.compile(r"^(?:import|export(?! default)).*", re.MULTILINE)


@cache
def script(entry: str = _ENTRY) -> str:
    """Return a module and all modules that it imports, joined into one script without imports.

    Parameters
    ----------
    entry : str, optional
        The module's file; by default the time map's, which defines ``mount``.

    Returns
    -------
    str
        JavaScript. Each module comes after those that it imports.

    Raises
    ------
    SyntaxError
        When a module imports or exports in a form that cannot be joined.

    Examples
    --------
    >>> "export " in script() or "import {" in script()
    False
    """
    return "".join(_joinable(name) for name in _order(entry, ()))


def _joinable(name: str) -> str:
    """Return a module without its imports and exports."""
    source = _DATA.sub(lambda found: _constant(name, found), _EXPORT.sub("", _IMPORT.sub("", _source(name))))
    if left := _LEFT.search(source):
        raise SyntaxError(f"{name}: “{left[0]}” cannot be joined; write import {{ name }} from, or export function")
    return source


def _constant(name: str, found: re.Match[str]) -> str:
    """Return the data that a module imports as a constant of the script, without its notes for editors."""
    data = json.loads((_FOLDER / name).parent.joinpath(found["file"]).read_text(encoding="utf-8"))
    return f"const {found['name']} = {as_json(_without_notes(data))};\n"


def _without_notes(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_notes(value) for key, value in data.items() if key != "note"}
    return data


def _order(name: str, above: tuple[str, ...]) -> list[str]:
    """Return a module's file after those of the modules that it imports, each once."""
    if name in above:
        msg = f"{name} imports itself through {' and '.join(above)}"
        raise RecursionError(msg)
    imported = [normpath(Path(name).parent / match["file"]) for match in _IMPORT.finditer(_source(name))]
    below = [file for one in imported for file in _order(Path(one).as_posix(), (*above, name))]
    return list(dict.fromkeys([*below, name]))


@cache
def _source(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


@cache
def loader() -> str:
    """Return the script that unpacks and runs the other scripts of an exported map.

    Examples
    --------
    >>> "import {" in loader(), "DecompressionStream" in loader()
    (False, True)
    """
    return script("hosts/loader.js")


@cache
def host() -> str:
    """Return the script that mounts the time map on the Streamlit page; it goes after :func:`script`.

    Examples
    --------
    >>> "export default" in host()
    True
    """
    return _joinable("data/inflate.js") + _source("hosts/component.js")


@cache
def style(file: str = "css/timemap.css") -> str:
    """Return a stylesheet; by default the time map's.

    Examples
    --------
    >>> ".atlas" in style()
    True
    """
    return _source(file)


@cache
def page_style() -> str:
    """Return the stylesheet of the app and its list of records.

    Examples
    --------
    >>> ".records" in page_style()
    True
    """
    return _source("css/page.css")


def untemplated(source: str) -> str:
    """Return a source wrapped so that Jinja leaves it unchanged when folium renders it.

    Examples
    --------
    >>> untemplated("a = {{}}")
    '{% raw %}a = {{}}{% endraw %}'
    """
    return f"{{% raw %}}{source}{{% endraw %}}"
