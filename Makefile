# make demo: the whole product on this machine, no Google account (CAMPAIGN=… another campaign).
# make test: the tests.
# make quick: those that take seconds.   make check: lint and types.   make bench: the measurements.
# make test-stack: the whole service as it is deployed, from an empty database to an upgrade.
# make pythons: the tests and findings on the oldest and a new Python.
# make audit: the bill of materials of a server, and known holes in it.
# make design: the pictures of docs/design.md.   make lock: the locks, of one resolution.
# make wheels: both distributions, to install where there is no checkout.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
    command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
    && { echo $$p; break; }; done)
BIN = .venv/bin
DATA ?=
CAMPAIGN ?=
# What is installed for the demo alone, and for work on the product (which holds the other).
DEMO = .venv/.demo
READY = .venv/.ready
COMPILE = $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
    --no-annotate --no-header pyproject.toml
EMULATOR = sheets_emulator/pyproject.toml
# Locks are whole and agree: nothing is left to resolve.
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps
OURS = --no-build-isolation --editable . --editable sheets_emulator

.PHONY: demo quick test test-stack pythons check audit bench design lock wheels clean

demo: $(DEMO)
	$(BIN)/wardsheets demo $(if $(CAMPAIGN),--campaign $(CAMPAIGN)) $(if $(DATA),--data $(DATA))

test: $(READY)
	$(BIN)/python -m pytest -n auto

test-stack: $(READY)
	$(BIN)/python -m pytest --run-stack tests/stack -rs -s

pythons: $(READY)
	.ci/pythons

# The pure rooms and the rules of the house: a look while working, no database and no local Google.
quick: $(READY)
	$(BIN)/ruff check .
	$(BIN)/python -m pytest -n auto tests/schema tests/house tests/client -m "not long"

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

audit: $(READY)
	.ci/audit

bench: $(READY)
	$(BIN)/python -m bench

design: $(READY)
	$(BIN)/python -m bench.house

lock: $(READY)
	$(COMPILE) $(EMULATOR) --all-extras -o requirements-dev.lock
	$(COMPILE) --extra postgresql -c requirements-dev.lock -o requirements.lock
	$(COMPILE) $(EMULATOR) --extra build -c requirements-dev.lock -o requirements-demo.lock
	echo setuptools | $(COMPILE:pyproject.toml=-) -c requirements-dev.lock -o requirements-build.lock

wheels: $(READY)
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist . ./sheets_emulator
	@ls dist

$(DEMO): requirements-demo.lock pyproject.toml sheets_emulator/pyproject.toml | $(BIN)/python
	@echo "Setting up .venv (once, a minute or two) ..."
	@$(INSTALL) --require-hashes -r requirements-demo.lock
	@$(INSTALL) $(OURS)
	@touch $@

$(READY): requirements-dev.lock pyproject.toml sheets_emulator/pyproject.toml | $(BIN)/python
	@echo "Setting up .venv for development (once, a minute or two) ..."
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@$(INSTALL) $(OURS)
	@touch $(DEMO) $@

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Wardsheets needs Python 3.11 or newer: install it, or say make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python cannot make an environment here. On Debian: apt-get install python3-venv; then run make again."; rm -rf .venv; exit 1; }

clean:
	rm -rf .venv $(DATA) demo-data demo-data-* build dist *.egg-info sheets_emulator/build sheets_emulator/src/*.egg-info
