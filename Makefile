# The few commands of this project. `make run` and `make test` do all the set-up on a fresh machine.
SHELL := /bin/bash
PYTHON := $(shell for p in python3.11 python3 python; do command -v $$p >/dev/null 2>&1 && \
	$$p -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
RUN := $(VENV)/bin/python -m
UV_VERSION := $(shell sed -n 's/^uv==\([^ ]*\).*/\1/p' requirements.lock)

.PHONY: run test test-core lint check train evaluate bench soak lock install
.DEFAULT_GOAL := run

run: install  ## start the bot and print its address
	@$(RUN) bot run

test: install lint  ## everything, in a real browser and on real processes
	@tests/install-packages.sh
	@$(RUN) pytest

test-core: install lint  ## quick: no trained model, no processes, no browser
	@$(RUN) pytest -m "not model and not product"

lint: install
	@$(RUN) ruff check .
	@$(RUN) mypy

check: install  ## only what people edit
	@$(RUN) bot check

train: install
	@$(RUN) bot train

evaluate: install  ## how well messages are understood
	@$(RUN) bot evaluate tests/evaluation/*.jsonl --typos --page .run/evaluation.html
	@echo "The report with its lists: .run/evaluation.html"

bench: install  ## speed, memory, start and size next to the bot that `rasa init` makes
	@$(RUN) bench

soak: install  ## a hundred thousand messages: memory stays flat, long conversations stay quick
	@$(RUN) bench.soak --messages 100000

lock: install  ## after a change of pyproject.toml
	@$(VENV)/bin/uv --system-certs lock --quiet
	@$(VENV)/bin/uv export --quiet --format requirements-txt --all-extras --all-groups --no-emit-project --no-header \
		--no-annotate --output-file requirements.lock

install: $(VENV)/installed

$(VENV)/installed: requirements.lock
	@test -n "$(PYTHON)" || { echo "This needs Python 3.11: install it (Debian 12 has it as python3) and try again." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "Python's venv module is missing: apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing what requirements.lock names (about 0.8 GB to download, 2.8 GB on disk) …"
	@test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	@test -x $(VENV)/bin/uv || $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)" 2> >(grep -v WARNING >&2)
	@VIRTUAL_ENV="$(CURDIR)/$(VENV)" $(VENV)/bin/uv --system-certs pip sync --quiet --require-hashes requirements.lock
	@touch $@
