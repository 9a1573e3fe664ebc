# Two commands do everything on a fresh machine with Python 3.11 or newer, git and make:
#   make edition   build the edition of seeds/ and say where it is
#   make test      set up what tests need and run them

PYTHON ?= python3
BIN := .venv/bin

.PHONY: edition dev test lint types docs audit lock clean

# The lock is complete and holds hashes: what is installed is what was tried. No resolver may
# look for more (`--no-deps`): a newer release of an extra's package would stop it.
$(BIN)/briefing: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "briefing needs Python 3.11 or newer; name one: make PYTHON=python3.12 ...")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(BIN)/.dev: requirements-dev.lock $(BIN)/briefing
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	touch $@

edition: $(BIN)/briefing
	$(BIN)/briefing build
	@echo "Go on with $(BIN)/briefing, or: . $(BIN)/activate"

dev: $(BIN)/.dev
	@echo "All is there. Go on with: . $(BIN)/activate"

test: $(BIN)/.dev
	$(BIN)/python -m pytest --numprocesses auto

lint: $(BIN)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(BIN)/.dev
	$(BIN)/mypy

docs: $(BIN)/.dev
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict --config-file .mkdocs.yml

# Known weaknesses of what is locked; asks PyPI, so it stands apart from the tests.
audit: $(BIN)/.dev
	$(BIN)/pip-audit --require-hashes --disable-pip --requirement requirements.lock

# Needs uv (https://docs.astral.sh/uv/): resolves pyproject.toml anew, keeps no addresses.
lock:
	uv lock --upgrade
	uv export --frozen --no-emit-project --no-dev --group build --no-header --no-annotate --format requirements.txt --output-file requirements.lock
	uv export --frozen --no-emit-project --group dev --group build --group docs --all-extras --no-header --no-annotate --format requirements.txt --output-file requirements-dev.lock

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
