# Benvenuto: `make run` to use it, `make test` to test it. On Windows, see the README for the same by hand.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BROWSER := $(VENV)/.browser
# the locks name everything, so nothing is left to resolve; what is never imported need not be compiled
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-compile

.PHONY: run test coverage check check-javascript javascript bench bench-listening lock clean

run: $(VENV)/.installed
	@$(BIN)/python -m benvenuto run

# every process of a test would compile the house again where Python is told to keep nothing that it has compiled
test: $(VENV)/.installed-dev $(BROWSER)
	PYTHONDONTWRITEBYTECODE= OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest -n auto --dist loadfile

# the floors below the screen, by their own tests: at least 95% of their lines and branches
coverage: $(VENV)/.installed-dev
	PYTHONDONTWRITEBYTECODE= OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest -n auto --dist loadfile \
	--cov --cov-report=term tests/domain tests/services tests/storage

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m benvenuto check
	$(MAKE) --no-print-directory check-javascript

check-javascript:
	@if command -v node > /dev/null; then $(MAKE) --no-print-directory javascript; \
	else echo "There is no node here: the JavaScript was not checked."; fi

# It is served as it stands, without a build; node is for its checks alone.
javascript: node_modules/.installed
	npm run --silent types
	npm run --silent lint
	npm run --silent test

node_modules/.installed: package.json package-lock.json
	@npm ci --ignore-scripts --no-audit --no-fund || { echo "The JavaScript cannot be checked: TypeScript and ESLint" \
	"are missing, and npm could not fetch them. Is npm here, and the network?" >&2; exit 1; }
	@touch $@

bench: $(VENV)/.installed-bench $(BROWSER)
	$(BIN)/python -m benchmarks.scoring
	$(BIN)/python -m benchmarks.trends

bench-listening: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.listening

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python requirements.lock pyproject.toml benvenuto/pyproject.toml
	$(INSTALL) -r requirements.lock
	$(INSTALL) --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock requirements-transcribe-test.lock
	$(INSTALL) -r requirements-dev.lock
	$(INSTALL) -r requirements-transcribe-test.lock
	@touch $@

$(VENV)/.installed-bench: $(VENV)/.installed-dev requirements-bench.lock
	$(INSTALL) -r requirements-bench.lock
	@touch $@

# A real Chromium: the one that is there, else Debian's when we may install it, else Playwright's own.
$(BROWSER): $(VENV)/.installed-dev
	$(BIN)/python tests/browser/install.py
	@touch $@

# One lock for Python 3.11 to 3.14: markers tell the versions apart.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet requirements.txt -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet requirements.txt requirements-dev.txt -c requirements.lock -o requirements-dev.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet requirements-transcribe-test.txt -c requirements-dev.lock -o requirements-transcribe-test.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet requirements-bench.txt -c requirements-dev.lock -o requirements-bench.lock

clean:
	rm -rf $(VENV) node_modules .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
