# make demo: the whole product on this machine, no Google account.   make test: the tests.
# make check: lint and types.   make bench: the measurements.   make lock: new requirements.lock.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
    command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
    && { echo $$p; break; }; done)
BIN = .venv/bin
DATA ?= demo-data
READY = .venv/.ready

.PHONY: demo test check bench lock clean

demo: $(READY)
	$(BIN)/wardsheets demo --data $(DATA)

test: $(READY)
	$(BIN)/python -m pytest -n auto

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(READY)
	$(BIN)/python -m bench

lock: $(READY)
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --all-extras \
	    --no-annotate --no-header pyproject.toml -o requirements.lock

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Wardsheets needs Python 3.11 or newer: install it, or say make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python cannot make an environment here. On Debian: apt-get install python3-venv; then run make again."; rm -rf .venv; exit 1; }
	@echo "Setting up .venv (once, a minute or two) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

clean:
	rm -rf .venv $(DATA) build *.egg-info
