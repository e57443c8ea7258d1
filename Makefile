# The few commands of this project. `make run` and `make test` do all the set-up on a fresh machine.
SHELL := /bin/bash
PYTHON := $(shell for p in python3.11 python3 python; do command -v $$p >/dev/null 2>&1 && \
	$$p -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
RUN := $(VENV)/bin/python -m
UV_VERSION := $(shell sed -n 's/^uv==\([^ ]*\).*/\1/p' requirements.lock)

.PHONY: run test test-core lint check train evaluate bench lock install audit links sbom fuzz
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

audit: install  ## known vulnerabilities in the lock; needs the open internet
	@$(RUN) upkeep.audit

links: install  ## whether the sites visitors are sent to are still their owners'; needs the open internet
	@$(RUN) upkeep.link_check

sbom: install  ## what is installed, as CycloneDX in .run/sbom.json
	@mkdir -p .run
	@$(VENV)/bin/uv --system-certs tool run --quiet --from cyclonedx-bom==7.5.0 cyclonedx-py environment \
		--output-reproducible --output-file .run/sbom.json $(VENV)/bin/python || { rm -f .run/sbom.json; exit 1; }
	@echo "What is installed: .run/sbom.json"

FUZZ_SECONDS ?= 600
fuzz: install  ## the long form of fuzzing: screen, redaction, content loader, the API's contract
	@for target in screen redaction content; do $(RUN) tests.fuzz $$target $(FUZZ_SECONDS) || exit 1; done
	@FUZZ=long $(RUN) pytest tests/gateway/test_contract.py -q

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
