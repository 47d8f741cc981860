# `make help` says what there is to make.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo test quick pictures lint format services services-stop check-install check-tutor check-faults bench catalogs docs clean

PORT ?= 8000
bin := .venv/bin
pins := setup.py scripts/venv.sh $(wildcard requirements/*.txt)

ifneq ($(filter-out data,$(ONLY)),)
$(error ONLY=$(ONLY) is not known. ONLY=data builds the demo site without serving it)
endif

help: ## say what there is to make
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | \
	while IFS=$$'\t' read -r target words; do printf '  make %-15s %s\n' "$$target" "$$words"; done

demo: .venv/demo-installed catalogs ## build the embedded site and serve it on 127.0.0.1 (PORT=8000; ONLY=data does not serve)
	$(bin)/python demo/manage.py build_demo --no-input
ifneq ($(ONLY),data)
	$(bin)/python demo/manage.py serve_demo --port $(PORT)
endif

test: .venv/test-installed catalogs ## lint, then every test: browser, second Python, MariaDB (REQUIRE_SERVICES=1: all or fail)
	scripts/browser.sh
	$(bin)/python -m scripts.run_tests

quick: .venv/test-installed catalogs ## the fast tests alone
	$(bin)/pytest -q -n auto -m "not browser and not services and not xapi and not slow and not faults"

pictures: .venv/test-installed catalogs ## take the README's pictures anew, in the demo
	scripts/browser.sh
	SCREENSHOTS=docs/pictures $(bin)/pytest -q tests/browser/test_readme_pictures.py

lint: .venv/test-installed ## ruff, mypy, the import contracts, the sizes and the notes on personal data
	$(bin)/python -m scripts.lint

format: .venv/test-installed ## let ruff format and mend
	$(bin)/ruff format
	$(bin)/ruff check --fix

services: ## start MariaDB and Redis in .services, on ports of their own
	scripts/services.sh start

services-stop: ## end them
	scripts/services.sh stop

check-install: .venv/test-installed ## build the wheel, install it under each Open edX line's pins, import all of it
	$(bin)/python -m scripts.check_install

check-tutor: .venv-tutor/installed ## enable the Tutor plugin in real Tutor with Aspects, render, and read it back
	.venv-tutor/bin/python -m scripts.check_tutor

check-faults: .venv/test-installed catalogs ## make every trouble happen to the relay, and print what was lost and doubled
	scripts/venv.sh .venv $(bin)/python demo,test,mysql
	scripts/check_faults.sh

bench: .venv-bench/installed catalogs ## run every benchmark and print its ratios (BENCH="survey signals": only these)
	.venv-bench/bin/python -m benchmarks $(BENCH)

catalogs: .venv/demo-installed ## compile the translations into both packages
	$(bin)/python -m scripts.compile_catalogs >/dev/null

docs: .venv/test-installed ## write the generated pages of docs/ anew
	$(bin)/python -m scripts.generate_docs

clean: services-stop ## remove what make made
	rm -rf .venv .venv-* .services .services-* build dist *.egg-info .coverage .coverage.* htmlcov

.venv/demo-installed: $(pins)
	python=$$(scripts/python.sh); scripts/venv.sh .venv "$$python" demo
	touch $@

.venv/test-installed: $(pins) | .venv/demo-installed
	scripts/venv.sh .venv $(bin)/python demo,test
	touch .venv/demo-installed $@

.venv-bench/installed: $(pins) | .venv/demo-installed
	scripts/venv.sh .venv-bench $(bin)/python demo,test,bench
	touch $@

.venv-tutor/installed: $(wildcard tutor/pyproject.toml tutor/*/*.py tutor/*/patches/*)
	python=$$(scripts/python.sh 3.12); [ -x .venv-tutor/bin/python ] || "$$python" -m venv .venv-tutor
	rm -rf tutor/build  # setuptools would pack what an earlier build left there
	.venv-tutor/bin/python -m pip install -q --disable-pip-version-check "./tutor[aspects]"
	touch $@
