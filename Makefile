# The few commands of this project. `make run` and `make test` do all the set-up on a fresh machine.
SHELL := /bin/bash
PYTHON := $(shell for p in python3.11 python3 python; do command -v $$p >/dev/null 2>&1 && \
	$$p -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
STOCK := .venv-tensorflow
LOCUST := .venv-load
RUN := $(VENV)/bin/python -m
UV_VERSION := $(shell sed -n 's/^uv==\([^ ]*\).*/\1/p' requirements.lock)

.PHONY: run test test-core lint check train evaluate bench load soak lock install tensorflow equivalence audit links sbom fuzz
.DEFAULT_GOAL := run

run: $(if $(wildcard $(VENV)/installed),install,$(VENV)/runnable)  ## start the bot and print its address
	@$(RUN) bot run

test: install lint  ## everything, in a real browser and on real processes
	@tests/install-packages.sh
	@$(RUN) pytest -q -n 2 -m "not model and not product"
	@$(RUN) bot train
	@$(RUN) pytest -q -m "model or product"

test-core: install lint  ## quick: no trained model, no processes, no browser
	@$(RUN) pytest -n 2 -m "not model and not product"

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

bench: install $(STOCK)/installed  ## speed, memory, start and size next to the bot that `rasa init` makes
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

load: install $(LOCUST)/installed $(STOCK)/installed  ## many people at once, against all processes (needs Redis and Caddy: make test installs them)
	@$(RUN) bench.load

soak: install  ## a hundred thousand messages: memory stays flat, long conversations stay quick
	@$(RUN) bench.soak --messages 100000

EXPORT := $(VENV)/bin/uv export --quiet --format requirements-txt --no-emit-project --no-header --no-annotate
lock: install  ## after a change of pyproject.toml
	@$(VENV)/bin/uv --system-certs lock --quiet
	@$(EXPORT) --extra server --extra training --group dev --output-file requirements.lock
	@$(EXPORT) --extra server --extra training --no-dev --output-file locks/run.lock
	@$(EXPORT) --extra server --no-dev --output-file locks/serve.lock
	@$(EXPORT) --extra server --extra training --extra tensorflow --group dev --output-file locks/tensorflow.lock

	@echo "locust>=2.47,<3" | $(VENV)/bin/uv --system-certs pip compile --quiet --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --output-file locks/load.lock - >/dev/null

install: $(VENV)/installed

define SYNC
	@test -n "$(PYTHON)" || { echo "This needs Python 3.11: install it (Debian 12 has it as python3) and try again." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "Python's venv module is missing: apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing what $< names ($(1)) …"
	@test -x $(@D)/bin/python || $(PYTHON) -m venv $(@D)
	@test -x $(@D)/bin/uv || $(@D)/bin/python -m pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)" 2> >(grep -v WARNING >&2)
	@VIRTUAL_ENV="$(CURDIR)/$(@D)" $(@D)/bin/uv --system-certs pip sync --quiet --require-hashes $<
	@touch $@
endef

$(VENV)/installed: requirements.lock  # to develop: what runs, trains and tests
	$(call SYNC,about 0.5 GB to download, 1.5 GB on disk)

$(VENV)/runnable: locks/run.lock  # to run: what serves and trains
	$(call SYNC,about 0.3 GB to download, 0.9 GB on disk)

$(STOCK)/installed: locks/tensorflow.lock  # to compare: Rasa as its makers ship it, with TensorFlow
	$(call SYNC,about 0.9 GB to download, 3 GB on disk)

# Locust changes how its whole process waits (gevent), so it never shares an environment with the bot.
$(LOCUST)/installed: locks/load.lock  # to play visitors
	$(call SYNC,about 20 MB to download, 100 MB on disk)

tensorflow: $(STOCK)/installed  ## the plain `rasa` command and DIET, in an environment of its own: .venv-tensorflow/bin/rasa

equivalence: install $(STOCK)/installed  ## our Rasa answers as the stock one, on thousands of messages (half an hour)
	@$(RUN) tests.equivalence --stock $(STOCK)/bin/python
