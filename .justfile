# Every developer's task, one command each: `just` lists them. Without just, copy the command.

python := if os_family() == "windows" { ".venv/Scripts/python" } else { ".venv/bin/python" }

[private]
default:
    @just --list --unsorted

# set everything up and run all checks and tests; arguments go to pytest
test *arguments:
    python3 -m geo.setup test {{arguments}}

# run the tests without the browser's, on all cores
quick *arguments:
    {{python}} -m pytest --numprocesses auto --dist worksteal --ignore tests/browser {{arguments}}

# see one browser test: just see tests/browser/test_export.py -k december
see *arguments:
    {{python}} -m pytest {{arguments}}

# measure the tests' coverage, against the floor in pyproject.toml
coverage:
    python3 -m geo.setup test --cov

# format Python, and mend what ruff can
format:
    {{python}} -m ruff check --fix
    {{python}} -m ruff format

# check types, the order of imports, and the browser's half
lint:
    {{python}} -m mypy
    {{python}} -c "from importlinter.cli import lint_imports_command; lint_imports_command()" --no-logo --no-cache
    {{python}} -m tests.web

# run the same checks before each commit and push
hooks:
    {{python}} -m pip install pre-commit
    {{python}} -m pre_commit install

# start the app
app *arguments:
    python3 -m geo.setup app {{arguments}}

# test with the oldest dependencies that pyproject.toml allows
oldest:
    python3 -m venv build/oldest
    build/oldest/bin/python -m pip install --quiet --constraint .ci/oldest.txt --editable ".[test]"
    build/oldest/bin/python -m pytest --numprocesses auto --ignore tests/browser

# pin what is installed now, once everything has passed with it; names and versions only
pin:
    {{python}} -m pip list --format freeze --exclude-editable --exclude pip --exclude setuptools > .ci/constraints.txt

# take the README's pictures again
pictures:
    {{python}} -m tests.browser.pictures

# build the boundaries again from the published ones
boundaries folder:
    {{python}} -m geo.cli boundaries build --source {{folder}}

# measure again what README.md says: boundaries, resolving, geonames, gazetteer, scanning, timemap
benchmark name *arguments:
    {{python}} -m tests.benchmarks.{{name}} {{arguments}}

# write what was measured into README.md
report:
    {{python}} -m tests.benchmarks.report

# see what is found in the articles beside the checkout
articles:
    {{python}} -m tests.benchmarks.articles
