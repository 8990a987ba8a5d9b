# SPDX-License-Identifier: MIT
# The commands of the project; `make` alone lists them.

MAKEFLAGS += --warn-undefined-variables
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
GENERATED ?= generated
SCHEMA := schema/qapi-schema.json
PYTEST_ARGS ?=

# Print with qapigen into a generated file; one that was not finished is not left there.
write = $(BIN)/qapigen $(1) > $(GENERATED)/$(2).new && mv $(GENERATED)/$(2).new $(GENERATED)/$(2)

.PHONY: help
help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --group dev --editable .
	@touch $@

.PHONY: test
test: $(READY) ## run the tests, in parallel; PYTEST_ARGS="-k words" chooses some
	$(BIN)/pytest -n auto $(PYTEST_ARGS)

.PHONY: coverage
coverage: $(READY) ## run the tests, and print which lines no test runs; fails where those are many
	@rm -rf build/coverage && mkdir -p build/coverage
	$(BIN)/coverage run -m pytest -n auto $(PYTEST_ARGS)
	$(BIN)/coverage report

.PHONY: check
check: $(READY) ## all that must hold: style, types, generated/ fresh, and last the tests
	$(BIN)/black --check --quiet . || { echo "run: make format"; exit 1; }
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	@rm -rf build/generated
	@$(MAKE) --no-print-directory generate GENERATED=build/generated
	diff -r --exclude=.qapigen-made --exclude=__pycache__ $(GENERATED) build/generated || { echo "run: make generate"; exit 1; }
	@$(MAKE) --no-print-directory test

.PHONY: format
format: $(READY) ## rewrite the code in its style
	$(BIN)/ruff check --quiet --fix-only .
	$(BIN)/black --quiet .

.PHONY: generate
generate: $(READY) ## write generated/: what the embedded schema and the codes give
	@mkdir -p $(GENERATED)
	$(call write,explain --all,codes.md)
	$(call write,introspect $(SCHEMA),introspection.json)
	$(BIN)/qapigen generate $(SCHEMA) --target python --out $(GENERATED)/python
	$(BIN)/qapigen generate $(SCHEMA) --target html --out $(GENERATED)/html
	$(BIN)/qapigen generate $(SCHEMA) --target markdown --out $(GENERATED)/markdown

.PHONY: pictures
pictures: $(READY) ## draw the pictures of the README; takes chromium
	$(BIN)/python docs/pictures/draw.py docs/pictures

.PHONY: update
update: $(READY) ## rewrite the expectations of the cases; then read the diff line by line
	$(BIN)/pytest -n auto --update tests/test_cases.py tests/test_golden.py || true
	git diff --stat -- tests/cases tests/golden

.PHONY: bench
bench: $(READY) ## measure what qapigen costs, print a table; never fails for being slow
	$(BIN)/python -m benchmarks
