# Everything Rumo can be asked to do from a fresh checkout; needs Python 3.11+ and make, nothing else.
SHELL := /bin/sh
PORT ?= 8000
STAGE ?= reporting
BIN := .venv/bin
FIND_PYTHON = for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done
PYTHON ?= $(shell $(FIND_PYTHON))

.PHONY: help setup setup-dev run seed test test-long test-marathon coverage check format messages lock bench docs clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 12

setup: ## the environment that runs Rumo (.venv, catalogues); costs nothing when nothing changed
	@test -n "$(PYTHON)" || { echo "Rumo: needs Python 3.11 or newer, and found none (set PYTHON=…)." >&2; exit 1; }
	@$(PYTHON) scripts/environment.py runtime
	@$(BIN)/python scripts/catalogues.py

setup-dev: ## the same, with what tests and checks need
	@test -n "$(PYTHON)" || { echo "Rumo: needs Python 3.11 or newer, and found none (set PYTHON=…)." >&2; exit 1; }
	@$(PYTHON) scripts/environment.py dev
	@$(BIN)/python scripts/catalogues.py

run: setup ## prepare the database and the demo, serve them at http://127.0.0.1:8000 (PORT= changes it)
	@$(BIN)/rumo migrate
	@$(BIN)/rumo seed --stage reporting
	@exec $(BIN)/rumo serve --port $(PORT)

seed: setup ## load the demo up to STAGE=open|synthesised|adopted|reporting
	@$(BIN)/rumo migrate
	@$(BIN)/rumo seed --stage $(STAGE)

test: setup-dev ## the whole suite, on SQLite and on PostgreSQL (SEED=N repeats an order, ARGS=… goes to pytest)
	@sh scripts/test_machine.sh
	@$(BIN)/python scripts/run_tests.py suite $(ARGS)

test-long: setup-dev ## faults, large inputs, every page in every theme
	@sh scripts/test_machine.sh
	@$(BIN)/python scripts/run_tests.py long $(ARGS)

test-marathon: setup-dev ## an hour: a thousand kills and changes, ten thousand tables and forms
	@sh scripts/test_machine.sh
	@$(BIN)/python scripts/run_tests.py marathon $(ARGS)

coverage: setup-dev ## the suite on SQLite with branch coverage, held to the house's thresholds
	@$(BIN)/python scripts/run_tests.py coverage $(ARGS)

check: setup-dev ## lint, format, types, contracts, templates, spelling, migrations, house rules
	@$(BIN)/python scripts/check.py

format: setup-dev ## put the code in the house's format
	@$(BIN)/python -m ruff check --fix . && $(BIN)/python -m ruff format .

messages: setup-dev ## bring locale/*/LC_MESSAGES/django.po up to what code and templates say
	@$(BIN)/python scripts/messages.py

lock: ## make the lock files again from requirements*.in (needs uv)
	@sh scripts/lock.sh

bench: setup-dev ## measure against the goals, written to benchmarks/RESULTS.md
	@$(BIN)/python -m benchmarks $(ARGS)

docs: setup ## check every link of the documents
	@$(BIN)/python scripts/check_links.py

clean: ## remove what was made, but never var/ (the data)
	@rm -rf .venv build htmlcov .coverage* .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} + ; find locale -name '*.mo' -delete
