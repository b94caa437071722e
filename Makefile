# What each target does is written in Python under scripts/; here are only the names.
# `make help` prints the comments after ##.

PORT ?= 8000

ifndef PYTHON
PYTHON := $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo "$$name"; break; }; done)
endif
ifeq ($(PYTHON),)
$(error Python 3.11 or later is needed, and is not among the programs here)
endif

IN_PLACE := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help setup run test test-full check bench wheel messages locks

help: ## Say what can be made
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1|\2/p' Makefile \
	| while IFS='|' read -r name what; do printf 'make %-10s %s\n' "$$name" "$$what"; done

setup: ## Set up: Python and front-end packages, styles, translations
	@$(PYTHON) -m scripts.setup

run: setup ## Serve the demonstration on http://127.0.0.1:8000/ (PORT=8001 for another)
	@OVERENS_BASE_URL="$${OVERENS_BASE_URL:-http://127.0.0.1:$(PORT)}" .venv/bin/overens serve --port $(PORT)

test: setup ## Run the checks and the tests, on SQLite and on PostgreSQL
	@$(IN_PLACE) -m scripts.test

test-full: setup ## Run the slow tests too, and other versions of Python that are here
	@$(IN_PLACE) -m scripts.test --full

check: setup ## Look at form, types, layers, templates, translations, migrations, locks
	@$(IN_PLACE) -m scripts.check

bench: setup ## Measure speed and memory, and write docs/run/performance.md
	@$(IN_PLACE) -m bench

wheel: setup ## Build dist/*.whl, which needs neither Node nor this folder
	@$(IN_PLACE) -m scripts.wheel

messages: setup ## Add new messages to the Swedish catalogues and compile them
	@$(IN_PLACE) scripts/messages.py extract
	@$(IN_PLACE) scripts/messages.py compile

locks: setup ## Make the lock files anew (LOCKS="--upgrade" for newer versions)
	@$(IN_PLACE) -m scripts.locks $(LOCKS)
