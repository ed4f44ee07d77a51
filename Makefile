# Two commands: `make run` and `make test`. Everything else is for those who build.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin/
COMPILE := $(BIN)uv pip compile --quiet --only-binary :all: --custom-compile-command "make lock"
PYTHONS := 3.11 3.12 3.13 3.14
MACHINES := x86_64 aarch64
OURS := src tests make $(wildcard bench)
SMALL := not django_db and not db and not journey and not heavy
ONLY ?=
SEED ?=
export PYTHONPATH := src:.
# Tests begin hundreds of processes: each would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

help:      ## show this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed 's/:.*## /\t/'

setup: .venv-run   ## set up what the program needs, and nothing more

run: export GUOL_DEMO ?= yes
run: .venv-run   ## set up, fill the demonstration district, serve on http://localhost:8000
	@$(BIN)guol demo
	@$(BIN)guol serve

test: .venv-dev  ## install what tests need, run all of them on both databases
	@$(BIN)python -m make.tests

check: .venv-dev ## the quick gate, cheapest first
	$(BIN)ruff format --check --quiet $(OURS)
	$(BIN)ruff check --quiet $(OURS)
	$(BIN)lint-imports --no-logo
	$(BIN)python -m make.deploy makemigrations --check --dry-run
	$(BIN)python -m make.deploy check --deploy --fail-level WARNING
	$(BIN)mypy --no-error-summary src make
	$(BIN)pytest -q -n 2 -m "$(SMALL)"

words: .venv-dev ## gather the texts of all packages (ONLY=people: of one), say what lacks a translation
	@$(BIN)python -m make.words gather $(ONLY)

docs: .venv-dev  ## write what is made from the code: docs/events.md, missing bodies of tests/feed/golden
	@$(BIN)python -m make.events

tidy: .venv-dev  ## rewrite the code in the house style
	$(BIN)ruff check --fix $(OURS)
	$(BIN)ruff format $(OURS)
	git ls-files -co --exclude-standard 'src/*.html' | xargs -r $(BIN)djade --target-version 5.2
	git ls-files -co --exclude-standard 'src/*.html' | xargs -r $(BIN)djhtml

bench: .venv-dev ## take the published figures (ONLY=name: those that begin so, SEED=n: another seed)
	@$(BIN)python -m bench.run $(ONLY) $(if $(SEED),--seed $(SEED))

soak: .venv-dev  ## the long trials: kills and power cuts, until stopped
	@$(BIN)python -m bench.run --soak $(ONLY) $(if $(SEED),--seed $(SEED))

lock: .venv-dev  ## compile the pinned requirements anew: hashes, wheels only, no addresses
	$(COMPILE) --universal --python-version 3.11 --generate-hashes --group bootstrap -o requirements/bootstrap.txt
	$(COMPILE) --universal --python-version 3.11 --generate-hashes --group dev pyproject.toml -o requirements/dev.txt
	$(COMPILE) --universal --python-version 3.11 --generate-hashes -c requirements/dev.txt pyproject.toml -o requirements/run.txt
	@set -e; for python in $(PYTHONS); do for machine in $(MACHINES); do \
	  $(COMPILE) --no-deps --python-version $$python --python-platform $$machine-unknown-linux-gnu \
	    requirements/bootstrap.txt requirements/dev.txt > /dev/null; \
	  echo "wheels for Python $$python on $$machine: all there"; done; done

.venv-run .venv-dev: .venv-%:
	@$(PYTHON) make/setup.py $*
	@$(BIN)python -m make.words compile

.PHONY: help setup run test check words docs tidy bench soak lock .venv-run .venv-dev
