"""Optional libraries, imported only when needed; ``pip`` installs them as extras."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from geo.errors import ExtraError


def optional(module: str, extra: str, purpose: str) -> Any:
    """Import a module of an extra.

    Parameters
    ----------
    module : str
        Its name: ``trafilatura``, ``babel.core``.
    extra : str
        The extra in ``pyproject.toml`` that installs it.
    purpose : str
        What needs it, as the start of a sentence: ``Reading web pages``.

    Returns
    -------
    module
        The module, untyped.

    Raises
    ------
    ExtraError
        When it is not installed.

    Examples
    --------
    >>> optional("math", "none", "this example").pi > 3
    True
    >>> optional("no_such_library", "articles", "Reading web pages")
    Traceback (most recent call last):
    geo.errors.ExtraError: Reading web pages needs no_such_library; run: pip install 'dispatch-atlas[articles]'
    """
    library = module.partition(".")[0]
    try:
        import_module(library)
    except ModuleNotFoundError as error:
        # an installed library with a missing dependency of its own is a different problem
        if error.name != library:
            raise
        raise ExtraError(f"{purpose} needs {library}; run: pip install 'dispatch-atlas[{extra}]'") from error
    return import_module(module)
