# Every target makes its own environment in .venv; nothing else is touched.
PYTHON ?= python3
VENV := .venv
# Each worker would compile all tests anew, for some 15 seconds, where a container says to keep nothing compiled.
unexport PYTHONDONTWRITEBYTECODE
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test fast lint format types build bench torture docs lock installer clean

help:  ## what each target does
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	$(BIN)/python -m compileall -q lhh_excel
	@touch $@

demo: $(VENV)/.ready  ## a sample workbook, its findings and the six-month report, in demo/
	$(BIN)/lhh-excel demo --out demo

test: $(VENV)/.ready  ## all tests, on every core
	$(BIN)/python -m pytest -n auto --dist worksteal

fast: $(VENV)/.ready  ## the inner loop: no LibreOffice, no kills, no models, one of many like cases
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow and not office"

lint: $(VENV)/.ready  ## ruff and strict types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.ready  ## ruff's own formatting
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

build: $(VENV)/.ready  ## workbooks/ and templates/ from their sources
	$(BIN)/python -m tools.build

bench: $(VENV)/.ready  ## speed, as ratios against plain scripts
	$(BIN)/python bench/run.py

torture: $(VENV)/.ready  ## mutated files, killed commands, fifty issuers; results in docs/figures.md
	nice -n 10 $(BIN)/python -m bench.torture --write

docs: $(VENV)/.ready  ## the generated pages in docs/, the handbook, and its pictures where LibreOffice is
	$(BIN)/python -m tools.build --docs --pictures

lock: $(VENV)/.ready  ## requirements.lock from pyproject.toml
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --python-version 3.11 --group dev pyproject.toml -o requirements.lock

installer: $(VENV)/.ready  ## dist/LHH-Cai-dat-….exe and .zip for a clerk's PC, with their sums (needs nsis, osslsigncode, Wine)
	$(BIN)/python -m tools.installer

clean:  ## the environment and what demo made
	rm -rf $(VENV) demo dist
