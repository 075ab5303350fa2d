# Two commands: `make run` and `make test`. Everything else serves them.

PYTHON ?=
PORT ?= 8000
HOST ?=
BIN := .venv/bin

.PHONY: run test lint format messages clients clean

run: .venv/runtime.stamp
	@$(BIN)/python manage.py serve --port "$(PORT)" --host "$(HOST)"

test: .venv/dev.stamp
	@$(BIN)/python -m tests.run

lint: .venv/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/djlint --check --lint .
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m tests.messages --check

format: .venv/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/djlint --reformat --quiet .

messages: .venv/dev.stamp
	$(BIN)/python -m tests.messages

# What the test of clients in TypeScript needs; it is skipped where Node is missing.
clients: var/clients/node_modules/.package-lock.json

var/clients/node_modules/.package-lock.json: tests/clients/package-lock.json
	@mkdir -p var/clients
	@cp tests/clients/package.json tests/clients/package-lock.json var/clients/
	@cd var/clients && npm ci --silent --no-audit --no-fund
	@touch $@

clean:
	rm -rf .venv var

.venv/bin/python:
	@set -e; \
	for name in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11); do \
	    if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found="$$name"; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	    echo "Python 3.11 or later is missing. Install it, or say where it is: make PYTHON=/path/to/python3"; exit 1; \
	fi; \
	if ! "$$found" -c 'import ensurepip, venv' 2>/dev/null; then \
	    echo "Python's venv module is missing (on Debian and Ubuntu: apt install python3-venv)."; exit 1; \
	fi; \
	"$$found" -m venv .venv

.venv/runtime.stamp: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt .venv/runtime.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
