"""``python -m geo.activity``: write the reference of the activity table's columns into ``data/README.md``."""

from pathlib import Path

from geo.activity.schema import with_reference

if __name__ == "__main__":
    readme = Path("data/README.md")
    readme.write_text(with_reference(readme.read_text(encoding="utf-8")), encoding="utf-8")
