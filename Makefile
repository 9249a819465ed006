# Everything a person or a CI machine runs. `make help` lists it.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo test browser-test check bench build format lint setup clean-demo

DATA ?= .demo
OPTIONS ?=
KILL_ROUNDS ?= 20
# What stores something, and so is tested over both engines.
STORING_TESTS = SyncTests|PortalTests|DeliveryTests

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  make demo DATA=folder OPTIONS='--matters 500 --port 8080'   choose the folder and pass options on"

setup:
	@scripts/setup build

build: setup ## Build the program (debug)
	@scripts/announce-build
	swift build --product matterwire

demo: build ## Start a whole firm on this machine: simulated practice system and portal (^C stops it)
	@.build/debug/matterwire demo --data $(DATA) $(OPTIONS)

clean-demo: ## Forget the demo's world; the next `make demo` makes a new one
	rm -rf -- $(DATA)

test: ## Install what is missing, build, run all tests: what CI runs
	@scripts/setup build postgres browser
	@scripts/announce-build
	swift build --build-tests
	swift test --skip-build
	MATTERWIRE_TEST_ENGINE=postgres swift test --skip-build --filter '$(STORING_TESTS)'
	@scripts/running-tests
	MATTERWIRE_TEST_ENGINE=postgres scripts/running-tests
	@scripts/browser-tests

browser-test: build ## Only the tests in a real browser
	@scripts/setup browser
	@scripts/browser-tests

check: test lint ## Everything in `test`, then new simulated worlds, many rounds of killing the server, format, pages, styles, scripts
	@scripts/setup assets
	@scripts/check-assets
	MATTERWIRE_SEEDS=fresh swift test --skip-build --filter 'Simulation of a world'
	@scripts/kill-rounds $(KILL_ROUNDS)

bench: ## Measure a release build on this machine over both engines, beside a bare server and the raw disk
	@scripts/setup build postgres bench
	@scripts/announce-build release
	swift build --configuration release --scratch-path .build-release --product matterwire
	swift build --configuration release --scratch-path .build-release --product bare-server
	swift build --configuration release --scratch-path .build-release --product delivery-bench
	@scripts/bench

format: ## Rewrite the sources in the house format
	swift format --in-place --recursive --parallel Package.swift Sources Tests bench

lint: ## Fail if a source is not in the house format
	swift format lint --strict --recursive --parallel Package.swift Sources Tests bench
