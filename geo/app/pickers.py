"""Fields to pick one or several of many options: the first match comes first, and Enter takes it alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

import streamlit as st

from geo.project import Project

_INVISIBLE: Final = "\u200b"


def pick_several(label: str, options: Mapping[str, str], **widget: Any) -> list[str]:
    """Show a field to pick several options, and return their keys.

    Parameters
    ----------
    label : str
        The field's label.
    options : mapping of str to str
        The text of each key.
    **widget
        As for :func:`streamlit.multiselect`, such as ``default`` or ``key``.

    Returns
    -------
    list of str
        The keys, in the order in which they were picked.
    """
    # otherwise the row "Select 3 matches" would come first, and Enter would pick them all
    return st.multiselect(label, list(options), format_func=_text_of(options), select_all=False, **widget)


def pick_one(label: str, options: Mapping[str, str], **widget: Any) -> str | None:
    """Show a field to pick one option, and return its key, or None if nothing is picked.

    Parameters
    ----------
    label : str
        The field's label.
    options : mapping of str to str
        The text of each key.
    **widget
        As for :func:`streamlit.selectbox`, such as ``index`` or ``key``.

    Returns
    -------
    str or None
        The key.
    """
    picked: str | None = st.selectbox(label, list(options), format_func=_text_of(options), **widget)
    return picked


def place_labels(project: Project, keys: Iterable[str]) -> dict[str, str]:
    r"""Return the labels of places, such that the widest of several namesakes ranks first in a search.

    Parameters
    ----------
    project : Project
        The project with the places.
    keys : iterable of str
        Ids of places; an id that is not in the gazetteer is its own label.

    Returns
    -------
    dict of str to str
        By id, the widest places first.

    Examples
    --------
    >>> labels = place_labels(Project.load(), ["af.kabul.kabul", "af.kabul", "gone"])
    >>> [label.strip("\u200b") for label in labels.values()]
    ['gone', 'Kabul (province)', 'Kabul (district, Kabul)']
    """
    gazetteer = project.gazetteer
    depth = {key: len(gazetteer.ancestors(key)) if key in gazetteer else 0 for key in keys}
    widest_first = sorted(depth, key=lambda key: depth[key])
    names = {key: gazetteer[key].name if key in gazetteer else key for key in widest_first}
    texts = {key: project.label(key) if key in gazetteer else key for key in widest_first}
    return ranked(texts, names)


def ranked(texts: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """Lengthen texts invisibly, so that those that start with the same name rank in the given order.

    The browser ranks what starts with the typed letters by how little follows them: "Jurm (town, Badakhshan)" would
    come before "Jurm (district, Badakhshan)".

    Parameters
    ----------
    texts : mapping of str to str
        The text of each key, the one to rank first coming first.
    names : mapping of str to str
        What each text starts with.

    Returns
    -------
    dict of str to str
        The texts; each is longer than those before it with the same name.

    Examples
    --------
    >>> texts = ranked({"a": "Jurm (district)", "b": "Jurm (town)"}, {"a": "Jurm", "b": "Jurm"})
    >>> [len(text) for text in texts.values()]
    [15, 16]
    """
    longest: dict[str, int] = {}
    found = {}
    for key, text in texts.items():
        name = names[key].casefold()
        found[key] = text.ljust(longest.get(name, -1) + 1, _INVISIBLE)
        longest[name] = len(found[key])
    return found


def term_labels(terms: Mapping[str, Any], used: Collection[str] | None = None) -> dict[str, str]:
    """Return the names of actors or kinds of activity by id, optionally only of those in use."""
    return {key: str(term.name) for key, term in terms.items() if used is None or key in used}


def _text_of(options: Mapping[str, str]) -> Any:
    # a key that is no longer among the options must not break the page
    return lambda key: options.get(key, key)
