# Two commands: `make demo` builds a real strategy, `make test` checks everything. Both set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT := out

.PHONY: demo test lint types imports schema docs bench clean

demo: .setup-run
	$(BIN)/ecaremap build maps/telecom -o $(OUT)
	@echo
	@echo "Open $(CURDIR)/$(OUT)/index.html in a browser."

test: .setup-dev lint types imports
	$(BIN)/python -m pytest -n auto --dist loadgroup

lint: .setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .setup-dev
	$(BIN)/mypy

imports: .setup-dev
	$(BIN)/lint-imports

schema: .setup-dev
	$(BIN)/ecaremap schema -o src/ecaremap/schema/ecaremap.schema.json

docs: .setup-dev
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --site-dir $(OUT)/docs
	@echo "To read them: $(BIN)/python -m http.server --directory $(OUT)/docs"

bench: .setup-dev
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf $(VENV) $(OUT) .setup-run .setup-dev

.setup-run: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "ecaremap needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.setup-dev: .setup-run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@
