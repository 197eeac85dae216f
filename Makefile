# 连心桥 Lianxin. `make demo` shows it, `make test` tries it; both set everything up first, inside this folder.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup ocr pdf demo test check format bench lock clean assets translations setup-dev

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install -qq
NPM := $(shell command -v npm 2>/dev/null)
PO := $(shell find lianxin -path "*/locale/*/LC_MESSAGES/*.po")
TEMPLATES = $$(find lianxin/*/templates -name '*.html')

help:
	@echo 'make setup   everything that is needed, into .venv and node_modules (safe to repeat)'
	@echo 'make ocr     also what reads scanned letters (0.4 GB); make pdf: what prints letters as PDF (80 MB)'
	@echo 'make demo    a county to look at, served on this machine'
	@echo 'make test    the whole suite, on SQLite and PostgreSQL, with a browser (ARGS="-k words" narrows it)'
	@echo 'make check   style, types, floors, templates, translations'
	@echo 'make format  put the code and the templates in order'
	@echo 'make bench   measure the speed (ARGS="--help" says how)'
	@echo 'make lock    choose newer versions of what we build on'
	@echo 'make clean   take away what set-up made'

setup: .venv/.lianxin assets translations

setup-dev: setup .venv/.dev .venv/.ocr .venv/.pdf

ocr: setup .venv/.ocr

pdf: setup .venv/.pdf

demo: setup
	@$(BIN)/lianxin demo $(ARGS)

test: setup-dev
	@$(BIN)/python -m tools.run_tests $(ARGS)

check: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --target-version 5.2 --check $(TEMPLATES)
	$(BIN)/lint-imports
	LIANXIN_SECRET_KEY=check $(BIN)/mypy
	$(BIN)/pytest -q tests/house/test_translations.py

format: setup-dev
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .
	$(BIN)/djade --target-version 5.2 $(TEMPLATES) || true

bench: setup
	@$(BIN)/lianxin bench $(ARGS)

# Python

.venv/.made:
	@test -n '$(PYTHON)' || { echo 'Lianxin needs Python 3.11 or newer, and found none. Install it and run this again.'; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo 'Python could not make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv'; exit 1; }
	@touch $@

.venv/.base: requirements/base.txt .venv/.made
	@echo 'Python packages ...'
	@$(PIP) --require-hashes -r requirements/base.txt
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.base
	@echo 'Python packages for tests and checks ...'
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

.venv/.ocr: requirements/ocr.txt .venv/.base
	@echo 'Python packages that read scans ...'
	@$(PIP) --no-deps --require-hashes -r requirements/ocr.txt
	@touch $@

.venv/.pdf: requirements/pdf.txt .venv/.base
	@echo 'The typesetter ...'
	@$(PIP) --require-hashes -r requirements/pdf.txt
	@touch $@

.venv/.lianxin: pyproject.toml .venv/.base
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

# What the pages need: only fetched here, never committed. A machine without npm gets one as a wheel.

.venv/.node: requirements/node.txt .venv/.made
	@echo 'No npm on this machine: taking one as a Python package ...'
	@$(PIP) --require-hashes -r requirements/node.txt
	@touch $@

node_modules/.lianxin: package.json package-lock.json $(if $(NPM),,.venv/.node)
	@echo 'Front-end packages ...'
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(or $(NPM),$(BIN)/npm) ci --ignore-scripts --no-audit --no-fund --loglevel=error > /dev/null
	@touch $@

assets: node_modules/.lianxin .venv/.base
	@$(BIN)/python -m tools.assets

translations: $(PO:.po=.mo)

%.mo: %.po .venv/.base
	@$(BIN)/pybabel --quiet compile --input-file=$< --output-file=$@

# Locks carry hashes and no address: they are taken from whatever index this machine's pip is set to.

COMPILE = UV_CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/uv pip compile --quiet --upgrade --universal \
	--python-version 3.11 --generate-hashes --no-emit-index-url

lock: setup-dev
	$(COMPILE) requirements/base.in -o requirements/base.txt
	$(COMPILE) requirements/dev.in -o requirements/dev.txt
	$(COMPILE) requirements/ocr.in -c requirements/dev.txt --override requirements/ocr.overrides -o requirements/ocr.txt
	$(COMPILE) requirements/pdf.in -c requirements/dev.txt -o requirements/pdf.txt
	$(COMPILE) requirements/node.in -o requirements/node.txt
	npm update --package-lock-only --ignore-scripts --no-audit --no-fund

clean:
	rm -rf .venv node_modules build lianxin/web/static/vendor ./*.egg-info
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find lianxin tests tools -name __pycache__ -prune -exec rm -rf {} +
	find lianxin -name '*.mo' -delete
