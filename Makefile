.DEFAULT_GOAL := menu
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:

PYTHON ?= python3
# The checks print one after another.
.NOTPARALLEL:

BIN := .venv/bin
RUNS := .venv/.runs
READY := .venv/.installed
NODE_READY := tests/node/node_modules/.installed
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
COMPILE := $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-emit-package propengine-client $(UPGRADE)

# durable_rules calls a function of Python that 3.13 no longer has; this is what the function did.
DURABLE := CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject

.PHONY: menu run test check bench proof proto schemas lock venv image check-image

menu:
	@echo 'make run     serve on localhost:50051; installs what that needs, and nothing else'
	@echo 'make test    all that is needed to trust a change; installs the tools for that'
	@echo 'make check   format, lint, types, docstrings, contract, Dockerfile, tree'
	@echo 'make bench   measure what is claimed about speed, in turns with the commit before (BEFORE=... for another)'
	@echo 'make proof   the long evidence; writes docs/proof/report.md'
	@echo 'make proto   regenerate what is made of protos/: src/propengine/v1, and of deploy/ what a proxy and REST need'
	@echo 'make schemas regenerate schemas/, and of docs/ what comes from the models and the rulesets'
	@echo 'make image   build the container image, with docker, podman or buildah (IMAGE_FLAGS=... are for its build)'
	@echo 'make check-image  run the image, and check its size, contents, start, answer and end'
	@echo 'make lock    rewrite the requirements files (UPGRADE=--upgrade for newer versions)'

run: $(RUNS)
	$(BIN)/propengine serve

test: $(READY) $(NODE_READY)
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/interrogate src
	$(BIN)/buf lint
	$(BIN)/buf format --diff --exit-code protos
	$(BIN)/python scripts/check_breaking.py
	$(BIN)/hadolint Dockerfile
	$(BIN)/python scripts/check_catalogues.py
	$(BIN)/python scripts/check_tree.py

bench: $(READY)
	$(BIN)/python -m bench $(BEFORE)

proof: $(READY)
	$(BIN)/python scripts/prove.py docs/proof/report.md

proto: $(READY)
	$(BIN)/python scripts/generate_protos.py
	$(BIN)/python -m scripts.generate_openapi

schemas: $(READY)
	$(BIN)/python -m scripts.generate_schemas
	$(BIN)/python scripts/generate_format.py
	$(BIN)/python scripts/generate_before_and_after.py
	$(BIN)/python scripts/generate_configuration.py
	$(BIN)/python scripts/generate_requirements.py

image:
	@$(PYTHON) -m scripts.build_image $(IMAGE_FLAGS)

check-image: $(READY)
	$(BIN)/python -m scripts.check_image

lock: $(READY)
	$(COMPILE) --group pyproject.toml:build -o requirements-build.txt
	$(COMPILE) pyproject.toml -o requirements.txt
	$(COMPILE) --group dev pyproject.toml -c requirements.txt -o requirements-dev.txt

# An environment that holds the locked packages and nothing else. The build tools come first, because durable_rules
# is built from source: under isolation pip would fetch them unlocked.
venv: $(READY)

.venv/.packages: requirements-build.txt requirements.txt scripts/doctor.py
	@command -v $(PYTHON) >/dev/null || { echo 'No $(PYTHON) here. Install Python 3.11, 3.12 or 3.13, or name one: make PYTHON=/path/to/python3.12' >&2; exit 1; }
	@$(PYTHON) scripts/doctor.py
	$(PYTHON) -m venv --clear .venv
	$(PIP) --require-hashes --no-deps -r requirements-build.txt
	$(DURABLE) $(PIP) --require-hashes --no-deps --no-build-isolation -r requirements.txt
	@touch $@

$(RUNS): .venv/.packages pyproject.toml client/pyproject.toml
	$(PIP) --no-deps --no-build-isolation --editable client --editable .
	@touch $@

.venv/.tools: .venv/.packages requirements-dev.txt
	$(DURABLE) $(PIP) --require-hashes --no-deps --no-build-isolation -r requirements-dev.txt
	@touch $@

$(READY): $(RUNS) .venv/.tools
	$(BIN)/python -m pip check
	@touch $@

# What the client in Node is made of; its lock holds hashes and no addresses.
$(NODE_READY): tests/node/package.json tests/node/package-lock.json tests/node/.npmrc scripts/doctor.py
	@$(PYTHON) scripts/doctor.py node
	npm ci --prefix tests/node
	@touch $@
