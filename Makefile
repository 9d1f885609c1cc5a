# lotrinh: `make help` lists what can be done.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PY := .venv/bin/python
PORT ?= 8000
HOST ?= 127.0.0.1
DOC ?=
export PYTHONPATH := src

.PHONY: help setup run test lint format bench lock messages clean

help: ## This list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: ## Virtual environment, locked packages, browser assets, translations
	@scripts/setup.sh run

run: setup ## Load the programme (or DOC=path), print where things stand, serve the site on PORT
	@$(PY) manage.py prepare $(if $(DOC),--document "$(DOC)",) --host $(HOST) --port $(PORT)
	@exec $(PY) -m lotrinh_web.serve --host $(HOST) --port $(PORT)

test: ## The tests that run anywhere in a few minutes (what is missing is skipped by name)
	@scripts/setup.sh test
	@$(PY) -m pytest -n 2 --dist loadfile $(ARGS)

lint: ## ruff, mypy, import-linter, djLint, translations
	@scripts/setup.sh dev
	@.venv/bin/ruff check src tests benchmarks scripts manage.py
	@.venv/bin/ruff format --check src tests benchmarks scripts manage.py
	@.venv/bin/mypy --config-file pyproject.toml
	@.venv/bin/lint-imports --no-cache
	@.venv/bin/djlint --check --lint src/lotrinh_web --quiet
	@$(PY) scripts/messages.py --check

format: ## Put source and templates into shape
	@scripts/setup.sh dev
	@.venv/bin/ruff check --fix src tests benchmarks scripts manage.py; .venv/bin/ruff format src tests benchmarks scripts manage.py
	@.venv/bin/djlint --reformat src/lotrinh_web --quiet

bench: ## Every budget beside its peer or limit
	@scripts/setup.sh bench
	@missed=; for script in benchmarks/*.py; do echo "== $$script"; $(PY) $$script || missed="$$missed $$script"; done; \
	  [ -z "$$missed" ] || { echo "over budget or failed:$$missed"; exit 1; }

messages: ## Collect strings for translation and compile them
	@scripts/setup.sh dev
	@$(PY) scripts/messages.py

lock: ## Lock requirements/*.in with hashes (needs uv)
	@for name in run test dev bench node; do \
	  uv pip compile -q --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	    --custom-compile-command 'make lock' requirements/$$name.in -o requirements/$$name.lock || exit 1; done

clean: ## Remove what set-up made (data in var/ stays)
	@rm -rf .venv .tools node_modules src/lotrinh_web/static/vendor
