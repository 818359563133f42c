# Everything runs in .venv, which `make setup` builds from the lock file; only Python >= 3.11, make and a package index are needed.
PYTHON ?= python3
BIN := .venv/bin
SHARED ?= ../shared
DATA ?= $(SHARED)/data
# What bench-foresight forecasts: months ahead, and sets of acts to rank (icews18 and icews0515 take longer; see docs/ranking.md).
HORIZONS ?= 1
RANKED ?= icews14
# How often `make faults` kills, and for how long `make fuzz` tries each reader.
INSTANTS ?= 200
SECONDS ?= 600

.PHONY: demo test browser cluster lint types contracts eval bench bench-foresight faults fuzz audit setup lock train clean

demo: setup
	$(BIN)/cordiale demo

test: setup
	$(BIN)/pytest -n 2

# Drives the Chromium of the system; says so and passes where there is none.
browser: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-browser.lock
	$(BIN)/pytest -m browser -rs tests/browser

# Starts a Ray cluster of three raylets on this machine, kills one, and reads the same record.
cluster: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-cluster.lock
	$(BIN)/pytest -m "cluster or not cluster" -rs tests/test_cluster.py tests/test_sharing.py tests/store/test_results.py tests/cli/test_spreading.py

lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: setup
	$(BIN)/mypy

contracts: setup
	$(BIN)/lint-imports

eval: setup
	$(BIN)/python -m evals --shared $(SHARED)

bench: setup
	$(BIN)/python -m benchmarks

bench-foresight: setup
	$(BIN)/python -m benchmarks.foresight_index
	$(BIN)/python -m evals.index_simulation
	$(BIN)/python -m evals.index_validity $(SHARED)
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.foresight_counts --shared $(SHARED) --horizons $(HORIZONS)
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.foresight_ranking $(RANKED) --data $(DATA)

# Commands killed at 200 instants, then 300 hostile pages; a quarter of an hour and more.
faults: setup
	$(BIN)/python -m faults.kills --instants $(INSTANTS)
	$(BIN)/python -m faults.reading

# Everything that reads other people's bytes, SECONDS each; by coverage where atheris has a wheel for this Python.
fuzz: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r requirements-fuzz.lock || echo 'atheris has no wheel here'
	$(BIN)/python -m faults.fuzz --seconds $(SECONDS) --keep .fuzz

audit:
	test -x .venv-audit/bin/python || $(PYTHON) -m venv .venv-audit
	.venv-audit/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-audit.lock
	.venv-audit/bin/python -m faults.audit

setup: .venv/ready

.venv/ready: requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || (echo "Cordiale needs Python 3.11 or newer; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1)
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch .venv/ready

lock: setup
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --extra dev --output-file requirements-dev.lock pyproject.toml
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --extra dev --extra browser --output-file requirements-browser.lock pyproject.toml
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --extra dev --extra ray --extra delta --output-file requirements-cluster.lock pyproject.toml
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file requirements-audit.lock requirements-audit.in

train:
	test -x .venv-train/bin/python || $(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet -e '.[train]'
	.venv-train/bin/python -m training.train --data $(DATA) --out training/runs/new --ship

clean:
	rm -rf .venv .venv-train .pytest_cache .mypy_cache .ruff_cache .hypothesis brief.html
