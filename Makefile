# Linkages: `make run` shows it, `make test` tests it. Both install what they need, once.
SHELL := /bin/bash
PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3; do $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PORT ?= 8501
# Three tests at a time on two cores, for those with a server or a browser wait for it at times
# (tests/together.py); two where nothing waits.
TOGETHER := -n 3
TOGETHER_FAST := -n 2

.DEFAULT_GOAL := help
.PHONY: help run test test-fast check soak bench bench-all docs jars gallery screens clean

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: .venv/installed  ## install if needed, then open the explorer
	@echo "Starting Linkages ..."
	@$(BIN)/linkages serve --port $(PORT)

test: .venv/installed-test  ## install if needed, then run the whole suite
	@bash tests/install_browser.sh
	@echo "Running the tests (a few minutes; two real Neo4j servers and a browser take part) ..."
	@$(BIN)/python -m pytest $(TOGETHER)

test-fast: .venv/installed-test  ## what needs no server, no browser and no large graph, and is not long: about a minute
	@$(BIN)/python -m pytest $(TOGETHER_FAST) -m "not neo4j and not browser and not generated and not long"

check: .venv/installed-test  ## format, lint, types and import rules
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports

soak: .venv/installed-test  ## kill app and engine 208 times in the middle of all that writes; fill the disk while it records, 20 times
	@LINKAGES_KILLS=20 LINKAGES_WORK_KILLS=14 LINKAGES_FULL_DISKS=20 $(BIN)/python -m pytest tests/store/test_kill.py tests/doors/test_full_disk.py

bench: .venv/installed-test  ## what a person waits for beside an earlier build and peers, as docs/speed.md: a quarter of an hour
	@bash tools/install.sh bench
	@$(BIN)/python -m benchmarks.against --write --resume

bench-all: bench  ## the same with what fetches from the network, both suites, growth, measures, pictures, map and console: hours
	@$(BIN)/python -m benchmarks.against --write --resume --network --suite
	@$(BIN)/python -m benchmarks.growth --write && $(BIN)/python -m benchmarks.load_speed && $(BIN)/python -m benchmarks.measures && $(BIN)/python -m benchmarks.pictures --browser && $(BIN)/python -m benchmarks.map_app && $(BIN)/python -m benchmarks.map_page && $(BIN)/python -m benchmarks.console

docs: .venv/installed  ## write the generated pages of docs/ again
	@$(BIN)/python -m graph_model.data_dictionary && $(BIN)/python -m loaders.problem_list && $(BIN)/python -m explorer.commands.roles_table && $(BIN)/python -m explorer.commands.list_writer

jars: .venv/installed  ## write the lists of Neo4j's jars again, after a change of its version
	@$(BIN)/python -m graph_model.engine.jar_list $$($(BIN)/python -c 'from graph_model.engine import CURRENT, LONG_TERM; print(CURRENT, LONG_TERM)')

gallery: .venv/installed-test  ## draw the pictures of docs/gallery.md again, from the seeds
	@$(BIN)/python -m explorer.picture.gallery

screens: .venv/installed-test  ## take the pictures of docs/screens.md again
	@$(BIN)/python -m tests.screens

clean:  ## remove the virtual environment
	rm -rf .venv

.venv/made:
	@test -n "$(PYTHON)" || { echo "Linkages needs Python 3.11 or later; none was found."; exit 1; }
	@echo "Making .venv with $(PYTHON) ..."
	@$(PYTHON) -m venv --without-pip .venv && touch $@

.venv/installed: .venv/made pyproject.toml constraints.txt
	@echo "Installing Linkages and what it needs (once) ..."
	@bash tools/install.sh && touch $@

.venv/installed-test: .venv/installed
	@echo "Installing what the tests need (once) ..."
	@bash tools/install.sh test && touch $@
