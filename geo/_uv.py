"""Install with uv what pip would install, for the set-up; like it, this uses only Python's standard library."""

from __future__ import annotations

import ast
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).resolve().parents[1]
# what pip's settings are called in the environment of uv
UV_SETTINGS: Final = {
    "index-url": "UV_DEFAULT_INDEX", "extra-index-url": "UV_INDEX", "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX", "trusted-host": "UV_INSECURE_HOST", "cert": "SSL_CERT_FILE", "proxy": "ALL_PROXY",
    "timeout": "UV_HTTP_TIMEOUT", "default-timeout": "UV_HTTP_TIMEOUT",
}  # fmt: skip


def install_with_uv(python: Path, arguments: Sequence[str]) -> bool:
    """Install packages with uv, which needs a tenth of pip's time, and return whether that worked.

    Parameters
    ----------
    python : pathlib.Path
        The environment's interpreter.
    arguments : sequence of str
        Options that uv and pip share, then what to install: ``--editable .``.

    Returns
    -------
    bool
        False where uv does not run, or cannot do what pip can with the settings here; then pip is to be used.

    Examples
    --------
    >>> install_with_uv(Path("no", "such", "python"), ["--editable", "."])
    False
    """
    shared = arguments[: arguments.index("--editable")]
    pip = [str(python), "-m", "pip", "install", "--disable-pip-version-check", *shared, "--only-binary", "uv", "uv"]
    # otherwise each start would compile every module anew
    compiled = ["--compile-bytecode"] if os.environ.get("PYTHONDONTWRITEBYTECODE") else []
    uv = [str(python), "-m", "uv", "pip", "install", "--python", str(python), *compiled, *arguments]
    try:
        if subprocess.run(pip, cwd=_ROOT, capture_output=True, check=False).returncode:
            return False
        # as pip does, take the best version of all indexes
        environment = {"UV_INDEX_STRATEGY": "unsafe-best-match", **uv_settings(python), **os.environ}
        return not subprocess.run(uv, cwd=_ROOT, env=environment, capture_output=True, check=False).returncode
    except OSError:
        return False


def uv_settings(python: Path) -> dict[str, str]:
    """Return pip's settings, above all where packages come from, as environment variables for uv.

    Examples
    --------
    >>> import sys
    >>> os.environ["PIP_TIMEOUT"] = "60"
    >>> uv_settings(Path(sys.executable))["UV_HTTP_TIMEOUT"]
    '60'
    >>> del os.environ["PIP_TIMEOUT"]
    """
    listed = subprocess.run([python, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False)
    lines = [line.partition("=") for line in listed.stdout.splitlines()]
    found = {}
    # a variable of the environment counts for more than a file
    for section in ("global.", "install.", ":env:."):
        for name, _, value in lines:
            option = name.removeprefix(section)
            if name.startswith(section) and option in UV_SETTINGS:
                between = "," if option == "find-links" else " "
                found[UV_SETTINGS[option]] = between.join(str(ast.literal_eval(value)).split())
    return found
