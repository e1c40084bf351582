# Makes a private environment in .venv and hands over to invoke. Everything else is in tasks.py.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: build test environment
.DELETE_ON_ERROR:

build: $(VENV)/build.done
	$(BIN)/invoke build

test: $(VENV)/test.done
	$(BIN)/invoke lint
	$(BIN)/invoke test

environment: $(VENV)/test.done

$(VENV)/pyvenv.cfg:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one with make PYTHON=…")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/build.done: $(VENV)/pyvenv.cfg requirements/build.txt requirements/node.txt package-lock.json
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	command -v npm >/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/node.txt
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent --ignore-scripts
	touch $@

$(VENV)/test.done: $(VENV)/build.done requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m tests.browser
	touch $@
