"""The command ``geo``.

Each command is a module of this package, named after it: ``geo resolve-table`` is :mod:`geo.cli.resolve_table`,
``geo boundaries add`` is :mod:`geo.cli.boundaries_add`. The module's ``command`` is imported when it is used, so
that ``geo --help`` does not load geopandas. To add a command, write its module and a line in :data:`COMMANDS`.
"""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword
from typing import Any, Final

import click

from geo import __version__

#: every command with its summary, which is the first line of its help
COMMANDS: Final = {
    "new": "Start a project in a new folder.",
    "app": "Start the app for the project in the current folder.",
    "resolve": "Find the place that each NAME refers to, and say why.",
    "resolve-table": "Resolve a column of names in a CSV file.",
    "scan": "Find the places named in articles, and suggest the activity they report.",
    "import": "Import a table of events: CSV, Excel, GeoJSON, GeoPackage or Parquet.",
    "link": "Link records that are reports of one event.",
    "map": "Write a map as a single HTML file.",
    "export": "Write records for other programs, such as QGIS and Excel.",
    "check": "Check all data files and list their problems.",
    "gazetteer export": "Write places in the formats of other gazetteers.",
    "gazetteer import": "Convert places from other gazetteers to a gazetteer CSV.",
    "gazetteer codes": "Take P-codes from a boundary file, to join tables on.",
    "boundaries build": "Build data/boundaries from the published boundaries.",
    "boundaries add": "Add the boundaries of another country, and gazetteer rows for them.",
    "assets": "Download Leaflet, which every map needs, once.",
}
#: the groups that commands of two words belong to
GROUPS: Final = {
    "gazetteer": "Exchange places with other gazetteers.",
    "boundaries": "Build and add the boundaries of provinces and districts.",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are used, and listed without being imported.

    Parameters
    ----------
    within : str, default ""
        The words before the names of its commands, such as ``boundaries``.
    **options
        As for :class:`click.Group`.
    """

    def __init__(self, *, within: str = "", **options: Any) -> None:
        super().__init__(**options)
        self._before = f"{within} " if within else ""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order of :data:`COMMANDS`."""
        del ctx
        inner = (path.removeprefix(self._before) for path in COMMANDS if path.startswith(self._before))
        return list(dict.fromkeys(name.split()[0] for name in inner))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command, or return None if it does not exist."""
        del ctx
        path = f"{self._before}{cmd_name}"
        if path in GROUPS:
            return LazyGroup(within=path, name=cmd_name, help=GROUPS[path])
        if path not in COMMANDS:
            return None
        module = path.replace(" ", "_").replace("-", "_")
        command = import_module(f"geo.cli.{module}{'_' * iskeyword(module)}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their summaries."""
        summaries = GROUPS | COMMANDS
        with formatter.section("Commands"):
            formatter.write_dl([(name, summaries[f"{self._before}{name}"]) for name in self.list_commands(ctx)])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="geo")
def main() -> None:
    """Map reported militant activity through time.

    The data is in gazetteer/ and data/, as CSV files that you can edit; `geo check` finds the problems in
    them. No command needs a network, except those that download something.

    \b
    Examples:
      geo resolve "Darzab district of Jowzjan"
      geo map --out map.html
    """
