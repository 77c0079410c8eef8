"""Dispatch Atlas: reported militant activity on a map that moves through time."""

import sys

# the set-up's module is read after this one, and an older Python cannot even read it; so this file keeps to
# what every Python understands, 2.7 included
if sys.version_info < (3, 11):  # noqa: UP036 - the set-up runs before anything checks requires-python
    sys.exit("Dispatch Atlas needs Python 3.11 or later; this is " + sys.version.split()[0])

__version__ = "0.1.0"
