# `make run` and `make test` need only Python 3.11 or newer and make; uv is used when it is there, because it is faster.
PYTHON ?= $(shell for each in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
INSTALL = $(if $(UV),$(UV) pip install --quiet --python $(BIN)/python,$(BIN)/python -m pip install --quiet --disable-pip-version-check)
CONSTRAINTS := requirements.lock
JOBS ?= auto
# what computes on plain values, and the tests of it that need no sandbox
PURE := drills quiz exam lab cloud/network cloud/iam/policies
PURE_TESTS := tests/drills tests/quiz tests/exam tests/lab tests/cloud/network $(patsubst %,tests/cloud/iam/test_%.py,boundaries conditions \
	cross_account evaluation example_policies findings not_elements parsing principal_keys properties simulation trust \
	variables wildcards words)

.PHONY: run check test lint types pure unit proofs clients peers bench snapshots parity parity-moto-next lock clean

run: $(VENV)/.installed  ## Start awslab; ARGS="quiz --topic lambda" passes arguments
	@$(BIN)/awslab $(ARGS)

check: lint types pure  ## The inner loop: what answers in under a minute
	$(BIN)/awslab content check

test: check unit proofs  ## Everything that CI runs

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .
	$(BIN)/lint-imports --no-cache

types: $(VENV)/.installed-dev
	$(BIN)/mypy

pure: $(VENV)/.installed-dev  ## The pure rooms, with a floor for the branches that their tests cover
	$(BIN)/python -m pytest -n $(JOBS) --hypothesis-profile=quick $(PURE:%=--cov=awslab/%) --cov-branch \
		--cov-report=term:skip-covered --cov-fail-under=95 $(PURE_TESTS)

unit: $(VENV)/.installed-dev clients
	$(BIN)/python -m pytest -n $(JOBS)

CLIENTS := build/clients
clients: $(CLIENTS)/.installed  ## The AWS CLI and, where there is npm, the AWS SDK for JavaScript, for tests/clients

$(CLIENTS)/.installed: tests/clients/requirements.txt tests/clients/javascript/package-lock.json
	@mkdir -p $(CLIENTS)
	$(PYTHON) -m venv $(CLIENTS)
	$(CLIENTS)/bin/python -m pip install --quiet --disable-pip-version-check --requirement tests/clients/requirements.txt
	cp tests/clients/javascript/package.json tests/clients/javascript/package-lock.json $(CLIENTS)
	@if command -v npm > /dev/null; then npm ci --silent --no-audit --no-fund --prefix $(CLIENTS); \
		else echo "npm is not on this machine: the tests with the AWS SDK for JavaScript are skipped."; fi
	@touch $@

proofs: $(VENV)/.installed
	$(BIN)/awslab content test
	$(BIN)/awslab content test --questions

bench: $(VENV)/.installed-dev peers  ## Ratios against baselines in the same run
	$(BIN)/python -m benchmarks

PEERS := build/peers
peers: $(PEERS)/.installed  ## MiniStack, to be measured beside
$(PEERS)/.installed: benchmarks/peers.txt
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --requirement benchmarks/peers.txt
	@touch $@

snapshots: $(VENV)/.installed-dev  ## Draw the screens anew after a change that was looked at
	$(BIN)/python -m pytest tests/tui -n $(JOBS) --snapshot-update

parity: $(VENV)/.installed-dev  ## Write docs/parity.md anew from what the sandbox answers
	$(BIN)/python -m tests.parity

NEXT := build/moto-next
parity-moto-next: $(VENV)/.installed-dev  ## What the newest moto would change: rows answered otherwise, internals that moved
	$(PYTHON) -m venv --clear $(NEXT)
	$(NEXT)/bin/python -m pip install --quiet --disable-pip-version-check --constraint $(CONSTRAINTS) --editable '.[dev]'
	$(NEXT)/bin/python -m pip install --quiet --disable-pip-version-check --upgrade --pre moto boto3 botocore
	$(NEXT)/bin/python -m pip list 2>/dev/null | grep -E '^(moto|boto3|botocore) '
	$(NEXT)/bin/python -m tests.parity --compare

lock: $(VENV)/.installed-dev  ## Write down the versions that the tests pass with
	$(BIN)/python -m pip freeze --exclude awslab | grep -v '^-e' > $(CONSTRAINTS)

clean:
	rm -rf $(VENV) dist build

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "awslab needs Python 3.11 or newer; none was found." >&2; exit 2; }
	$(if $(UV),$(UV) venv --quiet --seed --python $(PYTHON) $(VENV),$(PYTHON) -m venv $(VENV))

$(VENV)/.installed: pyproject.toml $(CONSTRAINTS) | $(BIN)/python
	$(INSTALL) --constraint $(CONSTRAINTS) --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(INSTALL) --constraint $(CONSTRAINTS) --editable '.[dev]'
	@touch $@
