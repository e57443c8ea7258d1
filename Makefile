# The few commands of this project. `make run` and `make test` do all the set-up on a fresh machine.
SHELL := /bin/bash
PYTHON := $(shell for p in python3.11 python3 python; do command -v $$p >/dev/null 2>&1 && \
	$$p -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
STOCK := .venv-tensorflow
RUN := $(VENV)/bin/python -m
UV_VERSION := $(shell sed -n 's/^uv==\([^ ]*\).*/\1/p' requirements.lock)

.PHONY: run test test-core lint check train evaluate bench lock install tensorflow equivalence
.DEFAULT_GOAL := run

run: $(if $(wildcard $(VENV)/installed),install,$(VENV)/runnable)  ## start the bot and print its address
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

bench: install $(STOCK)/installed  ## speed, memory, start and size next to the bot that `rasa init` makes
	@$(RUN) bench

EXPORT := $(VENV)/bin/uv export --quiet --format requirements-txt --no-emit-project --no-header --no-annotate
lock: install  ## after a change of pyproject.toml
	@$(VENV)/bin/uv --system-certs lock --quiet
	@$(EXPORT) --extra server --extra training --group dev --output-file requirements.lock
	@$(EXPORT) --extra server --extra training --no-dev --output-file locks/run.lock
	@$(EXPORT) --extra server --no-dev --output-file locks/serve.lock
	@$(EXPORT) --extra server --extra training --extra tensorflow --group dev --output-file locks/tensorflow.lock

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

tensorflow: $(STOCK)/installed  ## the plain `rasa` command and DIET, in an environment of its own: .venv-tensorflow/bin/rasa

equivalence: install $(STOCK)/installed  ## our Rasa answers as the stock one, on thousands of messages (half an hour)
	@$(RUN) tests.equivalence --stock $(STOCK)/bin/python
